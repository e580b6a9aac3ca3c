"""The database: the file that holds the catalogue, opened, and what is known of the corpus as a whole."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy import event

from corpus.errors import CorpusError
from corpus.migrating import migrate
from corpus.room import lack_of, wanting
from corpus.schema import SCHEMA_VERSION, meta

_T = TypeVar("_T")
_BATCH = 500  # rows named in one IN (...): well under SQLite's limit of 32,766 variables


class Database:
    """The rows of one home. Usable from several threads; each call takes its own connection."""

    def __init__(self, path: Path) -> None:
        self.home = path.parent
        self._engine = sa.create_engine(f"sqlite:///{path}", connect_args={"timeout": 60})
        event.listen(self._engine, "connect", _prepare_sqlite)
        try:
            with self._engine.begin() as connection:
                migrate(connection, path)
        except sa.exc.DatabaseError as error:
            if lack := lack_of(error):
                raise wanting(path.parent, lack) from error
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

    def get_meta(self, key: str) -> str | None:
        """Return a property of the corpus ("model", "generation", ...), or None where it is not set."""
        with self._engine.connect() as connection:
            return connection.execute(sa.select(meta.c.value).where(meta.c.key == key)).scalar()

    def set_meta(self, connection: sa.Connection, **values: str) -> None:
        """Set properties of the corpus."""
        for key, value in values.items():
            self.drop_meta(connection, key)
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

    def integrity(self) -> list[str]:
        """Return what the database itself finds wrong with its file."""
        with self._engine.connect() as connection:
            lines = connection.execute(sa.text("PRAGMA integrity_check")).scalars()
            broken = [str(line) for line in lines if line != "ok"]
            return broken + [str(row) for row in connection.execute(sa.text("PRAGMA foreign_key_check"))]

    def vacuum(self) -> None:
        """Give the space of removed rows back and move the log into the file."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(sa.text("PRAGMA wal_checkpoint(TRUNCATE)"))
            connection.execute(sa.text("VACUUM"))

    def _rows(self, query: sa.Select[Any]) -> Sequence[Any]:
        with self._engine.connect() as connection:
            return connection.execute(query).all()

    def _rows_among(
        self, query: sa.Select[Any], column: sa.ColumnElement[Any], values: Sequence[object]
    ) -> list[Any]:
        with self._engine.connect() as connection:
            return list(among(connection, query, column, values))


def among(
    connection: sa.Connection,
    query: sa.Select[Any],
    column: sa.ColumnElement[Any],
    values: Sequence[object],
) -> Iterator[Any]:
    """Yield the rows of a query in which a column has one of these values, however many they are."""
    for some in batches(values):
        yield from connection.execute(query.where(column.in_(some)))


def batches(items: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """Yield ``items`` in runs that one query may name."""
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
