"""Previewing: what adding an article would do, found out before anything is written.

The same questions are asked as when it is taken in (`ingest/identity.py`, `ingest/copies.py`), but all is
only read: of the archive, and of the drafts that were handed over before it.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Literal

from corpus import Corpus
from corpus.alike import Read
from corpus.changes import changes
from corpus.records import ArticleInfo, Draft
from ingest.admitting import admitted
from ingest.completing import completed
from ingest.copies import Linker, carrying
from ingest.identity import article_id, fingerprint, held_identity, identities, is_same_reading
from ingest.sketches import Sketch, SketchIndex, sketch

Standing = Literal["new", "unchanged", "details", "version", "repeated"]

# Of a draft, what a person would call a change although its text is the same.
_DETAILS = (
    *("title", "outlet", "author", "published", "url"),
    *("modified", "section", "agency", "correction", "credit", "usage", "embargo"),
)
_RECENT = 256  # sketches that are put into the large index at a time: each time it is copied


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What adding a draft would do.

    "new": it becomes an article. "unchanged": the archive holds it as it is. "details": the archive holds its
    text, but not all that is said of it. "version": it becomes a new version of an article. "repeated": an
    earlier draft is the same.
    """

    standing: Standing
    known: ArticleInfo | None = None
    """The article of the archive that it is, in whatever version."""
    details: tuple[str, ...] = ()
    """The fields of a draft in which the two differ, for "details"."""
    changed: float | None = None
    """Of the characters of both texts, the share (0 to 1) that is not the same, for "version"."""
    earlier: int | None = None
    """The number of the earlier draft that is the same article."""
    copies: tuple[ArticleInfo, ...] = ()
    """Other articles of the archive that carry substantially the same text."""
    mates: tuple[int, ...] = ()
    """The numbers of earlier drafts that do."""


class Preview:
    """Foresees what adding some drafts would do, in the order in which they are to be added.

    Of a draft its sketch is held, not its text: ``recall`` returns an earlier draft by its number.
    """

    def __init__(self, corpus: Corpus, recall: Callable[[int], Draft]) -> None:
        self._corpus = corpus
        self._recall = recall
        self._linker = Linker()
        self._seen: dict[str, tuple[int, str, str | None]] = {}
        self._older, self._recent = SketchIndex(), SketchIndex()
        self._waiting: dict[int, Sketch] = {}

    def foresee(self, number: int, draft: Draft) -> Foreseen:
        """Return what adding a draft would do; numbers grow from one to the next.

        Raises BadArticle where it would be refused.
        """
        given = admitted(draft)
        key, held = _held(self._corpus, given)
        found = _standing(self._corpus, given, key, held)
        before = self._seen.get(key)
        self._seen[key] = number, fingerprint(given), given.url
        if before is not None:
            standing: Standing = "repeated" if is_same_reading(given, *before[1:]) else "version"
            return Foreseen(standing, found.known, earlier=before[0])
        if found.standing != "new":  # what it is a copy of was found when it came in
            return found
        copies, mates = self._alike(number, draft)
        return replace(found, copies=copies, mates=mates)

    def _alike(self, number: int, draft: Draft) -> tuple[tuple[ArticleInfo, ...], tuple[int, ...]]:
        read, its = _as_read(draft), sketch(draft.text)
        with self._corpus.catalogue.transaction() as connection:
            copies = self._linker.copies_of(connection, read)
        mates = tuple(
            mate for index in (self._recent, self._older) for mate in self._mates(index.candidates(its), read)
        )
        self._recent.add([number], [its])
        self._waiting[number] = its
        if len(self._waiting) >= _RECENT:
            self._older.add(list(self._waiting), list(self._waiting.values()))
            self._recent, self._waiting = SketchIndex(), {}
        return tuple(copies), mates

    def _mates(self, numbers: Sequence[int], read: Read) -> Iterator[int]:
        """Return which of these earlier drafts, the likeliest first, carry the text of one."""
        return carrying(read, numbers, lambda some: [(one, _as_read(self._recall(one))) for one in some])


def standing_of(corpus: Corpus, draft: Draft) -> Foreseen:
    """Return what adding one draft would do, copies aside. Raises BadArticle where it would be refused."""
    given = admitted(draft)
    return _standing(corpus, given, *_held(corpus, given))


def id_of(corpus: Corpus, draft: Draft) -> str:
    """Return the id that a draft's article has, or will have. Raises BadArticle where it would be refused."""
    return article_id(_held(corpus, admitted(draft))[0])


def _held(corpus: Corpus, given: Draft) -> tuple[str, tuple[str, str | None] | None]:
    """Return a draft's identity, and with which fingerprint and URL the archive holds it, if it does."""
    held = corpus.catalogue.read_as(identities(given))
    key = held_identity(given, held)
    return key, held.get(key)


def _standing(corpus: Corpus, given: Draft, key: str, held: tuple[str, str | None] | None) -> Foreseen:
    known = corpus.catalogue.infos([article_id(key)]).get(article_id(key))
    if known is None:
        return Foreseen("new")
    if held and is_same_reading(given, *held):
        return Foreseen("unchanged", known)
    text = corpus.catalogue.get(known.id).text
    if text == given.text:
        return Foreseen("details", known, details=_differing(known, given))
    return Foreseen("version", known, changed=_share_changed(text, given.text))


def _differing(known: ArticleInfo, draft: Draft) -> tuple[str, ...]:
    stored = completed(draft, date.today())  # noqa: DTZ011  # the reader's day, as when it is taken in
    return tuple(name for name in _DETAILS if getattr(known, name) != getattr(stored, name))


def _share_changed(old: str, new: str) -> float:
    same = sum(one.old.end - one.old.start for one in changes(old, new) if one.kind == "same")
    return 1 - 2 * same / ((len(old) + len(new)) or 1)


def _as_read(draft: Draft) -> Read:
    """Return a draft as articles of the archive are compared."""
    known = {one.name for one in fields(ArticleInfo)} & {one.name for one in fields(Draft)}
    values = {name: getattr(draft, name) for name in known}
    return Read(ArticleInfo(id="", version=1, added=datetime.now(UTC), **values), draft.text)
