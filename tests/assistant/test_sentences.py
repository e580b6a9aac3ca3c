"""Sentences: what speaks for each as a part of the answer."""

from collections.abc import Iterator

import pytest

from assistant.question import read_question
from assistant.retrieval import find_passages
from assistant.sentences import Sentence, matter_of, read_sentences
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article

BRIDGE = article(
    "Bridge at Tarn",
    "The bridge at Tarn was closed on Friday at nine in the evening. Was the bridge at Tarn safe? "
    "The bridge at Tarn cost 40 million. The bridge at Tarn was closed because a cable broke. "
    "“The bridge at Tarn will reopen,” said Ida Moe, Tarn’s mayor.",
    "2025-03-01",
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), BRIDGE) as corpus:
        yield corpus


def read(archive: Corpus, text: str) -> list[Sentence]:
    question, search = read_question(text), archive.search.pinned()
    hits = find_passages(archive, question, Filters(), 5)
    return read_sentences(archive, search, matter_of(archive, search, question), hits)


def test_each_sentence_is_read_once_and_as_it_stands(archive: Corpus) -> None:
    found = read(archive, "the bridge at Tarn")

    assert [one.text for one in found] == [one.span.of(BRIDGE.text) for one in found]
    assert len({one.span for one in found}) == len(found) == 5


@pytest.mark.parametrize(
    ("question", "holds"),
    [
        ("How much was the bridge at Tarn?", "40 million"),
        ("Why was the bridge at Tarn closed?", "because"),
        ("What did Ida Moe do about the bridge at Tarn?", "will reopen"),
        ("What did Tarn's mayor do about the bridge at Tarn?", "will reopen"),
    ],
)
def test_what_is_asked_for_speaks_for_the_sentence_that_has_it(
    archive: Corpus, question: str, holds: str
) -> None:
    """Compared with a question in the same matter that asks for nothing of the kind."""
    plain = {one.text: one.score for one in read(archive, "Was the bridge at Tarn closed?")}
    gains = {one.text: one.score - plain[one.text] for one in read(archive, question)}

    assert holds in max(gains, key=lambda text: gains[text])


def test_neighbours_are_told_from_strangers(archive: Corpus) -> None:
    first, second, third, *_ = read(archive, "the bridge at Tarn")

    assert first.beside(second)
    assert second.beside(first)
    assert not first.beside(third)
    assert not first.beside(first)


def test_what_somebody_says_is_theirs(archive: Corpus) -> None:
    said = [one for one in read(archive, "What did Ida Moe say about the bridge?") if one.said]

    assert [one.quote.speaker for one in said if one.quote] == ["Ida Moe"]
    assert not any(one.said for one in read(archive, "What did Ole Berg say about the bridge?"))


def test_what_somebody_says_need_not_name_them(archive: Corpus) -> None:
    search = archive.search.pinned()

    said = matter_of(archive, search, read_question("What did Ida Moe say about the bridge?"))
    other = matter_of(archive, search, read_question("Which bridge did Ida Moe close?"))

    assert said.share({"bridg"}) == 1
    assert 0 < other.share({"bridg"}) < 1
