"""The briefings of a home: their items in order, and the numbers that their sources have.

Rows of the catalogue, and no more: what an item says and what is known of a source is JSON here, which
`assistant` writes and reads. Times are in UTC.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.conversations import Numbers
from corpus.database import Database
from corpus.errors import NotFound
from corpus.work_schema import briefing_items, briefing_sources, briefings


@dataclass(frozen=True, slots=True)
class BriefingInfo:
    """What is known about a briefing without its items; ``items`` is how many it has."""

    id: str
    title: str
    created: datetime
    changed: datetime
    items: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item. ``id`` counts from 1; ``body`` and ``asked`` are JSON values.

    ``seen`` has, by article, the correction note that was known when the item was put in or last edited.
    """

    id: int
    body: dict[str, Any]
    asked: dict[str, Any] | None
    seen: dict[str, str | None]


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One article version that has a number. ``article`` is JSON; ``accessed`` a day in UTC."""

    number: int
    article_id: str
    version: int
    article: dict[str, Any]
    accessed: date


class Briefings:
    """The rows of the briefings of one home."""

    def __init__(self, catalogue: Database) -> None:
        self._catalogue = catalogue

    def every(self) -> list[BriefingInfo]:
        """Return every briefing, the one that changed last first."""
        with self._catalogue.transaction() as connection:
            rows = connection.execute(_INFO.order_by(briefings.c.changed.desc(), briefings.c.id))
            return [_info(row) for row in rows]

    def get(self, briefing: str) -> BriefingInfo:
        """Return what is known about a briefing. Raises NotFound where there is none with this id."""
        with self._catalogue.transaction() as connection:
            row = connection.execute(_INFO.where(briefings.c.id == briefing)).first()
        if row is None:
            raise _not_found(briefing)
        return _info(row)

    def items(self, briefing: str) -> list[ItemRow]:
        """Return the items of a briefing in order; none where there is no such briefing."""
        with self._catalogue.transaction() as connection:
            return _items(connection, briefing)

    def sources(self, briefing: str) -> list[SourceRow]:
        """Return the sources that a briefing has given numbers to, lowest first."""
        query = sa.select(briefing_sources).where(briefing_sources.c.briefing == briefing)
        with self._catalogue.transaction() as connection:
            rows = connection.execute(query.order_by(briefing_sources.c.number))
            return [_source(row) for row in rows]

    def new(self, title: str) -> BriefingInfo:
        """Make an empty briefing with this title."""
        now = datetime.now(UTC)
        made = BriefingInfo(secrets.token_hex(6), title, now, now, 0)
        with self._catalogue.transaction() as connection:
            connection.execute(
                briefings.insert().values(id=made.id, title=title, created=now, changed=now, given=0)
            )
        return made

    def rename(self, briefing: str, title: str) -> None:
        """Give a briefing another title. Raises NotFound where there is none with this id."""
        with self.changing(briefing) as change:
            change.rename(title)

    def remove(self, briefing: str) -> None:
        """Drop a briefing with its items. Raises NotFound where there is none with this id."""
        with self._catalogue.transaction() as connection:
            if not connection.execute(briefings.delete().where(briefings.c.id == briefing)).rowcount:
                raise _not_found(briefing)

    @contextmanager
    def changing(self, briefing: str) -> "Iterator[Change]":
        """Yield a way to write to a briefing. Nobody else does meanwhile; all is kept together or not at all.

        Raises NotFound where there is none with this id.
        """
        with self._catalogue.transaction() as connection:  # the update first: it takes the lock
            update = briefings.update().where(briefings.c.id == briefing).values(changed=datetime.now(UTC))
            if not connection.execute(update).rowcount:
                raise _not_found(briefing)
            yield Change(connection, briefing)


class Change:
    """The rows of one briefing while it is written to."""

    def __init__(self, connection: sa.Connection, briefing: str) -> None:
        self._connection = connection
        self._briefing = briefing

    @property
    def numbers(self) -> dict[tuple[str, int], int]:
        """The numbers given so far, by article id and version, lowest first."""
        query = sa.select(briefing_sources).where(briefing_sources.c.briefing == self._briefing)
        rows = self._connection.execute(query.order_by(briefing_sources.c.number))
        return {(row.article_id, row.version): row.number for row in rows}

    @property
    def ids(self) -> list[int]:
        """The ids of the items, in their order."""
        return list(self._positions)

    def item(self, item: int) -> ItemRow:
        """Return an item. Raises NotFound where the briefing has none with this id."""
        found = {row.id: row for row in _items(self._connection, self._briefing)}
        if item not in found:
            raise self._no_item(item)
        return found[item]

    def rename(self, title: str) -> None:
        """Give the briefing another title."""
        update = briefings.update().where(briefings.c.id == self._briefing)
        self._connection.execute(update.values(title=title))

    def number(self, article: Mapping[str, Any], article_id: str, version: int, wanted: int | None) -> int:
        """Return a source's number: the one it has, else ``wanted`` where that is free, else the next one."""
        given: Numbers = self.numbers
        if (article_id, version) in given:
            return given[article_id, version]
        taken = set(given.values())
        free = wanted is not None and wanted > 0 and wanted not in taken
        number = wanted if free and wanted is not None else max(taken, default=0) + 1
        self._connection.execute(
            briefing_sources.insert().values(
                briefing=self._briefing,
                number=number,
                article_id=article_id,
                version=version,
                article=dict(article),
                accessed=datetime.now(UTC).date().isoformat(),
            )
        )
        return number

    def add(
        self,
        body: Mapping[str, Any],
        asked: Mapping[str, Any] | None,
        seen: Mapping[str, str | None],
        after: int | None = None,
    ) -> int:
        """Keep a new item after another one (0: first, None: last) and return its id.

        Raises NotFound where there is none to stand after.
        """
        ids = self.ids
        at = self._place_after(after, ids)
        where = briefings.c.id == self._briefing
        self._connection.execute(briefings.update().where(where).values(given=briefings.c.given + 1))
        item = int(self._connection.execute(sa.select(briefings.c.given).where(where)).scalar_one())
        self._connection.execute(
            briefing_items.insert().values(
                briefing=self._briefing,
                id=item,
                position=max(self._positions.values(), default=0) + 1,
                body=dict(body),
                asked=sa.null() if asked is None else dict(asked),
                seen=dict(seen),
            )
        )
        if at < len(ids):
            self._order([*ids[:at], item, *ids[at:]])
        return item

    def put(self, row: ItemRow) -> None:
        """Keep an item anew in its place. Raises NotFound where the briefing has none with its id."""
        update = briefing_items.update().where(self._is(row.id))
        asked = sa.null() if row.asked is None else row.asked
        if not self._connection.execute(update.values(body=row.body, asked=asked, seen=row.seen)).rowcount:
            raise self._no_item(row.id)

    def move(self, item: int, after: int) -> None:
        """Put an item after another one, or first (0). Raises NotFound where either is not there."""
        if item not in (every := self._positions):
            raise self._no_item(item)
        ids = [one for one in every if one != item]
        at = self._place_after(after, ids)
        self._order([*ids[:at], item, *ids[at:]])

    def drop(self, item: int) -> None:
        """Drop an item. Raises NotFound where the briefing has none with this id."""
        if not self._connection.execute(briefing_items.delete().where(self._is(item))).rowcount:
            raise self._no_item(item)

    @property
    def _positions(self) -> dict[int, int]:
        """Where each item stands, by id, in order."""
        columns = briefing_items.c.id, briefing_items.c.position
        query = sa.select(*columns).where(briefing_items.c.briefing == self._briefing)
        rows = self._connection.execute(query.order_by(briefing_items.c.position))
        return {row.id: row.position for row in rows}

    def _place_after(self, after: int | None, ids: list[int]) -> int:
        if after is None:
            return len(ids)
        if after and after not in ids:
            raise self._no_item(after)
        return ids.index(after) + 1 if after else 0

    def _order(self, ids: list[int]) -> None:
        held = self._positions
        for position, item in enumerate(ids, start=1):
            if held[item] != position:
                update = briefing_items.update().where(self._is(item))
                self._connection.execute(update.values(position=position))

    def _is(self, item: int) -> sa.ColumnElement[bool]:
        return (briefing_items.c.briefing == self._briefing) & (briefing_items.c.id == item)

    def _no_item(self, item: int) -> NotFound:
        return NotFound(
            f"The briefing has no item {item}. Their numbers are in: dateline briefing show {self._briefing}"
        )


_INFO = (
    sa.select(briefings, sa.func.count(briefing_items.c.id).label("items"))
    .join(briefing_items, briefing_items.c.briefing == briefings.c.id, isouter=True)
    .group_by(briefings.c.id)
)


def _items(connection: sa.Connection, briefing: str) -> list[ItemRow]:
    query = sa.select(briefing_items).where(briefing_items.c.briefing == briefing)
    rows = connection.execute(query.order_by(briefing_items.c.position))
    return [ItemRow(row.id, row.body, row.asked, row.seen) for row in rows]


def _info(row: Any) -> BriefingInfo:
    return BriefingInfo(row.id, row.title, row.created, row.changed, row.items)


def _source(row: Any) -> SourceRow:
    accessed = date.fromisoformat(row.accessed)
    return SourceRow(row.number, row.article_id, row.version, row.article, accessed)


def _not_found(briefing: str) -> NotFound:
    return NotFound(f"No briefing has the id {briefing!r}. List them with: dateline briefing list")
