"""The tables of what people do with the archive: conversations, briefings, and reports of wrong citations."""

import sqlalchemy as sa

from corpus.schema import Moment, metadata

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
