"""The ways of naming days: which words they are, and which days they mean to one who asks on a day.

"12 January", "last March", "the second half of 2016", "Tuesday", "three weeks ago". Whether such words in a
question name the time that it asks about is told in periods.py.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

Days = tuple[date, date]
"""The first and the last day, both included."""

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_WEEKDAYS = "mon tue wed thu fri sat sun".split()
_SEASONS = {"winter": -1, "spring": 2, "summer": 5, "autumn": 8, "fall": 8}  # northern; months after January
_DAYS_BACK = {"yesterday": 1, "last": 1, "the": 2}  # by the first word: last night, the day before yesterday
_MONTHS_IN = {"month": 1, "year": 12, "decade": 120}
_NUMBERS = "a one two three four five six seven eight nine ten eleven twelve".split()
_NTH = "first second third fourth".split()

_FLAGS = re.IGNORECASE | re.VERBOSE
_MONTH = r"""(?P<month>may\b|(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|june?|july?|aug(?:ust)?
    |sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:(?<=\b\w{3})\.|(?<=sept)\.)?)"""
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_WEEKDAY_TOO = rf"(?:{_WEEKDAY},?\s+)?"
_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_SHARE = rf"(?:(?P<nth>{'|'.join(_NTH)}|last|final)[\s-](?P<share>quarter|half)|(?P<code>Q[1-4]|H[12]))"
_TODAY = r"""(?-i:today|(?:^|(?<=[.?!]\s))Today)(?<!usa\stoday)(?!['’]s)|tonight|yesterday|last\s+night
    |this\s+(?:morning|afternoon|evening)|the\s+day\s+before\s+yesterday"""
_UNIT = r"(?P<unit>day|week|month|year|decade)"
_COUNTED = rf"(?:\d{{1,4}}|(?:a\s+)?couple\s+of|{'|'.join(_NUMBERS)})"
_COUNT = rf"(?P<count>{_COUNTED})"
# A part that no reader below knows is taken for the whole.
_PART = rf"""(?P<part>(?:the\s+)?(?:(?:early|mid|late)[\s-]|(?:start|beginning|middle|end
    |(?:{"|".join(_NTH)}|last|final)\s+(?:half|week|weekend|days?))\s+of\s+(?:the\s+)?))"""
_WHICH = r"(?:(?P<which>(?:this\s+)?past|this|last)\s+)"
_WHICH_WEEK = r"(?P<which>(?:this\s+)?past(?=\s+weekend)|this|last)"
_PAST = rf"(?:(?:the\s+|this\s+)?past|the\s+last|last(?=\s+{_COUNTED}))"
_ALONE = r"(?<![\w$£€¥#])(?<![$£€¥]\s)(?<!\w[.,/:-])"  # no part of an amount, a code or a longer number
_NO_TITLE = r"(?<!project\s)(?<!agenda\s)(?<!resolution\s)"
_ENDS = r"(?![\w%]|[.,:/-]\d|\s(?:per\s?cent|[mbtr]+illion|dollars|euros|miles|km)\b)"
_YEAR = rf"(?P<year>(?:19|20)\d\d{_ENDS}|(?:this|last)\s+year\b(?!\s+of\b))"
_OF_YEAR = rf"(?:(?:,?\s+(?:of\s+)?|,){_YEAR}|(?!,?\s+\d{{4}}\b|['’]s))"
_DAYS = r"""(?P<day>\d{1,2})(?:st|nd|rd|th)?
    (?:(?:\s?[-–—]\s?|\s(?:to|and|through)\s)(?P<to>\d{1,2})(?:st|nd|rd|th)?)?(?![\w%]|[.,:]\d)"""
# Prepositions, and after which of them words that name no year are days at all.
UNTIL = frozenset(("until", "till", "up to", "through", "by", "no later than"))
BEFORE = frozenset(("before", "prior to"))
WITHIN = frozenset(("in", "during", "throughout", "as of"))
_MONTH_AFTER = frozenset(("since", "after")) | WITHIN | BEFORE | UNTIL
_DAY_AFTER = _MONTH_AFTER - UNTIL | {"on"}  # "by 4 July" is mostly still to come
_WEEKDAY_AFTER = frozenset("on in at during since after before".split())


class Kind(NamedTuple):
    """A way of naming days, and how to read it on the day of asking.

    One with ``after`` can do without a year: it then counts only after these prepositions.
    """

    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], date], Days]
    after: frozenset[str] | None


def _shift(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last. Raises ValueError outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, day.day if day.day < 29 else min(day.day, monthrange(year, month + 1)[1]))


def _months(first: date, count: int = 1) -> Days:
    return first, _shift(first, count) - timedelta(days=1)


def _back(asked: date, unit: str, count: int) -> date:
    if unit in _MONTHS_IN:
        return _shift(asked, -count * _MONTHS_IN[unit])
    return asked - timedelta(days=count * (7 if unit == "week" else 1))


def _around(day: date, unit: str) -> Days:
    """Return the day, or the calendar week (from Monday), month or year that it is in."""
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=6)
    if unit == "month":
        return _months(day.replace(day=1))
    return (day, day) if unit == "day" else _months(date(day.year, 1, 1), 12)


def _count(match: re.Match[str]) -> int:
    said = (match["count"] or "one").casefold()
    if said.endswith("of"):
        return 2
    return int(said) if said.isdecimal() else _NUMBERS.index(said) or 1


def _year(match: re.Match[str], asked: date) -> int:
    said = match["year"].casefold()
    return asked.year - said.startswith("last") if said.endswith("year") else int(said)


def _in_year(match: re.Match[str], asked: date, days_in: Callable[[int], Days]) -> Days:
    """Return the days in the year that the words say, or else the latest that have begun ("last": ended)."""
    if match["year"]:
        return days_in(_year(match, asked))
    which = (match.groupdict().get("which") or "").casefold()
    newest = asked.year + (asked.month == 12)  # that year's winter has begun
    for year in range(newest, asked.year - 9, -1):
        with suppress(ValueError):  # no 29 February
            first, last = days_in(year)
            current = last >= asked or first.year == asked.year
            if first <= asked and {"": True, "this": current}.get(which, last < asked):
                return first, last
    raise ValueError


def _dated(match: re.Match[str], asked: date) -> Days:
    month = _MONTHS.index(match["month"][:3].casefold()) + 1
    if "day" not in match.groupdict():
        return _in_year(match, asked, lambda year: _months(date(year, month, 1)))
    first, last = int(match["day"]), int(match["to"] or match["day"])
    return _in_year(match, asked, lambda year: (date(year, month, first), date(year, month, last)))


def _whole_year(match: re.Match[str], asked: date) -> Days:
    return _months(date(_year(match, asked), 1, 1), 12)


def _decade(match: re.Match[str], _: date) -> Days:
    return _months(date(int(match["decade"]), 1, 1), 120)


def _season(match: re.Match[str], asked: date) -> Days:
    months = _SEASONS[match["season"].casefold()]
    return _in_year(match, asked, lambda year: _months(_shift(date(year, 1, 1), months), 3))


def _share(match: re.Match[str], asked: date) -> Days:
    """Return a quarter or a half of a year."""
    months = 3 if (match["share"] or match["code"]).casefold()[0] == "q" else 6
    said = (match["nth"] or match["code"][1]).casefold()
    nth = int(said) if said.isdecimal() else _NTH.index(said) + 1 if said in _NTH else 12 // months
    return _months(date(_year(match, asked), (nth - 1) * months + 1, 1), months)


def _years(match: re.Match[str], _: date) -> Days:
    first, said = int(match["first"]), match["last"]
    last = int(said) if len(said) == 4 else first // 100 * 100 + int(said)
    if last <= first and len(said) == 2 and match["dash"] == "-":
        return _months(date(first, int(said), 1))  # 2013-09
    return date(first, 1, 1), date(last, 12, 31)


def _numeric(match: re.Match[str], _: date) -> Days:
    """Return the day of 13/01/2025 or 01/13/2025. Raises ValueError where it could be one of two."""
    low, high = sorted((int(match["one"]), int(match["two"])))
    if low != high <= 12:
        raise ValueError
    return (day := date(int(match["year"]), low, high)), day


def _iso(match: re.Match[str], _: date) -> Days:
    return (day := date(int(match["year"]), int(match["month"]), int(match["day"]))), day


def _today(match: re.Match[str], asked: date) -> Days:
    return (day := asked - timedelta(days=_DAYS_BACK.get(match[0].split()[0].casefold(), 0))), day


def _weekday(match: re.Match[str], asked: date) -> Days:
    day = asked - timedelta(days=(asked.weekday() - _WEEKDAYS.index(match["weekday"][:3].casefold())) % 7)
    if match["which"] and match["which"].casefold() == "this" and day < _around(asked, "week")[0]:
        raise ValueError  # it is still to come
    return day, day


def _rolling(match: re.Match[str], asked: date) -> Days:
    return _back(asked, match["unit"].casefold(), _count(match)) + timedelta(days=1), asked


def _ago(match: re.Match[str], asked: date) -> Days:
    unit = match["unit"].casefold()
    return _around(_back(asked, unit, _count(match)), unit)


def _calendar(match: re.Match[str], asked: date) -> Days:
    """Return this or last week, weekend or month."""
    unit, which = match["unit"].casefold(), match["which"].casefold()
    if which == "this" and unit == "week":
        return asked - timedelta(days=6), asked
    if unit == "weekend":
        sunday = _around(asked, "week")[1] - timedelta(days=0 if which == "this" else 7)
        return sunday - timedelta(days=1), sunday
    return _around(asked if which == "this" else _back(asked, unit, 1), unit)


KINDS = [
    Kind(re.compile(pattern, _FLAGS), read, after)
    for pattern, read, after in (
        (rf"{_ALONE}(?P<year>\d{{4}})([-/.])(?P<month>\d\d?)\2(?P<day>\d\d?)(?!\w|[-/.]\d)", _iso, None),
        (rf"{_ALONE}(?P<one>\d\d?)([-/.])(?P<two>\d\d?)\2(?P<year>\d{{4}})(?!\w|[-/.]\d)", _numeric, None),
        (
            rf"{_ALONE}{_WEEKDAY_TOO}(?:the\s+(?=\d+[a-z]))?{_DAYS}\s+(?:of\s+)?{_MONTH}{_OF_YEAR}",
            _dated,
            _DAY_AFTER,
        ),
        (rf"\b{_WEEKDAY_TOO}{_MONTH}\s+{_DAYS}{_OF_YEAR}", _dated, _DAY_AFTER),
        (rf"\b(?:{_PART}|{_WHICH})?{_MONTH}{_OF_YEAR}", _dated, _MONTH_AFTER),
        (rf"\b(?:{_PART}|{_WHICH}|the\s+)?{_SEASON}\b(?:\s+(?:of\s+)?{_YEAR})?", _season, frozenset[str]()),
        (rf"\b(?:the\s+)?{_SHARE}(?:\s+of|,)?\s+{_YEAR}", _share, None),
        (rf"{_ALONE}(?P<first>(?:19|20)\d\d)(?P<dash>[-–—/])(?P<last>\d{{4}}|\d\d){_ENDS}", _years, None),
        (rf"(?:\b{_PART}|{_ALONE}{_NO_TITLE}){_YEAR}", _whole_year, None),
        (rf"(?:\b{_PART}|{_ALONE})(?:the\s+)?(?P<decade>(?:19|20)\d0)['’]?s\b", _decade, None),
        (rf"\b(?:{_TODAY})\b", _today, None),
        (rf"\b{_WHICH}?(?P<weekday>{_WEEKDAY})\b(?!\s+(?-i:Night|Times|Mail))", _weekday, _WEEKDAY_AFTER),
        (rf"\b{_WHICH_WEEK}\s+(?P<unit>week|weekend|month)\b(?!\s+of\b)", _calendar, None),
        (rf"\b{_PAST}\s+(?:{_COUNT}\s+)?{_UNIT}s?\b(?!\s+of\b)", _rolling, None),
        (rf"{_ALONE}{_COUNT}\s+{_UNIT}s?\s+ago\b", _ago, None),
    )
]
"""Every way of naming days; of two that fit the same words the earlier one counts, or the longer."""
