"""Answers and hits as JSON: the shapes that outside checks and other programs rely on."""

from collections.abc import Sequence
from typing import Any

from assistant.answer import Answer, Source, Statement
from corpus.records import Article, ArticleInfo, Filters, Hit, Quote, Span


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values (`dateline ask --json`)."""
    return {
        "question": answer.question,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "statements": [_statement(statement) for statement in answer.statements],
        "sources": [_source(source) for source in answer.sources],
        "nearby": [_source(source) for source in answer.nearby],
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "filters": filters_as_json(answer.filters),
        "answered_by": answer.answered_by,
        "fallback_reason": answer.fallback_reason,
        "notes": list(answer.notes),
    }


def hits_as_json(hits: list[Hit], *, grouped: bool = False) -> list[dict[str, Any]]:
    """Return hits as plain values (`dateline search --json`); ``grouped`` ones with their copies."""
    return [
        {
            "rank": hit.rank,
            "score": round(hit.score, 6),
            **article_as_json(hit.article),
            **_span(hit.passage.span),
            "text": hit.passage.text,
            **({"copies": [article_as_json(copy) for copy in hit.copies]} if grouped else {}),
        }
        for hit in hits
    ]


def article_as_json(info: ArticleInfo) -> dict[str, Any]:
    """Return what is known about an article as plain values."""
    return {
        "external_id": info.external_id,
        "article_id": info.id,
        "version": info.version,
        "title": info.title,
        "outlet": info.outlet,
        "author": info.author,
        "published": info.published.isoformat() if info.published else None,
        "url": info.url,
        "sample": info.sample,
    }


def full_article_as_json(article: Article, quotes: Sequence[Quote]) -> dict[str, Any]:
    """Return an article with its text and who said what in it (`dateline articles show --json`)."""
    said = [
        {
            "spans": [[span.start, span.end] for span in quote.spans],
            "text": " … ".join(span.of(article.text) for span in quote.spans),
            "speaker": quote.speaker,
            "role": quote.role,
            "cue": quote.cue,
            "direct": quote.direct,
        }
        for quote in quotes
    ]
    return {**article_as_json(article.info), "text": article.text, "quotes": said}


def filters_as_json(filters: Filters) -> dict[str, Any]:
    """Return filters as plain values."""
    days = {"since": filters.since, "until": filters.until, "asked": filters.asked}
    return {
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "outlet": filters.outlet,
        "inferred": list(filters.inferred),
    }


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "citations": list(statement.citations),
        "spans": [{"source": place.source, **_span(place.span)} for place in statement.spans],
        "flags": list(statement.flags),
    }


def _source(source: Source) -> dict[str, Any]:
    passages = [{**_span(passage.span), "text": passage.text} for passage in source.passages]
    copies = [article_as_json(copy) for copy in source.copies]
    return {
        "number": source.number,
        **article_as_json(source.article),
        "passages": passages,
        "copies": copies,
    }


def _span(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}
