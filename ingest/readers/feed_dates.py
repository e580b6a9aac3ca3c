"""The dates of feed entries: as machines should write them, and as they do."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_tz
from functools import lru_cache

from ingest.readers.dates import printed_day, utc_moment
from ingest.readers.months import folded, month_names

# As in: Tue 12 Jan 2006 10:00 GMT; Sat, 07 Sep 02 00:00:01 GMT; Seg, 22 Set 2014 14:46:45 -0300.
_DAY_MONTH_YEAR = re.compile(
    r"(?:[^\W\d]{2,15}\.?,? +)?(\d{1,2})\.? +([^\W\d]{3,15})\.? +(\d{4}|\d{2})\b(.*)", re.DOTALL
)
_ENGLISH = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_YEAR_TURN = 69  # RFC 2822 and POSIX: two digits from here on are years of the last century


def entry_day(text: str | None, language: str | None = None) -> date | None:
    """Return the day that an entry's date names, as printed: before any conversion of time zones.

    Beyond what ``printed_day`` reads: month names that only mean one in its ``language`` (an ISO 639-1
    code), two-digit years, unknown words around it. What names no one day gives None.
    """
    text = " ".join((text or "").split())
    if day := printed_day(text):
        return day
    if english := _in_english(text, language):
        return printed_day(english[0])
    fields = parsedate_tz(text)
    if fields is None or fields[0] < 1:
        return None
    try:
        return date(*fields[:3])
    except ValueError:
        return None


def entry_moment(text: str | None, language: str | None = None) -> datetime | None:
    """Return the moment in UTC that an entry's date names, or None where its zone or its time is unknown."""
    text = " ".join((text or "").split())
    if english := _in_english(text, language):
        text = " ".join(english)
    # RFC 5322, 3.3: "-0000" is a time in UTC of which the local zone is not known
    moment = utc_moment(re.sub(r"-0000$", "+0000", text))
    return moment.astimezone(UTC) if moment else None


def _in_english(text: str, language: str | None) -> tuple[str, str] | None:
    """Return the day ("22 Sep 2014") and the rest of a date whose month stands in words."""
    match = _DAY_MONTH_YEAR.match(text)
    if not match:
        return None
    month = _months(language).get(folded(match[2]))
    if not month:
        return None
    year = int(match[3])
    if year < 100:
        year += 1900 if year >= _YEAR_TURN else 2000
    return f"{match[1]} {_ENGLISH[month - 1]} {year:04}", match[4].strip()


@lru_cache(maxsize=32)
def _months(language: str | None) -> dict[str, int]:
    """Return the number of each month name, folded: those of many languages, and before them of one."""
    from babel import Locale, UnknownLocaleError

    own: dict[str, int] = {}
    try:
        locale = Locale.parse(language or "en")
    except (UnknownLocaleError, ValueError):
        return month_names()
    for names in (locale.months[c][w] for c in ("format", "stand-alone") for w in ("wide", "abbreviated")):
        own |= {folded(name): number for number, name in names.items()}
    return {**month_names(), **own}
