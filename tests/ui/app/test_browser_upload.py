"""What a person does on the Upload page, in a real browser."""

from playwright.sync_api import Page, expect

from tests.ui.app.browsing import ask
from tests.ui.conftest import App

_ARTICLE = """Title: Lighthouse keeper retires after forty years
Outlet: Northern Gazette
Author: Ada Quill
Date: 2025-05-04

The lighthouse at Cape Morrow lost its last keeper on Friday.

“I have counted eleven thousand ships,” Tobias Wren said as he handed over the keys. The lamp will be
run by a timer from June.
"""


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
    ask(page, "What did Tobias Wren say about ships?")
    expect(page.get_by_text("eleven thousand ships").first).to_be_visible()
    expect(page.get_by_role("button", name="Northern Gazette and Mail, 4 May 2025").first).to_be_visible()

    page.get_by_role("button", name="Remove the sample articles").click()
    expect(page.get_by_text("1 article, published 4 May 2025")).to_be_visible()


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
