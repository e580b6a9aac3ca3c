"""Disagreement: sentences that cannot all be so, which an answer shows side by side.

Two kinds are looked for among the sentences found for a question. Asked how many, independent outlets that
report within a week of each other and count the same thing may give different figures. And what one reports,
somebody may deny. Where nothing is sure to disagree nothing is shown: a quarrel made up is a false report.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from assistant.corroboration import are_independent
from assistant.figures import figures_of
from assistant.negation import content_of
from assistant.sentences import Matter, Sentence
from corpus.names import countries_in

Stems = Callable[[Sequence[str]], Sequence[set[str]]]

_WEEK = 7  # days: later reports count anew rather than otherwise
# Two sentences on one matter: a cosine, and the share of the question's words, of what the answer's has.
# All bounds here were chosen by reading what 330 questions of ../shared/data/quiz and 124 of `news` bring up.
_NEAR, _ON_THE_MATTER = 0.55, 0.7
_ONE_THING = 0.5  # of the words around a figure, more than so many must stand around the other one too
_SIDES = 3
_COUNTED = re.compile(r"\bhow many\s+(?P<what>[^?]*)", re.IGNORECASE)
_AUXILIARY = re.compile(r"\b(?:did|does|do|has|have|had|will|would|is|was|are|were|in|on|at|of|to|by)\b")
_BEFORE, _AFTER = 3, 6  # words around a figure that say what it counts
_CLAUSE = re.compile(r"[,;:()—–]| and | but | while ")
_ABOUT = re.compile(
    r"\b(?:about|around|roughly|nearly|almost|some|approximately|more than|over|at least|up to)\s+$", re.I
)
_ROUNDED = Decimal("0.1")  # "nearly 9,000" and 8,831 are one figure
_YEARS = range(1900, 2101)
# What casualties are counted by; a figure beside one of them is no figure of another.
_TOLLS = [
    frozenset(
        "die died dies dying dead death deaths kill killed kills killing lives fatalities toll".split()
    ),
    frozenset("injured injuries injuring hurt wounded wounding hospitalized".split()),
    frozenset("missing unaccounted".split()),
    frozenset("arrested arrests detained".split()),
]
_WISH = r"(?:request|application|bid|motion|appeal|petition|plea|right|clearance|claim for)s?"
_DENIED_WHAT = (  # what is refused rather than denied
    r"(?:access|entry|permission|visas?|bail|asylum|service|coverage|care|parole|custody|"
    rf"(?:(?:\S+ ){{0,4}}{_WISH}))"
)
_DENIAL = re.compile(
    rf"(?<![-\w])(?:(?<!was )(?<!were )(?<!been )(?<!being )den(?:y|ies|ied|ying)(?! {_DENIED_WHAT}\b)|"
    r"(?:reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|disput(?:es|ed|ing)|refut(?:es|ed|ing)) (?:\w+ ){0,3}"
    r"(?:claims?|accusations?|allegations?|reports?|charges?|suggestions?|account|it|that|this)|"
    r"(?:is|are|was|were) (?:not true|untrue|false)|never happened)\b",
    re.IGNORECASE,
)
_CLAIM = re.compile(
    r"\b(?:accus|alleg|blam|claim|charg|suspect|sa(?:id|ys?)|according to|report|found|conclu|testif|assert)",
    re.IGNORECASE,
)
_SHARED, _SHARE = 3, 0.3  # content words that a denial and what it denies have in common; of the shorter one


@dataclass(frozen=True, slots=True)
class Contrary:
    """Sentences that disagree, each with what it has the matter be; the first of them is the answer's own."""

    about: Literal["figures", "denial"]
    sides: tuple[tuple[str, Sentence], ...]


def contraries(
    matter: Matter, chosen: Sequence[Sentence], sentences: Sequence[Sentence], stems: Stems
) -> Contrary | None:
    """Return what among ``sentences`` (those that may stand in the answer) disagrees with the chosen ones."""
    return _differing(matter, chosen, sentences, stems) or _denied(matter, chosen, sentences)


# Figures --------------------------------------------------------------------------------------------


def _differing(
    matter: Matter, chosen: Sequence[Sentence], sentences: Sequence[Sentence], stems: Stems
) -> Contrary | None:
    counted = _COUNTED.search(matter.question.text)
    if not counted:
        return None
    of_what = _of_what(counted["what"], stems)
    ranked = sorted(sentences, key=lambda other: -other.score)
    shares = dict(zip(map(id, ranked), map(matter.share, stems([one.text for one in ranked])), strict=True))
    for one in chosen:
        if not (mine := _figure(one.text, of_what, stems)):
            continue
        least = _ON_THE_MATTER * shares.get(id(one), 1.0)
        sides = [(mine, one)]
        for other in ranked:
            if len(sides) == _SIDES:
                break
            if shares[id(other)] < least or not all(_are_comparable(held, other) for _, held in sides):
                continue
            theirs = _figure(other.text, of_what, stems)
            if theirs and all(_contradict(theirs, held, of_what) for held, _ in sides):
                sides.append((theirs, other))
        if len(sides) > 1:
            return Contrary("figures", tuple((figure.text, side) for figure, side in sides))
    return None


