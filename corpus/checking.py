"""Checking: the catalogue, the vectors and the words held against each other, and made alike again."""

import shutil
from collections.abc import Sequence

from corpus import vectors
from corpus.locking import write_lock
from corpus.manifest import STAGE
from corpus.records import Fault
from corpus.store import Corpus
from corpus.words import WordIndex

_EXAMPLES = 5
_READ = 2_000  # vectors read at a time


def find_faults(corpus: Corpus) -> list[Fault]:
    """Compare the three stores; return what is wrong, nothing where all is well.

    Takes the write lock for as long as it reads (seconds for tens of thousands of passages).
    """
    catalogue, stores = corpus.catalogue, corpus.stores
    with write_lock(corpus.home):
        expected = set(catalogue.passage_ids())
        with vectors.writer(stores.vectors_folder, stores.chroma_url) as store:
            held = store.ids()
            unreadable = _unreadable(store, sorted(held & expected))
        words = WordIndex(stores.words_folder).passage_ids()
        faults = [
            _fault("articles not taken in to the end", catalogue.unindexed()),
            _fault("removed passages still held", catalogue.to_forget()),
            _fault("passages whose offsets do not fit the text", catalogue.broken_passages()),
            _fault("passages without a vector", sorted(expected - held)),
            _fault("passages whose vector cannot be read", unreadable),
            _fault("vectors of no passage", sorted(held - expected)),
            _fault("passages without sentence vectors", sorted(expected - catalogue.with_sentence_vectors())),
            _fault("passages without words", sorted(expected - words)),
            _fault("words of no passage", sorted(words - expected)),
            _fault("faults of the database file", catalogue.integrity()),
            _fault("pieces of a restoring that was stopped", _stage(corpus)),
        ]
    if corpus.is_foreign():
        faults.append(Fault("corpus made with another embedding model", 1, [str(corpus.made_with()[0])]))
    return [fault for fault in faults if fault.count]


def mend(corpus: Corpus) -> None:
    """Mark everything that is derived and wrong, so that ``Writer.finish`` makes it again.

    What the catalogue itself has wrong stays as it is: only a backup mends that.
    """
    catalogue, stores = corpus.catalogue, corpus.stores
    with write_lock(corpus.home):
        expected = set(catalogue.passage_ids())
        with vectors.writer(stores.vectors_folder, stores.chroma_url) as store:
            held = store.ids()
            lost = (expected - held) | set(_unreadable(store, sorted(held & expected)))
            store.forget(sorted(held - expected))
        index = WordIndex(stores.words_folder)
        words = index.passage_ids()
        index.write([], sorted(words - expected))
        lost |= (expected - words) | (expected - catalogue.with_sentence_vectors())
        with catalogue.transaction() as connection:
            catalogue.mark_unindexed(connection, catalogue.articles_of_passages(sorted(lost)))
        shutil.rmtree(corpus.home / STAGE, ignore_errors=True)
    stores.outdated()


def _stage(corpus: Corpus) -> Sequence[str]:
    return [STAGE] if (corpus.home / STAGE).exists() else []


def _unreadable(store: vectors.ChromaStore, ids: Sequence[int]) -> list[int]:
    return [
        one
        for start in range(0, len(ids), _READ)
        for one in sorted(set(ids[start : start + _READ]) - set(store.vectors(ids[start : start + _READ])))
    ]


def _fault(what: str, found: Sequence[object]) -> Fault:
    return Fault(what, len(found), [str(one) for one in found[:_EXAMPLES]])
