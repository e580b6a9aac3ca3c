"""Windows: whole sentences around a passage, never more than the contract allows, none shown twice."""

from hypothesis import given
from hypothesis import strategies as st

from assistant.windows import LONGEST, Sentences, widen


def article(
    lengths: list[int], likeness: list[float] | None = None, shown: tuple[int, ...] = ()
) -> Sentences:
    """Return sentences of these lengths, a space between."""
    starts = [sum(lengths[:i]) + i for i in range(len(lengths))]
    places = [(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    return Sentences(places, likeness or [0.0] * len(lengths), [i not in shown for i in range(len(lengths))])


def test_the_nearer_neighbour_is_taken_first():
    assert widen(article([500, 600, 500], [0.9, 0.5, 0.1]), 1, 2) == (0, 2)
    assert widen(article([500, 600, 500], [0.1, 0.5, 0.9]), 1, 2) == (1, 3)


def test_a_neighbour_that_is_too_long_leaves_room_for_the_other():
    assert widen(article([900, 600, 200], [0.9, 0.5, 0.1]), 1, 2) == (1, 3)


def test_a_short_article_is_shown_whole():
    assert widen(article([10, 20, 30]), 1, 2) == (0, 3)


def test_what_is_shown_already_is_not_shown_again():
    assert widen(article([10, 20, 30, 40], shown=(0,)), 1, 2) == (1, 4)
    assert widen(article([10, 20, 30, 40], shown=(2,)), 1, 4) == (3, 4), "the longest part that is free"
    assert widen(article([10, 20, 30], shown=(0, 1)), 0, 2) is None


@given(st.data())
def test_a_window_is_a_run_of_free_sentences_around_the_passage_and_not_too_long(data: st.DataObject):
    lengths = data.draw(st.lists(st.integers(1, 400), min_size=1, max_size=12))
    first = data.draw(st.integers(0, len(lengths) - 1))
    end = data.draw(st.integers(first + 1, min(len(lengths), first + 3)))
    likeness = data.draw(st.lists(st.floats(-1, 1), min_size=len(lengths), max_size=len(lengths)))
    shown = data.draw(st.sets(st.integers(0, len(lengths) - 1)))
    sentences = article(lengths, likeness, tuple(shown))

    window = widen(sentences, first, end)

    if window is None:
        assert set(range(first, end)) <= shown
        return
    assert not shown & set(range(*window))
    assert set(range(*window)) & set(range(first, end))
    assert sentences.length(*window) <= LONGEST
    if not shown:
        assert window[0] <= first < end <= window[1]