@dataclass(frozen=True, slots=True)
class _Counted:
    """What a question counts: stems of which one must stand beside a figure, and words that must not."""

    stems: frozenset[str]
    others: frozenset[str]
    is_toll: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    """``others`` are all values of the sentence, ``around`` the stems of the words around the figure."""

    text: str
    value: Decimal
    others: frozenset[Decimal]
    around: frozenset[str]


def _of_what(words: str, stems: Stems) -> _Counted:
    """Return what "people died in the quake" counts: a toll where it names one, else the thing itself."""
    plain = set(re.findall(r"[a-z]+", words.lower()))
    for toll in _TOLLS:
        if plain & toll:
            others = frozenset().union(*(other for other in _TOLLS if other is not toll))
            return _Counted(_stemmed(toll, stems), _stemmed(others, stems), is_toll=True)
    thing = _AUXILIARY.split(words, maxsplit=1)[0]
    return _Counted(_stemmed(thing.split()[-2:], stems), frozenset(), is_toll=False)


def _stemmed(words: Sequence[str] | frozenset[str], stems: Stems) -> frozenset[str]:
    return frozenset().union(*stems(sorted(words))) if words else frozenset()


def _figure(text: str, counted: _Counted, stems: Stems) -> _Figure | None:
    """Return the one figure of a sentence that counts this; None where there is none, or several."""
    found: list[_Figure] = []
    numbers = figures_of(text).numbers
    values = frozenset(value for number in numbers for value, _ in number.values)
    for number in numbers:
        if len(number.values) != 1:
            continue
        ((value, unit),) = number.values
        at = re.search(rf"(?<![\w.,]){re.escape(number.text)}(?![\w]|[.,]\d)", text)
        if not at or unit or (value in _YEARS and number.text.isdigit()):
            continue
        before = _CLAUSE.split(text[: at.start()])[-1].split()[-_BEFORE:]
        after = _CLAUSE.split(text[at.end() :])[0].split()[:_AFTER]
        (around,) = stems([" ".join([*before, *after])])
        if around & counted.stems and not around & counted.others:
            roughly = _ABOUT.search(text[: at.start()])
            shown = f"{roughly[0] if roughly else ''}{number.text}"
            found.append(_Figure(" ".join(shown.split()), value, values, frozenset(around)))
    return found[0] if len(found) == 1 else None


def _contradict(one: _Figure, other: _Figure, counted: _Counted) -> bool:
    """Tell whether two figures count one thing and cannot both be so; no sentence has the other's figure."""
    if other.value in one.others or one.value in other.others:
        return False
    if abs(one.value - other.value) <= _ROUNDED * max(abs(one.value), abs(other.value)):
        return False
    fewer = min(len(one.around), len(other.around))
    return counted.is_toll or len(one.around & other.around) > _ONE_THING * fewer


def _are_comparable(one: Sentence, other: Sentence) -> bool:
    """Tell whether two sentences are independent reports of one time on one matter."""
    mine, theirs = one.hit.article, other.hit.article
    if mine.id == theirs.id or not are_independent(mine, theirs):
        return False
    if not _are_of_one_time(one, other):
        return False
    places = [set(countries_in(side.text)) for side in (one, other)]
    if all(places) and not places[0] & places[1]:
        return False
    return float(np.dot(one.vector, other.vector)) >= _NEAR


# Denials --------------------------------------------------------------------------------------------


def _denied(matter: Matter, chosen: Sequence[Sentence], sentences: Sequence[Sentence]) -> Contrary | None:
    """Return a chosen sentence with another one in which somebody denies it."""
    if matter.question.speaker or any(_DENIAL.search(one.text) for one in chosen):
        return None
    for one in sorted(sentences, key=lambda one: -one.score):
        if not _DENIAL.search(one.text) or any(one.text == other.text for other in chosen):
            continue
        words = content_of(one.text)
        for other in chosen:
            theirs = content_of(other.text)
            least = max(_SHARED, _SHARE * min(len(words), len(theirs)))
            if not _CLAIM.search(other.text) or len(words & theirs) < least:
                continue
            if float(np.dot(one.vector, other.vector)) >= _NEAR and _are_of_one_time(one, other):
                return Contrary("denial", (("reported", other), ("denied", one)))
    return None


def _are_of_one_time(one: Sentence, other: Sentence) -> bool:
    mine, theirs = one.hit.article.published, other.hit.article.published
    if one.hit.article.id == other.hit.article.id:
        return True
    return mine is not None and theirs is not None and abs((mine - theirs).days) <= _WEEK
