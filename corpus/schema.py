"""The tables of what the archive holds: articles and all that is made of them, and the feeds it follows.

Those of what people do with it are in ``work_schema``; both have one version and are migrated together.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

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
CURRENT = (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.version)
"""Joins an article with its current version."""

# Which fields of an article a person has set: what is read of it later leaves them alone.
edits = sa.Table(
    "edits",
    metadata,
    sa.Column("article_id", sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
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
