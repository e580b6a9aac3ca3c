"""Sentence vectors in a byte a number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span
from corpus.sentence_vectors import pack, tabulate, unpack


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.sampled_from([2, 64, 384]))
def test_what_is_packed_points_the_same_way_when_unpacked(seed: int, count: int, dimension: int):
    parts = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    parts /= np.linalg.norm(parts, axis=1, keepdims=True)
    spans = tuple(Span(10 * i, 10 * i + 7) for i in range(count))

    found, vectors = unpack(pack(spans, parts))

    assert found == spans
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    assert (np.sum(vectors * parts, axis=1) > 0.999).all()


def test_a_sentence_that_was_not_read_stays_the_vector_zero():
    parts = np.array([[0, 0, 0], [0, 1, 0]], dtype=np.float32)

    _, vectors = unpack(pack([Span(0, 1), Span(2, 3)], parts))

    assert vectors.tolist() == parts.tolist()


def test_no_sentences_are_packed_too():
    spans, vectors = unpack(pack([], np.zeros((0, 384), dtype=np.float32)))

    assert (spans, len(vectors)) == ((), 0)


def test_a_number_takes_one_byte():
    assert len(pack([Span(0, 9)] * 5, np.ones((5, 384), dtype=np.float32))) == 4 + 5 * (8 + 384)


def test_a_table_holds_the_sentences_of_each_passage_at_their_place_in_the_article():
    one = pack([Span(0, 4), Span(5, 9)], np.array([[3, 0], [0, 1]], dtype=np.float32))
    other = pack([Span(0, 7)], np.array([[1, 1]], dtype=np.float32))
    empty = pack([], np.zeros((0, 2), dtype=np.float32))

    table = tabulate([(11, "a", 1, 100, one), (12, "a", 1, 110, empty), (13, "b", 2, 0, other)])

    assert (list(table.passage_ids), list(table.article_ids), list(table.versions)) == (
        [11, 13],
        ["a", "b"],
        [1, 2],
    )
    assert table.first.tolist() == [0, 2, 3]
    assert table.places.tolist() == [[100, 104], [105, 109], [0, 7]]
    assert np.allclose(table.vectors, [[1, 0], [0, 1], [0.5**0.5, 0.5**0.5]], atol=1e-2)
    assert [place for place, _ in table.within("a", Span(100, 108))] == [Span(100, 104)]
    assert table.within("c", Span(0, 200)) == []


def test_a_table_of_nothing_is_empty():
    table = tabulate([])

    assert (list(table.passage_ids), table.first.tolist(), len(table.places)) == ([], [0], 0)
