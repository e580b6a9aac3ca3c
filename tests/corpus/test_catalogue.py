"""The catalogue: articles, their versions, and which of them a filter lets through."""

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus, open_corpus
from corpus.catalogue import Catalogue
from corpus.errors import CorpusError, NotFound
from corpus.records import Article, Draft, Filters, Span
from tests.corpus.writing_helpers import PARAGRAPHS, put
from tests.fakes import WordModel


def passage_texts(corpus: Corpus, article_id: str) -> list[str]:
    return [passage.text for passage in corpus.catalogue.passages_of(article_id)]


def test_an_article_comes_back_as_it_was_given(corpus: Corpus):
    fields = {"outlet": "The Gazette", "author": "A. Writer", "url": "http://x.org/1", "external_id": "E1"}
    put(corpus, published="2025-01-12", **fields)

    found = corpus.catalogue.get("id-a")

    assert found.text == PARAGRAPHS
    assert found.info.published == date(2025, 1, 12)
    assert {name: getattr(found.info, name) for name in fields} == fields
    assert (found.info.title, found.info.version, found.info.sample) == ("A headline", 1, False)


def test_passages_are_the_text_between_their_offsets(corpus: Corpus):
    put(corpus, text="Ğß🎉 first.\n\nSecond 🎉🎉 paragraph.\n\nThird.")

    for passage in corpus.catalogue.passages_of("id-a"):
        assert passage.text == passage.span.of(corpus.catalogue.get("id-a").text)
    assert passage_texts(corpus, "id-a") == ["Ğß🎉 first.", "Second 🎉🎉 paragraph.", "Third."]


def test_a_changed_text_is_a_new_version_and_the_old_one_stays_readable(corpus: Corpus):
    put(corpus, text="The first wording.")
    put(corpus, text="The second wording.")

    assert corpus.catalogue.count() == 1
    assert corpus.catalogue.get("id-a").info.version == 2
    assert corpus.catalogue.get("id-a").text == "The second wording."
    assert corpus.catalogue.get("id-a", version=1).text == "The first wording."
    assert corpus.catalogue.get("id-a", version=1).info.version == 1
    assert passage_texts(corpus, "id-a") == ["The second wording."]


def test_changed_metadata_alone_keeps_the_version(corpus: Corpus):
    put(corpus, title="Before")
    put(corpus, title="After")

    info = corpus.catalogue.get("id-a").info
    assert (info.title, info.version) == ("After", 1)


def test_an_edit_shows_everywhere_and_keeps_text_and_version(corpus: Corpus):
    put(corpus, outlet="Wrong")
    corpus.writer.edit("id-a", outlet="Right", published="2024-02-29", title="Better")

    info = corpus.catalogue.get("id-a").info
    assert (info.outlet, info.published, info.title, info.version) == (
        "Right",
        date(2024, 2, 29),
        "Better",
        1,
    )
    assert corpus.catalogue.get("id-a").text == PARAGRAPHS
    assert corpus.search.articles_by_words(corpus.search.terms("Better"), 5)[0][0] == "id-a"
    assert corpus.catalogue.unindexed() == []


def test_a_removed_article_is_gone_with_all_that_was_made_of_it(corpus: Corpus):
    put(corpus)
    put(corpus, "b", text="Another text.")
    corpus.writer.remove(["id-a"])

    with pytest.raises(NotFound):
        corpus.catalogue.get("id-a")
    assert corpus.catalogue.passages_of("id-a") == []
    assert corpus.catalogue.quotes_of("id-a") == []
    assert corpus.catalogue.count() == 1
    assert corpus.catalogue.to_forget() == []


def test_an_article_is_found_by_our_id_and_by_its_own(corpus: Corpus):
    put(corpus, external_id="E1")

    assert corpus.catalogue.find_id("E1") == "id-a"
    assert corpus.catalogue.find_id("id-a") == "id-a"
    with pytest.raises(NotFound, match="dateline articles list"):
        corpus.catalogue.find_id("nothing")


