"""Looking after the archive from the app: a check, or a check and repair, as a process of its own.

So no click and no restart of the app stops one, and asking goes on meanwhile. In the home's folder `upkeep`,
``lock`` is held while one runs, ``progress.json`` says how far it is and goes when it ends, ``result.json``
says what the last one found. Times are in UTC.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.errors import CorpusError, DatelineError
from corpus.records import Fault

COMPARING = "comparing the catalogue, the vectors and the words"
_EVERY = 0.3  # seconds between two notes of how far it is
_SELF = "ui.app.status.upkeep"
_starting: dict[Path, "subprocess.Popen[bytes]"] = {}
_one_at_a_time = threading.Lock()


@dataclass(frozen=True, slots=True)
class Progress:
    """What is being done since when, how many are done and of how many; a ``total`` of 0 is not known."""

    repair: bool
    since: datetime
    what: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a check that ended at ``at`` found; ``error`` says why it could not come to its end."""

    repair: bool
    at: datetime
    seconds: float
    articles: int
    faults: Sequence[Fault]
    error: str | None


@dataclass(frozen=True, slots=True)
class State:
    """How things are: what runs (None: nothing), what the last one found (None: none has ended).

    ``broke_off`` tells that one began after that and is gone without having come to an end.
    """

    running: Progress | None
    last: Result | None
    broke_off: bool


def start(home: Path, *, repair: bool) -> None:
    """Begin a check, with a repair or without, in the background; nothing where one is running.

    Raises CorpusError where the home cannot be written to.
    """
    folder = home / "upkeep"
    with _one_at_a_time:
        if _is_running(folder):
            return
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with (folder / "log").open("wb") as log:
                _starting[folder] = subprocess.Popen(  # noqa: S603  # our own interpreter and module
                    [
                        sys.executable,
                        "-m",
                        "ui.app.status.upkeep",
                        str(home),
                        "repair" if repair else "check",
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                )
        except OSError as error:
            raise CorpusError(
                f"The check cannot be started in {folder} ({error.strerror or error}). Make room there, or "
                "run: dateline check"
            ) from error


def state_of(home: Path) -> State:
    """Return what runs, and what the last check found."""
    folder = home / "upkeep"
    is_running = _is_running(folder)  # asked first: it may end any moment
    last = _result(folder / "result.json")
    now = _progress(folder / "progress.json")
    if is_running:
        return State(now or Progress(False, datetime.now(UTC), "starting", 0, 0), last, False)
    return State(None, last, broke_off=now is not None)


def run(home: Path, *, repair: bool) -> None:
    """Check, and repair where that is asked for; nothing where another one does."""
    folder = home / "upkeep"
    try:
        with FileLock(folder / "lock", timeout=0):
            _work(home, _Notes(folder, repair))
    except Timeout:
        return


class _Notes:
    """What the process leaves for the app to read."""

    def __init__(self, folder: Path, repair: bool) -> None:
        self.repair = repair
        self._folder = folder
        self._since = datetime.now(UTC)
        self._last = ("", 0.0)
        self.tell(COMPARING, 0, 0)

    def tell(self, what: str, done: int, total: int) -> None:
        """Note how far it is, not more often than anybody looks."""
        now = time.monotonic()
        if what != self._last[0] or now - self._last[1] >= _EVERY:
            self._last = what, now
            value = {"repair": self.repair, "since": self._since.isoformat()}
            self._write("progress.json", {**value, "what": what, "done": done, "total": total})

    def end(self, articles: int, faults: Sequence[Fault], error: str | None) -> None:
        """Note what was found."""
        at = datetime.now(UTC)
        value = {
            "repair": self.repair,
            "at": at.isoformat(),
            "seconds": round((at - self._since).total_seconds(), 1),
            "articles": articles,
            "faults": [[one.what, one.count, list(one.examples)] for one in faults],
            "error": error,
        }
        self._write("result.json", value)
        (self._folder / "progress.json").unlink(missing_ok=True)

    def _write(self, name: str, value: dict[str, Any]) -> None:
        part = self._folder / f".{name}.part"
        part.write_text(json.dumps(value), encoding="utf-8")
        part.replace(self._folder / name)


def _work(home: Path, notes: _Notes) -> None:
    from ingest.mending import check
    from ui import bootstrap, settings

    try:
        chosen = settings.load().model_copy(update={"home": home})
        with bootstrap.corpus_of(chosen, any_model=True) as corpus:
            faults = check(corpus, repair=notes.repair, tell=notes.tell)
            notes.end(corpus.catalogue.count(), faults, None)
    except DatelineError as error:
        notes.end(0, (), str(error))


def _is_running(folder: Path) -> bool:
    if not folder.is_dir():
        return False
    process = _starting.get(folder)
    if process is not None and process.poll() is None:
        return True
    lock = FileLock(folder / "lock", timeout=0)
    try:
        with lock:
            return False
    except Timeout:
        return True


def _progress(file: Path) -> Progress | None:
    value = _read(file)
    if value is None:
        return None
    since = datetime.fromisoformat(value["since"])
    return Progress(value["repair"], since, value["what"], value["done"], value["total"])


def _result(file: Path) -> Result | None:
    value = _read(file)
    if value is None:
        return None
    return Result(
        value["repair"],
        datetime.fromisoformat(value["at"]),
        value["seconds"],
        value["articles"],
        [Fault(what, count, examples) for what, count, examples in value["faults"]],
        value["error"],
    )


def _read(file: Path) -> dict[str, Any] | None:
    """Return what a note says, None where there is none."""
    try:
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return found


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(5)  # who asks meanwhile goes first
    run(Path(sys.argv[1]), repair=sys.argv[2] == "repair")
