"""A hostile article on every page, in a real browser: it is shown, and nothing comes of it."""

import math
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.forks import ingested
from tests.ui.app.browsing import ask, settled
from tests.ui.app.hostile import QUESTION, as_jsonl, harms, hostile
from tests.ui.app.scenes import ARTICLE
from tests.ui.app.serving import WarmServer

_SOON = 2  # seconds to a page's first paint


@pytest.fixture(scope="module")
def server(stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WarmServer]:
    """Yield a server whose archive holds the sample and two hostile articles."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(stocked, folder / "home")
    file = folder / "hostile.jsonl"
    file.write_text(as_jsonl(hostile(), hostile("2025-03-02", 2)), encoding="utf-8")
    ingested(folder / "home", file)
    with WarmServer(folder / "home") as running:
        yield running


@pytest.fixture
def asked(page: Page) -> list[str]:
    """Return what the page asks of any server, as it comes."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url))
    return found


def test_it_shows_harmlessly_everywhere(server: WarmServer, page: Page, asked: list[str]) -> None:
    found = {}
    for address, words in {
        "articles?q=harbour": "Harbour dues 1",
        "articles?article=hostile-1": "were set on Friday",
        "articles?article=hostile-1&part=versions": "Harbour dues 1",
        "articles?article=hostile-1&part=copies": "Harbour dues 1",
        "articles?article=hostile-1&part=edit": "Harbour dues 1",
        "timeline?q=harbour+dues+of+Port+Quarrel": "were set on Friday",
        "status": "Storage",
    }.items():
        page.goto(f"{server.url}/{address}")
        expect(page.get_by_text(words).first).to_be_visible(timeout=120_000)  # it may load the model first
        settled(page)
        found[address] = harms(page, server.url)
    assert not any(found.values()), found
    assert not [url for url in asked if "evil" in url]


def test_an_answer_and_its_citation(server: WarmServer, page: Page, asked: list[str]) -> None:
    page.goto(server.url)
    ask(page, QUESTION)
    assert harms(page, server.url) == []

    quoted = page.get_by_text("“The harbour dues").first
    expect(quoted).to_contain_text("<script>window.hit=1</script>")
    page.get_by_role("button", name="[1]").last.click()
    expect(page.locator("mark").first).to_be_visible()
    settled(page)
    assert harms(page, server.url) == []
    assert not [url for url in asked if "evil" in url]


def test_a_preview_of_it(server: WarmServer, page: Page, asked: list[str]) -> None:
    page.goto(f"{server.url}/upload")
    file = {"name": "<img src=evil.png>.jsonl", "mimeType": "application/jsonl",
            "buffer": as_jsonl(hostile(number=3)).encode()}  # fmt: skip
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    expect(page.get_by_text("1 article read: check, then add")).to_be_visible(timeout=60_000)
    settled(page)

    assert harms(page, server.url) == []
    assert not [url for url in asked if "evil" in url]


def test_its_hundred_thousand_characters_keep_nobody_waiting(server: WarmServer, page: Page) -> None:
    plain = long = math.inf
    for _ in range(5):  # a busy machine takes its time for either
        plain = min(plain, _paint(page, f"{server.url}/articles?article={ARTICLE}", "visit to London"))
        long = min(long, _paint(page, f"{server.url}/articles?article=hostile-1", "were set on Friday"))
        if long <= max(_SOON, 2 * plain):
            break
    assert long <= max(_SOON, 2 * plain)
    page.set_viewport_size({"width": 390, "height": 844})
    settled(page)
    assert page.locator("main").first.evaluate("one => one.scrollWidth - innerWidth") <= 1


def _paint(page: Page, url: str, words: str) -> float:
    """Return the seconds until an article's text is there."""
    begun = time.monotonic()
    page.goto(url)
    expect(page.get_by_text(words).first).to_be_visible()
    return time.monotonic() - begun
