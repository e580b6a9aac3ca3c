"""Whose doing a question asks about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.subject import subject_of


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("What complaint did Ada Quill make about the ferry?", "Ada Quill"),
        ("What danger did the head of the ILO see in it?", "head of the ILO"),
        ("Why did Tarn's mayor want the bridge closed?", "Tarn's mayor"),
        ("How did the White House stand up for Ronny Vale?", "White House"),
        ("Why was Norway wary of trawlers?", "Norway"),
        ("What downside did researcher Jonas Lind see?", "Jonas Lind"),
        ("What does O'Malley expect?", "O'Malley"),
        ("What did shops fear from the levy?", None),
        ("How many ferries were late?", None),
        ("ferry", None),
    ],
)
def test_whose_doing_is_asked_about(question: str, subject: str | None) -> None:
    assert subject_of(question) == subject


@given(st.text(max_size=200))
def test_any_text_is_read_and_a_subject_stands_in_it(text: str) -> None:
    subject = subject_of(text)

    assert subject is None or all(word.rstrip("'’s") in text for word in subject.split())
