"""Eligible: which articles and passages a question may be answered from."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import sqlalchemy as sa

from corpus.article_rows import day_of
from corpus.database import Database
from corpus.records import Filters
from corpus.schema import articles, passages


class Eligible(Database):
    """What of one home is searchable (all derived stores hold it) and passes filters."""

    def owners(self, ids: Sequence[int], filters: Filters) -> dict[int, str]:
        """Return the articles of those of these passages that are eligible, by passage."""
        query = sa.select(passages.c.id, passages.c.article_id)
        query = query.join(articles, articles.c.id == passages.c.article_id).where(_passes(filters))
        return {row.id: row.article_id for row in self._rows_among(query, passages.c.id, ids)}

    def eligible_passages(self, filters: Filters, most: int) -> list[int] | None:
        """Return the eligible passages, by id; None where they are more than ``most``."""
        query = sa.select(passages.c.id).join(articles, articles.c.id == passages.c.article_id)
        query = query.where(_passes(filters)).limit(most + 1)
        with self._engine.connect() as connection:
            number = connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one()
            return None if number > most else list(connection.execute(query).scalars())

    def eligible_articles(self, ids: Sequence[str], filters: Filters) -> set[str]:
        """Return which of these articles are eligible."""
        query = sa.select(articles.c.id).where(_passes(filters))
        return {row.id for row in self._rows_among(query, articles.c.id, ids)}

    def coverage(self, filters: Filters | None = None) -> tuple[date | None, date | None]:
        """Return the oldest and the newest published day among the eligible articles.

        Without filters, among all that are searchable, those under an embargo included.
        """
        query = sa.select(sa.func.min(articles.c.published), sa.func.max(articles.c.published))
        query = query.where(articles.c.indexed if filters is None else _passes(filters))
        ((oldest, newest),) = self._rows(query)
        return day_of(oldest), day_of(newest)


def _passes(filters: Filters) -> sa.ColumnElement[bool]:
    """Say which articles are eligible. Days are ISO texts, which compare as days do.

    An undated article passes ``asked`` but no explicit ``since`` or ``until``. What is under an embargo may
    not be quoted, whoever asks and for whatever day.
    """
    published = articles.c.published
    embargo = articles.c.embargo
    rules: list[sa.ColumnElement[bool]] = [
        articles.c.indexed,
        embargo.is_(None) | (embargo <= datetime.now(UTC)),
    ]
    if filters.since:
        rules.append(published >= filters.since.isoformat())
    if filters.until:
        rules.append(published <= filters.until.isoformat())
    if filters.asked:
        rules.append(published.is_(None) | (published <= filters.asked.isoformat()))
    if filters.outlet:
        rules.append(sa.func.lower(articles.c.outlet) == filters.outlet.lower())
    return sa.and_(*rules)
