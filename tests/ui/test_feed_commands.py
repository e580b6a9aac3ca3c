"""`dateline feed` and fetching: followed feeds come in, once, and never from where they must not."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from tests.ui.test_cli import Dateline, dateline  # noqa: F401

FEED = """<rss version="2.0"><channel><title>Harbour Mail</title>
<item><title>Bridge opens</title><link>{base}/bridge</link><guid>b-1</guid>
<pubDate>Fri, 07 Mar 2025 10:00:00 +0100</pubDate>
<description>The bridge over the harbour opened on Friday, after four years of work.</description></item>
</channel></rss>"""
PAGE = """<html><head><title>Bridge opens</title></head><body><article><h1>Bridge opens</h1>
<p>The bridge over the harbour opened on Friday, after four years of work and many quarrels.</p>
<p>The mayor cut the ribbon before a crowd of some thousands, and the ferry made its last trip.</p>
</article></body></html>"""


@pytest.fixture
def site() -> Iterator[str]:
    """Serve a feed and its page on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            pages = {"/feed": ("application/rss+xml", FEED.format(base=base)), "/bridge": ("text/html", PAGE)}
            kind, text = pages.get(self.path, ("text/plain", ""))
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_feed_is_followed_and_never_doubled(dateline: Dateline, site: str, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setenv("DATELINE_FETCH_HOSTS", "127.0.0.1")
    assert dateline("feed", "add", f"{site}/feed").code == 0

    first = json.loads(dateline("feed", "update", "--json").out)
    again = json.loads(dateline("feed", "update", "--json").out)

    assert (first["added"], first["failed"]) == (1, 0)
    assert (again["added"], again["updated"], again["failed"]) == (0, 0, 0)
    (feed,) = json.loads(dateline("feed", "list", "--json").out)
    assert (feed["title"], feed["error"]) == ("Harbour Mail", None)
    (article,) = json.loads(dateline("articles", "list", "--json").out)
    assert (article["outlet"], article["published"]) == ("Harbour Mail", "2025-03-07")
    shown = json.loads(dateline("articles", "show", article["article_id"], "--json").out)
    assert "the ferry made its last trip" in shown["text"], "the page was fetched, not only the summary kept"
    assert dateline("feed", "remove", f"{site}/feed").code == 0
    assert json.loads(dateline("feed", "list", "--json").out) == []


def test_a_page_comes_in_by_its_address(dateline: Dateline, site: str, monkeypatch) -> None:  # noqa: F811
    monkeypatch.setenv("DATELINE_FETCH_HOSTS", "127.0.0.1")
    summary = json.loads(dateline("ingest", f"{site}/bridge", "--json").out)

    assert summary["added"] == 1
    (article,) = json.loads(dateline("articles", "list", "--json").out)
    assert article["url"] == f"{site}/bridge"


def test_an_internal_address_is_refused_unless_it_is_allowed(dateline: Dateline, site: str) -> None:  # noqa: F811
    summary = json.loads(dateline("ingest", f"{site}/bridge", "--json").out)

    assert summary["added"] == 0
    (failure,) = summary["failures"]
    assert "DATELINE_FETCH_HOSTS" in failure["reason"]


def test_an_address_that_can_never_be_fetched_is_not_followed(dateline: Dateline) -> None:  # noqa: F811
    assert dateline("feed", "add", "ftp://news.example/feed").code == 1
    assert dateline("feed", "update", "https://news.example/unknown").code == 1
    assert json.loads(dateline("feed", "list", "--json").out) == []
