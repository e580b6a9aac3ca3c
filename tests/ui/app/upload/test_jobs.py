"""Jobs: whatever stops one, each article that it was to add comes in once and is told of once."""

import io
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import ui.bootstrap
from corpus import open_corpus
from corpus.records import Draft
from corpus.subscriptions import Subscriptions
from tests.conftest import ROOT
from tests.corpus.writing_helpers import files_with
from tests.fakes import WordModel
from tests.ingest.web import serving
from tests.waiting import until
from ui.app.upload import edits, jobs, staging, working
from ui.app.upload.noting import Noted

FERRY = """Title: Night ferry ends
Outlet: Gazette
Date: 2025-03-01

The zebrafinch ferry stops at nine. Islanders “object”, Ada Quill said on Friday.
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(autouse=True)
def _no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let jobs be done in this process, by ``working.work``, unless a test wants real ones."""
    monkeypatch.setattr(jobs, "begin", lambda _: None)
    monkeypatch.setattr(ui.bootstrap, "SentenceTransformerModel", lambda name, **_: WordModel())


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let jobs be processes of their own, over the fake model, and end those that are left."""
    monkeypatch.undo()
    monkeypatch.setattr(jobs, "_COMMAND", (sys.executable, "-m", "tests.ui.app.upload.word_job"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    yield
    for process in jobs._running.values():
        process.kill()
        process.wait(60)
    jobs._running.clear()


def upload(home: Path, *files: tuple[str, str | bytes], addresses: tuple[str, ...] = ()) -> Path:
    given = [(name, io.BytesIO(text.encode() if isinstance(text, str) else text)) for name, text in files]
    return staging.stage(home, staging.Request(addresses=addresses), given)


def ready(home: Path, *files: tuple[str, str | bytes]) -> Path:
    folder = upload(home, *files)
    working.work(folder)
    assert jobs.phase_of(folder) == "ready"
    return folder


def many(number: int) -> str:
    """Return JSON Lines of so many articles, each with a passage of some length."""
    rows = (
        {
            "id": f"n-{n}",
            "title": f"Report {n}",
            "text": f"Report {n} says so. " + f"Word{n} is said again. " * 30,
        }
        for n in range(number)
    )
    return "\n".join(map(json.dumps, rows))


def statuses(folder: Path) -> dict[str, str]:
    found = jobs.outcomes_of(folder)
    assert len({one.origin for one in found}) == len(found), "an article was told of twice"
    return {one.origin: one.status for one in found}


def test_what_is_dropped_is_read_and_waits_for_a_person(home: Path) -> None:
    folder = upload(home, ("ferry.txt", FERRY), ("broken.txt", b"\0\1\2 binary"))
    assert jobs.progress_of(folder).phase == "reading"

    working.work(folder)

    (row,) = staging.rows_of(folder)
    assert (row.origin, row.title, row.outlet) == ("ferry.txt", "Night ferry ends", "Gazette")
    assert (row.published, row.dated_by, row.standing, row.known) == (
        "2025-03-01",
        "header line",
        "new",
        "new",
    )
    ((origin, reason),) = staging.failures_of(folder)
    assert origin == "broken.txt"
    assert "binary" in reason
    assert jobs.progress_of(folder).counts == {"read": 1, "failed": 1}
    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.count() == 0, "nothing is added unasked"


def test_a_burst_of_outcomes_is_noted_to_its_last(tmp_path: Path) -> None:
    noted = Noted(tmp_path, total=3_000)
    for done in range(257):
        noted.note(done, {"added": done})

    until(lambda: staging.read(tmp_path / "progress.json")["done"] == 256)
    assert staging.read(tmp_path / "progress.json")["counts"] == {"added": 256}


def test_a_note_that_comes_after_its_job_was_thrown_away_harms_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "job"
    folder.mkdir()
    noted = Noted(folder, total=2)
    noted.note(0, {})
    noted.note(1, {})
    shutil.rmtree(folder)

    noted._write_later()

    assert not folder.exists()


def test_what_is_ticked_is_added(home: Path) -> None:
    folder = ready(home, ("a.txt", FERRY), ("b.txt", FERRY.replace("Night", "Day")), ("c.txt", FERRY))
    changes = edits.Edits({0: {"published": "2024-12-24T00:00:00", "outlet": " Harbour  Mail "}}, {1})
    edits.keep(folder, changes)

    assert jobs.add(folder)
    working.work(folder)

    assert statuses(folder) == {"a.txt": "added", "c.txt": "updated"}
    assert jobs.progress_of(folder).phase == "ended"


def test_an_edited_day_says_that_it_is_by_hand(home: Path) -> None:
    folder = ready(home, ("a.txt", FERRY))
    edits.keep(folder, edits.Edits({0: {"published": "2024-12-24", "outlet": "Harbour Mail"}}))

    jobs.add(folder)
    working.work(folder)

    with open_corpus(home, model=WordModel()) as corpus:
        (info,) = corpus.catalogue.list_articles()
    assert (info.published, info.dated_by, info.outlet) == (date(2024, 12, 24), "by hand", "Harbour Mail")


def test_adding_is_said_once(home: Path) -> None:
    folder = ready(home, ("a.txt", FERRY))

    assert [jobs.add(folder), jobs.add(folder)] == [True, False]


def test_two_files_of_one_name_are_told_apart(home: Path) -> None:
    folder = ready(home, ("index.html", FERRY), ("index.html", FERRY.replace("Night", "Day")))

    assert [row.origin for row in staging.rows_of(folder)] == ["index.html", "index.html (2)"]


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "..\\..\\boot.ini",
        "/etc/passwd",
        "..",
        ".",
        "",
        "a\0b.txt",
        "x" * 400 + ".txt",
        "ß" * 300,
    ],
)
def test_no_name_leads_out_of_the_folder(home: Path, name: str) -> None:
    folder = upload(home, (name, FERRY))

    (kept,) = [path for path in home.rglob("*") if path.is_file() and path.name != "request.json"]
    assert kept.resolve().is_relative_to((folder / "files").resolve())
    assert kept.read_text() == FERRY


def test_an_ending_survives(home: Path) -> None:
    assert staging.plain_name("a/" + "x" * 400 + ".jsonl.gz").endswith("x.jsonl.gz")


@pytest.mark.parametrize("named", ["", "..", "../jobs", "zzz", "0123456789ab", "/etc"])
def test_an_address_that_names_no_upload_names_nothing(home: Path, named: str) -> None:
    assert staging.find(home, named) is None


def test_an_error_is_told_and_it_can_be_tried_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = ready(home, ("a.txt", FERRY))
    jobs.add(folder)
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")
    working.work(folder)
    assert "DATELINE_MODEL_TIMEOUT" in (jobs.progress_of(folder).error or "")

    monkeypatch.delenv("DATELINE_MODEL_TIMEOUT")
    jobs.again(folder)
    working.work(folder)

    assert jobs.progress_of(folder).error is None
    assert statuses(folder) == {"a.txt": "added"}


def test_a_job_that_never_comes_further_is_given_up(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = upload(home, ("a.txt", FERRY))
    monkeypatch.setattr(working.job_reading, "read", lambda *_: sys.exit(1))
    for _ in range(5):
        with pytest.raises(SystemExit):
            working.work(folder)
        assert jobs.phase_of(folder) == "reading"

    working.work(folder)

    assert "given up" in (jobs.progress_of(folder).error or "")


def test_an_article_that_is_removed_lives_on_in_no_job(home: Path) -> None:
    folder = ready(home, ("ferry.txt", FERRY))
    assert files_with(folder, "zebrafinch")
    jobs.add(folder)
    working.work(folder)

    assert files_with(home / "jobs", "zebrafinch") == []


def test_an_outcome_that_is_half_written_waits(home: Path) -> None:
    folder = ready(home, ("ferry.txt", FERRY))
    line = '{"origin": "ferry.txt", "status": "added"}\n'
    (folder / "outcomes.jsonl").write_text(line + '{"origin": "oth')

    assert [one.origin for one in jobs.outcomes_of(folder)] == ["ferry.txt"]
    assert [one.origin for one in jobs.latest(folder, 5)] == ["ferry.txt"]


def test_the_latest_outcomes_come_newest_first_from_the_end_of_a_long_file(home: Path) -> None:
    folder = ready(home, ("ferry.txt", FERRY))
    lines = (json.dumps({"origin": f"{n}.txt", "status": "added", "title": "T" * 100}) for n in range(2_000))
    (folder / "outcomes.jsonl").write_text("\n".join(lines) + "\n")

    assert [one.origin for one in jobs.latest(folder, 3)] == ["1999.txt", "1998.txt", "1997.txt"]


def test_stopping_what_is_only_prepared_leaves_nothing(home: Path) -> None:
    folder = ready(home, ("ferry.txt", FERRY))

    jobs.cancel(folder)

    assert not folder.exists()


def test_a_feed_that_was_ticked_is_followed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_FETCH_HOSTS", "127.0.0.1")
    with serving() as site:
        body = "The bridge over the harbour opened on Friday, after four years of work and quarrels. " * 9
        item = f"<item><title>Bridge opens</title><guid>b-1</guid><description>{body}</description></item>"
        feed = f'<rss version="2.0"><channel><title>Harbour Mail</title>{item}</channel></rss>'
        site.page("/feed", feed.encode(), content_type="application/rss+xml")
        url = f"http://127.0.0.1:{site.port}/feed"
        folder = upload(home, addresses=(url,))
        working.work(folder)
        assert staging.read(folder / "ready.json")["feeds"] == {url: "Harbour Mail"}
        edits.keep(folder, edits.Edits(left_out={0}, follow={url}))
        jobs.add(folder)
        working.work(folder)

        with open_corpus(home, model=WordModel()) as corpus:
            (followed,) = Subscriptions(corpus.catalogue).every()
            assert corpus.catalogue.count() == 0
        assert (followed.url, followed.title) == (url, "Harbour Mail")
        assert jobs.followed_by(folder) == ["Harbour Mail"]
        again = staging.stage(home, staging.Request(update=[url]))
        assert jobs.phase_of(again) == "adding"
        working.work(again)

    assert [one.status for one in jobs.outcomes_of(again)] == ["added"]


def test_an_address_that_must_not_be_fetched_is_told(home: Path) -> None:
    folder = upload(home, addresses=("http://127.0.0.1:9/secret",))
    working.work(folder)

    ((origin, reason),) = staging.failures_of(folder)
    assert origin == "http://127.0.0.1:9/secret"
    assert "DATELINE_FETCH_HOSTS" in reason


# Processes of their own -----------------------------------------------------------------------


def test_killed_in_the_middle_and_resumed_every_article_comes_in_once(
    home: Path, real: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = upload(home, ("many.jsonl", many(160)))
    jobs.begin(folder)
    until(lambda: jobs.phase_of(folder) == "ready")
    monkeypatch.setenv("DATELINE_TEST_SLOWLY", "0.4")
    until(lambda: not jobs.is_alive(folder))
    jobs.add(folder)
    until(lambda: jobs.outcomes_of(folder))
    process = jobs._running[folder]
    time.sleep(0.3)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(60)
    told = len(jobs.outcomes_of(folder))
    assert 0 < told < 160
    # the worst moment: written to the archive, and not told yet
    lines = (folder / "outcomes.jsonl").read_text().splitlines()
    (folder / "outcomes.jsonl").write_text("\n".join(lines[:-10]) + '\n{"origin": "many')
    monkeypatch.setenv("DATELINE_TEST_SLOWLY", "0")

    assert jobs.resume(home) == [folder]
    until(lambda: jobs.phase_of(folder) == "ended")

    assert set(statuses(folder).values()) == {"added"}
    assert len(statuses(folder)) == 160
    with open_corpus(home, model=WordModel()) as corpus:
        assert corpus.catalogue.count() == 160
    assert jobs.progress_of(folder).error is None


def test_a_job_that_is_cancelled_keeps_what_it_added(
    home: Path, real: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATELINE_TEST_SLOWLY", "0.4")
    folder = upload(home, ("many.jsonl", many(200)))
    jobs.begin(folder)
    until(lambda: jobs.phase_of(folder) == "ready")
    jobs.add(folder)
    until(lambda: jobs.begin(folder) or jobs.outcomes_of(folder))

    jobs.cancel(folder)
    until(lambda: jobs.phase_of(folder) == "ended")

    progress = jobs.progress_of(folder)
    assert progress.cancelled
    with open_corpus(home, model=WordModel()) as corpus:
        assert 0 < corpus.catalogue.count() == len(statuses(folder)) < 200
    assert files_with(folder, "is said again") == []


def test_a_job_that_outlives_its_server_is_not_started_again(home: Path, real: None) -> None:
    folder = upload(home, ("many.jsonl", many(50)))
    jobs.begin(folder)
    first = jobs._running.pop(folder)  # as a server that has just started knows of none
    until(lambda: jobs.is_alive(folder) or jobs.phase_of(folder) == "ready")

    if jobs.phase_of(folder) == "reading":
        assert jobs.is_alive(folder)
        jobs.begin(folder)
        assert folder not in jobs._running
    until(lambda: jobs.phase_of(folder) == "ready")
    first.wait(60)
    assert len(staging.rows_of(folder)) == 50


# What earlier runs left -----------------------------------------------------------------------


def test_old_outcomes_and_abandoned_uploads_are_cleared(home: Path) -> None:
    ended, abandoned, fresh = (ready(home, ("a.txt", FERRY)) for _ in range(3))
    jobs.add(ended)
    working.work(ended)
    eight_days_ago = time.time() - 8 * 24 * 3600
    for folder in (ended, abandoned):
        os.utime(folder, (eight_days_ago, eight_days_ago))

    assert jobs.resume(home) == []

    assert [ended.exists(), abandoned.exists(), fresh.exists()] == [False, False, True]


def test_jobs_of_an_older_dateline(home: Path) -> None:
    """One had ended, one was broken off in the middle: that one goes on."""
    ended, broken = home / "jobs" / "0123456789ab", home / "jobs" / "ba9876543210"
    draft = {"title": "Night ferry ends", "text": "The ferry stops at nine.", "external_id": "ferry-1"}
    for folder in (ended, broken):
        folder.mkdir(parents=True)
        (folder / "total").write_text("1")
        (folder / "log").touch()
    (ended / "state").touch()
    (ended / "outcomes.jsonl").write_text('{"origin": "x.txt", "status": "added"}\n')
    (broken / "articles.jsonl").write_text(json.dumps(["ferry.txt", draft]) + "\n")

    assert jobs.resume(home) == [broken]
    working.work(broken)

    assert statuses(broken) == {"ferry.txt": "added"}
    assert staging.find(home, ended.name) is None
    assert files_with(broken, "stops at nine") == []


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"title": " "}, "no headline"),
        ({"title": None}, "no headline"),
        ({"published": "2025-02-30"}, "no day"),
        ({"published": "1492-01-01"}, "older than newspapers"),
        ({"published": "2999-01-01"}, "in the future"),
        ({"embargo": "soon"}, "no moment"),
    ],
)
def test_what_is_wrong_with_an_edit_is_said(fields: dict[str, str | None], wrong: str) -> None:
    assert wrong in (edits.problem_of(fields) or "")


def test_a_good_edit_has_no_problem() -> None:
    assert (
        edits.problem_of({"title": "T", "published": "2025-02-28", "outlet": None, "embargo": None}) is None
    )


def test_a_day_that_is_taken_back_leaves_the_article_undated() -> None:
    draft = Draft("T", "Text.", published=date(2025, 1, 1), dated_by="header line")

    changed = edits.edited(draft, {"published": None, "author": "  "})

    assert (changed.published, changed.dated_by, changed.author) == (None, None, None)
