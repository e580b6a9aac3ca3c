"""The first start: no archive yet, every page says what to do, and what comes in from elsewhere is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.forks import ingested
from tests.ui.app.axe import violations
from tests.ui.app.browsing import ask, settled
from tests.ui.app.scenes import UPLOADED
from tests.ui.app.serving import Server

_HELP = {
    "": "The archive is empty",
    "articles": "The archive is empty",
    "timeline": "The archive is empty",
    "upload": "Drop articles here",
    "status": "The archive is empty",
}


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with Server(tmp_path / "home") as running:
        yield running


def test_from_an_empty_home_to_the_first_answer(server: Server, page: Page, tmp_path: Path) -> None:
    for address, words in _HELP.items():
        page.goto(f"{server.url}/{address}")
        expect(page.get_by_text(words).first).to_be_visible()
        settled(page)
        assert not page.get_by_text("Something went wrong").count(), address
        assert violations(page) == [], address

    page.goto(server.url)
    expect(page.get_by_text(_HELP[""])).to_be_visible()
    file = tmp_path / "keeper.txt"
    file.write_text(UPLOADED, encoding="utf-8")
    ingested(server.home, file)

    ask(page, "What did Tobias Wren say about ships?")  # on the page that was open all the while
    expect(page.get_by_text("eleven thousand ships").first).to_be_visible()
    expect(page.get_by_text(_HELP[""])).to_have_count(0)
    page.get_by_role("link", name="Articles").click()
    expect(page.get_by_text("Lighthouse keeper retires").first).to_be_visible()


def test_a_narrow_window_reaches_every_page(server: Server, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(server.url)
    for title in ("Articles", "Timeline", "Upload", "Status"):
        page.get_by_role("button", name="Expand sidebar").click()
        page.get_by_role("link", name=title).click()
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        page.get_by_role("button", name="Collapse sidebar").click()  # a telephone's closes by itself
        settled(page)
        assert page.locator("main").first.evaluate("one => one.scrollWidth - innerWidth") <= 1, title
