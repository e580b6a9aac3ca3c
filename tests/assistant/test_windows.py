"""Windows: whole sentences around a passage, never more than the contract allows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.windows import LONGEST, widen
from corpus.records import Span


def widened(lengths: list[int], passage: tuple[int, int], likeness: list[float]) -> Span:
    """Widen a passage (its first and last sentence) among sentences of these lengths, a space between."""
    starts = np.cumsum([0, *(length + 1 for length in lengths)])[:-1]
    places = np.stack([starts, starts + np.array(lengths)], axis=1).astype(np.int64)
    span = Span(int(places[passage[0], 0]), int(places[passage[1], 1]))
    return widen(span, places, np.array(likeness, dtype=np.float32))


def test_the_nearer_neighbour_is_taken_first():
    assert widened([500, 600, 500], (1, 1), [0.9, 0.5, 0.1]) == Span(0, 1_101)
    assert widened([500, 600, 500], (1, 1), [0.1, 0.5, 0.9]) == Span(501, 1_602)


def test_a_neighbour_that_is_too_long_leaves_room_for_the_other():
    assert widened([900, 600, 200], (1, 1), [0.9, 0.5, 0.1]) == Span(901, 1_702)


def test_a_short_article_is_shown_whole():
    assert widened([10, 20, 30], (1, 1), [0, 0, 0]) == Span(0, 62)


@given(st.data())
def test_a_window_is_whole_sentences_around_the_passage_and_not_too_long(data: st.DataObject):
    lengths = data.draw(st.lists(st.integers(1, 400), min_size=1, max_size=12))
    first = data.draw(st.integers(0, len(lengths) - 1))
    likeness = data.draw(st.lists(st.floats(-1, 1), min_size=len(lengths), max_size=len(lengths)))
    starts = [sum(lengths[:i]) + i for i in range(len(lengths))]
    ends = [start + length for start, length in zip(starts, lengths, strict=True)]

    window = widened(lengths, (first, first), likeness)

    assert window.holds(Span(starts[first], ends[first]))
    assert window.start in starts
    assert window.end in ends
    assert window.end - window.start <= LONGEST
