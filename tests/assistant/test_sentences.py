"""Sentences: what speaks for each as a part of the answer."""

from collections.abc import Iterator
from pathlib import Path

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
    assert len({one.span for one in found}) == len(found) == 4


def test_a_question_that_nobody_is_quoted_with_states_nothing(archive: Corpus) -> None:
    assert not any("safe?" in one.text for one in read(archive, "Was the bridge at Tarn safe?"))


def test_a_mark_that_opens_the_next_quotation_is_left_out(tmp_path: Path) -> None:
    text = (
        'Ida Moe closed the bridge at Tarn on Friday. " We had no choice," Moe said, standing at the bridge.'
    )
    with archive_of(tmp_path, article("Bridge", text, "2025-03-01")) as corpus:
        found = read(corpus, "Why was the bridge at Tarn closed?")

    assert all(one.text == one.span.of(text) for one in found)
    assert not any(one.text.endswith(' "') for one in found)


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
    _, first, second, third = read(archive, "the bridge at Tarn")

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


def test_what_states_nothing_is_not_offered(tmp_path_factory: pytest.TempPathFactory) -> None:
    text = "Update at 1:53 p.m. ET.\n\nThe bridge at Tarn was closed on Friday.\n\nCopyright © 2025 Tarn."
    with archive_of(tmp_path_factory.mktemp("furniture"), article("Bridge at Tarn", text)) as archive:
        found = read(archive, "When was the bridge at Tarn closed?")

    assert [one.text for one in found] == ["The bridge at Tarn was closed on Friday."]


def test_a_time_of_day_does_not_part_a_sentence(tmp_path: Path) -> None:
    text = (
        "The bridge at Tarn opens at 9 p.m. ET on Monday, Moe said. The bridge at Tarn closes at 11 p.m."
        " Nobody knows why.\n\nThe bridge at Tarn was closed at 1 a.m.\n\nLocal papers were told of it."
    )
    with archive_of(tmp_path, article("Bridge", text, "2025-03-01")) as corpus:
        found = [one.text for one in read(corpus, "When does the bridge at Tarn open?")]

    assert "The bridge at Tarn opens at 9 p.m. ET on Monday, Moe said." in found
    assert "The bridge at Tarn closes at 11 p.m." in found
    assert "Local papers were told of it." in found


@pytest.mark.parametrize(
    "marred",
    [
        "Rep. Ida Moe Storm sinks a ferry MORE (D-Tarn) said that the bridge would stay closed.",
        "FILE - Rep. Ida Moe (D-Tarn) says that the bridge will stay closed.",
    ],
)
def test_what_nobody_would_print_is_worth_less(tmp_path: Path, marred: str) -> None:
    """Whether there is an answer at all does not change by it."""
    plain = "Rep. Ida Moe (D-Tarn) said that the bridge would stay closed."
    with archive_of(tmp_path, article("Bridge", f"{marred}\n\n{plain}", "2025-03-01")) as corpus:
        found = {one.text: one for one in read(corpus, "What did Ida Moe say about the bridge?")}

    assert found[marred].worth < found[marred].score
    assert found[marred].worth < found[plain].worth == found[plain].score


def test_the_own_words_of_whoever_is_asked_for_lose_less(tmp_path: Path) -> None:
    said = "“It stays closed,” Rep. Ida Moe Ida MoeStorm sinks a ferry MORE (D-Tarn) said of the bridge."
    other = "The bridge of Ida Moe Storm sinks a ferry MORE is closed."
    with archive_of(tmp_path, article("Bridge", f"{said}\n\n{other}", "2025-03-01")) as corpus:
        found = {one.text: one for one in read(corpus, "What did Ida Moe say about the bridge?")}

    assert 0 < found[said].marred < found[other].marred
