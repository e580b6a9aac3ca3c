"""Sentence vectors in a byte a number."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from corpus.records import Span
from corpus.sentence_vectors import pack, unpack


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
