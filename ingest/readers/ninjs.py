"""ninjs, news in JSON (versions 1.x, 2.x and 3.x): one object, a list, a result page, or one a line."""

import json
import re
from collections.abc import Iterator
from typing import Any

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fragments import html_paragraphs
from ingest.readers.saying import because
from ingest.readers.wire import Item, draft, plain_paragraphs

_SNIFFED = 65_536  # bytes
_IDENTIFIES = re.compile(rb'"(?:uri|guid)"\s*:', re.IGNORECASE)
_TYPICAL = re.compile(
    rb'"(?:versioncreated|pubstatus|body_x?html|body_text|representationtype|copyrightholder|headlines|'
    rb'bodies|usageterms|slugline|infosources?)"\s*:',
    re.IGNORECASE,
)
_LISTS = ("items", "_items", "results", "data")  # where content interfaces put a page of items
_NO_TEXT = ("picture", "video", "audio", "graphic", "planning", "event", "animation")
_PLAIN = ("body_text", "body_plain", "description_text", "description")
_MARKED_UP = ("body_xhtml", "body_html", "body_html5", "description_xhtml", "description_html")


def is_ninjs(data: bytes) -> bool:
    """Tell whether the beginning of ``data`` is JSON with the names that ninjs gives to things."""
    head = data[:_SNIFFED].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] in (b"{", b"[") and bool(_IDENTIFIES.search(head)) and bool(_TYPICAL.search(head))


def read(data: bytes, name: str) -> Iterator[tuple[str, Draft | BadArticle]]:
    """Yield each text item with its place, counted from 1 where there are several.

    Pictures, sound and film are passed over. Raises UnreadableInput where ``data`` is no sound JSON or
    holds no text item.
    """
    found = [one for value in _values(data) for one in _items(value)]
    for number, one in enumerate(found, start=1):
        try:
            item = draft(_described(one), name)
        except BadArticle as error:
            item = error
        yield str(number) if len(found) > 1 else "", item
    if not found:
        raise UnreadableInput("The file holds no text item in ninjs. Ask its sender which format it is.")


def _values(data: bytes) -> Iterator[Any]:
    """Yield the JSON values that stand one after the other."""
    text = decode(data)
    decoder = json.JSONDecoder()
    position = 0
    try:
        while match := re.compile(r"\s*(?=\S)").match(text, position):
            value, position = decoder.raw_decode(text, match.end())
            yield value
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise UnreadableInput(
            f"The file is not valid JSON{because(error)}. Ask its sender for it again."
        ) from error


