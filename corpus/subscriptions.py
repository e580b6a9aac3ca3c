"""Subscriptions: the feeds that the archive follows, and what each of them said last.

Of every entry that was taken in, a mark of what the feed said of it is kept, and the article it became: an
entry that says the same as last time is not fetched again. Times are in UTC.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from corpus.database import Database, among
from corpus.errors import NotFound
from corpus.schema import feed_entries, feeds

EVERY_MINUTES = 60
"""How often a feed is asked unless a person says otherwise: the example that RSS 2.0 gives for ``ttl``."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A feed that the archive follows. ``error`` says why its last update failed, None where it did not."""

    url: str
    title: str | None
    minutes: int
    added: datetime
    fetched: datetime | None
    etag: str | None
    last_modified: str | None
    error: str | None


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """What a feed said of an entry (as a fingerprint), and the article it became.

    ``whole`` is false where its page could not be had and the feed's summary stands for it.
    """

    fingerprint: str
    whole: bool
    article_id: str


class Subscriptions:
    """The subscribed feeds of one home."""

    def __init__(self, catalogue: Database) -> None:
        self._catalogue = catalogue

    def add(self, url: str, *, title: str | None = None, minutes: int = EVERY_MINUTES) -> Subscription:
        """Follow a feed; one that is followed already gets the new interval (in minutes, at least 1)."""
        minutes = max(1, minutes)
        with self._catalogue.transaction() as connection:
            update = feeds.update().where(feeds.c.url == url).values(minutes=minutes)
            if not connection.execute(update).rowcount:
                new = {"url": url, "title": title, "minutes": minutes, "added": datetime.now(UTC)}
                connection.execute(feeds.insert().values(**new))
        return self.get(url)

    def remove(self, url: str) -> None:
        """Stop following a feed; its articles stay. Raises NotFound where it is not followed."""
        with self._catalogue.transaction() as connection:
            if not connection.execute(feeds.delete().where(feeds.c.url == url)).rowcount:
                raise _not_found(url)

    def get(self, url: str) -> Subscription:
        """Return a followed feed. Raises NotFound where it is not followed."""
        with self._catalogue.transaction() as connection:
            row = connection.execute(sa.select(feeds).where(feeds.c.url == url)).first()
        if row is None:
            raise _not_found(url)
        return _subscription(row)

    def every(self) -> list[Subscription]:
        """Return the followed feeds in the order in which they were added."""
        with self._catalogue.transaction() as connection:
            rows = connection.execute(sa.select(feeds).order_by(feeds.c.added, feeds.c.url))
            return [_subscription(row) for row in rows]

    def due(self, now: datetime | None = None) -> list[Subscription]:
        """Return the feeds whose next update has come at ``now`` (UTC; the present where it is None)."""
        now = now or datetime.now(UTC)
        return [
            one
            for one in self.every()
            if one.fetched is None or one.fetched + timedelta(minutes=one.minutes) <= now
        ]

    def note_read(self, url: str, *, title: str | None, etag: str | None, last_modified: str | None) -> None:
        """Note that a feed was read to its end; a title that it no longer says stays."""
        values: dict[str, Any] = {"etag": etag, "last_modified": last_modified, "error": None}
        self._note(url, values | ({"title": title} if title else {}))

    def note_unchanged(self, url: str) -> None:
        """Note that a feed was asked and had nothing new."""
        self._note(url, {"error": None})

    def note_failed(self, url: str, reason: str) -> None:
        """Note why a feed could not be updated; what is known of it stays."""
        self._note(url, {"error": reason})

    def held(self, url: str, entries: Iterable[str]) -> dict[str, HeldEntry]:
        """Return what a feed said of those of these entries (by identity) that were taken in."""
        query = sa.select(feed_entries).where(feed_entries.c.feed == url)
        with self._catalogue.transaction() as connection:
            rows = among(connection, query, feed_entries.c.entry, list(entries))
            return {row.entry: HeldEntry(row.fingerprint, row.whole, row.article_id) for row in rows}

    def hold(self, url: str, entry: str, held: HeldEntry) -> None:
        """Keep what a feed says of an entry that was taken in; nothing where the feed is not followed."""
        place = (feed_entries.c.feed == url) & (feed_entries.c.entry == entry)
        with self._catalogue.transaction() as connection:
            connection.execute(feed_entries.delete().where(place))
            if connection.execute(sa.select(feeds.c.url).where(feeds.c.url == url)).first():
                values = {"fingerprint": held.fingerprint, "whole": held.whole, "article_id": held.article_id}
                connection.execute(feed_entries.insert().values(feed=url, entry=entry, **values))

    def _note(self, url: str, values: dict[str, Any]) -> None:
        update = feeds.update().where(feeds.c.url == url).values(fetched=datetime.now(UTC), **values)
        with self._catalogue.transaction() as connection:
            connection.execute(update)


def _subscription(row: Any) -> Subscription:
    return Subscription(
        row.url,
        row.title,
        row.minutes,
        row.added,
        row.fetched,
        row.etag,
        row.last_modified,
        row.error,
    )


def _not_found(url: str) -> NotFound:
    return NotFound(f"The archive does not follow the feed {url}. List those it does: dateline feed list")
