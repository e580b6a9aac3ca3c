"""A running app and a browser that looks at it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Page, expect, sync_playwright

expect.set_options(timeout=20_000)  # milliseconds: a page on a busy machine of two cores takes its time

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


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--screenshots", type=Path, help="a folder to keep screenshots of the pages in")


@dataclass
class App:
    """A running app: where it answers, and the home it serves."""

    url: str
    home: Path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a headless Chromium; where there is none, skip and say so (or fail, in CI)."""
    with sync_playwright() as playwright:
        path = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
        try:
            running = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        except Error as error:
            reason = f"no Chromium could be started ({str(error).splitlines()[0]}); run: make test"
            if os.environ.get("DATELINE_REQUIRE_BROWSER"):
                pytest.fail(reason)
            pytest.skip(reason)
        yield running
        running.close()


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Yield the app as `make run` starts it: an empty home, the sample loaded on first start."""
    folder = tmp_path_factory.mktemp("app")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "CHROMA_"))}
    environment["DATELINE_HOME"] = str(folder / "home")
    command = [sys.executable, "-m", "ui.cli", "serve", "--sample", "--port", str(port)]
    log = (folder / "log").open("wb")
    server = subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, folder / "log")
        yield App(f"http://127.0.0.1:{port}", folder / "home")
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(20)
        log.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a fresh browser page that fails the test when it asks anybody but this machine."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.set_default_timeout(60_000)
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    outside = [
        url for url in asked if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
    ]
    assert outside == []


@pytest.fixture
def keep(request: pytest.FixtureRequest, page: Page) -> object:
    """Return a way to keep a screenshot, where a folder for them was named."""
    folder: Path | None = request.config.getoption("--screenshots")
    if folder is not None:
        folder = request.config.rootpath / folder

    def take(name: str) -> None:
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            page.wait_for_timeout(700)  # animations come to rest
            page.screenshot(path=folder / f"{name}.png")

    return take


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  # our own server
                return
        except OSError:
            try:
                server.wait(0.5)
            except subprocess.TimeoutExpired:
                continue
            break
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')[-2000:]}")
