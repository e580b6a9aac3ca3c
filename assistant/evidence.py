"""Evidence: what speaks for a passage as the answer to a question, each kind in a function of its own.

Every signal gives a number from 0 to 1 a passage that means the same for every question and archive (a
cosine, a share, yes or no), so they can be added: unlike ranks, the sum still tells a clear match from the
best of a bad lot. A new signal is a function here and its weight in ``WEIGHTS``.
"""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from assistant.question import Question
from corpus.records import ArticleInfo

FIGURE = re.compile(
    r"[$€£]\s?\d|\b\d[\d,.]*\b|%|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|hundred|thousand|"
    r"million|half|third|quarter)\b",
    re.IGNORECASE,
)
_MARK = re.compile(r"[“”\"]")
# News about a matter stands in the days before somebody asks; the bonus halves in so many days.
_FRESH_DAYS = 14.0

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as the signals want it.

    ``rarity`` are its stemmed words and how rare each is, ``day`` is when it is put, ``speaker`` the stemmed
    surname of the person whose words are asked for; empty where it asks for no one's. ``alike`` are other
    words for some of its words: Iraq for Baghdad.
    """

    question: Question
    rarity: Mapping[str, float]
    day: date
    speaker: Set[str] = frozenset()
    alike: Mapping[str, Set[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidates:
    """Passages that may answer. The passages of an article stand together, in the order of its text."""

    articles: Sequence[ArticleInfo]
    owner: npt.NDArray[np.int64]
    """(passages,): which of ``articles`` each is from."""
    article_words: Numbers
    """(articles,): BM25 of the whole article, as a share of what the question's words could give."""
    agreement: Numbers
    """(articles,): how high the searches that nominated it rank it, all together."""
    meaning: Numbers
    """(passages,): cosine of the question and the passage."""
    first: npt.NDArray[np.int64]
    """(passages + 1,): passage i has the sentences first[i] to first[i + 1]; each has at least one."""
    likeness: Numbers
    """(sentences,): cosine of the question and each sentence."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of a candidate with the sentences around it, and its words and the headline's, stemmed."""

    text: str
    stems: Set[str]


def passage_meaning(found: Candidates, _: Asked) -> Numbers:
    """Say how near the passage is in meaning."""
    return found.meaning


def best_sentence(found: Candidates, _: Asked) -> Numbers:
    """Say how near the nearest single sentence is: a long passage may hide it."""
    return np.maximum.reduceat(found.likeness, found.first[:-1])


def two_best_sentences(found: Candidates, asked: Asked) -> Numbers:
    """Say how near the two nearest sentences are: an answer and its setting often stand side by side."""
    best = best_sentence(found, asked)
    lengths = np.diff(found.first)
    others = np.where(found.likeness == np.repeat(best, lengths), -1, found.likeness)
    second = np.maximum.reduceat(others, found.first[:-1])
    return np.where(second > -1, (best + second) / 2, best).astype(np.float32)


def article_words(found: Candidates, _: Asked) -> Numbers:
    """Say how well the words of the whole article match: a passage seldom repeats what it is about."""
    return found.article_words[found.owner]


def agreement(found: Candidates, _: Asked) -> Numbers:
    """Say how high the searches that nominated the article rank it, all together."""
    return found.agreement[found.owner]


def in_period(found: Candidates, asked: Asked) -> Numbers:
    """Say whether it was published in the period the question names, or in the week after."""
    return _of_articles(found, lambda article: float(asked.question.covers(article.published)))


def by_outlet(found: Candidates, asked: Asked) -> Numbers:
    """Say whether it is by the outlet the question names."""
    return _of_articles(found, lambda article: float(asked.question.is_by(article.outlet)))


def fresh(found: Candidates, asked: Asked) -> Numbers:
    """Say how recent the article was when the question was put, unless the question names its time."""

    def freshness(article: ArticleInfo) -> float:
        if article.published is None or asked.question.period is not None:
            return 0.0
        age = (asked.day - article.published).days
        return float(0.5 ** (age / _FRESH_DAYS)) if age >= 0 else 0.0

    return _of_articles(found, freshness)


def words_held(one: Reading, asked: Asked) -> float:
    """Say which share of the question's words, weighed by rarity, the text and its headline hold."""
    total = sum(asked.rarity.values())
    held = (
        rare
        for word, rare in asked.rarity.items()
        if word in one.stems or asked.alike.get(word, frozenset()) & one.stems
    )
    return sum(held) / total if total else 0.0


def figures(one: Reading, asked: Asked) -> float:
    """Say whether there are figures, where a figure is asked for."""
    if asked.question.wanted != "figure":
        return 0.0
    return min(1.0, len(FIGURE.findall(one.text)) / 4)


def speaker_quoted(one: Reading, asked: Asked) -> float:
    """Say whether the person whose words are asked for is named and somebody is quoted."""
    return float(bool(asked.speaker) and asked.speaker <= one.stems and bool(_MARK.search(one.text)))


# Signals of all passages at once choose the candidates whose text is read; those of the text order them. The
# weights come from a logistic ranking fitted to every second question of ../shared/data/news (counted three
# times) and of ../shared/data/quiz, rounded; CONTRIBUTING.md has what each adds on the other half. Those of
# the outlet and the speaker, of which few questions tell, were set higher by hand.
WEIGHTS: dict[Callable[[Candidates, Asked], Numbers], float] = {
    passage_meaning: 0.6,
    best_sentence: 0.75,
    two_best_sentences: 0.7,
    article_words: 0.6,
    agreement: 0.4,
    in_period: 0.55,
    by_outlet: 0.4,
    fresh: 0.65,
}
WEIGHTS_OF_TEXT: dict[Callable[[Reading, Asked], float], float] = {
    words_held: 1.1,
    figures: 0.25,
    speaker_quoted: 0.3,
}
# What another hit of an article already shown has to be better by: variety where two are alike. Tuned with
# the weights (0.02 and 0.03 alike; 0 and 0.05 find 2 questions of `quiz` fewer in ten hits).
SAME_ARTICLE = 0.03


def weigh(found: Candidates, asked: Asked) -> Numbers:
    """Return the weighted sum of the signals that need no text, shape (passages,)."""
    parts = [weight * signal(found, asked) for signal, weight in WEIGHTS.items()]
    return np.asarray(np.sum(parts, axis=0), dtype=np.float32)


def weigh_text(one: Reading, asked: Asked) -> float:
    """Return the weighted sum of the signals that are read from the text."""
    return sum(weight * signal(one, asked) for signal, weight in WEIGHTS_OF_TEXT.items())


def _of_articles(found: Candidates, signal: Callable[[ArticleInfo], float]) -> Numbers:
    return np.array([signal(article) for article in found.articles], dtype=np.float32)[found.owner]
