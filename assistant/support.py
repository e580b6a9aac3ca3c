"""Whether a statement says only what its passages say: its numbers, dates and names, and no reversal.

What a statement names must occur in a passage that it cites, or in what is known about the passage's
article; so must addresses and what belongs to code, and enough of its words that it can be compared at all.
This does not prove the statement; it catches what models add, mix up and turn round.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from assistant.figures import Day, Figures, figures_of
from assistant.negation import content_of, reversed_sentence
from assistant.starters import STARTERS
from assistant.verification import Cited
from corpus.folding import fold
from corpus.names import country_of, is_courtesy, is_office
from corpus.sentences import sentences

_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")
_NAME_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
# Words stay in one name over these; anything else between two capitalized words parts them.
_WITHIN_NAME = re.compile(r" |-")
_STARTS_SENTENCE = re.compile(r"(?:\A|[.!?:;]|[\"'(\[])[\s\"'(\[]*\Z")
_WEEKDAYS_AND_MONTHS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december jan feb mar apr jun jul aug sept sep oct nov dec
    """.split()
)
_YEARS = range(1800, 2101)
# What no plain sentence has: code, addresses, and words of the shape that ids have.
_MARKUP = re.compile(
    r"[{}<>|\\^=#`]|\w*://\S*|www\.\S+|\b[\w-]+\.(?:com|org|net|info|io|example)\b|\]\(|\b[a-z]\d[a-z][a-z\d]\b"
)
# The share of a statement's content words that its passages must have. Of 117 answers that people wrote to
# the news and sample questions all but one reach it in the passage they rest on, of 109 in another question's
# passage four.
_LEAST_SHARE = 1 / 3
_FEWEST_WORDS = 2
# A cited passage that has less than this share of what the best one has of a statement does not bear it by
# itself. Set by hand.
_BEARS = 0.75


