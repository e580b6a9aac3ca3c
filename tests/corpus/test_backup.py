"""Backup: one file holds a home as of one moment, and makes a home again, or nothing at all."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import corpus.locking
import corpus.manifest
from corpus import Corpus, open_corpus
from corpus.backup import backup, restore
from corpus.checking import find_faults, mend
from corpus.conversations import Conversations, TurnRow
from corpus.errors import CorpusBusy, CorpusError
from corpus.locking import write_lock
from corpus.records import Filters
from corpus.removed import remove, removed_articles
from corpus.reports import Reports, WrongCitation
from corpus.subscriptions import Subscriptions
from tests.corpus.writing_helpers import put
from tests.fakes import WordModel

_WRITER = """
import sys
from corpus import open_corpus
from tests.corpus.writing_helpers import put
from tests.fakes import WordModel
with open_corpus(sys.argv[1], model=WordModel()) as corpus:
    for number in range(10_000):
        put(corpus, f"w{number}", f"Number {number} was written.\\n\\nIt has a second passage.")
        print(number, flush=True)
"""


def rows(home: Path) -> list[str]:
    with sqlite3.connect(home / "catalogue.sqlite") as database:
        return list(database.iterdump())


def tree(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but for locks."""
    files = (file for file in folder.rglob("*") if file.is_file() and file.suffix != ".lock")
    return {str(file.relative_to(folder)): file.read_bytes() for file in files}


def fill(corpus: Corpus) -> None:
    """Put something into every part of a home."""
    put(corpus, "a")
    put(corpus, "a", "The zebrafinch flew away.", outlet="Mail", published="2025-03-01")
    put(corpus, "b", "A wombat slept.")
    put(corpus, "gone", "A numbat dug.")
    remove(corpus, ["id-gone"])
    with Conversations(corpus.catalogue).changing("c1", "Birds") as change:
        change.put(
            TurnRow(1, datetime.now(UTC), "What flew?", "What flew?", {}, {"text": "…"}), {("id-a", 2): 1}
        )
    Reports(corpus.catalogue).add(
        WrongCitation(
            "wrong", "What flew?", "It flew.", "flew", (), "id-a", None, 2, "A headline", None, None, {}
        )
    )
    Subscriptions(corpus.catalogue).add("https://mail.example/feed", minutes=60)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a small home and a backup of it, both to be looked at only."""
    folder = tmp_path_factory.mktemp("backup")
    with open_corpus(folder / "home", model=WordModel()) as corpus:
        fill(corpus)
        backup(corpus, folder / "backup.zip")
    return folder


@pytest.fixture
def made(once: Path, tmp_path: Path) -> Path:
    """Return a backup of the small home, which is there as well."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path / "backup.zip"


def remade(source: Path, target: Path, change: Callable[[dict[str, Any], dict[str, bytes]], object]) -> Path:
    """Return a backup whose manifest and members somebody has changed."""
    with zipfile.ZipFile(source) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(manifest, members)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps(manifest))
    return target


# What comes back -------------------------------------------------------------------------------------


def test_a_restored_home_is_the_same_home(made: Path, tmp_path: Path):
    home = tmp_path / "new" / "home"
    model = WordModel()

    told = restore(home, made)

    assert (told.articles, told.model, told.with_vectors) == (2, "words-64", True)
    assert rows(home) == rows(tmp_path / "home")
    with open_corpus(home, model=model) as corpus:
        assert find_faults(corpus) == []
        assert corpus.writer.finish() == 0
        (hit,) = corpus.search.by_words(["zebrafinch"], 5, Filters())
        assert hit.article_id == "id-a"
        nearest = corpus.search.nearest(model.encode_question("A wombat slept."), 1, Filters())
        assert nearest[0].article_id == "id-b"
        assert [one.article_id for one in removed_articles(corpus)] == ["id-gone"]
        assert Conversations(corpus.catalogue).turns("c1")[0].question == "What flew?"
        assert Reports(corpus.catalogue).get(1).citation.note == "wrong"
        assert [feed.url for feed in Subscriptions(corpus.catalogue).every()] == ["https://mail.example/feed"]
        put(corpus, "c", "It goes on.")
        assert find_faults(corpus) == []
    assert model.embedded == ["It goes on."], "nothing that was embedded is embedded again"


def test_an_empty_home_comes_back_empty(tmp_path: Path):
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        backup(corpus, tmp_path / "backup.zip")

    assert restore(tmp_path / "new", tmp_path / "backup.zip").articles == 0

    with open_corpus(tmp_path / "new", model=WordModel()) as corpus:
        assert find_faults(corpus) == []


