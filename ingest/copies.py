"""Copies: each article that comes in is linked with those of the archive that carry the same text.

Candidates come from an index over the whole archive (`ingest/sketches.py`); what they are is decided on
the texts (`corpus/alike.py`), and the pairs are kept in the transaction that writes the article
(`corpus/copying.py`). Both articles of a pair stay.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TypeVar

import numpy as np
import sqlalchemy as sa

from corpus import Corpus
from corpus.alike import Read, carry_one_text, is_whole
from corpus.copying import (
    CopyPair,
    forget,
    numbered,
    put_copies,
    put_signatures,
    signatures_after,
    texts_of,
    unsigned,
)
from corpus.records import ArticleInfo
from ingest.sketches import Sketch, SketchIndex, sketch

_Named = TypeVar("_Named")

_AT_A_TIME = 12  # candidates whose texts are read at a time
_READ = 2_000  # signatures read at a time
_BATCH = 100  # articles linked in one transaction
_KEPT_AS = np.dtype("<u4")


class Linker:
    """Links articles as they are written. Make one for a run: it reads the archive's signatures once.

    It holds some 25 MB for 40,000 articles, and what other processes write meanwhile is read when it links.
    """

    def __init__(self) -> None:
        self._index = SketchIndex()
        self._last = 0  # the newest number that the index holds

    def link(self, connection: sa.Connection, article_ids: Sequence[str]) -> list[CopyPair]:
        """Find and keep the copies of articles that this connection's transaction has just written.

        Called inside the write lock. What was kept for an earlier version of them is dropped. Returns the
        pairs, those among the articles themselves included.
        """
        self._catch_up(connection)
        forget(connection, article_ids)
        new = {one: Read(info, text) for one, (info, text) in texts_of(connection, article_ids).items()}
        sketches = {one: sketch(read.text) for one, read in new.items()}
        pairs = list(self._pairs(connection, new, sketches))
        put_signatures(connection, {one: its.astype(_KEPT_AS).tobytes() for one, its in sketches.items()})
        put_copies(connection, pairs)
        return pairs

    def copies_of(self, connection: sa.Connection, read: Read) -> list[ArticleInfo]:
        """Return the archive's articles that carry the text of one that is not in it yet; nothing is kept."""
        self._catch_up(connection)
        return [other.info for other in self._held(connection, read, sketch(read.text))]

    def _catch_up(self, connection: sa.Connection) -> None:
        """Take in what was committed since; this transaction's own rows are not yet there."""
        while some := signatures_after(connection, self._last, _READ):
            sketches = [np.frombuffer(packed, _KEPT_AS).astype(np.uint32) for packed in some.values()]
            self._index.add(list(some), sketches)
            self._last = max(some)

    def _pairs(
        self, connection: sa.Connection, new: Mapping[str, Read], sketches: Mapping[str, Sketch]
    ) -> Iterator[CopyPair]:
        beside = SketchIndex()
        beside.add(range(len(new)), [sketches[one] for one in new])
        names = list(new)
        for at, (article_id, read) in enumerate(new.items()):
            mates = [new[names[n]] for n in beside.candidates(sketches[article_id]) if n < at]
            copies = [other for other in mates if carry_one_text(read, other)]
            for other in chain(copies, self._held(connection, read, sketches[article_id])):
                yield CopyPair(other.info.id, read.info.id, "whole" if is_whole(read, other) else "part")

    def _held(self, connection: sa.Connection, read: Read, its: Sketch) -> Iterator[Read]:
        """Return the copies of an article, of which ``its`` is the sketch, among what the index holds."""

        def texts(some: Sequence[int]) -> list[tuple[Read, Read]]:
            held = texts_of(connection, list(numbered(connection, some))).values()
            return [(read, read) for read in (Read(*one) for one in held)]

        return carrying(read, self._index.candidates(its), texts)


def carrying(
    read: Read, numbers: Sequence[int], texts: Callable[[Sequence[int]], Iterable[tuple[_Named, Read]]]
) -> Iterator[_Named]:
    """Yield what of these candidates carries the text of ``read``.

    ``numbers`` are theirs, likeliest first; ``texts`` returns what some of them are, each beside its text.
    They are read a few at a time; where none of these is a copy, the rest is not read.
    """
    for start in range(0, len(numbers), _AT_A_TIME):
        some = texts(numbers[start : start + _AT_A_TIME])
        found = [what for what, other in some if carry_one_text(read, other)]
        yield from found
        if not found:
            break


def count_unlinked(corpus: Corpus) -> int:
    """Return of how many articles no signature is kept: those that an older Dateline took in."""
    with corpus.catalogue.transaction() as connection:
        return len(unsigned(connection, corpus.catalogue.count()))


def link_unlinked(corpus: Corpus, linker: Linker, progress: Callable[[int], None] | None = None) -> int:
    """Link the articles that no signature is kept of, such as an older Dateline's; return how many.

    ``progress`` is told how many are done. A stop on the way leaves the rest to be linked the next time.
    """
    done, last = 0, ""
    while True:
        with corpus.catalogue.transaction() as connection:
            if not unsigned(connection, 1, last):
                return done
        with corpus.writer.changing(), corpus.catalogue.transaction() as connection:
            some = unsigned(connection, _BATCH, last)
            linker.link(connection, some)
        done, last = done + len(some), max(some, default=last)
        if progress:
            progress(done)
