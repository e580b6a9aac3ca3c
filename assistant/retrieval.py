"""Retrieval: several kinds of evidence, one ranking of passages.

Articles are nominated by meaning and by words (nomination.py); every passage of theirs is weighed by what
speaks for it (evidence.py); the best are widened to what can be read by itself (windows.py), so that no two
hits show the same sentence.
"""

from datetime import date
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from assistant.evidence import SAME_ARTICLE, Asked, Candidates, Reading, weigh, weigh_text
from assistant.nomination import nominate
from assistant.question import Question, read_question
from assistant.reranking import RERANKED, Reranker, rerank
from assistant.windows import Sentences, widen
from corpus import Corpus
from corpus.embedding import Vectors
from corpus.names import other_names, surname
from corpus.reading import Search
from corpus.records import Filters, Hit, Passage, Span
from corpus.sentence_vectors import SentenceTable

_READ = 60  # passages whose text is read
_TERMS = 60  # the rarest words of a long question; searching for more takes long and finds no better


def find_passages(
    corpus: Corpus, question: Question, filters: Filters, limit: int, reranker: Reranker | None = None
) -> list[Hit]:
    """Return up to ``limit`` hits for a question, best first; none published outside the filters.

    With a reranker, in its order. Raises what it raises.
    """
    if reranker is None:
        return _by_evidence(corpus, question, filters, limit)
    hits = _by_evidence(corpus, question, filters, max(limit, RERANKED))
    return rerank(reranker, question.text, hits, limit)


def _by_evidence(corpus: Corpus, question: Question, filters: Filters, limit: int) -> list[Hit]:
    if corpus.catalogue.is_empty():
        return []
    vector = corpus.model.encode_question(question.text)
    search = corpus.search.pinned()
    rarity = search.rarity(search.terms(question.matter))
    rarest = dict(sorted(rarity.items(), key=lambda pair: -pair[1])[:_TERMS])
    (speaker,) = search.stems([surname(question.speaker or "")])
    day = filters.asked or date.today()  # noqa: DTZ011  # the asker's day
    asked = Asked(question, rarest, day, speaker, _alike(search, question))
    nominated = nominate(corpus.catalogue, search, question, vector, list(rarest), filters, limit)
    table = corpus.catalogue.sentences_of([one.article.id for one in nominated])
    if not table.passage_ids:
        return []
    articles = {one.article.id: number for number, one in enumerate(nominated)}
    found = Candidates(
        articles=[one.article for one in nominated],
        owner=np.array([articles[one] for one in table.article_ids]),
        article_words=np.array([one.words for one in nominated], dtype=np.float32),
        agreement=np.array([one.agreement for one in nominated], dtype=np.float32),
        meaning=_meaning(table, vector),
        first=table.first,
        likeness=np.einsum("ij,j->i", table.vectors, vector),  # not BLAS: its threads wait for each other
    )
    scores = weigh(found, asked)
    best = np.argsort(-scores, kind="stable")[: max(_READ, 3 * limit)]
    windows = _Windows(corpus, table, found)
    texts = windows.read(best)
    headlines = search.stems([article.title for article in found.articles])
    for i, text, stems in zip(best, texts, search.stems(texts), strict=True):
        scores[i] += weigh_text(Reading(text, stems | headlines[found.owner[i]]), asked)
    return windows.hits(best, scores, limit)


def _alike(search: Search, question: Question) -> dict[str, set[str]]:
    """Return the stems of the other names of the countries in a question, by the stem they stand for."""
    found: dict[str, set[str]] = {}
    for name in question.text.split():
        plain = name.strip("?,;:.!\"“”'’()").removesuffix("'s").removesuffix("’s")
        if others := [other for other in other_names(plain) if " " not in other]:
            stems, alike = search.stems([plain, " ".join(others)])
            found.update((stem, alike) for stem in stems)
    return found