def test_vectors_of_a_server_are_left_to_be_made_again(tmp_path: Path):
    """What may lie in the home's own folder is of a time before the server."""
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        put(corpus, "a")
        corpus.stores.chroma_url = "http://127.0.0.1:1"
        assert not backup(corpus, tmp_path / "backup.zip").with_vectors
    restore(tmp_path / "new", tmp_path / "backup.zip")

    with open_corpus(tmp_path / "new", model=WordModel()) as corpus:
        assert {fault.what for fault in find_faults(corpus)} == {"passages without a vector"}


def test_a_backup_is_of_one_moment_while_another_process_writes(tmp_path: Path):
    home = tmp_path / "home"
    with open_corpus(home, model=WordModel()) as corpus:
        put(corpus, "a")
        writer = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(home)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            text=True,
        )
        try:
            assert writer.stdout is not None
            counts = []
            for number in range(3):
                last = counts[-1] if counts else 1
                while int(writer.stdout.readline()) < last:  # it has written since
                    continue
                counts.append(backup(corpus, tmp_path / f"{number}.zip").articles)
        finally:
            writer.kill()
            writer.wait()

    assert counts == sorted(set(counts)), "it went on writing between them"
    for number, count in enumerate(counts):
        restore(tmp_path / str(number), tmp_path / f"{number}.zip")
        with open_corpus(tmp_path / str(number), model=WordModel()) as corpus:
            assert corpus.catalogue.count() == count
            assert find_faults(corpus) == []


def test_others_read_while_a_backup_is_made(tmp_path: Path):
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        fill(corpus)
        assert corpus.search.by_words(["zebrafinch"], 5, Filters())
        found = []

        def look(done: int, total: int) -> None:
            thread = threading.Thread(
                target=lambda: found.append(corpus.search.by_words(["zebrafinch"], 5, Filters()))
            )
            thread.start()
            thread.join(5)

        backup(corpus, tmp_path / "backup.zip", look)

    assert len(found) > 3
    assert all(found)


def test_progress_goes_up_to_the_whole(tmp_path: Path):
    told: list[tuple[int, int]] = []
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        fill(corpus)
        backup(corpus, tmp_path / "backup.zip", lambda *both: told.append(both))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert len({total for _, total in told}) == 1
    told.clear()

    restore(tmp_path / "new", tmp_path / "backup.zip", lambda *both: told.append(both))

    assert told[-1][0] == told[-1][1]


# What is stopped or refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError("disk full")])
def test_a_backup_that_is_stopped_leaves_nothing_and_harms_nothing(tmp_path: Path, error: Any):
    folder = tmp_path / "backups"
    folder.mkdir()
    (folder / "backup.zip").write_bytes(b"the one of yesterday")

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise error

    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        fill(corpus)
        with pytest.raises((KeyboardInterrupt, CorpusError)):
            backup(corpus, folder / "backup.zip", stop)
        assert tree(folder) == {"backup.zip": b"the one of yesterday"}
        with write_lock(corpus.home):
            """It is free again."""
        backup(corpus, folder / "backup.zip")
    assert restore(tmp_path / "new", folder / "backup.zip").articles == 2


