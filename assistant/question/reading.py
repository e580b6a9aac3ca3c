"""Reading the question: who is asked about, what kind of answer is wanted, which words carry it."""

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from assistant.question.outlets import NamedOutlet, find_outlet
from assistant.question.periods import Period, find_period
from assistant.words import one_line
from corpus.errors import BadQuestion
from corpus.names import countries_in, fold_name
from corpus.records import ArticleInfo, Filters

Wanted = Literal["figure", "time", "person", "place", "reason"]
Guess = Literal["period", "outlet"]
"""What is read from a question's own words and may be wrong."""
GUESSES: tuple[Guess, ...] = ("period", "outlet")

_LONGEST = 20_000  # characters; what is longer is a document, not a question
# "what did X say about", "how has X responded to", "what X said about", "what is X's view of". Each
# auxiliary wants its own form of the verb, so that a noun ("pay opioid claims") is not taken for one.
_SAY = """say tell respond react answer reply claim warn critici[sz]e comment announce think argue describe
    explain justify defend deny demand promise accuse urge predict judge view rate insist propose express
    state admit apologi[sz]e complain condemn praise tweet vow pledge blame mock rebut"""
_SAID = """said told responded reacted answered replied claimed warned critici[sz]ed commented announced
    thought argued described explained justified defended denied demanded promised accused urged predicted
    judged viewed insisted proposed expressed stated admitted apologi[sz]ed complained condemned praised
    tweeted vowed pledged blamed mocked rebutted"""
