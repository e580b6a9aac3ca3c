"""The slow measurements: `make bench`. Prints figures; asserts nothing.

Needs the real articles beside the repository (see CONTRIBUTING.md) and says so where they are not there.
"""

import gzip
import itertools
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.bench_search import ablation, search_time
from tests.tutorial import tutorial_way

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data"
_BLOCK = 100  # articles a turn: the two ways take turns, so that a change of the machine's speed hits both
_TURNS = 3
_KILL_AFTER_S = (25, 35, 50, 65, 80)  # seconds into each try


def main() -> None:
    """Run every measurement."""
    if not DATA.exists():
        sys.exit(f"The measurements need real articles in {DATA}; they are not part of the repository.")
    measurements: list[Callable[[], None]] = [
        throughput,
        whole_ingest,
        search_time,
        ablation,
        quality,
        concurrency,
        misbehaving_models,
    ]
    wanted = sys.argv[1:]
    for measurement in measurements:
        if not wanted or measurement.__name__ in wanted:
            _say(f"\n== {measurement.__name__}: {(measurement.__doc__ or '').splitlines()[0]}")
            measurement()


def throughput() -> None:
    """Articles a minute, beside the LangChain tutorial way, in turns over the same 300 articles."""
    from corpus import open_corpus
    from corpus.embedding import SentenceTransformerModel, precision

    blocks = list(itertools.islice(_blocks(DATA / "news/articles.jsonl.gz"), _TURNS))
    model = SentenceTransformerModel()
    model.encode_question("load the model before the clock starts")
    tutorial = tutorial_way()
    ours, theirs = [], []
    for turn, block in enumerate(blocks):
        with (
            tempfile.TemporaryDirectory() as folder,
            open_corpus(Path(folder) / "home", model=model) as corpus,
        ):
            ours.append(_timed(lambda: _ingest(corpus, folder, block)))  # noqa: B023  # called at once
        with tempfile.TemporaryDirectory() as folder:
            theirs.append(_timed(lambda: tutorial(block, folder)))  # noqa: B023
        _say(f"turn {turn + 1}: ours {_rate(ours[-1])}, the tutorial way {_rate(theirs[-1])}")
    _say(f"precision {precision()}; {_rate(sum(ours) / _TURNS)} against {_rate(sum(theirs) / _TURNS)}")
    by_turn = [round(t / o, 2) for o, t in zip(ours, theirs, strict=True)]
    _say(f"ratio {sum(theirs) / sum(ours):.2f} (by turns {by_turn})")


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


def _blocks(file: Path) -> Iterator[list[dict[str, Any]]]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        while block := [json.loads(line) for line in itertools.islice(lines, _BLOCK)]:
            yield block


def _ingest(corpus: Any, folder: str, block: list[dict[str, Any]]) -> None:
    from ingest import ingest

    file = Path(folder) / "articles.jsonl"
    file.write_text("".join(json.dumps(article) + "\n" for article in block), encoding="utf-8")
    outcomes = [outcome.status for outcome in ingest(corpus, [file])]
    if outcomes != ["added"] * len(block):
        raise SystemExit(f"not every article went in: {statistics.multimode(outcomes)}")


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


def _timed(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rate(seconds: float) -> str:
    return f"{_BLOCK / seconds * 60:.0f} articles/min"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
