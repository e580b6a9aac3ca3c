"""Admitting: what an article must have to come into the archive, and its fields as they are kept."""

from dataclasses import replace
from typing import Any

from corpus.errors import BadArticle
from corpus.records import Draft

_WORDS = (  # fields of a draft that are a line of words
    *("outlet", "author", "url", "dated_by", "language", "section"),
    *("agency", "correction", "credit", "usage"),
)
_LONGEST_TEXT = 5_000_000  # characters: a long book is a tenth of it


def admitted(draft: Draft) -> Draft:
    """Return the draft with its metadata trimmed. Raises BadArticle where it is refused, which says why."""
    if not draft.text.strip():
        raise BadArticle("The article has no text. Check the file it is from.")
    if len(draft.text) > _LONGEST_TEXT:
        raise BadArticle(f"The text is longer than {_LONGEST_TEXT:,} characters. Split the article.")
    fields = (draft.text, draft.title, draft.external_id, *(getattr(draft, name) for name in _WORDS))
    for field in (*fields, *(one.text for one in draft.earlier)):
        if field and ("\0" in field or not _is_unicode(field)):
            raise BadArticle("It holds what is no text (NUL, half a surrogate pair). Save it as UTF-8 anew.")
    trimmed: dict[str, Any] = {name: _trimmed(getattr(draft, name)) for name in _WORDS}
    title = " ".join(draft.title.split()) or "Untitled"
    return replace(draft, title=title, external_id=draft.external_id or None, **trimmed)


def _trimmed(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _is_unicode(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
