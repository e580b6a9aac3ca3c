"""What a person does on the Upload page, in a real browser."""

import json
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.ingest.readers.documents import printed
from tests.ui.app.axe import violations
from tests.ui.app.browsing import ask, settled
from tests.ui.app.serving import WarmServer
from tests.ui.conftest import App
from ui.app.upload.staging import LARGEST

_PRINTED = """
= Lighthouse keeper retires after forty years

By Ada Quill

4 May 2025

The lighthouse at Cape Morrow lost its last keeper on Friday, when the harbour office took back its keys.

"I have counted eleven thousand ships," Tobias Wren said as he handed over the keys. The lamp will be run by a
timer from June, and the harbour office will look after it from the shore.
"""
_PAGE = """<html><head><title>Bridge over the harbour opens</title>
<meta property="og:site_name" content="Harbour Mail">
<meta property="article:published_time" content="2025-03-07T10:00:00+01:00"></head><body><article>
<h1>Bridge over the harbour opens</h1>
<p>The bridge over the harbour opened on Friday, after four years of work and many quarrels.</p>
<p>The mayor cut the ribbon before a crowd of some thousands, and the ferry made its last trip at noon.</p>
</article></body></html>"""
_NOTE = "Title: A note that nobody wants\n\nIt is about nothing, and it stays where it is, said Nobody."


def _file(name: str, data: bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def _drop(page: Page, *files: dict[str, object]) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(files))


def test_a_pdf_a_page_and_a_broken_file_are_checked_added_and_asked_about(app: App, page: Page) -> None:
    page.goto(f"{app.url}/upload")
    _drop(
        page,
        _file("keeper.pdf", printed(_PRINTED)),
        _file("bridge.html", _PAGE.encode()),
        _file("note.txt", _NOTE.encode()),
        _file("broken.pdf", b"%PDF-1.7 no more"),
    )
    expect(page.get_by_role("heading", name="3 articles read: check, then add")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("heading", name="1 could not be read")).to_be_visible()
    expect(page.get_by_text("broken.pdf")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/upload\?job=[0-9a-f]{32}$"))

    _edit(page, row=0, column=2, text="Northern Gazette")
    _edit(page, row=0, column=4, text="2025-05-06", day=True)
    _tick(page, row=2)
    expect(page.get_by_role("button", name="Add 2 to the archive")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Add 2 to the archive")).to_be_visible()
    page.get_by_role("button", name="Add 2 to the archive").click()
    expect(page.get_by_text("You can leave this page")).to_be_visible()

    page.get_by_role("link", name="Chat").click()  # and come back
    page.get_by_role("link", name="Upload").click()
    expect(page.get_by_text("Done. What was added can be asked about.")).to_be_visible(timeout=120_000)
    expect(page.get_by_text("2 added")).to_be_visible()

    page.get_by_role("link", name="Chat").click()
    ask(page, "What did Tobias Wren say about ships?")
    expect(page.get_by_text("eleven thousand ships").first).to_be_visible()
    expect(page.get_by_role("button", name="Northern Gazette, 6 May 2025").first).to_be_visible()


def test_a_file_that_is_too_large_is_told_after_the_others_are_read(
    app: App, page: Page, tmp_path: Path
) -> None:
    large, small = tmp_path / "whole archive.csv", tmp_path / "note.txt"
    with large.open("wb") as sparse:  # it takes no room
        sparse.truncate(LARGEST * 1024 * 1024 + 1)
    small.write_text(_NOTE)
    page.goto(f"{app.url}/upload")

    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([large, small])

    expect(page.get_by_role("heading", name="1 article read: check, then add")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("1 could not be read, see below")).to_be_visible()
    expect(page.get_by_text("whole archive.csv")).to_be_visible()
    settled(page)
    assert violations(page) == [], "an outlet is missing: what offers to fill it in is folded away"


def test_an_upload_waits_for_its_browser_when_the_server_ends_while_one_is_elsewhere(
    tmp_path: Path, page: Page, browser: Browser
) -> None:
    with WarmServer(tmp_path / "home") as server:
        page.goto(f"{server.url}/upload")
        _drop(page, _file("bridge.html", _PAGE.encode()), _file("note.txt", _NOTE.encode()))
        expect(page.get_by_role("heading", name="2 articles read: check, then add")).to_be_visible()
        page.get_by_role("link", name="Articles").click()
        expect(page.get_by_role("heading", name="Articles", exact=True)).to_be_visible()

        server.restart(signal.SIGKILL)
        page.reload()
        page.get_by_role("link", name="Upload").click()

        expect(page.get_by_text("bridge.html and 1 more")).to_be_visible()
        settled(page)
        assert violations(page) == []
        stranger = browser.new_context().new_page()
        stranger.goto(f"{server.url}/upload")
        expect(stranger.get_by_role("heading", name="Followed feeds")).to_be_visible()
        settled(stranger)
        assert "bridge.html" not in stranger.content()
        stranger.context.close()
        page.get_by_role("button", name="Go on").click()
        page.get_by_role("button", name="Throw this upload away").click()
        page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
        expect(page.get_by_role("heading", name="Followed feeds")).to_be_visible()
        expect(page.get_by_role("heading", name="Your uploads")).to_have_count(0)


def test_a_server_that_is_killed_in_the_middle_of_a_job(tmp_path: Path, page: Page) -> None:
    row = (
        "The council of Ward {n} met on Friday. It voted for measure {n}. " + "Members spoke of roads. " * 12
    )
    rows = (
        json.dumps({"id": f"w-{n}", "title": f"Ward {n} votes", "text": row.format(n=n)}) for n in range(300)
    )
    with WarmServer(tmp_path / "home") as server:
        page.goto(f"{server.url}/upload")
        _drop(page, _file("wards.jsonl", "\n".join(rows).encode()))
        page.get_by_role("button", name="Add 300 to the archive").click()
        expect(page.get_by_text("You can leave this page")).to_be_visible()

        server.restart(signal.SIGKILL)

        expect(page.get_by_text("Done. What was added can be asked about.")).to_be_visible(timeout=120_000)
        expect(page.get_by_text("300 added")).to_be_visible()
        expect(page.get_by_text("300 articles in the archive")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_has_no_fault_of_accessibility_that_a_heading_or_a_label_makes(
    app: App, page: Page, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{app.url}/upload")
    expect(page.get_by_role("heading", name="Followed feeds")).to_be_visible()

    assert page.get_by_role("heading", level=1).count() == 1
    expect(page.get_by_label("Or name a page or a feed")).to_be_visible()
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0


def _cell(page: Page, row: int, column: int) -> None:
    """Choose a cell of the table (a canvas: it is worked by keyboard)."""
    grid = page.get_by_test_id("stDataFrame").locator("canvas").first
    grid.click(position={"x": 250, "y": 50}, force=True)  # the table lies under a scroller of its own
    page.keyboard.press("Control+Home")
    for _ in range(row):
        page.keyboard.press("ArrowDown")
    for _ in range(column):
        page.keyboard.press("ArrowRight")


def _edit(page: Page, row: int, column: int, text: str, *, day: bool = False) -> None:
    _cell(page, row, column)
    page.keyboard.press("Enter")
    cell = page.get_by_test_id("date-picker-cell") if day else page.locator("textarea.gdg-input")
    cell.fill(text)
    page.keyboard.press("Enter")
    _told(page)


def _tick(page: Page, row: int) -> None:
    _cell(page, row, 0)
    page.keyboard.press("Space")
    _told(page)


def _told(page: Page) -> None:
    """Wait until the table has told the server, which it does a moment later."""
    page.wait_for_timeout(1_000)
    settled(page)
