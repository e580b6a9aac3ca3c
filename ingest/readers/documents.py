"""Documents (PDF, office formats): paragraphs and properties into a draft.

A document's properties are believed where its text does not say otherwise: programs fill them with the
names of templates, files and computers. The first lines under a headline may name the author and the day.
"""

import re
from collections.abc import Mapping, Sequence

from corpus.records import Draft
from ingest.readers.fields import draft_of
from ingest.readers.text import is_header, take_apart, title_from_name, under_headline, words_in

_NO_TITLE = re.compile(
    r"microsoft (?:word|powerpoint)\b|(?:powerpoint|slide) ?-? ?(?:presentation|\d+)\b|untitled|no title|"
    r"unbenannt|sans titre|sin título|layout \d|document ?\d*$|dokument ?\d*$|print(?:ing)?\b|title$|"
    r".*\.(?:docx?|odt|rtf|pdf|indd|qxd|qxp|pages|tmp|txt|html?|pptx?|xlsx?|dvi|ps|eps|ai)$",
    re.IGNORECASE,
)
_NO_AUTHOR = re.compile(
    r"(?:microsoft|ms|office|windows|default|unknown|anonymous|admin\w*|user\w*|owner|author|root|guest|editor|"
    r"none|null|python-docx|acrobat|adobe|pandoc|libreoffice)\b",
    re.IGNORECASE,
)


def joined(paragraphs: Sequence[str]) -> str:
    """Return the text of ``paragraphs``: blank lines between them, none between header lines at the top."""
    text = ""
    heading = True
    for paragraph in paragraphs:
        separator = "\n" if heading and is_header(paragraph) else "\n\n"
        text += separator + paragraph if text else paragraph
        heading = heading and is_header(paragraph)
    return text


def believed(properties: Mapping[str, str]) -> dict[str, str]:
    """Return the properties that a person may have written: no file's name as title, no login as author."""
    known = {field: " ".join(value.split()) for field, value in properties.items() if value.strip()}
    title, author = known.get("title", ""), known.get("author", "")
    if _NO_TITLE.match(title) or (title.isascii() and " " not in title):
        known.pop("title", None)
    if _NO_AUTHOR.match(author) or (author.isascii() and " " not in author) or not words_in(author):
        known.pop("author", None)
    return known


def document_draft(
    text: str, marked: Mapping[str, str], properties: Mapping[str, str], name: str
) -> tuple[Draft, int]:
    """Return the article in a document's ``text``, and the offset at which its own text begins there.

    ``marked`` is what the document shows and marks as its title, author or day, already taken out of
    ``text``; ``properties`` are what it says of itself beside its text. Both by Draft's field names.
    Raises UnreadableInput.
    """
    known = believed(properties)
    parts = take_apart(text, has_headline="title" in marked)
    said, body, start = {**marked, **parts.fields}, parts.body, parts.start
    first, blank, rest = body.partition("\n\n")
    if "title" not in said and blank and _same(first, known.get("title", "")):
        said["title"] = " ".join(first.split())
        body, start = rest, start + len(first) + len(blank)
    if "title" in said:
        length = under_headline(body, said, said.get("author") or known.get("author", ""))
        body, start = body[length:], start + length
    dated_by = "document text" if "published" in said else "document properties"
    return draft_of({**known, **said}, body, title_from_name(name), dated_by), start


def _same(one: str, other: str) -> bool:
    return bool(other) and re.findall(r"\w+", one.casefold()) == re.findall(r"\w+", other.casefold())
