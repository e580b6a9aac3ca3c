"""The slow measurements: `make bench`. Prints figures; asserts nothing.

Needs the real articles beside the repository (see CONTRIBUTING.md) and says so where they are not there.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench_app import app
from tests.bench_ingest import growth, rate
from tests.bench_search import ablation, search_time

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
_KILL_AFTER_S = (25, 35, 50, 65, 80)  # seconds into each try


def main() -> None:
    """Run every measurement."""
    if not DATA.exists():
        sys.exit(f"The measurements need real articles in {DATA}; they are not part of the repository.")
    measurements: list[Callable[[], None]] = [
        rate,
        growth,
        app,
        whole_ingest,
        search_time,
        ablation,
        quality,
        concurrency,
        misbehaving_models,
        hostile,
    ]
    wanted = sys.argv[1:]
    for measurement in measurements:
        if not wanted or measurement.__name__ in wanted:
            _say(f"\n== {measurement.__name__}: {(measurement.__doc__ or '').splitlines()[0]}")
            measurement()


def whole_ingest() -> None:
    """All 4,000 articles, killed five times on the way; memory; the same again; retrieval and answers."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        for seconds in _KILL_AFTER_S:
            _killed_after(folder, seconds)
        summary = _ingest_all(folder)
        _say(f"killed {len(_KILL_AFTER_S)} times, then to the end: {_figures(summary)}")
        _say(f"peak memory {_peak_gb():.2f} GB")
        _say(f"all in all {time.perf_counter() - started:.0f} s")
        _say(f"the same again: {_figures(_ingest_all(folder))}")
        _say(f"check: {_dateline(folder, 'check', '--json')}")
        report = _dateline(folder, "eval", str(DATA / "news/questions.jsonl"), "--json")
    for kind, figures in report["kinds"].items():
        _say(f"{kind}: {figures}")
    _say(str(report["timing"]))


def quality() -> None:
    """All questions over all articles of the two sets, by kind; `tests/quality` has a part of each."""
    from tests.quality.sets import WHOLE, measure

    for chosen in WHOLE:
        report = measure(chosen).report
        _say(f"{chosen.name}: {report['articles']:,} articles, {report['questions']:,} questions")
        for kind, figures in report["kinds"].items():
            _say(f"{kind}: {figures}")
        _say(str(report["timing"]))


def concurrency() -> None:
    """Two writers and a reader at once; what must never import torch; `--help`."""
    command = [sys.executable, "-m", "pytest", "tests/ingest/test_interruption.py", "-q", "--durations=9"]
    subprocess.run(command, cwd=ROOT, check=False)


def misbehaving_models() -> None:
    """More than 1,000 answers, most of them by models that misbehave; none may show a false quotation."""
    command = [sys.executable, "-m", "pytest", "tests/assistant/test_misbehaving_models.py", "-q"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ALL_ANSWERS": "1"}, check=False)


def hostile() -> None:
    """All of more than 600 inputs that nobody sends on purpose, bombs among them; each ends in a reason."""
    command = [sys.executable, "-m", "pytest", "tests/ingest/test_hostile.py", "-q", "--durations=3"]
    subprocess.run(command, cwd=ROOT, env={**os.environ, "ALL_HOSTILE": "1"}, check=False)


def _ingest_all(home: str) -> Any:
    return _dateline(home, "ingest", str(DATA / "news/articles.jsonl.gz"), "--json")


def _figures(summary: Any) -> dict[str, Any]:
    return {name: summary[name] for name in ("added", "unchanged", "failed", "passages", "seconds")}


def _peak_gb() -> float:
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def _killed_after(home: str, seconds: float) -> None:
    command = [sys.executable, "-m", "ui.cli", "ingest", str(DATA / "news/articles.jsonl.gz")]
    environment = {**os.environ, "DATELINE_HOME": f"{home}/home"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _dateline(home: str, *arguments: str) -> Any:
    command = [sys.executable, "-m", "ui.cli", *arguments]
    environment = {**os.environ, "DATELINE_HOME": f"{home}/home"}
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, check=False)
    return json.loads(done.stdout)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