def test_quotes_come_back_in_order(corpus: Corpus):
    put(corpus)

    (quote,) = corpus.catalogue.quotes_of("id-a")
    assert (quote.speaker, quote.cue, quote.direct) == ("Somebody", "said", True)
    assert quote.spans[0].of(PARAGRAPHS) == "The"


def test_the_list_is_newest_first_undated_last_and_paged(corpus: Corpus):
    for key, day in {"a": "2020-01-01", "b": None, "c": "2022-01-01", "d": "2021-01-01"}.items():
        put(corpus, key, published=day)

    assert [info.id for info in corpus.catalogue.list_articles()] == ["id-c", "id-d", "id-a", "id-b"]
    assert [info.id for info in corpus.catalogue.list_articles(limit=2, offset=1)] == ["id-d", "id-a"]


def test_the_list_narrows_by_title_and_outlet_ignoring_case(corpus: Corpus):
    put(corpus, "a", title="100% of ÉLAN_vital", outlet="Élan")
    put(corpus, "b", title="100 percent", outlet="Other")

    def ids(**narrow: str) -> list[str]:
        return [info.id for info in corpus.catalogue.list_articles(**narrow)]

    assert ids(contains="00%") == ["id-a"]
    assert ids(contains="élan_V") == ["id-a"]
    assert ids(outlet="éLAN") == ["id-a"]
    assert ids(contains="nothing") == []


def test_outlets_are_counted_and_undated_articles_cover_no_day(corpus: Corpus):
    put(corpus, "a", outlet="X", published="2020-01-01")
    put(corpus, "b", outlet="Y", published="2020-05-01")
    put(corpus, "c", outlet="Y", published=None)
    put(corpus, "d", outlet=None)

    assert corpus.catalogue.outlets() == {"Y": 2, "X": 1}
    assert corpus.catalogue.coverage() == (date(2020, 1, 1), date(2020, 5, 1))
    assert corpus.catalogue.coverage(Filters(outlet="x")) == (date(2020, 1, 1), date(2020, 1, 1))
    assert corpus.catalogue.coverage(Filters(since=date(2030, 1, 1))) == (None, None)


def test_an_article_not_taken_in_to_the_end_is_not_eligible(corpus: Corpus):
    put(corpus, published="2020-01-01")
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.mark_unindexed(connection, ["id-a"])

    assert corpus.catalogue.owners(corpus.catalogue.passage_ids(), Filters()) == {}
    assert corpus.catalogue.eligible_passages(Filters(), 10) == []
    assert corpus.catalogue.coverage() == (None, None)


def test_many_ids_are_asked_for_at_once(corpus: Corpus):
    put(corpus, text="\n\n".join(f"Paragraph {number}." for number in range(1_300)))
    ids = corpus.catalogue.passage_ids()

    assert len(ids) == 1_300
    assert set(corpus.catalogue.owners(ids, Filters())) == set(ids)
    assert set(corpus.catalogue.passages(ids)) == set(ids)
    assert corpus.catalogue.articles_of_passages(ids) == ["id-a"]


DAYS = st.one_of(st.none(), st.integers(0, 8).map(lambda n: date(2020, 2, 26) + timedelta(days=n)))
OUTLETS = st.sampled_from([None, "Gazette", "GAZETTE", "Élan", "élan", "Straße", "Daily % Mail"])
HELD = st.lists(st.tuples(DAYS, OUTLETS), max_size=12)
FILTERS = st.builds(Filters, since=DAYS, until=DAYS, asked=DAYS, outlet=OUTLETS)


def passes(filters: Filters, published: date | None, outlet: str | None) -> bool:
    """Say once more, in Python, what DESIGN.md says of filters."""
    if published is None and (filters.since or filters.until):
        return False
    if published is not None:
        if filters.since and published < filters.since:
            return False
        if any(last and published > last for last in (filters.until, filters.asked)):
            return False
    return not filters.outlet or (outlet is not None and outlet.lower() == filters.outlet.lower())


