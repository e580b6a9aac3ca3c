"""What a person does on the Timeline page, in a real browser: ask, look, open a citation, reload, copy."""

import re

from playwright.sync_api import Page, expect

from tests.ui.app.axe import violations
from tests.ui.app.browsing import settled
from tests.ui.conftest import App

_MATTER = "the award of the Vell bridge contract"


def test_a_matter_is_drawn_told_and_read_at_its_source(app: App, page: Page) -> None:
    page.goto(f"{app.url}/timeline")
    page.get_by_label("Matter or question").fill(_MATTER)
    page.keyboard.press("Enter")

    picture = page.get_by_test_id("stVegaLiteChart")
    expect(picture.locator("canvas, svg").first).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", name="18 February 2025")).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]q=the\+?(%20)?award"))
    settled(page)
    shown = page.get_by_test_id("stText").all_text_contents()

    page.get_by_role("button", name="· 18 February 2025 ·").first.click()
    marked = page.locator("mark").first
    expect(marked).to_be_visible()
    assert marked.text_content() in shown
    settled(page)
    assert violations(page) == []

    page.reload()
    expect(page.locator("mark").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Close").click()
    expect(page.locator("mark")).to_have_count(0)
    expect(page.get_by_role("heading", name="18 February 2025")).to_be_visible()

    page.get_by_text("Copy or download").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as text").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith(f"Timeline: {_MATTER}")
    assert "18 February 2025" in text


def test_in_a_narrow_dark_window_the_article_lies_over_the_entries(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app.url}/timeline?q={_MATTER}")
    page.get_by_role("button", name="· 18 February 2025 ·").first.click(timeout=120_000)

    expect(page.locator("mark").first).to_be_in_viewport()
    expect(page.get_by_role("button", name="Close")).to_be_in_viewport()
    settled(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []


def test_an_entry_is_opened_from_the_picture_whose_words_turn_with_the_system(app: App, page: Page) -> None:
    page.goto(f"{app.url}/timeline?q={_MATTER}")
    picture = page.get_by_test_id("stVegaLiteChart").locator("svg")
    name = picture.locator(".mark-text text", has_text="Harbour Post").first
    expect(name).to_be_visible(timeout=120_000)
    shown = "getComputedStyle(one).fill"
    light = name.evaluate(f"one => {shown}")
    page.emulate_media(color_scheme="dark")
    expect(name).not_to_have_css("fill", light)

    for _ in range(2):  # again, after it was closed
        name.click()
        expect(page.locator("mark").first).to_be_visible()
        expect(page.locator("mark").first).to_be_in_viewport()
        expect(page.get_by_role("heading", level=2).last).to_contain_text("tribunal")
        page.keyboard.press("Escape")
        expect(page.locator("mark")).to_have_count(0)
