"""Sentences of invented articles, as the quotes-only answerer weighs them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import numpy as np

from assistant.question import read_question
from assistant.sentences import Matter, Sentence
from corpus.records import ArticleInfo, Hit, Passage, Quote, Span

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
MARCH = date(2025, 3, 1)
FUNCTION_WORDS = set("how many the in of a at did has".split())


def info(name: str, outlet: str | None = None, day: date | None = MARCH) -> ArticleInfo:
    return ArticleInfo(name, None, 1, f"About {name}", outlet, None, day, None, NOON, sample=False)


def sentence(
    text: str,
    article: ArticleInfo,
    *,
    near: float = 1.0,
    start: int = 0,
    score: float = 1.0,
    copies: tuple[ArticleInfo, ...] = (),
    quote: Quote | None = None,
) -> Sentence:
    """Return a sentence whose cosine to one that is ``near`` 1 is ``near``."""
    span = Span(start, start + len(text))
    hit = Hit(1, 1.0, Passage(1, article.id, 1, span, text), article, copies)
    vector = np.array([near, (1 - near**2) ** 0.5], dtype=np.float32)
    return Sentence(hit, 0, span, text, vector, score, quote, said=False, about=False)


def matter(question: str) -> Matter:
    """Return a question every word of which counts alike."""
    words = dict.fromkeys(stems([question])[0], 1.0)
    return Matter(read_question(question), None, np.array([1.0, 0.0]), words, words, set(words))


def stems(texts: Sequence[str]) -> list[set[str]]:
    """Return the telling words of each text, without their endings."""
    words = ({word.strip(".,?“”").lower().removesuffix("s") for word in text.split()} for text in texts)
    return [found - FUNCTION_WORDS for found in words]
