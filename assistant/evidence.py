"""Evidence: what speaks for a passage as the answer to a question, each kind in a function of its own.

Every signal gives a number from 0 to 1 that means the same for every question and archive (a cosine, a
share, yes or no), so they can be added: unlike ranks, the sum still tells a clear match from the best of
a bad lot. A new signal is a function here and its weight in ``WEIGHTS``. The weights come from a
logistic ranking fitted to the questions of ``../shared/data/news``, rounded; CONTRIBUTING.md has what
each signal adds on questions that it was not fitted to.
"""

import re
from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from assistant.question import Question
from corpus.names import fold_name, surname
from corpus.records import ArticleInfo, Span
from corpus.sentence_vectors import PassageSentences

_FIGURE = re.compile(
    r"[$€£]\s?\d|\b\d[\d,.]*\b|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|"
    r"million|half|third|quarter)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[“”\"]")
# News about a matter stands in the days before somebody asks; the bonus halves in so many days.
_FRESH_DAYS = 7.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the signals want it: its stemmed words with their rarity, and the day it is put."""

    question: Question
    rarity: Mapping[str, float]
    day: date


@dataclass(slots=True)
class Candidate:
    """A passage that may answer, with what is known about it so far."""

    passage: PassageSentences
    article: ArticleInfo
    meaning: float
    """Cosine of the question and the passage."""
    likeness: npt.NDArray[np.float32]
    """Cosine of the question and each sentence."""
    article_words: float
    """BM25 of the whole article, as a share of what the question's words could give."""
    article_meaning: float
    """Cosine of the question and the article's best passage."""
    window: Span | None = None
    text: str = ""
    """The passage with the sentences around it; read for the best candidates only."""
    stems: Set[str] = frozenset()
    score: float = 0.0


def passage_meaning(one: Candidate, _: Asked) -> float:
    """Say how near the passage is in meaning."""
    return one.meaning


def best_sentence(one: Candidate, _: Asked) -> float:
    """Say how near the nearest single sentence is: a long passage may hide it."""
    return float(one.likeness.max(initial=0.0))


def two_best_sentences(one: Candidate, _: Asked) -> float:
    """Say how near the two nearest sentences are: an answer and its setting often stand side by side."""
    if len(one.likeness) < 3:
        return float(one.likeness.mean()) if len(one.likeness) else 0.0
    return float(np.partition(one.likeness, -2)[-2:].mean())


def article_words(one: Candidate, _: Asked) -> float:
    """Say how well the words of the whole article match: a passage seldom repeats what it is about."""
    return one.article_words


def article_meaning(one: Candidate, _: Asked) -> float:
    """Say how near the article's best passage is: an answer stands beside it."""
    return one.article_meaning


def words_around(one: Candidate, asked: Asked) -> float:
    """Say which share of the question's words, weighed by rarity, the passage and its neighbours hold."""
    total = sum(asked.rarity.values())
    return sum(rare for word, rare in asked.rarity.items() if word in one.stems) / total if total else 0.0


def in_period(one: Candidate, asked: Asked) -> float:
    """Say whether it was published in the period the question names, or in the week after."""
    return float(asked.question.covers(one.article.published))


def by_outlet(one: Candidate, asked: Asked) -> float:
    """Say whether it is by the outlet the question names."""
    return float(asked.question.is_by(one.article.outlet))


def figures(one: Candidate, asked: Asked) -> float:
    """Say whether there are figures, where a figure is asked for."""
    if asked.question.wanted != "figure":
        return 0.0
    return min(1.0, len(_FIGURE.findall(one.text)) / 4)


def speaker_quoted(one: Candidate, asked: Asked) -> float:
    """Say whether the person whose words are asked for is named and somebody is quoted."""
    speaker = asked.question.speaker
    if not speaker or not _MARK.search(one.text):
        return 0.0
    return float(surname(speaker) in fold_name(one.text).split())


def fresh(one: Candidate, asked: Asked) -> float:
    """Say how recent the article was when the question was put, unless the question names its time."""
    if one.article.published is None or asked.question.period is not None:
        return 0.0
    age = (asked.day - one.article.published).days
    return float(0.5 ** (age / _FRESH_DAYS)) if age >= 0 else 0.0


Signal = Callable[[Candidate, Asked], float]
# What needs no text comes first: it chooses the candidates whose text is read.
WEIGHTS: dict[Signal, float] = {
    passage_meaning: 0.6,
    best_sentence: 0.7,
    two_best_sentences: 0.7,
    article_words: 1.0,
    article_meaning: 0.6,
    in_period: 0.45,
    by_outlet: 0.4,
    fresh: 0.4,
}
WEIGHTS_OF_TEXT: dict[Signal, float] = {
    words_around: 0.65,
    figures: 0.35,
    speaker_quoted: 0.3,
}


def weigh(one: Candidate, asked: Asked, weights: Mapping[Signal, float]) -> float:
    """Return the weighted sum of the signals."""
    return sum(weight * signal(one, asked) for signal, weight in weights.items())
