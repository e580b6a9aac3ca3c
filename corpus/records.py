"""The records: what the archive holds and what a search finds.

Everything here is frozen and plain: no record knows where it is stored. Offsets are half-open
character ranges (Python indices) into the text of one version of one article. ``published`` is the
day as the publisher printed it, before any conversion of time zones; ``added`` is in UTC.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What is known about one published piece, without its text. ``None`` means not known."""

    id: str
    """Ours: 16 hexadecimal characters, the same whenever the same article is read again."""
    external_id: str | None
    version: int
    """The current version, counted from 1."""
    title: str
    outlet: str | None
    author: str | None
    published: date | None
    url: str | None
    added: datetime
    """When the current version came in (UTC)."""
    sample: bool
    """Written for Dateline's demonstration, not published by anyone."""
    published_at: datetime | None = None
    modified: date | None = None
    dated_by: str | None = None
    language: str | None = None
    section: str | None = None
    agency: str | None = None
    correction: str | None = None
    credit: str | None = None
    usage: str | None = None
    embargo: datetime | None = None
    page_starts: tuple[int, ...] = ()
    """These as ``Draft`` describes them; ``page_starts`` are those of ``version``."""

    def page_of(self, offset: int) -> int | None:
        """Return the number of the printed page, from 1, that holds a character; None without pages."""
        return bisect_right(self.page_starts, offset) or None


DETAILS = (
    *("published_at", "modified", "dated_by", "language", "section"),
    *("agency", "correction", "credit", "usage", "embargo"),
)
"""What may be known of an article beside what every article has; the fields are named alike everywhere."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The text of an article before it was changed. ``added`` is when that came in, in UTC."""

    text: str
    added: datetime


@dataclass(frozen=True, slots=True)
class Article:
    """One published piece with the text of its current version."""

    info: ArticleInfo
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """An article as it was read, before it is in the archive. ``None`` means that the input does not say."""

    title: str
    text: str
    external_id: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: date | None = None
    url: str | None = None
    sample: bool = False
    published_at: datetime | None = None
    """The moment of publication in UTC, where more than the day is known; ``published`` stays as printed."""
    modified: date | None = None
    """The day of the last change, as the publisher printed it."""
    dated_by: str | None = None
    """Where ``published`` was read from, in words for a person: "JSON-LD", "header line", "feed entry".

    None where it was handed over as a field of its own; "not believed: ..." where it is none for that reason.
    """
    language: str | None = None
    """ISO 639-1 code, lower case."""
    section: str | None = None
    agency: str | None = None
    """The news agency that the text is credited to, where that is not the outlet: "Reuters"."""
    correction: str | None = None
    """A correction or retraction note, as printed."""
    credit: str | None = None
    """The credit line that must stand with the article."""
    usage: str | None = None
    """What the rights holder allows, in the holder's words."""
    embargo: datetime | None = None
    """Until when it may not be quoted, in UTC."""
    page_starts: tuple[int, ...] = ()
    """Offsets into ``text`` at which each printed page begins, where there are pages."""
    earlier: tuple[Earlier, ...] = ()
    """The versions before this one, oldest first, where an export brings them along."""


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open character range in an article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of ``text`` in this range."""
        return text[self.start : self.end]

    def holds(self, other: "Span") -> bool:
        """Tell whether ``other`` lies wholly inside this range."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Tell whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Passage:
    """A run of whole sentences of one version: the unit that is embedded and cited."""

    id: int
    article_id: str
    version: int
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words attributed to a speaker in an article.

    ``spans`` are the attributed words (without the quotation marks), several where the quote is
    interrupted. ``speaker`` is the fullest form of the speaker's name in the article, ``role`` how
    the article describes them ("Iraq's Foreign Minister"). ``cue`` is the reporting word ("said").
    """

    spans: tuple[Span, ...]
    speaker: str | None
    cue: str | None
    direct: bool
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles a question may be answered from. Days include both ends.

    ``asked`` is the day on which the question is put: nothing published after it is eligible.
    Undated articles pass ``asked`` but not an explicit ``since`` or ``until``. ``inferred`` names the
    fields that were read from the question rather than given.
    """

    since: date | None = None
    until: date | None = None
    outlet: str | None = None
    asked: date | None = None
    inferred: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question. ``rank`` counts from 1; ``score`` only orders one result.

    ``copies`` are articles that carry the same text, where a result has been put in news order.
    """

    rank: int
    score: float
    passage: Passage
    article: ArticleInfo
    copies: tuple[ArticleInfo, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something ``check`` found wrong: what, and how many times."""

    what: str
    count: int
    examples: Sequence[str] = field(default=())
