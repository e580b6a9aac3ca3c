"""One writer at a time, across processes."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusBusy

# A writer holds the lock for one batch (seconds); a minute of waiting means that it hangs.
_PATIENCE_S = 300


def write_lock(home: Path) -> AbstractContextManager[None]:
    """Hold the home's write lock.

    A new lock object each time: threads of one process exclude each other as processes do. Raises
    CorpusBusy where the other writer does not finish in time.
    """
    return _held(home, "write.lock")


def opening_lock(home: Path) -> AbstractContextManager[None]:
    """Hold the lock under which a catalogue is made or migrated: for milliseconds, beside any writer."""
    return _held(home, "opening.lock")


def appearing_lock(home: Path) -> AbstractContextManager[None]:
    """Hold the lock under which a backup or an export of the home is written: beside any writer."""
    return _held(home, "appearing.lock")


@contextmanager
def _held(home: Path, name: str) -> Iterator[None]:
    lock = FileLock(home / name)
    try:
        lock.acquire(timeout=_PATIENCE_S)
    except Timeout as error:
        raise CorpusBusy(
            f"Another process has been writing to {home} for {_PATIENCE_S} seconds. Wait for it to finish, "
            "or stop it, and try again: nothing is lost."
        ) from error
    try:
        yield
    finally:
        lock.release()
