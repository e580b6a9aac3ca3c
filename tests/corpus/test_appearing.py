"""A file that is to appear: whole or not at all, and never in the place of what the home keeps."""

import os
from pathlib import Path

import pytest

from corpus import Corpus
from corpus.appearing import appearing
from corpus.backup import backup
from corpus.errors import CorpusError
from corpus.exporting import write_articles
from tests.corpus.writing_helpers import put


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_file_takes_the_place_of_one_with_its_name_and_nothing_else_stays(home: Path, tmp_path: Path):
    place = tmp_path / "out" / "file.zip"
    place.parent.mkdir()
    place.write_text("yesterday's")

    with appearing(place, home) as part:
        part.write_text("today's")
        assert place.read_text() == "yesterday's"

    assert place.read_text() == "today's"
    assert names(place.parent) == ["file.zip"]


def test_what_an_earlier_writing_that_was_killed_has_left_goes(home: Path, tmp_path: Path):
    place = tmp_path / "out" / "file.zip"
    (place.parent / ".file.zip.k1ll3d.part").mkdir(parents=True)
    (place.parent / ".file.zip.k1ll3d.part" / "whole").write_text("half")
    (place.parent / ".file.zip.4711.part").write_text("half, as an earlier Dateline left it")
    (place.parent / ".other.zip.4711.part").write_text("somebody's")

    with appearing(place, home) as part:
        part.write_text("whole")

    assert names(place.parent) == [".other.zip.4711.part", "file.zip"]


def test_a_link_stays_one_and_what_it_names_is_replaced(home: Path, tmp_path: Path):
    (tmp_path / "far").mkdir()
    (tmp_path / "latest.zip").symlink_to(tmp_path / "far" / "file.zip")

    with appearing(tmp_path / "latest.zip", home) as part:
        part.write_text("whole")

    assert (tmp_path / "latest.zip").is_symlink()
    assert (tmp_path / "far" / "file.zip").read_text() == "whole"


@pytest.mark.parametrize("name", ["catalogue.sqlite", "catalogue.sqlite-wal", "vectors/new", "write.lock"])
def test_neither_a_backup_nor_an_export_takes_the_place_of_the_homes_own(
    corpus: Corpus, tmp_path: Path, name: str
):
    put(corpus)
    (tmp_path / "link").symlink_to(corpus.home / name)

    for place in (corpus.home / name, tmp_path / "link"):
        with pytest.raises(CorpusError, match="inside the home"):
            write_articles(corpus.catalogue, place)
        with pytest.raises(CorpusError, match="inside the home"):
            backup(corpus, place)

    assert corpus.catalogue.integrity() == []
    assert not (corpus.home / "vectors" / "new").exists()


def test_a_backup_inside_the_home_would_be_lost_with_it_but_an_export_may_lie_there(corpus: Corpus):
    with pytest.raises(CorpusError, match="Choose another place"):
        backup(corpus, corpus.home / "backup.zip")

    assert write_articles(corpus.catalogue, corpus.home / "out.jsonl") == 0


def test_what_is_no_ordinary_file_is_left_alone(home: Path, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(CorpusError, match="no ordinary file"), appearing(tmp_path / "pipe", home):
        pytest.fail("nothing is to be written")

    assert (tmp_path / "pipe").is_fifo()
