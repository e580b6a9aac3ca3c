"""Proving: what goes into a backup, and what comes out of one, is held against what a home must be.

The digests of a backup tell whether it came through whole, not who made it. A catalogue may bring triggers,
views and columns that are none of ours, or values that no stage can read; the words may name files outside
the home, which their index would remove when it cleans up. So a catalogue that is not laid out as ours is
copied, row by row, into one that is; every value is read once as its column's kind; and what does not pass
is no backup. The same is done when a backup is made, while there is still a home to mend.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from corpus.article_rows import INFO, info_of
from corpus.catalogue import Catalogue
from corpus.errors import CorpusError
from corpus.manifest import CATALOGUE, Backup
from corpus.room import lack_of
from corpus.schema import SCHEMA_VERSION, metadata

_NUMBERS = ("schema_version", "generation", "dimension")  # of the catalogue's own properties
_WORDS = ("passages", "articles")
_MANAGED = ".managed.json"
"""The files that a word index may remove, as tantivy 0.27 lists them: by path, from the index's folder."""
_READ = 1_000  # rows read at a time
_MOST = 2**53  # no number of ours comes near it; above, ids would run out


def fault_of(stage: Path, backup: Backup) -> str | None:
    """Return why a folder holds no home that can be used, None where it does.

    Its catalogue is brought to the current schema, and laid out as ours. Raises OSError where the disk lacks
    room for that.
    """
    try:
        _prove_words(stage / "words")
        _prove_properties(stage / CATALOGUE, backup)
        with closing(Catalogue(stage / CATALOGUE)) as catalogue:  # which migrates it
            plain = _shape(catalogue) == _our_shape(stage)
        if not plain:
            _copy_rows(stage)
        with closing(Catalogue(stage / CATALOGUE)) as catalogue:
            _prove_values(catalogue, backup)
        _close(stage / CATALOGUE)
    except (sqlite3.Error, sa.exc.SQLAlchemyError, CorpusError) as error:
        if lack := lack_of(error) or lack_of(error.__cause__ or error):
            raise OSError(f"the disk {lack}") from error
        return _reason(error)
    except (ValueError, TypeError, AttributeError, LookupError, OverflowError, RecursionError) as error:
        return _reason(error)
    return None


def _prove_words(folder: Path) -> None:
    for name in _WORDS:
        if (listed := folder / name / _MANAGED).exists():
            names = json.loads(listed.read_bytes())
            if not isinstance(names, list) or any(re.fullmatch(r"\w[\w.-]*", one) is None for one in names):
                raise ValueError("its words name files that are not theirs")


def _prove_properties(catalogue: Path, backup: Backup) -> None:
    with closing(sqlite3.connect(catalogue)) as database:
        fault = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise ValueError(fault)
        for kind, name, made in database.execute("SELECT type, name, sql FROM sqlite_master").fetchall():
            if kind in ("trigger", "view"):  # before anything is written, which could set one off
                database.execute(f"DROP {kind} {_quoted(name)}")
            if name in metadata.tables and not (made or "").startswith("CREATE TABLE"):
                raise ValueError("one of its tables is none")
        properties = dict(database.execute("SELECT key, value FROM meta").fetchall())
    numbers = [properties[name] for name in _NUMBERS if name in properties]
    if not all(isinstance(one, str) and one.isprintable() for one in properties.values()):
        raise ValueError("one of its properties is no text")
    if not all(one.isascii() and one.isdigit() and int(one) < _MOST for one in numbers):
        raise ValueError("one of its numbers is none")
    if int(properties["schema_version"]) != backup.schema:
        raise ValueError(f"it is of schema {properties['schema_version']}, not {backup.schema}")
    if properties.get("model") != backup.model:
        raise ValueError("it is of another model than its manifest says")


