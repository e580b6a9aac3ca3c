"""Outlets in questions: only those the archive knows, and only where they are named as the source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.question.outlets import find_outlet

OUTLETS = (
    "Politico",
    "New York Times - News",
    "New York Times - Opinion",
    "NPR Online News",
    "The Hill",
    "Reason",
)


@pytest.mark.parametrize(
    ("question", "names", "words"),
    [
        ("According to Politico, who signed it?", {"Politico"}, "According to Politico"),
        (
            "According to the New York Times, why?",
            {"New York Times - News", "New York Times - Opinion"},
            "According to the New York Times",
        ),
        ("What was agreed, according to The Hill?", {"The Hill"}, "according to The Hill"),
        ("What did Politico report about the vote?", {"Politico"}, "did Politico"),
        ("According to Reason what has Chicago paid?", {"Reason"}, "According to Reason"),
    ],
)
def test_an_outlet_is_found_as_the_archive_writes_it(question: str, names: set[str], words: str):
    found = find_outlet(question, lambda: OUTLETS)

    assert found is not None
    assert found.names == names
    assert found.words.of(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "What did Politico's owner want?",
        "According to Fuad Hussein, who signed it?",
        "Who bought Politico?",
        "What is the reason, according to the minister?",
        "According to the Guardian, why?",
        "",
    ],
)
def test_a_name_that_is_no_source_is_left_alone(question: str):
    assert find_outlet(question, lambda: OUTLETS) is None


def test_the_archive_is_not_asked_where_no_source_is_named():
    def unasked() -> list[str]:
        raise AssertionError

    assert find_outlet("Why did it rain?", unasked) is None


@given(st.text(max_size=200))
def test_any_text_is_read(text: str):
    found = find_outlet(f"According to {text}", lambda: [*OUTLETS, text])

    assert found is None or found.words.end <= len(f"According to {text}")
