"""Unpacking: a home out of a backup, or nothing at all.

The manifest of a backup tells whether the file came through whole, not who made it: so nothing of it is put
to use before it was held against what a home must be (``corpus.proving``).
"""

import hashlib
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus import manifest
from corpus.errors import CorpusError
from corpus.locking import opening_lock, write_lock
from corpus.manifest import (
    BLOCK,
    CATALOGUE,
    FOLDERS,
    MANIFEST,
    STAGE,
    Backup,
    Counter,
    Member,
    Progress,
    broken,
)
from corpus.proving import fault_of

_LOCKS = ("write.lock", "opening.lock", "appearing.lock")
_EMPTY = {*_LOCKS, STAGE, "lost+found"}  # what an empty home may hold
_LARGEST_MANIFEST = 50_000_000  # bytes: a hundred times that of a home of 100,000 articles
# What reading a zip raises where it is damaged, under a password (RuntimeError) or forged.
_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, struct.error),
    *(EOFError, ValueError, RuntimeError, OverflowError, IndexError),
)
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def restore(
    home: Path, file: Path, progress: Progress | None = None, *, catalogue_only: bool = False
) -> Backup:
    """Make a home out of a backup. Nothing is ever overwritten: the folder must be empty, or not there yet.

    With ``catalogue_only`` vectors and words are left to be made again: for a file from somebody whom one
    would not let write to the home. Raises CorpusError where the folder is not empty, and where the file is
    not a whole backup that this Dateline knows; the folder then holds lock files at most. A backup of an
    older schema is migrated on the way.
    """
    try:
        if file.exists() and not file.is_file():
            raise broken(file, "it is no ordinary file")
        new = not home.exists()
        _must_be_empty(home)
        with _opened(file) as archive:
            made = _manifest(archive, file)
            if catalogue_only:
                made = made.without_folders()
            home.mkdir(parents=True, exist_ok=True)
            try:
                with write_lock(home):
                    _restore(home, file, archive, made, progress)
            finally:
                if new:
                    _take_back(home)
            return made
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be restored to {home} ({error.strerror or error}). Nothing was restored: mend "
            "that, or set DATELINE_HOME to another folder, and restore again."
        ) from error


def _must_be_empty(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise CorpusError(f"{home} is no folder. Set DATELINE_HOME to an empty one, and restore again.")
    allowed = {*_EMPTY, *FOLDERS} if _was_stopped(home) else _EMPTY
    if home.is_dir() and (held := sorted(one.name for one in home.iterdir() if one.name not in allowed)):
        raise CorpusError(
            f"{home} is not empty (it holds {', '.join(held[:3])}), and restoring never overwrites. Set "
            "DATELINE_HOME to an empty or new folder; or stop all that uses that one, the app too, move it "
            "away, and restore again."
        )


def _was_stopped(home: Path) -> bool:
    """Tell whether a restoring was killed while it put its folders in their place."""
    return (home / STAGE / CATALOGUE).exists() and not (home / CATALOGUE).exists()


@contextmanager
def _opened(file: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(file) as archive:
            yield archive
    except _BROKEN as error:
        raise broken(file, str(error)) from error


def _restore(
    home: Path, file: Path, archive: zipfile.ZipFile, made: Backup, progress: Progress | None
) -> None:
    free = shutil.disk_usage(home).free
    if made.size > free:
        raise CorpusError(
            f"The backup needs {made.size:,} bytes, and {home} has room for {free:,}. Make room there, or "
            "set DATELINE_HOME to another folder."
        )
    _must_be_empty(home)  # it may have taken a while to get the lock
    stage = home / STAGE
    try:
        _sweep(home)  # of a restoring that was killed
        stage.mkdir()
        count = Counter(made.size, progress)
        for name, member in made.members.items():
            _extract(archive, name, member, stage / name, count)
        if fault := fault_of(stage, made):
            raise broken(file, fault)
        with opening_lock(home):
            _must_be_empty(home)  # nobody has opened it meanwhile
            for name in (*FOLDERS, CATALOGUE):  # the catalogue last: without it, it is no home
                if (stage / name).exists():
                    (stage / name).rename(home / name)
    finally:
        _sweep(home)


def _sweep(home: Path) -> None:
    """Throw away what restoring has made, but for a home that is whole."""
    pieces = (STAGE,) if (home / CATALOGUE).exists() else (*FOLDERS, STAGE)
    for name in pieces:
        shutil.rmtree(home / name, ignore_errors=True)


def _manifest(archive: zipfile.ZipFile, file: Path) -> Backup:
    """Return what a file says of itself, once it is seen that its members may be so, without reading them."""
    held = {info.filename: info for info in archive.infolist()}
    if MANIFEST not in held or held[MANIFEST].file_size > _LARGEST_MANIFEST:
        raise broken(file, "it has no manifest")
    # other ways of packing, which no backup uses, may want gigabytes of memory
    if odd := next((one for one in held.values() if one.compress_type not in _PACKED), None):
        raise broken(file, f"{odd.filename!r} is packed in a way that backups are not")
    made = manifest.read(archive.read(MANIFEST), archive.namelist(), file)
    if bad := next((name for name, one in made.members.items() if held[name].file_size != one.size), None):
        raise broken(file, f"{bad!r} is not what its manifest says")
    return made


def _extract(archive: zipfile.ZipFile, name: str, member: Member, target: Path, count: Counter) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    hashed, size = hashlib.sha256(), 0
    with archive.open(name) as source, target.open("xb") as written:
        while size <= member.size and (block := source.read(BLOCK)):
            written.write(block)
            hashed.update(block)
            size += len(block)
            count.add(len(block))
        written.flush()
        os.fsync(written.fileno())
    if (size, hashed.hexdigest()) != (member.size, member.sha256):
        raise broken(Path(archive.filename or name), f"{name!r} is not what its manifest says")


def _take_back(home: Path) -> None:
    """Leave no folder where there was none and no home was made."""
    if not (home / CATALOGUE).exists():
        for name in _LOCKS:
            with suppress(OSError):
                (home / name).unlink(missing_ok=True)
        with suppress(OSError):  # somebody has put something there
            home.rmdir()
