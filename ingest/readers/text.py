"""Plain text: optional header lines, the text, an optional "Source »" line.

Text that was taken out of a document (PDF, office formats) is taken apart in the same way.
"""

import re
from dataclasses import dataclass

from corpus.records import Draft
from ingest.readers.decoding import decode
from ingest.readers.fields import NAMES, draft_of, field_of, hold_to_one_text

_NAMES = "|".join(re.escape(name).replace(r"\ ", "[ _]") for names in NAMES.values() for name in names)
_HEADER = re.compile(rf"({_NAMES}):[^\S\n]*(.*)\n?", re.IGNORECASE)
_SOURCE_LINE = re.compile(r"\n[^\S\n]*source[^\S\n]*[»:][^\S\n]*([^\n]{1,80})\s*\Z", re.IGNORECASE)
_LONGEST_HEADLINE = 160  # characters; what is longer, or ends like a sentence, is the first paragraph


@dataclass(frozen=True, slots=True)
class Parts:
    """What a text says of itself, and the rest of it."""

    fields: dict[str, str]
    """By Draft's field names, as written."""
    body: str
    start: int
    """The offset at which ``body`` begins in the text that was taken apart."""


def read(data: bytes, name: str) -> Draft:
    """Read one article. ``name`` is the file's, and names the article where nothing else does.

    Raises UnreadableInput where it is no text or far too long, or where an embargo names no moment.
    """
    hold_to_one_text(data)
    parts = take_apart(decode(data).replace("\r\n", "\n").replace("\r", "\n"))
    return draft_of(parts.fields, parts.body, title_from_name(name), dated_by="header line")


def take_apart(text: str, *, has_headline: bool = False) -> Parts:
    """Take header lines, a "Source »" line and a headline off ``text``; its lines end with a line feed.

    No headline is looked for where the article has one already (``has_headline``).
    """
    fields, start = _headers(text)
    body = text[start:]
    source = _SOURCE_LINE.search(body)
    if source:
        fields.setdefault("outlet", source[1].strip())
        body = body[: source.start()]
    body, start = _without_blank_lines(body, start)
    if "title" not in fields and not has_headline:
        headline, rest = _headline(body)
        if headline:
            fields["title"] = headline
            body, start = rest, start + len(body) - len(rest)
    return Parts(fields, body.rstrip("\n"), start)


def is_header(line: str) -> bool:
    """Tell whether ``line`` is a header line with something in it."""
    match = _HEADER.match(line)
    return bool(match and match[2].strip())


def title_from_name(name: str) -> str:
    """Return a headline made of a file's name: "iraq-militias.txt" gives "Iraq militias"."""
    stem = name.rsplit("/", 1)[-1].split(".", 1)[0]
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else "Untitled"


def _headers(text: str) -> tuple[dict[str, str], int]:
    """Read header lines; they end, where the offset says, at the first line that is none."""
    fields: dict[str, str] = {}
    position = 0
    while (match := _HEADER.match(text, position)) and match[2].strip():
        field = field_of(match[1])
        if field:
            fields.setdefault(field, match[2].strip())
        position = match.end()
    return fields, position


def _headline(body: str) -> tuple[str | None, str]:
    """Take a first line off that reads like a headline: short, alone, and no sentence."""
    first, blank, rest = body.partition("\n\n")
    line = first.strip()
    if not blank or not rest.strip() or "\n" in line or len(line) > _LONGEST_HEADLINE:
        return None, body
    if re.search(r"[.…:;,][\"'”’»)]*$", line) or line[:1] in "“\"'‘«„":
        return None, body
    return line, rest.lstrip("\n")


def _without_blank_lines(text: str, start: int) -> tuple[str, int]:
    stripped = text.lstrip("\n")
    return stripped.rstrip("\n"), start + len(text) - len(stripped)
