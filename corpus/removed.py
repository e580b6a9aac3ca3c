"""What was removed: kept packed for a while, so that a mistake can be taken back, and gone for good after.

An article that is removed leaves the catalogue, the vectors and the words at once. For 30 days its export
row stays in the catalogue, compressed, so that no search of the file finds a word of it; then it is purged,
whenever something is removed or the list is looked at. `ingest/restoring.py` brings articles back.
"""

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from corpus import vectors
from corpus.article_rows import not_found
from corpus.database import among, batches
from corpus.errors import CorpusError, NotFound
from corpus.exporting import article_row
from corpus.locking import write_lock
from corpus.schema import articles, passages, quotes, removed, versions
from corpus.store import Corpus

GRACE = timedelta(days=30)
"""How long an article can be restored."""


@dataclass(frozen=True, slots=True)
class RemovedArticle:
    """What a list shows of a removed article. ``at`` is when it was removed, in UTC."""

    article_id: str
    external_id: str | None
    title: str
    outlet: str | None
    published: date | None
    at: datetime

    @property
    def until(self) -> datetime:
        """Until when it can be restored, in UTC."""
        return self.at + GRACE


@dataclass(frozen=True, slots=True)
class KeptVersion:
    """One version of a removed article. ``added`` is when it came in, in UTC."""

    text: str
    added: datetime
    page_starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that is needed to bring an article back as it was.

    ``row`` is its export row; ``identity`` and ``fingerprint`` are as the catalogue held them, by which the
    same input is known again although a person has edited the article. ``versions`` has the current one last.
    """

    article_id: str
    external_id: str | None
    identity: str
    fingerprint: str
    row: dict[str, Any]
    versions: tuple[KeptVersion, ...]
    edited: tuple[str, ...]
    """The fields that a person has set."""


def remove(corpus: Corpus, article_ids: Sequence[str], keep: bool = True) -> datetime | None:
    """Remove articles from every store; return until when they can be restored, in UTC.

    Without ``keep`` nothing of them stays, nor of what was kept of them before, and None is returned.
    Raises NotFound, before anything is done, where the archive has no article with one of the ids, and
    CorpusError where a store still holds something of them afterwards.
    """
    ids = list(dict.fromkeys(article_ids))
    now = datetime.now(UTC)
    missing = set(ids) - corpus.catalogue.infos(ids).keys()
    if missing:
        raise not_found(min(missing))
    gone = _passages_of(corpus, ids)

    def also(connection: sa.Connection, _ids: Sequence[str]) -> None:
        packed = [{**_pack(corpus, connection, one), "at": now} for one in ids] if keep else []
        drop(connection, ids)
        forget_overdue(connection)
        if packed:
            connection.execute(removed.insert(), packed)

    corpus.writer.remove(ids, also)  # which gives the space of what was purged back, too
    _verify(corpus, ids, gone)
    return now + GRACE if keep else None


def removed_articles(corpus: Corpus) -> list[RemovedArticle]:
    """Return the articles that can be restored, the one that was removed last first; purge the older ones."""
    purge(corpus)
    query = sa.select(removed).order_by(removed.c.at.desc(), removed.c.article_id)
    with corpus.catalogue.transaction() as connection:
        rows = connection.execute(query).all()
    return [_listed(row) for row in rows]


def purge(corpus: Corpus, older_than: timedelta | None = GRACE) -> int:
    """Throw away what was removed longer ago, or (None) all that was; return how many articles."""
    now = datetime.now(UTC)
    limit = None if older_than is None else now - older_than
    return _purged(corpus, sa.true() if limit is None else removed.c.at < limit)


def purge_articles(corpus: Corpus, article_ids: Sequence[str]) -> int:
    """Throw away what is kept of these removed articles; return of how many something was."""
    return sum(_purged(corpus, removed.c.article_id.in_(some)) for some in batches(article_ids))


def find_removed(corpus: Corpus, reference: str) -> str:
    """Return the id of the removed article that ``reference`` (our id or the external one) names.

    Raises NotFound where nothing is kept of such an article. Of several with one external id it is the one
    that was removed last.
    """
    with corpus.catalogue.transaction() as connection:
        for column in (removed.c.article_id, removed.c.external_id):
            query = sa.select(removed.c.article_id).where(column == reference)
            query = query.where(removed.c.at >= datetime.now(UTC) - GRACE).order_by(removed.c.at.desc())
            if found := connection.execute(query).scalar():
                return str(found)
    raise NotFound(
        f"No removed article has the id {reference!r}. "
        "List those that can be restored with: dateline articles removed"
    )


def kept(corpus: Corpus, article_id: str) -> Kept:
    """Return what is kept of a removed article. Raises NotFound where nothing is."""
    with corpus.catalogue.transaction() as connection:
        row = connection.execute(sa.select(removed).where(removed.c.article_id == article_id)).first()
    if row is None:
        raise not_found(article_id)
    return _unpack(row)


def drop(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    """Forget what is kept of removed articles, within a transaction that has another place for it."""
    for some in batches(article_ids):
        connection.execute(removed.delete().where(removed.c.article_id.in_(some)))


def forget_overdue(connection: sa.Connection) -> None:
    """Forget, within a transaction, what was removed so long ago that it can no longer be restored."""
    connection.execute(removed.delete().where(removed.c.at < datetime.now(UTC) - GRACE))


def _pack(corpus: Corpus, connection: sa.Connection, article_id: str) -> dict[str, Any]:
    """Return a row of ``removed`` with all of an article; what was kept of it before goes along."""
    article = corpus.catalogue.get(article_id)
    row = article_row(corpus.catalogue, article)
    row.pop("versions", None)
    key = connection.execute(sa.select(articles).where(articles.c.id == article_id)).one()
    query = sa.select(versions).where(versions.c.article_id == article_id).order_by(versions.c.version)
    texts = [_version(one.text, one.added, one.page_starts) for one in connection.execute(query)]
    before = connection.execute(sa.select(removed).where(removed.c.article_id == article_id)).first()
    if before is not None:  # removed, taken in again, and removed again: one article, one history
        older = [_version(one.text, one.added, one.page_starts) for one in _unpack(before).versions]
        texts = [*older[: -1 if older[-1]["text"] == texts[0]["text"] else None], *texts]
    edited = sorted(corpus.catalogue.edited(connection, article_id))
    whole = {"row": row, "identity": key.identity, "fingerprint": key.fingerprint, "versions": texts}
    whole["edited"] = edited
    packed = zlib.compress(json.dumps(whole, ensure_ascii=False).encode())
    # the headline stands in the packed bytes alone: its column would be found in the file
    return {"article_id": article_id, "external_id": key.external_id, "title": "", "packed": packed}


def _version(text: str, added: datetime, page_starts: Sequence[int] | None) -> dict[str, Any]:
    return {"text": text, "added": added.isoformat(), "page_starts": list(page_starts or ())}


def _unpack(row: Any) -> Kept:
    whole = json.loads(zlib.decompress(row.packed))
    texts = [
        KeptVersion(one["text"], datetime.fromisoformat(one["added"]), tuple(one["page_starts"]))
        for one in whole["versions"]
    ]
    identity, fingerprint = whole["identity"], whole["fingerprint"]
    edited = tuple(whole.get("edited", ()))  # an older Dateline's says nothing of it
    return Kept(row.article_id, row.external_id, identity, fingerprint, whole["row"], tuple(texts), edited)


def _listed(row: Any) -> RemovedArticle:
    known = _unpack(row).row
    published = date.fromisoformat(known["published"]) if known["published"] else None
    return RemovedArticle(row.article_id, row.external_id, known["title"], known["source"], published, row.at)


def _purged(corpus: Corpus, which: sa.ColumnElement[bool]) -> int:
    with corpus.catalogue.transaction() as connection:
        if connection.execute(sa.select(removed.c.article_id).where(which).limit(1)).first() is None:
            return 0
    with corpus.writer.changing():
        with corpus.catalogue.transaction() as connection:
            number = connection.execute(removed.delete().where(which)).rowcount
        corpus.catalogue.vacuum()
    return number


def _passages_of(corpus: Corpus, article_ids: Sequence[str]) -> set[int]:
    with corpus.catalogue.transaction() as connection:
        rows = among(connection, sa.select(passages.c.id), passages.c.article_id, article_ids)
        return {row.id for row in rows}


def _verify(corpus: Corpus, article_ids: Sequence[str], gone: set[int]) -> None:
    """Raise CorpusError where a store still holds something of these articles or passages."""
    stores, ids = corpus.stores, set(article_ids)
    with write_lock(corpus.home):
        places = []
        with corpus.catalogue.transaction() as connection:
            for table, column in (
                *(("articles", articles.c.id), ("versions", versions.c.article_id)),
                *(("passages", passages.c.article_id), ("quotes", quotes.c.article_id)),
            ):
                if any(among(connection, sa.select(column).limit(1), column, article_ids)):
                    places.append(f"the catalogue ({table})")
        words = stores.open_words()
        if words.passage_ids() & gone or words.article_ids() & ids:
            places.append("the words")
        with vectors.writer(stores.vectors_folder, stores.chroma_url) as store:
            if gone and store.ids() & gone:
                places.append("the vectors")
    if places:
        raise CorpusError(
            f"Something of what was removed is still in {', '.join(places)}. Run: dateline check --repair, "
            "and then remove it again."
        )
