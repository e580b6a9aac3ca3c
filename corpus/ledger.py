"""The ledger: writing to the catalogue, the one place where the truth is kept (SQL, through SQLAlchemy).

Everything else (vectors, words) is derived from it and can be rebuilt. The ledger only writes rows and
knows nothing of the derived stores, except which articles they still have to take in
(``articles.indexed``) and which passages they still have to forget (``forgotten``): a crash in between
leaves those marks, and the next writer finishes the work.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database, batches
from corpus.records import DETAILS, Draft, Quote, Span
from corpus.schema import (
    CURRENT,
    articles,
    edits,
    forgotten,
    meta,
    outcomes,
    passages,
    sentence_vectors,
    versions,
)
from corpus.schema import quotes as quotes_table

# Another input of the same article may not know these, which is no reason to forget them.
_LASTING = ("external_id", "outlet", "author", "section")


class Ledger(Database):
    """The rows of one home, for writing; inside the corpus's write lock only."""

    def put_article(
        self,
        connection: sa.Connection,
        draft: Draft,
        *,
        article_id: str,
        identity: str,
        fingerprint: str,
    ) -> int:
        """Write an article as read and return its version; a changed text becomes a new version.

        Of an article that is held, what a person has set stays, and so does what the input says nothing of
        where that only identifies the article (``_LASTING``). A correction that comes with a new text always
        counts, and so does an embargo where none is held.
        Its passages are to follow through ``put_passages``; until then it is not searchable.
        """
        row = connection.execute(
            sa.select(articles.c.version, articles.c.embargo, versions.c.text_hash)
            .join(versions, CURRENT)
            .where(articles.c.id == article_id)
        ).first()
        first = len(draft.earlier) + 1
        version = first if row is None else row.version + (row.text_hash != text_hash(draft.text))
        values = {
            "identity": identity,
            "fingerprint": fingerprint,
            "external_id": draft.external_id,
            "title": draft.title,
            "outlet": draft.outlet,
            "author": draft.author,
            "published": draft.published.isoformat() if draft.published else None,
            "url": draft.url,
            "sample": draft.sample,
            "version": version,
            "indexed": False,
            **{name: getattr(draft, name) for name in DETAILS},
            "modified": draft.modified.isoformat() if draft.modified else None,
        }
        if row is None:
            connection.execute(articles.insert().values(id=article_id, **values))
            for number, one in enumerate(draft.earlier, start=1):
                self._put_version(connection, article_id, number, one.text, one.added)
        else:
            stays = {name for name in _LASTING if values[name] is None} | self.edited(connection, article_id)
            if version != row.version:
                stays -= {"correction"} if draft.correction else set()
                stays -= {"embargo"} if draft.embargo and row.embargo is None else set()
            values = {name: value for name, value in values.items() if name not in stays}
            connection.execute(articles.update().where(articles.c.id == article_id).values(**values))
        if row is None or version != row.version:
            self._put_version(
                connection, article_id, version, draft.text, datetime.now(UTC), draft.page_starts
            )
        return version

    @staticmethod
    def _put_version(
        connection: sa.Connection,
        article_id: str,
        version: int,
        text: str,
        added: datetime,
        page_starts: Sequence[int] = (),
    ) -> None:
        connection.execute(
            versions.insert().values(
                article_id=article_id,
                version=version,
                text=text,
                text_hash=text_hash(text),
                added=added,
                page_starts=list(page_starts) or None,
            )
        )

    def replace_quotes(
        self, connection: sa.Connection, article_id: str, version: int, quotes: Sequence[Quote]
    ) -> None:
        """Replace who said what in an article."""
        connection.execute(quotes_table.delete().where(quotes_table.c.article_id == article_id))
        self._put_quotes(connection, article_id, version, quotes)

    @staticmethod
    def _put_quotes(
        connection: sa.Connection, article_id: str, version: int, quotes: Sequence[Quote]
    ) -> None:
        if quotes:
            connection.execute(
                quotes_table.insert(), [_quote_row(article_id, version, quote) for quote in quotes]
            )

    def put_passages(
        self,
        connection: sa.Connection,
        article_id: str,
        version: int,
        spans: Sequence[Span],
        hashes: Sequence[str],
        quotes: Sequence[Quote],
    ) -> list[int]:
        """Replace an article's passages and quotes; return the new passages' ids, in order.

        ``hashes`` identify the passages' texts.
        """
        self.forget_passages(connection, article_id)
        place = {"article_id": article_id, "version": version}
        rows = [
            {**place, "start": span.start, "end": span.end, "text_hash": hashed}
            for span, hashed in zip(spans, hashes, strict=True)
        ]
        ids = []
        if rows:
            insert = passages.insert().returning(passages.c.id, sort_by_parameter_order=True)
            ids = [row.id for row in connection.execute(insert, rows)]
        self._put_quotes(connection, article_id, version, quotes)
        return ids

    def put_sentence_vectors(
        self, connection: sa.Connection, ids: Sequence[int], packed: Sequence[bytes]
    ) -> None:
        """Keep the packed sentence vectors of passages, replacing what is held."""
        for some in batches(ids):
            connection.execute(sentence_vectors.delete().where(sentence_vectors.c.passage_id.in_(some)))
        rows = [{"passage_id": i, "packed": one} for i, one in zip(ids, packed, strict=True)]
        if rows:
            connection.execute(sentence_vectors.insert(), rows)

    def forget_passages(self, connection: sa.Connection, article_id: str) -> None:
        """Drop an article's passages and quotes; the derived stores are to forget them."""
        old = sa.select(passages.c.id).where(passages.c.article_id == article_id)
        connection.execute(forgotten.insert().from_select(["passage_id"], old))
        connection.execute(passages.delete().where(passages.c.article_id == article_id))
        connection.execute(quotes_table.delete().where(quotes_table.c.article_id == article_id))

    def drop_article(self, connection: sa.Connection, article_id: str) -> None:
        """Drop an article with all its versions, passages and quotes."""
        self.forget_passages(connection, article_id)
        connection.execute(versions.delete().where(versions.c.article_id == article_id))
        connection.execute(articles.delete().where(articles.c.id == article_id))

    def edit_article(self, connection: sa.Connection, article_id: str, **values: Any) -> None:
        """Set metadata columns of an article (title, outlet, author, published, url), as a person does."""
        connection.execute(articles.update().where(articles.c.id == article_id).values(**values))
        self.note_edited(connection, article_id, set(values))

    @staticmethod
    def edited(connection: sa.Connection, article_id: str) -> set[str]:
        """Return which fields of an article a person has set."""
        query = sa.select(edits.c.field).where(edits.c.article_id == article_id)
        return set(connection.execute(query).scalars())

    def note_edited(self, connection: sa.Connection, article_id: str, names: Iterable[str]) -> None:
        """Note that a person has set these fields of an article, so that no later reading changes them."""
        new = sorted(set(names) - self.edited(connection, article_id))
        if new:
            rows = [{"article_id": article_id, "field": name} for name in new]
            connection.execute(edits.insert(), rows)

    def mark_indexed(self, connection: sa.Connection, article_ids: Sequence[str]) -> None:
        """Note that both derived stores hold these articles; what can be found has changed."""
        for some in batches(article_ids):
            connection.execute(articles.update().where(articles.c.id.in_(some)).values(indexed=True))
        self.set_meta(connection, generation=str(self._generation(connection) + 1))

    def mark_unindexed(self, connection: sa.Connection, article_ids: Sequence[str] | None = None) -> None:
        """Note that the derived stores must take in these articles again (None: all of them)."""
        for some in [None] if article_ids is None else batches(article_ids):
            update = articles.update().values(indexed=False)
            connection.execute(update if some is None else update.where(articles.c.id.in_(some)))

    def forgot(self, connection: sa.Connection, ids: Sequence[int]) -> None:
        """Note that both derived stores have forgotten these passages."""
        for some in batches(ids):
            connection.execute(forgotten.delete().where(forgotten.c.passage_id.in_(some)))

    def note_outcome(
        self, connection: sa.Connection, origin: str, status: str, reason: str | None, article_id: str | None
    ) -> None:
        """Keep what became of an input."""
        connection.execute(
            outcomes.insert().values(
                at=datetime.now(UTC), input=origin, status=status, reason=reason, article_id=article_id
            )
        )

    @staticmethod
    def _generation(connection: sa.Connection) -> int:
        return int(
            connection.execute(sa.select(meta.c.value).where(meta.c.key == "generation")).scalar() or 0
        )


def _quote_row(article_id: str, version: int, quote: Quote) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "version": version,
        "spans": [[span.start, span.end] for span in quote.spans],
        "speaker": quote.speaker,
        "role": quote.role,
        "cue": quote.cue,
        "direct": quote.direct,
    }


def text_hash(text: str) -> str:
    """Return a text's identity: 32 hexadecimal characters."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]
