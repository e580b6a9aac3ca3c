"""Items of a briefing as the catalogue keeps them: JSON that every later Dateline reads."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from assistant.briefings.records import Asked, Body, Cited, Heading, Item, Note, Place
from assistant.contract import filters_as_json, filters_from_json
from corpus.briefings import ItemRow
from corpus.records import Span


def item_from_row(row: ItemRow) -> Item:
    """Return the item that a row keeps."""
    return Item(row.id, body_from_json(row.body), asked_from_json(row.asked) if row.asked else None)


def body_as_json(body: Body) -> dict[str, Any]:
    """Return what an item says as plain values."""
    match body:
        case Heading():
            return {"kind": "heading", "text": body.text, "level": body.level, "flags": list(body.flags)}
        case Note():
            return {"kind": "note", "text": body.text, "flags": list(body.flags)}
        case Cited():
            return {
                "kind": body.kind,
                "text": body.text,
                "places": [place_as_json(place) for place in body.places],
                "line": body.line,
                "speaker": body.speaker,
                "flags": list(body.flags),
                "by": body.by,
                "before": body.before,
            }


def body_from_json(value: Mapping[str, Any]) -> Body:
    """Return what ``body_as_json`` made this value of."""
    flags = tuple(value["flags"])
    if value["kind"] == "heading":
        return Heading(value["text"], value["level"], flags)
    if value["kind"] == "note":
        return Note(value["text"], flags)
    return Cited(
        text=value["text"],
        kind=value["kind"],
        places=tuple(_place(one) for one in value["places"]),
        line=value["line"],
        speaker=value["speaker"],
        flags=flags,
        by=value["by"],
        before=value["before"],
    )


def place_as_json(place: Place) -> dict[str, Any]:
    """Return a cited place as plain values, with the words that stood there."""
    return {
        "article_id": place.article_id,
        "version": place.version,
        "start": place.span.start,
        "end": place.span.end,
        "words": place.words,
    }


def asked_as_json(asked: Asked) -> dict[str, Any]:
    """Return what an item came from as plain values."""
    return {
        "question": asked.question,
        "as_of": asked.as_of.isoformat() if asked.as_of else None,
        "filters": filters_as_json(asked.filters),
        "answered_by": asked.answered_by,
        "conversation": asked.conversation,
        "turn": asked.turn,
        "generation": asked.generation,
    }


def asked_from_json(value: Mapping[str, Any]) -> Asked:
    """Return what ``asked_as_json`` made this value of."""
    return Asked(
        question=value["question"],
        as_of=date.fromisoformat(value["as_of"]) if value["as_of"] else None,
        filters=filters_from_json(value["filters"]),
        answered_by=value["answered_by"],
        conversation=value["conversation"],
        turn=value["turn"],
        generation=value["generation"],
    )


def _place(value: Mapping[str, Any]) -> Place:
    span = Span(value["start"], value["end"])
    return Place(value["article_id"], value["version"], span, value["words"])
