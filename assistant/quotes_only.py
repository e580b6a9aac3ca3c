"""Answers made of quotes only: sentences that stand in the articles, chosen, ordered and attributed.

No model writes anything here. The sentences of the best passages are weighed by how well they match
the question; where a statement by somebody is asked for, only what that somebody said counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.assembly import Claim
from assistant.question import Question
from assistant.speakers import is_about, spoken_by
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.records import Hit, Quote, Span

STATEMENTS = 5
WORDS = 120
_PASSAGES = 12  # passages whose sentences are weighed
# What counts how much, all between 0 and 1: chosen by hand on the sample corpus's questions.
_MEANING, _WORDS, _PASSAGE = 1.0, 0.8, 0.5
_REPEATS = 0.92  # two sentences whose vectors are closer say the same
_FAR_BELOW = 0.55  # a sentence scored under this share of the best one's is left out
# Where no passage holds this share of the question's words, and no sentence comes this near to it in
# meaning, the archive does not answer.
_LEAST_WORDS, _LEAST_MEANING = 0.35, 0.45


@dataclass(frozen=True, slots=True)
class _Candidate:
    hit: Hit
    span: Span
    text: str
    vector: Vectors
    score: float
    meaning: float
    words: float
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class Selection:
    """What was chosen for an answer, or why there is none."""

    claims: tuple[Claim, ...]
    reason: str | None = None


def select_sentences(corpus: Corpus, question: Question, hits: Sequence[Hit]) -> Selection:
    """Choose the sentences that answer a question from the passages found for it."""
    candidates = _candidates(corpus, question, hits[:_PASSAGES]) if hits else []
    if not candidates:
        return Selection((), "The archive holds nothing on this.")
    if question.speaker:
        candidates = _said_by(question.speaker, candidates)
        if not candidates:
            return Selection((), f"The archive holds no statement by {question.speaker} on this.")
    best_words = max(one.words for one in candidates)
    best_meaning = max(one.meaning for one in candidates)
    if best_words < _LEAST_WORDS and best_meaning < _LEAST_MEANING:
        return Selection((), "The archive holds articles near this matter, but none that answers it.")
    return Selection(tuple(_claim(one) for one in _ordered(_chosen(candidates))))


def _said_by(speaker: str, candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """Return what the speaker said, or, where no attribution names them, what is told of them by name."""
    said = [one for one in candidates if one.quote and spoken_by(one.quote, speaker)]
    return said or [one for one in candidates if one.quote is None and is_about(one.text, speaker)]


def _candidates(corpus: Corpus, question: Question, hits: Sequence[Hit]) -> list[_Candidate]:
    vector = corpus.model.encode_question(question.text)
    search = corpus.search.pinned()
    wanted = set(search.terms(question.text))
    articles = list(dict.fromkeys(hit.article.id for hit in hits))
    sentences = corpus.catalogue.sentences_of(articles)
    quotes = {article_id: corpus.catalogue.quotes_of(article_id) for article_id in articles}
    found: dict[tuple[str, int], _Candidate] = {}
    for hit in hits:
        for place, sentence_vector in sentences.within(hit.article.id, hit.passage.span):
            if (hit.article.id, place.start) in found:
                continue  # shown by a better hit already
            text = Span(place.start - hit.passage.span.start, place.end - hit.passage.span.start).of(
                hit.passage.text
            )
            meaning = float(sentence_vector @ vector)
            words = len(wanted & set(search.terms(text))) / max(1, len(wanted))
            score = _MEANING * meaning + _WORDS * words + _PASSAGE / hit.rank
            quote = _quote_at(quotes[hit.article.id], place)
            found[hit.article.id, place.start] = _Candidate(
                hit, place, text, sentence_vector, score, meaning, words, quote
            )
    return list(found.values())


def _quote_at(quotes: Sequence[Quote], place: Span) -> Quote | None:
    """Return the attribution that covers most of a sentence, a direct one first."""
    within = [quote for quote in quotes if any(span.meets(place) for span in quote.spans)]
    return max(within, key=lambda quote: (quote.direct, _shared(quote, place)), default=None)


def _shared(quote: Quote, place: Span) -> int:
    return sum(max(0, min(span.end, place.end) - max(span.start, place.start)) for span in quote.spans)


def _chosen(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    ranked = sorted(candidates, key=lambda one: -one.score)
    chosen: list[_Candidate] = []
    words = 0
    for one in ranked:
        length = len(one.text.split())
        if len(chosen) == STATEMENTS or one.score < _FAR_BELOW * ranked[0].score:
            break
        if chosen and (words + length > WORDS or _says_again(one, chosen)):
            continue
        chosen.append(one)
        words += length
    return chosen


def _says_again(one: _Candidate, chosen: Sequence[_Candidate]) -> bool:
    return any(
        float(np.dot(one.vector, other.vector)) > _REPEATS or one.text == other.text for other in chosen
    )


def _ordered(chosen: Sequence[_Candidate]) -> list[_Candidate]:
    """Put the articles in the order of their best sentence, and each one's sentences as they stand."""
    order = list(dict.fromkeys(one.hit.article.id for one in chosen))
    return sorted(chosen, key=lambda one: (order.index(one.hit.article.id), one.span.start))


def _claim(one: _Candidate) -> Claim:
    quote = one.quote
    return Claim(
        text=one.text,
        kind="quote" if quote and quote.direct else "extract",
        places=((one.hit, one.span),),
        speaker=quote.speaker if quote else None,
        role=quote.role if quote else None,
    )
