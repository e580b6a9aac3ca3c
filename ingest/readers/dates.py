"""Days as publishers print them."""

import re
from datetime import date, datetime

_ISO = re.compile(r"\s*(\d{4}-\d{2}-\d{2})(?:[T ].*)?$", re.DOTALL)
_PRINTED = ("%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%a, %d %b %Y")


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
    for form in _PRINTED:
        try:
            return datetime.strptime(cleaned, form).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    return None
