"""The numbers and dates in a sentence, as values that can be compared.

"1,000", "1000" and "a thousand" are one number; "12" is neither "120" nor "12 million", and "5 percent"
is not "5 people". The numbers inside a date are not numbers of the sentence.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from corpus.folding import fold

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
    """.split()
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: value for value, word in enumerate(_ONES)} | {
    word: value * 10 for value, word in enumerate(_TENS, 2)
}
_SCALES = {"dozen": 12, "hundred": 10**2, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_SCALES |= {"trillion": 10**12, "lakh": 10**5, "crore": 10**7}
_SUFFIXES = {"k": 10**3, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "tn": 10**12}
_CURRENCIES = {
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₹": "rupee",
    "₽": "ruble",
    "₪": "shekel",
}
_UNITS = {
    name: name
    for name in [*_CURRENCIES.values(), "dinar", "riyal", "lira", "yuan", "franc", "peso", "shekel"]
}
_UNITS |= {"%": "%", "percent": "%", "percentage": "%", "pct": "%"}
_TOKEN = re.compile(
    r"(?P<time>\d{1,2}:\d\d(?!\d))"
    r"|(?P<digits>\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?P<suffix>[^\W\d_]*)"
    r"|[A-Z]\w*-\d\w*|[^\W\d_]\w*|[$€£¥₹₽%]|[^\s\w]"
)
_RANGE = re.compile(r"\s?(?:-|to|and|or)\s?")

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?P<month>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?!\w)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)\b"
_DATES = [
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b",
        rf"\b{_MONTH} {_DAY}\b(?![,.:]\d)(?:,? {_YEAR})?",
        rf"(?<![\d.,]){_DAY} (?:of )?{_MONTH}(?:,? {_YEAR})?",
        rf"\b{_MONTH} (?:of )?{_YEAR}",
        # "May" and "March" alone are months only after such a word.
        r"\b(?P<month>January|February|April|June|July|August|September|October|November|December)\b",
        r"\b(?i:in|since|until|by|during|last|next|this|early|late|mid) (?P<month>March|May)\b",
    )
]
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?=s?\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, with the values it may stand for.

    Each value has its unit: "%", a currency's name, ":" (a time of day), "s" (a decade) or "". In "2 to
    3 million" the 2 may be 2 or 2 million.
    """

    text: str
    values: frozenset[tuple[Decimal, str]]


@dataclass(frozen=True, slots=True)
class Day:
    """A date as written; what it does not say is ``None``. ``month`` counts from 1."""

    text: str
    year: int | None
    month: int
    day: int | None


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers, dates and weekdays (in lower case) of a text."""

    numbers: tuple[Figure, ...]
    days: tuple[Day, ...]
    weekdays: tuple[str, ...]


def figures_of(text: str) -> Figures:
    """Return the numbers and dates of ``text``."""
    folded = fold(text).text
    days: list[tuple[int, Day]] = []
    for pattern in _DATES:
        days += [(match.start(), _day(match)) for match in pattern.finditer(folded)]
        folded = pattern.sub(lambda match: "\n" * len(match[0]), folded)
    weekdays = tuple(found.casefold() for found in _WEEKDAY.findall(folded))
    return Figures(_numbers(folded), tuple(day for _, day in sorted(days, key=lambda one: one[0])), weekdays)


def _day(match: re.Match[str]) -> Day:
    parts = match.groupdict()
    month = parts["month"]
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3].casefold()) + 1
    year, day = parts.get("year"), parts.get("day")
    return Day(match[0], int(year) if year else None, number, int(day) if day else None)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: Decimal
    scale: Decimal
    unit: str


def _numbers(text: str) -> tuple[Figure, ...]:
    tokens = list(_TOKEN.finditer(text))
    found: list[_Number] = []
    at = 0
    while at < len(tokens):
        number, following = _number(tokens, at)
        if number:
            found.append(number)
        at = max(following, at + 1)
    return tuple(
        Figure(text[number.start : number.end], _values(text, number, after))
        for number, after in zip(found, [*found[1:], None], strict=False)
    )


