"""The promises of ingest with real processes: killed at any moment, two at once, and run again for nothing.

DATELINE_TEST_ARTICLES makes the run with the real model shorter while developing.
"""

import gzip
import json
import os
import re
import resource
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from corpus import open_corpus
from corpus.checking import find_faults
from corpus.embedding import DEFAULT_MODEL
from corpus.records import Filters
from ingest import ingest
from tests.conftest import ROOT
from tests.fakes import WordModel
from tests.forks import forked

N = int(os.environ.get("DATELINE_TEST_ARTICLES", "120"))
DATELINE = [sys.executable, "-m", "ui.cli"]


def dateline(*arguments: str, traced: bool = False) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; ``traced`` lists every import on standard error."""
    command = [DATELINE[0], *(["-X", "importtime"] if traced else []), *DATELINE[1:], *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=900)


def imported(process: subprocess.CompletedProcess[str]) -> set[str]:
    return set(re.findall(r"^import time:.*\|\s+(\S+)$", process.stderr, re.MULTILINE))


# Killed and run again ------------------------------------------------------------------------------


def used() -> float:
    """Return the seconds of processor time that the processes started here, and ended, have taken."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


class State:
    """How far a run is, seen from outside."""

    def __init__(self, home: Path, started: float) -> None:
        self.seconds = time.monotonic() - started
        self.written = self.indexed = 0
        try:
            connection = sqlite3.connect(f"file:{home / 'catalogue.sqlite'}?mode=ro", uri=True, timeout=5)
            counts = connection.execute("SELECT count(*), coalesce(sum(indexed), 0) FROM articles").fetchone()
            self.written, self.indexed = counts
            connection.close()
        except sqlite3.OperationalError:  # not made yet
            pass


# One after the other: each run is killed as soon as its moment has come.
MOMENTS: dict[str, Callable[[State], bool]] = {
    "while the first articles are embedded": lambda s: s.seconds > 4,
    "in the catalogue, not yet in the stores": lambda s: s.written > s.indexed,
    "in the midst of finishing that": lambda s: s.indexed > 0,
    "half of it written": lambda s: s.written >= 0.45 * N and s.written > s.indexed,
    "most of it taken in": lambda s: s.indexed >= 0.7 * N,
}


def run_until(moment: Callable[[State], bool], file: Path, home: Path) -> bool:
    """Start an ingest and kill -9 it when the moment has come; tell whether it came."""
    log = home.parent / "log"
    process = forked(["ingest", str(file)], {**os.environ, "DATELINE_HOME": str(home)}, home.parent, log)
    started = time.monotonic()
    while process.is_alive():
        if moment(State(home, started)):
            process.kill()
            process.join()
            return True
        time.sleep(0.02)
    assert process.exitcode == 0, log.read_text()
    return False


@pytest.mark.timeout(1_500)
def test_an_ingest_killed_five_times_ends_with_every_article_once(
    shared: Callable[[str], Path], tmp_path: Path
):
    """Real articles, the real model, kill -9; then the same command once more changes nothing."""
    home, file = tmp_path / "home", tmp_path / "articles.jsonl"
    with gzip.open(shared("news/articles.jsonl.gz")) as lines:
        chosen = list(islice(lines, N))
    file.write_bytes(b"".join(chosen))
    expected = {fields["id"]: fields["text"] for fields in map(json.loads, chosen)}

    killed = [name for name, moment in MOMENTS.items() if run_until(moment, file, home)]
    if N >= 120:
        assert killed == list(MOMENTS)
    summary = json.loads(dateline("ingest", str(file), "--json").stdout)

    assert summary["failed"] == 0
    assert summary["added"] + summary["updated"] + summary["unchanged"] == N
    check = dateline("check", "--json")
    assert (check.returncode, json.loads(check.stdout)) == (0, {"articles": N, "faults": []})
    with sqlite3.connect(home / "catalogue.sqlite") as connection:
        rows = connection.execute(
            "SELECT external_id, text FROM articles a JOIN versions v ON v.article_id = a.id"
        )
        held = rows.fetchall()
        twice = connection.execute(
            "SELECT count(*) FROM (SELECT 1 FROM passages GROUP BY article_id, start HAVING count(*) > 1)"
        ).fetchone()
    assert len(held) == N
    assert dict(held) == expected
    assert twice == (0,)

    started = used()
    again = dateline("ingest", str(file), "--json", traced=True)
    assert json.loads(again.stdout) | {"seconds": 0} == {
        **dict.fromkeys(("added", "updated", "duplicates", "failed", "passages", "seconds"), 0),
        "unchanged": N,
        "failures": [],
    }
    assert used() - started < 15
    assert "torch" not in imported(again), "nothing was to be embedded"


