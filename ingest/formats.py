"""Formats: the bytes of one file into the articles that it holds, whatever it is called.

What a file holds decides how it is read (sniffing.py), its name only where that leaves a choice.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from corpus.errors import BadArticle, UnreadableInput
from corpus.records import Draft
from ingest.readers import html, jsonl, mail, markdown, newsml, ninjs, nitf, text
from ingest.readers.feed_entries import Entry
from ingest.readers.packing import members
from ingest.sniffing import format_of

Found = tuple[str, Draft | BadArticle | Entry]
"""An article's place within its file ("row 5"; "" where it is the whole file), and what was read there."""
Columns = Mapping[str, str]
"""Which header of a table stands over a field, where it is not called as the field is."""

NAMES = (
    "web pages, PDF, Word, OpenDocument, RTF, EPUB, Markdown, text, mail, CSV, Excel, JSON, feeds, NITF, "
    "NewsML-G2, ninjs, and zip archives of these"
)
"""What can be read, in words."""
_LARGEST = 50_000_000  # bytes of a file that is one article
_LARGEST_LIST = 500_000_000  # and of one that holds many
_NEVER = {
    "image": "This is a picture. Save the article's text instead.",
    "binary": "This is binary data, not text. Save the article as one of the formats that the README names.",
    "doc": "This is an old Word file. Save it as .docx and try again.",
    "xls": "This is an old Excel file. Save it as .xlsx or .csv and try again.",
}

_OF_AN_ARTICLE = ("text", "body", "content", "story", "articlebody", "headline")  # as JSON names its words

# Names of what is never plain text: such text is the rest of a damaged file, and no article.
_NO_TEXT = tuple(
    ".pdf .docx .odt .epub .xlsx .xls .doc .zip .gz .png .jpg .jpeg .gif .webp .mp3 .mp4 .mov .exe".split()
)


def articles_in(
    data: bytes, name: str, *, columns: Columns | None = None, charset: str | None = None
) -> Iterator[Found]:
    """Yield what the bytes of a file hold. ``charset`` is what a server said of them.

    A feed's entries come as they are, for whoever wants to fetch their pages. What fails within the file is
    yielded as such. Raises BadArticle where the file as a whole cannot be read.
    """
    if not data.strip():
        raise UnreadableInput("The file is empty. Check it and try again.")
    kind = format_of(data, name)
    if reason := _NEVER.get(kind):
        raise UnreadableInput(reason)
    if kind in ("text", "markdown", "csv", "tsv") and name.lower().endswith(_NO_TEXT):
        suffix = name.lower().rsplit(".", 1)[-1]
        raise UnreadableInput(
            f"The file is called .{suffix} but is none: damaged, or named wrongly. Check it."
        )
    if kind in _MANY:
        _hold_to(data, _LARGEST_LIST)
        yield from _MANY[kind](data, name)
    elif kind in ("csv", "tsv", "xlsx"):
        from ingest.readers.tables import read_rows

        _hold_to(data, _LARGEST_LIST)
        yield from read_rows(data, name, columns)
    elif kind in ("zip", "gz"):
        for member, inside in members(data, name):
            yield from _member(member, inside, columns)
    else:
        _hold_to(data, _LARGEST)
        yield "", html.read(data, name, charset) if kind == "html" else _ONE[kind](data, name)


def _member(name: str, data: bytes | BadArticle, columns: Columns | None) -> Iterator[Found]:
    """Yield what a member of an archive holds, its places within the archive."""
    if isinstance(data, BadArticle):
        yield name, data
        return
    try:
        for place, found in articles_in(data, name, columns=columns):
            yield f"{name} {place}".strip(), found
    except BadArticle as error:
        yield name, error


def _hold_to(data: bytes, most: int) -> None:
    if len(data) > most:
        raise UnreadableInput(f"The file is larger than {most:,} bytes. Split it.")


def _office(data: bytes, name: str) -> Draft:
    from ingest.readers import office

    return office.read(data, name)


def _pdf(data: bytes, name: str) -> Draft:
    from ingest.readers import pdf

    return pdf.read(data, name)


def _feed(data: bytes, name: str) -> Iterator[Found]:
    from ingest.readers.feeds import read_feed

    for entry in read_feed(data, name).entries:
        yield entry.place, entry


def _json(data: bytes, name: str) -> Iterator[Found]:  # noqa: ARG001  # as every reader is called
    """Yield the articles of JSON Lines, of a list, or of one article that is spread over lines."""
    lines = data.splitlines()
    alone = len(data) <= _LARGEST and not any(line.strip() for line in lines[1:])
    if alone or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[" or not _is_whole(lines[0]):
        lines = _spread(data) or lines
    for number, draft in jsonl.read(lines):
        yield f"line {number}", draft


def _is_whole(line: bytes) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _spread(data: bytes) -> list[bytes] | None:
    """Return the articles of a JSON value that is no line, each as one."""
    try:
        value = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
    rows = value if isinstance(value, list) else _list_in(value) or [value]
    return [json.dumps(row).encode() for row in rows]


def _list_in(value: Any) -> list[Any] | None:
    """Return the one list of objects in an object that is no article itself: {"articles": [...]}."""
    if not isinstance(value, dict):
        return None
    if any(isinstance(value[key], str) and key.casefold() in _OF_AN_ARTICLE for key in value):
        return None  # and its comments are no articles
    lists = [one for one in value.values() if isinstance(one, list) and one and isinstance(one[0], dict)]
    return lists[0] if len(lists) == 1 else None


_ONE: dict[str, Callable[[bytes, str], Draft]] = {
    "text": text.read,
    "markdown": markdown.read,
    "mail": mail.read,
    "pdf": _pdf,
    **dict.fromkeys(("docx", "odt", "epub", "rtf"), _office),
}
_MANY: dict[str, Callable[[bytes, str], Iterator[Found]]] = {
    "jsonl": _json,
    "nitf": nitf.read,
    "newsml": newsml.read,
    "ninjs": ninjs.read,
    **dict.fromkeys(("feed", "json-feed"), _feed),
}
