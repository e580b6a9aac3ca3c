"""What people type can be kept, and a day is said as newspapers print it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from assistant.words import day_in_words, one_line, storable

TYPED = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)


@given(TYPED)
def test_whatever_is_typed_can_be_kept(text: str) -> None:
    kept = storable(text)

    assert "\0" not in kept
    assert kept.encode().decode() == kept
    assert kept == text or "\0" in text or any("\ud800" <= one <= "\udfff" for one in text)


@given(TYPED)
def test_one_line_is_one_line(text: str) -> None:
    line = one_line(text)

    assert line == " ".join(line.split())
    assert line.split() == storable(text).split()


def test_a_day_in_words() -> None:
    assert day_in_words(date(2025, 5, 4)) == "4 May 2025"
