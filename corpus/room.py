"""Room: telling a disk that is full, or that may not be written, from a store that is broken."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from corpus.errors import CorpusError

# As SQLite, Chroma (which wraps SQLite's and the system's) and tantivy put it.
_FULL = ("disk is full", "no space left on device", f"os error {errno.ENOSPC}", "disk quota exceeded")
_READ_ONLY = (
    *("readonly database", "read-only file system", "permission denied"),
    *(f"os error {errno.EROFS}", f"os error {errno.EACCES}"),
)


def lack_of(error: BaseException) -> str | None:
    """Return what is wrong with the disk where that is why something failed, to follow it; else None."""
    said = str(error).casefold()
    if any(words in said for words in _FULL):
        return "is full"
    return "may not be written to" if any(words in said for words in _READ_ONLY) else None


@contextmanager
def told(home: Path) -> Iterator[None]:
    """Raise CorpusError with advice where what is done inside fails for want of room in a home."""
    try:
        yield
    except (sa.exc.OperationalError, OSError, ValueError) as error:  # the last is tantivy's
        lack = lack_of(error)
        if lack is None:
            raise
        raise wanting(home, lack) from error


def wanting(home: Path, lack: str) -> CorpusError:
    """Return the error of a home whose disk lacks something."""
    return CorpusError(
        f"The disk that holds {home} {lack}. Nothing that was done is lost: mend that and run the same "
        "command again; it goes on from there."
    )
