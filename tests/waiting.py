"""Waiting for what another thread or process does."""

import time
from collections.abc import Callable


def until(has_come: Callable[[], object], seconds: float = 120) -> None:
    """Return as soon as ``has_come`` is true. Raises AssertionError after a time that only a fault takes."""
    end = time.monotonic() + seconds
    while not has_come():
        assert time.monotonic() < end, f"it has not come in {seconds} seconds"
        time.sleep(0.02)
