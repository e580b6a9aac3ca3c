"""Watching a folder: which files are new or changed since they were last taken in.

A folder is looked through every few seconds: that works on network shares too, where no system tells of
changes. A file is taken once two looks in a row find it alike, so that none is read while it is written.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from corpus.errors import UnreadableInput
from ingest.reading import files_in

EVERY = 5.0  # seconds between two looks

_Seen = tuple[int, int]  # size in bytes, time of change in nanoseconds


def watch(folder: Path, sleep: Callable[[float], object], every: float = EVERY) -> Iterator[list[Path]]:
    """Yield, look after look, the files that have settled since they were yielded last; often none.

    Runs until it is dropped, also where the folder is away for a while. Raises UnreadableInput where there
    is no such folder to begin with.
    """
    if not folder.is_dir():
        raise UnreadableInput(f"{folder} is no folder. Name the folder to watch.")
    taken: dict[Path, _Seen] = {}
    before: dict[Path, _Seen] = {}
    while True:
        try:
            now = {file: seen for file in files_in(folder) if (seen := _look(file))}
        except OSError:  # a folder has gone while it was looked through, or a share does not answer
            yield []
            sleep(every)
            continue
        settled = [file for file, seen in now.items() if before.get(file) == seen != taken.get(file)]
        taken.update((file, now[file]) for file in settled)
        before = now
        yield settled
        sleep(every)


def _look(file: Path) -> _Seen | None:
    try:
        found = file.stat()
    except OSError:  # it has just gone
        return None
    return found.st_size, found.st_mtime_ns
