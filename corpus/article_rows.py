"""What is known about articles and their versions, by asking the catalogue's rows."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from corpus.database import Database
from corpus.errors import Ambiguous, NotFound
from corpus.narrowing import NEWEST, Only, Wanted, rule
from corpus.records import DETAILS, Article, ArticleInfo, Earlier
from corpus.schema import CURRENT, articles, outcomes, versions

_NAMED = 5  # articles that a message names


class ArticleRows(Database):
    """The articles of one home."""

    _outlets: tuple[int, dict[str, int]] | None = None
    """As counted at a generation: asked for at every question."""

    def find_id(self, reference: str) -> str:
        """Return the id of the article that ``reference`` (our id or the external one) names.

        Raises NotFound where there is none, and Ambiguous where several have that external id: articles of
        different addresses may, and what is done to one must not fall on another.
        """
        for column in (articles.c.id, articles.c.external_id):
            query = sa.select(articles.c.id, articles.c.url).where(column == reference)
            found = self._rows(query.order_by(articles.c.id).limit(_NAMED + 1))
            if len(found) > 1:
                raise _ambiguous(reference, [f"{row.id} ({row.url or 'no address'})" for row in found])
            if found:
                return str(found[0].id)
        raise not_found(reference)

    def get(self, article_id: str, version: int | None = None) -> Article:
        """Return an article with the text of its current (or the given) version.

        Raises NotFound where the archive has no such article or version.
        """
        wanted = articles.c.version if version is None else version
        of_version = (versions.c.article_id == articles.c.id) & (versions.c.version == wanted)
        query = sa.select(*_KNOWN, versions.c.text, versions.c.version.label("of_version"))
        for row in self._rows(query.join(versions, of_version).where(articles.c.id == article_id)):
            return Article(replace(info_of(row), version=row.of_version), row.text)
        raise not_found(article_id)

    def earlier(self, article_id: str) -> list[Earlier]:
        """Return the versions of an article before its current one, oldest first."""
        query = (
            sa.select(versions.c.text, versions.c.added)
            .join(articles, articles.c.id == versions.c.article_id)
            .where(versions.c.article_id == article_id, versions.c.version < articles.c.version)
            .order_by(versions.c.version)
        )
        return [Earlier(row.text, row.added) for row in self._rows(query)]

    def infos(self, article_ids: Sequence[str]) -> dict[str, ArticleInfo]:
        """Return what is known about these articles, by id; ids that are gone are left out."""
        return {row.id: info_of(row) for row in self._rows_among(INFO, articles.c.id, article_ids)}

    def texts(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the text of the current version of these articles, by id."""
        query = sa.select(articles.c.id, versions.c.text).join(versions, CURRENT)
        return {row.id: row.text for row in self._rows_among(query, articles.c.id, article_ids)}

    def stands_at(self, url: str, *, but: str) -> str | None:
        """Return the id of an article other than ``but`` at exactly this address, None where none is."""
        query = sa.select(articles.c.id).where(articles.c.url == url, articles.c.id != but)
        return next((str(row.id) for row in self._rows(query.limit(1))), None)

    def named_alike(self, article_id: str) -> str | None:
        """Return another article without a URL that has this one's external id, None where none has."""
        this = sa.select(articles.c.external_id).where(articles.c.id == article_id).scalar_subquery()
        nowhere = sa.func.coalesce(articles.c.url, "") == ""
        query = sa.select(articles.c.id).where(articles.c.external_id == this, nowhere)
        return next((str(row.id) for row in self._rows(query.where(articles.c.id != article_id))), None)

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
        query = INFO.where(rule(wanted)).order_by(*NEWEST).limit(limit).offset(offset)
        return [info_of(row) for row in self._rows(query)]

    def every_article(self) -> Iterator[Article]:
        """Yield every article with its text, ordered by external id, then id; bounded memory.

        What is removed meanwhile is passed over.
        """
        order = sa.func.coalesce(articles.c.external_id, articles.c.id), articles.c.id
        for row in self._rows(sa.select(articles.c.id).order_by(*order)):
            try:
                article = self.get(row.id)
            except NotFound:
                continue
            yield article

    def count(self, sample: bool | None = None) -> int:
        """Return how many articles there are (only sample ones, only others, or all)."""
        query = sa.select(sa.func.count()).select_from(articles)
        if sample is not None:
            query = query.where(articles.c.sample == sample)
        ((number,),) = self._rows(query)
        return int(number)

    def is_empty(self) -> bool:
        """Tell whether there are no articles at all."""
        return not self._rows(sa.select(articles.c.id).limit(1))

    def article_ids(self) -> list[str]:
        """Return the id of every article."""
        return [row.id for row in self._rows(sa.select(articles.c.id).order_by(articles.c.id))]

    def sample_ids(self) -> list[str]:
        """Return the ids of the articles that were written for the demonstration."""
        return [row.id for row in self._rows(sa.select(articles.c.id).where(articles.c.sample))]

    def unindexed(self, limit: int | None = None) -> list[str]:
        """Return the ids of articles that a derived store may lack."""
        query = sa.select(articles.c.id).where(articles.c.indexed.is_(False)).order_by(articles.c.id)
        return [row.id for row in self._rows(query.limit(limit))]

    def outlets(self) -> dict[str, int]:
        """Return the outlets the archive knows and how many articles each has, most first."""
        generation = self.generation
        if self._outlets is None or self._outlets[0] != generation:
            number = sa.func.count().label("number")
            query = sa.select(articles.c.outlet, number).where(articles.c.outlet.is_not(None))
            query = query.group_by(articles.c.outlet).order_by(number.desc(), articles.c.outlet)
            self._outlets = generation, {row.outlet: row.number for row in self._rows(query)}
        return dict(self._outlets[1])

    def read_as(self, identities: Iterable[str]) -> dict[str, tuple[str, str | None]]:
        """Return the fingerprints and URLs of the articles that have these identities, by identity."""
        query = sa.select(articles.c.identity, articles.c.fingerprint, articles.c.url)
        found = self._rows_among(query, articles.c.identity, list(identities))
        return {row.identity: (row.fingerprint, row.url) for row in found}

    def identities_of(self, article_ids: Sequence[str]) -> dict[str, str]:
        """Return the identities of these articles, by id; ids that are gone are left out."""
        query = sa.select(articles.c.id, articles.c.identity)
        return {row.id: row.identity for row in self._rows_among(query, articles.c.id, article_ids)}

    def written_since(self, moment: datetime) -> dict[tuple[str, str], str]:
        """Return what became of the inputs that were written since then (UTC), by input and article id.

        "added" or "updated"; of an input that was written more than once, what came first.
        """
        query = sa.select(outcomes.c.input, outcomes.c.article_id, outcomes.c.status)
        query = query.where(outcomes.c.at >= moment, outcomes.c.status.in_(("added", "updated")))
        rows = self._rows(query.order_by(outcomes.c.id.desc()))
        return {(row.input, row.article_id): row.status for row in rows}