@dataclass(frozen=True, slots=True)
class Support:
    """What a statement says that its passages do not, as the statement writes it.

    ``markup`` are addresses and what belongs to code; ``reversed_sentence`` is a source sentence that the
    statement turns round; ``is_foreign`` tells that too few of its words occur in its passages.
    """

    numbers: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    markup: tuple[str, ...] = ()
    reversed_sentence: str | None = None
    is_foreign: bool = False

    @property
    def flags(self) -> tuple[str, ...]:
        """Which apply: number, date, name, markup or words, each "-unsupported", and "negation"."""
        kinds = {
            "number-unsupported": self.numbers,
            "date-unsupported": self.dates,
            "name-unsupported": self.names,
            "markup-unsupported": self.markup,
            "words-unsupported": self.is_foreign,
            "negation": self.reversed_sentence,
        }
        return tuple(flag for flag, missing in kinds.items() if missing)

    @property
    def holds(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.flags


def supported(text: str, cited: Sequence[Cited]) -> Support:
    """Compare one statement with the passages that it cites; without passages nothing is supported."""
    evidence = _Evidence(cited)
    figures = figures_of(text)
    return Support(
        tuple(
            number.text for number in figures.numbers if not evidence.has_number(number.text, number.values)
        ),
        tuple(day.text for day in figures.days if not evidence.has_day(day))
        + tuple(weekday for weekday in figures.weekdays if weekday not in evidence.figures.weekdays),
        tuple(name for name in _names(text, evidence) if not evidence.has_name(name)),
        tuple(found for found in _MARKUP.findall(text) if found not in evidence.text),
        reversed_sentence(text, evidence.sentences),
        evidence.is_foreign(text),
    )


def bearing(text: str, cited: Sequence[Cited], needed: Collection[int] = ()) -> list[Cited]:
    """Return those of the passages that bear a statement; nobody gains from a citation that holds nothing.

    One that has much less of the statement than the best is left out, where the others support it without
    and no two words are lost. Those whose ``source`` is ``needed`` stay.
    """
    words = content_of(text)
    has = {id(one): words & content_of(f"{one.text} {one.about}") for one in cited}
    most = max((len(found) for found in has.values()), default=0)
    kept = list(cited)
    for one in sorted(cited, key=lambda one: len(has[id(one)])):
        if one.source in needed or len(has[id(one)]) >= _BEARS * most:
            continue
        rest = [other for other in kept if other is not one]
        lost = has[id(one)].difference(*(has[id(other)] for other in rest))
        if len(lost) < _FEWEST_WORDS and supported(text, rest).holds:
            kept = rest
    return kept


class _Evidence:
    """What the cited passages and their articles' data say."""

    def __init__(self, cited: Sequence[Cited]) -> None:
        passages = [one.text for one in cited]
        known = [one.about for one in cited]
        self.sentences = [span.of(passage) for passage in passages for span in sentences(passage)]
        self.content = content_of(" \n ".join([*passages, *known]))
        self.text = _undotted(" \n ".join([*passages, *known]))
        words = _NAME_WORD.findall(self.text)
        self.cased = f" {' '.join(_bare(word) for word in words)} "
        self.words = self.cased.casefold()
        self.countries = {country for word in _pairs(words) if (country := country_of(word))}
        self.figures: Figures = figures_of(self.text)
        self.numbers = {value for number in self.figures.numbers for value in number.values}
        published = [one.published for one in cited if one.published]
        self.days = [*self.figures.days, *(Day("", day.year, day.month, day.day) for day in published)]
        self.years = {int(value) for value, unit in self.numbers if not unit and value in _YEARS}
        self.years |= {day.year for day in self.days if day.year}
        # "This year" is the year of publication; where other years are told, it is not taken for one of them.
        told = {int(value) for value, unit in self.numbers if not unit and value in _YEARS}
        told |= {day.year for day in self.figures.days if day.year}
        self.plain_years = told or self.years

    def is_foreign(self, text: str) -> bool:
        """Tell whether too few of a statement's words are here for it to rest on this."""
        words = content_of(text)
        return len(words) >= _FEWEST_WORDS and len(words & self.content) < _LEAST_SHARE * len(words)

    def has_number(self, text: str, values: frozenset[tuple[Decimal, str]]) -> bool:
        if text.casefold() == "one" or values & self.numbers:
            return True  # "one" alone is mostly no number: "one of them"
        plain = {value for value, unit in values if not unit}
        return bool(plain & {value for value, _ in self.numbers}) or bool(
            plain & set(map(Decimal, self.plain_years))
        )

    def has_day(self, day: Day) -> bool:
        return any(
            day.month == other.month
            and day.day in (None, other.day)
            and (day.year in (None, other.year) or (other.year is None and day.year in self.years))
            for other in self.days
        )

    def has_name(self, name: str) -> bool:
        """Tell whether the words of ``name`` stand in a row, middle names aside, or mean a country named."""
        words = [re.escape(word) for word in name.split()]
        if f" {name.casefold()} " in self.words:
            return True
        middle = r" (?:(?-i:[A-Z])\w*'? ){0,2}"
        if len(words) > 1 and re.search(rf" {middle.join(words)} ", self.cased, re.IGNORECASE):
            return True
        return _means_country(name) in self.countries or self._has_initials(name)

    def _has_initials(self, name: str) -> bool:
        """Tell whether ``name`` abbreviates capitalized words, or they abbreviate it ("WHO")."""
        if name.isupper() and 1 < len(name) <= 6:
            in_full = r"(?: (?:of|the|and|for))* ".join(rf"{letter}\w*[a-z]\w*" for letter in name)
            return re.search(rf" {in_full} ", self.cased) is not None
        initials = "".join(word[0] for word in name.split())
        return len(initials) > 1 and f" {initials} " in self.cased


def _names(text: str, evidence: _Evidence) -> list[str]:
    """Return the names in ``text``: runs of capitalized words, offices and nationalities parted off."""
    plain = _undotted(text)
    runs: list[list[str]] = []
    end = -1
    for match in _NAME_WORD.finditer(plain):
        word = _bare(match[0])
        is_model = bool(runs) and word[0].isdigit() and plain[end : match.start()] == "-"  # F-16
        if is_model:
            runs[-1].append(word)
        if not _is_capitalized(word) or word.casefold() in _WEEKDAYS_AND_MONTHS or is_courtesy(word):
            continue
        starts = _STARTS_SENTENCE.search(plain[max(match.start() - 8, 0) : match.start()])
        if starts and _is_common(word, evidence):
            continue
        joined = runs and _WITHIN_NAME.fullmatch(plain, end, match.start())
        if joined and _are_one_name(runs[-1], word):
            runs[-1].append(word)
        else:
            runs.append([word])
        end = match.end()
    return list(dict.fromkeys(" ".join(run) for run in runs))


def _are_one_name(run: list[str], word: str) -> bool:
    so_far = " ".join(run)
    if country_of(so_far):
        return country_of(f"{so_far} {word}") is not None
    return not is_office(run[-1]) and not is_office(word)


def _is_common(word: str, evidence: _Evidence) -> bool:
    """Tell whether ``word`` is capitalized only because it begins a sentence."""
    lowered = word.casefold()
    return lowered in STARTERS or lowered.endswith("ly") or "'" in lowered or f" {lowered} " in evidence.cased


def _is_capitalized(word: str) -> bool:
    return word[0].isupper() and word != "I" and not word.startswith("I'")


def _means_country(name: str) -> str | None:
    """Return the country that ``name`` is or is the adjective of; a capital is only a place."""
    country = country_of(name)
    is_capital = country is not None and name[:2] != country[:2] and name not in _OTHER_NAMES
    return None if is_capital else country


_OTHER_NAMES = frozenset(
    "American Americans America US USA UK British Britain Briton Britons Dutch Filipino".split()
)


def _pairs(words: list[str]) -> list[str]:
    return [*words, *(f"{first} {second}" for first, second in pairwise(words))]


def _undotted(text: str) -> str:
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), fold(text).text)


def _bare(word: str) -> str:
    return re.sub(r"'s?$", "", word, flags=re.IGNORECASE)
