"""The Upload page as Streamlit runs it."""

from tests.ui.app.harness import FERRY, labels, run, the_button, upload, words


def test_the_upload_page_with_nothing_offers_a_place_to_drop(archive) -> None:
    archive(FERRY)

    app = upload()

    assert "1 article in the archive" in words(app)
    assert labels(app) == []
    assert app.get("file_uploader")


def test_a_job_is_followed_to_its_end_and_more_can_be_added(archive, tmp_path, monkeypatch) -> None:
    archive(FERRY)
    folder = tmp_path / "home" / "jobs" / "one"
    folder.mkdir(parents=True)
    (folder / "total").write_text("2")
    line = '{"origin": "a.txt", "status": "added", "title": "**A**"}\n'
    (folder / "outcomes.jsonl").write_text(line)
    app = upload()
    app.session_state["job"] = folder

    run(app)
    assert "✓ added: **A**" in [one.value for one in app.text]
    assert "You can leave this page" in words(app)

    (folder / "outcomes.jsonl").write_text(
        line + '{"origin": "b.txt", "status": "failed", "reason": "It is empty."}\n'
    )
    (folder / "state").touch()
    run(app)
    assert "✗ failed: b.txt (It is empty.)" in [one.value for one in app.text]
    assert "can be asked about" in app.success[0].value

    run(the_button(app, "more").click())
    assert "job" not in app.session_state


def test_a_job_that_broke_off_says_so(archive, tmp_path) -> None:
    archive(FERRY)
    folder = tmp_path / "home" / "jobs" / "one"
    folder.mkdir(parents=True)
    (folder / "total").write_text("2")
    (folder / "state").write_text("The job was stopped. Add the files again.")
    app = upload()
    app.session_state["job"] = folder

    run(app)

    assert "The job was stopped" in app.error[0].value
