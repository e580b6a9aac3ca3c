"""Listing: the archive as a list, narrowed, in an order, page by page, and what it covers at a glance.

Every page is asked from the database. What is counted over all that passes is kept for a while, by the
generations it was counted at.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Literal

import sqlalchemy as sa

from corpus.copying import families
from corpus.narrowing import NEWEST, OLDEST, Wanted, rule
from corpus.records import ArticleInfo
from corpus.schema import CURRENT, articles, versions
from corpus.store import Corpus

Order = Literal["newest", "oldest", "added", "best"]
"""By published day; by when the current version came in, the last one first; by how well the words match."""

# What is remembered, of 40,000 articles: counts of some 0.4 MB each, and what words match, 2 MB at most.
_COUNTS, _MATCHES = 32, 8
# So many articles or fewer are named to the word index when it looks for a further word among them; to
# look for the word everywhere is quicker than to name more.
_FEW = 1_000
_Held = tuple[int, int]  # the generations of catalogue and words


@dataclass(frozen=True, slots=True)
class Listed:
    """An article of a list. ``copies`` is how many other articles carry the same text."""

    article: ArticleInfo
    copies: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What a list holds at a glance: how many articles, on which days, from which outlets."""

    count: int
    days: Mapping[date, int]
    """Published days in order, with the number of articles of each; undated ones are in none."""
    outlets: Mapping[str | None, int]
    """Outlets, most articles first, with their number; None are those whose outlet is not known."""

    @property
    def undated(self) -> int:
        """How many articles have no day."""
        return self.count - sum(self.days.values())


@dataclass(frozen=True, slots=True)
class Choices:
    """What the archive's articles can be narrowed to, each with the most articles first."""

    languages: Sequence[str]
    sections: Sequence[str]


