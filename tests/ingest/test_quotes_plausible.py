"""Who said it: what can speak, and what cannot."""

import pytest

from ingest.quotes import find_quotes
from ingest.quotes.plausible import may_speak
from ingest.quotes.verbs import clause_from
from tests.ingest.quotes_helpers import only, said


def test_bodies_and_unnamed_people_speak_too() -> None:
    assert only("“We lost money,” the White House said.").speaker == "the White House".removeprefix("the ")
    assert only("“We lost money,” a spokesman for the bank said.").speaker == "a spokesman for the bank"


@pytest.mark.parametrize(
    "source", ["multiple reports", "court records", "a video", "past plans", "Harbour Office records"]
)
def test_what_was_read_somewhere_is_not_said_by_whom_it_is_about(source: str) -> None:
    assert said(f"The team bought more land, according to {source}.") == []
    assert said(f"Ann Lee sold the old dam, according to {source}. It rained.") == []


@pytest.mark.parametrize(
    "phrase",
    [
        "Hamas started building the tunnels",
        "Much of the press hyped those",
        "The tremors forced children to flee",
        "The union held many",
        "The gunman shared a house in Bergen",
        "Some handed out fliers",
        "Ann Lee also backed members",
        "Klara dropped hints",
        "Engineers projected Social Security",
        "The mayor ran public",
    ],
)
def test_a_phrase_with_a_finite_verb_is_a_clause(phrase: str) -> None:
    assert clause_from(phrase) is not None
    assert not may_speak(phrase)


@pytest.mark.parametrize(
    "phrase",
    [
        "a source briefed on the inquiry",
        "a man named Liam",
        "one concerned farmer",
        "The suspected gunman",
        "An unidentified Libyan official",
        "a prominent retired Army general",
        "House Republicans involved in the talks",
        "a coalition of 26 states led by Florida",
        "The United States",
        "United Airlines",
        "Associated Press",
        "Ted Cruz",
    ],
)
def test_a_participle_makes_no_clause(phrase: str) -> None:
    assert clause_from(phrase) is None
    assert may_speak(phrase)


@pytest.mark.parametrize(
    "subject",
    [
        "Thursday",
        "September",
        "Meanwhile",
        "Thankfully",
        "MORE",
        "The statement",
        "The paper",
        "The rice trade",
        "The mayor’s defense",
        "The lowest price the mill",
        "Its report",
        "The past week",
    ],
)
def test_what_cannot_speak_is_no_speaker(subject: str) -> None:
    assert said(f"{subject} said that the dam would hold.") == []
    text = f"“The dam will hold for years,” {subject[0].lower()}{subject[1:]} said."
    assert said(text) == [(None, "The dam will hold for years,")]


@pytest.mark.parametrize(
    "subject",
    [
        "Officials",
        "Some",
        "The union",
        "A spokesman for the bank",
        "Norway",
        "Most farmers in Iowa",
        "CNN",
        "Obama",
    ],
)
def test_people_groups_bodies_and_countries_are_speakers(subject: str) -> None:
    (quote,) = find_quotes(f"{subject} said that the dam would hold.")
    assert quote.speaker == subject.removeprefix("The ") or quote.speaker == subject
