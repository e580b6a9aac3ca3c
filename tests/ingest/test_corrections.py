"""Correction notes are found where publishers put them, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.corrections import correction_in

BODY = "The bridge opened on Friday.\n\nThe mayor cut the ribbon and spoke of correction of old mistakes.\n\n"


@pytest.mark.parametrize(
    "note",
    [
        "Correction: The bridge is 300 metres long, not 200.",
        "CORRECTION (3 March): the mayor's name is Moe.",
        "Corrections & clarifications: An earlier version misspelled the mayor's name.",
        "An earlier version of this article misstated the length of the bridge.",
        "This story has been corrected to say that the bridge opened on Friday.",
        "This article was updated on 4 March to correct the mayor's name.",
        "Editor's correction: the bridge opened on Friday.",
        "(Corrects spelling of mayor's name in paragraph 2)",
        "The Gazette has retracted this article.",
        "The Gazette regrets the error.",
    ],
)
def test_a_note_is_found_at_either_end(note: str) -> None:
    assert correction_in(BODY + note) == note
    assert correction_in(f"{note}\n\n{BODY * 60}") == note


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "The market correction went on. Shares fell again.",
        "The minister demanded a correction and got none.",
        "He read an earlier version of the speech to his wife.",
        "This story was updated with more quotes.",
        "House of Correction: a history\n\nIt opened in 1820.",
        "",
    ],
)
def test_what_is_no_note_is_none(text: str) -> None:
    assert correction_in(text) is None


def test_a_heading_brings_its_note_and_a_paragraph_only_its_sentence() -> None:
    assert correction_in(BODY + "Correction\n\nThe bridge is 300 metres long.") is not None
    long = "The bridge is old. " * 60 + "An earlier version of this story gave its length as 200 metres."
    note = correction_in(long)
    assert note is not None
    assert note.startswith("An earlier version")


def test_what_stands_deep_within_a_long_text_is_no_note() -> None:
    middle = "x " * 2_000 + "\nCorrection: no.\n" + "y " * 2_000
    assert correction_in(middle) is None


@given(st.text(max_size=400))
def test_any_text_can_be_read(text: str) -> None:
    note = correction_in(text)
    assert note is None or note
