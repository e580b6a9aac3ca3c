"""Backup: a whole home in one file, and a home again out of it.

The file is a zip of the catalogue (articles, versions, what was removed, conversations, briefings, reports,
feeds), the vectors and the words, with a manifest of what each member must be. It is taken while others read
and write: the catalogue through SQLite's own copying, vectors and words inside the write lock, so that the
three fit and nothing need be embedded again (embedding 4,000 articles takes minutes, copying their vectors a
second).
Vectors on a Chroma server are not part of it; `dateline check --repair` makes them again.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import sqlalchemy as sa

from corpus import manifest
from corpus.errors import CorpusError
from corpus.locking import opening_lock, write_lock
from corpus.manifest import CATALOGUE, FOLDERS, MANIFEST, Backup, Member, broken
from corpus.removed import purge
from corpus.store import Corpus

Progress = Callable[[int, int], object]
"""Told how many bytes of how many are done."""

_LOCKS = ("write.lock", "opening.lock")
_STAGE = ".restoring"  # where a home is made before it is put in its place
_EMPTY = {*_LOCKS, _STAGE, "lost+found"}  # what an empty home may hold
_BLOCK = 1 << 20  # bytes read at a time
_LARGEST_MANIFEST = 50_000_000  # bytes: a hundred times that of a home of 100,000 articles
_SQLITE = b"SQLite format 3\0"


def backup(corpus: Corpus, file: Path, progress: Progress | None = None) -> Backup:
    """Write the whole home to a file, which appears when it is whole, in place of one with its name.

    Other processes may read all the while; who writes waits while vectors and words are copied. Raises
    CorpusError where the file cannot be written, or the catalogue has faults.
    """
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        purge(corpus)  # what is to be gone by now goes into no backup
        with (
            part.open("wb") as raw,
            tempfile.TemporaryDirectory(prefix=".dateline-", dir=file.parent) as temporary,
        ):
            made = _write(corpus, raw, Path(temporary) / CATALOGUE, progress)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
    except (sqlite3.Error, sa.exc.DatabaseError) as error:
        raise _faulty(str(error)) from error
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be written ({error.strerror or error}). Choose another place, or make room there."
        ) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return made


def restore(home: Path, file: Path, progress: Progress | None = None) -> Backup:
    """Make a home out of a backup. Nothing is ever overwritten: the folder must be empty, or not there yet.

    Raises CorpusError where it is not empty, and where the file is not a whole backup that this Dateline
    knows; the folder then holds lock files at most. A backup of an older schema is migrated when
    the home is opened.
    """
    try:
        new = not home.exists()
        _must_be_empty(home)
        home.mkdir(parents=True, exist_ok=True)
        try:
            with write_lock(home), _opened(file) as archive:
                return _restore(home, file, archive, progress)
        finally:
            _tidy(home, new)
    except OSError as error:
        raise CorpusError(f"{file} cannot be restored to {home} ({error.strerror or error}).") from error


# Writing -------------------------------------------------------------------------------------------


def _write(corpus: Corpus, raw: IO[bytes], snapshot: Path, progress: Progress | None) -> Backup:
    members: dict[str, Member] = {}
    home = corpus.home
    with zipfile.ZipFile(raw, "w", allowZip64=True) as archive:
        with write_lock(home):
            files = list(_derived(corpus))
            count = _Counter(sum(map(_size, (*files, home / CATALOGUE))), progress)
            _copy_database(home / CATALOGUE, snapshot)
            for one in files:
                # vectors and words hardly get smaller, and who wants to write is waiting
                name = one.relative_to(home).as_posix()
                members[name] = _put(
                    archive, one, name, zipfile.ZIP_STORED, count, snapshot.with_name("copy")
                )
        members[CATALOGUE] = _put(archive, snapshot, CATALOGUE, zipfile.ZIP_DEFLATED, count)
        made = _described(snapshot, members)
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
    count: "_Counter",
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
        while block := source.read(_BLOCK):
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


def _described(snapshot: Path, members: dict[str, Member]) -> Backup:
    """Return what a copied catalogue holds. Raises CorpusError where it has faults: those are not kept."""
    with closing(sqlite3.connect(snapshot)) as database:
        fault = database.execute("PRAGMA quick_check(1)").fetchone()[0]
        if fault != "ok":
            raise _faulty(str(fault))
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


# Reading -------------------------------------------------------------------------------------------


def _must_be_empty(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise CorpusError(f"{home} is no folder. Set DATELINE_HOME to an empty one, and restore again.")
    if home.is_dir() and (held := sorted(one.name for one in home.iterdir() if one.name not in _EMPTY)):
        raise CorpusError(
            f"{home} is not empty (it holds {', '.join(held[:3])}), and restoring never overwrites. Set "
            "DATELINE_HOME to an empty or new folder, or move that one away, and restore again."
        )


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise broken(file, str(error)) from error


def _restore(home: Path, file: Path, archive: zipfile.ZipFile, progress: Progress | None) -> Backup:
    made = _manifest(archive, file)
    free = shutil.disk_usage(home).free
    if made.size > free:
        raise CorpusError(
            f"The backup needs {made.size:,} bytes, and {home} has room for {free:,}. Make room there, or "
            "set DATELINE_HOME to another folder."
        )
    stage = home / _STAGE
    shutil.rmtree(stage, ignore_errors=True)  # of a restoring that was stopped
    stage.mkdir()
    count = _Counter(made.size, progress)
    for name, member in made.members.items():
        _extract(archive, name, member, stage / name, count)
    with opening_lock(home):
        _must_be_empty(home)  # nobody has opened it meanwhile
        for name in (*FOLDERS, CATALOGUE):  # the catalogue last: without it, it is no home
            if (stage / name).exists():
                (stage / name).rename(home / name)
    return made


def _manifest(archive: zipfile.ZipFile, file: Path) -> Backup:
    names = archive.namelist()
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LARGEST_MANIFEST:
        raise broken(file, "it has no manifest")
    return manifest.read(archive.read(MANIFEST), names, file)


def _extract(archive: zipfile.ZipFile, name: str, member: Member, target: Path, count: "_Counter") -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    hashed, size = hashlib.sha256(), 0
    with archive.open(name) as source, target.open("xb") as written:
        while size <= member.size and (block := source.read(_BLOCK)):
            written.write(block)
            hashed.update(block)
            size += len(block)
            count.add(len(block))
    if (size, hashed.hexdigest()) != (member.size, member.sha256):
        raise broken(Path(archive.filename or name), f"{name} is not what its manifest says")


def _tidy(home: Path, new: bool) -> None:
    """Leave nothing behind but a home; where none was made and there was no folder, no folder either."""
    shutil.rmtree(home / _STAGE, ignore_errors=True)
    if new and not (home / CATALOGUE).exists():
        for name in _LOCKS:
            with suppress(OSError):
                (home / name).unlink(missing_ok=True)
        with suppress(OSError):  # somebody has put something there
            home.rmdir()


def _size(file: Path) -> int:
    return file.stat().st_size


class _Counter:
    """Adds up bytes and tells them."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def add(self, number: int) -> None:
        self._done += number
        if self._progress:
            self._progress(min(self._done, self._total), self._total)
