"""The sentences of a passage and their vectors, packed into few bytes.

A vector component is kept in one byte. Only the direction matters, so no scale is kept; against
float32 the cosine of 20,000 news sentences to themselves stays above 0.999.
"""

from collections.abc import Iterable, Sequence
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
class SentenceTable:
    """The sentences of several passages in arrays: passage by passage, each in the order of its text.

    Passage i has the sentences ``first[i]`` to ``first[i + 1]`` (exclusive). ``places`` (sentences, 2) are
    offsets in the article's text, ``vectors`` (sentences, dimension) have unit length.
    """

    passage_ids: Sequence[int]
    article_ids: Sequence[str]
    versions: Sequence[int]
    first: npt.NDArray[np.int64]
    places: npt.NDArray[np.int64]
    vectors: Vectors

    def within(self, article_id: str, span: Span) -> list[tuple[Span, Vectors]]:
        """Return the sentences of an article that lie wholly in a range of its text, with their vectors."""
        found = []
        for i, owner in enumerate(self.article_ids):
            if owner != article_id:
                continue
            for at in range(self.first[i], self.first[i + 1]):
                place = Span(int(self.places[at, 0]), int(self.places[at, 1]))
                if span.holds(place):
                    found.append((place, self.vectors[at]))
        return found


def pack(sentences: Sequence[Span], parts: Vectors) -> bytes:
    """Return sentences and their vectors as bytes."""
    offsets = np.array([(span.start, span.end) for span in sentences], dtype="<u4")
    peaks = np.abs(parts).max(axis=1, keepdims=True, initial=1e-12)
    rounded = np.rint(parts / peaks * 127).astype(np.int8)
    return b"".join((len(sentences).to_bytes(4, "little"), offsets.tobytes(), rounded.tobytes()))


def unpack(packed: bytes) -> tuple[tuple[Span, ...], Vectors]:
    """Return what was packed; the vectors at unit length."""
    offsets, rounded = _parts(packed)
    return tuple(Span(int(start), int(end)) for start, end in offsets), _unit(rounded)


def tabulate(rows: Iterable[tuple[int, str, int, int, bytes]]) -> SentenceTable:
    """Return a table of passages, each given as (id, article id, version, start in the text, packed).

    A passage without sentences is left out.
    """
    ids, owners, versions, places, rounded = [], [], [], [], []
    for passage_id, article_id, version, start, packed in rows:
        offsets, parts = _parts(packed)
        if not len(offsets):
            continue
        ids.append(passage_id)
        owners.append(article_id)
        versions.append(version)
        places.append(offsets + start)
        rounded.append(parts)
    if not ids:
        nothing = np.zeros((0, 2), dtype=np.int64)
        return SentenceTable((), (), (), np.zeros(1, np.int64), nothing, np.zeros((0, 0), np.float32))
    first = np.cumsum([0, *(len(one) for one in places)])
    return SentenceTable(ids, owners, versions, first, np.concatenate(places), _unit(np.concatenate(rounded)))


def _parts(packed: bytes) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return offsets (sentences, 2) and rounded vectors (sentences, dimension)."""
    count = int.from_bytes(packed[:4], "little")
    offsets = np.frombuffer(packed, dtype="<u4", offset=4, count=2 * count).reshape(count, 2).astype(np.int64)
    if not count:
        return offsets, np.zeros((0, 0), dtype=np.int8)
    return offsets, np.frombuffer(packed, dtype=np.int8, offset=4 + 8 * count).reshape(count, -1)


def _unit(rounded: npt.NDArray[np.int8]) -> Vectors:
    parts = rounded.astype(np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", parts, parts))[:, np.newaxis]
    parts /= np.maximum(lengths, 1e-12)
    return parts
