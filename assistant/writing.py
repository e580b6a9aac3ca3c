"""Answers written by a language model, of which only what the passages bear out is let through.

Retrieval, prompt, model and the checking of what it writes are one LangChain runnable that streams:
each sentence is parsed, gated and checked for support before anybody sees it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from assistant.answer import Answer, Statement
from assistant.assembly import Claim, Numbering, nearby_sources
from assistant.citations import CitationParser, Event, Truncated
from assistant.markers import Sentence
from assistant.model import CONTEXT, TOKENS, model_name, texts_of
from assistant.news_order import enough_for, put_in_news_order
from assistant.passage_ids import PassageIds
from assistant.prompts import ANSWER, REFUSAL, fitting, shown_passages, tokens_in
from assistant.question import Question
from assistant.reranking import Reranker
from assistant.retrieval import PassageRetriever
from assistant.speakers import speaker_by_name
from assistant.support import bearing, supported
from assistant.thinking import spoken
from assistant.verification import Cited, gate, whose
from assistant.words import day_in_words
from corpus import Corpus
from corpus.conversations import Numbers
from corpus.errors import AnswerFailed
from corpus.records import Filters, Hit, Quote, Span

HITS = 8  # passages that a model is shown at most
_SENTENCES = 6
_REFUSAL_WORDS = 8  # words around the refusal; with more, it is only mentioned


@dataclass(frozen=True, slots=True)
class Asked:
    """What the runnable is given: a question with settled filters, and the answer to fill in.

    ``numbers`` are those that sources have from earlier in a conversation.
    """

    question: Question
    filters: Filters
    blank: Answer
    numbers: Numbers = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Evidence:
    asked: Asked
    ids: PassageIds
    hits: Mapping[str, Hit]


def answering(
    corpus: Corpus, model: BaseChatModel, seconds: float, reranker: Reranker | None = None
) -> Runnable[Asked, Statement | Answer]:
    """Return the runnable from a question to its verified statements and, last, its answer.

    ``seconds`` bounds the whole of the model's writing. It raises AnswerFailed where the model fails, is
    cut off, takes too long, or writes nothing that can be verified.
    """
    writing = ANSWER | model

    def find(asked: Asked) -> _Evidence:
        retriever = PassageRetriever(
            corpus=corpus,
            filters=asked.filters,
            limit=enough_for(HITS),
            reranker=reranker,
            question=asked.question,
        )
        found = [document.metadata["hit"] for document in retriever.invoke(asked.question.text)]
        ordered = put_in_news_order(corpus, asked.question, found, HITS, asked.filters)
        hits = fitting(ordered, _room(asked))
        if ordered and not hits:
            raise AnswerFailed("The question is too long for a model to be shown passages beside it.")
        ids = PassageIds(hit.passage for hit in hits)
        return _Evidence(asked, ids, {ids.id_of(hit.passage): hit for hit in hits})

    def write(found: Iterator[_Evidence]) -> Iterator[Statement | Answer]:
        for evidence in found:
            if not evidence.hits:
                raise AnswerFailed("The archive holds no passage on this.")
            chunks = writing.stream(_prompt(evidence))
            yield from _Verifier(corpus, evidence).run(spoken(texts_of(chunks, seconds)), model_name(model))

    checked: Runnable[_Evidence, Statement | Answer] = RunnableGenerator(write)
    return RunnableLambda(find) | checked


def _prompt(evidence: _Evidence) -> dict[str, Any]:
    return _filled(evidence.asked, next(iter(evidence.ids)), shown_passages(list(evidence.hits.items())))


def _filled(asked: Asked, example: str, passages: str) -> dict[str, Any]:
    return {
        "refusal": REFUSAL,
        "example": example,
        "sentences": _SENTENCES,
        "passages": passages,
        "today": day_in_words(asked.filters.asked or date.today()),  # noqa: DTZ011  # the asker's day
        "question": asked.question.text,
    }


def _room(asked: Asked) -> int:
    """Return how many tokens the passages may take, beside the rules, the question and the answer."""
    return CONTEXT - TOKENS - tokens_in(ANSWER.format(**_filled(asked, "k7mq", "")))


class _Verifier:
    """Lets through what the passages bear out, and keeps account of the rest."""

    def __init__(self, corpus: Corpus, evidence: _Evidence) -> None:
        self._corpus = corpus
        self._evidence = evidence
        self._numbering = Numbering(evidence.asked.numbers)
        self._statements: list[Statement] = []
        self._notes: list[str] = []
        self._refused = False

    def run(self, texts: Iterator[str | Truncated], name: str) -> Iterator[Statement | Answer]:
        parser = CitationParser(self._evidence.ids)
        for text in texts:
            events: list[Event] = [text] if isinstance(text, Truncated) else parser.feed(text)
            yield from self._pass(events)
            if any(isinstance(event, Truncated) for event in events):
                break  # a sentence that was only begun is not shown
            if self._refused and not self._statements:
                break  # what says first that there is no answer gives none after it
        else:
            yield from self._pass(parser.finish())
        yield self._answer(name)

    def _answer(self, name: str) -> Answer:
        blank = replace(self._evidence.asked.blank, answered_by=name, notes=tuple(dict.fromkeys(self._notes)))
        if self._statements:
            return replace(blank, statements=tuple(self._statements), sources=self._numbering.sources())
        if self._refused:
            nearby = nearby_sources(list(self._evidence.hits.values()), self._evidence.asked.numbers)
            reason = "The archive holds articles near this matter, but none that answers it."
            return replace(blank, abstained=True, reason=reason, nearby=nearby)
        raise AnswerFailed("Nothing it wrote could be verified against the passages it cited.")

    def _pass(self, events: Iterable[Event]) -> Iterator[Statement]:
        for event in events:
            if isinstance(event, Truncated):
                self._notes.append("The model wrote too much; the rest was dropped.")
                continue
            if self._refused and not self._statements:
                return
            if event.unknown_ids:
                self._notes.append("A citation of a passage that does not exist was dropped.")
            claim = self._claim(event)
            if claim is not None and all(claim.text != shown.text for shown in self._statements):
                self._statements.append(self._numbering.statement(claim))
                yield self._statements[-1]

    def _claim(self, sentence: Sentence) -> Claim | None:
        """Return the sentence as a claim, or None, with a note, where it must not be shown."""
        if REFUSAL in sentence.text:
            words = len(sentence.text.replace(REFUSAL, "").split())
            self._refused |= words <= _REFUSAL_WORDS
            if self._refused and self._statements:
                self._notes.append("The model found no more than this in the passages.")
            return None
        if not sentence.ids:
            self._notes.append("A sentence without a valid citation was dropped.")
            return None
        hits = [self._evidence.hits[name] for name in sentence.ids]
        quotes = self._corpus.catalogue.quotes_of_each(list({hit.article.id for hit in hits}))
        cited = [self._cited(number, hit, quotes[hit.article.id]) for number, hit in enumerate(hits)]
        named = speaker_by_name(sentence.text)
        gated = gate(sentence.text, cited, named)
        if not supported(gated.text, cited).holds:
            self._notes.append("A sentence that its citations do not support was dropped.")
            return None
        used = {place.source for place in gated.spans}
        borne = {one.source for one in bearing(gated.text, cited, used)}
        if len(borne) < len(cited):
            self._notes.append("A citation that holds nothing of its sentence was dropped.")
        places = [(hits[place.source], place.span) for place in gated.spans]
        places += [(hit, hit.passage.span) for number, hit in enumerate(hits) if number in borne - used]
        said = _attribution(gated.spans, hits, quotes)
        whom, flags = whose(named, gated, cited, is_known=said is not None)
        return Claim(
            text=gated.text,
            kind="paraphrase",
            places=tuple(places),
            speaker=said.speaker if said else whom,
            role=said.role if said else None,
            flags=flags,
        )

    def _cited(self, number: int, hit: Hit, quotes: Iterable[Quote]) -> Cited:
        article = self._corpus.catalogue.get(hit.article.id, hit.passage.version)
        about = " · ".join(
            part for part in (hit.article.title, hit.article.outlet, hit.article.author) if part
        )
        return Cited(number, hit.passage.span, article.text, tuple(quotes), about, hit.article.published)


def _attribution(spans: Iterable[Any], hits: list[Hit], quotes: Mapping[str, list[Quote]]) -> Quote | None:
    """Return who the article says spoke the first verbatim words."""
    for place in spans:
        said: Span = place.span
        for quote in quotes[hits[place.source].article.id]:
            if quote.speaker and any(span.meets(said) for span in quote.spans):
                return quote
    return None