@settings(max_examples=25)
@given(held=HELD, several=st.lists(FILTERS, min_size=1, max_size=12))
def test_filters_let_through_exactly_what_the_rule_says(
    tmp_path_factory: Any, held: list[tuple[Any, Any]], several: list[Filters]
):
    catalogue = Catalogue(tmp_path_factory.mktemp("home") / "catalogue.sqlite")
    owner = _fill(catalogue, held)
    for filters in several:
        expected = {i for i, (day, outlet) in owner.items() if passes(filters, day, outlet)}

        assert set(catalogue.owners(list(owner), filters)) == expected
        assert set(catalogue.eligible_passages(filters, 100)) == expected
        days = [owner[i][0] for i in expected if owner[i][0]]
        assert catalogue.coverage(filters) == (min(days, default=None), max(days, default=None))
    catalogue.close()


def _fill(catalogue: Catalogue, held: list[tuple[Any, Any]]) -> dict[int, tuple[Any, Any]]:
    """Put an article of one passage for each, in the catalogue alone; return them by passage."""
    owner = {}
    with catalogue.transaction() as connection:
        for number, (day, outlet) in enumerate(held):
            key = str(number)
            draft = Draft("Title", "Text.", published=day, outlet=outlet)
            catalogue.put_article(connection, draft, article_id=key, identity=key, fingerprint=key)
            (passage,) = catalogue.put_passages(connection, key, 1, [Span(0, 5)], [key], [])
            owner[passage] = (day, outlet)
        catalogue.mark_indexed(connection, [str(number) for number in range(len(held))])
    return owner


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(asked=date(2020, 1, 1)), {"id-a", "id-undated"}),
        (Filters(since=date(2020, 1, 1)), {"id-a", "id-b"}),
        (Filters(until=date(2020, 1, 1)), {"id-a"}),
        (Filters(since=date(2020, 1, 2), asked=date(2020, 1, 2)), {"id-b"}),
        (Filters(), {"id-a", "id-b", "id-undated"}),
    ],
    ids=["asked", "since", "until", "since and asked", "none"],
)
def test_undated_articles_pass_asked_and_fail_since_and_until(
    corpus: Corpus, filters: Filters, expected: set[str]
):
    """Days include both ends."""
    put(corpus, "a", text="One.", published="2020-01-01")
    put(corpus, "b", text="Two.", published="2020-01-02")
    put(corpus, "undated", text="Three.")

    found = corpus.catalogue.articles_of_passages(corpus.catalogue.eligible_passages(filters, 10))

    assert set(found) == expected


def test_every_article_comes_by_external_id(corpus: Corpus):
    put(corpus, "z", external_id="2")
    put(corpus, "y", external_id="1")
    put(corpus, "x")

    found: list[Article] = list(corpus.catalogue.every_article())

    assert [article.info.id for article in found] == ["id-y", "id-z", "id-x"]


def test_a_file_that_is_no_catalogue_is_a_clear_error(tmp_path: Path):
    (tmp_path / "catalogue.sqlite").write_bytes(b"This is a letter, not a database. " * 50)

    with pytest.raises(CorpusError, match="backup"), open_corpus(tmp_path, model=WordModel()):
        pass


def test_a_catalogue_of_a_newer_dateline_is_left_alone(tmp_path: Path):
    with open_corpus(tmp_path, model=WordModel()):
        pass
    with sqlite3.connect(tmp_path / "catalogue.sqlite") as connection:
        connection.execute("UPDATE meta SET value = '999' WHERE key = 'schema_version'")

    with pytest.raises(CorpusError, match="newer Dateline"), open_corpus(tmp_path, model=WordModel()):
        pass
