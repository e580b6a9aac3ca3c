"""The catalogue: what is known about articles, versions, passages and quotes, by asking its rows."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.errors import NotFound
from corpus.ledger import Ledger, batches
from corpus.narrowing import NEWEST, Only, Wanted, rule
from corpus.records import DETAILS, Article, ArticleInfo, Earlier, Filters, Passage, Quote, Span
from corpus.schema import articles, forgotten, outcomes, passages, sentence_vectors, versions
from corpus.schema import quotes as quotes_table
from corpus.sentence_vectors import SentenceTable, tabulate


class Catalogue(Ledger):
    """The rows of one home. Usable from several threads; each call takes its own connection."""

    _outlets: tuple[int, dict[str, int]] | None = (
        None  # as counted at a generation: asked for at every question
    )

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
            sa.select(
                articles,
                versions.c.text,
                versions.c.added,
                versions.c.page_starts,
                versions.c.version.label("of_version"),
            )
            .join(versions, versions.c.article_id == articles.c.id)
            .where(articles.c.id == article_id)
            .where(versions.c.version == (articles.c.version if version is None else version))
        )
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound(f"No article has the id {article_id!r}. List them with: dateline articles list")
        return Article(info_of({**row, "version": row["of_version"]}), row["text"])

    def earlier(self, article_id: str) -> list[Earlier]:
        """Return the versions of an article before its current one, oldest first."""
        query = (
            sa.select(versions.c.text, versions.c.added)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(versions.c.article_id == article_id, versions.c.version < articles.c.version)
            .order_by(versions.c.version)
        )
        with self._engine.connect() as connection:
            return [Earlier(row.text, row.added) for row in connection.execute(query)]

    def infos(self, article_ids: Sequence[str]) -> dict[str, ArticleInfo]:
        """Return what is known about these articles, by id; ids that are gone are left out."""
        found = {}
        with self._engine.connect() as connection:
            for some in batches(article_ids):
                for row in connection.execute(_INFO.where(articles.c.id.in_(some))).mappings():
                    found[row["id"]] = info_of(row)
        return found

    def list_articles(
        self,
        contains: str | None = None,
        outlet: str | None = None,
        limit: int = 50,
        offset: int = 0,
        *,
        only: Only | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> list[ArticleInfo]:
        """Return a page of the archive, newest first, undated last; ``corpus.listing`` knows more ways.

        ``contains`` narrows to titles that hold these characters (ignoring case), ``only`` to those with what
        it names; ``since`` and ``until`` include their day.
        """
        outlets, onlys = (outlet,) if outlet else (), (only,) if only else ()
        wanted = Wanted(contains=contains or "", outlets=outlets, since=since, until=until, only=onlys)
        query = _INFO.where(rule(wanted)).order_by(*NEWEST).limit(limit).offset(offset)
        with self._engine.connect() as connection:
            return [info_of(row) for row in connection.execute(query).mappings()]

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

    def is_empty(self) -> bool:
        """Tell whether there are no articles at all."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(articles.c.id).limit(1)).first() is None

    def count_passages(self) -> int:
        """Return how many passages there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(sa.select(sa.func.count()).select_from(passages)).scalar_one())

    def article_ids(self) -> list[str]:
        """Return the id of every article."""
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(sa.select(articles.c.id).order_by(articles.c.id))]

    def sample_ids(self) -> list[str]:
        """Return the ids of the articles that were written for the demonstration."""
        with self._engine.connect() as connection:
            return [r.id for r in connection.execute(sa.select(articles.c.id).where(articles.c.sample))]

    def outlets(self) -> dict[str, int]:
        """Return the outlets the archive knows and how many articles each has, most first."""
        generation = self.generation
        if self._outlets is None or self._outlets[0] != generation:
            number = sa.func.count().label("number")
            query = sa.select(articles.c.outlet, number).where(articles.c.outlet.is_not(None))
            query = query.group_by(articles.c.outlet).order_by(number.desc(), articles.c.outlet)
            with self._engine.connect() as connection:
                counted = {row.outlet: row.number for row in connection.execute(query)}
            self._outlets = generation, counted
        return dict(self._outlets[1])

    def coverage(self, filters: Filters | None = None) -> tuple[date | None, date | None]:
        """Return the oldest and the newest published day among the eligible articles."""
        query = sa.select(sa.func.min(articles.c.published), sa.func.max(articles.c.published))
        query = query.where(articles.c.indexed)
        if filters is not None:
            query = query.where(_eligible(filters))
        with self._engine.connect() as connection:
            oldest, newest = connection.execute(query).one()
        return _day(oldest), _day(newest)

    def written_since(self, moment: datetime) -> dict[tuple[str, str], str]:
        """Return what became of the inputs that were written since then (UTC), by input and article id.

        "added" or "updated"; of an input that was written more than once, what came first.
        """
        query = sa.select(outcomes.c.input, outcomes.c.article_id, outcomes.c.status)
        query = query.where(outcomes.c.at >= moment, outcomes.c.status.in_(("added", "updated")))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(outcomes.c.id.desc()))
            return {(row.input, row.article_id): row.status for row in rows}

    # Passages ---------------------------------------------------------------------------------

    def passages(self, ids: Sequence[int]) -> dict[int, Passage]:
        """Return these passages by id; ids that are gone are left out."""
        found = {}
        with self._engine.connect() as connection:
            for some in batches(ids):
                for row in connection.execute(_PASSAGE.where(passages.c.id.in_(some))):
                    found[row.id] = _passage(row)
        return found

    def owners(self, ids: Sequence[int], filters: Filters) -> dict[int, str]:
        """Return the articles of those of these passages that are searchable and pass the filters."""
        query = sa.select(passages.c.id, passages.c.article_id)
        query = query.join(articles, articles.c.id == passages.c.article_id)
        query = query.where(articles.c.indexed).where(_eligible(filters))
        found: dict[int, str] = {}
        with self._engine.connect() as connection:
            for some in batches(ids):
                found.update(map(tuple, connection.execute(query.where(passages.c.id.in_(some))).all()))
        return found

    def passages_with_text(self, hashes: Iterable[str]) -> dict[str, int]:
        """Return, by hash of the text, a passage that has it."""
        found = {}
        query = sa.select(passages.c.text_hash, passages.c.id)
        with self._engine.connect() as connection:
            for some in batches(list(hashes)):
                for row in connection.execute(query.where(passages.c.text_hash.in_(some))):
                    found[row.text_hash] = row.id
        return found

    def eligible_passages(self, filters: Filters, most: int) -> list[int] | None:
        """Return the searchable passages that pass the filters, by id; None where more than ``most`` do."""
        query = sa.select(passages.c.id).join(articles, articles.c.id == passages.c.article_id)
        query = query.where(articles.c.indexed).where(_eligible(filters)).limit(most + 1)
        with self._engine.connect() as connection:
            number = connection.execute(sa.select(sa.func.count()).select_from(query.subquery())).scalar_one()
            return None if number > most else list(connection.execute(query).scalars())

    def eligible_articles(self, ids: Sequence[str], filters: Filters) -> set[str]:
        """Return which of these articles are searchable and pass the filters."""
        query = sa.select(articles.c.id).where(articles.c.indexed).where(_eligible(filters))
        found: set[str] = set()
        with self._engine.connect() as connection:
            for some in batches(ids):
                found.update(connection.execute(query.where(articles.c.id.in_(some))).scalars().all())
        return found

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
        return self.quotes_of_each([article_id])[article_id]

    def quotes_of_each(self, article_ids: Sequence[str]) -> dict[str, list[Quote]]:
        """Return who said what in the current versions of these articles, by id, each in order."""
        found: dict[str, list[Quote]] = {one: [] for one in article_ids}
        with self._engine.connect() as connection:
            for some in batches(article_ids):
                query = sa.select(quotes_table).where(quotes_table.c.article_id.in_(some))
                for row in connection.execute(query.order_by(quotes_table.c.id)):
                    found[row.article_id].append(_quote(row))
        return found

    # What the derived stores should hold ---------------------------------------------------------

    def fingerprints(self, identities: Iterable[str]) -> dict[str, str]:
        """Return the fingerprints of the articles that have these identities, by identity."""
        query = sa.select(articles.c.identity, articles.c.fingerprint)
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in batches(list(identities)):
                rows = connection.execute(query.where(articles.c.identity.in_(some)))
                found.update((row.identity, row.fingerprint) for row in rows)
        return found

    def sentence_vectors(self, ids: Sequence[int]) -> dict[int, bytes]:
        """Return the packed sentence vectors of these passages, by id."""
        found: dict[int, bytes] = {}
        with self._engine.connect() as connection:
            for some in batches(ids):
                query = sa.select(sentence_vectors).where(sentence_vectors.c.passage_id.in_(some))
                found.update((row.passage_id, row.packed) for row in connection.execute(query))
        return found

    def sentences_of(self, article_ids: Sequence[str]) -> SentenceTable:
        """Return the sentences of these articles: article by article as given, passage by passage."""
        query = sa.select(
            passages.c.id,
            passages.c.article_id,
            passages.c.version,
            passages.c.start,
            sentence_vectors.c.packed,
        ).join(sentence_vectors, sentence_vectors.c.passage_id == passages.c.id)
        order = {article_id: number for number, article_id in enumerate(article_ids)}
        rows: list[Any] = []
        with self._engine.connect() as connection:
            for some in batches(article_ids):
                rows += connection.execute(query.where(passages.c.article_id.in_(some))).all()
        rows.sort(key=lambda row: (order[row.article_id], row.start))
        return tabulate(rows)

    def texts(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the text of the current version of these articles, by id."""
        query = sa.select(articles.c.id, versions.c.text).join(
            versions, (versions.c.article_id == articles.c.id) & (versions.c.version == articles.c.version)
        )
        found: dict[str, str] = {}
        with self._engine.connect() as connection:
            for some in batches(article_ids):
                rows = connection.execute(query.where(articles.c.id.in_(some)))
                found.update((row.id, row.text) for row in rows)
        return found

    def with_sentence_vectors(self) -> set[int]:
        """Return the ids of the passages whose sentence vectors are held."""
        with self._engine.connect() as connection:
            return set(connection.execute(sa.select(sentence_vectors.c.passage_id)).scalars())

    def unindexed(self, limit: int | None = None) -> list[str]:
        """Return the ids of articles that a derived store may lack."""
        query = sa.select(articles.c.id).where(articles.c.indexed.is_(False)).order_by(articles.c.id)
        with self._engine.connect() as connection:
            return [row.id for row in connection.execute(query.limit(limit))]

    def to_forget(self) -> list[int]:
        """Return the ids of dropped passages that a derived store may still hold."""
        with self._engine.connect() as connection:
            return [row.passage_id for row in connection.execute(sa.select(forgotten))]

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
            for some in batches(ids):
                query = sa.select(passages.c.article_id).where(passages.c.id.in_(some)).distinct()
                found.update(row.article_id for row in connection.execute(query))
        return sorted(found)

    def integrity(self) -> list[str]:
        """Return what the database itself finds wrong with its file."""
        with self._engine.connect() as connection:
            lines = connection.execute(sa.text("PRAGMA integrity_check")).scalars()
            broken = [str(line) for line in lines if line != "ok"]
            return broken + [str(row) for row in connection.execute(sa.text("PRAGMA foreign_key_check"))]


