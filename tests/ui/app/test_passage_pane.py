"""The pane's pieces: joined they are the text, and exactly the cited words are marked."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span
from ui.app.passage_pane import pieces


@st.composite
def _texts_with_spans(draw):
    text = draw(st.text(max_size=50))
    ends = st.integers(0, len(text))
    pairs = draw(st.lists(st.tuples(ends, ends), max_size=5))
    return text, [Span(*sorted(pair)) for pair in pairs]


@given(_texts_with_spans())
def test_the_marked_pieces_are_the_spans_and_all_pieces_the_text(given_text):
    text, spans = given_text

    found = pieces(text, spans)

    assert "".join(piece["text"] for piece in found) == text
    flags = [piece["marked"] for piece in found for _ in piece["text"]]
    assert flags == [any(span.start <= at < span.end for span in spans) for at in range(len(text))]


@given(_texts_with_spans())
def test_neighbours_differ_and_none_is_empty(given_text):
    found = pieces(*given_text)

    assert all(piece["text"] for piece in found)
    assert all(one["marked"] != two["marked"] for one, two in pairwise(found))


def test_an_article_without_spans_is_one_unmarked_piece():
    assert pieces("All of it.", []) == [{"text": "All of it.", "marked": False}]


def test_two_places_are_marked():
    assert pieces("one two three", [Span(8, 13), Span(0, 3)]) == [
        {"text": "one", "marked": True},
        {"text": " two ", "marked": False},
        {"text": "three", "marked": True},
    ]
