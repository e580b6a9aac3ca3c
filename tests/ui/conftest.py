"""A running app and a browser that looks at it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Error, Page, expect

from tests.conftest import ROOT
from tests.ui.app.browsing import chromium
from tests.ui.app.serving import WarmServer

expect.set_options(timeout=20_000)  # milliseconds: a page on a busy machine of two cores takes its time


@dataclass
class App:
    """A running app: where it answers, and the home it serves."""

    url: str
    home: Path


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment for a command over a home, with none of the developer's settings."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("DATELINE_", "CHROMA_"))}
    return {**kept, "DATELINE_HOME": str(home)}


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
    command = [sys.executable, "-m", "ui.cli", "ingest", str(sample)]
    with FileLock(folder / "stocked.lock"):
        if not made.exists():
            shutil.rmtree(home, ignore_errors=True)
            environment = environment_of(home)
            ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
            assert ran.returncode == 0, ran.stderr
            made.touch()
    return home


@pytest.fixture(scope="module")
def app(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """Yield the app over a home of the module's own that holds the sample."""
    home = tmp_path_factory.mktemp("app") / "home"
    shutil.copytree(stocked, home)
    with WarmServer(home, "--sample") as server:
        yield App(server.url, home)


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
