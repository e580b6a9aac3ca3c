"""Answers and hits as JSON: the shapes that outside checks and other programs rely on."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from assistant.answer import (
    Also,
    Answer,
    CitedPassage,
    Context,
    Disagreement,
    Side,
    Source,
    SourceSpan,
    Statement,
)
from corpus.records import DETAILS, Article, ArticleInfo, Filters, Hit, Quote, Span


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """Return an answer as plain values (`dateline ask --json`)."""
    return {
        "question": answer.question,
        "understood_as": answer.understood_as,
        "form": answer.form,
        "abstained": answer.abstained,
        "reason": answer.reason,
        "statements": [_statement(statement) for statement in answer.statements],
        "sources": [source_as_json(source) for source in answer.sources],
        "nearby": [source_as_json(source) for source in answer.nearby],
        "as_of": answer.as_of.isoformat() if answer.as_of else None,
        "filters": filters_as_json(answer.filters),
        "answered_by": answer.answered_by,
        "fallback_reason": answer.fallback_reason,
        "notes": list(answer.notes),
        "corroboration": {
            "outlets": answer.corroboration.outlets,
            "unknown": answer.corroboration.unknown,
            "copies": answer.corroboration.copies,
        },
        "disagreements": [_disagreement(one) for one in answer.disagreements],
    }


def answer_from_json(value: Mapping[str, Any]) -> Answer:
    """Return the answer that ``answer_as_json`` made this value of.

    Conversations keep answers in this form: a key that a later release adds is to be read with a default.
    """
    outlets = {source["number"]: source["outlet"] for source in value["sources"]}
    return Answer(
        question=value["question"],
        statements=tuple(_statement_of(one, outlets) for one in value["statements"]),
        sources=tuple(_source_of(one) for one in value["sources"]),
        filters=filters_from_json(value["filters"]),
        as_of=_day(value["as_of"]),
        answered_by=value["answered_by"],
        abstained=value["abstained"],
        reason=value["reason"],
        nearby=tuple(_source_of(one) for one in value["nearby"]),
        fallback_reason=value["fallback_reason"],
        notes=tuple(value["notes"]),
        understood_as=value["understood_as"],
        form=value["form"],
        disagreements=tuple(
            Disagreement(
                one["about"], tuple(Side(tuple(side["statements"]), side["claim"]) for side in one["sides"])
            )
            for one in value.get("disagreements", ())
        ),
    )


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
        "added": info.added.isoformat(),
        "sample": info.sample,
        **{name: _plain(getattr(info, name)) for name in DETAILS},
        "page_starts": list(info.page_starts),
    }


def _plain(value: str | date | None) -> str | None:
    return value if value is None or isinstance(value, str) else value.isoformat()


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


def filters_from_json(value: Mapping[str, Any]) -> Filters:
    """Return the filters that ``filters_as_json`` made this value of."""
    return Filters(
        since=_day(value["since"]),
        until=_day(value["until"]),
        outlet=value["outlet"],
        asked=_day(value["asked"]),
        inferred=tuple(value["inferred"]),
    )


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "speaker": statement.speaker,
        "role": statement.role,
        "kind": statement.kind,
        "day": statement.day.isoformat() if statement.day else None,
        "citations": list(statement.citations),
        "spans": [{"source": place.source, **_span(place.span)} for place in statement.spans],
        "flags": list(statement.flags),
        "outlet": statement.outlet,
        "told": statement.told,
        "context": _context(statement.context),
        "also": [{**article_as_json(one.article), **_span(one.span)} for one in statement.also],
    }


def _context(context: Context | None) -> dict[str, Any] | None:
    if context is None:
        return None
    return {"text": context.text, "source": context.place.source, **_span(context.place.span)}


def _disagreement(disagreement: Disagreement) -> dict[str, Any]:
    sides = [{"statements": list(side.statements), "claim": side.claim} for side in disagreement.sides]
    return {"about": disagreement.about, "sides": sides}


def source_as_json(source: Source) -> dict[str, Any]:
    """Return a source as plain values."""
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


def _statement_of(value: Mapping[str, Any], outlets: Mapping[int, str | None]) -> Statement:
    first = value["spans"][0]["source"] if value["spans"] else 0
    return Statement(
        text=value["text"],
        kind=value["kind"],
        spans=tuple(SourceSpan(one["source"], _span_of(one)) for one in value["spans"]),
        speaker=value["speaker"],
        role=value["role"],
        flags=tuple(value["flags"]),
        day=_day(value["day"]),
        outlet=value.get("outlet", outlets.get(first)),
        told=value.get("told"),
        context=_context_of(value.get("context")),
        also=tuple(Also(article_from_json(one), _span_of(one)) for one in value.get("also", ())),
    )


def _context_of(value: Mapping[str, Any] | None) -> Context | None:
    return Context(value["text"], SourceSpan(value["source"], _span_of(value))) if value else None


def _source_of(value: Mapping[str, Any]) -> Source:
    return Source(
        number=value["number"],
        article=article_from_json(value),
        passages=tuple(CitedPassage(_span_of(one), one["text"]) for one in value["passages"]),
        copies=tuple(article_from_json(copy) for copy in value["copies"]),
    )


def article_from_json(value: Mapping[str, Any]) -> ArticleInfo:
    """Return what is known about an article that ``article_as_json`` made this value of."""
    return ArticleInfo(
        id=value["article_id"],
        external_id=value["external_id"],
        version=value["version"],
        title=value["title"],
        outlet=value["outlet"],
        author=value["author"],
        published=_day(value["published"]),
        url=value["url"],
        added=datetime.fromisoformat(value["added"]),
        sample=value["sample"],
        published_at=_moment(value.get("published_at")),
        modified=_day(value.get("modified")),
        embargo=_moment(value.get("embargo")),
        page_starts=tuple(value.get("page_starts", ())),
        **{name: value.get(name) for name in DETAILS if name not in ("published_at", "modified", "embargo")},
    )


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _span_of(value: Mapping[str, Any]) -> Span:
    return Span(value["start"], value["end"])


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
