"""`dateline backup` and `dateline restore`: from one home to another, and never over one that is there."""
# ruff: noqa: F811  # fixtures are imported by name

from pathlib import Path

import pytest
import typer

import ui.backups
import ui.cli
from corpus import open_corpus
from corpus.checking import find_faults
from tests.fakes import WordModel
from tests.ui.test_cli import Dateline, dateline, held  # noqa: F401


@pytest.fixture(autouse=True)
def _commands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have both commands in the command line."""
    app = typer.Typer()
    app.registered_groups = [*ui.cli.app.registered_groups]
    names = {"backup", "restore"}
    app.registered_commands = [
        one for one in ui.cli.app.registered_commands if one.callback.__name__ not in names
    ]
    app.command()(ui.backups.backup)
    app.command()(ui.backups.restore)
    monkeypatch.setattr(ui.cli, "app", app)


def test_a_home_goes_into_a_file_and_out_of_it(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = held("articles", "list", "--json").json
    run = held("backup", "all.zip")
    assert run.code == 0
    assert "Copied 2 articles and all else" in run.err

    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "deep" / "other"))
    run = held("restore", "all.zip")

    assert run.code == 0
    assert "Restored 2 articles" in run.err
    assert held("articles", "list", "--json").json == before
    assert held("check").code == 0
    again = held("restore", "all.zip")
    assert again.code == 1
    assert "never overwrites" in again.err


def test_it_is_restored_to_an_empty_folder(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("backup", "all.zip")
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "empty"))

    assert held("restore", "all.zip").code == 0
    assert held("check").code == 0


def test_vectors_that_are_not_in_it_are_made_again(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where they were on a Chroma server."""
    from corpus.backup import backup

    with open_corpus(tmp_path / "home", model=WordModel()) as corpus:
        corpus.stores.chroma_url = "http://127.0.0.1:1"
        backup(corpus, tmp_path / "all.zip")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "other"))

    run = held("restore", "all.zip")

    assert run.code == 0
    assert "made again" in run.err
    with open_corpus(tmp_path / "other", model=WordModel()) as corpus:
        assert find_faults(corpus) == []
        ids = corpus.catalogue.passage_ids()
        assert set(corpus.stores.current().vectors.vectors(ids)) == set(ids)


def test_with_remake_only_the_catalogue_is_taken_from_the_file(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("backup", "all.zip")
    before = held("articles", "list", "--json").json
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "other"))

    run = held("restore", "all.zip", "--remake")

    assert run.code == 0
    assert "made again" in run.err
    assert held("check").code == 0
    assert held("articles", "list", "--json").json == before


def test_a_home_under_the_persons_own_folder_is_made_there(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held("backup", "all.zip")
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    monkeypatch.setenv("DATELINE_HOME", "~/archive")

    assert held("restore", "all.zip").code == 0

    assert (tmp_path / "person" / "archive" / "catalogue.sqlite").exists()
    assert len(held("articles", "list", "--json").json) == 2


def test_a_home_of_another_model_comes_back_as_it_is(
    held: Dateline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Other(WordModel):
        name = "other"

    held("backup", "all.zip")
    monkeypatch.setenv("DATELINE_HOME", str(tmp_path / "other"))
    monkeypatch.setattr("ui.bootstrap.SentenceTransformerModel", lambda name, **_: Other())

    run = held("restore", "all.zip")

    assert run.code == 0
    assert "made with words-64" in run.err


def test_what_is_no_backup_is_a_clear_error(dateline: Dateline, tmp_path: Path) -> None:
    Path("no.zip").write_text("nothing")

    run = dateline("restore", "no.zip")

    assert run.code == 1
    assert "not a whole backup" in run.err
    assert not (tmp_path / "home").exists()
    assert dateline("restore", "missing.zip").code == 2
