"""Migrating: the catalogue's tables are made, or brought from an older version to this one, in place."""

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

import corpus.work_schema  # noqa: F401  # its tables are made, too
from corpus.errors import CorpusError
from corpus.records import DETAILS
from corpus.schema import SCHEMA_VERSION, articles, meta, metadata, versions


def _to_2(connection: sa.Connection) -> None:
    """Drop the index that made filtered searches slow. New tables are there already."""
    connection.execute(sa.text("DROP INDEX IF EXISTS ix_articles_indexed"))


def _to_3(connection: sa.Connection) -> None:
    """Make room for what readers learn of an article beside its outlet, author and day."""
    for table, names in ((articles, DETAILS), (versions, ("page_starts",))):
        held = {column["name"] for column in sa.inspect(connection).get_columns(table.name)}
        for name in names:
            if name not in held:
                kind = table.c[name].type.compile(connection.dialect)
                connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {name} {kind}"))


# MIGRATIONS[n] turns a catalogue of version n into one of version n + 1, in place.
MIGRATIONS: dict[int, Callable[[sa.Connection], None]] = {1: _to_2, 2: _to_3}


def migrate(connection: sa.Connection, path: Path) -> None:
    """Make the tables that are missing and bring the others to the current version.

    Raises CorpusError where they were written by a newer Dateline.
    """
    metadata.create_all(connection)
    found = connection.execute(sa.select(meta.c.value).where(meta.c.key == "schema_version")).scalar()
    version = SCHEMA_VERSION if found is None else int(found)
    if version > SCHEMA_VERSION:
        raise CorpusError(
            f"{path} was written by a newer Dateline (schema {version}, this one knows {SCHEMA_VERSION}). "
            "Update Dateline and try again."
        )
    while version < SCHEMA_VERSION:
        MIGRATIONS[version](connection)
        version += 1
    if found is None:
        connection.execute(meta.insert().values(key="schema_version", value=str(version)))
    elif found != str(version):
        connection.execute(meta.update().where(meta.c.key == "schema_version").values(value=str(version)))
