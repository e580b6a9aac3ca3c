"""Completing: what an input does not say of its article is looked for in the text, and days are doubted.

A day that cannot be is not believed: the article is then undated, and says why.
"""

from dataclasses import replace
from datetime import date, timedelta

from corpus.records import Draft
from ingest.agencies import agency_of
from ingest.corrections import correction_in
from ingest.language import language_of

# The Relation of Strasbourg, the first newspaper, appeared in 1605.
_FIRST = date(1605, 1, 1)
_AHEAD = timedelta(1)  # somewhere it is tomorrow already


def completed(draft: Draft, today: date) -> Draft:
    """Return a draft with its language, agency and correction note, and with days that can be believed."""
    return replace(
        _dated(draft, today),
        language=draft.language or language_of(draft.text),
        agency=draft.agency or agency_of(draft.author, draft.text),
        correction=draft.correction or correction_in(draft.text),
    )


def _dated(draft: Draft, today: date) -> Draft:
    modified = draft.modified if draft.modified and _doubt(draft.modified, today) is None else None
    doubt = _doubt(draft.published, today)
    if draft.published is None or doubt is None:
        return replace(draft, modified=modified)
    source = f" ({draft.dated_by})" if draft.dated_by else ""
    told = f"not believed: {draft.published.isoformat()}{source} {doubt}"
    return replace(draft, published=None, published_at=None, modified=modified, dated_by=told)


def _doubt(day: date | None, today: date) -> str | None:
    if day is None:
        return None
    if day > today + _AHEAD:
        return "lies in the future"
    return "is older than newspapers" if day < _FIRST else None
