"""A watched folder gives each file once it has settled, and again when it has changed."""

from pathlib import Path

import pytest

import ingest.watching
from corpus.errors import UnreadableInput
from ingest.watching import watch


def test_a_file_is_taken_once_it_is_whole_and_again_when_it_changes(tmp_path: Path) -> None:
    looks = watch(tmp_path, lambda _: None)
    assert next(looks) == []

    growing = tmp_path / "a.txt"
    growing.write_text("One.")
    assert next(looks) == [], "it may still be growing"
    growing.write_text("One and more.")
    assert next(looks) == []
    assert next(looks) == [growing]
    assert next(looks) == []

    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.md").write_text("Two.")
    (tmp_path / "picture.png").write_bytes(b"no article")
    growing.write_text("Changed.")
    next(looks)
    assert next(looks) == [growing, tmp_path / "deep" / "b.md"]


def test_what_goes_away_is_forgotten_without_a_word(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    looks = watch(tmp_path, lambda _: None)
    next(looks)
    assert len(next(looks)) == 1
    (tmp_path / "a.txt").unlink()
    assert next(looks) == []


def test_a_folder_that_goes_while_it_is_looked_through_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a colleague moves a subfolder away, or a network share breaks off."""
    (tmp_path / "a.txt").write_text("One.")
    looks = watch(tmp_path, lambda _: None)
    next(looks)

    def gone(_: Path) -> list[Path]:
        raise FileNotFoundError(2, "No such file or directory")

    with monkeypatch.context() as broken:
        broken.setattr(ingest.watching, "files_in", gone)
        assert next(looks) == []
    assert next(looks) == [tmp_path / "a.txt"]
    assert next(looks) == []


def test_looks_are_apart_and_need_a_folder(tmp_path: Path) -> None:
    slept: list[float] = []
    looks = watch(tmp_path, slept.append, every=2)
    for _ in range(3):
        next(looks)
    assert slept == [2, 2]
    with pytest.raises(UnreadableInput, match="folder"):
        next(watch(tmp_path / "none", slept.append))
