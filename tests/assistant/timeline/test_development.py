"""Questions that ask how something went on, those that do not, and what they are about."""

from datetime import date

import pytest

from assistant.question import read_question
from assistant.timeline.development import about_the_matter, asks_for_a_development


@pytest.mark.parametrize(
    ("question", "matter"),
    [
        ("How did the strike develop?", "the strike"),
        ("how has the ferry dispute unfolded so far?", "the ferry dispute"),
        ("How has the ministry's position evolved since March 2025?", "the ministry's position"),
        ("How has the bridge award changed?", "the bridge award"),
        ("How did the talks between Halmeria and Brevia play out?", "the talks between Halmeria and Brevia"),
        ("What has happened in Halm since the flood?", "Halm the flood"),
        ("what happened since the tribunal's order?", "the tribunal's order"),
        ("timeline of the Vell bridge award", "the Vell bridge award"),
        ("Vell bridge timeline", "Vell bridge"),
        ("Give me a short timeline of events in the bridge affair", "the bridge affair"),
        ("Please draw up a chronology of the Millbeck flood.", "the Millbeck flood"),
        ("Sequence of events around the dam failure", "the dam failure"),
        ("Day by day, what happened in Millbeck?", "Millbeck"),
    ],
)
def test_a_development_is_asked_for_and_of_what(question: str, matter: str) -> None:
    assert asks_for_a_development(question)
    assert about_the_matter(read_question(question, date(2025, 6, 1))).matter == matter


@pytest.mark.parametrize(
    "question",
    [
        "How did scientists develop the vaccine?",
        "How has the law changed the market?",
        "How much has the price changed since May?",
        "What happened to the ferry?",
        "What happened in Halm in March 2025?",
        "What did the minister say about the timeline for the bridge?",
        "Is there a timeline for the bridge?",
        "Who has changed the timeline?",
        "Which developments were planned at the harbour?",
        "What has the minister said since March?",
        "Who was minister when the dam broke?",
        "",
    ],
)
def test_no_development_is_asked_for(question: str) -> None:
    assert not asks_for_a_development(question)


def test_the_matter_is_looked_for_at_any_time_unless_the_question_names_one() -> None:
    anytime = about_the_matter(read_question("How did the strike develop?", date(2025, 6, 1)))
    named = about_the_matter(
        read_question("How has the strike developed since March 2025?", date(2025, 6, 1))
    )

    assert anytime.covers(date(1999, 1, 1))
    assert not anytime.covers(None)
    assert named.covers(date(2025, 3, 1))
    assert not named.covers(date(2025, 2, 28))


def test_words_that_only_ask_are_no_matter_by_themselves() -> None:
    """Nothing is left of "timeline?", so it is looked for as it is."""
    assert about_the_matter(read_question("timeline?", date(2025, 6, 1))).matter == "timeline?"
