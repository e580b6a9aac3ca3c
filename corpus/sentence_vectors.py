"""The sentences of a passage and their vectors, packed into few bytes.

A vector component is kept in one byte. Only the direction matters, so no scale is kept; against
float32 the cosine of 20,000 news sentences to themselves stays above 0.999.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus.embedding import Vectors
from corpus.records import Span


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """A passage's vector, its sentences (offsets in the passage) and their vectors.

    Shapes: (dimension,) and (len(sentences), dimension); unit length.
    """

    whole: Vectors
    sentences: tuple[Span, ...]
    parts: Vectors


@dataclass(frozen=True, slots=True)
class PassageSentences:
    """The sentences of one passage.

    ``places`` (sentences, 2) are offsets in the article's text, ``vectors`` (sentences, dimension) have
    unit length.
    """

    passage_id: int
    article_id: str
    version: int
    span: Span
    places: npt.NDArray[np.int64]
    vectors: Vectors


def pack(sentences: Sequence[Span], parts: Vectors) -> bytes:
    """Return sentences and their vectors as bytes."""
    offsets = np.array([(span.start, span.end) for span in sentences], dtype="<u4")
    peaks = np.abs(parts).max(axis=1, keepdims=True, initial=1e-12)
    rounded = np.rint(parts / peaks * 127).astype(np.int8)
    return b"".join((len(sentences).to_bytes(4, "little"), offsets.tobytes(), rounded.tobytes()))


def unpack(packed: bytes) -> tuple[tuple[Span, ...], Vectors]:
    """Return what was packed; the vectors at unit length."""
    offsets, parts = unpack_arrays(packed)
    return tuple(Span(int(start), int(end)) for start, end in offsets), parts


def unpack_arrays(packed: bytes) -> tuple[npt.NDArray[np.int64], Vectors]:
    """Return what was packed: offsets (sentences, 2) and vectors (sentences, dimension) at unit length."""
    count = int.from_bytes(packed[:4], "little")
    spans = np.frombuffer(packed, dtype="<u4", offset=4, count=2 * count).reshape(count, 2).astype(np.int64)
    if not count:
        return spans, np.zeros((0, 0), dtype=np.float32)
    parts = np.frombuffer(packed, dtype=np.int8, offset=4 + 8 * count).reshape(count, -1).astype(np.float32)
    return spans, parts / np.maximum(np.linalg.norm(parts, axis=1, keepdims=True), 1e-12)
