"""What the process of a job does: it reads what was handed over, or adds what was chosen.

Started by `jobs.py` as `python -m ui.app.upload.working FOLDER`. It may be killed at any moment and
started again: what was read is read again, what was added is not, and of each article one outcome is told.
"""

import sys
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import DatelineError
from ui import bootstrap, settings
from ui.app.upload import adding as job_adding
from ui.app.upload import jobs, staging
from ui.app.upload import reading as job_reading

_MOST_TRIES = 5  # that come no further than the one before: something in the job ends each of them
_WAIT_S = 5  # for the lock, which whoever looks at the job may hold for a moment
_BROKE_OFF = (
    "The work broke off again and again at the same place, so it was given up. Try it again; if it breaks "
    "off once more, add the files a few at a time to find the one that does it."
)


def work(folder: Path) -> None:
    """Do a job's next work. Returns at once where another process is at it."""
    lock = FileLock(folder / "lock")
    try:
        lock.acquire(timeout=_WAIT_S)
    except Timeout:
        return
    try:
        while _next(folder):  # a person may have gone on before this process had come to its end
            pass
    finally:
        lock.release()


def _next(folder: Path) -> bool:
    """Do what is next, and tell whether there was anything."""
    if not folder.exists():  # thrown away
        return False
    phase = jobs.phase_of(folder)
    if phase == "reading":
        _do(folder, "reading 0")
    elif phase == "adding":
        told = folder / "outcomes.jsonl"
        _cut_half_a_line(told)
        _do(folder, f"adding {len(staging.whole_lines(told))}")
    return phase in ("reading", "adding")


def _do(folder: Path, reached: str) -> None:
    """Read or add, whichever is next; ``reached`` says how far an earlier try has come."""
    tries = folder / "tries"
    with tries.open("a", encoding="utf-8") as lines:
        lines.write(f"{reached}\n")
    if staging.whole_lines(tries)[-_MOST_TRIES - 1 :].count(reached) > _MOST_TRIES:
        _end(folder, error=_BROKE_OFF)
        return
    try:
        chosen = settings.load().model_copy(update={"home": folder.parents[1]})
        with bootstrap.corpus_of(chosen) as corpus:
            if reached.startswith("reading"):
                job_reading.read(folder, corpus, chosen)
            else:
                _end(folder, cancelled=job_adding.add(folder, corpus, chosen))
    except DatelineError as error:
        _end(folder, error=str(error))


def _end(folder: Path, *, error: str | None = None, cancelled: bool = False) -> None:
    staging.write(folder / "ended.json", {"error": error, "cancelled": cancelled})
    if error is None:
        jobs.strip(folder)


def _cut_half_a_line(path: Path) -> None:
    """Take back the line that a killed process has not finished."""
    if path.is_file():
        whole = path.read_bytes().rfind(b"\n") + 1
        with path.open("r+b") as lines:
            lines.truncate(whole)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
