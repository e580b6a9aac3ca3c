"""The script that `dateline serve` starts, and what holds for all of its pages."""

import asyncio
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

import ui.app.upload.jobs
from corpus.errors import CorpusError
from tests.conftest import ROOT
from tests.ui.app.harness import FERRY, drawn
from ui.app import shared


def test_the_script_that_serve_starts_runs() -> None:
    app = AppTest.from_file(str(ROOT / "ui" / "app" / "main.py"), default_timeout=60).run()

    assert not app.exception
    assert app.title[0].value == "Dateline"


def _failing(error: Exception) -> AppTest:
    def script(error: Exception) -> None:
        import streamlit as st

        from ui.app.shared import calmly

        st.session_state["is_shown"] = calmly(error)

    return AppTest.from_function(script, args=(error,)).run()


def test_a_fault_in_a_page_is_a_calm_sentence_without_what_it_was() -> None:
    app = _failing(ValueError("the table articles has no column named <b>secret</b>"))

    assert app.session_state["is_shown"]
    assert "server's log" in app.error[0].value
    assert "secret" not in app.error[0].value


def test_an_error_of_ours_says_what_to_do() -> None:
    app = _failing(CorpusError("The archive is [locked](x). Run: dateline check"))

    assert app.session_state["is_shown"]
    assert app.error[0].value == shared.label("The archive is [locked](x). Run: dateline check")


def test_a_setting_that_is_wrong_is_said_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_MODEL_TIMEOUT", "soon")

    for name in ("chat", "articles", "timeline", "upload", "status"):
        assert "TIMEOUT" in "".join(str(one.value) for one in drawn(name).error), name


def test_a_server_takes_up_what_was_broken_off_once(archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    taken_up = []
    monkeypatch.setattr(ui.app.upload.jobs, "resume", taken_up.append)

    drawn("chat")
    drawn("articles")

    assert len(taken_up) == 1


def test_the_archive_is_opened_before_anybody_comes(archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive(FERRY)
    taken_up = []
    monkeypatch.setattr(ui.app.upload.jobs, "resume", taken_up.append)

    async def serving() -> None:
        async with shared.opened_early(None):
            for _ in range(100):
                if taken_up:
                    return
                await asyncio.sleep(0.05)

    with ThreadPoolExecutor(1) as beside:  # the browser of other tests has a loop in this thread
        beside.submit(lambda: asyncio.run(serving())).result()
    assert taken_up
    time.sleep(0.1)  # seconds: the thread ends before the archive is cleared away