# "Call her a liar", not "call off the strike" or "call a vote"; "write about it", not "write a novel".
_CALL = (
    r"call(?:ed)?(?!\s+(?:off|on|back|out|up|in|a|an|the|by)\b)(?=\s+\w)|"
    r"(?:wr[io]te|written|testif(?:y|ied))(?=\s+(?:about|that|of|on)\b)"
)
_SAYS = "says tells thinks claims argues warns insists demands denies explains"
_SAYING = "saying telling thinking claiming arguing warning demanding promising"
_OPINION = "position views? stance opinion reaction response answer"
_AUXILIARY = "did does do would will can could has have had is was are were"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_WHO = rf"(?P<who>(?:(?!\b{_any(_AUXILIARY)}\b)[^?]){{2,80}}?)"
_STATEMENT = [
    re.compile(rf"\b{pattern}\b", re.IGNORECASE)
    for pattern in (
        rf"(?:did|does|do|would)\s+{_WHO}\s+(?:{_any(_SAY)}|{_CALL})",
        rf"(?:has|have|had)\s+{_WHO}\s+(?:{_any(_SAID)}|{_CALL})",
        rf"(?:what|how)\s+(?:is|was|are|were)\s+{_WHO}(?:\s+{_any(_SAYING)}|['’]s?\s+{_any(_OPINION)})",
        rf"(?:what|how|why)\s+{_WHO}\s+(?:{_any(_SAID)}|{_any(_SAYS)})",
    )
]
# A determiner inside, but after a preposition, shows that the words hold a verb and its object.
_OBJECT = re.compile(
    r"(?<!\bof)(?<!\bin)(?<!\bat)(?<!\bfor)(?<!\bfrom)(?<!\band)(?<!\bby)\s(?:the|a|an|its|his|her|their|this|no)\b"
)
_PRONOUNS = frozenset("i you he she it we they people anyone anybody somebody someone".split())
_NAME = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'.-]*[\w]|[A-Z]\.)(?:\s+(?:(?:of|the|de|van|von|bin|al|and)\s+)?[A-ZÀ-Þ][\w’'.-]*\w)*"
)
_OPENERS = frozenset(
    """what when where which who whom whose why how did does do is are was were has have had would will can
    could should in on at by from according the a an and but if as of under after before during since until
    name list tell give show summarize summarise describe explain timeline chronology""".split()
)
# What kind of answer a question word asks for.
_WANTED: list[tuple[Wanted, str]] = [
    (
        "figure",
        r"how (?:many|much|far|long|old|big|large|high|often|fast|tall)|(?:what|which) (?:(?:is|was|were|"
        r"are) the )?(?:percent(?:age)?|share|number|figure|price|amount|fraction|proportion|"
        r"age|magnitude|score|rate|total)",
    ),
    ("time", r"when|(?:what|which) (?:day|date|month|year|time)"),
    ("person", r"who|whom|whose"),
    ("place", r"where|(?:what|which) (?:country|city|state|town|place)"),
    ("reason", r"why|what (?:reasons?|caused)|how come"),
]
# What happened in a period is often reported in the days after it.
_AFTERWARDS = timedelta(7)
# What was added to a follow-up (leaning.py): it is searched for, and read in no other way.
_ADDED = re.compile(r"\[[^\]]*\]")
_ELSE = re.compile(r"\s+else\b", re.IGNORECASE)  # it says that more is wanted, not of what
# Words that ask for more than a short answer; they say nothing of the matter.
_AT_LENGTH = re.compile(
    r"[,;.]?\s*\b(?:in (?:more |full |great )?detail|at length|tell me (?:more|everything)|"
    r"(?:please )?(?:list|give|show|quote)(?: me| us)? (?:all|every)(?: of)?(?: (?:the|that|his|her|their))?"
    r"(?: (?:statements?|quotes?|quotations?|reports?|facts|details))?)\b[.!]?",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"['’]s?$")


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read.

    ``names`` are the proper names in it; ``speaker`` is whose words are asked for, as the question
    names them, or None where it asks for no one's. ``period`` and ``outlet`` were read from it and narrow
    softly: what passes goes first, a wrong guess empties nothing. ``matter`` is the text without the
    words that name them, ``wanted`` the kind of answer, ``at_length`` whether a long one is asked for.
    """

    text: str
    names: tuple[str, ...]
    speaker: str | None
    matter: str
    wanted: Wanted | None = None
    period: Period | None = None
    outlet: NamedOutlet | None = None
    at_length: bool = False

    @property
    def typed(self) -> str:
        """The text with blanks in place of what was added to a follow-up, which names nobody and no time."""
        return _ADDED.sub(lambda added: " " * len(added[0]), self.text)

    def covers(self, published: date | None) -> bool:
        """Tell whether an article of this day reports on the period the question names."""
        if self.period is None or published is None:
            return False
        first, last = self.period.first, self.period.last
        return (first is None or published >= first) and (last is None or published - last <= _AFTERWARDS)

    def is_by(self, outlet: str | None) -> bool:
        """Tell whether the question names this outlet as its source."""
        return self.outlet is not None and outlet in self.outlet.names

    def fits(self, article: ArticleInfo) -> int:
        """Return how many of the period and the outlet that the question names an article fits."""
        return self.covers(article.published) + self.is_by(article.outlet)

    def shown(self, filters: Filters) -> Filters:
        """Return the filters with what was read from the question filled in and marked as inferred."""
        inferred: dict[str, date | str | None] = {}
        if self.period and not (filters.since or filters.until):
            inferred = {"since": self.period.first, "until": self.period.last}
        if self.outlet and not filters.outlet:
            inferred["outlet"] = min(self.outlet.names, key=lambda name: (len(name), name))
        known = {name: value for name, value in inferred.items() if value}
        return replace(filters, **known, inferred=tuple(known))  # type: ignore[arg-type]


def read_question(
    text: str,
    asked: date | None = None,
    outlets: Callable[[], Iterable[str]] = tuple,
    *,
    without: Collection[Guess] = (),
) -> Question:
    """Read a question put on the day ``asked`` (default: today) to an archive with these outlets.

    What ``without`` names is not read from it. Raises BadQuestion where the question is empty or far too
    long.
    """
    cleaned = one_line(text)
    if not cleaned:
        raise BadQuestion("The question is empty. Ask something, such as: what did Iraq say about militias?")
    if len(cleaned) > _LONGEST:
        raise BadQuestion(f"The question is longer than {_LONGEST:,} characters. Ask a shorter one.")
    day = asked or date.today()  # noqa: DTZ011  # the day on the asker's own calendar
    typed = _ADDED.sub(lambda added: " " * len(added[0]), cleaned)
    period = find_period(typed, day) if "period" not in without else None
    outlet = find_outlet(typed, outlets) if "outlet" not in without else None
    matter = cleaned
    for span in sorted((one.words for one in (period, outlet) if one), key=lambda span: -span.start):
        matter = f"{matter[: span.start]} {matter[span.end :]}"
    matter = _AT_LENGTH.sub("", _ELSE.sub("", matter))
    speaker = _speaker(typed)
    if outlet and speaker and speaker in typed[outlet.words.start : outlet.words.end]:
        speaker = None  # "what did the Gazette write": whoever says it there
    return Question(
        cleaned,
        tuple(_names(typed)),
        speaker,
        matter if matter.strip() else cleaned,
        _wanted(typed),
        period,
        outlet,
        at_length=_AT_LENGTH.search(typed) is not None,
    )


def _wanted(text: str) -> Wanted | None:
    for kind, pattern in _WANTED:
        if re.search(rf"\b(?:{pattern})\b", text, re.IGNORECASE):
            return kind
    return None


def _names(text: str) -> list[str]:
    """Return the proper names: runs of capitalised words, and countries however they are written."""
    found = []
    for match in _NAME.finditer(text):
        words = match[0].split()
        while words and _POSSESSIVE.sub("", words[0]).lower() in _OPENERS:
            words = words[1:]
        if words:
            found.append(_POSSESSIVE.sub("", " ".join(words)))
    lower_countries = countries_in(text.title()) if not found else []
    return list(dict.fromkeys([*found, *lower_countries]))


def _speaker(text: str) -> str | None:
    """Return the words that name whose statement is asked for, without a leading auxiliary verb."""
    found = (match for pattern in _STATEMENT if (match := pattern.search(text)))
    for match in sorted(found, key=lambda match: match.start("who")):
        words = match["who"].split()
        while words and words[0].lower() in _OPENERS:
            words = words[1:]
        while words and words[-1].islower() and words[-1].endswith("ly"):  # "officially", "publicly"
            words = words[:-1]
        who = " ".join(words)
        if fold_name(who) and who.lower() not in _PRONOUNS and not _OBJECT.search(who):
            return who
    return None
