"""Copying: which articles carry one text, kept with the article when it comes in.

Pairs are found by `ingest/copies.py`; here are the rows. Both articles of a pair stay in the archive, and
each pair is kept once. Every function works on a connection, so that an article and its pairs are written
together or not at all. What belongs to an article that is removed goes with it (foreign keys).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Literal

import sqlalchemy as sa

from corpus.alike import words
from corpus.article_rows import INFO, info_of
from corpus.catalogue import Catalogue
from corpus.database import among, batches
from corpus.records import ArticleInfo, Filters
from corpus.schema import articles, copies, signatures, versions

Kind = Literal["whole", "part"]

_LATEST = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class CopyPair:
    """Two articles that carry one text: each "whole", or a "part" of one is what the other holds."""

    one: str
    other: str
    kind: Kind


def put_signatures(connection: sa.Connection, packed: Mapping[str, bytes]) -> dict[str, int]:
    """Keep what is compared of articles, by id, replacing what was kept; return their new numbers."""
    _drop_signatures(connection, list(packed))
    rows = [{"article_id": article_id, "packed": one} for article_id, one in packed.items()]
    if not rows:
        return {}
    insert = signatures.insert().returning(
        signatures.c.article_id, signatures.c.number, sort_by_parameter_order=True
    )
    return {row.article_id: row.number for row in connection.execute(insert, rows)}


def signatures_after(connection: sa.Connection, number: int, limit: int) -> dict[int, bytes]:
    """Return up to ``limit`` signatures whose numbers follow ``number``, by number, in order."""
    query = sa.select(signatures.c.number, signatures.c.packed).where(signatures.c.number > number)
    rows = connection.execute(query.order_by(signatures.c.number).limit(limit))
    return {row.number: row.packed for row in rows}


def unsigned(connection: sa.Connection, limit: int, after: str = "") -> list[str]:
    """Return up to ``limit`` ids after ``after`` of articles without a signature (an older Dateline's)."""
    missing = ~sa.exists().where(signatures.c.article_id == articles.c.id)
    query = (
        sa.select(articles.c.id).where(missing, articles.c.id > after).order_by(articles.c.id).limit(limit)
    )
    return list(connection.execute(query).scalars())


def numbered(connection: sa.Connection, numbers: Sequence[int]) -> dict[str, int]:
    """Return the articles that have these numbers still, by id."""
    query = sa.select(signatures.c.article_id, signatures.c.number)
    return {row.article_id: row.number for row in among(connection, query, signatures.c.number, numbers)}


def texts_of(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, tuple[ArticleInfo, str]]:
    """Return what is known about articles and their current texts, by id, as this connection sees them."""
    rows = among(connection, INFO.add_columns(versions.c.text), articles.c.id, article_ids)
    return {row.id: (info_of(row), row.text) for row in rows}


def put_copies(connection: sa.Connection, pairs: Iterable[CopyPair]) -> int:
    """Keep pairs of copies, each once whichever way round it is named; return how many are new."""
    ordered = {(min(one.one, one.other), max(one.one, one.other)): one.kind for one in pairs}
    ordered = {ids: kind for ids, kind in ordered.items() if ids[0] != ids[1]}
    held = {
        ids
        for ids in _pairs_of(connection, sorted({one for ids in ordered for one in ids}))
        if ids in ordered
    }
    rows = [
        {"article_id": ids[0], "other_id": ids[1], "kind": kind}
        for ids, kind in ordered.items()
        if ids not in held
    ]
    if rows:
        connection.execute(copies.insert(), rows)
    return len(rows)


def forget(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    """Drop the signatures and pairs of articles, because their texts have changed."""
    _drop_signatures(connection, article_ids)
    for some in batches(article_ids):
        either = copies.c.article_id.in_(some) | copies.c.other_id.in_(some)
        connection.execute(copies.delete().where(either))


def copies_of(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids of the articles that carry the same text as each of these, sorted; most have none.

    Being a copy does not go on from one to the next; ``families`` joins what hangs together.
    """
    asked = set(article_ids)
    found: dict[str, set[str]] = {}
    for one, other in _pairs_of(connection, article_ids):
        for mine, theirs in ((one, other), (other, one)):
            if mine in asked:
                found.setdefault(mine, set()).add(theirs)
    return {one: sorted(found[one]) for one in article_ids if one in found}


def families(connection: sa.Connection, article_ids: Sequence[str]) -> dict[str, list[str]]:
    """Return for each of these articles that has copies all that hang together with it, itself included.

    A cut version may be a copy of two long ones that are none of each other: all three are one family.
    """
    members: dict[str, set[str]] = {}
    fresh = set(article_ids)
    while fresh:
        near = copies_of(connection, sorted(fresh))
        for one, others in near.items():
            members.setdefault(one, set()).update(others)
        fresh = {other for others in near.values() for other in others} - members.keys()
    joined: dict[str, list[str]] = {}
    for start in article_ids:
        if start in members and start not in joined:
            seen, left = {start}, [start]
            while left:
                more = members.get(left.pop(), set()) - seen
                seen |= more
                left += more
            joined.update(dict.fromkeys(seen, sorted(seen)))
    return {one: joined[one] for one in article_ids if one in joined}


def linked_copies(
    catalogue: Catalogue, article_ids: Sequence[str], filters: Filters
) -> dict[str, list[ArticleInfo]]:
    """Return the copies of each of these articles that pass the filters; most have none."""
    with catalogue.transaction() as connection:
        linked = copies_of(connection, article_ids)
    others = sorted({other for them in linked.values() for other in them})
    if not others:
        return {}
    infos = catalogue.infos(sorted(catalogue.eligible_articles(others, filters)))
    return {one: [infos[other] for other in them if other in infos] for one, them in linked.items()}


def likely_origin(family: Sequence[ArticleInfo]) -> ArticleInfo:
    """Return the article of a family from which the others most likely have their text.

    That is the one which the news agency published that any of them is credited to; where none is the
    agency's own, the earliest published, undated ones last. Raises ValueError where there is none at all.
    """
    agencies = {one.agency for one in family if one.agency}

    def order(one: ArticleInfo) -> tuple[bool, date, datetime, str]:
        own = any(_is_called(one.outlet or "", agency) for agency in agencies)
        return not own, one.published or date.max, one.published_at or _LATEST, one.id

    return min(family, key=order)


def _is_called(outlet: str, agency: str) -> bool:
    """Tell whether an outlet bears an agency's name or initials: "AP News" and "The Associated Press"."""
    mine, name = set(words(outlet)), words(agency)
    return bool(name) and (set(name) <= mine or (len(name) > 1 and "".join(w[0] for w in name) in mine))


def _drop_signatures(connection: sa.Connection, article_ids: Sequence[str]) -> None:
    for some in batches(article_ids):
        connection.execute(signatures.delete().where(signatures.c.article_id.in_(some)))


def _pairs_of(connection: sa.Connection, article_ids: Sequence[str]) -> set[tuple[str, str]]:
    query = sa.select(copies.c.article_id, copies.c.other_id)
    return {
        (row.article_id, row.other_id)
        for column in (copies.c.article_id, copies.c.other_id)
        for row in among(connection, query, column, article_ids)
    }
