"""Retrieval: several kinds of evidence, one ranking of passages.

Each signal is a small function that returns scored passages; ``_fuse`` adds their reciprocal ranks
(Cormack et al., SIGIR 2009), which needs no calibration between cosines and BM25 scores.
"""

from collections.abc import Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.question import Question, read_question
from corpus import Corpus
from corpus.reading import Scored
from corpus.records import Filters, Hit

_DEPTH = 100  # passages that each signal contributes
_RANK = 60  # the constant of reciprocal rank fusion in the paper; its results hardly depend on it


def find_passages(corpus: Corpus, question: Question, filters: Filters, limit: int) -> list[Hit]:
    """Return up to ``limit`` hits for a question, best first; none published outside the filters."""
    if not corpus.catalogue.count_passages():
        return []
    ranked = _fuse([_by_meaning(corpus, question, filters), _by_words(corpus, question, filters)])[:limit]
    passages = corpus.catalogue.passages([passage_id for passage_id, _ in ranked])
    infos = corpus.catalogue.infos(list({passage.article_id for passage in passages.values()}))
    hits: list[Hit] = []
    for passage_id, score in ranked:
        passage = passages.get(passage_id)
        if passage is not None and passage.article_id in infos:
            hits.append(Hit(len(hits) + 1, score, passage, infos[passage.article_id]))
    return hits


def _by_meaning(corpus: Corpus, question: Question, filters: Filters) -> Scored:
    return corpus.search.nearest(corpus.model.encode_question(question.text), _DEPTH, filters)


def _by_words(corpus: Corpus, question: Question, filters: Filters) -> Scored:
    return corpus.search.by_words(corpus.search.terms(question.text), _DEPTH, filters)


def _fuse(rankings: Sequence[Scored]) -> Scored:
    totals: dict[int, float] = {}
    for ranking in rankings:
        for rank, (passage_id, _) in enumerate(ranking, start=1):
            totals[passage_id] = totals.get(passage_id, 0.0) + 1 / (_RANK + rank)
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


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
        hits = find_passages(self.corpus, read_question(query), self.filters, self.limit)
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
