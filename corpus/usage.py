"""Usage: how much of everything a home holds, and the room that it takes on its disk."""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import sqlalchemy as sa

from corpus.catalogue import Catalogue
from corpus.schema import articles, feeds, passages, quotes
from corpus.work_schema import conversations

STORES = ("catalogue", "vectors", "words")
"""What a home is made of; all else in its folder is told as "other"."""


@dataclass(frozen=True, slots=True)
class Holdings:
    """How much of each a home holds; ``oldest`` and ``newest`` are published days, if there are."""

    articles: int
    samples: int
    undated: int
    outlets: int
    passages: int
    quotes: int
    conversations: int
    feeds: int
    oldest: date | None
    newest: date | None


@dataclass(frozen=True, slots=True)
class Room:
    """Bytes: what each store takes, by its name, and what is free on the disk that holds the home."""

    taken: Mapping[str, int]
    free: int

    @property
    def total(self) -> int:
        """Return the bytes of the whole home."""
        return sum(self.taken.values())


def holdings_of(catalogue: Catalogue) -> Holdings:
    """Count what a home holds: a few tenths of a second for tens of thousands of articles."""
    oldest, newest = catalogue.coverage()
    with catalogue.transaction() as connection:

        def number(table: sa.Table, *rules: sa.ColumnElement[bool]) -> int:
            return int(
                connection.execute(sa.select(sa.func.count()).select_from(table).where(*rules)).scalar_one()
            )

        return Holdings(
            articles=number(articles),
            samples=number(articles, articles.c.sample),
            undated=number(articles, articles.c.published.is_(None)),
            outlets=len(catalogue.outlets()),
            passages=number(passages),
            quotes=number(quotes),
            conversations=number(conversations),
            feeds=number(feeds),
            oldest=oldest,
            newest=newest,
        )


def room_of(home: Path) -> Room:
    """Add up the files of a home. Those that go while they are counted are left out."""
    taken = {name: _size(home / name) for name in ("vectors", "words")}
    taken["catalogue"] = sum(_bytes(file) for file in home.glob("catalogue.sqlite*"))
    taken["other"] = max(0, _size(home) - sum(taken.values()))
    return Room({name: taken[name] for name in (*STORES, "other")}, shutil.disk_usage(home).free)


def _size(folder: Path) -> int:
    return sum(map(_bytes, _files(folder)))


def _files(folder: Path) -> Iterator[Path]:
    with suppress(OSError):
        yield from folder.rglob("*")


def _bytes(file: Path) -> int:
    with suppress(OSError):
        if not file.is_symlink() and file.is_file():
            return file.stat().st_size
    return 0
