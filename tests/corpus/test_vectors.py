"""The vectors in Chroma, held against exact arithmetic."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from corpus import vectors
from corpus.embedding import Vectors
from corpus.errors import CorpusError
from corpus.vectors import ChromaStore


def made(count: int, seed: int = 1) -> Vectors:
    """Return so many unit vectors of 32 numbers, always the same."""
    found = np.random.default_rng(seed).normal(size=(count, 32)).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[ChromaStore]:
    with vectors.writer(tmp_path / "vectors", None) as opened:
        yield opened


def put(store: ChromaStore, ids: list[int], these: Vectors) -> None:
    store.put(ids, [f"article-{i}" for i in ids], these)


def test_vectors_come_back_as_they_were_put(store: ChromaStore):
    put(store, [5, 2, 9], made(3))

    found = store.vectors([2, 5, 9, 1000])

    assert set(found) == {2, 5, 9}
    assert np.allclose(found[5], made(3)[0], atol=1e-6)
    assert store.ids() == {2, 5, 9}


def test_putting_an_id_again_replaces_its_vector(store: ChromaStore):
    put(store, [1], made(1, seed=1))
    put(store, [1], made(1, seed=2))

    assert store.ids() == {1}
    assert np.allclose(store.vectors([1])[1], made(1, seed=2)[0], atol=1e-6)


def test_forgotten_vectors_are_gone_and_unknown_ones_are_no_error(store: ChromaStore):
    put(store, [1, 2, 3], made(3))
    store.forget([2, 77])
    store.forget([])

    assert store.ids() == {1, 3}
    assert set(store.vectors([1, 2, 3])) == {1, 3}


def test_ids_are_read_past_one_page(store: ChromaStore, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vectors, "_PAGE", 20)
    put(store, list(range(1, 251)), made(250))

    assert store.ids() == set(range(1, 251))
    assert set(store.vectors(list(range(1, 251)))) == set(range(1, 251))


def test_nearest_is_what_exact_arithmetic_finds(tmp_path: Path):
    held = made(300)
    with vectors.writer(tmp_path / "v", None) as store:
        put(store, list(range(300)), held)
    reader = vectors.reader(tmp_path / "v", None)

    for question in made(10, seed=3):
        cosines = held @ question
        found = reader.nearest(question, 10)

        assert [i for i, _ in found] == [int(i) for i in np.argsort(-cosines)[:10]]
        assert [score for _, score in found] == pytest.approx([cosines[i] for i, _ in found], abs=1e-4)


def test_an_empty_store_finds_nothing(tmp_path: Path):
    reader = vectors.reader(tmp_path / "v", None)

    assert reader.nearest(made(1)[0], 5) == []
    assert reader.vectors([1, 2]) == {}
    assert reader.ids() == set()


def test_asking_for_more_than_is_held_gives_what_is_held(tmp_path: Path):
    with vectors.writer(tmp_path / "v", None) as store:
        put(store, [1, 2], made(2))

    assert len(vectors.reader(tmp_path / "v", None).nearest(made(1)[0], 50)) == 2


def test_a_reader_answers_from_its_own_moment_while_others_write(tmp_path: Path):
    """What a reader holds neither changes nor breaks when somebody writes after it was opened."""
    with vectors.writer(tmp_path / "v", None) as store:
        put(store, list(range(50)), made(50))
    reader = vectors.reader(tmp_path / "v", None)
    before = reader.nearest(made(1, seed=9)[0], 5)
    with vectors.writer(tmp_path / "v", None) as store:
        put(store, list(range(50, 100)), made(50, seed=2))

    assert reader.nearest(made(1, seed=9)[0], 5) == before
    with vectors.writer(tmp_path / "v", None) as store:
        assert set(store.vectors(list(range(100)))) == set(range(100))


def test_wiping_leaves_nothing(tmp_path: Path):
    with vectors.writer(tmp_path / "v", None) as store:
        put(store, [1], made(1))
    vectors.wipe(tmp_path / "v", None)

    with vectors.writer(tmp_path / "v", None) as store:
        assert store.ids() == set()


@pytest.mark.parametrize("damaged", ["*.sqlite3", "*/*.bin"], ids=["database", "index"])
def test_damaged_vectors_are_a_clear_error_that_says_how_to_make_them_again(tmp_path: Path, damaged: str):
    folder = tmp_path / "v"
    with vectors.writer(folder, None) as store:
        put(store, list(range(1_500)), made(1_500))  # past 1,000 Chroma writes an index file
    vectors.reader(folder, None)
    files = list(folder.glob(damaged))
    assert files
    for file in files:
        file.write_bytes(b"garbage" * 1_000)

    with pytest.raises(CorpusError, match="check --repair"), vectors.writer(folder, None):
        pass
    with pytest.raises(CorpusError, match="check --repair"):
        vectors.reader(folder, None)
