"""The catalogue's tables, their version, and the way from each older version to this one."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from corpus.errors import CorpusError
from corpus.records import DETAILS

SCHEMA_VERSION = 3

metadata = sa.MetaData()


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC. SQLite keeps no zone; what is read back has it again."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002
        """Return a moment as it was written."""
        return value.replace(tzinfo=UTC) if value and value.tzinfo is None else value


meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    # what makes it the same article when it is read again: URL, external id or content (ingest/identity)
    sa.Column("identity", sa.Text, nullable=False, unique=True),
    # hash of everything that was read, so that an unchanged input is recognised and edits by hand stay
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text, index=True),
    sa.Column("author", sa.Text),
    sa.Column("published", sa.Text, index=True),  # ISO day as the publisher printed it
    sa.Column("url", sa.Text),
    sa.Column("sample", sa.Boolean, nullable=False, default=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("indexed", sa.Boolean, nullable=False, default=False),
    sa.Column("published_at", Moment),
    sa.Column("modified", sa.Text),  # ISO day as the publisher printed it
    sa.Column("dated_by", sa.Text),
    sa.Column("language", sa.Text),
    sa.Column("section", sa.Text),
    sa.Column("agency", sa.Text),
    sa.Column("correction", sa.Text),
    sa.Column("credit", sa.Text),
    sa.Column("usage", sa.Text),
    sa.Column("embargo", Moment),
)
# Only the few that are not taken in yet: an index over all would lead SQLite to visit every article
# where it should look passages up by id (600 ms a search at 4,000 articles).
sa.Index(
    "ix_articles_unindexed",
    articles.c.id,
    sqlite_where=articles.c.indexed.is_(False),
    postgresql_where=articles.c.indexed.is_(False),
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column("article_id", sa.Text, sa.ForeignKey("articles.id"), primary_key=True),
    sa.Column("version", sa.Integer, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_hash", sa.Text, nullable=False),
    sa.Column("added", Moment, nullable=False),
    sa.Column("page_starts", sa.JSON),  # offsets of printed pages; NULL where there are none
)

# What is compared of an article's text when another one comes in. The number grows and is never given twice,
# so whoever holds all up to a number needs only those that follow.
signatures = sa.Table(
    "signatures",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False, unique=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
    sqlite_autoincrement=True,
)

# Pairs of articles that carry one text: each "whole", or a "part" of one is what the other holds.
copies = sa.Table(
    "copies",
    metadata,
    sa.Column("article_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("other_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True, index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.CheckConstraint("article_id < other_id", name="copies_once"),
)

# The feeds that the archive follows.
feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("url", sa.Text, primary_key=True),
    sa.Column("title", sa.Text),
    sa.Column("minutes", sa.Integer, nullable=False),  # between two updates
    sa.Column("added", Moment, nullable=False),
    sa.Column("fetched", Moment),  # when it was last asked, whatever came of it
    sa.Column("etag", sa.Text),
    sa.Column("last_modified", sa.Text),
    sa.Column("error", sa.Text),  # why the last update failed
)

# What feeds said of their entries. No foreign key to articles: a removed one is noticed when it is looked up.
feed_entries = sa.Table(
    "feed_entries",
    metadata,
    sa.Column("feed", sa.ForeignKey("feeds.url", ondelete="CASCADE"), primary_key=True),
    sa.Column("entry", sa.Text, primary_key=True),  # its identity (ingest/identity)
    sa.Column("fingerprint", sa.Text, nullable=False),
    sa.Column("whole", sa.Boolean, nullable=False),  # no page is left to fetch for it
    sa.Column("article_id", sa.Text, nullable=False),
)

# What was removed and can still be restored: its export row, packed so that no search of the file finds it.
removed = sa.Table(
    "removed",
    metadata,
    sa.Column("article_id", sa.Text, primary_key=True),
    sa.Column("external_id", sa.Text, index=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

passages = sa.Table(
    "passages",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("text_hash", sa.Text, nullable=False, index=True),  # the same text is not embedded twice
    sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
    sqlite_autoincrement=True,  # an id is never given twice, so a stale vector can never name a new passage
)

# The sentences of each passage and their vectors, as corpus/sentence_vectors.py packs them. Derived, but
# kept here: they are read by passage id only, and never searched as a whole.
sentence_vectors = sa.Table(
    "sentence_vectors",
    metadata,
    sa.Column("passage_id", sa.ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("packed", sa.LargeBinary, nullable=False),
)

quotes = sa.Table(
    "quotes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("article_id", sa.Text, nullable=False, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("spans", sa.JSON, nullable=False),
    sa.Column("speaker", sa.Text, index=True),
    sa.Column("role", sa.Text),
    sa.Column("cue", sa.Text),
    sa.Column("direct", sa.Boolean, nullable=False),
    sa.ForeignKeyConstraint(["article_id", "version"], ["versions.article_id", "versions.version"]),
)

# passages that were dropped here and that the vectors or the words may still hold
forgotten = sa.Table("forgotten", metadata, sa.Column("passage_id", sa.Integer, primary_key=True))

outcomes = sa.Table(
    "outcomes",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("input", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("article_id", sa.Text),
)

# What was asked and answered. Of an answer only the JSON is kept: corpus knows none (assistant/contract).
conversations = sa.Table(
    "conversations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("changed", Moment, nullable=False),
)

turns = sa.Table(
    "turns",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # from 1
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("question", sa.Text, nullable=False),  # as it was typed
    sa.Column("understood", sa.Text, nullable=False),  # as a question that stands alone
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("answer", sa.JSON, nullable=False),
)

# The citation numbers of a conversation. They outlive turns that are answered anew and articles that are
# removed: no number ever stands for two sources, and no source has two.
source_numbers = sa.Table(
    "source_numbers",
    metadata,
    sa.Column("conversation", sa.ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # from 1
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.UniqueConstraint("conversation", "article_id", "version"),
)

# Briefings. What an item is, what it came from and what is known of a source is JSON that `assistant` writes.
briefings = sa.Table(
    "briefings",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("given", sa.Integer, nullable=False),  # the highest item id so far: none is given twice
)

briefing_items = sa.Table(
    "briefing_items",
    metadata,
    sa.Column("briefing", sa.ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("id", sa.Integer, primary_key=True),  # from 1
    sa.Column("position", sa.Integer, nullable=False),  # from 1, in order
    sa.Column("body", sa.JSON, nullable=False),
    sa.Column("asked", sa.JSON),
    sa.Column("seen", sa.JSON, nullable=False),  # by article, the correction note known when it was cited
)

# The citation numbers of a briefing. They outlive its items and the articles, as those of conversations do.
briefing_sources = sa.Table(
    "briefing_sources",
    metadata,
    sa.Column("briefing", sa.ForeignKey("briefings.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # from 1
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("article", sa.JSON, nullable=False),
    sa.Column("accessed", sa.Text, nullable=False),  # ISO day, in UTC
    sa.UniqueConstraint("briefing", "article_id", "version"),
)

# Citations that somebody says are wrong. No foreign key: what was reported stays when an article is removed.
reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("question", sa.Text, nullable=False),
    sa.Column("statement", sa.Text, nullable=False),
    sa.Column("words", sa.Text, nullable=False),  # as cited, several places parted by " … "
    sa.Column("spans", sa.JSON, nullable=False),  # [[start, end], ...] in the version's text
    sa.Column("article_id", sa.Text, nullable=False),
    sa.Column("external_id", sa.Text),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("outlet", sa.Text),
    sa.Column("published", sa.Text),
    sa.Column("answer", sa.JSON, nullable=False),
    sa.Column("done", Moment),
    sqlite_autoincrement=True,
)

# Questions of conversations that have no answer yet. The answer takes the row's place, in one transaction: a
# question outlives whoever was answering it, and one that was taken back is not answered all the same.
open_questions = sa.Table(
    "open_questions",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("conversation", sa.ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    sa.Column("number", sa.Integer, nullable=False),  # of the turn that it is to become
    sa.Column("asked_at", Moment, nullable=False),
    sa.Column("question", sa.Text, nullable=False),  # as it was typed
    sa.Column("filters", sa.JSON, nullable=False),
    sa.Column("why", sa.Text),  # it has no answer; NULL while one is awaited
    sa.UniqueConstraint("conversation", "number"),
    sqlite_autoincrement=True,  # an id is never given twice, so a late answer finds no other question's row
)


def _to_2(connection: sa.Connection) -> None:
    """Drop the index that made filtered searches slow. New tables are there already: Ledger makes them."""
    connection.execute(sa.text("DROP INDEX IF EXISTS ix_articles_indexed"))


def _to_3(connection: sa.Connection) -> None:
    """Make room for what readers learn of an article beside its outlet, author and day."""
    for table, names in ((articles, DETAILS), (versions, ("page_starts",))):
        held = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        for name in names:
            if name not in held:
                kind = table.c[name].type.compile(connection.dialect)
                connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}"))


# MIGRATIONS[n] turns a catalogue of version n into one of version n + 1, in place.
MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {1: _to_2, 2: _to_3}


def migrate(connection: sa.Connection, path: Path) -> None:
    """Bring the catalogue to the current version.

    Raises CorpusError where it was written by a newer Dateline.
    """
    found = connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema_version")).scalar()
    version = SCHEMA_VERSION if found is None else int(found)
    if version > SCHEMA_VERSION:
        raise CorpusError(
            f"{path} was written by a newer Dateline (schema {version}, this one knows {SCHEMA_VERSION}). "
            "Update Dateline and try again."
        )
    while version < SCHEMA_VERSION:
        MIGRATIONS[version](connection)
        version += 1
    if found is None:
        connection.execute(meta.insert().values(key="schema_version", value=str(version)))
    elif found != str(version):
        connection.execute(meta.update().where(meta.c.key == "schema_version").values(value=str(version)))
