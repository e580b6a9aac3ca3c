"""The Upload page as Streamlit runs it; its jobs are done in this process, where a test says so."""

import io
import json
from pathlib import Path
from typing import Any

import pytest

from corpus import open_corpus
from corpus.subscriptions import Subscriptions
from tests.fakes import WordModel
from tests.ui.app.harness import FERRY, SAMPLE, drawn, labels, run, the_button, upload, words
from tests.ui.app.hostile import drawn_live
from ui.app.upload import edits, jobs, own, staging, too_large, working

ARTICLE = """Title: Lighthouse **keeper** retires
Outlet: Northern Gazette
Date: 2025-05-04

The lighthouse at Cape Morrow lost its last keeper on Friday, Tobias Wren said.
"""
BARE = "The bridge over the harbour opened on Friday after four years of work, the mayor said to a crowd.\n"


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return the jobs that are begun; none of them does anything before the test lets it."""
    found: list[Path] = []
    monkeypatch.setattr(jobs, "begin", found.append)
    return found


def ready(home: Path, *texts: str) -> Path:
    """Read texts as files "0.txt", "1.txt" and so on."""
    files = [(f"{n}.txt", io.BytesIO(text.encode())) for n, text in enumerate(texts)]
    folder = staging.stage(home, staging.Request(), files)
    working.work(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def at(folder: Path) -> Any:
    return drawn("upload", job=folder.name)


def table(app: Any) -> Any:
    (found,) = app.data_editor
    return found


def keys(app: Any) -> list[str]:
    return [button.key for button in app.button]


def typed(app: Any, **cells: dict[str, Any]) -> Any:
    """Type into the table: ``row0={"outlet": "Mail"}``."""
    rows = {int(row.removeprefix("row")): values for row, values in cells.items()}
    app.session_state[table(app).key] = {"edited_rows": rows, "added_rows": [], "deleted_rows": []}
    return run(app)


def test_the_page_with_nothing_offers_a_place_to_drop(archive) -> None:
    archive(FERRY)

    app = upload()

    assert "1 article in the archive" in words(app)
    assert labels(app) == ["Read it"]
    assert app.file_uploader[0].accept_multiple_files
    assert "None yet. Name a feed above" in words(app)


def test_what_is_dropped_is_kept_and_read_in_a_job_once(archive, home, begun) -> None:
    archive(FERRY)
    app = upload()

    app.file_uploader[0].set_value([("a.txt", ARTICLE.encode(), ""), ("../b.txt", BARE.encode(), "")])
    run(app)

    (folder,) = {one.resolve() for one in begun}
    assert app.query_params["job"] in (folder.name, [folder.name])
    assert [name for _, name in staging.request_of(folder).files] == ["a.txt", "b.txt"]
    assert "You can leave this page" in words(app)
    run(app)
    assert len(list((home / "jobs").iterdir())) == 1, "a rerun uploads nothing again"
    assert not app.file_uploader

    working.work(folder)
    run(app)
    assert "2 articles read" in app.header[0].value


def test_nothing_named_and_what_is_no_address_are_said(archive) -> None:
    archive(FERRY)
    app = upload()

    run(the_button(app, "FormSubmitter").click())
    assert "Nothing is named yet" in app.warning[0].value

    for wrong in ("the harbour mail", "ftp://harbour-mail.example/feed", "keeper.", "mail@harbour.example"):
        app.text_input[0].set_value(wrong)
        run(the_button(app, "FormSubmitter").click())
        assert "begins with https" in app.error[0].value.replace("\\", "")


@pytest.mark.parametrize("typed", [" https://harbour-mail.example/feed ", "harbour-mail.example/feed"])
def test_an_address_is_read_in_a_job(archive, begun, typed: str) -> None:
    archive(FERRY)
    app = upload()

    app.text_input[0].set_value(typed)
    run(the_button(app, "FormSubmitter").click())

    assert staging.request_of(begun[0]).addresses == ["https://harbour-mail.example/feed"]


def test_a_file_that_the_browser_did_not_hand_over_is_told_beside_the_others(archive, home, begun) -> None:
    archive(FERRY)
    app = upload()
    app.file_uploader[0].set_value([("a.txt", ARTICLE.encode(), "")])
    run(app)
    (folder,) = {one.resolve() for one in begun}
    too_large.note(home, {"upload": folder.name, "names": ["whole archive.csv"]})

    working.work(folder)
    run(app)

    assert "1 could not be read, see below" in words(app)
    assert "whole archive.csv" in [one.value for one in app.text]
    assert "larger than the 200 MB" in words(app)


@pytest.mark.parametrize(
    "told", [None, "a.csv", {"names": "a.csv"}, {"names": [1, None]}, {"names": ["a.csv"], "upload": "../.."}]
)
def test_what_a_browser_tells_of_large_files_may_be_anything(home, told: object) -> None:
    folder = ready(home, ARTICLE)

    too_large.note(home, told)

    assert staging.failures_of(folder) == []


def test_uploads_that_a_browser_remembers_are_a_click_away(archive, home) -> None:
    archive(FERRY)
    waiting, other = ready(home, ARTICLE, BARE), ready(home, BARE)
    app = upload()
    assert "Your uploads" not in [one.value for one in app.header], "nobody sees what another browser has"

    app.session_state[own._KEY] = {"known": ["../..", "0123456789ab", 7, waiting.name]}
    run(app)

    assert "Your uploads" in [one.value for one in app.header]
    assert "0.txt and 1 more" in [one.value for one in app.text]
    assert "waiting to be checked and added: 2 articles" in words(app)
    assert other.name[:12] not in " ".join(str(button.key) for button in app.button)
    run(the_button(app, f"own-open-{waiting.name[:12]}").click())
    assert "2 articles read" in app.header[0].value


def test_an_upload_that_was_stopped_is_not_offered_while_it_still_ends(archive, home) -> None:
    archive(FERRY)
    folder = staging.stage(home, staging.Request(addresses=["https://hangs.example/"]))
    app = upload()
    app.session_state[own._KEY] = {"known": [folder.name]}
    assert "https://hangs.example/" in [one.value for one in run(app).text]

    (folder / "cancel").touch()  # while its process waits for the page

    assert "https://hangs.example/" not in [one.value for one in run(app).text]


def test_a_feed_that_is_only_followed_is_said_to_be(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)
    staging.write(folder / "ready.json", staging.read(folder / "ready.json") | {"feeds": {"u": "A **feed**"}})
    edits.keep(folder, edits.Edits(left_out={0}, follow={"u"}))
    jobs.add(folder)
    working.work(folder)

    app = at(folder)

    assert "Followed from now on: A **feed**" in [one.value for one in app.text]
    assert "Nothing new came in" not in words(app)


def test_something_else_is_uploaded_while_a_job_runs(archive, home, begun) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)
    app = run(the_button(at(folder), "add").click())

    run(the_button(app, "meanwhile").click())

    assert app.file_uploader
    assert jobs.phase_of(folder) == "adding"


def test_an_article_is_shown_as_it_will_be_stored(archive, home) -> None:
    archive(FERRY)
    row = table(at(ready(home, ARTICLE))).value.iloc[0]

    assert row["title"] == "Lighthouse **keeper** retires"
    assert (row["outlet"], str(row["published"])[:10]) == ("Northern Gazette", "2025-05-04")
    assert (row["dated_by"], row["known"], row["add"]) == ("header line", "new", True)
    assert row["opening"].startswith("The lighthouse at Cape Morrow")


def test_an_edit_is_kept_shown_and_survives_a_reload(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE, BARE)

    typed(at(folder), row0={"published": "2024-01-02T00:00:00.000", "author": "Ada"}, row1={"add": False})

    one, two = (row for _, row in table(at(folder)).value.iterrows())
    assert (str(one["published"])[:10], one["dated_by"], one["author"]) == ("2024-01-02", "by hand", "Ada")
    assert not two["add"]
    assert "Add 1 to the archive" in labels(at(folder))


def test_an_edit_that_is_taken_back_is_none(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)
    app = typed(at(folder), row0={"outlet": "Mail"})

    typed(app, row0={"outlet": "Northern Gazette"})

    assert edits.edits_of(folder).fields == {}


def test_what_is_known_follows_an_edit(archive, home) -> None:
    archive(FERRY)
    first = ready(home, ARTICLE)
    jobs.add(first)
    working.work(first)
    app = at(ready(home, ARTICLE))
    assert table(app).value.iloc[0]["known"] == "already in the archive, unchanged"

    typed(app, row0={"outlet": "Harbour Mail"})

    assert "changes its outlet" in table(app).value.iloc[0]["known"]


def test_what_is_wrong_with_an_edit_is_said_and_nothing_is_added(archive, home) -> None:
    archive(FERRY)
    app = typed(at(ready(home, ARTICLE, BARE)), row0={"title": ""}, row1={"published": "2999-01-01"})

    said = "\n".join(error.value for error in app.error).replace("\\", "")
    assert "Row 1, 0.txt: it has no headline" in said
    assert "Row 2, 1.txt: 2999-01-01 lies in the future" in said
    assert the_button(app, "add").disabled


def test_an_outlet_and_a_day_for_all_that_lack_one(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE, BARE, BARE.replace("bridge", "tunnel"))
    app = at(folder)
    assert not app.date_input, "what is folded away is not drawn"

    app.session_state[f"fill-{folder.name}"] = True
    run(app)
    app.text_input(key="fill-outlet").set_value("Harbour Mail")
    app.date_input(key="fill-published").set_value("2025-06-01")
    run(the_button(app, "FormSubmitter:fill-in").click())

    rows = table(app).value
    assert list(rows["outlet"]) == ["Northern Gazette", "Harbour Mail", "Harbour Mail"]
    assert [str(day)[:10] for day in rows["published"]] == ["2025-05-04", "2025-06-01", "2025-06-01"]
    assert "fill-in" not in " ".join(str(button.key) for button in app.button)


def test_with_nothing_ticked_there_is_nothing_to_add(archive, home) -> None:
    archive(FERRY)
    app = at(ready(home, ARTICLE))

    run(the_button(app, "untick-all").click())

    assert the_button(app, "add").disabled
    assert "Nothing is ticked" in words(app)
    run(the_button(app, "tick-all").click())
    assert not the_button(app, "add").disabled


def test_many_articles_are_paged(archive, home) -> None:
    archive(FERRY)
    rows = [
        json.dumps({"id": f"n-{n}", "title": f"Report {n}", "text": f"Report {n} says so."})
        for n in range(120)
    ]
    folder = staging.stage(home, staging.Request(), [("many.jsonl", io.BytesIO("\n".join(rows).encode()))])
    working.work(folder)
    app = typed(at(folder), row1={"add": False})
    assert len(table(app).value) == 50

    run(app.pagination[0].set_value(3))
    assert list(table(app).value["title"])[-1] == "Report 119"
    typed(app, row0={"add": False})

    assert edits.edits_of(folder).left_out == {1, 100}


def test_only_failures_are_said_with_their_reasons(archive, home) -> None:
    archive(FERRY)
    app = at(ready(home, "\0\1\2 binary", " "))

    assert "Nothing of this can be added" in app.error[0].value
    assert "2 could not be read" in app.subheader[0].value
    assert "binary data" in words(app)
    assert labels(app) == ["Upload something else"]


def test_an_upload_is_thrown_away_only_when_that_is_said_twice(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE, BARE)
    app = typed(at(folder), row1={"outlet": "Harbour Mail"})

    run(app.button(key="discard").click())
    assert "2 articles that were read will not be added" in words(app)
    assert "what you changed in 1 of them" in words(app)
    run(app.button(key="discard-not").click())
    assert "discard-now" not in keys(app)
    assert list(table(app).value["outlet"]) == ["Northern Gazette", "Harbour Mail"]

    run(app.button(key="discard").click())
    run(app.button(key="discard-now").click())
    assert not folder.exists()
    assert app.file_uploader
    assert "not there any more" in words(at(folder))


def test_what_was_read_waits_while_something_else_is_uploaded(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)

    app = run(at(folder).button(key="meanwhile").click())

    assert app.file_uploader
    assert folder.exists()
    assert "Add 1 to the archive" in labels(at(folder))


@pytest.mark.parametrize("named", ["../..", "0123456789ab", "%00"])
def test_an_address_of_no_upload_is_said(archive, named: str) -> None:
    archive(FERRY)
    app = drawn("upload", job=named)

    assert "not there any more" in app.warning[0].value
    assert app.file_uploader


def test_a_job_is_followed_to_its_end_and_more_can_be_added(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)
    app = run(the_button(at(folder), "add").click())
    assert app.get("progress")[0].proto.text == "0 articles so far"
    assert "You can leave this page" in words(app)

    working.work(folder)
    run(app)

    assert "can be asked about" in app.success[0].value
    assert "1 added" in words(app)
    (shown,) = app.dataframe
    assert list(shown.value["Headline"]) == ["Lighthouse **keeper** retires"]
    app = run(the_button(app, "more").click())
    assert app.file_uploader


def test_a_job_that_could_not_go_on_says_so_and_can_be_tried_again(archive, home, monkeypatch) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE)
    jobs.add(folder)
    with monkeypatch.context() as patched:
        patched.setenv("DATELINE_MODEL_TIMEOUT", "soon")
        working.work(folder)
    app = at(folder)
    assert "MODEL" in app.error[0].value

    run(the_button(app, "again").click())
    working.work(folder)
    run(app)

    assert "can be asked about" in app.success[0].value


def test_a_cancelled_job_says_what_became_of_it(archive, home) -> None:
    archive(FERRY)
    folder = ready(home, ARTICLE, BARE)
    app = run(the_button(at(folder), "add").click())

    run(the_button(app, "cancel").click())
    assert "Stopping" in words(app)
    working.work(folder)
    run(app)

    assert "the rest was not added" in words(app)


def test_two_people_see_of_each_other_only_that_something_is_added(archive, home) -> None:
    archive(FERRY)
    secret = ready(home, ARTICLE)
    assert "Lighthouse" not in words(upload())
    assert "Being added now" not in [one.value for one in upload().header]

    jobs.add(secret)

    other = upload()
    assert "Being added now" in [one.value for one in other.header]
    assert "Lighthouse" not in words(other)
    assert secret.name not in words(other)


def test_followed_feeds_are_listed_asked_and_let_go(archive, home, begun) -> None:
    archive(FERRY)
    with open_corpus(home, model=WordModel()) as corpus:
        feeds = Subscriptions(corpus.catalogue)
        feeds.add("https://mail.example/feed", title="Harbour **Mail**")
        feeds.note_failed("https://mail.example/feed", "The server did not answer. Try later.")
    app = upload()
    assert "Harbour **Mail**" in [one.value for one in app.text]
    assert "did not answer" in app.warning[0].value

    run(the_button(app, "update-").click())
    assert staging.request_of(begun[-1]).update == ["https://mail.example/feed"]
    assert "Adding" in [one.value for one in app.header]

    app = run(the_button(upload(), "stop-").click())
    assert "None yet" in words(app)


def test_the_sample_can_be_removed_once_there_are_real_articles(archive, home) -> None:
    archive(FERRY, SAMPLE)

    app = run(the_button(upload(), "remove-sample").click())

    assert "1 article in the archive" in words(app)


def test_a_hostile_article_is_shown_harmlessly(archive, home) -> None:
    archive(FERRY)
    row = {
        "id": "x",
        "title": "# [x](javascript:alert(1)) <script>",
        "text": "![p](http://evil.example/p) " * 99,
    }
    line = {**row, "source": "**O**\u202e", "author": "$x$", "id": "y", "text": "\u202eline " * 20_000}
    folder = staging.stage(
        home,
        staging.Request(),
        [("a [b](c).jsonl", io.BytesIO(f"{json.dumps(row)}\n{json.dumps(line)}\n{{".encode()))],
    )
    working.work(folder)

    app = at(folder)

    assert not list(drawn_live(app._tree))
    assert len(table(app).value) == 2
    app = run(the_button(app, "add").click())
    working.work(folder)
    assert not list(drawn_live(run(app)._tree))
