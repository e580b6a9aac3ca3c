"""Retrieval: several kinds of evidence, one ranking of passages.

Passages near in meaning (vectors), passages and articles with the question's words (BM25) nominate
articles; every passage of these is weighed by what speaks for it (evidence.py), the best are
widened to what can be read by itself (windows.py), and those that say the same place twice are dropped.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.evidence import WEIGHTS, WEIGHTS_OF_TEXT, Asked, Candidate, weigh
from assistant.question import Question, read_question
from assistant.windows import widen
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.records import Filters, Hit, Passage, Span

_DEPTH = 100  # passages that meaning and words nominate each
_ARTICLES = 30  # articles that words nominate
_POOL = 50  # articles whose passages are weighed
_READ = 60  # passages whose text is read
_TERMS = 60  # the rarest words of a long question; searching for more takes long and finds no better
_SAME = 0.5  # a passage of which a better hit holds this share is no hit of its own


def find_passages(corpus: Corpus, question: Question, filters: Filters, limit: int) -> list[Hit]:
    """Return up to ``limit`` hits for a question, best first; none published outside the filters."""
    if not corpus.catalogue.count():
        return []
    vector = corpus.model.encode_question(question.text)
    terms = _rarest(corpus, corpus.search.terms(question.matter))
    asked = Asked(question, terms, filters.asked or date.today())  # noqa: DTZ011  # the asker's day
    candidates = _nominated(corpus, vector, asked, filters, limit)
    for one in candidates:
        one.score = weigh(one, asked, WEIGHTS)
    candidates.sort(key=lambda one: (-one.score, one.passage.passage_id))
    best = candidates[: max(_READ, 3 * limit)]
    _read(corpus, best, candidates)
    for one in best:
        one.score += weigh(one, asked, WEIGHTS_OF_TEXT)
    best.sort(key=lambda one: (-one.score, one.passage.passage_id))
    return _hits(best, limit)


def _rarest(corpus: Corpus, terms: Sequence[str]) -> dict[str, float]:
    rarity = corpus.search.rarity(terms)
    return dict(sorted(rarity.items(), key=lambda pair: -pair[1])[:_TERMS])


def _nominated(
    corpus: Corpus, vector: Vectors, asked: Asked, filters: Filters, limit: int
) -> list[Candidate]:
    """Return every passage of the articles that meaning or words nominate."""
    search, catalogue, terms = corpus.search, corpus.catalogue, list(asked.rarity)
    depth, most = max(_DEPTH, 2 * limit), max(_POOL, limit)
    found = dict(search.nearest(vector, depth, filters))
    found.update((i, 0.0) for i, _ in search.by_words(terms, depth, filters) if i not in found)
    owners = catalogue.owners(list(found))
    nearest: dict[str, float] = {}
    for passage_id, cosine in found.items():
        if passage_id in owners:
            nearest[owners[passage_id]] = max(cosine, nearest.get(owners[passage_id], 0.0))
    by_words = [article_id for article_id, _ in search.articles_by_words(terms, 8 * max(_ARTICLES, limit))]
    eligible = catalogue.eligible_articles(by_words, filters)
    passing = [one for one in by_words if one in eligible]
    infos = catalogue.infos(list({*nearest, *passing}))
    fitting = {one: asked.question.fits(info) for one, info in infos.items()}
    narrow = [one for one in passing if fitting.get(one)]
    pool = list(dict.fromkeys([*nearest, *passing[:_ARTICLES], *narrow[:_ARTICLES]]))
    words = dict(search.articles_by_words(terms, len(pool), pool)) if pool and terms else {}

    def promise(article_id: str) -> float:
        return nearest.get(article_id, 0.0) + words.get(article_id, 0.0) + fitting[article_id]

    pool = sorted((one for one in pool if one in infos), key=lambda one: (-promise(one), one))[:most]
    return _candidates(corpus, vector, [(infos[one], words.get(one, 0.0)) for one in pool])


def _candidates(corpus: Corpus, vector: Vectors, pool: Sequence[tuple[Any, float]]) -> list[Candidate]:
    held = corpus.catalogue.sentences_of([info.id for info, _ in pool])
    flat = [one for info, _ in pool for one in held.get(info.id, []) if len(one.places)]
    if not flat:
        return []
    vectors = np.concatenate([one.vectors for one in flat])
    places = np.concatenate([one.places for one in flat])
    starts = np.cumsum([0, *(len(one.places) for one in flat)])
    likeness = vectors @ vector
    # A passage's vector is the mean of its words' vectors, so the mean of its sentences, weighed by their
    # length, stands for it (cosine to the true one: median 0.998), and all passages are weighed alike.
    weighed = vectors * (places[:, 1] - places[:, 0])[:, np.newaxis].astype(np.float32)
    means = np.add.reduceat(weighed, starts[:-1])
    meaning = means @ vector / np.maximum(np.linalg.norm(means, axis=1), 1e-12)
    best: dict[str, float] = {}
    for one, value in zip(flat, meaning, strict=True):
        best[one.article_id] = max(float(value), best.get(one.article_id, -1.0))
    by_id = {info.id: (info, words) for info, words in pool}
    return [
        Candidate(
            one,
            by_id[one.article_id][0],
            float(value),
            likeness[start:end],
            by_id[one.article_id][1],
            best[one.article_id],
        )
        for one, value, start, end in zip(flat, meaning, starts[:-1], starts[1:], strict=True)
    ]


def _read(corpus: Corpus, best: Sequence[Candidate], candidates: Sequence[Candidate]) -> None:
    """Widen the best candidates and read their text."""
    articles = {one.article.id for one in best}
    texts = corpus.catalogue.texts(list(articles))
    passages: dict[str, list[Candidate]] = {}
    for one in candidates:
        if one.article.id in articles:
            passages.setdefault(one.article.id, []).append(one)
    sentences = {}
    for article_id, some in passages.items():
        some.sort(key=lambda one: one.passage.span.start)
        sentences[article_id] = (
            np.concatenate([one.passage.places for one in some]),
            np.concatenate([one.likeness for one in some]),
        )
    for one in best:
        one.window = widen(one.passage.span, *sentences[one.article.id])
        one.text = one.window.of(texts.get(one.article.id, ""))
    for one, stems in zip(best, corpus.search.stems([one.text for one in best]), strict=True):
        one.stems = stems


def _hits(best: Sequence[Candidate], limit: int) -> list[Hit]:
    taken: dict[str, list[Span]] = {}
    hits: list[Hit] = []
    for one in best:
        span, window = one.passage.span, one.window
        if window is None or not one.text:
            continue
        others = taken.setdefault(one.article.id, [])
        if any(_shared(span, other) > _SAME * (span.end - span.start) for other in others):
            continue
        others.append(window)
        passage = Passage(one.passage.passage_id, one.article.id, one.passage.version, window, one.text)
        hits.append(Hit(len(hits) + 1, one.score, passage, one.article))
        if len(hits) == limit:
            break
    return hits


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


class PassageRetriever(BaseRetriever):
    """The retrieval as a LangChain retriever: one document a passage, its article in the metadata."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    filters: Filters
    limit: int = 10

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # the base class names it
    ) -> list[Document]:
        question = read_question(query, self.filters.asked, self.corpus.catalogue.outlets)
        hits = find_passages(self.corpus, question, self.filters, self.limit)
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    metadata: dict[str, Any] = {
        "article_id": hit.article.id,
        "version": hit.passage.version,
        "start": hit.passage.span.start,
        "end": hit.passage.span.end,
        "title": hit.article.title,
        "outlet": hit.article.outlet,
        "published": hit.article.published.isoformat() if hit.article.published else None,
        "hit": hit,
    }
    return Document(page_content=hit.passage.text, id=str(hit.passage.id), metadata=metadata)
