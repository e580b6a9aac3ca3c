"""Whether a sentence has what a question asks for: a figure of that kind, a time, a person, a reason."""

import re
from collections.abc import Set

from assistant.evidence import FIGURE
from assistant.question import Question, Wanted
from corpus.names import fold_name

# What it counts for. Fitted with the weights in sentences.py.
_HAS: dict[Wanted, float] = {"figure": 0.74, "time": 0.19, "person": 0.3, "place": 0.25, "reason": 0.3}
# How many, how much money, what share: a figure of another kind is a lesser answer. By hand.
_OTHER_KIND = 0.3
_HOW_MANY = re.compile(r"\bhow many (?!per ?cent|dollars|euros|pounds)", re.IGNORECASE)
_SHARE_ASKED = re.compile(r"\b(?:share|percent(?:age)?|proportion|fraction|turnout)\b", re.IGNORECASE)
_MONEY_ASKED = re.compile(
    r"\bhow (?:much|big|large)\b.*\b(?:pay|paid|cost|spen[dt]|fine[ds]?|worth|raised?|earn|owe|money|tax|"
    r"salary|billed|settle|donate|price|charge)\b|\b(?:price|salary|budget|cost)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"%|\bper ?cent|\bpercentage|\b(?:half|third|quarter|majority)\b|"
    r"\b(?:in|of every|out of) (?:three|four|five|six|eight|ten|\d+)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[$€£¥]\s?\d|\b(?:dollars|euros|pounds|cents)\b", re.IGNORECASE)
_COUNT = re.compile(  # neither money, a year nor a share
    r"(?<![$€£\d.,])(?!(?:19|20)\d\d\b)\b\d[\d,.]*\b(?! ?%| per ?cent)|"
    r"(?<!\d )\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?|"
    r"hundreds?|thousands?|millions?|none|no)\b",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"\b(?:(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|Jan\.|Feb\.|Aug\.|"
    r"Sept\.|Oct\.|Nov\.|Dec\.|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d|years?|months?|weeks?|"
    r"days?|yesterday|today|tomorrow)\b"
)
_REASON = re.compile(
    r"\b(?:because|due to|since|after|over|so that|in order to|as a result|amid|citing|cited|reason|caused?|"
    r"led to|for fear|following|thanks to|blamed|prompted)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"\b[A-ZÀ-Þ][\w’'.-]+")
_NAMES = 4  # so many names that the question does not have are as good as more


def has_what_is_wanted(question: Question, words: Set[str], text: str) -> float:
    """Return what a sentence counts for by what it has of what is asked for; 0 where nothing is.

    ``words`` are the folded words of the question: names among them tell nothing new.
    """
    wanted = question.wanted
    if wanted is None:
        return 0.0
    if wanted in ("person", "place"):
        others = [name for name in _NAME.findall(text) if fold_name(name) not in words]
        return _HAS[wanted] * min(len(others), _NAMES) / _NAMES
    pattern = {"figure": FIGURE, "time": _TIME, "reason": _REASON}[wanted]
    if not pattern.search(text):
        return 0.0
    kind = _kind_of_figure(question.text) if wanted == "figure" else None
    return _HAS[wanted] - _OTHER_KIND * (kind is not None and not kind.search(text))


def _kind_of_figure(question: str) -> re.Pattern[str] | None:
    """Return what a figure looks like that a question asks for, or None where any will do."""
    kinds = ((_HOW_MANY, _COUNT), (_SHARE_ASKED, _SHARE), (_MONEY_ASKED, _MONEY))
    return next((kind for asked, kind in kinds if asked.search(question)), None)
