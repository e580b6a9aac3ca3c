"""A briefing as JSON: what `dateline briefing show --json` prints."""

from typing import Any

from assistant.answer import CitedPassage
from assistant.answer import Source as AnswerSource
from assistant.briefings.keeping import asked_as_json, body_as_json, place_as_json
from assistant.briefings.records import Cited, Composed, Fault, Item, Source
from assistant.contract import source_as_json
from corpus.briefings import BriefingInfo


def info_as_json(info: BriefingInfo) -> dict[str, Any]:
    """Return what is known about a briefing as plain values; times are ISO, in UTC."""
    return {
        "id": info.id,
        "title": info.title,
        "created": info.created.isoformat(),
        "changed": info.changed.isoformat(),
        "items": info.items,
    }


def composed_as_json(composed: Composed) -> dict[str, Any]:
    """Return a briefing with its sources as plain values: numbers and texts as in every export."""
    briefing = composed.briefing
    return {
        "id": briefing.id,
        "title": briefing.title,
        "created": briefing.created.isoformat(),
        "changed": briefing.changed.isoformat(),
        "items": [_item(composed, item) for item in briefing.items],
        "sources": [_source(composed, source) for source in composed.sources],
        "snapshot": composed.snapshot,
    }


def faults_as_json(composed: Composed) -> list[dict[str, Any]]:
    """Return what is no longer so as plain values (`dateline briefing check --json`)."""
    return [{"item": fault.item, **_fault(fault)} for fault in composed.faults]


def _item(composed: Composed, item: Item) -> dict[str, Any]:
    is_cited = isinstance(item.body, Cited)
    places = (
        [{"source": composed.number(one), **place_as_json(one)} for one in item.body.places]
        if isinstance(item.body, Cited)
        else []
    )
    return {
        "id": item.id,
        "line": None,
        "speaker": None,
        **body_as_json(item.body),
        "citations": list(composed.numbers(item)) if is_cited else [],
        "places": places,
        "faults": [_fault(fault) for fault in composed.faults if fault.item == item.id],
        "asked": asked_as_json(item.asked) if item.asked else None,
    }


def _source(composed: Composed, source: Source) -> dict[str, Any]:
    spans = {
        place.span: place.words
        for item in composed.briefing.items
        if isinstance(item.body, Cited)
        for place in item.body.places
        if composed.number(place) == source.number
    }
    passages = tuple(CitedPassage(span, words) for span, words in spans.items())
    return {
        **source_as_json(AnswerSource(source.number, source.article, passages, source.copies)),
        "accessed": source.accessed.isoformat(),
        "notes": list(source.notes),
        "held": bool(source.text),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {"what": fault.what, "message": fault.message}
