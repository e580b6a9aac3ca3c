"""A backup that somebody has made to do harm: it is refused, or what was in it for harm is left behind."""

import hashlib
import json
import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import open_corpus
from corpus.backup import backup, restore
from corpus.errors import CorpusError
from corpus.records import Filters
from corpus.removed import remove
from tests.corpus.writing_helpers import put
from tests.fakes import WordModel

_OLD = Path(__file__).parent / "homes" / "0.1.0.sql"


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("proving")
    with open_corpus(folder / "home", model=WordModel()) as corpus:
        put(corpus, "a", outlet="Mail", published="2025-03-01")
        put(corpus, "b", "A wombat slept.")
        put(corpus, "gone", "A numbat dug.")
        remove(corpus, ["id-gone"])
        backup(corpus, folder / "backup.zip")
    return folder


@pytest.fixture
def made(once: Path, tmp_path: Path) -> Path:
    """Return a folder of the test's own with a small home in ``home`` and its backup in ``backup.zip``."""
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def forged(folder: Path, change: Callable[[dict[str, bytes]], object], **said: object) -> Path:
    """Return a backup in which somebody has changed members, with a manifest that bears them out."""
    with zipfile.ZipFile(folder / "backup.zip") as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members.pop("manifest.json"))
    change(members)
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in members.items()}
    manifest["members"] = {name: {"size": len(members[name]), "sha256": one} for name, one in digests.items()}
    with zipfile.ZipFile(folder / "forged.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        archive.writestr("manifest.json", json.dumps({**manifest, **said}))
    return folder / "forged.zip"


def with_sql(folder: Path, script: str) -> Callable[[dict[str, bytes]], None]:
    """Return a change that runs SQL over the catalogue, and leaves nothing else in the backup."""

    def change(members: dict[str, bytes]) -> None:
        file = folder / "changed.sqlite"
        file.write_bytes(members["catalogue.sqlite"])
        members.clear()
        with sqlite3.connect(file) as database:
            database.executescript(f"PRAGMA writable_schema=ON; {script}")
        database.close()
        members["catalogue.sqlite"] = file.read_bytes()

    return change


def test_words_that_would_remove_files_outside_the_home_are_refused(made: Path):
    """A word index removes what its list names and it does not need, wherever that is."""
    mine = made / "mine.txt"
    mine.write_text("mine")

    def change(members: dict[str, bytes]) -> None:
        name = "words/passages/.managed.json"
        named = [str(mine), "../../../mine.txt", "..", "a/b"]
        members[name] = json.dumps(json.loads(members[name]) + named).encode()

    with pytest.raises(CorpusError, match="not a whole backup"):
        restore(made / "new", forged(made, change))
    assert not (made / "new").exists()

    # with the catalogue alone, nothing of it counts
    restore(made / "new", made / "forged.zip", catalogue_only=True)
    with open_corpus(made / "new", model=WordModel()) as corpus:
        put(corpus, "c", "It goes on.")
        assert corpus.search.by_words(["wombat"], 1, Filters())
    assert mine.read_text() == "mine"


@pytest.mark.parametrize(
    "script",
    [
        "CREATE TRIGGER evil AFTER INSERT ON articles BEGIN UPDATE versions SET text = 'forged'; END",
        "CREATE VIEW evil AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x FROM r) SELECT x FROM r",
        "CREATE TABLE evil (a)",
        "CREATE INDEX evil ON articles (title)",
        "ALTER TABLE articles ADD COLUMN evil NOT NULL DEFAULT 1",
        "UPDATE sqlite_master SET sql = replace(sql, 'KEY (id)', 'KEY (id) ON CONFLICT REPLACE')",
    ],
    ids=["trigger", "view", "table", "index", "column", "conflict"],
)
def test_what_is_none_of_ours_in_a_catalogue_stays_behind_and_all_else_comes_back(made: Path, script: str):
    restore(made / "new", forged(made, with_sql(made, script)))

    with (
        sqlite3.connect(made / "new" / "catalogue.sqlite") as database,
        sqlite3.connect(made / "home" / "catalogue.sqlite") as before,
    ):
        assert sorted(database.iterdump()) == sorted(before.iterdump())


@pytest.mark.parametrize(
    "script",
    [
        "ALTER TABLE articles RENAME TO real; CREATE VIEW articles AS SELECT * FROM real",
        "DROP TABLE outcomes; CREATE VIRTUAL TABLE outcomes USING fts5 (at, input, status, reason)",
        "ALTER TABLE articles DROP COLUMN credit",
        "DROP TABLE meta",
        "DELETE FROM meta WHERE key = 'schema_version'",
        "UPDATE meta SET value = '99' WHERE key = 'schema_version'",
        "UPDATE meta SET value = '2' WHERE key = 'schema_version'",
        "UPDATE meta SET value = 'many' WHERE key = 'generation'",
        "UPDATE meta SET value = char(27) || ']0;evil' WHERE key = 'model'",
        "UPDATE meta SET value = 'another' WHERE key = 'model'",
        "DELETE FROM articles WHERE id = 'id-b'",
        "UPDATE articles SET published = 'soon'",
        "UPDATE versions SET added = 'soon'",
        "UPDATE articles SET title = x'ff'",
        "UPDATE versions SET text = CAST(x'fffe41' AS TEXT)",
        "UPDATE quotes SET spans = '[[1'",
        "UPDATE sqlite_sequence SET seq = 9223372036854775807",
        "UPDATE passages SET start = 9223372036854775807",
    ],
    ids=str,
)
def test_a_catalogue_that_cannot_be_used_is_refused(made: Path, script: str):
    file = forged(made, with_sql(made, script))

    with pytest.raises(CorpusError, match=r"not a whole backup.*Nothing was restored"):
        restore(made / "new", file)

    assert not (made / "new").exists()


@pytest.mark.parametrize(
    "data",
    [b"", b"text", bytes(100_000), b"SQLite format 3\0" + bytes(10_000)],
    ids=["empty", "text", "zeros", "header"],
)
def test_what_is_no_catalogue_is_refused(made: Path, data: bytes):
    file = forged(made, lambda members: (members.clear(), members.update({"catalogue.sqlite": data})))

    with pytest.raises(CorpusError, match="not a whole backup"):
        restore(made / "new", file)

    assert not (made / "new").exists()


@pytest.mark.parametrize("said", [{"articles": 3}, {"schema": 1}, {"model": "another"}, {"articles": 1e999}])
def test_a_manifest_that_says_what_is_not_so_is_refused(made: Path, said: dict[str, object]):
    with pytest.raises(CorpusError, match="not a whole backup"):
        restore(made / "new", forged(made, lambda members: members, **said))


def test_a_backup_of_an_older_schema_becomes_a_home_of_this_one(made: Path):
    with sqlite3.connect(made / "old.sqlite") as database:
        database.executescript(_OLD.read_text(encoding="utf-8"))
        (schema,) = database.execute("SELECT value FROM meta WHERE key = 'schema_version'").fetchone()
        (model,) = database.execute("SELECT value FROM meta WHERE key = 'model'").fetchone()
    database.close()

    def change(members: dict[str, bytes]) -> None:
        members.clear()
        members["catalogue.sqlite"] = (made / "old.sqlite").read_bytes()

    restore(made / "new", forged(made, change, schema=int(schema), model=model, articles=2))

    with open_corpus(made / "new", model=WordModel(), any_model=True) as corpus:
        assert corpus.catalogue.get(corpus.catalogue.find_id("a-1")).info.outlet == "Tarn Mail"
        assert corpus.catalogue.integrity() == []