def _values(text: str, number: _Number, after: _Number | None) -> frozenset[tuple[Decimal, str]]:
    """Return what ``number`` may stand for: in a range the second number's unit is the first one's too."""
    values = {(number.value, number.unit)}
    if after and not number.unit and _RANGE.fullmatch(text, number.end, after.start):
        scale = after.scale if number.scale == 1 and number.value < 1_000 else Decimal(1)
        values |= {(number.value, after.unit), (number.value * scale, after.unit)}
    return frozenset(values)


def _number(tokens: list[re.Match[str]], first: int) -> tuple[_Number | None, int]:
    """Return the number that begins at token ``first``, if one does, and the token after it."""
    token = tokens[first]
    if token["time"]:
        return _Number(
            token.start(), token.end(), Decimal(token["time"].replace(":", ".")), Decimal(1), ":"
        ), first + 1
    if token["digits"]:
        suffix = (token["suffix"] or "").casefold()
        value, at = Decimal(token["digits"].replace(",", "")), first + 1
        scale = Decimal(_SUFFIXES.get(suffix, 1))
        while not suffix and (big := _SCALES.get(_word(tokens, _after_hyphen(tokens, at)))):
            scale *= big
            at = _after_hyphen(tokens, at) + 1
        value *= scale
    else:
        spelled, at = _spelled(tokens, first)
        if spelled is None:
            return None, at
        value, scale = spelled
    if _word(tokens, first - 1) == "-" and first >= 1 and _is_minus(tokens, first - 1):
        value = -value
    unit, at = ("s", at) if (token["suffix"] or "") == "s" else _unit(tokens, first, at)
    return _Number(token.start(), tokens[at - 1].end(), value, scale, unit), at


def _spelled(tokens: list[re.Match[str]], at: int) -> tuple[tuple[Decimal, Decimal] | None, int]:
    """Read a number in words: its value with its last scale, and the token after it."""
    total, current, scale, last = 0, None, 1, 0
    if _word(tokens, at) in ("a", "an") and _word(tokens, at + 1) in _SCALES:
        current, at = 1, at + 1
    while True:
        here = _after_hyphen(tokens, at) if current is not None else at
        if _word(tokens, here) == "and" and scale > 1 and _word(tokens, here + 1) in _WORDS:
            here += 1
        word = _word(tokens, here)
        if word in _WORDS and (
            current is None or last >= 100 or (last in range(20, 100) and _WORDS[word] < 10)
        ):
            current, last = (current or 0) + _WORDS[word], _WORDS[word]
        elif word in _SCALES and current is not None:
            scale = last = _SCALES[word]
            total, current = (total, current * scale) if scale <= 100 else (total + current * scale, 0)
        else:
            break
        at = here + 1
    if current is None:
        return None, at
    return (Decimal(total + current), Decimal(scale)), at


def _unit(tokens: list[re.Match[str]], first: int, after: int) -> tuple[str, int]:
    """Return the unit before or after a number, and the token after both."""
    before = _word(tokens, first - 1) if first else ""
    if before in _CURRENCIES:
        return _CURRENCIES[before], after
    if _word(tokens, after) == "per" and _word(tokens, after + 1) == "cent":
        return "%", after + 2
    here = _after_hyphen(tokens, after)
    word = _word(tokens, here)
    unit = _UNITS.get(word) or _UNITS.get(word.removesuffix("s"))
    return (unit, here + 1) if unit else ("", after)


def _word(tokens: list[re.Match[str]], at: int) -> str:
    return tokens[at][0].casefold() if 0 <= at < len(tokens) else ""


def _after_hyphen(tokens: list[re.Match[str]], at: int) -> int:
    return at + 1 if _word(tokens, at) == "-" else at


def _is_minus(tokens: list[re.Match[str]], at: int) -> bool:
    """Tell whether the dash at token ``at`` stands before a number and touches nothing on its left."""
    touches_right = tokens[at].end() == tokens[at + 1].start()
    return touches_right and (at == 0 or tokens[at - 1].end() < tokens[at].start())
