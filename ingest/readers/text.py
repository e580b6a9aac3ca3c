"""Plain text: optional header lines, the text, an optional "Source »" line."""

import re

from corpus.records import Draft
from ingest.readers.dates import printed_day
from ingest.readers.decoding import decode

_HEADER = re.compile(
    r"(title|headline|outlet|source|author|by|published|date|url|link|id):[^\S\n]*(.*)\n?", re.IGNORECASE
)
_SOURCE_LINE = re.compile(r"\n[^\S\n]*source[^\S\n]*[»:][^\S\n]*([^\n]{1,80})\s*\Z", re.IGNORECASE)
_FIELD = {
    "headline": "title",
    "source": "outlet",
    "by": "author",
    "date": "published",
    "link": "url",
    "id": "external_id",
}
_LONGEST_HEADLINE = 160  # characters; what is longer, or ends like a sentence, is the first paragraph


def read(data: bytes, name: str) -> Draft:
    """Read one article. ``name`` is the file's, and names the article where nothing else does."""
    text = decode(data).replace("\r\n", "\n").replace("\r", "\n")
    fields, body = _headers(text)
    source = _SOURCE_LINE.search(body)
    if source:
        fields.setdefault("outlet", source[1].strip())
        body = body[: source.start()]
    body = body.strip("\n")
    if "title" not in fields:
        headline, rest = _headline(body)
        if headline:
            fields["title"], body = headline, rest
    return Draft(
        title=fields.get("title") or title_from_name(name),
        text=body,
        external_id=fields.get("external_id"),
        outlet=fields.get("outlet"),
        author=fields.get("author"),
        published=printed_day(fields.get("published")),
        url=fields.get("url"),
    )


def title_from_name(name: str) -> str:
    """Return a headline made of a file's name: "iraq-militias.txt" gives "Iraq militias"."""
    stem = name.rsplit("/", 1)[-1].split(".", 1)[0]
    words = re.sub(r"[-_\s]+", " ", stem).strip()
    return words[:1].upper() + words[1:] if words else "Untitled"


def _headers(text: str) -> tuple[dict[str, str], str]:
    """Take header lines off the top; they end at the first line that is none."""
    fields: dict[str, str] = {}
    position = 0
    while (match := _HEADER.match(text, position)) and match[2].strip():
        name = match[1].lower()
        fields.setdefault(_FIELD.get(name, name), match[2].strip())
        position = match.end()
    return fields, text[position:]


def _headline(body: str) -> tuple[str | None, str]:
    """Take a first line off that reads like a headline: short, alone, and no sentence."""
    first, blank, rest = body.partition("\n\n")
    line = first.strip()
    if not blank or not rest.strip() or "\n" in line or len(line) > _LONGEST_HEADLINE:
        return None, body
    if re.search(r"[.…:;,][\"'”’»)]*$", line) or line[:1] in "“\"'‘«„":
        return None, body
    return line, rest.strip("\n")
