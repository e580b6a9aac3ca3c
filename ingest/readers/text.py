"""Plain text: optional header lines, a headline, byline and day, the text, an optional "Source »" line.

Text that was taken out of a document (PDF, office formats) is taken apart in the same way.
"""

import re
from dataclasses import dataclass
from itertools import islice

from corpus.records import Draft
from ingest.readers.dates import names_a_day, printed_day
from ingest.readers.decoding import decode
from ingest.readers.fields import NAMES, draft_of, field_of, hold_to_one_text

_NAMES = "|".join(re.escape(name).replace(r"\ ", "[ _]") for names in NAMES.values() for name in names)
_HEADER = re.compile(rf"({_NAMES})[ \u00a0\u202f]?:[^\S\n]*(.*)\n?", re.IGNORECASE)  # French sets a space
_SOURCE_LINE = re.compile(r"\n[^\S\n]*source[^\S\n]*[»:][^\S\n]*([^\n]{1,80})\s*\Z", re.IGNORECASE)
_LONGEST_HEADLINE = 160  # characters; what is longer, or ends like a sentence, is the first paragraph
_BYLINE = re.compile(r"(?i:by)[ \u00a0]+([^\W\d_a-z].{1,98}[^.:;?!…])")
_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)]*$|^[“\"'‘«„]")
_LINE = re.compile(r"^[^\n]*\n+", re.MULTILINE)  # with "^", a last line without end is looked at once
_LONGEST_STANDFIRST = 160  # characters
_LONGEST_OPENING = 6  # lines under a headline that may name authors and days


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
    said, body = dict(parts.fields), parts.body
    if "title" in said:
        body = body[under_headline(body, said) :]
    dated_by = "header line" if "published" in parts.fields else "line under the headline"
    return draft_of(said, body, title_from_name(name), dated_by)


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


def under_headline(body: str, said: dict[str, str], author: str = "") -> int:
    """Read the lines under a headline that name authors and days into ``said``, by Draft's field names.

    ``author`` is who wrote the article, as far as that is known: a line of these names alone is a byline,
    too. Returns the length of those at the top of ``body``; behind a standfirst they are read, but stay in
    the text, and a text is never nothing but such lines.
    """
    read, at_top = 0, True
    for found in islice(_LINE.finditer(body), _LONGEST_OPENING):
        line = found[0]
        words = " ".join(line.split())
        if _reads(words, said, author):
            read += len(line) if at_top else 0
        elif _SENTENCE.search(words) or len(words) > _LONGEST_STANDFIRST:
            break
        else:
            at_top = False
    return read


def words_in(text: str) -> set[str]:
    """Return the words of a line of names, folded; "and" and "by" are none."""
    return set(re.findall(r"[^\W\d_]+", text.casefold())) - {"and", "by"}


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
    line, _, below = first.strip().partition("\n")
    if below and all(_reads(" ".join(one.split()), {}, "") for one in below.split("\n")):
        rest = f"{below}\n\n{rest}"  # the byline and the day, without a blank line above them
    elif below:
        return None, body
    if not blank or not rest.strip() or len(line) > _LONGEST_HEADLINE:
        return None, body
    if re.search(r"[.…:;,][\"'”’»)]*$", line) or line[:1] in "“\"'‘«„":
        return None, body
    return line, rest.lstrip("\n")


def _without_blank_lines(text: str, start: int) -> tuple[str, int]:
    stripped = text.lstrip("\n")
    return stripped.rstrip("\n"), start + len(text) - len(stripped)


def _reads(words: str, said: dict[str, str], author: str) -> bool:
    """Read one line into ``said``; tell whether it is one that names an author or a day."""
    head, colon, value = words.partition(":")
    if colon and is_header(words) and (field := field_of(head)):
        said.setdefault(field, value.strip())
    elif printed_day(words):
        said.setdefault("published", words)
    elif (byline := _BYLINE.fullmatch(words)) and not names_a_day(byline[1]):
        said.setdefault("author", byline[1])
    else:
        return bool(author) and bool(words_in(words)) and words_in(words) <= words_in(author)
    return True