def _items(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the text items of a value, their keys in lower case (3.x writes them in two)."""
    if isinstance(value, list):
        for one in value:
            if isinstance(one, dict):
                yield from _items(one)
        return
    if not isinstance(value, dict):
        return
    item = {str(key).lower(): content for key, content in value.items()}
    if isinstance(item.get("item"), dict):
        item = {str(key).lower(): content for key, content in item["item"].items()}
    if not _is_item(item):
        for key in _LISTS:
            inner = item.get(key)
            yield from _items(inner if isinstance(inner, list) else _page(inner))
        return
    if _text(item.get("type")) in _NO_TEXT:
        return
    parts = list(_parts(item))
    if parts and not _body(item):  # a composite without words of its own
        yield from parts
    else:
        yield item


def _page(value: Any) -> list[Any]:
    """Return the list inside a page of results ({"data": {"items": [...]}})."""
    inner = value if isinstance(value, dict) else {}
    return next((found for key in _LISTS if isinstance(found := inner.get(key), list)), [])


def _is_item(item: dict[str, Any]) -> bool:
    named = ("uri", "guid", "headline", "headlines", "body_text", "body_xhtml", "body_html", "bodies")
    return any(item.get(name) for name in named)


def _parts(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    associated = item.get("associations")
    listed = associated.values() if isinstance(associated, dict) else associated
    for one in listed if isinstance(listed, list | type({}.values())) else ():
        if isinstance(one, dict):
            part = {str(key).lower(): content for key, content in one.items()}
            if _text(part.get("type")) not in _NO_TEXT and _body(part):
                yield part


def _described(item: dict[str, Any]) -> Item:
    first = _text(item.get("firstcreated")) or _text(item.get("contentcreated"))
    version = _text(item.get("versioncreated"))
    return Item(
        headlines=_headlines(item),
        paragraphs=_body(item),
        summary=_paragraphs(item, "description", "descriptions"),
        dateline=_text(item.get("dateline")),
        external_id=_text(item.get("guid")) or _text(item.get("uri")),
        url=_url(item),
        outlets=[
            *_names(item.get("provider")),
            *_names(item.get("source")),
            *_names(item.get("copyrightholder")),
        ],
        agencies=[*_names(item.get("infosource")), *_names(item.get("infosources"))],
        author=_author(item),
        created=first or version,
        changed=version if first else None,
        embargoed=_text(item.get("embargoed")),
        dated_by="first created" if first else "version created",
        section=_section(item),
        language=_text(item.get("language")),
        credit=_text(item.get("creditline")) or _text(item.get("copyrightnotice")),
        usage=_text(item.get("usageterms")),
        status=_text(item.get("pubstatus")),
        notes=[note for key in ("ednote", "correction") if (note := _text(item.get(key)))],
        corrects=bool(item.get("correction")) or "correct" in str(item.get("signals", "")).lower(),
    )


def _author(item: dict[str, Any]) -> str | None:
    """Return who wrote it: as a line, as AP's list of lines, or as a list of people."""
    said = item.get("bylines")
    listed = [_text(one.get("by")) for one in said if isinstance(one, dict)] if isinstance(said, list) else []
    lines = [_text(item.get("byline")), _text(item.get("by")), *listed]
    return next(filter(None, lines), None) or ", ".join(_names(item.get("authors"))) or None


def _headlines(item: dict[str, Any]) -> list[str]:
    listed = item.get("headlines")
    ranked = [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
    ranked.sort(key=lambda one: one.get("role") not in ("main", "headline"))
    found = [_text(item.get("headline")), *(_text(one.get("value")) for one in ranked)]
    found += [_text(item.get("title")), _text(item.get("name")), _text(item.get("slugline"))]
    return [_plain(one) for one in found if one]


def _body(item: dict[str, Any]) -> list[str]:
    return _paragraphs(item, "body", "bodies")


def _paragraphs(item: dict[str, Any], prefix: str, listed: str) -> list[str]:
    """Return the paragraphs of the first form that has any; marked-up ones know their paragraphs best."""
    for key in _MARKED_UP:
        if key.startswith(prefix) and (found := html_paragraphs(_text(item.get(key)) or "")):
            return found
    forms = item.get(listed)
    for form in sorted(
        (one for one in forms if isinstance(one, dict)) if isinstance(forms, list) else (),
        key=lambda one: "html" not in str(one.get("contenttype") or one.get("contentType")),
    ):
        value = _text(form.get("value")) or ""
        kind = str(form.get("contenttype") or form.get("contentType") or "")
        if found := html_paragraphs(value) if "html" in kind or "xml" in kind else plain_paragraphs(value):
            return found
    for key in _PLAIN:
        if key.startswith(prefix) and (found := plain_paragraphs(_text(item.get(key)) or "")):
            return found
    return []


def _section(item: dict[str, Any]) -> str | None:
    names = [*_names(item.get("anpa_category")), *_names(item.get("subject")), *_names(item.get("subjects"))]
    return next(iter(names), None)


def _url(item: dict[str, Any]) -> str | None:
    for key in ("url", "canonical", "webpage", "link", "permalink"):
        target = _text(item.get(key)) or ""
        if target.startswith(("http://", "https://")):
            return target
    return None


def _names(value: Any) -> list[str]:
    """Return the names in a value: a name, an object with one, or a list of either."""
    if isinstance(value, list):
        return [name for one in value if not isinstance(one, list) for name in _names(one)]
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    name = _text(value)
    return [name] if name else []


def _text(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return (value.strip() or None) if isinstance(value, str) else None


def _plain(headline: str) -> str:
    """Return a headline without markup: some senders write HTML into it."""
    return " ".join(html_paragraphs(headline)) if re.search(r"<\w[^>]*>|&\w+;", headline) else headline
