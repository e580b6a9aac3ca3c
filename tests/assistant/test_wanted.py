"""What a question asks for, and which sentences have it."""

import pytest

from assistant.question import read_question
from assistant.wanted import has_what_is_wanted


def counts(question: str, text: str) -> float:
    return has_what_is_wanted(read_question(question), set(), text)


@pytest.mark.parametrize(
    ("question", "better", "worse"),
    [
        ("What share of islanders voted?", "Some 40 percent voted.", "Some 400 islanders voted."),
        ("What share of islanders voted?", "One in five voted.", "It was the vote of 2019."),
        ("How much did the council pay for the ferry?", "It paid $3 million.", "It paid on the 3rd day."),
        ("How many sailors drowned?", "Seven sailors drowned.", "The loss was $7,000."),
        ("How many sailors drowned?", "Twelve of them, or 12, drowned.", "They drowned in 2019."),
        ("How many sailors drowned?", "The loss was $7,000.", "Nobody counted."),
        ("How many voted for the budget?", "Some 400 islanders did.", "It was $3 million."),
        ("How many percent voted?", "Some 40 percent voted.", "Some 400 islanders voted."),
        ("When did the ferry sink?", "It sank on Monday.", "It sank."),
        ("Why did the ferry sink?", "It sank because of a leak.", "It sank."),
        ("Who sank the ferry?", "Ada Quill did.", "Sailors did."),
    ],
)
def test_what_is_asked_for_counts(question: str, better: str, worse: str) -> None:
    assert counts(question, better) > counts(question, worse) >= 0


def test_nothing_counts_where_nothing_of_a_kind_is_asked_for() -> None:
    assert counts("Did the ferry sink?", "It sank on Monday with 12 sailors because of a leak.") == 0
