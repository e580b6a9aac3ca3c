"""An answer on its way from a slow language model, in a real browser: seen twice, stopped, begun again."""

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.fakes import ScriptedServer, scripted_server
from tests.ui.app.chat.slow_model import SlowModel
from tests.ui.app.serving import Server, WarmServer

_QUESTION = "What did Iraq say about militias?"
_FIRST = "Hussein said that two or three years ago it was impossible to discuss disarming the militias"
_LAST = "Many political leaders and groups have started discussions with militia leaders"


@pytest.fixture(scope="module")
def scripted() -> Iterator[ScriptedServer]:
    with scripted_server() as running:
        yield running


@pytest.fixture(scope="module")
def slow_app(
    stocked: Path, scripted: ScriptedServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("slow") / "home"
    shutil.copytree(stocked, home)
    settings = {"DATELINE_MODEL": "openai:scripted", "DATELINE_MODEL_URL": scripted.url}
    with WarmServer(home, DATELINE_MODEL_TIMEOUT="300", **settings) as server:
        yield server


@pytest.fixture
def slow(scripted: ScriptedServer) -> Iterator[SlowModel]:
    model = SlowModel(scripted, _FIRST, _LAST)
    yield model
    model.may_end.set()


def begin(page: Page, server: Server) -> None:
    """Ask, and wait until the first statement is there."""
    page.goto(server.url)
    page.get_by_placeholder("Ask the archive").fill(_QUESTION)
    page.keyboard.press("Enter")
    expect(page.get_by_text(_FIRST)).to_be_visible(timeout=240_000)
    expect(page.get_by_text("answered by")).to_have_count(0)


def test_an_answer_goes_on_through_a_reload_and_in_another_window(
    slow_app: Server, page: Page, slow: SlowModel
) -> None:
    begin(page, slow_app)

    page.reload()
    another = page.context.new_page()
    another.goto(page.url)
    for window in (page, another):
        expect(window.get_by_text(_FIRST)).to_be_visible()
        expect(window.get_by_role("button", name="Stop", exact=True)).to_be_visible()

    slow.may_end.set()

    for window in (page, another):
        expect(window.get_by_text("answered by scripted")).to_be_visible(timeout=60_000)
        expect(window.get_by_text(_LAST)).to_be_visible()
    another.close()


def test_an_answer_is_stopped_and_asked_for_again(slow_app: Server, page: Page, slow: SlowModel) -> None:
    begin(page, slow_app)

    page.get_by_role("button", name="Stop", exact=True).click()

    expect(page.get_by_text("You stopped this")).to_be_visible()
    assert slow.has_been_hung_up_on()
    slow.may_end.set()
    page.get_by_role("button", name="Ask again").click()
    expect(page.get_by_text("answered by scripted")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name=_QUESTION)).to_have_count(1)


def test_a_question_outlives_the_server_that_was_answering_it(
    slow_app: Server, page: Page, slow: SlowModel
) -> None:
    begin(page, slow_app)

    slow_app.restart(signal.SIGKILL)
    slow.may_end.set()
    page.reload()

    expect(page.get_by_text("answered by scripted")).to_be_visible(timeout=240_000)
    expect(page.get_by_text(_FIRST)).to_be_visible()
    expect(page.get_by_role("heading", name=_QUESTION)).to_have_count(1)
    page.get_by_placeholder("Ask the archive").fill("and what about Khamenei?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by")).to_have_count(2, timeout=60_000)
