"""JSON Lines: one article a line, as databases export them and as `dateline export` writes them."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft, Earlier
from ingest.readers.dates import printed_day, utc_moment
from ingest.readers.fields import embargo_end, field_of, opening
from ingest.readers.saying import because

_CALLED = {"outlet": "source", "external_id": "id"}  # Draft's fields that a line calls otherwise
_LONGEST_LINE = 50_000_000  # bytes


def read(lines: Iterable[bytes]) -> Iterator[tuple[int, Draft | BadArticle]]:
    """Yield each line's number, from 1, and its article or what is wrong with it; blank lines are skipped."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield number, _article(line)
        except BadArticle as error:
            yield number, error


def _article(line: bytes) -> Draft:
    if len(line) > _LONGEST_LINE:
        raise UnreadableInput(f"The line is longer than {_LONGEST_LINE:,} bytes. Split the article.")
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:  # also a number of thousands of digits
        raise UnreadableInput(
            f"The line is not valid JSON{because(error)}. Mend it and ingest the file again."
        ) from error
    if not isinstance(fields, dict):
        raise UnreadableInput('The line is no JSON object. Write {"title": ..., "text": ...}.')
    fields = _as_we_call_them(fields)
    text = fields.get("text")
    if not isinstance(text, str):
        raise UnreadableInput('The line has no "text". Write the article\'s text under that key.')
    return Draft(
        title=_text(fields, "title") or opening(text),
        text=text,
        external_id=_text(fields, "id"),
        outlet=_text(fields, "source"),
        author=_text(fields, "author"),
        published=printed_day(_text(fields, "published")),
        url=_text(fields, "url"),
        sample=fields.get("sample") is True,
        published_at=utc_moment(_text(fields, "published_at") or _text(fields, "published")),
        modified=printed_day(_text(fields, "modified")),
        dated_by=_text(fields, "dated_by"),
        **{name: _text(fields, name) for name in ("language", "section", "agency", "correction")},
        **{name: _text(fields, name) for name in ("credit", "usage")},
        embargo=embargo_end(_text(fields, "embargo")),
        page_starts=tuple(_offsets(fields.get("page_starts"), len(text))),
        earlier=tuple(_earlier(fields.get("versions"))),
    )


def _as_we_call_them(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with what other databases call otherwise ("headline", "date") under our names too."""
    found = dict(fields)
    for key, value in fields.items():
        field = field_of(key) if isinstance(value, str | int | float | list) else None
        name = _CALLED.get(field or "", field)
        if name and found.get(name) is None:
            found[name] = value
    return found


def _offsets(value: Any, end: int) -> Iterator[int]:
    """Yield offsets in order, those that lie in the text; what is no list of them says nothing."""
    before = -1
    for offset in value if isinstance(value, list) else ():
        if isinstance(offset, int) and before < offset < end:
            yield offset
            before = offset


def _earlier(value: Any) -> Iterator[Earlier]:
    for version in value if isinstance(value, list) else ():
        if not isinstance(version, dict) or not isinstance(version.get("text"), str):
            raise UnreadableInput('"versions" is no list of {"added", "text"}. Mend or remove it.')
        added = utc_moment(str(version.get("added")))
        if added is None:
            raise UnreadableInput('A version\'s "added" is no time with a zone. Mend or remove "versions".')
        yield Earlier(version["text"], added)


def _text(fields: dict[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None or value == "":
        return None
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    if not isinstance(value, str | int | float):
        raise UnreadableInput(f'"{name}" is no text. Mend the line.')
    return str(value)
