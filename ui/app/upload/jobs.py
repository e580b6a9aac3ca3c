"""The jobs of the app: each is a process of its own, so that no click, rerun or restart can stop it.

A job is the folder of an upload (`staging.py`) with what tells how far it is: it is "reading" until
``ready.json`` is there, "ready" until a person says ``add``, "adding" until ``ended.json`` says how it ended.
``outcomes.jsonl`` grows by a line for each article settled, ``progress.json`` counts. Who works at a job
holds ``lock``; a job at which nobody works is started again. What it does is in `working.py`.
"""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock, Timeout

from ingest.pipeline import Outcome
from ui.app.upload import staging

Phase = Literal["reading", "ready", "adding", "ended"]

KEPT_S = 7 * 24 * 3600
"""Seconds for which the outcomes of a job, and an upload that nobody goes on with, are kept."""
_COMMAND = (sys.executable, "-m", "ui.app.upload.working")
_TAIL = 64_000  # bytes in which the last outcomes stand
_running: dict[Path, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``total`` is None where nobody knows; ``error`` is set where it could not go on."""

    phase: Phase
    done: int = 0
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Of the outcomes, by status; while reading, of what was read: "read" and "failed"."""
    now: str = ""
    """What is being read."""
    per_second: float | None = None
    seconds_left: float | None = None
    cancelled: bool = False
    error: str | None = None


def begin(folder: Path) -> None:
    """Start the process that does a job's next work, unless somebody works at it."""
    for gone in [one for one, process in _running.items() if process.poll() is not None]:
        del _running[gone]
    if is_alive(folder):
        return
    with (folder / "log").open("ab") as log:
        _running[folder] = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [*_COMMAND, str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # what ends the server does not end the job
        )


def add(folder: Path) -> bool:
    """Go on to adding what is ticked. False where somebody has said so already, or it is not ready."""
    if phase_of(folder) != "ready":
        return False
    (folder / "progress.json").unlink(missing_ok=True)  # of the reading
    try:
        (folder / "add").touch(exist_ok=False)
    except FileExistsError:
        return False
    begin(folder)
    return True


def again(folder: Path) -> None:
    """Go on with a job that ended with an error."""
    for name in ("ended.json", "tries"):
        (folder / name).unlink(missing_ok=True)
    begin(folder)


def cancel(folder: Path) -> None:
    """Stop a job. What was added stays; what was only prepared is thrown away."""
    with suppress(FileNotFoundError):
        (folder / "cancel").touch()
        if phase_of(folder) != "adding" and not is_alive(folder):
            shutil.rmtree(folder, ignore_errors=True)


def is_given_up(folder: Path) -> bool:
    """Tell whether a person stopped a job that had only prepared something: it goes as soon as it can."""
    return (folder / "cancel").exists() and phase_of(folder) in ("reading", "ready")


def is_alive(folder: Path) -> bool:
    """Tell whether a process works at a job: one of this server's, or one that outlived another server."""
    process = _running.get(folder)
    if process is not None and process.poll() is None:
        return True
    try:
        with FileLock(folder / "lock").acquire(timeout=0):
            return False
    except Timeout:
        return True
    except OSError:  # the folder has just been thrown away
        return False


def phase_of(folder: Path) -> Phase:
    """Return what a job is at."""
    for name, phase in _PHASES.items():
        if (folder / name).exists():
            return phase
    return "adding" if staging.request_of(folder).update else "reading"


def progress_of(folder: Path) -> Progress:
    """Return how far a job is. Raises FileNotFoundError where it has been thrown away."""
    phase = phase_of(folder)
    held = _read(folder / "progress.json")
    done, total = held.get("done", 0), held.get("total")
    values: dict[str, Any] = {"done": done, "total": total, "counts": held.get("counts", {})}
    if phase == "ended":
        ended = _read(folder / "ended.json")
        return Progress(phase, **values, cancelled=ended["cancelled"], error=ended["error"])
    seconds = held.get("at", 0) - held.get("begun", 0)
    fresh = done - held.get("before", 0)
    rate = fresh / seconds if seconds > 1 and fresh > 0 else None
    left = (total - done) / rate if rate and total else None
    cancelled = (folder / "cancel").exists()
    return Progress(
        phase, **values, now=held.get("now", ""), per_second=rate, seconds_left=left, cancelled=cancelled
    )


def outcomes_of(folder: Path) -> list[Outcome]:
    """Return what became of each article so far, in the order in which they were settled."""
    return _outcomes(staging.whole_lines(folder / "outcomes.jsonl"))


def followed_by(folder: Path) -> list[str]:
    """Return the names of the feeds that are followed since a job."""
    path = folder / "followed.json"
    return list(staging.read(path)) if path.is_file() else []


def latest(folder: Path, most: int) -> list[Outcome]:
    """Return the last outcomes, newest first, however many there are in all."""
    path = folder / "outcomes.jsonl"
    if not path.is_file():
        return []
    with path.open("rb") as lines:
        start = max(0, path.stat().st_size - _TAIL)
        lines.seek(start)
        whole = lines.read().decode("utf-8", errors="replace").split("\n")[:-1]
    return _outcomes(whole[1:] if start else whole)[: -most - 1 : -1]


def being_added(home: Path) -> list[Path]:
    """Return the jobs that are adding, in the order of their names."""
    found = []
    for folder in _folders(home):
        with suppress(FileNotFoundError):  # cleared just now
            if phase_of(folder) == "adding":
                found.append(folder)
    return found


def resume(home: Path) -> list[Path]:
    """Start what was broken off, and clear what is old; return the jobs that go on.

    Called when a server opens its archive, and whenever the Upload page is drawn: it costs milliseconds.
    """
    going_on = []
    for folder in _folders(home):
        with suppress(FileNotFoundError):  # cleared just now by somebody else
            if _goes_on(folder):
                going_on.append(folder)
    return going_on


def _goes_on(folder: Path) -> bool:
    """Start a job that was broken off, or clear what is old; tell whether there is work in it."""
    phase, age = phase_of(folder), time.time() - folder.stat().st_mtime
    if phase in ("reading", "adding"):
        begin(folder)  # of what was stopped while it was read, that process clears up
        return True
    if age > KEPT_S:
        shutil.rmtree(folder, ignore_errors=True)
    elif phase == "ended" and _read(folder / "ended.json")["error"] is None:
        strip(folder)
    return False


def strip(folder: Path) -> None:
    """Delete all texts of a job: an article that is removed must not live on in it."""
    shutil.rmtree(folder / "files", ignore_errors=True)
    for name in ("readings.jsonl", "rows.jsonl", "edits.json", "log"):
        (folder / name).unlink(missing_ok=True)


def _folders(home: Path) -> Iterator[Path]:
    """Yield the folders of all jobs; what was never whole is passed over, and cleared when it is old."""
    if not (home / "jobs").is_dir():
        return
    for folder in sorted((home / "jobs").iterdir()):
        with suppress(FileNotFoundError):  # another server has just cleared it
            if not (folder / "request.json").is_file() and not _adopted(folder):
                if time.time() - folder.stat().st_mtime > KEPT_S:
                    shutil.rmtree(folder, ignore_errors=True)
                continue
            yield folder


def _adopted(folder: Path) -> bool:
    """Make a broken-off job of an older Dateline one of ours; false where there is nothing to go on with."""
    articles = folder / "articles.jsonl"
    if not articles.is_file() or (folder / "state").exists() or not (folder / "total").is_file():
        return False
    articles.rename(folder / "readings.jsonl")
    (folder / "ready.json").write_text("{}", encoding="utf-8")
    (folder / "add").touch()
    staging.write(folder / "request.json", {})
    return True


def _outcomes(lines: Sequence[str]) -> list[Outcome]:
    return [Outcome(**json.loads(line)) for line in lines]


def _read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = staging.read(path) if path.is_file() else {}
    return found


_PHASES: dict[str, Phase] = {"ended.json": "ended", "add": "adding", "ready.json": "ready"}
