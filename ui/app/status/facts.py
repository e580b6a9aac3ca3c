"""What the Status page says of the archive's size, counted in a thread and kept for a minute.

All who look share one count: it holds numbers of the archive and nothing of anybody.
"""

import logging
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from corpus import Corpus
from corpus.usage import Holdings, Room, holdings_of, room_of

_FOR = 60.0  # seconds
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Facts:
    """What an archive held, and the room it took, at ``generation``; ``at`` is of the monotonic clock."""

    holdings: Holdings
    room: Room
    generation: int
    at: float


_known: dict[Path, Facts] = {}
_counting: dict[Path, threading.Thread] = {}
_lock = threading.Lock()


def facts_of(corpus: Corpus, wait: float = 0) -> Facts | None:
    """Return what is known, at most a minute old; None where it is being counted, unless ``wait`` is enough.

    What is older is returned all the same while it is counted again, if the archive has not changed since.
    """
    home = corpus.home.resolve()
    with _lock:
        known = _known.get(home)
        if known and known.generation != corpus.catalogue.generation:
            known = None
        if known and time.monotonic() - known.at < _FOR:
            return known
        thread = _counting.get(home)
        if thread is None or not thread.is_alive():
            thread = threading.Thread(target=_count, args=[corpus, home], name="count-archive", daemon=True)
            _counting[home] = thread
            thread.start()
    if known:
        return known
    thread.join(wait)
    return _known.get(home) if not thread.is_alive() else None


def _count(corpus: Corpus, home: Path) -> None:
    generation = corpus.catalogue.generation
    began = time.monotonic()
    _known[home] = Facts(holdings_of(corpus.catalogue), room_of(home), generation, time.monotonic())
    _log.debug("counted the archive in %.1f s", time.monotonic() - began)