_KNOWN = (articles, versions.c.added, versions.c.page_starts)
INFO = sa.select(*_KNOWN).join(versions, CURRENT)
"""Asks for what ``info_of`` reads."""


def info_of(row: Any) -> ArticleInfo:
    """Return what a row of ``articles``, with ``added`` and ``page_starts`` of its version, says of it."""
    details = {name: getattr(row, name) for name in DETAILS}
    details["modified"] = day_of(row.modified)
    return ArticleInfo(
        id=row.id,
        external_id=row.external_id,
        version=row.version,
        title=row.title,
        outlet=row.outlet,
        author=row.author,
        published=day_of(row.published),
        url=row.url,
        added=row.added,
        sample=bool(row.sample),
        page_starts=tuple(row.page_starts or ()),
        **details,
    )


def day_of(text: str | None) -> date | None:
    """Return a day as the tables keep it (ISO)."""
    return date.fromisoformat(text) if text else None


def _ambiguous(reference: str, found: Sequence[str]) -> Ambiguous:
    named = ", ".join(found[:_NAMED]) + (" and others" if len(found) > _NAMED else "")
    return Ambiguous(f"Several articles have the id {reference!r}. Name one by our own id: {named}.")


def not_found(reference: str) -> NotFound:
    """Return the error of an id that no article of the archive has."""
    return NotFound(f"No article has the id {reference!r}. List them with: dateline articles list")