def test_a_catalogue_with_faults_does_not_take_the_place_of_a_good_backup(made: Path, tmp_path: Path):
    before = made.read_bytes()
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        corpus.catalogue.vacuum()
        corpus.catalogue.close()
        with (tmp_path / "home" / "catalogue.sqlite").open("r+b") as file:
            size = file.seek(0, 2)
            file.seek(size // 2)
            file.write(b"\xff" * (size // 4))
        with pytest.raises(CorpusError, match="dateline check"):
            backup(corpus, made)

    assert made.read_bytes() == before


def test_a_copy_that_finds_no_room_blames_the_place_and_not_the_home(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    before = made.read_bytes()

    def full(*_: Any) -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = "SQLITE_IOERR_WRITE"
        raise error

    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        monkeypatch.setattr("corpus.backup._copy_database", full)
        with pytest.raises(CorpusError, match="make room there"):
            backup(corpus, made)
        monkeypatch.undo()
        monkeypatch.setattr("shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 8, 1))  # type: ignore[attr-defined]
        with pytest.raises(CorpusError, match="room for 1"):
            backup(corpus, made)

    assert made.read_bytes() == before


def test_what_can_no_longer_be_restored_goes_into_no_backup(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("corpus.removed.GRACE", timedelta(0))
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        backup(corpus, made)
    monkeypatch.undo()

    restore(tmp_path / "new", made)

    with open_corpus(tmp_path / "new", model=WordModel()) as corpus:
        assert removed_articles(corpus) == []
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        assert len(removed_articles(corpus)) == 1, "the home itself is only read"


def test_what_could_not_be_restored_is_said_while_there_is_still_a_home(made: Path, tmp_path: Path):
    before = made.read_bytes()
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        with corpus.catalogue.transaction() as connection:
            connection.exec_driver_sql("UPDATE versions SET added = 'soon' WHERE article_id = 'id-a'")
        with pytest.raises(CorpusError, match="no backup is made"):
            backup(corpus, made)

    assert made.read_bytes() == before


def test_a_place_that_cannot_be_written_is_a_clear_error(tmp_path: Path):
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        with pytest.raises(CorpusError, match="Choose another place"):
            backup(corpus, tmp_path / "nowhere" / "backup.zip")
        (tmp_path / "folder").mkdir()
        with pytest.raises(CorpusError, match="Choose another place"):
            backup(corpus, tmp_path / "folder")


def test_a_home_that_is_not_empty_stays_as_it_is(made: Path, tmp_path: Path):
    before = tree(tmp_path / "home")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "mine.txt").write_text("mine")

    for home in (tmp_path / "home", tmp_path / "notes"):
        with pytest.raises(CorpusError, match="never overwrites"):
            restore(home, made)
    with pytest.raises(CorpusError, match="no folder"):
        restore(tmp_path / "notes" / "mine.txt", made)

    assert tree(tmp_path / "home") == before
    assert tree(tmp_path / "notes") == {"mine.txt": b"mine"}


def test_a_restoring_that_is_stopped_leaves_the_folder_empty(made: Path, tmp_path: Path):
    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise KeyboardInterrupt

    (tmp_path / "there").mkdir()
    for home in (tmp_path / "there", tmp_path / "new"):
        with pytest.raises(KeyboardInterrupt):
            restore(home, made, stop)

    assert tree(tmp_path / "there") == {}
    assert not (tmp_path / "new").exists()
    (tmp_path / "there" / ".restoring").mkdir()  # as one that was killed leaves it
    (tmp_path / "there" / ".restoring" / "catalogue.sqlite").write_bytes(b"half")
    assert restore(tmp_path / "there", made).articles == 2


def test_a_restoring_that_was_killed_at_its_last_step_is_done_again(made: Path, tmp_path: Path):
    """Its folders stand in their place, and the catalogue does not yet."""
    for moved in (["vectors"], ["vectors", "words"]):
        home = tmp_path / f"killed-{len(moved)}"
        (home / ".restoring").mkdir(parents=True)
        (home / ".restoring" / "catalogue.sqlite").write_bytes(b"whole")
        for name in moved:
            (home / name).mkdir()
            (home / name / "of-the-killed-one").write_bytes(b"")

        assert restore(home, made).articles == 2

        assert not list(home.rglob("of-the-killed-one"))
        with open_corpus(home, model=WordModel()) as corpus:
            assert find_faults(corpus) == []


def test_folders_that_are_nobodys_are_left_alone(made: Path, tmp_path: Path):
    (tmp_path / "mine" / "vectors").mkdir(parents=True)
    (tmp_path / "mine" / "vectors" / "mine.txt").write_bytes(b"mine")

    with pytest.raises(CorpusError, match="never overwrites"):
        restore(tmp_path / "mine", made)

    assert tree(tmp_path / "mine") == {"vectors/mine.txt": b"mine"}


def test_what_a_killed_restoring_has_left_in_a_home_is_found_and_repaired(made: Path, tmp_path: Path):
    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        (corpus.home / ".restoring").mkdir()
        assert [fault.what for fault in find_faults(corpus)] == ["pieces of a restoring that was stopped"]
        mend(corpus)
        assert find_faults(corpus) == []


def test_a_restoring_that_waits_and_gives_up_harms_no_other(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(corpus.locking, "_PATIENCE_S", 0)
    home = tmp_path / "new"
    tried = []

    def meanwhile(done: int, total: int) -> None:
        if done == total:
            with pytest.raises(CorpusBusy):
                restore(home, made)
            tried.append(done)

    assert restore(home, made, meanwhile).articles == 2
    assert tried


@pytest.mark.parametrize("packed", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2], ids=["lzma", "bzip2"])
def test_what_is_packed_in_another_way_is_refused_before_it_is_unpacked(
    made: Path, tmp_path: Path, packed: int
):
    """A few bytes of LZMA may want gigabytes of memory."""
    with zipfile.ZipFile(made) as archive, zipfile.ZipFile(tmp_path / "other.zip", "w", packed) as other:
        for name in archive.namelist():
            other.writestr(name, archive.read(name))

    with pytest.raises(CorpusError, match="packed in a way"):
        restore(tmp_path / "new", tmp_path / "other.zip")

    assert not (tmp_path / "new").exists()


def test_sizes_that_cannot_be_are_refused_before_anything_is_written(made: Path, tmp_path: Path):
    def infinite(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
        manifest["members"]["catalogue.sqlite"]["size"] = 1e999

    def negative(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
        name = next(name for name in manifest["members"] if name.startswith("words/"))
        manifest["members"]["catalogue.sqlite"]["size"] = 10**15
        manifest["members"][name]["size"] = -(10**15)

    for change in (infinite, negative):
        told: list[int] = []
        with pytest.raises(CorpusError, match="not a whole backup"):
            restore(
                tmp_path / "new",
                remade(made, tmp_path / "changed.zip", change),
                lambda done, _, told=told: told.append(done),
            )
        assert not told, "nothing was unpacked"


def test_a_file_that_is_no_file_is_refused(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(CorpusError, match="no ordinary file"):
        restore(tmp_path / "new", tmp_path / "pipe")


@pytest.mark.parametrize("share", [0, 0.01, 0.5, 0.9, 0.999])
def test_a_partial_file_is_refused(made: Path, tmp_path: Path, share: float):
    data = made.read_bytes()
    made.write_bytes(data[: int(len(data) * share)])

    with pytest.raises(CorpusError, match="not a whole backup"):
        restore(tmp_path / "new", made)
    with pytest.raises(CorpusError, match="cannot be restored"):
        restore(tmp_path / "new", tmp_path / "missing.zip")

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "vectors/../../evil",
        "/evil",
        "words/../evil",
        "C:\\evil",
        "vectors\\..\\..\\evil",
        "evil",
        "words",
        "vectors//x",
        "write.lock",
    ],
)
def test_a_member_that_would_leave_the_home_is_refused(made: Path, tmp_path: Path, name: str):
    def add(manifest: dict[str, Any], members: dict[str, bytes]) -> None:
        members[name] = b"evil"
        manifest["members"][name] = {"size": 4, "sha256": "4e6b5b3f5c4c"}

    evil = remade(made, tmp_path / "evil.zip", add)
    before = set(tmp_path.rglob("*"))

    with pytest.raises(CorpusError, match="has no place in a home"):
        restore(tmp_path / "deep" / "new", evil)

    assert set(tmp_path.rglob("*")) - before <= {tmp_path / "deep"}


def test_what_is_not_as_the_manifest_says_is_refused(made: Path, tmp_path: Path):
    def other(_: dict[str, Any], members: dict[str, bytes]) -> None:
        name = next(name for name in members if name.startswith("words/"))
        members[name] = members[name][:-1] + bytes([members[name][-1] ^ 1])

    def longer(_: dict[str, Any], members: dict[str, bytes]) -> None:
        members["catalogue.sqlite"] += b"\0" * 5_000_000

    def without(_: dict[str, Any], members: dict[str, bytes]) -> None:
        del members["catalogue.sqlite"]

    def more(_: dict[str, Any], members: dict[str, bytes]) -> None:
        members["words/more"] = b""

    def senseless(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
        manifest["members"] = ["catalogue.sqlite"]

    for change in (other, longer, without, more, senseless):
        with pytest.raises(CorpusError, match="not a whole backup"):
            restore(tmp_path / "new", remade(made, tmp_path / "changed.zip", change))
        assert not (tmp_path / "new").exists(), change.__name__


def test_a_newer_datelines_backup_is_refused_and_an_older_ones_is_migrated(
    made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    def newer(manifest: dict[str, Any], _: dict[str, bytes]) -> None:
        manifest["schema"] = 99

    with pytest.raises(CorpusError, match="Update Dateline"):
        restore(tmp_path / "new", remade(made, tmp_path / "newer.zip", newer))
    assert not (tmp_path / "new").exists()
    monkeypatch.setattr(corpus.manifest, "SCHEMA_VERSION", 99)
    assert restore(tmp_path / "new", made).schema < 99


def test_whatever_a_disk_did_to_a_file_there_is_a_home_or_a_clear_error(made: Path, tmp_path: Path):
    """Bytes turned at random: nothing but our own error, and never half a home."""
    data, draw = made.read_bytes(), random.Random(5)  # noqa: S311
    with zipfile.ZipFile(made) as archive:
        end = archive.start_dir  # most of what can go wrong stands behind it
    refused = 0
    for number in range(60):
        broken = bytearray(data)
        for _ in range(draw.choice([1, 3, 20])):
            broken[draw.randrange(end if number % 2 else 0, len(broken))] = draw.randrange(256)
        made.write_bytes(broken)
        home = tmp_path / f"new{number}"
        try:
            restore(home, made)
        except CorpusError:
            refused += 1
            assert not home.exists()
        else:
            assert rows(home) == rows(tmp_path / "home")
    assert refused > 30
