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
# Fulfilled once nothing has changed for 300 ms, in which what comes last has faded in. Streamlit fetches the
# script of each kind of element when it is first needed, and shows a skeleton until it is there.
_AT_REST = """() => new Promise((done, fail) => {
  const begun = performance.now();
  let changed = begun;
  const isBusy = () =>
    document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState !== "notRunning"
    || document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]') !== null;
  const watch = new MutationObserver(() => { changed = performance.now(); });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
  const timer = setInterval(() => {
    const now = performance.now();
    if (isBusy()) changed = now;
    const isAtRest = now - changed >= 300;
    if (!isAtRest && now - begun < 60_000) return;
    clearInterval(timer);
    watch.disconnect();
    if (isAtRest) done(); else fail(new Error("the page has not come to rest in 60 seconds"));
  }, 50);
})"""


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run a headless Chromium, the system's where it has one. Raises playwright's Error where none starts."""
    path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        yield running
        running.close()


def settled(page: Page) -> None:
    """Wait until a page has been drawn to its end, nothing on it changes, and the mouse points at nothing."""
    page.mouse.move(0, 0)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    page.evaluate(_AT_REST)


def ask(page: Page, question: str) -> None:
    page.get_by_placeholder("Ask the archive").fill(question)
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").last).to_be_visible(timeout=120_000)