def _shape(catalogue: Catalogue) -> set[tuple[str, ...]]:
    """Return how a catalogue is laid out, to the letter; SQLite's own tables aside."""
    with catalogue.transaction() as connection:
        rows = connection.execute(sa.text("SELECT type, name, tbl_name, sql FROM sqlite_schema"))
        return {tuple(row) for row in rows if not row.name.startswith("sqlite_")}


def _our_shape(stage: Path) -> set[tuple[str, ...]]:
    new = stage / "new.sqlite"
    with closing(Catalogue(new)) as catalogue:
        return _shape(catalogue)


def _copy_rows(stage: Path) -> None:
    """Put the rows of a catalogue that is laid out in another way into one that is laid out as ours."""
    new = stage / "new.sqlite"
    with closing(sqlite3.connect(new, isolation_level=None)) as database:
        database.execute("PRAGMA foreign_keys=ON")
        database.execute("PRAGMA trusted_schema=OFF")
        database.execute("ATTACH ? AS old", (str(stage / CATALOGUE),))
        database.execute("BEGIN")
        database.execute("DELETE FROM meta")
        for table in metadata.sorted_tables:
            name, columns = _quoted(table.name), [_quoted(column.name) for column in table.columns]
            # a column is named with its table: alone, SQLite would take one that is missing for a text
            wanted = ", ".join(f"theirs.{column}" for column in columns)
            into = f"{name} ({', '.join(columns)})"
            # names of ours alone, which no parameter can stand for
            database.execute(f"INSERT INTO {into} SELECT {wanted} FROM old.{name} AS theirs")  # noqa: S608
        # the highest ids that were ever given: none is given twice
        database.execute("DELETE FROM sqlite_sequence")
        database.execute("INSERT INTO sqlite_sequence SELECT name, seq FROM old.sqlite_sequence")
        database.execute("COMMIT")
    _close(new)
    new.replace(stage / CATALOGUE)


def _prove_values(catalogue: Catalogue, backup: Backup) -> None:
    if catalogue.schema_version != SCHEMA_VERSION:
        raise ValueError("it was not migrated")
    if faults := catalogue.integrity():
        raise ValueError(faults[0])
    with catalogue.transaction() as connection:
        for table in metadata.sorted_tables:
            odd = sa.or_(*(_is_odd(column) for column in table.columns))
            if connection.execute(sa.select(sa.literal(1)).select_from(table).where(odd).limit(1)).first():
                raise ValueError(f"a value of {table.name} is of another kind")
            for _ in _every(connection, sa.select(table)):
                continue
        found = [info_of(row).id for row in _every(connection, INFO)]
        if len(found) != backup.articles:
            raise ValueError("it does not hold the articles of its manifest")
        most = connection.execute(sa.text("SELECT max(seq) FROM sqlite_sequence")).scalar() or 0
        if not isinstance(most, int) or most >= _MOST:
            raise ValueError("one of its numbers is too large")


def _is_odd(column: sa.Column[Any]) -> sa.ColumnElement[bool]:
    """Tell whether SQLite keeps something in a column that is not of its kind."""
    kind = column.type.python_type if not isinstance(column.type, sa.JSON) else str
    stored = {int: "integer", bool: "integer", bytes: "blob"}.get(kind, "text")
    allowed = [stored, "null"] if column.nullable else [stored]
    odd = sa.func.typeof(column).not_in(allowed)
    return odd | ~column.between(-_MOST, _MOST) if kind is int else odd


def _every(connection: sa.Connection, query: sa.Select[Any]) -> Iterator[Any]:
    yield from connection.execution_options(yield_per=_READ).execute(query)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _close(catalogue: Path) -> None:
    """Leave a catalogue in one file."""
    with closing(sqlite3.connect(catalogue)) as database:
        database.execute("PRAGMA journal_mode=DELETE")


def _reason(error: BaseException) -> str:
    """Return in a line why something failed; it may quote what somebody else wrote."""
    cause = getattr(error, "orig", None) or error
    return ascii(str(cause))[1:-1][:200]
