"""Mending: all that can be wrong with a home is looked for, and what is derived is made again."""

from collections.abc import Callable

from corpus import Corpus
from corpus.checking import find_faults, mend
from corpus.records import Fault
from ingest.copies import Linker, count_unlinked, link_unlinked
from ingest.remaking import attribute_again, is_outdated, remake

Tell = Callable[[str, int, int], None]
"""Told what is being done, how many are done, and of how many."""


def check(corpus: Corpus, *, repair: bool, tell: Tell) -> list[Fault]:
    """Return what is wrong; with ``repair``, what is still wrong after all that is derived was made again."""
    faults = every_fault(corpus)
    if not faults or not repair:
        return faults
    if corpus.is_foreign() or any("offsets" in fault.what for fault in faults):
        remake(corpus)
    mend(corpus)
    unindexed = len(corpus.catalogue.unindexed())
    tell("articles repaired", 0, unindexed)
    corpus.writer.finish(lambda done: tell("articles repaired", done, unindexed))
    if is_outdated(corpus):
        number = corpus.catalogue.count()
        attribute_again(corpus, lambda done: tell("who said what", done, number))
    if unlinked := count_unlinked(corpus):
        link_unlinked(corpus, Linker(), lambda done: tell("copies looked for", done, unlinked))
    return every_fault(corpus)


def every_fault(corpus: Corpus) -> list[Fault]:
    """Return what is wrong, and what an earlier Dateline left to be read anew; nothing where all is well."""
    faults = find_faults(corpus)
    if is_outdated(corpus):
        number = corpus.catalogue.count()
        faults.append(Fault("articles whose speakers an earlier Dateline read", number, ()))
    if unlinked := count_unlinked(corpus):
        faults.append(Fault("articles whose copies were not looked for", unlinked, ()))
    return faults


def advice(fault: Fault) -> str:
    """Return what a person can do about a fault."""
    if "database file" in fault.what:
        return (
            "No repair mends this. Stop Dateline and restore the last good backup into a new folder: "
            "dateline restore FILE"
        )
    if "another embedding model" in fault.what:
        return (
            "Set DATELINE_EMBEDDING_MODEL to the model that is named and start again to use it as it is, or "
            "check and repair: every passage is then embedded again, which takes minutes to hours."
        )
    return "Check and repair makes them again."
