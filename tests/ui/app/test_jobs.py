"""Ingest jobs: a process of its own does the work, and the page is told how it goes and how it ended."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import ui.bootstrap
from corpus import open_corpus
from corpus.records import Draft
from tests.corpus.writing_helpers import files_with
from tests.fakes import WordModel
from ui.app import jobs
from ui.app.jobs import Progress, drafts_of, progress_of, run_job, start_job

FERRY = Draft(
    "Night ferry ends",
    "The zebrafinch ferry stops at nine.\u2028Islanders “object”.",
    external_id="ferry-1",
    outlet="Gazette",
    author="Nell Garrity",
    published=date(2025, 3, 1),
    url="https://gazette.example/ferry",
)
EMPTY = Draft("No text", "  ")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the commands of the jobs that are started; none of them runs."""
    commands: list[list[str]] = []

    class Running:
        def __init__(self, command, **_):
            commands.append(command)

        def poll(self):
            return None

    monkeypatch.setattr(jobs.subprocess, "Popen", Running)
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())
    return commands


def test_a_job_that_was_just_started_has_everything_ahead(home: Path, started: list[list[str]]) -> None:
    folder = start_job(home, [("ferry.txt", FERRY), ("empty.txt", EMPTY)])

    assert progress_of(folder) == Progress(total=2, outcomes=[], ended=False)
    assert drafts_of(folder) == [("ferry.txt", FERRY), ("empty.txt", EMPTY)]
    assert started[0][1:] == ["-m", "ui.app.jobs", str(folder)]


def test_a_job_that_ran_has_an_outcome_for_each(home: Path, started: list[list[str]]) -> None:
    folder = start_job(home, [("ferry.txt", FERRY), ("again.txt", FERRY), ("empty.txt", EMPTY)])

    run_job(folder)

    progress = progress_of(folder)
    outcomes = {one.origin: one.status for one in progress.outcomes}
    assert outcomes == {"ferry.txt": "added", "again.txt": "duplicate", "empty.txt": "failed"}
    assert (progress.ended, progress.error, progress.total) == (True, None, 3)
    with open_corpus(home, model=WordModel()) as corpus:
        article = corpus.catalogue.get(corpus.catalogue.find_id("ferry-1"))
    assert article.text == FERRY.text
    assert (article.info.outlet, article.info.published) == ("Gazette", date(2025, 3, 1))


def test_two_jobs_have_nothing_to_do_with_each_other(home: Path, started: list[list[str]]) -> None:
    first = start_job(home, [("ferry.txt", FERRY)])
    second = start_job(home, [("other.txt", replace(FERRY, external_id="ferry-2", url=None))])

    run_job(first)

    assert progress_of(first).ended
    assert not progress_of(second).ended


def test_an_error_is_told(home: Path, started: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    folder = start_job(home, [("ferry.txt", FERRY)])
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    run_job(folder)

    assert progress_of(folder).ended
    assert "DATELINE_MODEL_TIMEOUT" in (progress_of(folder).error or "")


def test_an_article_that_is_removed_lives_on_in_no_job(home: Path, started: list[list[str]]) -> None:
    folder = start_job(home, [("ferry.txt", FERRY)])
    run_job(folder)

    with open_corpus(home, model=WordModel()) as corpus:
        corpus.writer.remove([corpus.catalogue.find_id("ferry-1")])

    assert files_with(folder, "zebrafinch") == []


def test_an_outcome_that_is_half_written_waits(home: Path, started: list[list[str]]) -> None:
    folder = start_job(home, [("ferry.txt", FERRY)])
    (folder / "outcomes.jsonl").write_text('{"origin": "ferry.txt", "status": "added"}\n{"origin": "oth')

    assert [one.origin for one in progress_of(folder).outcomes] == ["ferry.txt"]


def test_a_killed_job_is_reported(home: Path) -> None:
    """Nothing that the job could still write says so: the process is simply gone."""
    folder = start_job(home, [("ferry.txt", FERRY)])
    process = jobs._processes[folder]
    assert isinstance(process, subprocess.Popen)

    process.kill()
    process.wait(10)

    progress = progress_of(folder)
    assert progress.ended
    assert "Add the files again" in (progress.error or "")
