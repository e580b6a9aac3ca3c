"""What a person does on the Status page, in a real browser: read it, check the archive, go on meanwhile."""

from playwright.sync_api import Page, expect

from tests.ui.app.axe import violations
from tests.ui.app.browsing import settled
from tests.ui.conftest import App


def test_the_archive_is_checked_beside_the_app_and_a_reload_shows_the_result(app: App, page: Page) -> None:
    page.goto(f"{app.url}/status")
    expect(page.get_by_text("Free on this disk")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Not checked from here yet.")).to_be_visible()
    page.get_by_text("Every setting").click()
    expect(page.get_by_text("DATELINE_MODEL_KEY: no key")).to_be_visible()
    settled(page)
    assert violations(page) == []

    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("Asking goes on meanwhile")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Everything is in order")).to_be_visible(timeout=120_000)
    page.reload()
    expect(page.get_by_text("Everything is in order")).to_be_visible()


def test_in_a_narrow_dark_window_everything_fits(app: App, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.emulate_media(color_scheme="dark")
    page.goto(f"{app.url}/status")
    expect(page.get_by_text("Free on this disk")).to_be_visible(timeout=60_000)
    settled(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert violations(page) == []
