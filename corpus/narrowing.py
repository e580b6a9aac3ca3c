"""Narrowing: which articles a list is to show, said once for the command line and the app."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import sqlalchemy as sa

from corpus.schema import articles, copies

Only = Literal["embargo", "usage", "credit", "correction", "undated", "versions", "copies"]
"""What a list can be narrowed to: articles that have it ("versions": more than one; "undated": no day)."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What articles must have to be listed: all that is named here. Days include both ends."""

    words: str = ""
    """Words that headline, outlet, byline and text must hold between them, or an article's id or address."""
    contains: str = ""
    """Characters that the headline must hold, ignoring case."""
    outlets: tuple[str, ...] = ()
    """One of these, ignoring case."""
    since: date | None = None
    until: date | None = None
    language: str | None = None
    """ISO 639-1 code, ignoring case."""
    section: str | None = None
    """Ignoring case."""
    only: tuple[Only, ...] = ()
    sample: bool | None = None
    """Only those that came with Dateline, or only others."""


NEWEST = (articles.c.published.desc().nulls_last(), articles.c.id)
OLDEST = (articles.c.published.asc().nulls_last(), articles.c.id)


def rule(wanted: Wanted) -> sa.ColumnElement[bool]:
    """Return the condition on ``articles`` that all of ``wanted`` makes, but for its words."""
    published = articles.c.published
    rules = [_ONLY[one] for one in wanted.only if one != "embargo"]
    if "embargo" in wanted.only:
        rules.append(articles.c.embargo > datetime.now(UTC))
    if wanted.contains:
        rules.append(articles.c.title.icontains(wanted.contains, autoescape=True))
    if wanted.outlets:
        rules.append(sa.func.lower(articles.c.outlet).in_([outlet.lower() for outlet in wanted.outlets]))
    if wanted.since:
        rules.append(published >= wanted.since.isoformat())
    if wanted.until:
        rules.append(published <= wanted.until.isoformat())
    if wanted.language:
        rules.append(sa.func.lower(articles.c.language) == wanted.language.lower())
    if wanted.section:
        rules.append(sa.func.lower(articles.c.section) == wanted.section.lower())
    if wanted.sample is not None:
        rules.append(articles.c.sample == wanted.sample)
    return sa.and_(sa.true(), *rules)


_ONLY: dict[Only, sa.ColumnElement[bool]] = {
    "usage": articles.c.usage.is_not(None),
    "credit": articles.c.credit.is_not(None),
    "correction": articles.c.correction.is_not(None),
    "undated": articles.c.published.is_(None),
    "versions": articles.c.version > 1,
    "copies": articles.c.id.in_(sa.union(sa.select(copies.c.article_id), sa.select(copies.c.other_id))),
}