class Listing:
    """The articles of one corpus as a list. Usable from several threads."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._overviews = lru_cache(_COUNTS)(self._count)
        self._matches = lru_cache(_MATCHES)(self._match)
        self._chosen = lru_cache(1)(self._choose)

    def page(self, wanted: Wanted, order: Order = "newest", limit: int = 25, offset: int = 0) -> list[Listed]:
        """Return ``limit`` articles from ``offset`` on. Undated ones come last by day.

        Without words there is no best match, and "best" is "newest".
        """
        ids = self._best(wanted, limit, offset) if order == "best" and wanted.words else None
        with self._corpus.catalogue.transaction() as connection:
            if ids is None:
                query = self._ordered(wanted, order).limit(limit).offset(offset)
                ids = list(connection.execute(query).scalars())
            families_of = families(connection, ids)
        infos = self._corpus.catalogue.infos(ids)
        return [Listed(infos[one], len(families_of.get(one, [one])) - 1) for one in ids if one in infos]

    def overview(self, wanted: Wanted) -> Overview:
        """Return what all the articles that pass are, and how many."""
        # an embargo passes by itself, and no generation tells of it
        count = self._count if "embargo" in wanted.only else self._overviews
        return count(self._held(wanted), wanted)

    def choices(self) -> Choices:
        """Return the languages and sections that there are."""
        return self._chosen(self._corpus.catalogue.generation)

    def _held(self, wanted: Wanted) -> _Held:
        generation = self._corpus.catalogue.generation
        return generation, self._corpus.stores.current().generation if wanted.words else 0

    def _passing(self, wanted: Wanted) -> sa.ColumnElement[bool]:
        if not wanted.words:
            return rule(wanted)
        # one parameter, however many they are: SQLite reads the list as a table
        named = sa.func.json_each(json.dumps(self._matches(self._held(wanted), wanted.words)))
        return rule(wanted) & articles.c.id.in_(sa.select(named.table_valued("value").c.value))

    def _ordered(self, wanted: Wanted, order: Order) -> sa.Select[Any]:
        query = sa.select(articles.c.id).where(self._passing(wanted))
        if order != "added":
            return query.order_by(*(OLDEST if order == "oldest" else NEWEST))
        # rows are numbered as they come in; to look into each for its moment means to read past its text
        return query.join(versions, CURRENT).order_by(sa.literal_column("versions.rowid").desc())

    def _best(self, wanted: Wanted, limit: int, offset: int) -> list[str]:
        matching = self._matches(self._held(wanted), wanted.words)
        with self._corpus.catalogue.transaction() as connection:
            passing = set(connection.execute(sa.select(articles.c.id).where(self._passing(wanted))).scalars())
        return [one for one in matching if one in passing][offset : offset + limit]

    def _match(self, _held: _Held, text: str) -> tuple[str, ...]:
        """Return the article that the text names, then those that hold all its words, best first."""
        search, found = self._corpus.search.pinned(), dict[str, float]()
        rarity = search.rarity(search.terms(text))
        for number, term in enumerate(sorted(rarity, key=rarity.__getitem__, reverse=True)):
            among = list(found) if number and len(found) <= _FEW else None
            scored = search.articles_by_words([term], max(1, self._corpus.catalogue.count()), among)
            # a score is a share of what its word can give, and that is its rarity
            found = {
                one: found.get(one, 0.0) + score * rarity[term]
                for one, score in scored
                if not number or one in found
            }
            if not found:
                break
        best = sorted(found, key=lambda one: (-found[one], one))
        return tuple(dict.fromkeys([*self._named(text), *(best if rarity else self._titled(text))]))

    def _named(self, text: str) -> list[str]:
        """Return the articles of this id, external id or address, whose beginning may be missing."""
        name = text.strip()
        bare = name.split("://", 1)[-1].removeprefix("www.").rstrip("/")
        named = (articles.c.id == name) | (articles.c.external_id == name)
        named |= articles.c.identity == f"url:{bare}"
        if "/" in bare:  # looked for only where it may be one: addresses that were edited have no index
            named |= sa.func.rtrim(articles.c.url, "/").endswith(bare, autoescape=True)
        with self._corpus.catalogue.transaction() as connection:
            return list(connection.execute(sa.select(articles.c.id).where(named)).scalars())

    def _titled(self, text: str) -> list[str]:
        """Return the articles whose headline holds a text that has no word to look for ("After all")."""
        wanted = Wanted(contains=text.strip())
        with self._corpus.catalogue.transaction() as connection:
            query = sa.select(articles.c.id).where(rule(wanted)).order_by(*NEWEST)
            return list(connection.execute(query).scalars())

    def _count(self, _held: _Held, wanted: Wanted) -> Overview:
        day, outlet, passing = articles.c.published, articles.c.outlet, self._passing(wanted)
        days, outlets = Counter[str | None](), Counter[str | None]()
        with self._corpus.catalogue.transaction() as connection:

            def counted(*columns: sa.Column[Any]) -> Sequence[Any]:
                query = sa.select(*columns, sa.func.count()).where(passing).group_by(*columns)
                return connection.execute(query).all()

            if wanted.words:  # each of so many is looked into once
                for one, other, number in counted(day, outlet):
                    days[one] += number
                    outlets[other] += number
            else:  # each column has an index, and no article is looked into
                days.update(dict(map(tuple, counted(day))))
                outlets.update(dict(map(tuple, counted(outlet))))
        in_order = sorted(one for one in days if one)
        most_first = sorted(outlets, key=lambda one: (-outlets[one], one or ""))
        return Overview(
            outlets.total(),
            {date.fromisoformat(one): days[one] for one in in_order},
            {one: outlets[one] for one in most_first},
        )

    def _choose(self, _generation: int) -> Choices:
        number = sa.func.count().desc()
        with self._corpus.catalogue.transaction() as connection:
            languages, sections = (
                list(
                    connection.execute(
                        sa.select(column).where(column.is_not(None)).group_by(column).order_by(number, column)
                    ).scalars()
                )
                for column in (articles.c.language, articles.c.section)
            )
        return Choices(languages, sections)
