"""What a sentence is worth in a timeline: how near it is to the matter, and whether it tells of its day."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.timeline.entries import Entry
from assistant.timeline.matter import Matter

# Chosen as told in matter.py. A sentence is on the matter where with its headline it holds this share of
# the words, or is this near in meaning.
_SENTENCE_HELD, _SENTENCE_NEAR = 0.45, 0.5
# What a sentence is worth, beside being near to the matter in meaning (0 to 1): the words it holds (0 to 1),
# how near its article is to the common ground (0 to 1), its headline's words (0 to 1), standing at the head
# of its article, naming a day as the news of a day does.
_WORDS, _CENTRAL, _HEADLINE, _OPENING, _DATED = 0.5, 0.6, 0.15, 0.5, 0.2
# And what it loses: telling of another time, leaning on the sentence before, naming somebody for the second
# time, being comment.
_BACKGROUND, _LEANING, _RESUMING, _COMMENT = 0.5, 0.25, 0.12, 0.25
_AROUND = 6  # days from publication within which a named day is the news
_WEEKDAY = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|this morning|overnight)\b")
_MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
_MONTH = rf"({'|'.join(_MONTHS)})(?:uary|ruary|ch|il|[ey]|ust|t?ember|ober)?\b\.?"
_DAY = re.compile(rf"\b(?:{_MONTH} (\d\d?)\b|(?:[Ii]n|[Ll]ast|[Ss]ince) {_MONTH})")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONG_AGO = re.compile(
    r"\b(?:(?:last|previous|earlier this) (?:year|month)|(?:years?|months?|decades?) (?:ago|before))\b"
)
_LEANS = re.compile(
    r"^(?:[“\"]|(?:he|she|it|they|his|her|its|their|this|that|these|those|but|and|so|or|then|there|here|such|"
    r"both|the (?:latter|former|two|move|decision|ruling|result|vote|news)|even worse|rather|as for|instead|"
    r"still|yet|in addition|as a result|for (?:example|instance)|of course|indeed|moreover|one|another|if|"
    r"now)\b|.{0,30}\b(?:also|however|too|meanwhile)\b)",
    re.IGNORECASE,
)
_UNNAMED = re.compile(r"^\W*\w[^A-Z]{0,60}\b(?:he|she|they|his|her)\b")
_RESUMES = re.compile(r"^(?:The |[A-Z][\w’'-]+ (?:said|says|told|added|believes?|noted|had|has|was|is)\b)")
_COMMENTS = re.compile(
    r"^(?:opinion|analysis|editorial|commentary|column|perspective|review)\b|\?|\bexplained\b|^\d+ ",
    re.IGNORECASE,
)


def weighed(
    matter: Matter, central: Mapping[str, float], entries: Sequence[Entry]
) -> list[tuple[float, Entry]]:
    """Return the sentences that are on the matter, each with what it is worth."""
    words = matter.held([one.text for one in entries])
    headlines = matter.held([one.hit.article.title for one in entries])
    both = matter.held([f"{one.hit.article.title} {one.text}" for one in entries])
    found = []
    for one, held, headline, together in zip(entries, words, headlines, both, strict=True):
        near = float(one.vector @ matter.vector)
        if together < _SENTENCE_HELD and near < _SENTENCE_NEAR:
            continue
        worth = near + _WORDS * held + _HEADLINE * headline + _CENTRAL * central[one.hit.article.id]
        found.append((worth + _OPENING * one.first + _as_news(one), one))
    return found


def _as_news(one: Entry) -> float:
    """Return what a sentence is worth as the news of its day."""
    text = one.text
    return (
        _DATED * bool(_WEEKDAY.search(text))
        - _BACKGROUND * (bool(_LONG_AGO.search(text)) or _names_another_day(text, one.day))
        - _LEANING * bool(_LEANS.match(text) or _UNNAMED.match(text))
        - _RESUMING * (not one.first and bool(_RESUMES.match(text)))
        - _COMMENT * bool(_COMMENTS.search(one.hit.article.title))
    )


def _names_another_day(text: str, day: date) -> bool:
    """Tell whether a sentence names a year, or a day of a month, far from the day it was published."""
    if any(int(year) != day.year for year in _YEAR.findall(text)):
        return True
    for month, number, whole in _DAY.findall(text):
        days = int(number) - day.day if number else 0
        apart = abs(30.4 * (_MONTHS.index(month or whole) + 1 - day.month) + days)
        if min(apart, 365 - apart) > _AROUND:
            return True
    return False
