"""Noting how far a job is, for whoever looks at it."""

import time
from collections.abc import Mapping
from pathlib import Path

from ui.app.upload import staging

_EVERY_S = 0.3  # between two notes


class Noted:
    """Writes ``progress.json`` of a job now and then. ``before`` is what an earlier process had done."""

    def __init__(self, folder: Path, *, total: int | None, before: int = 0) -> None:
        self._path = folder / "progress.json"
        self._said = {"total": total, "before": before, "begun": time.time()}
        self._last = 0.0

    def note(self, done: int, counts: Mapping[str, int], *, now: str = "", last: bool = False) -> None:
        """Note how much is done; ``last`` ones are written however soon they come."""
        at = time.time()
        if last or at - self._last >= _EVERY_S:
            self._last = at
            held = {**self._said, "at": at, "done": done, "counts": dict(counts), "now": now}
            staging.write(self._path, held)
