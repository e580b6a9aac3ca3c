"""The briefing: what is in it, what it rests on, and what is no longer so.

Everything here is frozen and plain. Moments are in UTC; offsets count in the text of one article version.
A briefing's sources have numbers from 1, each given once and to one article version only, whatever is
moved, edited or removed later: the number in the chat, on screen, in a copy and in every export is the same.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from assistant.answer import Kind
from corpus.records import ArticleInfo, Filters, Span

BY_HAND = "by hand"
"""Stands in ``Cited.by`` and ``Asked.answered_by`` for what a person put in or wrote anew."""

What = Literal["changed", "corrected", "removed", "absent", "embargoed"]


@dataclass(frozen=True, slots=True)
class Place:
    """A cited span of one article version. ``words`` are what stood there when it was cited."""

    article_id: str
    version: int
    span: Span
    words: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that opens a section. ``level`` is 1 to 3, 1 the highest; the briefing's title is above all."""

    text: str
    level: int = 1
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """The author's own words, which cite nothing. What is between quotation marks in them is flagged."""

    text: str
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cited:
    """A statement and where it stands: of an answer, a marked passage, or written by hand over places.

    ``text`` carries no attribution; ``line`` is what stands over it ("Minister Al-Sudani, The Gazette,
    2024-05-02"), None where nothing need. Words of ``text`` between quotation marks stand verbatim inside
    one of ``places``, as in an answer; what did not has lost its marks and is told in ``flags``. ``by`` is
    "quotes", the name of the model that wrote it, or ``BY_HAND``. ``before`` is what stands before it in its
    article, verbatim, where its "he" or "it" cannot be understood without.
    """

    text: str
    kind: Kind
    places: tuple[Place, ...]
    line: str | None = None
    speaker: str | None = None
    flags: tuple[str, ...] = ()
    by: str = BY_HAND
    before: str | None = None


Body = Heading | Note | Cited


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that an item came from, and what it was answered from.

    ``generation`` is the corpus's snapshot when it was put into the briefing; ``conversation`` and ``turn``
    say where it was asked.
    """

    question: str
    as_of: date | None
    filters: Filters
    answered_by: str
    conversation: str | None = None
    turn: int | None = None
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a briefing. ``id`` counts from 1 and is never given twice in one briefing."""

    id: int
    body: Body
    asked: Asked | None = None
    """What it came from; None where it was put in by hand."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """A titled, ordered set of items. ``created`` and ``changed`` are in UTC."""

    id: str
    title: str
    created: datetime
    changed: datetime
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One article version that a briefing cites.

    ``article`` is what was known of it when it was first cited, with the ``version`` that is cited; ``text``
    is that version's whole text, empty where the archive no longer holds it. ``accessed`` is the UTC day on
    which it was first cited here. ``copies`` carry the same text; ``notes`` must stand with it wherever it is
    cited (corrections, credit lines, usage), as of now where the archive still holds it.
    """

    number: int
    article: ArticleInfo
    text: str
    accessed: date
    copies: tuple[ArticleInfo, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Why the item ``item`` (its id) no longer stands as it is, in words for a person.

    "removed": the archive no longer holds the article. "embargoed": it may not be quoted now. "absent": the
    words are not in the version that is cited. "changed": they are not in the article's newest version.
    "corrected": a correction note came after it was cited.
    """

    item: int
    what: What
    message: str


@dataclass(frozen=True, slots=True)
class Composed:
    """A briefing with all that it takes to show it; every export is made from this alone.

    ``sources`` are those that an item cites, lowest number first; numbers of sources that are no longer cited
    are missing, and given to no other. ``snapshot`` is the corpus's generation now.
    """

    briefing: Briefing
    sources: tuple[Source, ...]
    faults: tuple[Fault, ...]
    snapshot: int

    def number(self, place: Place) -> int:
        """Return the number of the source that a place is in."""
        return next(
            one.number
            for one in self.sources
            if (one.article.id, one.article.version) == (place.article_id, place.version)
        )

    def numbers(self, item: Item) -> tuple[int, ...]:
        """Return the source numbers that an item cites, each once, in order of first use."""
        places = item.body.places if isinstance(item.body, Cited) else ()
        return tuple(dict.fromkeys(self.number(place) for place in places))
