"""Corroboration counts voices, not articles, and never takes the unknown for independent."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.corroboration import are_independent, corroboration_of
from tests.assistant.sentence_helpers import info


def test_independent_outlets_and_their_copies() -> None:
    articles = [info("a", "Courier"), info("b", "Gazette"), info("c", "Mail"), info("d", "Mail")]
    copies = [info(f"x{number}", "Herald") for number in range(9)]

    assert str(corroboration_of(articles, copies)) == "3 independent outlets (9 copies)"


def test_editions_of_one_outlet_are_one_voice() -> None:
    assert not are_independent(info("a", "CNN"), info("b", "CNN (Web News)"))
    assert not are_independent(info("a", "NPR"), info("b", "NPR Online News"))
    assert not are_independent(info("a", "New York Times - News"), info("b", "The New York Times"))
    assert are_independent(info("a", "Fox News"), info("b", "CBS News"))
    assert are_independent(info("a", "Al-Monitor"), info("b", "Al Jazeera"))


def test_what_credits_one_agency_is_one_voice() -> None:
    courier, gazette = (
        replace(info(name, outlet), agency="Reuters") for name, outlet in (("a", "Courier"), ("b", "Gazette"))
    )

    assert not are_independent(courier, gazette)
    assert not are_independent(courier, info("c", "Reuters"))
    assert are_independent(courier, replace(gazette, agency="AFP"))
    assert corroboration_of([courier, gazette, info("c", "Reuters"), info("d", "Mail")]).outlets == 2


def test_unknown_independence_stays_unknown() -> None:
    counted = corroboration_of([info("a", "Courier"), info("b"), info("c")])

    assert (counted.outlets, counted.unknown) == (1, 2)
    assert str(counted) == "1 outlet and 2 of unknown independence"
    assert not are_independent(info("a"), info("b"))
    assert str(corroboration_of([info("a")], [info("b")])) == "1 of unknown independence (1 copy)"


def test_a_copy_that_is_cited_itself_is_no_further_copy() -> None:
    one, other = info("a", "Courier"), info("b", "Gazette")
    assert corroboration_of([one, other], [other, other]).copies == 0


@given(st.lists(st.sampled_from(["Courier", "Gazette", "Courier Online", "Mail (Sunday)", None]), max_size=8))
def test_no_more_voices_than_outlets_and_no_fewer_for_more_articles(outlets: list[str | None]) -> None:
    articles = [info(str(number), outlet) for number, outlet in enumerate(outlets)]
    counted = corroboration_of(articles)

    assert counted.outlets <= len(set(filter(None, outlets)))
    assert counted.outlets == corroboration_of([*articles, *articles]).outlets
    assert counted.unknown == outlets.count(None)
