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

from ingest.readers.dates import printed_day, utc_moment

_OLDEST = date(1700, 1, 1)
_UNKNOWN = (date(1970, 1, 1), date(1969, 12, 31))  # zero in software's time
_WESTERNMOST, _EASTERNMOST = timedelta(hours=-12), timedelta(hours=14)
_ZONE_STEP = timedelta(minutes=30)

_MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan|february feb|march mar|april apr|may|june jun|july jul|august aug|september sept sep"
        "|october oct|november nov|december dec".split("|"),
        1,
    )
    for name in names.split()
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_ORDINAL = r"(\d{1,2})(?:st|nd|rd|th)?"
_FORMS = (
    re.compile(
        rf"\b(?P<m>{_MONTH})\b\.?\s+{_ORDINAL.replace('(', '(?P<d>', 1)}\b(?:,?\s+(?P<y>\d{{4}})\b)?", re.I
    ),
    re.compile(
        rf"\b{_ORDINAL.replace('(', '(?P<d>', 1)}\.?\s+(?P<m>{_MONTH})\b\.?(?:,?\s+(?P<y>\d{{4}})\b)?", re.I
    ),
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)"),  # of which only one is
    re.compile(r"(?<!\d)(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})(?!\d)"),  # a month: no doubt
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"),
)
_TIME = re.compile(r"\b(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\b)?", re.I)
_IN_ADDRESS = re.compile(
    rf"[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{{1,2}}|{_MONTH})[/_-](?P<d>\d{{1,2}})(?=[/_-]|$)", re.I
)
_LONGEST_LINE = 200  # characters of a line that are read
_WORDS_BESIDE = 3  # "last updated on", "von ... publiziert am"
_SAYS_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A declared time: the words, and where they were read ("JSON-LD")."""

    words: str
    read_from: str


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as a page prints it, with the time of day where that is printed too."""

    day: date
    at: time | None = None


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
    stamps = [(stamp, day) for stamp in published if (day := _believed(day_in(stamp.words), today))]
    changed = [stamp for stamp in modified if _believed(day_in(stamp.words), today)]
    texts = list(printed)
    if not stamps:
        return Dates(modified=day_in(changed[0].words) if changed else None)
    stamp, day = stamps[0]
    moment = next((m for s, d in stamps if d == day and (m := utc_moment(s.words))), None)
    clock = _clock([s.words for s in (stamp, *changed[:1])] + [s.words for s, _ in stamps[1:]], texts)
    shown = _shown(stamp.words, day, clock, texts, url, today)
    last = (
        _shown(changed[0].words, day_in(changed[0].words) or day, clock, [], None, today) if changed else None
    )
    if last and last < shown:  # older than the article: of a template, or of a draft
        last = None
    return Dates(shown, moment, last, stamp.read_from)


def day_in(text: str | None) -> date | None:
    """Return the day that ``text`` names, also within other words; None where it names none, or no year."""
    return printed_day(text) or next((found.day for found in _printed_in(text or "", None)), None)


def is_date_line(text: str) -> bool:
    """Tell whether a line prints a whole date and hardly anything else: "Published on 25 September 2018"."""
    if not any(map(str.isdigit, text)) or not _printed_in(text, None):
        return False
    rest = text
    for form in _FORMS:
        rest = form.sub(" ", rest)
    return len(re.findall(r"[^\W\d]{3,}", rest)) <= _WORDS_BESIDE


def day_in_address(url: str | None) -> date | None:
    """Return the day that an address such as "/2019/nov/18/" names; None where it names none."""
    match = _IN_ADDRESS.search(url or "")
    return _day(match, None) if match else None


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
            for shown in _printed_in(text, moment.date()):
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
    nearby = {found.day for text in texts for found in _printed_in(text, day)}
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


def _printed_in(text: str, near: date | None) -> list[Printed]:
    """Return the days that ``text`` prints; one without a year is the one nearest to ``near``, if given."""
    found = []
    text = text[:_LONGEST_LINE]
    times = [m for m in _TIME.finditer(text) if int(m[2]) < 60]  # minutes
    for form in _FORMS:
        for match in form.finditer(text):
            day = _day(match, near)
            if day is None:
                continue
            outside = [m for m in times if m.end() <= match.start() or m.start() >= match.end()]
            closest = min(outside, key=lambda m: abs(m.start() - match.start()), default=None)
            found.append(Printed(day, _time(closest) if closest else None))
    return found


def _day(match: re.Match[str], near: date | None) -> date | None:
    month, year = match["m"].lower(), match["y"]
    if year is None and near is None:
        return None
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1] if near else []
    days = []
    for each in years:
        try:
            days.append(date(each, _MONTHS.get(month) or int(month), int(match["d"])))
        except ValueError:
            continue
    return min(days, key=lambda day: abs(day - near) if near else day - day, default=None)


def _time(match: re.Match[str]) -> time | None:
    hour, half = int(match[1]), (match[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, int(match[2]))
    except ValueError:
        return None


def today_in_utc() -> date:
    """Return the current day in UTC."""
    return datetime.now(UTC).date()
