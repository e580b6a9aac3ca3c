"""Checks from the app: a process of its own does them, one at a time, and what came of it stays."""

import signal
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from corpus import open_corpus
from corpus.errors import CorpusError
from tests.fakes import WordModel
from tests.ui.app.harness import FERRY
from tests.waiting import until
from ui.app.status import upkeep
from ui.app.status.upkeep import State, run, start, state_of


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def ended(home: Path) -> State:
    until(lambda: state_of(home).running is None)
    return state_of(home)


def prepared(home: Path) -> Path:
    (home / "upkeep").mkdir(parents=True)
    return home


def lose_the_words(home: Path) -> None:
    with open_corpus(home, model=WordModel()) as corpus:
        corpus.stores.open_words().write([], corpus.catalogue.passage_ids())


def test_before_the_first_check_nothing_is_known(home: Path) -> None:
    assert state_of(home) == State(None, None, broke_off=False)


def test_a_check_runs_as_a_process_and_says_what_it_found(home: Path) -> None:
    start(home, repair=False)

    assert state_of(home).running is not None
    last = ended(home).last
    assert last is not None
    assert (last.error, list(last.faults), last.articles, last.repair) == (None, [], 0, False)
    assert not (home / "upkeep" / "progress.json").exists()


def test_a_check_finds_what_is_wrong_and_a_repair_mends_it(home: Path, archive) -> None:
    archive(FERRY)
    lose_the_words(prepared(home))

    run(home, repair=False)
    found = state_of(home).last
    assert found is not None
    assert [fault.what for fault in found.faults] == ["passages without words"]

    run(home, repair=True)
    mended = state_of(home).last
    assert mended is not None
    assert (list(mended.faults), mended.articles, mended.repair) == ([], 1, True)


def test_only_one_runs_at_a_time(home: Path, monkeypatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(upkeep.subprocess, "Popen", lambda *command, **_: started.append(command))

    with FileLock(prepared(home) / "upkeep" / "lock"):
        start(home, repair=True)
        run(home, repair=True)

        assert state_of(home).running is not None

    assert started == []
    assert state_of(home) == State(None, None, broke_off=False)


def test_one_that_was_killed_is_told_and_can_be_started_again(home: Path) -> None:
    prepared(home)
    (home / "upkeep" / "progress.json").write_text(
        '{"repair": true, "since": "2025-03-01T10:00:00+00:00", "what": "articles repaired", "done": 3, '
        '"total": 9}'
    )
    assert state_of(home).broke_off

    start(home, repair=False)
    assert not ended(home).broke_off


def test_a_killed_process_leaves_no_lock(home: Path) -> None:
    start(home, repair=False)
    process = upkeep._starting[home / "upkeep"]
    assert isinstance(process, subprocess.Popen)
    process.send_signal(signal.SIGKILL)
    process.wait(60)

    assert state_of(home).running is None


def test_progress_is_seen_while_it_runs(home: Path) -> None:
    notes = upkeep._Notes(prepared(home) / "upkeep", repair=True)
    notes.tell("articles repaired", 0, 9)

    with FileLock(home / "upkeep" / "lock"):
        running = state_of(home).running

    assert running is not None
    assert (running.repair, running.what, running.done, running.total) == (True, "articles repaired", 0, 9)


def test_a_setting_that_is_wrong_is_told_as_the_result(home: Path, monkeypatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    run(prepared(home), repair=False)

    last = state_of(home).last
    assert last is not None
    assert "DATELINE_MODEL_TIMEOUT" in (last.error or "")


def test_a_home_that_is_no_folder_is_a_plain_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")

    with pytest.raises(CorpusError, match="dateline check"):
        start(tmp_path / "home", repair=False)
