"""The app over 40,000 articles: how soon pages show, and what the server holds after 300 questions.

    python -m tests.bench app
    DATELINE_BENCH_HOMES=FOLDER DATELINE_BENCH_APP=8000 python -m tests.bench app

The articles are replicas with names and figures of their own; their vectors are real ones, moved a little.
With DATELINE_BENCH_HOMES the home is kept there as `app`, and completed where it was left.
"""

import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, expect, sync_playwright

from corpus import open_corpus
from ingest.pipeline import ingest_readings
from tests.bench_ingest import StandIn, news, reading_of
from tests.quality.sets import SHARED
from tests.replicas import replica
from tests.ui.app.serving import Server

_NUMBER = int(os.environ.get("DATELINE_BENCH_APP", "40000"))
_FLAGS = ["--no-sandbox", "--disable-gpu"]
_TRIES = 3
_PEOPLE, _EACH = 5, 60  # 300 questions
_OPENS_EVERY = 4  # questions between two citations that somebody opens
_RENEWS_EVERY = 8  # questions in one conversation: as many as a page draws
_PAGES = {
    "Chat": "",
    "Articles": "articles",
    "One article": "articles?article={article}",
    "Timeline": "timeline",
    "Briefings": "briefings",
    "Upload": "upload",
    "Status": "status",
}
_IDLE = "[data-testid=stApp][data-test-script-state=notRunning]"


def app() -> None:
    """The app over 40,000 articles: first paint of each page, a filter click, memory over 300 questions."""
    with _home() as (home, article, outlets), Server(home) as server, sync_playwright() as playwright:
        path = which("chromium") or which("chromium-browser") or which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=_FLAGS)
        _first(browser, server.url)
        for title, place in _PAGES.items():
            url = f"{server.url}/{place.format(article=article)}"
            shown = _median(_first_paint(browser, url) for _ in range(_TRIES))
            _say(f"  first paint, {title}: {shown}")
        _say(f"  a filter click: {_median(_filter_clicks(browser, f'{server.url}/articles', outlets))}")
        _talk(browser, server.url, server.pid)
        browser.close()


def _talk(browser: Browser, url: str, server: int) -> None:
    """Let five people ask 300 questions at once; say how long answers take and what memory does."""
    questions = _questions()
    people = [_visit(browser, url) for _ in range(_PEOPLE)]
    waits: list[float] = []
    memory = []
    for number in range(_EACH):
        for person in people:
            if number % _RENEWS_EVERY == 0 and number:
                person.goto(url)
                person.wait_for_selector(_IDLE)
            box = person.get_by_placeholder("Ask the archive")
            box.fill(next(questions))
            box.press("Enter")
        started = time.perf_counter()
        for person in people:
            expect(person.get_by_text("answered by quotes")).to_have_count(
                number % _RENEWS_EVERY + 1, timeout=60_000
            )
            waits.append(time.perf_counter() - started)
        if number % _OPENS_EVERY == 0:
            for person in people:
                cited = person.locator("[class*=st-key-cite-] button:visible")
                if cited.count():
                    cited.last.click()
                    expect(person.locator("mark").first).to_be_visible()
        if (number + 1) % 10 == 0:
            memory.append(_memory(server))
            _say(f"  {(number + 1) * _PEOPLE} questions: server {memory[-1]:.2f} GB")
    _say(f"  five at once, each answered after {statistics.median(waits):.2f} s (longest {max(waits):.2f} s)")
    _say(f"  memory after {_PEOPLE * _EACH} questions / after {_PEOPLE * 10}: {memory[-1] / memory[0]:.3f}")


def _first(browser: Browser, url: str) -> None:
    """Let the server open the archive: once, when the first person comes."""
    started = time.perf_counter()
    page = _visit(browser, url)
    page.get_by_placeholder("Ask the archive").fill("What did the government say?")
    page.keyboard.press("Enter")
    expect(page.get_by_text("answered by").first).to_be_visible(timeout=120_000)
    _say(f"  the very first page and answer: {time.perf_counter() - started:.1f} s")
    page.context.close()


def _first_paint(browser: Browser, url: str) -> float:
    """Return the seconds until somebody who comes anew sees a page, drawn to its end."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_selector(_IDLE)
    seconds = time.perf_counter() - started
    page.context.close()
    return seconds


def _filter_clicks(browser: Browser, url: str, outlets: Sequence[str]) -> Iterator[float]:
    """Yield the seconds that the list takes to follow when an outlet is taken off it."""
    page = _visit(browser, f"{url}?{urlencode({'outlet': outlets}, doseq=True)}")
    for left in range(len(outlets) - 1, -1, -1):
        chip = page.locator(f"[class*=st-key-chip-{left}] button:visible")
        started = time.perf_counter()
        chip.click()
        expect(chip).to_have_count(0)
        page.wait_for_selector(_IDLE)
        yield time.perf_counter() - started
    page.context.close()


def _visit(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(url)
    page.wait_for_selector("h1")
    page.wait_for_selector(_IDLE)
    return page


@contextmanager
def _home() -> Iterator[tuple[Path, str, list[str]]]:
    """Yield a home with as many articles as are wanted, the id of one of them and some outlets."""
    kept = os.environ.get("DATELINE_BENCH_HOMES")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(kept or folder) / "app"
        with open_corpus(home, model=StandIn()) as corpus:
            while (held := corpus.catalogue.count()) < _NUMBER:
                originals = list(news())
                articles = (
                    replica(one, n) for n in itertools.count(held // len(originals) + 1) for one in originals
                )
                some = itertools.islice(articles, min(len(originals), _NUMBER - held))
                for _ in ingest_readings(corpus, map(reading_of, some)):
                    pass
                _say(f"  {corpus.catalogue.count():,} articles")
            (article,) = corpus.catalogue.list_articles(limit=1)
            outlets = list(corpus.catalogue.outlets())[:5]
        yield home, article.id, outlets


def _questions() -> Iterator[str]:
    """Yield the questions of `news`, over and over."""
    lines = (SHARED / "news" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    return itertools.cycle(json.loads(line)["question"] for line in lines)


def _memory(process: int) -> float:
    """Return the resident memory of a process in GB."""
    shown = subprocess.run(
        ["ps", "-o", "rss=", "-p", str(process)], capture_output=True, check=True, text=True
    )
    return int(shown.stdout) / 1e6


def _median(seconds: Iterable[float]) -> str:
    taken = list(seconds)
    return f"{statistics.median(taken):.2f} s (longest of {len(taken)}: {max(taken):.2f} s)"


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
