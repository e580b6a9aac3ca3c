"""The catalogue: the one place where the truth is kept (SQL, through SQLAlchemy Core).

Everything else (vectors, words) is derived from it and can be rebuilt. The tables are below; the
catalogue only reads and writes rows and knows nothing of the derived stores, except which articles
they still have to take in (``articles.indexed``) and which passages they still have to forget
(``forgotten``): a crash in between leaves those marks, and the next writer finishes the work.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from corpus.errors import CorpusError, NotFound
from corpus.records import Article, ArticleInfo, Draft, Filters, Passage, Quote, Span
from corpus.schema import (
    SCHEMA_VERSION,
    articles,
    forgotten,
    meta,
    metadata,
    migrate,
    outcomes,
    passages,
    sentence_vectors,
    versions,
)
from corpus.schema import quotes as quotes_table

_T = TypeVar("_T")
_BATCH = 500  # rows named in one IN (...): well under SQLite's limit of 32,766 variables


class Catalogue:
    """The rows of one home. Usable from several threads; each call takes its own connection."""

    def __init__(self, path: Path) -> None:
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 60})
        event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            with self._engine.begin() as connection:
                metadata.create_all(connection)
                migrate(connection, path)
        except sa.exc.DatabaseError as error:
            raise CorpusError(
                f"{path} is not a catalogue Dateline can read ({error.orig}). Restore it from a backup, or "
                "move the folder away and ingest again."
            ) from error

    def close(self) -> None:
        """Give the connections back."""
        self._engine.dispose()

    @contextmanager
    def transaction(self) -> Iterator[sa.Connection]:
        """Yield a connection whose writes are kept all together or not at all."""
        with self._engine.begin() as connection:
            yield connection

    # What the corpus is -----------------------------------------------------------------------

    def get_meta(self, key: str) -> str | None:
        """Return a property of the corpus ("model", "generation", ...), or None where it is not set."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar()

    def set_meta(self, connection: sa.Connection, **values: str) -> None:
        """Set properties of the corpus."""
        for key, value in values.items():
            connection.execute(meta.delete().where(meta.c.key == key))
            connection.execute(meta.insert().values(key=key, value=value))

    def drop_meta(self, connection: sa.Connection, key: str) -> None:
        """Forget a property of the corpus."""
        connection.execute(meta.delete().where(meta.c.key == key))

    @property
    def generation(self) -> int:
        """A number that grows whenever what can be found has changed."""
        return int(self.get_meta("generation") or 0)

    @property
    def schema_version(self) -> int:
        """The version of the tables."""
        return int(self.get_meta("schema_version") or SCHEMA_VERSION)

    # Articles ---------------------------------------------------------------------------------

    def find_id(self, reference: str) -> str:
        """Return the id of the article that ``reference`` (our id or the external one) names.

        Raises NotFound where there is none.
        """
        with self._engine.connect() as connection:
            for column in (articles.c.id, articles.c.external_id):
                found = connection.execute(sa.select(articles.c.id).where(column == reference)).scalar()
                if found:
                    return str(found)
        raise NotFound(f"No article has the id {reference!r}. List them with: dateline articles list")

    def get(self, article_id: str, version: int | None = None) -> Article:
        """Return an article with the text of its current (or the given) version.

        Raises NotFound where the archive has no such article or version.
        """
        query = (
            sa.select(articles, versions.c.text, versions.c.added, versions.c.version.label("of_version"))
            .join(versions, versions.c.article_id == articles.c.id)
            .where(articles.c.id == article_id)
            .where(versions.c.version == (articles.c.version if version is None else version))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound(f"No article has the id {article_id!r}. List them with: dateline articles list")
        return Article(_info({**row, "version": row["of_version"]}), row["text"])

    def infos(self, article_ids: Sequence[str]) -> dict[str, ArticleInfo]:
        """Return what is known about these articles, by id; ids that are gone are left out."""
        found = {}
        with self._engine.connect() as connection:
            for some in _batches(article_ids):
                for row in connection.execute(_INFO.where(articles.c.id.in_(some))).mappings():
                    found[row["id"]] = _info(row)
        return found

    def list_articles(
        self, contains: str | None = None, outlet: str | None = None, limit: int = 50, offset: int = 0
    ) -> list[ArticleInfo]:
        """Return a page of the archive, newest first, undated last.

        ``contains`` narrows to titles that hold these characters (ignoring case).
        """
        query = _INFO.order_by(articles.c.published.desc().nulls_last(), articles.c.id)
        if contains:
            query = query.where(articles.c.title.icontains(contains, autoescape=True))
        if outlet:
            query = query.where(sa.func.lower(articles.c.outlet) == outlet.lower())
        with self._engine.connect() as connection:
            return [_info(row) for row in connection.execute(query.limit(limit).offset(offset)).mappings()]

    def every_article(self) -> Iterator[Article]:
        """Yield every article with its text, ordered by external id, then id; bounded memory."""
        with self._engine.connect() as connection:
            order = sa.select(articles.c.id).order_by(
                sa.func.coalesce(articles.c.external_id, articles.c.id), articles.c.id
            )
            ids = [row.id for row in connection.execute(order)]
        for article_id in ids:
            yield self.get(article_id)

    def count(self, sample: bool | None = None) -> int:
        """Return how many articles there are (only sample ones, only others, or all)."""
        query = sa.select(sa.func.count()).select_from(articles)
        if sample is not None:
            query = query.where(articles.c.sample == sample)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def count_passages(self) -> int:
        """Return how many passages there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(passages)).scalar_one())

    def sample_ids(self) -> list[str]:
        """Return the ids of the articles that were written for the demonstration."""
        with self._engine.connect() as connection:
            return [r.id for r in connection.execute(sa.select(articles.c.id).where(articles.c.sample))]

    def outlets(self) -> dict[str, int]:
        """Return the outlets the archive knows and how many articles each has, most first."""
        number = sa.func.count().label("number")
        query = sa.select(articles.c.outlet, number).where(articles.c.outlet.is_not(None))
        query = query.group_by(articles.c.outlet).order_by(number.desc(), articles.c.outlet)
        with self._engine.connect() as connection:
            return {row.outlet: row.number for row in connection.execute(query)}

    def coverage(self, filters: Filters | None = None) -> tuple[date | None, date | None]:
        """Return the oldest and the newest published day among the eligible articles."""
        query = sa.select(sa.func.min(articles.c.published), sa.func.max(articles.c.published))
        query = query.where(articles.c.indexed)
        if filters is not None:
            query = query.where(_eligible(filters))
        with self._engine.connect() as connection:
            oldest, newest = connection.execute(query).one()
        return _day(oldest), _day(newest)

    # Passages ---------------------------------------------------------------------------------

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return these passages by id; ids that are gone are left out."""
        found = {}
        with self._engine.connect() as connection:
            for some in _batches(ids):
                for row in connection.execute(_PASSAGE.where(passages.c.id.in_(some))):
                    found[row.id] = _passage(row)
        return found

    def eligible(self, ids: Sequence[int], filters: Filters) -> set[int]:
        """Return which of these passages are searchable and pass the filters."""
        query = sa.select(passages.c.id).join(articles, articles.c.id == passages.c.article_id)
        query = query.where(articles.c.indexed).where(_eligible(filters))
        found: set[int] = set()
        with self._engine.connect() as connection:
            for some in _batches(ids):
                found.update(connection.execute(query.where(passages.c.id.in_(some))).scalars())
        return found

    def passages_with_text(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return, by hash of the text, a passage that has it."""
        found = {}
        query = sa.select(passages.c.text_hash, passages.c.id)
        with self._engine.connect() as connection:
            for some in _batches(list(hashes)):
                for row in connection.execute(query.where(passages.c.text_hash.in_(some))):
                    found[row.text_hash] = row.id
        return found

    def eligible_passages(self, filters: Filters, limit: int) -> list[int]:
        """Return the ids of up to ``limit`` searchable passages that pass the filters."""
        query = sa.select(passages.c.id).join(articles, articles.c.id == passages.c.article_id)
        query = query.where(articles.c.indexed).where(_eligible(filters)).limit(limit)
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(query)]

    def passages_of(self, article_id: str) -> list[Passage]:
        """Return the passages of an article's current version, in order."""
        query = _PASSAGE.where(passages.c.article_id == article_id).order_by(passages.c.start)
        with self._engine.connect() as connection:
            return [_passage(row) for row in connection.execute(query)]

    def passage_ids(self) -> list[int]:
        """Return the ids of every passage that the derived stores should hold."""
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(sa.select(passages.c.id).order_by(passages.c.id))]

    def quotes_of(self, article_id: str) -> list[Quote]:
        """Return who said what in an article's current version, in order."""
        query = sa.select(quotes_table).where(quotes_table.c.article_id == article_id)
        with self._engine.connect() as connection:
            return [_quote(row) for row in connection.execute(query.order_by(quotes_table.c.id))]

    # Writing (inside the corpus's write lock) ----------------------------------------------------

    def fingerprints(self, identities: Iterable[str]) -> dict[str, str]:
        """Return the fingerprints of the articles that have these identities, by identity."""
        query = sa.select(articles.c.identity, articles.c.fingerprint)
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in _batches(list(identities)):
                rows = connection.execute(query.where(articles.c.identity.in_(some)))
                found.update((row.identity, row.fingerprint) for row in rows)
        return found

    def put_article(
        self,
        connection: sa.Connection,
        draft: Draft,
        *,
        article_id: str,
        identity: str,
        fingerprint: str,
        text_hash: str,
    ) -> int:
        """Write an article as read and return its version; a changed text becomes a new version.

        Its passages are to follow through ``put_passages``; until then it is not searchable.
        """
        row = connection.execute(
            sa.select(articles.c.version, versions.c.text_hash)
            .join(
                versions,
                (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.version),
            )
            .where(articles.c.id == article_id)
        ).first()
        version = 1 if row is None else row.version + (row.text_hash != text_hash)
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
        }
        if row is None:
            connection.execute(articles.insert().values(id=article_id, **values))
        else:
            connection.execute(articles.update().where(articles.c.id == article_id).values(**values))
        if row is None or version != row.version:
            connection.execute(
                versions.insert().values(
                    article_id=article_id,
                    version=version,
                    text=draft.text,
                    text_hash=text_hash,
                    added=datetime.now(UTC),
                )
            )
        return version

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
            {**place, "start": span.start, "end": span.end, "text_hash": text_hash}
            for span, text_hash in zip(spans, hashes, strict=True)
        ]
        ids = []
        if rows:
            insert = passages.insert().returning(passages.c.id, sort_by_parameter_order=True)
            ids = [row.id for row in connection.execute(insert, rows)]
        if quotes:
            connection.execute(
                quotes_table.insert(), [_quote_row(article_id, version, quote) for quote in quotes]
            )
        return ids

    def put_sentence_vectors(
        self, connection: sa.Connection, ids: Sequence[int], packed: Sequence[bytes]
    ) -> None:
        """Keep the packed sentence vectors of passages, replacing what is held."""
        for some in _batches(ids):
            connection.execute(sentence_vectors.delete().where(sentence_vectors.c.passage_id.in_(some)))
        rows = [{"passage_id": i, "packed": one} for i, one in zip(ids, packed, strict=True)]
        if rows:
            connection.execute(sentence_vectors.insert(), rows)

    def sentence_vectors(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the packed sentence vectors of these passages, by id."""
        found: dict[int, bytes] = {}
        with self._engine.connect() as connection:
            for some in _batches(ids):
                query = sa.select(sentence_vectors).where(sentence_vectors.c.passage_id.in_(some))
                found.update((row.passage_id, row.packed) for row in connection.execute(query))
        return found

    def with_sentence_vectors(self) -> set[int]:
        """Return the ids of the passages whose sentence vectors are held."""
        with self._engine.connect() as connection:
            return set(connection.execute(sa.select(sentence_vectors.c.passage_id)).scalars())

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
        """Set metadata columns of an article (title, outlet, author, published, url)."""
        connection.execute(articles.update().where(articles.c.id == article_id).values(**values))

    def mark_indexed(self, connection: sa.Connection, article_ids: Sequence[str]) -> None:
        """Note that both derived stores hold these articles; what can be found has changed."""
        for some in _batches(article_ids):
            connection.execute(articles.update().where(articles.c.id.in_(some)).values(indexed=True))
        self.set_meta(connection, generation=str(self._generation(connection) + 1))

    def mark_unindexed(self, connection: sa.Connection, article_ids: Sequence[str] | None = None) -> None:
        """Note that the derived stores must take in these articles again (None: all of them)."""
        for some in [None] if article_ids is None else _batches(article_ids):
            update = articles.update().values(indexed=False)
            connection.execute(update if some is None else update.where(articles.c.id.in_(some)))

    def unindexed(self, limit: int | None = None) -> list[str]:
        """Return the ids of articles that a derived store may lack."""
        query = sa.select(articles.c.id).where(articles.c.indexed.is_(False)).order_by(articles.c.id)
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(query.limit(limit))]

    def to_forget(self) -> list[int]:
        """Return the ids of dropped passages that a derived store may still hold."""
        with self._engine.connect() as connection:
            return [row.passage_id for row in connection.execute(sa.select(forgotten))]

    def forgot(self, connection: sa.Connection, ids: Sequence[int]) -> None:
        """Note that both derived stores have forgotten these passages."""
        for some in _batches(ids):
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

    def vacuum(self) -> None:
        """Give the space of removed rows back and move the log into the file."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            connection.execute(sa.text("VACUUM"))

    def broken_passages(self) -> list[int]:
        """Return the ids of passages whose offsets do not lie in their version's text."""
        outside = (passages.c.start < 0) | (passages.c.end <= passages.c.start)
        outside |= passages.c.end > sa.func.length(versions.c.text)
        query = sa.select(passages.c.id).outerjoin(
            versions,
            (versions.c.article_id == passages.c.article_id) & (versions.c.version == passages.c.version),
        )
        with self._engine.connect() as connection:
            return [r.id for r in connection.execute(query.where(outside | versions.c.text.is_(None)))]

    def articles_of_passages(self, ids: Sequence[int]) -> list[str]:
        """Return the ids of the articles these passages belong to."""
        found: set[str] = set()
        with self._engine.connect() as connection:
            for some in _batches(ids):
                query = sa.select(passages.c.article_id).where(passages.c.id.in_(some)).distinct()
                found.update(row.article_id for row in connection.execute(query))
        return sorted(found)

    def integrity(self) -> list[str]:
        """Return what the database itself finds wrong with its file."""
        with self._engine.connect() as connection:
            lines = connection.execute(sa.text("PRAGMA integrity_check")).scalars()
            broken = [str(line) for line in lines if line != "ok"]
            return broken + [str(row) for row in connection.execute(sa.text("PRAGMA foreign_key_check"))]

    @staticmethod
    def _generation(connection: sa.Connection) -> int:
        return int(
            connection.execute(sa.select(meta.c.value).where(meta.c.key == "generation")).scalar() or 0
        )


_INFO = sa.select(articles, versions.c.added).join(
    versions, (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.version)
)
_PASSAGE = sa.select(
    passages.c.id,
    passages.c.article_id,
    passages.c.version,
    passages.c.start,
    passages.c.end,
    sa.func.substr(versions.c.text, passages.c.start + 1, passages.c.end - passages.c.start).label("text"),
).join(
    versions,
    (versions.c.article_id == passages.c.article_id) & (versions.c.version == passages.c.version),
)


def _eligible(filters: Filters) -> sa.ColumnElement[bool]:
    """Say which articles pass. Days are ISO texts, which compare as days do.

    An undated article passes ``asked`` but no explicit ``since`` or ``until``.
    """
    published = articles.c.published
    rules: list[sa.ColumnElement[bool]] = [sa.true()]
    if filters.since:
        rules.append(published >= filters.since.isoformat())
    if filters.until:
        rules.append(published <= filters.until.isoformat())
    if filters.asked:
        rules.append(published.is_(None) | (published <= filters.asked.isoformat()))
    if filters.outlet:
        rules.append(sa.func.lower(articles.c.outlet) == filters.outlet.lower())
    return sa.and_(*rules)


def _info(row: Any) -> ArticleInfo:
    added = row["added"]
    return ArticleInfo(
        id=row["id"],
        external_id=row["external_id"],
        version=row["version"],
        title=row["title"],
        outlet=row["outlet"],
        author=row["author"],
        published=_day(row["published"]),
        url=row["url"],
        added=added if added.tzinfo else added.replace(tzinfo=UTC),
        sample=bool(row["sample"]),
    )


def _passage(row: Any) -> Passage:
    return Passage(row.id, row.article_id, row.version, Span(row.start, row.end), row.text)


def _quote(row: Any) -> Quote:
    spans = tuple(Span(start, end) for start, end in row.spans)
    return Quote(spans=spans, speaker=row.speaker, role=row.role, cue=row.cue, direct=row.direct)


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


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), _BATCH):
        yield items[start : start + _BATCH]


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.execute("PRAGMA secure_delete=ON")
    cursor.close()
    # SQLite's own lower() knows A to Z only: the outlet "Élan" would not even equal itself
    connection.create_function("lower", 1, lambda text: text and text.lower(), deterministic=True)