def _meaning(table: SentenceTable, vector: Vectors) -> Vectors:
    """Return the cosine of the question and each passage.

    A passage's vector is the mean of its words' vectors, so the mean of its sentences, weighed by their
    length, stands for it (cosine to the true one: median 0.998), and all passages are weighed alike.
    """
    lengths = (table.places[:, 1] - table.places[:, 0]).astype(np.float32)
    means = np.add.reduceat(table.vectors * lengths[:, np.newaxis], table.first[:-1])
    sizes = np.sqrt(np.einsum("ij,ij->i", means, means))
    cosines: Vectors = np.einsum("ij,j->i", means, vector) / np.maximum(sizes, 1e-12)
    return cosines


class _Windows:
    """The candidates as they can be shown: widened, without the sentences that better hits show."""

    def __init__(self, corpus: Corpus, table: SentenceTable, found: Candidates) -> None:
        self._corpus = corpus
        self._table = table
        self._found = found
        self._texts: dict[str, str] = {}
        self._articles: list[tuple[int, Sentences]] = []  # where each one's sentences start in the table
        places, likeness = table.places.tolist(), found.likeness.tolist()
        edges = np.searchsorted(found.owner, np.arange(len(found.articles) + 1))
        for start, end in pairwise(table.first[edges].tolist()):
            free = [True] * (end - start)
            self._articles.append((start, Sentences(places[start:end], likeness[start:end], free)))

    def read(self, candidates: npt.NDArray[np.int64]) -> list[str]:
        """Return the texts of candidates, each as widely as it can be shown now; empty where it cannot."""
        owners = {self._table.article_ids[i] for i in candidates}
        self._texts.update(self._corpus.catalogue.texts([one for one in owners if one not in self._texts]))
        spans = [self._span(i) for i in candidates]
        return [self._text(i, span) if span else "" for i, span in zip(candidates, spans, strict=True)]

    def hits(self, candidates: npt.NDArray[np.int64], scores: Vectors, limit: int) -> list[Hit]:
        """Return up to ``limit`` hits of candidates that were read, best first."""
        table, found, hits = self._table, self._found, list[Hit]()
        shown = np.zeros(len(found.articles), dtype=np.float32)
        left = scores[candidates].astype(np.float64)
        while len(hits) < limit:
            worth = left - SAME_ARTICLE * shown[found.owner[candidates]]
            best = int(np.argmax(worth))
            if worth[best] == -np.inf:
                break
            left[best] = -np.inf
            i = int(candidates[best])
            span = self._span(i, take=True)
            text = self._text(i, span) if span else ""
            if span is None or not text:
                continue  # shown by better hits, or removed from the archive a moment ago
            shown[found.owner[i]] += 1
            passage = Passage(table.passage_ids[i], table.article_ids[i], table.versions[i], span, text)
            hits.append(Hit(len(hits) + 1, float(worth[best]), passage, found.articles[found.owner[i]]))
        return hits

    def _span(self, i: int, *, take: bool = False) -> Span | None:
        start, sentences = self._articles[self._found.owner[i]]
        run = widen(sentences, int(self._table.first[i]) - start, int(self._table.first[i + 1]) - start)
        if run is None:
            return None
        if take:
            sentences.free[slice(*run)] = [False] * (run[1] - run[0])
        return Span(sentences.places[run[0]][0], sentences.places[run[1] - 1][1])

    def _text(self, i: int, span: Span) -> str:
        return span.of(self._texts.get(self._table.article_ids[i], ""))


class PassageRetriever(BaseRetriever):
    """The retrieval as a LangChain retriever: one document a passage, its article in the metadata.

    ``question`` is the query as somebody has read it already; without it, it is read here.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    corpus: Corpus
    filters: Filters
    limit: int = 10
    reranker: Reranker | None = None
    question: Question | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002  # the base class names it
    ) -> list[Document]:
        question = self.question
        if question is None:
            question = read_question(query, self.filters.asked, self.corpus.catalogue.outlets)
        hits = find_passages(self.corpus, question, self.filters, self.limit, self.reranker)
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
