"""Backup: a whole home in one file; ``corpus.unpacking`` makes a home again out of it.

The file is a zip of the catalogue (articles, versions, what was removed, conversations, briefings, reports,
feeds), the vectors and the words, with a manifest of what each member must be. It is taken while others read
and write: the catalogue through SQLite's own copying, vectors and words inside the write lock, so that the
three fit and nothing need be embedded again (embedding 4,000 articles takes minutes, copying their vectors a
second).
Vectors on a Chroma server are not part of it; `dateline check --repair` makes them again.
"""

import hashlib
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from corpus import manifest
from corpus.appearing import appearing
from corpus.errors import CorpusError
from corpus.locking import write_lock
from corpus.manifest import BLOCK, CATALOGUE, FOLDERS, MANIFEST, Backup, Counter, Member, Progress
from corpus.proving import fault_of
from corpus.removed import forget_overdue
from corpus.store import Corpus
from corpus.unpacking import restore

__all__ = ["backup", "restore"]

_UNWRITTEN = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_FSYNC", "SQLITE_IOERR_TRUNCATE")
_SQLITE = b"SQLite format 3\0"


def backup(corpus: Corpus, file: Path, progress: Progress | None = None) -> Backup:
    """Write the whole home to a file, which appears when it is whole, in place of one with its name.

    Other processes may read all the while; who writes waits while vectors and words are copied. Raises
    CorpusError where the file cannot be written or lies in the home, or no home could be made of it again.
    """
    with appearing(file, corpus.home, outside=True) as part, part.open("wb") as raw:
        try:
            return _write(corpus, raw, part.with_name(CATALOGUE), progress)
        except (sqlite3.Error, sa.exc.DatabaseError) as error:
            cause = getattr(error, "orig", None) or error
            if getattr(cause, "sqlite_errorname", None) in _UNWRITTEN:  # the copy: the home is only read
                raise OSError(str(cause)) from error
            raise _faulty(str(cause)) from error


def _write(corpus: Corpus, raw: IO[bytes], snapshot: Path, progress: Progress | None) -> Backup:
    members: dict[str, Member] = {}
    home = corpus.home
    with zipfile.ZipFile(raw, "w", allowZip64=True) as archive:
        with write_lock(home):
            files = list(_derived(corpus))
            total = sum(map(_size, (*files, home / CATALOGUE)))
            _must_have_room(snapshot.parent, total)
            count = Counter(total, progress)
            _copy_database(home / CATALOGUE, snapshot)
            for one in files:
                # vectors and words hardly get smaller, and who wants to write is waiting
                name = one.relative_to(home).as_posix()
                members[name] = _put(
                    archive, one, name, zipfile.ZIP_STORED, count, snapshot.with_name("copy")
                )
        made = _described(snapshot, members)  # which the catalogue's own entry is still to join
        if fault := fault_of(snapshot.parent, made):
            raise _faulty(fault)
        _forget_overdue(snapshot)
        members[CATALOGUE] = _put(archive, snapshot, CATALOGUE, zipfile.ZIP_DEFLATED, count)
        archive.writestr(MANIFEST, manifest.written(made), zipfile.ZIP_DEFLATED)
    return made


def _derived(corpus: Corpus) -> Iterator[Path]:
    for folder in FOLDERS:
        if folder == "vectors" and corpus.stores.chroma_url:
            continue  # what may lie there is of a time before that server
        for file in sorted((corpus.home / folder).rglob("*")):
            if file.is_file() and not file.is_symlink() and file.suffix != ".lock":
                yield file


def _put(
    archive: zipfile.ZipFile,
    file: Path,
    name: str,
    compression: int,
    count: Counter,
    copy: Path | None = None,
) -> Member:
    """Add a file; return what the manifest says of it."""
    with file.open("rb") as source:
        is_database = source.read(len(_SQLITE)) == _SQLITE
    if copy is not None and is_database:  # Chroma's own: readers have it open
        _copy_database(file, copy)
        file = copy
    info = zipfile.ZipInfo.from_file(file, name, strict_timestamps=False)
    info.compress_type = compression
    hashed, size = hashlib.sha256(), 0
    with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(BLOCK):
            target.write(block)
            hashed.update(block)
            size += len(block)
            count.add(len(block))
    return Member(size, hashed.hexdigest())


def _copy_database(source: Path, target: Path) -> None:
    """Copy an SQLite database as of one moment, whoever is writing to it, into a single file."""
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(source, timeout=60)) as held, closing(sqlite3.connect(target)) as copy:
        held.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")


def _forget_overdue(snapshot: Path) -> None:
    """See that what is to be gone by now goes into no backup; the home itself is only read."""
    engine = sa.create_engine(f"sqlite:///{snapshot}")
    try:
        with engine.begin() as connection:
            connection.execute(sa.text("PRAGMA secure_delete=ON"))
            forget_overdue(connection)
    finally:
        engine.dispose()


def _must_have_room(folder: Path, size: int) -> None:
    """Raise CorpusError where vectors, words and the copied catalogue alone will not fit."""
    if size > (free := shutil.disk_usage(folder).free):
        raise CorpusError(
            f"The backup takes about {size:,} bytes while it is made, and there is room for {free:,}. Choose "
            "another place, or make room there."
        )


def _described(snapshot: Path, members: dict[str, Member]) -> Backup:
    """Return what a copied catalogue holds."""
    with closing(sqlite3.connect(snapshot)) as database:
        meta = dict(database.execute("SELECT key, value FROM meta").fetchall())
        (number,) = database.execute("SELECT count(*) FROM articles").fetchone()
    return Backup(
        made=datetime.now(UTC),
        articles=int(number),
        schema=int(meta["schema_version"]),
        model=meta.get("model"),
        members=members,
    )


def _faulty(fault: str) -> CorpusError:
    return CorpusError(
        f"The home cannot be copied as it should ({fault}), so no backup is made. Keep those you have, "
        "and run: dateline check"
    )


def _size(file: Path) -> int:
    return file.stat().st_size
