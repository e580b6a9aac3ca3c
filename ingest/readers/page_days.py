"""The days that lines of a page print, in many languages: "Published Jan. 12, 2025", "modifié le 12 août".

A day is read where it can be no other: "03/04/2025" is two days to those who read English, and none is made
of a year alone. What follows "updated", "modifié le" or the like is the day of a change.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from itertools import pairwise

from ingest.readers.dates import printed_day
from ingest.readers.months import ENGLISH, month_names, month_of, puts_day_first

_FIGURES = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>1[3-9]|2\d|3[01])/(?P<m>\d{1,2})/(?P<y>\d{4})(?!\d)"),  # of which only one is
    re.compile(r"(?<!\d)(?P<m>\d{1,2})/(?P<d>1[3-9]|2\d|3[01])/(?P<y>\d{4})(?!\d)"),  # a month: no doubt
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>[0-3]\d)(?!\d)"),
    re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]"),
)
_DOUBTFUL = re.compile(r"(?<!\d)(0?[1-9]|1[0-2])/(0?[1-9]|1[0-2])/(\d{4})(?!\d)")
_TIME = re.compile(r"\b(\d{1,2})[:.h](\d{2})(?::\d{2})?\s*([ap])?\.?(?:m\b)?", re.I)
_IN_ADDRESS = re.compile(
    rf"[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>\d{{1,2}}|{'|'.join(sorted(ENGLISH, key=len, reverse=True))})"
    r"[/_-](?P<d>\d{1,2})(?=[/_-]|$)",
    re.I,
)
_CHANGED = re.compile(
    r"(?i)\b(?:(?:last\s+)?(?:updated?|modified|edited|revised)|mise? à jour|modifiée?|aktualisiert"
    r"|geändert|bearbeitet|actualizad[oa]|modificad[oa]|atualizad[oa]|aggiornat[oa]|modificat[oa]|bijgewerkt|uppdaterad"
    r"|opdateret|oppdatert|zaktualizowano|aktualizacja|обновлен[оа]?|изменен[оа]?|оновлено|güncelle\w*)\b"
    r"|更新|수정|تحديث"
)
_APPEARED = re.compile(
    r"(?i)\b(?:(?:first|originally)\s+)?(?:published|posted|created|publiée?|publicad[oa]|veröffentlicht"
    r"|erschienen|pubblicat[oa]|gepubliceerd|publicerad|opublikowano|опубликован[оа]?)\b|公開|掲載|등록"
)
_LONGEST_LINE = 200  # characters of a line that are read
_WORDS_BESIDE = 3  # "last updated on", "von ... publiziert am"


@dataclass(frozen=True, slots=True)
class Printed:
    """A day as a page prints it, with the time of day where that is printed too."""

    day: date
    at: time | None = None


def printed_in(text: str, near: date | None = None) -> list[Printed]:
    """Return the days that ``text`` prints, English ones before others.

    A day without a year is the one nearest to ``near``, where that is given; without it, none.
    """
    text = text[:_LONGEST_LINE]
    return _found(text, (*_worded_in_english(), *_FIGURES), near) or _found(text, _worded_abroad(), None)


def day_in(text: str | None) -> date | None:
    """Return the day that ``text`` names, also within other words; None where it names none, or no year."""
    return printed_day(text) or next((found.day for found in printed_in(text or "")), None)


def day_in_address(url: str | None) -> date | None:
    """Return the day that an address such as "/2019/nov/18/" names; None where it names none."""
    match = _IN_ADDRESS.search(url or "")
    return _day(match, None) if match else None


def is_date_line(text: str) -> bool:
    """Tell whether a line prints a whole date and hardly anything else: "Published on 25 September 2018"."""
    if not any(map(str.isdigit, text)) or not printed_in(text):
        return False
    rest = _CHANGED.sub(" ", _APPEARED.sub(" ", text))
    for form in (*_worded_in_english(), *_FIGURES, *_worded_abroad()):
        rest = form.sub(" ", rest)
    return len(re.findall(r"[^\W\d]{3,}", rest)) <= _WORDS_BESIDE


def spelled_out(text: str, language: str | None) -> str:
    """Return ``text`` with "03/04/2025" as "2025-04-03" where ``language`` (ISO 639-1) leaves no doubt."""
    if not puts_day_first(language):
        return text
    return _DOUBTFUL.sub(lambda match: f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}", text)


def may_be_another(day: date, texts: Iterable[str]) -> bool:
    """Tell whether ``texts`` print ``day`` as figures only that could be another day as well."""
    both = {(day.day, day.month), (day.month, day.day)}
    return any(
        (int(match[1]), int(match[2])) in both and int(match[3]) == day.year and match[1] != match[2]
        for text in texts
        for match in _DOUBTFUL.finditer(text)
    )


def parted(line: str) -> tuple[str, str]:
    """Return what a date line says of publication, and what it says of a change: either may be ""."""
    marks = [(match.start(), True) for match in _CHANGED.finditer(line)]
    marks += [(match.start(), False) for match in _APPEARED.finditer(line)]
    marks = [(0, False), *sorted(marks), (len(line), False)]
    parts = [(line[start:end], of_change) for (start, of_change), (end, _) in pairwise(marks)]
    published, changed = ("".join(p for p, c in parts if c is of_change) for of_change in (False, True))
    return published, changed


@cache
def _worded_in_english() -> tuple[re.Pattern[str], ...]:
    return _worded(ENGLISH, year=r"(?:(?:,?\s+|-)(?P<y>\d{4})\b)?")


@cache
def _worded_abroad() -> tuple[re.Pattern[str], ...]:
    return _worded(month_names(), year=r"(?:(?:,|\s+(?:de|del|do|của|năm))?\s+|-)(?P<y>\d{4})(?!\d)")


def _worded(names: Iterable[str], year: str) -> tuple[re.Pattern[str], ...]:
    month = rf"(?P<m>{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})"
    day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|ª)?"
    return (
        re.compile(rf"(?<!\w){month}(?!\w)\.?\s+{day}(?!\d){year}", re.I),
        re.compile(rf"(?<!\d){day}(?:\.|\s+(?:of|de|del|di))?[\s-]+{month}(?!\w)\.?{year}", re.I),
        re.compile(rf"(?<!\d)(?P<y>\d{{4}})\.?\s+{month}(?!\w)\.?\s+{day}(?!\d)", re.I),
    )


def _found(text: str, forms: Iterable[re.Pattern[str]], near: date | None) -> list[Printed]:
    times = [match for match in _TIME.finditer(text) if int(match[2]) < 60]  # minutes
    found = []
    for match in (match for form in forms for match in form.finditer(text)):
        day = _day(match, near)
        if day is None:
            continue
        outside = [at for at in times if at.end() <= match.start() or at.start() >= match.end()]
        closest = min(outside, key=lambda at: abs(at.start() - match.start()), default=None)
        found.append(Printed(day, _time(closest) if closest else None))
    return found


def _day(match: re.Match[str], near: date | None) -> date | None:
    name, year = match["m"], match["y"]
    month = int(name) if name.isdigit() else month_of(name)
    if month is None or (year is None and near is None):
        return None
    years = [int(year)] if year else [near.year - 1, near.year, near.year + 1] if near else []
    days = []
    for each in years:
        try:
            days.append(date(each, month, int(match["d"])))
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
