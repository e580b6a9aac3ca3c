"""Copies: which articles carry substantially the same text, as when many outlets print one wire report.

Compared are runs of three words. One article copies another where the longer one holds most of what the
shorter one opens with, so a shortened version counts, and a few edits, another headline, another outlet
or another day do not matter. Two things keep boilerplate from passing for news: what two articles share
must speak of what a headline announces (a newsletter's invitation does not), and they must open alike (a
calendar's weekly list of old events does not). Compared are the openings, because that is where the news
stands: two reports of different events may end with the same background.
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from corpus.records import ArticleInfo

_RUN = 3  # words; an edit spoils as many runs
_OPENING, _WHOLE = 4_000, 10_000  # characters of a text that are compared, and that are searched for them
# The shares below were chosen by looking through the 170 pairs among the 12,000 articles of ../shared/data
# that share over 55% of an opening, 37 articles with one boilerplate text left aside.
_SAME = 0.8  # of the shorter one's opening runs, held by the longer one
_SAME_LATER = 0.95  # the same where more than a week lies between: a yearly explainer is written anew
_ALIKE = 0.4  # of the opening runs of one, among the opening runs of the other
_SPOKEN_OF = 0.2  # of a headline's words, in its text: with fewer the text is not about it
_BORNE = 0.75  # of those words, in what is shared
_WEEK = 7  # days
_WORD = re.compile(r"\w+")
_LONG_WORD = re.compile(r"\b\w{8,}")  # what copies share, and quick to find: looked at before the runs
_FUNCTION_WORDS = frozenset(
    """about after again also been before being between both could does doing down during each from further
    have having here into itself just more most once only other over same should some such than that their
    them then there these they this those through under until very were what when where which while whom
    whose will with would your says said""".split()
)

Runs = Set[tuple[str, ...]]


def runs(text: str) -> Runs:
    """Return the runs of three words in a text, case and punctuation aside; of a shorter text, all words."""
    return _runs(_words(text))


def find_copies(
    articles: Sequence[ArticleInfo], texts: Mapping[str, str]
) -> dict[str, tuple[ArticleInfo, ...]]:
    """Return the copies of each article among the others, by id, in the order given; most have none.

    ``texts`` are the articles' texts by id; an article without one has no copies. Being a copy goes both
    ways, but not on: two long reports that hold the same short one need not be copies of each other.
    """
    each = list({one.id: one for one in articles}.values())
    read = {one.id: _Read(one, texts[one.id]) for one in each if _WORD.search(texts.get(one.id, ""))}
    pairs: dict[str, set[str]] = {}
    for one, other in combinations(read.values(), 2):
        if _are_copies(one, other):
            pairs.setdefault(one.info.id, set()).add(other.info.id)
            pairs.setdefault(other.info.id, set()).add(one.info.id)
    return {name: tuple(one for one in each if one.id in pairs[name]) for name in pairs}


@dataclass(frozen=True)
class _Read:
    """An article with the runs of its text, made when they are wanted."""

    info: ArticleInfo
    text: str

    @cached_property
    def long_words(self) -> Set[str]:
        return set(_LONG_WORD.findall(self.text[:_OPENING].casefold()))

    @cached_property
    def opening(self) -> Runs:
        return runs(self.text[:_OPENING])

    @cached_property
    def whole(self) -> Runs:
        return self.opening if len(self.text) <= _OPENING else runs(self.text[:_WHOLE])


def _are_copies(one: _Read, other: _Read) -> bool:
    if not _share(one.long_words, other.long_words, 0.75 * _ALIKE):
        return False
    if not _share(one.opening, other.opening, _ALIKE):
        return False
    shorter, longer = sorted((one, other), key=lambda read: len(read.text))
    shared = shorter.opening & longer.whole
    later = _days_between(one.info, other.info) > _WEEK
    if len(shared) < (_SAME_LATER if later else _SAME) * len(shorter.opening):
        return False
    words = {word for run in shared for word in run}
    borne = [_bears_headline(read, len(shorter.text), words) for read in (one, other)]
    return all(borne) if later else any(borne)


def _bears_headline(read: _Read, length: int, shared: Set[str]) -> bool:
    """Tell whether the headline's words that the first ``length`` characters have stand in what is shared."""
    words = set(_words(read.info.title)) - set(_words(read.info.outlet or "")) - _FUNCTION_WORDS
    telling = {word for word in words if len(word) > 3 or word.isdigit()}
    held = telling & set(_words(read.text[: min(length, _OPENING)]))
    return len(held) >= max(1, _SPOKEN_OF * len(telling)) and len(held & shared) >= _BORNE * len(held)


def _share(one: Set[object], other: Set[object], least: float) -> bool:
    """Tell whether the two have at least this share of the smaller one in common."""
    return len(one & other) >= least * min(len(one), len(other))


def _days_between(one: ArticleInfo, other: ArticleInfo) -> int:
    """Return how many days lie between; none where a day is not known."""
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _runs(words: Sequence[str]) -> Runs:
    if len(words) < _RUN:
        return {tuple(words)} if words else set()
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
