"""Noting how far a job is, for whoever looks at it."""

import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ui.app.upload import staging

_EVERY_S = 0.3  # between two notes


class Noted:
    """Writes ``progress.json`` of a job now and then. ``before`` is what an earlier process had done.

    Outcomes come in bursts with long work between them: the last of a burst is written a little later by
    itself, so that what is read there is how far the job is.
    """

    def __init__(self, folder: Path, *, total: int | None, before: int = 0) -> None:
        self._path = folder / "progress.json"
        self._said = {"total": total, "before": before, "begun": time.time()}
        self._last = 0.0
        self._held: dict[str, Any] | None = None  # what is not written yet
        self._timer: threading.Timer | None = None
        self._lock = threading.Lock()

    def note(self, done: int, counts: Mapping[str, int], *, now: str = "", last: bool = False) -> None:
        """Note how much is done; ``last`` ones are written however soon they come."""
        at = time.time()
        with self._lock:
            self._held = {**self._said, "at": at, "done": done, "counts": dict(counts), "now": now}
            if last or at - self._last >= _EVERY_S:
                self._write()
            elif self._timer is None:
                self._timer = threading.Timer(_EVERY_S, self._write_later)
                self._timer.daemon = True
                self._timer.start()

    def _write_later(self) -> None:
        with self._lock, suppress(FileNotFoundError):  # a job that was thrown away meanwhile
            self._timer = None
            if self._held is not None:
                self._write()

    def _write(self) -> None:
        self._last = time.time()
        staging.write(self._path, self._held)
        self._held = None
