"""Inputs that nobody sends on purpose (`hostile.py`): each ends in an article or a reason, the rest goes in.

`make test` sends every eighth of those under a megabyte; `make bench` (ALL_HOSTILE=1) sends all of them.
"""

import os
import re
import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.errors import BadArticle
from ingest import Outcome, ingest
from ingest.reading import read_bytes
from tests.ingest.hostile import Hostile, inputs

EVERYTHING = bool(os.environ.get("ALL_HOSTILE"))
SMALL = 1_000_000  # bytes
EVERY = 8
SECONDS = 20  # for one input
MEMORY = 2_000_000_000  # bytes, beyond what the process had taken before
CODE = re.compile(r"Traceback|\b\w+(?:Error|Exception)\b|\bb['\"]|\\x[0-9a-f]{2}|<class|object at 0x|\w\(\)")
# A reason's last sentence says what to do: it begins with one of these, or with the case in which to do it.
TO_DO = re.compile(
    r"(?:Add|Ask|Call|Check|Choose|Double|Fill|Get|Ingest|Make|Mend|Name|Open|Pack|Put|Save|Split|Take|Unpack"
    r"|Write|Where)\b"
)


def chosen() -> Iterator[Hostile]:
    """Yield the inputs of this run, with the numbers of `hostile.py` in their names."""
    small = 0
    for one in inputs():
        small += len(one.data) < SMALL
        if EVERYTHING or (len(one.data) < SMALL and small % EVERY == 0):
            yield one


@pytest.fixture(autouse=True)
def _within_memory() -> Iterator[None]:
    before = peak()
    yield
    assert peak() - before < MEMORY


def peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def unclear(reason: str) -> str | None:
    """Return what a person could not use about a reason; None where it is clear."""
    sentences = re.split(r"(?<=[.!?]) (?=[A-Z])", reason.strip())
    if CODE.search(reason):
        return f"it speaks of code: {reason}"
    if not TO_DO.match(sentences[-1]) and not re.search(r": (?:ingest|text=)", sentences[-1]):
        return f"it does not end with what to do: {reason}"
    return None


def test_every_input_is_read_or_refused_in_time_and_with_a_clear_reason():
    wrong = []
    for name, data, _ in chosen():
        started = time.perf_counter()
        readings = list(read_bytes(data, name))
        seconds = time.perf_counter() - started
        reasons = {str(one.draft) for one in readings if isinstance(one.draft, BadArticle)}
        wrong += [f"{name}: {fault}" for reason in reasons if (fault := unclear(reason))]
        if not readings:
            wrong.append(f"{name}: nothing is said of it")
        if seconds > SECONDS:
            wrong.append(f"{name}: {seconds:.0f} seconds")

    assert not wrong, "\n".join(wrong)


def test_the_rest_of_the_batch_goes_in(corpus: Corpus, tmp_path: Path):
    folder = tmp_path / "batch"
    folder.mkdir()
    good = [f"{number:03}-good.txt" for number in range(0, 1_000, 200)]
    for name in good:
        (folder / name).write_text(f"Title: Ferry {name}\n\nThe ferry {name} sank off Port Luna on Sunday.")
    hostile = {}
    for name, data, expects in chosen():
        (folder / name).write_bytes(data)
        hostile[name] = expects

    told: dict[str, list[Outcome]] = {}
    for outcome in ingest(corpus, [folder]):  # "file", "file:3" for a line, "file, row 3" for another part
        name = re.split(r"[:,]", outcome.origin.removeprefix(f"{folder}{os.sep}"), maxsplit=1)[0]
        told.setdefault(name, []).append(outcome)

    assert {name: [one.status for one in told.pop(name, ())] for name in good} == {
        name: ["added"] for name in good
    }
    beside = {name for name in hostile if name.endswith((".png", ".svg"))}  # passed over in folders
    assert set(told) == set(hostile) - beside
    taken_in = [
        name
        for name, outcomes in told.items()
        if hostile[name] == "fails" and any(one.status != "failed" for one in outcomes)
    ]
    assert not taken_in
    reasons = {one.reason or "" for outcomes in told.values() for one in outcomes if one.status == "failed"}
    assert not [fault for reason in reasons if (fault := unclear(reason))]
