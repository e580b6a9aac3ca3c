"""Eligible: which articles and passages a filter lets through."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import Corpus
from corpus.catalogue import Catalogue
from corpus.records import Draft, Filters, Span
from tests.corpus.writing_helpers import put


def test_an_article_not_taken_in_to_the_end_is_not_eligible(corpus: Corpus):
    put(corpus, published="2020-01-01")
    with corpus.catalogue.transaction() as connection:
        corpus.catalogue.mark_unindexed(connection, ["id-a"])

    assert corpus.catalogue.owners(corpus.catalogue.passage_ids(), Filters()) == {}
    assert corpus.catalogue.eligible_passages(Filters(), 10) == []
    assert corpus.catalogue.coverage() == (None, None)


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
