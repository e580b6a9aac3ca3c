"""One writer at a time, across processes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import CorpusBusy

# A writer holds the lock for one batch (seconds); a minute of waiting means that it hangs.
_PATIENCE_S = 300


@contextmanager
def write_lock(home: Path) -> Iterator[None]:
    """Hold the home's write lock.

    A new lock object each time: threads of one process exclude each other as processes do. Raises
    CorpusBusy where the other writer does not finish in time.
    """
    lock = FileLock(home / "write.lock")
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