# Two writers and a reader at once ------------------------------------------------------------------

HEAD = """
import os
import sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from corpus import open_corpus
from corpus.records import Filters
from ingest import ingest, pipeline
from tests.fakes import WordModel
from tests.forks import forked
home, other = Path(sys.argv[2]), Path(sys.argv[3])
"""
WRITER = (
    HEAD
    + """
pipeline._WRITE = 256  # many small writes: the two meet often
os.nice(3)  # on a busy machine too the reader gets its turn between them
with open_corpus(home, model=WordModel()) as corpus:
    for outcome in ingest(corpus, [other]):
        assert outcome.status == "added", outcome
"""
)
READER = (
    HEAD
    + """
seen = [0]
with open_corpus(home, model=WordModel()) as corpus:
    terms, question = corpus.search.terms("zebrafinch"), corpus.model.encode_question("a zebrafinch sang")
    while not other.exists() or seen[-1] < int(other.read_text() or 0):
        by_words = corpus.search.by_words(terms, 10_000, Filters())
        near = corpus.search.nearest(question, 10, Filters())
        assert len(near) == 10 or not seen[-1], near
        ids = [one.passage_id for one in by_words + near]
        assert all("zebrafinch" in passage.text for passage in corpus.catalogue.passages(ids).values())
        seen.append(len(by_words))
assert seen == sorted(seen), "articles that had been found were lost"
print(len(seen), len(set(seen)))
"""
)
EACH = 2_000


def start(script: str, home: Path, other: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", script, str(ROOT), str(home), str(other)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def end(process: subprocess.Popen[str]) -> str:
    out, err = process.communicate(timeout=280)
    assert process.returncode == 0, err[-3_000:]
    return out


@pytest.mark.timeout(600)
def test_two_writers_and_a_reader_at_once_lose_nothing(tmp_path: Path):
    files = []
    for name in ("east", "west"):
        rows: list[dict[str, Any]] = [
            {
                "id": f"{name}-{i}",
                "title": f"Article {i}",
                "text": f"A zebrafinch sang in the {name} on day {i}. It was heard {i * 7} times.",
            }
            for i in range(EACH)
        ]
        files.append(tmp_path / f"{name}.jsonl")
        files[-1].write_text("".join(json.dumps(row) + "\n" for row in rows))
    home, total = tmp_path / "home", tmp_path / "total"

    reader = start(READER, home, total)
    writers = [start(WRITER, home, file) for file in files]
    for writer in writers:
        end(writer)
    total.write_text(str(2 * EACH))
    searches, sizes = map(int, end(reader).split())

    assert searches > 5
    assert sizes > 3, "the reader saw the archive grow"
    with open_corpus(home, model=WordModel()) as corpus:
        assert find_faults(corpus) == []
        assert corpus.catalogue.count() == 2 * EACH
        ids = corpus.catalogue.passage_ids()
        snapshot = corpus.stores.current()
        assert snapshot.vectors.ids() == snapshot.words.passage_ids() == set(ids)
        assert set(snapshot.vectors.vectors(ids)) == set(ids)
        assert len(corpus.search.by_words(corpus.search.terms("zebrafinch"), 10_000, Filters())) == len(ids)


# What must not wait for the model -------------------------------------------------------------------


class Namesake(WordModel):
    """The fake model under the default one's name: commands that do not embed cannot tell."""

    name = DEFAULT_MODEL


@pytest.fixture
def taken_in(tmp_path: Path) -> Path:
    """Return a file whose articles the home holds."""
    file = tmp_path / "a.jsonl"
    file.write_text(
        "".join(json.dumps({"id": str(i), "text": f"Article number {i}."}) + "\n" for i in range(5))
    )
    with open_corpus(os.environ["DATELINE_HOME"], model=Namesake()) as corpus:
        assert len(list(ingest(corpus, [file]))) == 5
    return file


COMMANDS = [
    "articles list --json",
    "articles show 3 --json",
    "check --json",
    "ingest a.jsonl --json",
    "export o.jsonl",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_that_do_not_embed_never_import_torch(taken_in: Path, command: str):
    process = dateline(*command.split(), traced=True)

    assert process.returncode == 0, process.stderr[-2_000:]
    assert "corpus.store" in imported(process)
    assert not imported(process) & {"torch", "sentence_transformers"}


def test_help_answers_at_once():
    def seconds() -> float:
        started = used()
        assert "ingest" in dateline("--help").stdout
        return used() - started

    assert statistics.median(seconds() for _ in range(3)) < 1


def test_help_imports_no_store():
    assert not imported(dateline("--help", traced=True)) & {
        "numpy",
        "sqlalchemy",
        "chromadb",
        "langchain_core",
    }
