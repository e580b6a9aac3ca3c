"""Reading: the stores as one process sees them, and search over both.

A process serves from a snapshot of the vectors and the words. When the catalogue's generation has
moved on because another process wrote, a new snapshot is opened in the background and the old one
answers meanwhile; after a write of this process the next search waits for the new one.
"""

import shutil
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np

from corpus import vectors
from corpus.catalogue import Catalogue
from corpus.embedding import Vectors
from corpus.locking import write_lock
from corpus.records import Filters
from corpus.vectors import ChromaStore
from corpus.words import WordIndex, is_outdated

# Where at most so many passages pass the filters, and they are a small part of the corpus or all of them are
# wanted, each is scored exactly: reading 1,000 vectors takes about 60 ms, and the index, which may miss one,
# would have to be searched far beyond its best results to meet them.
_EXACT = 1_000
_FEW = 4  # a small part: at most one in so many

Scored = list[tuple[int, float]]


class Found(NamedTuple):
    """A passage that a search found, with its article. Scores only order one result."""

    passage_id: int
    article_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What can be found as of one generation."""

    generation: int
    vectors: ChromaStore
    words: WordIndex


class Stores:
    """The derived stores of one home."""

    def __init__(self, home: Path, catalogue: Catalogue, chroma_url: str | None) -> None:
        self.home = home
        self.vectors_folder = home / "vectors"
        self.words_folder = home / "words"
        self.chroma_url = chroma_url
        self._catalogue = catalogue
        self._snapshot: Snapshot | None = None
        self._swap = threading.Lock()
        self._reopening: threading.Thread | None = None
        self._writes = 0  # of this process

    def open_words(self) -> WordIndex:
        """Open the word index for writing; call inside the write lock."""
        return WordIndex(self.words_folder)

    def words_are_outdated(self) -> bool:
        """Tell whether the words must be written again from the catalogue."""
        return is_outdated(self.words_folder)

    def wipe(self) -> None:
        """Throw vectors and words away; call inside the write lock."""
        vectors.wipe(self.vectors_folder, self.chroma_url)
        shutil.rmtree(self.words_folder, ignore_errors=True)

    def outdated(self) -> None:
        """Make the next search of this process see what it wrote."""
        with self._swap:
            self._snapshot = None
            self._writes += 1

    def catch_up(self) -> None:
        """Make the next search see what other processes have written by now, even if it has to wait."""
        with self._swap:
            if self._snapshot is not None and self._snapshot.generation != self._catalogue.generation:
                self._snapshot = None
                self._writes += 1  # a snapshot that is being opened may lack some of it

    def current(self) -> Snapshot:
        """Return a snapshot, at most one generation behind what other processes wrote."""
        with self._swap:
            snapshot = self._snapshot
            if snapshot is None:
                snapshot = self._snapshot = self._open()
                return snapshot
            moved_on = snapshot.generation != self._catalogue.generation
            if moved_on and (self._reopening is None or not self._reopening.is_alive()):
                self._reopening = threading.Thread(target=self._reopen, name="reopen-corpus", daemon=True)
                self._reopening.start()
            return snapshot

    def _reopen(self) -> None:
        writes = self._writes
        fresh = self._open()
        with self._swap:
            if writes == self._writes:  # else this process wrote meanwhile, and must see what it wrote
                self._snapshot = fresh

    def _open(self) -> Snapshot:
        with write_lock(self.home):
            generation = self._catalogue.generation
            return Snapshot(
                generation, vectors.reader(self.vectors_folder, self.chroma_url), WordIndex(self.words_folder)
            )


class Search:
    """Search over vectors and words, narrowed by the catalogue. Scores only order one result.

    Each call sees the newest snapshot; those of a ``pinned`` one all see the same.
    """

    def __init__(self, catalogue: Catalogue, stores: Stores, snapshot: Snapshot | None = None) -> None:
        self._catalogue = catalogue
        self._stores = stores
        self._pinned = snapshot

    def pinned(self) -> "Search":
        """Return a search that stays with one snapshot: for the several steps of one question."""
        return Search(self._catalogue, self._stores, self._snapshot())

    def _snapshot(self) -> Snapshot:
        return self._pinned or self._stores.current()

    def nearest(self, vector: Vectors, limit: int, filters: Filters) -> list[Found]:
        """Return up to ``limit`` eligible passages with their cosine, nearest first."""
        store = self._snapshot().vectors
        few = self._catalogue.eligible_passages(filters, _EXACT)
        if few is not None and (len(few) * _FEW < store.size or len(few) <= limit):
            return self._eligible(_exactly(store.vectors(few), vector), filters)[:limit]
        return self._widening(lambda number: store.nearest(vector, number), limit, filters)

    def by_words(self, terms: Sequence[str], limit: int, filters: Filters) -> list[Found]:
        """Return up to ``limit`` eligible passages with their BM25 score, best first."""
        words = self._snapshot().words
        return self._widening(lambda number: words.best_passages(terms, number), limit, filters)

    def articles_by_words(
        self, terms: Sequence[str], limit: int, among: Sequence[str] | None = None
    ) -> list[tuple[str, float]]:
        """Return up to ``limit`` (article id, score from 0 to 1) pairs over headline and body, best first.

        No filters; ``among`` narrows to these articles.
        """
        return self._snapshot().words.best_articles(terms, limit, among)

    def rarity(self, terms: Sequence[str]) -> dict[str, float]:
        """Return how rare each stemmed word is among the articles."""
        return self._snapshot().words.rarity(terms)

    def stems(self, texts: Sequence[str]) -> list[set[str]]:
        """Return the words of each text, stemmed."""
        words = self._snapshot().words
        return [words.stems(text) for text in texts]

    def terms(self, text: str) -> list[str]:
        """Return the stemmed words of a text that say something."""
        return self._snapshot().words.terms(text)

    def _widening(self, search: Callable[[int], Scored], limit: int, filters: Filters) -> list[Found]:
        number = limit * 2
        while True:
            scored = search(number)
            kept = self._eligible(scored, filters)
            if len(kept) >= limit or len(scored) < number:
                return kept[:limit]
            # as many as would do if the filters let through what they let through so far, and half more
            enough = 3 * number * limit // (2 * max(1, len(kept)))
            number = min(8 * number, max(2 * number, enough))

    def _eligible(self, scored: Scored, filters: Filters) -> list[Found]:
        owners = self._catalogue.owners([passage_id for passage_id, _ in scored], filters)
        return [Found(i, owners[i], score) for i, score in scored if i in owners]


def _exactly(held: dict[int, Vectors], vector: Vectors) -> Scored:
    if not held:
        return []
    ids = list(held)
    cosines = np.stack([held[i] for i in ids]) @ vector
    return [(ids[i], float(cosines[i])) for i in np.argsort(-cosines, kind="stable")]
