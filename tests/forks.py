"""`dateline` in a process forked off one that has imported the libraries, which takes 6 of its 7 seconds.

What people start is tested in `tests/ui/test_serving.py`, `tests/test_wheel.py` and wherever a start is the
matter; other tests need a process of its own that does the work, and may be killed.
"""

import multiprocessing
import os
import sys
from multiprocessing.context import ForkServerProcess
from pathlib import Path


def environment_of(home: Path, **settings: str) -> dict[str, str]:
    """Return the environment for a command over a home, with these settings and none of the developer's."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "CHROMA_"))}
    return {**kept, "DATELINE_HOME": str(home), **settings}


def forked(arguments: list[str], environment: dict[str, str], folder: Path, log: Path) -> ForkServerProcess:
    """Start a command in a folder; what it says is added to ``log``."""
    forks = multiprocessing.get_context("forkserver")
    forks.set_forkserver_preload(["sentence_transformers", "streamlit", "altair", "ui.cli", "ui.serving"])
    process = forks.Process(target=_run, args=(arguments, environment, folder, log))
    process.start()
    return process


def ingested(home: Path, file: Path) -> None:
    """Take a file into the archive of a home, as another process does."""
    log = file.with_suffix(".log")
    process = forked(["ingest", str(file)], environment_of(home), file.parent, log)
    process.join()
    assert process.exitcode == 0, log.read_text(encoding="utf-8", errors="replace")[-2_000:]


def _run(arguments: list[str], environment: dict[str, str], folder: Path, log: Path) -> None:
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    with log.open("ab") as out:
        os.dup2(out.fileno(), 1)
        os.dup2(out.fileno(), 2)
    sys.argv = ["dateline", *arguments]
    from ui.cli import main

    main()
