"""What a person does on an article's page, in a real browser, on the app as `make run` starts it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.forks import ingested
from tests.ui.app.axe import violations
from tests.ui.app.browsing import settled
from tests.ui.app.hostile import LINE, as_jsonl, harms, hostile
from tests.ui.conftest import App

_LAST = "the storm of changes in the region would sweep through his country"
_WORDS = "to lay down their weapons or join official security forces"
_FITS = "one => one.scrollWidth <= one.clientWidth"


_LONG = "\n\n".join(f"Paragraph {number} of the long report on the harbour." for number in range(300))


def _report(text: str, name: str = "report") -> str:
    known = {"id": name, "title": f"The {name}", "source": "Harbour Post", "published": "2025-04-01"}
    return json.dumps({**known, "url": f"https://post.example/{name}", "text": text}) + "\n"


def _take_in(home: Path, lines: str) -> None:
    """Add articles to the running app's archive, as another process does."""
    file = home.parent / "articles.jsonl"
    file.write_text(lines, encoding="utf-8")
    ingested(home, file)


@pytest.fixture(scope="module")
def filled(app: App) -> App:
    """Return the app with a report of one version, a long one, and a hostile article."""
    report = _report("The dues rise in April.\n\nNobody objected to it in the council.")
    _take_in(app.home, report + _report(_LONG, "long") + as_jsonl(hostile()))
    return app


def _expect_in_view(page: Page, mark: str) -> None:
    """Wait until all of a mark can be seen: in the window, and in the pane that scrolls."""
    expect(page.locator("mark", has_text=mark)).to_be_in_viewport(ratio=0.99)


def test_reading_an_article_and_a_quote_of_it(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles?article=sample-iraq-1")
    expect(page.get_by_role("heading", level=1, name="Iraq wants armed factions")).to_be_visible()
    expect(page.locator("mark")).to_have_count(0)

    page.get_by_role("button", name=_WORDS).click()

    expect(page.locator("mark")).to_contain_text(_WORDS)
    expect(page.get_by_role("region", name="Article: Iraq wants armed factions")).to_be_focused()
    expect(page).to_have_url(re.compile(r"[?&]at=\d+-\d+"))
    link = page.get_by_role("link", name="Open the live page")
    expect(link).to_have_attribute("href", re.compile(r"#:~:text=Iraq%20is%20trying.*security%20forces$"))

    page.reload()
    expect(page.locator("mark")).to_contain_text(_WORDS)
    page.get_by_role("button", name=_LAST).click()
    expect(page.locator("mark")).to_contain_text(_LAST)
    _expect_in_view(page, _LAST)
    page.get_by_role("button", name="Back to the list").click()
    expect(page.get_by_role("heading", level=1, name="Articles")).to_be_visible()


def test_the_pane_scrolls_to_each_passage_by_keyboard(filled: App, page: Page) -> None:
    places = [_LONG.index(f"Paragraph {number} ") for number in (150, 20, 290)]
    at = ",".join(f"{start}-{start + 15}" for start in places)

    page.goto(f"{filled.url}/articles?article=long&at={at}")
    expect(page.get_by_text("Passage 1 of 3")).to_be_visible()
    _expect_in_view(page, "Paragraph 20 ")
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Passage 2 of 3")).to_be_visible()
    _expect_in_view(page, "Paragraph 150")
    page.get_by_role("button", name="Previous").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Space")
    expect(page.get_by_text("Passage 3 of 3")).to_be_visible()
    _expect_in_view(page, "Paragraph 290")

    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    pane = page.get_by_role("region", name="Article: The long")
    expect(pane).to_be_focused()
    before = pane.evaluate("one => one.scrollTop")
    page.keyboard.press("Home")
    page.wait_for_function("([one, most]) => one.scrollTop < most", arg=[pane.element_handle(), before / 2])


def test_editing_removing_and_restoring_an_article(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles?article=sample-fish-2")
    page.get_by_role("radio", name="Edit or remove").click()
    page.get_by_role("textbox", name="Outlet").fill("Kelstrand Mercury")
    page.get_by_role("textbox", name="Published").fill("4 April")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("write the day as YYYY-MM-DD")).to_be_visible()
    page.get_by_role("textbox", name="Published").fill("2025-04-05")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("Kelstrand Mercury · 5 April 2025")).to_be_visible()

    page.get_by_role("button", name="Remove this article").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("can be restored until")).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Remove this article").click()
    dialog.get_by_role("button", name="Remove", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Articles")).to_be_visible()
    expect(page.get_by_text("was removed. It can be restored until")).to_be_visible()

    page.goto(f"{app.url}/articles?article=sample-fish-2")
    expect(page.get_by_role("heading", name="This article is not in the archive")).to_be_visible()
    page.get_by_role("button", name="Restore").click()
    expect(page.get_by_role("heading", name="Skippers fear for 20 boats")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Kelstrand Mercury · 5 April 2025")).to_be_visible()


def test_comparing_two_versions(filled: App, page: Page) -> None:
    report = "The dues rise in May.\n\nNobody objected to it in the council.\n\nThe mayor was away."
    _take_in(filled.home, _report(report))

    page.goto(f"{filled.url}/articles?article=report&part=versions")
    expect(page.locator("del")).to_have_text(["removed April"])
    expect(page.locator("ins")).to_have_text(["added May", "added The mayor was away."])
    settled(page)
    assert violations(page) == []

    page.get_by_role("button", name="Read version 1").click()
    expect(page.get_by_text("This is version 1 of 2")).to_be_visible()
    expect(page.get_by_role("region", name="Article: The report")).to_contain_text("rise in April")


def test_a_hostile_article_in_a_narrow_window(filled: App, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    start = hostile().text.index(LINE) + 50_000

    for part in ("text", "versions", "copies", "edit"):
        page.goto(f"{filled.url}/articles?article=hostile-1&part={part}&at={start}-{start + 40}")
        expect(page.get_by_role("heading", level=1, name="Harbour dues 1")).to_be_visible()
        settled(page)
        if part == "text":
            assert page.locator("mark").text_content() == "evil" * 10
            page.locator(".article").scroll_into_view_if_needed()  # it lies below a headline that is too long
            _expect_in_view(page, "evil")
            assert page.locator(".article").evaluate(_FITS)
        assert harms(page, filled.url) == []
        assert page.locator("html").evaluate(_FITS)
