"""Stories: the matter that an article is about, so that how it developed can be looked for."""

import re
from collections.abc import Collection
from datetime import timedelta

from assistant.question import Guess, Question
from assistant.question.periods import Period
from corpus.errors import BadQuestion
from corpus.records import Article, Span

# A story goes on for weeks; what is reported longer before or after is another one on the same matter.
_BEFORE = _AFTER = timedelta(90)
# What stands around a headline's own words: a label at its head, an outlet or a format at its end.
_LABEL = re.compile(
    r"^\W*(?:opinion|analysis|breaking|exclusive|video|watch|live updates?|update|report|editorial|"
    r"fact check|explainer|the (?:memo|latest))\s*[:|]\s*",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s*(?:[|»]\s*[^|»]{1,40}|\((?:\+?video|photos?|watch|updated)\)|\s[-–—]\s+\w+(?:\.\w+)+)\s*$",
    re.IGNORECASE,
)
_OPENING = 300  # characters that stand for an article without a headline


def about_the_story(article: Article, *, without: Collection[Guess] = ()) -> Question:
    """Return the question for an article's story: its headline, within 90 days of its publication.

    Without that period where ``without`` names it. Raises BadQuestion where the article has no word at all.
    """
    headline = _TAIL.sub("", _LABEL.sub("", " ".join(article.info.title.split())))
    text = headline or " ".join(article.text[:_OPENING].split())
    if not text:
        raise BadQuestion("The article has neither a headline nor a text, so no story can be looked for.")
    day = article.info.published
    period = Period(day - _BEFORE, day + _AFTER, Span(0, 0)) if day and "period" not in without else None
    return Question(text=text, names=(), speaker=None, matter=text, period=period)
