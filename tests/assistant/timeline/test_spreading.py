"""Which sentences a timeline tells: the best, spread over its days, none twice."""

from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.timeline.entries import Entry
from assistant.timeline.spreading import spread
from corpus.records import Hit, Passage, Span
from tests.assistant.sentence_helpers import info

FIRST = date(2025, 3, 1)


def entry(number: int, day: int, at: int | None = None) -> Entry:
    """Return the sentence of an article; those that stand ``at`` one place in meaning tell the same."""
    vector = np.zeros(64, dtype=np.float32)
    vector[number if at is None else at] = 1
    span = Span(0, 9)
    name = f"a{number:02}"
    hit = Hit(1, 1.0, Passage(number, name, 1, span, "sentence."), info(name))
    return Entry(hit, span, f"sentence {number}", FIRST + timedelta(day), vector, 1.0)


def numbers(entries: list[Entry]) -> list[int]:
    return [int(one.text.split()[1]) for one in entries]


def test_nothing_is_told_of_nothing() -> None:
    assert spread([]) == []


def test_days_that_are_told_already_give_way_to_others() -> None:
    crowded = [(1.0 - number / 100, entry(number, 0)) for number in range(10)]
    apart = [(0.8, entry(20, 15)), (0.8, entry(21, 30))]

    assert numbers(spread([*crowded, *apart])) == [0, 1, 20, 21]


def test_what_tells_the_same_is_told_once_and_what_is_worth_little_not_at_all() -> None:
    weighed = [(1.0, entry(0, 0)), (0.9, entry(1, 9, at=0)), (0.8, entry(2, 20)), (0.5, entry(3, 30))]

    assert numbers(spread(weighed)) == [0, 2]


@given(
    st.lists(st.tuples(st.floats(0.1, 3.0), st.integers(0, 400), st.integers(0, 63)), max_size=30),
)
def test_at_most_eight_in_order_of_days_and_two_a_day(drawn: list[tuple[float, int, int]]) -> None:
    told = spread([(worth, entry(number, day, at)) for number, (worth, day, at) in enumerate(drawn)])
    days = [one.day for one in told]

    assert bool(told) == bool(drawn)
    assert len(told) <= 8
    assert days == sorted(days)
    assert all(days.count(day) <= 2 for day in days)
