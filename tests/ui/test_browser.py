"""What a person does, in a real browser, on the app as `make run` starts it."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import App

_QUESTION = "What did Iraq say about militias?"
_ARTICLE = """Title: Lighthouse keeper retires after forty years
Outlet: Northern Gazette
Author: Ada Quill
Date: 2025-05-04

The lighthouse at Cape Morrow lost its last keeper on Friday.

“I have counted eleven thousand ships,” Tobias Wren said as he handed over the keys. The lamp will be
run by a timer from June.
"""


@pytest.fixture
def keep(request: pytest.FixtureRequest, page: Page) -> object:
    """Return a way to keep a screenshot, where a folder for them was named."""
    folder: Path | None = request.config.getoption("--screenshots")
    if folder is not None:
        folder = request.config.rootpath / folder

    def take(name: str) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(700)  # animations come to rest
            page.screenshot(path=folder / f"{name}.png")

    return take


def test_asking_opening_a_citation_and_closing_it(app: App, page: Page, keep) -> None:
    page.goto(app.url)
    _ask(page, _QUESTION)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()
    shown = page.get_by_test_id("stText").all_text_contents()

    page.get_by_role("button", name="[1]").first.click()
    highlighted = page.locator("mark").first
    expect(highlighted).to_be_visible()
    assert highlighted.text_content() in shown
    expect(page.get_by_text("Dateline sample").first).to_be_visible()
    keep("chat")

    page.get_by_role("button", name="Close").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()


def test_a_follow_up_and_a_reload(app: App, page: Page) -> None:
    page.goto(app.url)
    _ask(page, _QUESTION)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()

    _ask(page, "what about Khamenei?")
    understood = page.get_by_text("Understood as: What did Khamenei say about militias?")
    expect(understood).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?]conversation=[0-9a-f]{12}$"))
    shown = page.get_by_test_id("stText").all_text_contents()

    page.reload()

    expect(understood).to_be_visible()
    expect(page.get_by_test_id("stText")).to_have_text(shown)


def test_taking_back_what_was_read_from_the_question(app: App, page: Page) -> None:
    page.goto(app.url)
    _ask(page, _QUESTION)
    _ask(page, "In February 2025, who was chosen to put up the rail bridge over the Vell?")
    page.get_by_role("button", name="Read from your question: February 2025").click()

    expect(page.get_by_role("button", name="Not applied: February 2025")).to_be_visible()
    expect(page.get_by_role("button", name="Read from your question")).to_have_count(0)
    expect(page.get_by_text("answered by")).to_have_count(2)
    expect(page.get_by_text("Fuad Hussein, ").first).to_be_visible()


def test_no_answer_where_the_archive_has_none(app: App, page: Page) -> None:
    page.goto(app.url)
    _ask(page, "How many goals did Brazil score at the 1970 World Cup final in Mexico City?")
    expect(page.get_by_text("The archive holds").first).to_be_visible()
    expect(page.get_by_text("Nearby in the archive")).to_be_visible()
    expect(page.get_by_role("button", name="[1]")).to_have_count(0)


def test_uploading_an_article_editing_it_and_asking_about_it(app: App, page: Page, keep) -> None:
    page.goto(f"{app.url}/upload")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [
            {"name": "keeper.txt", "mimeType": "text/plain", "buffer": _ARTICLE.encode()},
            {"name": "broken.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02binary"},
        ]
    )
    expect(page.get_by_text("1 read: check them, then add")).to_be_visible()
    expect(page.get_by_text("binary data")).to_be_visible()
    _edit_cell(page, column=3, text="Northern Gazette and Mail")
    keep("upload")
    page.get_by_role("button", name="Add 1 to the archive").click()
    expect(page.get_by_text("Done. What was added can be asked about.")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("added: Lighthouse keeper retires")).to_be_visible()

    page.get_by_role("link", name="Chat").click()
    _ask(page, "What did Tobias Wren say about ships?")
    expect(page.get_by_text("eleven thousand ships").first).to_be_visible()
    expect(page.get_by_role("button", name="Northern Gazette and Mail, 4 May 2025").first).to_be_visible()

    page.get_by_role("button", name="Remove the sample articles").click()
    expect(page.get_by_text("1 article, published 4 May 2025")).to_be_visible()


def _ask(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask the archive").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").last).to_be_visible(timeout=120_000)


def _edit_cell(page: Page, column: int, text: str) -> None:
    """Type into a cell of the first row of the table (a canvas: it is worked by keyboard)."""
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    grid.click(position={"x": 250, "y": 50}, force=True)  # the table lies under a scroller of its own
    page.keyboard.press("Home")
    for _ in range(column):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.locator("textarea.gdg-input").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_timeout(1_000)  # the table tells the server a moment later
