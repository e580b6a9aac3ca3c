"""What a person does with the list of articles, in a real browser, on an archive of three pages."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.forks import ingested
from tests.ui.app.browsing import settled
from tests.ui.app.serving import WarmServer
from tests.ui.conftest import App

HARBOURS = [
    {
        "id": f"hn-{n}",
        "title": f"Harbour notes, part {n}",
        "source": "Tern Island Courier" if n % 2 else "Quay Post",
        "author": "Ada Quill",
        "published": f"20{10 + n // 4}-0{1 + n % 4}-15",
        "url": f"https://harbour.example/notes/{n}",
        "text": f"The harbour had {n} ships on that day. The keeper counted them twice.",
    }
    for n in range(40)
]


@pytest.fixture(scope="module")
def app(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Yield the app over the sample and forty articles more."""
    folder = tmp_path_factory.mktemp("articles")
    home, more = folder / "home", folder / "more.jsonl"
    shutil.copytree(stocked, home)
    more.write_text("\n".join(map(json.dumps, HARBOURS)), encoding="utf-8")
    ingested(home, more)
    with WarmServer(home) as server:
        yield App(server.url, home)


def count(page: Page) -> Locator:
    return page.get_by_role("heading", level=2).first


def headlines(page: Page) -> Locator:
    return page.locator('[class*="st-key-open-"] button')


def search(page: Page, typed: str) -> None:
    page.get_by_label("Search the articles").fill(typed)
    page.keyboard.press("Enter")


def test_searching_filtering_turning_opening_and_coming_back(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles")
    expect(count(page)).to_have_text("64 articles")

    search(page, "harbour keeper")
    expect(count(page)).to_have_text("40 articles")
    page.get_by_label("Order").click()
    page.get_by_role("option", name="Oldest first").click()
    expect(page).to_have_url(re.compile(r"words=harbour\+keeper&order=oldest$"))
    page.get_by_role("button", name="Next page").click()
    expect(page).to_have_url(re.compile(r"&page=2$"))
    expect(page.get_by_role("button", name="Harbour notes, part 25")).to_be_in_viewport()
    second = [f"Harbour notes, part {n}" for n in range(25, 40)]
    expect(headlines(page)).to_have_text(second)

    page.get_by_role("button", name="Harbour notes, part 31").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour notes, part 31")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour notes, part 31")
    page.get_by_role("button", name="Back to the list").click()
    expect(count(page)).to_have_text("40 articles")
    expect(headlines(page)).to_have_text(second)

    page.reload()
    expect(count(page)).to_have_text("40 articles")
    expect(headlines(page)).to_have_text(second)

    page.get_by_role("button", name="Harbour notes, part 31").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour notes, part 31")
    page.go_back()
    expect(count(page)).to_have_text("40 articles")
    expect(headlines(page)).to_have_text(second)

    page.get_by_role("button", name="Words: harbour keeper").click()
    expect(count(page)).to_have_text("64 articles")


def test_an_article_opens_at_its_beginning_and_the_list_is_found_where_it_was_left(
    app: App, page: Page
) -> None:
    page.goto(f"{app.url}/articles?words=harbour+keeper&order=oldest")
    last = page.get_by_role("button", name="Harbour notes, part 24")
    last.scroll_into_view_if_needed()
    settled(page)
    place = last.bounding_box()["y"]

    for back in (page.go_back, page.get_by_role("button", name="Back to the list").click):
        last.focus()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Harbour notes, part 24")
        expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
        expect(page.get_by_role("button", name="Back to the list")).to_be_focused()
        back()
        expect(count(page)).to_have_text("40 articles")
        settled(page)
        assert abs(last.bounding_box()["y"] - place) < 5
        expect(last).to_be_focused()


def test_narrowing_by_an_outlet_and_by_the_charts(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles")
    page.get_by_text("Filters", exact=True).click()
    page.get_by_role("combobox", name="Outlets").click()
    page.get_by_role("option", name="Tern Island Courier").click()
    page.keyboard.press("Escape")
    expect(count(page)).to_have_text("20 articles")
    page.get_by_role("button", name="Outlet: Tern Island Courier").click()
    expect(count(page)).to_have_text("64 articles")

    by_outlet = page.get_by_test_id("stVegaLiteChart").nth(1)
    bars = by_outlet.locator("g.mark-rect path")
    expect(bars).to_have_count(9)
    bars.nth(1).click()
    expect(page).to_have_url(re.compile(r"[?]outlet=Tern\+Island\+Courier$"))
    expect(count(page)).to_have_text("20 articles")

    over_time = page.get_by_test_id("stVegaLiteChart").first
    expect(over_time).to_have_attribute("aria-label", re.compile("20 articles from 1 outlet"))
    over_time.locator("g.mark-rect path").nth(1).click()
    expect(page).to_have_url(re.compile(r"since=\d{4}-\d\d-\d\d&until=\d{4}-\d\d-\d\d$"))
    expect(page.get_by_role("button", name="Published")).to_be_visible()


def test_an_address_that_is_pasted_finds_its_article_and_nothing_found_leads_on(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles?outlet=Quay+Post")
    search(page, "http://www.harbour.example/notes/12/?utm_source=letter")
    expect(count(page)).to_have_text("1 article")
    expect(headlines(page)).to_have_text(["Harbour notes, part 12"])

    search(page, "hn-13")
    page.get_by_role("button", name="1 article without “Outlet: Quay Post”").click()
    expect(count(page)).to_have_text("1 article")
    expect(headlines(page)).to_have_text(["Harbour notes, part 13"])


def test_the_list_is_worked_by_keyboard(app: App, page: Page) -> None:
    page.goto(f"{app.url}/articles?words=harbour+keeper&order=oldest")
    expect(count(page)).to_have_text("40 articles")
    page.get_by_role("button", name="Harbour notes, part 1", exact=True).focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Harbour notes, part 2")
