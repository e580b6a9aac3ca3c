"""Being alike: whether two articles carry substantially the same text, as when many print one wire report.

Compared are runs of three words. One article copies another where the longer one holds most of what the
shorter one opens with, so a shortened version counts, and a few edits, another headline, another outlet
or another day do not matter. Two things keep boilerplate from passing for news: what two articles share
must speak of what a headline announces (a newsletter's invitation does not), and they must open alike (a
calendar's weekly list of old events does not). Compared are the openings, because that is where the news
stands: two reports of different events may end with the same background.

Two questions are asked. ``are_copies``: may one stand for the other among the hits of a question, where each
is shown only once? ``carry_one_text``: does one article reprint the other, which is noted for good when it
comes in? The second forgives more where two outlets are known to differ (a reprint is cut to half and gets an
introduction of its own) and less within one outlet, whose reporters build on what they wrote the day before.
"""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

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
# Those of ``carry_one_text`` were chosen on 2,400 pairs made from every second article of ../shared/data/news
# (tests/ingest/pairs.py), and by reading pairs of one outlet in ../shared/data/quiz.
_REPRINTED = 0.5  # of the shorter one's runs, held by the other: two outlets
_REWORKED = 0.8  # the same within one outlet, or where an outlet is not known
_LEAD = 1_500  # characters in which a report says what happened
_LED_BY = 0.55  # of one's lead, in the other: background that two reports share stands further down
_OPENS = 0.2  # of the smaller opening, in the other: a brief may stand at the end of another report
_FEWEST = 30  # shared runs: a quotation is no reprint
_HALF = 0.5  # of a headline's words that an article speaks of, in what is shared
# A weather report or a box score keeps its words from day to day; its figures are the news. Within one outlet
# the shorter one's figures, where it has as many, must mostly stand in the longer one.
_FIGURES, _SAME_FIGURES = 3, 0.6
_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_LONG_WORD = re.compile(r"\b\w{8,}")  # what copies share, and quick to find: looked at before the runs
_FUNCTION_WORDS = frozenset(
    """about after again also been before being between both could does doing down during each from further
    have having here into itself just more most once only other over same should some such than that their
    them then there these they this those through under until very were what when where which while whom
    whose will with would your says said""".split()
)

Runs = Set[tuple[str, ...]]


def words(text: str) -> list[str]:
    """Return the words of a text in order, case and punctuation aside."""
    return _WORD.findall(text.casefold())


def runs(text: str) -> Runs:
    """Return the runs of three words in a text, case and punctuation aside; of a shorter text, all words."""
    return _runs(words(text))


@dataclass(frozen=True)
class Read:
    """An article with the runs of its text, made when they are wanted."""

    info: ArticleInfo
    text: str

    @cached_property
    def long_words(self) -> Set[str]:
        """The words of eight letters and more in the opening."""
        return set(_LONG_WORD.findall(self.text[:_OPENING].casefold()))

    @cached_property
    def opening(self) -> Runs:
        """The runs of the opening."""
        return runs(self.text[:_OPENING])

    @cached_property
    def whole(self) -> Runs:
        """The runs of as much as is searched for another article's opening."""
        return self.opening if len(self.text) <= _OPENING else runs(self.text[:_WHOLE])

    @cached_property
    def lead(self) -> Runs:
        """The runs of the lead."""
        return runs(self.text[:_LEAD])


def are_copies(one: Read, other: Read) -> bool:
    """Tell whether two articles carry substantially the same text."""
    if not _share(one.long_words, other.long_words, 0.75 * _ALIKE):
        return False
    if not _share(one.opening, other.opening, _ALIKE):
        return False
    shorter, longer = sorted((one, other), key=lambda read: len(read.text))
    shared = shorter.opening & longer.whole
    later = _days_between(one.info, other.info) > _WEEK
    if len(shared) < (_SAME_LATER if later else _SAME) * len(shorter.opening):
        return False
    if are_one_form(one, other):
        return False
    held = {word for run in shared for word in run}
    borne = [_bears_headline(read, len(shorter.text), held, _BORNE) for read in (one, other)]
    return all(borne) if later else any(borne)


def carry_one_text(one: Read, other: Read) -> bool:
    """Tell whether one of two articles reprints the other: whole, cut, edited or after an introduction."""
    if not _share(one.opening, other.opening, _OPENS):
        return False
    shared = one.whole & other.whole
    later = _days_between(one.info, other.info) > _WEEK
    apart = not later and are_of_different_outlets(one.info, other.info)
    least = _SAME_LATER if later else _REPRINTED if apart else _REWORKED
    if len(shared) < _FEWEST or len(shared) < least * min(len(one.whole), len(other.whole)):
        return False
    if not any(len(read.lead & shared) >= _LED_BY * len(read.lead) for read in (one, other)):
        return False
    if are_one_form(one, other):
        return False
    held = {word for run in shared for word in run}
    length = min(len(one.text), len(other.text))
    borne = [_bears_headline(read, length, held, _HALF) for read in (one, other)]
    return all(borne) if later else any(borne)


def are_one_form(one: Read, other: Read) -> bool:
    """Tell whether two articles that may be of one outlet fill the same form with other figures."""
    if are_of_different_outlets(one.info, other.info):
        return False
    shorter, longer = sorted((one, other), key=lambda read: len(read.text))
    own, held = (set(_FIGURE.findall(read.text[:_WHOLE])) for read in (shorter, longer))
    return len(own) >= _FIGURES and len(own & held) < _SAME_FIGURES * len(own)


def is_whole(one: Read, other: Read) -> bool:
    """Tell whether each of two copies holds most of the other, rather than the one a part of the other."""
    longer = max(len(one.whole), len(other.whole))
    return len(one.whole & other.whole) >= _SAME * longer


def are_of_different_outlets(one: ArticleInfo, other: ArticleInfo) -> bool:
    """Tell whether both outlets are known and neither is an edition of the other ("CNN", "CNN Politics")."""
    mine, theirs = (set(words(info.outlet or "")) for info in (one, other))
    return bool(mine and theirs) and not (mine <= theirs or theirs <= mine)


def _bears_headline(read: Read, length: int, shared: Set[str], least: float) -> bool:
    """Tell whether the headline's words that the first ``length`` characters have stand in what is shared.

    ``least`` is the share of them that must.
    """
    telling = set(words(read.info.title)) - set(words(read.info.outlet or "")) - _FUNCTION_WORDS
    telling = {word for word in telling if len(word) > 3 or word.isdigit()}
    held = telling & set(words(read.text[: min(length, _OPENING)]))
    return len(held) >= max(1, _SPOKEN_OF * len(telling)) and len(held & shared) >= least * len(held)


def _share(one: Set[object], other: Set[object], least: float) -> bool:
    """Tell whether the two have at least this share of the smaller one in common."""
    return len(one & other) >= least * min(len(one), len(other))


def _days_between(one: ArticleInfo, other: ArticleInfo) -> int:
    """Return how many days lie between; none where a day is not known."""
    if one.published is None or other.published is None:
        return 0
    return abs((one.published - other.published).days)


def _runs(found: Sequence[str]) -> Runs:
    if len(found) < _RUN:
        return {tuple(found)} if found else set()
    return set(zip(*(found[start:] for start in range(_RUN)), strict=False))
