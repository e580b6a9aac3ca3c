"""The vectors kept open between writes: opened once, never used past somebody else, nothing lost."""

import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest

from corpus import vectors
from corpus.embedding import Vectors
from corpus.vectors import ChromaStore, Desk
from tests.conftest import ROOT

# What another process does: it puts vectors of its own, or only looks.
WRITES = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from pathlib import Path\n"
    "from corpus import vectors\n"
    "from tests.corpus.test_desk import made\n"
    "with vectors.writer(Path(sys.argv[2]), None) as store: store.put([7], ['other'], made(7))\n"
)
LOOKS = (
    "import sys; sys.path.insert(0, sys.argv[1])\n"
    "from pathlib import Path\n"
    "from corpus import vectors\n"
    "assert vectors.reader(Path(sys.argv[2]), None).size\n"
)


def made(*ids: int) -> Vectors:
    """Return the vectors that belong to these ids."""
    found = np.stack([np.random.default_rng(i).normal(size=32).astype(np.float32) for i in ids])
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


def put(desk: Desk, *ids: int) -> None:
    with desk.writing() as store:
        store.put(ids, [f"article-{i}" for i in ids], made(*ids))


def everything(folder: Path, ids: set[int]) -> None:
    """Hold what a fresh reader finds against what was put, by id and by meaning."""
    reader = vectors.reader(folder, None)
    found = reader.vectors(sorted(ids))
    assert set(found) == reader.ids() == ids
    for i in ids:
        assert np.allclose(found[i], made(i)[0], atol=1e-5)
        assert reader.nearest(made(i)[0], 1)[0][0] == i


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows whenever the vectors are opened."""
    times: list[Path] = []
    really = vectors._open

    def count(folder: Path, url: str | None) -> object:
        times.append(folder)
        return really(folder, url)

    monkeypatch.setattr(vectors, "_open", count)
    return times


def test_kept_vectors_are_opened_once_and_others_for_each_write(tmp_path: Path, opened: list[Path]):
    desk = Desk(tmp_path, None)
    with desk.keeping():
        for i in range(4):
            put(desk, i)
    assert len(opened) == 1

    put(desk, 4)
    put(desk, 5)
    assert len(opened) == 3
    everything(tmp_path, set(range(6)))


@pytest.mark.parametrize("script", [WRITES, LOOKS], ids=["wrote", "looked"])
def test_what_another_process_opened_meanwhile_is_opened_anew(
    tmp_path: Path, opened: list[Path], script: str
):
    desk = Desk(tmp_path, None)
    with desk.keeping():
        put(desk, *range(100, 1_300))  # past 1,000 Chroma writes an index file
        subprocess.run([sys.executable, "-c", script, str(ROOT), str(tmp_path)], check=True)
        put(desk, *range(1_300, 1_400))
        assert len(opened) == 2

    everything(tmp_path, set(range(100, 1_400)) | ({7} if script is WRITES else set()))


def test_writers_and_readers_in_any_order_lose_nothing(tmp_path: Path):
    """Three who keep them open, one who does not and one who looks; only ever one at a time, as locked."""
    desks = [Desk(tmp_path, None) for _ in range(4)]
    chance = np.random.default_rng(3)
    held: set[int] = set()
    keeping = [desk.keeping() for desk in desks[:3]]
    for one in keeping:
        one.__enter__()
    for step in range(24):
        which = int(chance.integers(5))
        if which == 4:
            vectors.reader(tmp_path, None)
            continue
        ids = range(step * 100, step * 100 + 100)
        put(desks[which], *ids)
        held.update(ids)
    for one in keeping:
        one.__exit__(None, None, None)

    everything(tmp_path, held)


def test_a_store_whose_write_broke_off_is_not_used_again(tmp_path: Path, opened: list[Path]):
    desk = Desk(tmp_path, None)
    with desk.keeping():
        put(desk, 1)
        with pytest.raises(KeyboardInterrupt), desk.writing():
            raise KeyboardInterrupt
        put(desk, 2)

    assert len(opened) == 2
    everything(tmp_path, {1, 2})


def test_vectors_that_were_thrown_away_meanwhile_are_made_anew(tmp_path: Path):
    desk = Desk(tmp_path / "v", None)
    with desk.keeping():
        put(desk, 1)
        vectors.wipe(tmp_path / "v", None)
        put(desk, 2)
        shutil.rmtree(tmp_path / "v")
        put(desk, 3)

    everything(tmp_path / "v", {3})


def test_the_last_who_keeps_them_open_lets_go(tmp_path: Path):
    desk = Desk(tmp_path, None)
    with desk.keeping():
        with desk.keeping():
            put(desk, 1)
        assert isinstance((desk._kept or [None])[0], ChromaStore)
    assert desk._kept is None


def test_what_is_let_go_is_freed_at_once(tmp_path: Path):
    """A client refers to itself in circles: an index of hundreds of MB would wait for Python to notice."""
    desk = Desk(tmp_path, None)
    with desk.keeping():
        put(desk, 1)
        assert desk._kept is not None
        first = weakref.ref(desk._kept[0]._collection)
        vectors.reader(tmp_path, None)
        put(desk, 2)
        assert first() is None
        second = weakref.ref(desk._kept[0]._collection)
    assert second() is None
