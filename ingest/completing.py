"""Completing: what an input does not say of its article is looked for in the text, and days are doubted.

A day that cannot be is not believed: the article is then undated, and says why.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from corpus.records import Draft
from ingest.agencies import agency_of
from ingest.corrections import correction_in
from ingest.language import language_of

# The Relation of Strasbourg, the first newspaper, appeared in 1605.
_FIRST = date(1605, 1, 1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # what a moment that was never set becomes
_AHEAD = timedelta(1)  # somewhere it is tomorrow already


def completed(draft: Draft, today: date) -> Draft:
    """Return a draft with its language, agency and correction note, and with days that can be believed.

    What is under an embargo is published when that ends: that day can be, though it is still to come.
    """
    return replace(
        _dated(draft, today),
        language=draft.language or language_of(draft.text),
        agency=draft.agency or agency_of(draft.author, draft.text),
        correction=draft.correction or correction_in(draft.text),
    )


def _dated(draft: Draft, today: date) -> Draft:
    modified = draft.modified if draft.modified and doubt_of(draft.modified, today) is None else None
    doubt = doubt_of(draft.published, today)
    if draft.published_at == _EPOCH:
        doubt = "is where computers begin to count"
    elif draft.published and draft.embargo and abs(draft.published - draft.embargo.date()) <= _AHEAD:
        doubt = None
    if draft.published is None or doubt is None:
        return replace(draft, modified=modified)
    source = f" ({draft.dated_by})" if draft.dated_by else ""
    told = f"not believed: {draft.published.isoformat()}{source} {doubt}"
    return replace(draft, published=None, published_at=None, modified=modified, dated_by=told)


def doubt_of(day: date | None, today: date) -> str | None:
    """Return why a day cannot be one of publication, in words to follow it; None where it can, or is none."""
    if day is None:
        return None
    if day > today + _AHEAD:
        return "lies in the future"
    return "is older than newspapers" if day < _FIRST else None
