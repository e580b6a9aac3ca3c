"""Days as publishers print them, in many languages, and moments as machines write them."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from ingest.readers.months import ENGLISH, month_of

_ISO = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$", re.DOTALL)
_RFC_822 = re.compile(r"^(?:[A-Z][a-z]{2,8}, )?(\d{1,2} [A-Z][a-z]{2} \d{4})(?: \d{1,2}:\d{2}.*)?$")
_LONGEST = 100  # characters; what is longer is no date

_WORD = r"[^\W\d_]{2,20}\.?"
_CLOCK = r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:[.,]\d+)?"
_TIME = (
    rf"(?:\s*(?:T|,|at|um|à|om|kl\.?|[-–|])?\s*{_CLOCK}\s*(?:[ap]\.?\s?m\b\.?)?(?:\s?(?:Uhr|h(?:rs)?|uur))?"
    r"(?:\s*(?:Z|[A-Z]{2,5}|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|\([A-Z]{2,5}\)))?)?"
)
_DAY = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_OF = r"(?:\s*[-/]\s*|\s+(?:(?:of|de|del)\s+)?)"
_IN_WORDS = tuple(
    re.compile(rf"(?:(?P<w>{_WORD})\s*,?\s+)?(?:{form}){_TIME}", re.IGNORECASE)
    for form in (
        rf"{_DAY}{_OF}(?P<m>{_WORD}),?{_OF}(?P<y>\d{{4}})\.?",  # 4 June 2024; 4 de junio de 2024
        rf"(?P<m>{_WORD})\s+{_DAY},?\s+(?P<y>\d{{4}})",  # June 4, 2024
        rf"(?P<m>{_WORD})\s+{_DAY}\s+{_CLOCK}\s+(?:[A-Z]{{3,5}}\s+)?(?P<y>\d{{4}})",  # as C's ctime writes
    )
)
_IN_FIGURES = tuple(
    re.compile(rf"{form}{_TIME}")
    for form in (
        r"(?P<y>\d{4})(?P<sep>[-/.])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})",
        r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})",
        r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})",
        r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]",
    )
)
_EITHER_WAY = re.compile(rf"(?P<a>\d{{1,2}})(?P<sep>[-/])(?P<b>\d{{1,2}})(?P=sep)(?P<y>\d{{4}}){_TIME}")
# As databases and front matter write: "2024-06-04 23:40:00 +0200", "2024-06-04 23:40:00 UTC".
_ZONE_APART = re.compile(r"(?<=\d) ?(?:UTC|GMT|Z)$|(?<=:\d\d) (?=[+-]\d)")
_EARLIEST, _LATEST = 1500, 2999  # years of eight figures that may be a day

_LANGUAGES = tuple("en es fr de pt it nl pl sv da nb tr id ca ro cs fi hu ru uk el ar fa".split())


def printed_day(text: str | None) -> date | None:
    """Return the day that ``text`` names, before any conversion of time zones; None where it is none.

    Understands ISO days and times, days in words of many languages ("Tuesday, June 4th, 2024", "4. Juni
    2024"), with or without a time, and in figures where they are unambiguous: "03/04/2025" is two different
    days and therefore none. Where something else stands beside the date, it is none either.
    """
    if not text:
        return None
    iso = _ISO.match(text)
    if iso:
        return _iso_day(iso[1])
    cleaned = " ".join(text[: 2 * _LONGEST].split())
    if len(cleaned) > _LONGEST or not re.search(r"\d", cleaned):
        return None
    if rfc := _RFC_822.match(cleaned):
        cleaned = rfc[1]
    return next(_days(cleaned), None)


def names_a_day(text: str) -> bool:
    """Tell whether ``text`` begins with a day of the week or a month: "By Friday" names no author."""
    first = re.match(_WORD, text)
    return first is not None and (_is_weekday(first[0]) or first[0].casefold().rstrip(".") in ENGLISH)


def utc_moment(text: str | None) -> datetime | None:
    """Return the moment in UTC that ``text`` names; None where it names none, or only a day.

    Understands ISO 8601 and RFC 822 times. A time without a zone names no moment: nobody knows which.
    """
    if not text:
        return None
    cleaned = " ".join(text.split())
    try:
        moment = datetime.fromisoformat(_ZONE_APART.sub(_together, cleaned))
    except ValueError:
        try:
            moment = parsedate_to_datetime(cleaned)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if moment.tzinfo is None:
        return None
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # a zone that leads out of the calendar
        return None


def _days(text: str) -> Iterator[date]:
    """Yield what ``text`` may be; the first that is a day counts."""
    for form in _IN_FIGURES:
        if (match := form.fullmatch(text)) and (_EARLIEST <= int(match["y"]) <= _LATEST):
            yield from _day(int(match["y"]), int(match["m"]), int(match["d"]))
    if match := _EITHER_WAY.fullmatch(text):
        one, two = int(match["a"]), int(match["b"])
        either = {day for m, d in ((one, two), (two, one)) for day in _day(int(match["y"]), m, d)}
        if len(either) == 1:
            yield either.pop()
    for form in _IN_WORDS:
        match = form.fullmatch(text)
        if match and (not match["w"] or _is_weekday(match["w"])) and (month := month_of(match["m"])):
            yield from _day(int(match["y"]), month, int(match["d"]))


def _day(year: int, month: int, of_month: int) -> Iterator[date]:
    try:
        yield date(year, month, of_month)
    except ValueError:
        return


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _together(found: re.Match[str]) -> str:
    return "+00:00" if found[0].strip() else ""


def _is_weekday(word: str) -> bool:
    return word.casefold().rstrip(".") in _weekdays()


@cache
def _weekdays() -> frozenset[str]:
    from babel import Locale

    named = (Locale.parse(language).days["format"] for language in _LANGUAGES)
    widths = (days[width].values() for days in named for width in ("wide", "abbreviated"))
    return frozenset(name.casefold().rstrip(".") for names in widths for name in names)
