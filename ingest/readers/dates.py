"""Days as publishers print them, and moments as machines write them."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

_ISO = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$", re.DOTALL)
_PRINTED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%a, %d %b %Y")
_RFC_822 = re.compile(r"^(?:[A-Z][a-z]{2,8}, )?(\d{1,2} [A-Z][a-z]{2} \d{4})(?: \d{1,2}:\d{2}.*)?$")


def printed_day(text: str | None) -> date | None:
    """Return the day that ``text`` names, before any conversion of time zones; None where it is none.

    Understands ISO days and times, and unambiguous English forms such as "12 January 2025" or
    "January 12, 2025". "03/04/2025" is two different days and therefore none.
    """
    if not text:
        return None
    iso = _ISO.match(text)
    if iso:
        try:
            return date.fromisoformat(iso[1])
        except ValueError:
            return None
    cleaned = " ".join(text.split())
    if rfc := _RFC_822.match(cleaned):
        cleaned = rfc[1]
    for form in _PRINTED:
        try:
            return datetime.strptime(cleaned, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    return None


def utc_moment(text: str | None) -> datetime | None:
    """Return the moment in UTC that ``text`` names; None where it names none, or only a day.

    Understands ISO 8601 and RFC 822 times. A time without a zone names no moment: nobody knows which.
    """
    if not text:
        return None
    cleaned = " ".join(text.split())
    try:
        moment = datetime.fromisoformat(cleaned)
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
