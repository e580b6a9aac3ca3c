"""What the archive holds of an article now, for setting what was once cited beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from corpus.database import Database, among
from corpus.schema import CURRENT, articles, versions


@dataclass(frozen=True, slots=True)
class Held:
    """An article's current version. ``added`` is when it came in, in UTC; ``correction`` as printed.

    ``embargo``, in UTC, is until when the article may not be quoted, past or to come.
    """

    version: int
    added: datetime
    text: str
    correction: str | None
    embargo: datetime | None = None


def held_now(catalogue: Database, article_ids: Sequence[str]) -> dict[str, Held]:
    """Return what is held of these articles, by id, in one query; ids that are gone are left out."""
    of_article = (articles.c.id, articles.c.version, articles.c.correction, articles.c.embargo)
    query = sa.select(*of_article, versions.c.added, versions.c.text).join(versions, CURRENT)
    with catalogue.transaction() as connection:
        rows = among(connection, query, articles.c.id, article_ids)
        return {row.id: Held(row.version, row.added, row.text, row.correction, row.embargo) for row in rows}
