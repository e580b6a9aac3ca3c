"""When a page was published: the day as its readers saw it printed, the moment in UTC, and who says so.

Pages declare moments, most of them in UTC, and print days in the outlet's own time: what was published at
"2019-11-19T01:19Z" was printed "Nov 18, 8:19 PM" in New Jersey. The day is read on the page's own clock,
which is told by a printed time that shows the same minute as a declared moment in another zone. Where none
is printed, a UTC day gives way to the day before or after it only if the page's address or the line near
its headline says so. A day that no newspaper can have printed yet, or that software writes where it knows
none (1970-01-01), is not believed, and none is made of a year alone.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from ingest.readers.dates import utc_moment
from ingest.readers.page_days import day_in, day_in_address, parted, printed_in

_OLDEST, _NEVER = date(1700, 1, 1), date(9999, 1, 1)
_UNKNOWN = (date(1970, 1, 1), date(1969, 12, 31))  # zero in software's time
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
_ZONE_STEP = timedelta(minutes=30)
_SAYS_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$")
_MOST_LATE = timedelta(days=90)  # by which a day of publication may have moved with a page's changes
_SECONDS = re.compile(r"1\d{9}(?:\d{3})?")  # since 1970: from 2001 on, perhaps in thousandths
# What a browser's script writes: "Mon Nov 04 2024 23:50:00 GMT+0000 (Coordinated Universal Time)"
_BY_SCRIPT = re.compile(
    r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{2}) (\d{4}) (\d{2}:\d{2}:\d{2}) GMT([+-]\d{4})(?: \(.*\))?"
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A declared time: the words, and where they were read ("JSON-LD")."""

    words: str
    read_from: str


@dataclass(frozen=True, slots=True)
class Dates:
    """What is known of a page's dates. ``published_at`` is in UTC; days are as printed."""

    published: date | None = None
    published_at: datetime | None = None
    modified: date | None = None
    dated_by: str | None = None


def dates(
    published: Iterable[Stamp],
    modified: Iterable[Stamp],
    printed: Iterable[str],
    url: str | None,
    today: date,
) -> Dates:
    """Settle a page's dates. Stamps come in order of trust; ``printed`` are the texts near its headline.

    ``today`` bounds what is believed (a day later may be today elsewhere).
    """
    texts = list(printed)
    stamps = _dated(published, texts, today)
    changes = _dated(modified, texts, today)
    if not stamps:
        return Dates(modified=changes[0][1] if changes else None)
    stamp, day = stamps[0]
    changed = changes[0][0] if changes else None
    moment = next((m for s, d in stamps if d == day and (m := utc_moment(s.words))), None)
    clock = _clock([s.words for s in (stamp, changed) if s] + [s.words for s, _ in stamps[1:]], texts)
    shown = _shown(stamp.words, day, clock, texts, url, today)
    last = _shown(changed.words, changes[0][1], clock, [], None, today) if changed else None
    if changed and _moment_of(changed) == _moment_of(stamp):
        if first := _moved(shown, texts):
            return Dates(first, None, last, "page text")
        last = None  # it was published, and never changed
    if last and last < shown:  # older than the article: of a template, or of a draft
        last = None
    return Dates(shown, moment, last, stamp.read_from)


def _moment_of(stamp: Stamp) -> datetime | str:
    return utc_moment(stamp.words) or stamp.words


def _dated(stamps: Iterable[Stamp], texts: list[str], today: date) -> list[tuple[Stamp, date]]:
    """Return the stamps that name a day that can be believed, each with that day."""
    read = (Stamp(_in_true_zone(_plain(stamp.words), texts), stamp.read_from) for stamp in stamps)
    return [(stamp, day) for stamp in read if (day := _believed(day_in(stamp.words), today))]


def _plain(words: str) -> str:
    """Return a time that software wrote in its own manner as ISO 8601."""
    words = words.strip()
    if _SECONDS.fullmatch(words):
        return datetime.fromtimestamp(int(words[:10]), UTC).isoformat().replace("+00:00", "Z")
    if match := _BY_SCRIPT.fullmatch(words):
        month, day, year, at, zone = match.groups()
        return f"{day} {month} {year} {at} {zone}"
    return words


def _in_true_zone(words: str, texts: list[str]) -> str:
    """Return a stamp as one in UTC where it says its own zone, but was written in UTC: texts show it so.

    For software that puts the outlet's zone behind a time in UTC: "02:15-06:00", printed "8:15 pm".
    """
    try:
        declared = datetime.fromisoformat(words)
    except ValueError:
        return words
    if not (ahead := declared.utcoffset()):
        return words
    own = declared.replace(tzinfo=None, second=0, microsecond=0)
    if not _OLDEST <= own.date() < _NEVER:  # software's least and greatest moments, next to no other
        return words
    shown = {
        datetime.combine(found.day, found.at) for text in texts for found in printed_in(text) if found.at
    }
    return f"{own.isoformat()}Z" if own not in shown and own + ahead in shown else words


def _moved(day: date, texts: list[str]) -> date | None:
    """Return the one day before ``day`` that texts print as that of publication, if they print one alone.

    For software that writes the day of the last change as that of publication, too.
    """
    days = {found.day for text in texts for found in printed_in(parted(text)[0])}
    return next((d for d in days if timedelta(0) < day - d <= _MOST_LATE), None) if len(days) == 1 else None


def _believed(day: date | None, today: date) -> date | None:
    if day is None or day in _UNKNOWN or not _OLDEST <= day <= today + timedelta(days=1):
        return None
    return day


def _clock(stamps: list[str], texts: list[str]) -> timedelta | None:
    """Return by how much the page's printed times differ from its declared ones; None where nothing tells."""
    votes: Counter[timedelta] = Counter()
    for weight, words in zip(range(len(stamps), 0, -1), stamps, strict=True):
        moment = _naive(words)
        if moment is None:
            continue
        for text in texts:
            for shown in printed_in(text, moment.date()):
                if shown.at is None:
                    continue
                ahead = datetime.combine(shown.day, shown.at) - moment.replace(second=0, microsecond=0)
                if ahead % _ZONE_STEP == timedelta(0) and _WESTERNMOST <= ahead <= _EASTERNMOST:
                    votes[ahead] += weight
    return votes.most_common(1)[0][0] if votes else None


def _shown(
    words: str, day: date, clock: timedelta | None, texts: list[str], url: str | None, today: date
) -> date:
    moment = _naive(words)
    if moment is None:
        return day
    if clock is not None:
        return _believed((moment + clock).date(), today) or day
    if not _SAYS_UTC.search(words):
        return day
    nearby = {found.day for text in texts for found in printed_in(text, day)}
    named = day_in_address(url)
    for other in (named, *sorted(nearby)):
        if other and day not in {named, *nearby} and abs(other - day).days == 1 and _can_be(moment, other):
            return other
    return day


def _can_be(moment: datetime, day: date) -> bool:
    return day in {(moment + _WESTERNMOST).date(), (moment + _EASTERNMOST).date()}


def _naive(words: str) -> datetime | None:
    """Return a stamp's time in UTC or in a zone it does not tell; None where it is in the outlet's own."""
    if moment := utc_moment(words):
        return moment.replace(tzinfo=None) if _SAYS_UTC.search(words) else None
    try:
        moment = datetime.fromisoformat(words.strip().removesuffix("UTC").strip())
    except ValueError:
        return None
    return moment.replace(tzinfo=None) if moment.time() != time(0) else None


def today_in_utc() -> date:
    """Return the current day in UTC."""
    return datetime.now(UTC).date()
