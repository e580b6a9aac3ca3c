"""Retrieval: meaning and words, one ranking, nothing past the filters."""

from collections.abc import Iterator
from datetime import date

import pytest
from langchain_core.retrievers import BaseRetriever

from assistant.question import read_question
from assistant.retrieval import PassageRetriever, find_passages
from corpus import Corpus
from corpus.records import Filters, Hit
from tests.assistant.archive import archive_of, article

FERRY = article(
    "Night ferry ends", "The ferry to Tern Island stops at night.", "2025-03-01", outlet="Gazette"
)
BRIDGE = article("Bridge opens", "A bridge to Tern Island opens in May.", "2025-04-01", outlet="Harbour Mail")
RATES = article(
    "Rates rise", "The central bank raised its rate by a quarter point.", "2025-05-01", outlet="Gazette"
)
UNDATED = article("How ferries work", "A ferry has two bridges and no stern.")
ANY = Filters()


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Corpus]:
    with archive_of(tmp_path_factory.mktemp("archive"), FERRY, BRIDGE, RATES, UNDATED) as corpus:
        yield corpus


def found(archive: Corpus, question: str, filters: Filters = ANY, limit: int = 10) -> list[Hit]:
    return find_passages(archive, read_question(question), filters, limit)


def titles(hits: list[Hit]) -> list[str]:
    return [hit.article.title for hit in hits]


def test_the_best_passage_comes_first(archive: Corpus) -> None:
    assert titles(found(archive, "When does the ferry stop at night?"))[0] == FERRY.title
    assert titles(found(archive, "central bank rate"))[0] == RATES.title


def test_ranks_count_from_one_and_scores_fall(archive: Corpus) -> None:
    hits = found(archive, "ferry to Tern Island")

    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_the_limit_holds(archive: Corpus) -> None:
    assert len(found(archive, "ferry", limit=1)) == 1


@pytest.mark.parametrize(
    ("filters", "passing"),
    [
        (ANY, {FERRY, BRIDGE, RATES, UNDATED}),
        (Filters(asked=date(2025, 4, 1)), {FERRY, BRIDGE, UNDATED}),
        (Filters(asked=date(2025, 3, 31)), {FERRY, UNDATED}),
        (Filters(since=date(2025, 4, 1)), {BRIDGE, RATES}),
        (Filters(until=date(2025, 4, 1)), {FERRY, BRIDGE}),
        (Filters(since=date(2025, 4, 1), until=date(2025, 4, 1)), {BRIDGE}),
        (Filters(outlet="gazette"), {FERRY, RATES}),
        (Filters(outlet="Gazette", asked=date(2025, 3, 1)), {FERRY}),
        (Filters(outlet="Gazett"), set()),
    ],
)
def test_filters_are_exact(archive: Corpus, filters: Filters, passing: set) -> None:
    assert set(titles(found(archive, "ferry bridge rate", filters))) == {draft.title for draft in passing}


def test_a_question_without_a_telling_word_is_searched_by_meaning(archive: Corpus) -> None:
    assert found(archive, "who is it?")


def test_an_empty_archive_is_not_embedded_for(corpus: Corpus) -> None:
    assert found(corpus, "ferry") == []


def test_it_is_a_langchain_retriever(archive: Corpus) -> None:
    retriever = PassageRetriever(corpus=archive, filters=Filters(outlet="Gazette"), limit=1)

    (document,) = retriever.invoke("When does the ferry stop at night?")

    assert isinstance(retriever, BaseRetriever)
    assert document.page_content == FERRY.text
    assert document.metadata["title"] == FERRY.title
    assert document.metadata["outlet"] == "Gazette"
    assert document.metadata["published"] == "2025-03-01"
    assert FERRY.text[document.metadata["start"] : document.metadata["end"]] == document.page_content


def test_a_country_is_found_by_another_of_its_names(tmp_path) -> None:
    drafts = [
        article(f"On {country}", f"Officials of {country} spoke about militias.", "2025-01-01")
        for country in ("Iran", "Iraq", "Syria")
    ]
    with archive_of(tmp_path, *drafts) as corpus:
        assert titles(found(corpus, "Baghdad and militias"))[0] == "On Iraq"
