"""Appearing: a file is there when it is whole, in place of one with its name, or not at all.

It is written in a folder beside its place. Of one home one such file is written at a time, so whatever an
earlier one that was killed has left there is known to be nobody's, and is thrown away.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from corpus.errors import CorpusError
from corpus.locking import appearing_lock
from corpus.manifest import CATALOGUE, FOLDERS, STAGE

_PART = ".part"


@contextmanager
def appearing(file: Path, home: Path, *, outside: bool = False) -> Iterator[Path]:
    """Yield a path to write to, in a folder of its own; at the end of the block the file takes its place.

    A link is followed: what it names is replaced. Raises CorpusError where the place is no ordinary file, or
    is one of the home's own (with ``outside``: anywhere in the home), and where it cannot be written.
    """
    place = Path(os.path.realpath(file))
    _may_be_written(file, place, Path(os.path.realpath(home)), outside=outside)
    try:
        with appearing_lock(home):
            _sweep(place)
            with tempfile.TemporaryDirectory(
                prefix=_prefix(place), suffix=_PART, dir=place.parent, ignore_cleanup_errors=True
            ) as folder:
                part = Path(folder) / "whole"
                yield part
                _kept(part)
                part.replace(place)
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be written ({error.strerror or error}). Choose another place, or make room there."
        ) from error


def _may_be_written(file: Path, place: Path, home: Path, *, outside: bool) -> None:
    if not place.parent.is_dir():
        raise CorpusError(f"There is no folder {place.parent}. Choose another place, or make it.")
    if place.exists() and not place.is_file():
        raise CorpusError(f"{file} is no ordinary file. Choose another place.")
    inside = place.relative_to(home).parts if place.is_relative_to(home) else ()
    if inside and (outside or _is_its_own(inside[0])):
        raise CorpusError(
            f"{file} is inside the home {home}, of which it is to be a copy. Choose another place, on "
            "another disk if there is one."
        )


def _is_its_own(name: str) -> bool:
    """Tell whether a home keeps something of its own under this name."""
    return name in (*FOLDERS, STAGE) or name.startswith(CATALOGUE) or name.endswith(".lock")


def _sweep(place: Path) -> None:
    """Throw away what was left of earlier writings to this place."""
    for one in place.parent.iterdir():
        if one.name.startswith(_prefix(place)) and one.name.endswith(_PART):
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                with suppress(OSError):
                    one.unlink()


def _prefix(place: Path) -> str:
    return f".{place.name}."


def _kept(file: Path) -> None:
    """See that a file outlives a loss of power."""
    with file.open("r+b") as written:
        os.fsync(written.fileno())
