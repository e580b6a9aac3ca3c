"""Nomination: who is looked at, so that no one search and no inferred filter shuts an article out."""

from collections.abc import Iterator

import pytest

from assistant.nomination import nominate
from assistant.question import read_question
from corpus import Corpus
from corpus.records import Filters
from tests.assistant.archive import archive_of, article

FERRIES = [
    article(f"Ferry {i}", f"The ferry number {i} left the harbour.", "2025-03-10", outlet="Gazette")
    for i in range(60)
]
HERON = article("Birds", "A heron nested on the pier.", "2024-01-01", outlet="Mail")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), *FERRIES, HERON) as corpus:
        yield corpus


def nominated(archive: Corpus, text: str, filters: Filters | None = None) -> list[str]:
    question = read_question(text, None, archive.catalogue.outlets)
    vector = archive.model.encode_question(question.text)
    terms = archive.search.terms(question.matter)
    found = nominate(archive.catalogue, archive.search, question, vector, terms, filters or Filters(), 5)
    return [one.article.title for one in found]


def test_what_several_searches_find_comes_first(archive: Corpus):
    assert nominated(archive, "Where did the heron nest?")[0] == HERON.title


def test_many_articles_that_fit_a_wrong_guess_do_not_shut_out_the_one_that_answers(archive: Corpus):
    found = nominated(archive, "According to the Gazette, where did the heron nest in March 2025?")

    assert HERON.title in found[:3]


def test_given_filters_are_exact(archive: Corpus):
    assert HERON.title not in nominated(archive, "the heron", Filters(outlet="Gazette"))
    assert nominated(archive, "the ferry", Filters(outlet="Mail")) == [HERON.title]


def test_words_alone_are_compared_from_nought_to_one(archive: Corpus):
    question = read_question("heron pier")
    vector = archive.model.encode_question(question.text)

    found = nominate(archive.catalogue, archive.search, question, vector, ["heron", "pier"], Filters(), 5)

    words = [one.words for one in found]
    assert all(0 <= one <= 1 for one in words)
    assert words[0] == max(words) > 0
    assert all(0 < one.agreement <= 1 for one in found)
