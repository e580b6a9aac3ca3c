"""Every page as a person comes to see it, over the sample.

The accessibility check, the narrow window and the screenshots walk through these, in this order: a scene may
use what one before it has left in the archive.
"""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.ui.app.browsing import ask, settled

Scene = Callable[[Page, str], None]
QUESTION = "What did Iraq say about militias?"
ARTICLE = "sample-iraq-1"
MATTER = "the contract for the Vell bridge"
UPLOADED = """Title: Lighthouse keeper retires after forty years
Outlet: Northern Gazette
Author: Ada Quill
Date: 2025-05-04

The lighthouse at Cape Morrow lost its last keeper on Friday.

“I have counted eleven thousand ships,” Tobias Wren said as he handed over the keys. The lamp will be
run by a timer from June.
"""


def chat_begins(page: Page, url: str) -> None:
    page.goto(url)
    _headed(page, "Dateline")


def chat(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, QUESTION)
    page.get_by_role("button", name="[1]").first.click()
    expect(page.locator("mark").first).to_be_visible()


def briefings_begin(page: Page, url: str) -> None:
    page.goto(f"{url}/briefings")
    _headed(page, "Briefings")


def briefing(page: Page, url: str) -> None:
    page.goto(url)
    ask(page, QUESTION)
    page.get_by_role("button", name="Add to briefing").click()
    page.get_by_role("textbox", name="Title of the new briefing").fill("Iraq and the militias")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Open the briefing").click()
    _headed(page, "Iraq and the militias")
    expect(page.get_by_role("heading", level=2, name="Sources")).to_be_visible()


def articles(page: Page, url: str) -> None:
    page.goto(f"{url}/articles")
    _headed(page, "Articles")
    expect(page.get_by_role("heading", name="Coverage")).to_be_visible()


def article(page: Page, url: str) -> None:
    page.goto(f"{url}/articles?article={ARTICLE}&at=172-354")
    expect(page.locator("mark").first).to_be_visible()


def article_versions(page: Page, url: str) -> None:
    _part(page, url, "versions")


def article_copies(page: Page, url: str) -> None:
    _part(page, url, "copies")


def article_edit(page: Page, url: str) -> None:
    _part(page, url, "edit")


def timeline_begins(page: Page, url: str) -> None:
    page.goto(f"{url}/timeline")
    _headed(page, "Timeline")


def timeline(page: Page, url: str) -> None:
    page.goto(f"{url}/timeline?q={MATTER.replace(' ', '+')}")
    expect(page.locator("[data-testid=stVegaLiteChart] :is(svg, canvas)").first).to_be_visible()


def upload_begins(page: Page, url: str) -> None:
    page.goto(f"{url}/upload")
    _headed(page, "Upload")


def upload(page: Page, url: str) -> None:
    upload_begins(page, url)
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        [
            {"name": "keeper.txt", "mimeType": "text/plain", "buffer": UPLOADED.encode()},
            {"name": "broken.txt", "mimeType": "text/plain", "buffer": b"\x00\x01\x02binary"},
        ]
    )
    expect(page.get_by_text("1 article read: check, then add")).to_be_visible()


def status(page: Page, url: str) -> None:
    page.goto(f"{url}/status")
    _headed(page, "Status")
    expect(page.get_by_role("heading", name="Storage")).to_be_visible()


SCENES: dict[str, Scene] = {
    scene.__name__.replace("_", "-"): scene
    for scene in (
        chat_begins,
        chat,
        articles,
        article,
        article_versions,
        article_copies,
        article_edit,
        timeline_begins,
        timeline,
        briefings_begin,
        briefing,
        upload_begins,
        upload,
        status,
    )
}


def shown(page: Page, url: str, scene: str) -> None:
    """Bring a page to a scene and let it come to rest."""
    SCENES[scene](page, url)
    settled(page)


def _headed(page: Page, title: str) -> None:
    expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()


def _part(page: Page, url: str, part: str) -> None:
    page.goto(f"{url}/articles?article={ARTICLE}&part={part}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
