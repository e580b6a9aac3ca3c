"""A browser, and what a person does in it, as the browser tests share it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Chromium itself would look for updates and hosts of its own.
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium, the system's where it has one. Raises playwright's Error where none starts."""
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield running
        running.close()


def settled(page: Page) -> None:
    """Wait until a page has been drawn to its end, nothing on it moves, and the mouse points at nothing."""
    page.mouse.move(0, 0)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator('[data-stale="true"]')).to_have_count(0)
    page.wait_for_timeout(300)  # milliseconds: what comes last fades in


def ask(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask the archive").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").last).to_be_visible(timeout=120_000)
