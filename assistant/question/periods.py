"""Reading the period that a question names: "in March 2017", "since last week", "between 2015 and 2017".

The words that may name days are found (days.py); whether they do, which of them are the two ends of a range,
and which are the question's period is told by what stands around them.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.question.days import BEFORE, KINDS, UNTIL, WITHIN, Days, Kind
from corpus.records import Span

_PRECISIONS = [1, 7, 31, 184, 366]  # days at most: a day, a week, a month, a half, a year
_PREPOSITION = re.compile(
    r"""\b(?P<word>since|after|before|prior\s+to|until|till|up\s+to|through|by|no\s+later\s+than|as\s+of|in|on|at
    |during|throughout|within|over|around|of|for|from|between|(?:(?:in|during|for)\s+)?(?:the\s+)?week\s+of)\s+
    (?P<event>(?:the|his|her|its|their|our|\S+['’]s)\s+)?$""",
    re.IGNORECASE | re.VERBOSE,
)
_JOINT = re.compile(r"\s*[-–—]\s*|\s+(?P<word>to|until|till|through|and|or)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile("['’]s")
_ONWARDS = re.compile(
    r"(?:\s+onwards?|(?:\s+(?:to|until|till)\s+|\s?[-–—]\s?)(?:now|(?:the\s+)?present))\b", re.IGNORECASE
)
_VERBS = frozenset("mar march may aug august".split())  # without a capital
_PERSONS = frozenset("jan april may june august".split())  # after "by", "since" and their like
_COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|up\s+from|down\s+from)\b[^,;.?]{0,25}$", re.IGNORECASE
)
_NO_MORE = re.compile(r"[\s?.!]*\Z")
_NO_PERSON = re.compile(r"\s*(?:[?.,;:!)]|$)|\s+(?:in|on|at|over|about|for|from|with)\b")


@dataclass(frozen=True, slots=True)
class Period:
    """Days a question names, both ends included; None: open on that side."""

    first: date | None
    last: date | None
    words: Span  # where in the question the words stand that say it


@dataclass(frozen=True, slots=True)
class _Mention:
    """Words that may name days, and the preposition before them."""

    kind: Kind
    match: re.Match[str]
    groups: dict[str, str | None]
    start: int  # with the preposition
    end: int
    preposition: str
    event: bool  # it was some time in these days: "the 2016 election", "Sunday's final", "late 2016"

    @property
    def floats(self) -> bool:
        """Tell whether the words leave open which year or week is meant."""
        return self.kind.after is not None and not (self.groups.get("year") or self.groups.get("which"))

    @property
    def month(self) -> str:
        """Return the month's name as it is written."""
        return (self.groups.get("month") or "").rstrip(".")

    @property
    def verb(self) -> bool:
        """Tell whether these may be "may" or "march"."""
        return self.month in _VERBS and self.floats

    @property
    def counts(self) -> bool:
        """Tell whether it was in these days, which are days at all.

        Not "may", "Theresa May" or "a book by June Osborne", and not "higher than a year ago".
        """
        text, end, day = self.match.string, self.match.end(), self.groups.get("day")
        if _COMPARED.search(text[max(0, self.match.start() - 40) : self.match.start()]):
            return False
        if not self.floats or self.kind.after is None:
            return True
        if self.verb:
            return False
        if self.groups.get("part") or (day and _NO_MORE.match(text, end)):
            return True
        directly = self.start < self.match.start() and self.preposition in self.kind.after
        person = not day and self.month.casefold() in _PERSONS and self.preposition not in WITHIN
        return directly and not (person and not _NO_PERSON.match(text, end))

    def days(self, asked: date) -> Days | None:
        """Return the days that the words name on the day ``asked``; None where there are no such days."""
        try:
            first, last = self.kind.read(self.match, asked)
        except (ValueError, OverflowError, LookupError):
            return None
        return (first, last) if first <= last else None


def find_period(text: str, asked: date) -> Period | None:
    """Return the period that a question of the day ``asked`` names.

    Of several, the two ends of a range make one period; otherwise it is the first of the most precise. None
    where the question names none that had begun.
    """
    mentions = _mentions(text)
    best: tuple[int, Period] | None = None
    end = 0
    for mention, other in zip(mentions, [*mentions[1:], None], strict=False):
        if mention.match.start() < end:
            continue  # the end of a range, read with its start
        days, to = _range(mention, other, asked)
        if not days:
            continue
        end = to.end
        first, last = days if to is not mention else _open(mention, days)
        begun = days[0] <= asked and (first or date.min) <= asked
        precision = bisect_left(_PRECISIONS, (days[1] - days[0]).days + 1)
        if begun and (first or last) and (best is None or precision < best[0]):
            best = precision, Period(first, last, Span(mention.start, to.end))
    return best[1] if best else None


def _mentions(text: str) -> list[_Mention]:
    """Return what may name days, in order: of two that overlap the earlier, or the longer."""
    found: list[_Mention] = []
    every = [(match, kind) for kind in KINDS for match in kind.pattern.finditer(text)]
    for match, kind in sorted(every, key=lambda one: (one[0].start(), -one[0].end())):
        (start, end), groups = match.span(), match.groupdict()
        if found and start < found[-1].match.end():
            continue
        before = _PREPOSITION.search(text[max(0, start - 40) : start])
        preposition = " ".join(before["word"].casefold().split()) if before else ""
        event = bool(groups.get("part") or (before and before["event"]))
        if before and not before["event"]:
            start -= len(before[0])
        if possessive := _POSSESSIVE.match(text, end):
            event, end = True, possessive.end()
        elif onwards := _ONWARDS.match(text, end):
            preposition, end = "since", onwards.end()
        found.append(_Mention(kind, match, groups, start, end, preposition, event))
    return found


def _range(mention: _Mention, other: _Mention | None, asked: date) -> tuple[Days | None, _Mention]:
    """Return the days of a mention, to the end of the next one where they are a range, and the last one read.

    Of two that are joined, one without a year has that of the other: "between March and June 2017".
    """
    days = mention.days(asked) if mention.counts else None
    joint = other and _JOINT.fullmatch(mention.match.string, mention.match.end(), other.match.start())
    until = other.days(asked) if other and joint else None
    if not (other and joint and until):
        return days, mention
    first = mention.days(until[0]) if mention.floats else days
    if joint["word"] and joint["word"].casefold() in {"and", "or"} and mention.preposition != "between":
        return (first if days else None), mention
    if first and other.floats and not mention.floats:
        until = other.days(first[0] + min(timedelta(days=364), date.max - first[0])) or until
    alike = mention.kind is other.kind and not (other.floats or mention.verb)  # "March to June 2017"
    sure = mention.preposition in {"from", "between"} or ((days or alike) and not other.verb)
    if sure and first and first[0] <= until[1]:
        return (first[0], until[1]), other
    return days, mention


def _open(mention: _Mention, days: Days) -> tuple[date | None, date | None]:
    """Return the ends that the preposition leaves. An event may be on any of the days."""
    word = mention.preposition
    if word == "since" or (word == "after" and mention.event):
        return days[0], None
    if word in UNTIL or (word in BEFORE and mention.event):
        return None, days[1]
    if word == "after":
        return _later(days[1], 1), None
    if word in BEFORE:
        return None, _later(days[0], -1)
    if word.endswith("week of") and days[0] == days[1]:
        return days[0], _later(days[0], 6)
    return days


def _later(day: date, count: int) -> date | None:
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None
