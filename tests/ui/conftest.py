"""A running app and a browser that looks at it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.conftest import ROOT
from tests.forks import ingested
from tests.ui.app.browsing import chromium
from tests.ui.app.serving import WarmServer

expect.set_options(timeout=60_000)  # milliseconds: a page on a busy machine of two cores takes its time


@dataclass
class App:
    """A running app: where it answers, and the home it serves."""

    url: str
    home: Path


@pytest.fixture(
    scope="module"
)  # its driver has an event loop in this thread, which other tests want for theirs
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium; where there is none, skip and say so (or fail, in CI)."""
    try:
        with chromium() as running:
            yield running
    except Error as error:
        reason = f"no Chromium could be started ({str(error).splitlines()[0]}); run: make test"
        if os.environ.get("DATELINE_REQUIRE_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home that holds the sample, to copy; made once, whichever worker asks first."""
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base  # the workers' bases lie in one
    home, made = folder / "stocked", folder / "stocked.done"
    sample = ROOT / "corpus" / "sample" / "articles.jsonl"
    with FileLock(folder / "stocked.lock"):
        if not made.exists():
            shutil.rmtree(home, ignore_errors=True)
            shutil.copy(sample, folder / "sample.jsonl")
            ingested(home, folder / "sample.jsonl")
            made.touch()
    return home


@pytest.fixture(scope="module")
def app(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Yield the app over a home of the module's own that holds the sample."""
    home = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(stocked, home)
    with WarmServer(home, "--sample") as server:
        yield App(server.url, home)


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[BrowserContext]:
    """Yield one window for a module's pages: the app's scripts are read and compiled once."""
    with browser.new_context() as opened:
        yield opened


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """Yield a page of a browser that has never been here, which fails the test when it asks anybody but
    this machine."""
    opened = window.new_page()
    opened.set_viewport_size({"width": 1280, "height": 900})
    opened.set_default_timeout(60_000)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    opened.evaluate("() => { try { localStorage.clear(); } catch (error) { } }")
    window.clear_cookies()
    window.clear_permissions()
    for each in window.pages:
        each.close()
    outside = [
        url for url in asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    ]
    assert outside == []