_INFO = sa.select(articles, versions.c.added, versions.c.page_starts).join(
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

    An undated article passes ``asked`` but no explicit ``since`` or ``until``. What is under an embargo may
    not be quoted, whoever asks and for whatever day.
    """
    published = articles.c.published
    embargo = articles.c.embargo
    rules: list[sa.ColumnElement[bool]] = [embargo.is_(None) | (embargo <= datetime.now(UTC))]
    if filters.since:
        rules.append(published >= filters.since.isoformat())
    if filters.until:
        rules.append(published <= filters.until.isoformat())
    if filters.asked:
        rules.append(published.is_(None) | (published <= filters.asked.isoformat()))
    if filters.outlet:
        rules.append(sa.func.lower(articles.c.outlet) == filters.outlet.lower())
    return sa.and_(*rules)


def info_of(row: Any) -> ArticleInfo:
    """Return what a row of ``articles``, with ``added`` and ``page_starts`` of its version, says of it."""
    details = {name: row[name] for name in DETAILS}
    details["modified"] = _day(row["modified"])
    return ArticleInfo(
        id=row["id"],
        external_id=row["external_id"],
        version=row["version"],
        title=row["title"],
        outlet=row["outlet"],
        author=row["author"],
        published=_day(row["published"]),
        url=row["url"],
        added=row["added"],
        sample=bool(row["sample"]),
        page_starts=tuple(row["page_starts"] or ()),
        **details,
    )


def _passage(row: Any) -> Passage:
    return Passage(row.id, row.article_id, row.version, Span(row.start, row.end), row.text)


def _quote(row: Any) -> Quote:
    spans = tuple(Span(start, end) for start, end in row.spans)
    return Quote(spans=spans, speaker=row.speaker, role=row.role, cue=row.cue, direct=row.direct)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
