"""What the archive holds of an article now, for setting what was once cited beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from corpus.ledger import Ledger, batches
from corpus.schema import articles, versions


@dataclass(frozen=True, slots=True)
class Held:
    """An article's current version. ``added`` is when it came in, in UTC; ``correction`` as printed."""

    version: int
    added: datetime
    text: str
    correction: str | None


def held_now(catalogue: Ledger, article_ids: Sequence[str]) -> dict[str, Held]:
    """Return what is held of these articles, by id, in one query; ids that are gone are left out."""
    query = sa.select(
        articles.c.id, articles.c.version, articles.c.correction, versions.c.added, versions.c.text
    ).join(versions, (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.version))
    found: dict[str, Held] = {}
    with catalogue.transaction() as connection:
        for some in batches(article_ids):
            for row in connection.execute(query.where(articles.c.id.in_(some))):
                found[row.id] = Held(row.version, row.added, row.text, row.correction)
    return found
