"""Ingest jobs of the app: each is a process of its own, so that no click and no rerun can stop it.

A job is a folder in the home: ``articles.jsonl`` holds what is to be added (``total`` articles) and goes
when the job ends, ``outcomes.jsonl`` grows by one line per article settled, ``state`` says how it ended.
"""

import json
import subprocess
import sys
import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from pydantic import TypeAdapter

from corpus.records import Draft
from ingest.pipeline import Outcome

_STOPPED = "The job was stopped. Add the files again: nothing is added twice."
_DRAFT = TypeAdapter(Draft)
_processes: dict[Path, subprocess.Popen[bytes]] = {}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a job is. ``error`` is set where it ended before its end."""

    total: int
    outcomes: Sequence[Outcome]
    ended: bool
    error: str | None = None


def start_job(home: Path, drafts: Sequence[tuple[str, Draft]]) -> Path:
    """Start adding drafts (each with its origin) in the background; return the job's folder."""
    folder = home / "jobs" / uuid.uuid4().hex[:12]
    folder.mkdir(parents=True)
    with (folder / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for origin, draft in drafts:
            lines.write(json.dumps([origin, _DRAFT.dump_python(draft, mode="json")]) + "\n")
    (folder / "total").write_text(str(len(drafts)), encoding="utf-8")
    with (folder / "log").open("wb") as log:
        _processes[folder] = subprocess.Popen(  # noqa: S603  # our own interpreter and module
            [sys.executable, "-m", "ui.app.jobs", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    return folder


def progress_of(folder: Path) -> Progress:
    """Return how far a job is."""
    process = _processes.get(folder)
    is_gone = process is not None and process.poll() is not None  # asked first: it may end any moment
    total = int((folder / "total").read_text(encoding="utf-8"))
    found = folder / "outcomes.jsonl"
    whole_lines = found.read_text(encoding="utf-8").split("\n")[:-1] if found.is_file() else []
    outcomes = [Outcome(**json.loads(line)) for line in whole_lines]
    state = folder / "state"
    if state.is_file():
        return Progress(total, outcomes, ended=True, error=state.read_text(encoding="utf-8") or None)
    return Progress(total, outcomes, ended=is_gone, error=_STOPPED if is_gone else None)


def drafts_of(folder: Path) -> list[tuple[str, Draft]]:
    """Return what a job is to add."""
    found = []
    for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines():
        origin, fields = json.loads(line)
        found.append((origin, _DRAFT.validate_python(fields)))
    return found


def run_job(folder: Path) -> None:
    """Do a job's work; its state says how it ended."""
    from corpus.errors import DatelineError
    from ingest.pipeline import ingest_readings
    from ingest.reading import Reading
    from ui import bootstrap, settings

    error = _STOPPED
    try:
        with (
            bootstrap.corpus_of(settings.load()) as corpus,
            (folder / "outcomes.jsonl").open("a", encoding="utf-8", buffering=1) as lines,
        ):
            for outcome in ingest_readings(corpus, (Reading(*draft) for draft in drafts_of(folder))):
                lines.write(json.dumps(asdict(outcome)) + "\n")
        error = ""
    except DatelineError as raised:
        error = str(raised)
    finally:
        (folder / "articles.jsonl").unlink(missing_ok=True)  # a removed article must not live on
        (folder / "state").write_text(error, encoding="utf-8")


if __name__ == "__main__":
    run_job(Path(sys.argv[1]))
