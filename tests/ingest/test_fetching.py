"""A web address into bytes: never from where it must not, never more than agreed, always politely."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.errors import FetchFailed, UnreadableInput
from ingest.fetching import Fetched, Fetcher, Limits
from ingest.fetching.connecting import system_resolve
from tests.ingest.web import PUBLIC, Canned, Network, Site, Time, serving

NEWS = "http://news.example"
INSIDE = """127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 0.0.0.0
    ::1 :: fc00::1 fe80::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1::""".split()


class Names:
    """A resolver: each name's answers in turn, the last one ever after; the public one unless given."""

    def __init__(self, **answers: Sequence[Sequence[str]]) -> None:
        self.answers = {name.replace("_", "."): list(given) for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str) -> Sequence[str]:
        self.asked.append(host)
        answers = self.answers.get(host, [[PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        site.page("/", b"<p>Hello.</p>")
        yield site


@pytest.fixture
def network(site: Site) -> Network:
    return Network(site.port)


def fetcher(network: httpcore.NetworkBackend | None, **options: Any) -> Fetcher:
    """Return a fetcher without pauses whose names all lead to the site."""
    options = {"resolve": Names(), "limits": Limits(pause=0, backoff=0), **options}
    return Fetcher(network=network, **options)


def fetch(network: httpcore.NetworkBackend | None, url: str, **options: Any) -> Fetched:
    with fetcher(network, **options) as web:
        return web.fetch(url)


def failure(network: httpcore.NetworkBackend | None, url: str, **options: Any) -> str:
    with pytest.raises(FetchFailed) as caught:
        fetch(network, url, **options)
    return str(caught.value)


# What is fetched


def test_a_page_with_all_that_was_said_of_it(site: Site, network: Network):
    site.page("/a?b=ü", content_type="Text/HTML; Charset=ISO-8859-1", etag='"1"', last_modified="Mon")
    site.pages["/a?b=%C3%BC"] = site.pages["/a?b=ü"]

    assert fetch(network, f"{NEWS}/a?b=ü#part") == Fetched(
        url=f"{NEWS}/a?b=%C3%BC",
        data=b"<p>Hello.</p>",
        content_type="text/html",
        charset="iso-8859-1",
        status=200,
        etag='"1"',
        last_modified="Mon",
    )


def test_what_a_server_is_told_of_us(site: Site, network: Network, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    fetch(network, f"{NEWS}:8080/", contact="https://newsroom.example/bots")

    (robots, asked), (path, headers) = site.seen
    assert (robots, path) == ("/robots.txt", "/")
    assert asked["user-agent"] == headers["user-agent"]
    assert headers["user-agent"].startswith("Dateline/")
    assert headers["user-agent"].endswith(" (+https://newsroom.example/bots)")
    assert headers["host"] == "news.example:8080"
    assert not {"cookie", "authorization", "referer"} & set(headers)


def test_a_contact_that_would_break_the_header_is_refused_at_once():
    with pytest.raises(FetchFailed, match="contact"):
        Fetcher(contact="a\r\nCookie: b")


def test_what_has_not_changed_is_not_sent_again(site: Site, network: Network):
    site.page("/", b"", 304, etag='"2"', content_type="")
    with fetcher(network) as web:
        again = web.fetch(f"{NEWS}/", etag='"1"', last_modified="Mon, 02 Nov 2026 10:00:00 GMT")

    assert (again.status, again.data) == (304, b"")
    assert (again.etag, again.last_modified) == ('"2"', "Mon, 02 Nov 2026 10:00:00 GMT")
    assert site.seen[-1][1]["if-none-match"] == '"1"'
    assert site.seen[-1][1]["if-modified-since"] == "Mon, 02 Nov 2026 10:00:00 GMT"


def test_not_modified_is_no_answer_where_nobody_asked(site: Site, network: Network):
    """Another page's validators would call a page unchanged that nobody has seen."""
    site.page("/", b"", 304)
    site.redirect("/old", "/")

    assert "304" in failure(network, f"{NEWS}/")
    with fetcher(network) as web, pytest.raises(FetchFailed, match="304"):
        web.fetch(f"{NEWS}/old", etag='"1"')
    assert "if-none-match" not in site.seen[-1][1]
    with fetcher(network) as web, pytest.raises(FetchFailed, match="304"):
        web.fetch(f"{NEWS}/", etag='"1"\r\nCookie: a')


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (401, "Save"),
        (403, "Save"),
        (404, "Check"),
        (410, "Check"),
        (500, "later"),
        (418, "Save"),
        (204, "Save"),
    ],
)
def test_a_page_that_is_not_there_says_what_to_do(site: Site, network: Network, status: int, advice: str):
    site.page("/", status=status)
    said = failure(network, f"{NEWS}/")
    assert str(status) in said
    assert advice in said


def test_a_failed_fetch_is_an_unreadable_input():
    assert issubclass(FetchFailed, UnreadableInput)


# Where nothing is fetched from


@pytest.mark.parametrize("address", INSIDE)
def test_a_name_that_leads_inside_is_not_connected_to(site: Site, network: Network, address: str):
    said = failure(network, f"{NEWS}/", resolve=Names(news_example=[[address]]))
    assert "not on the public internet" in said
    said = failure(network, f"{NEWS}/", resolve=Names(news_example=[[PUBLIC, address]]))
    assert "not on the public internet" in said
    assert network.connected == []
    assert site.seen == []


@pytest.mark.parametrize(
    "host",
    [
        *(f"[{address}]" if ":" in address else address for address in INSIDE),
        *"2130706433 0177.0.0.1 0x7f.1 127.1 0 017700000001 １２７.0.0.1 127.0.0.1. user@127.0.0.1".split(),
    ],
)
def test_an_address_inside_is_not_connected_to_directly_or_by_redirect(
    site: Site, network: Network, host: str
):
    names = Names()
    failure(network, f"http://{host}/", resolve=names)
    assert (network.connected, site.seen, names.asked) == ([], [], [])

    site.redirect("/go", f"http://{host}/secret".encode().decode("latin-1"))
    site.page("/secret")
    failure(network, f"{NEWS}/go", resolve=names)
    assert site.paths == ["/go"]
    assert {address for address, _ in network.connected} == {PUBLIC}
    assert set(names.asked) == {"news.example"}


def test_the_local_server_itself_is_not_reached_by_any_of_its_names(site: Site):
    """Without our network: a connection, if one were made, would arrive."""
    for host in ("127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433", "127.1", "0"):
        failure(None, f"http://{host}:{site.port}/", resolve=system_resolve)
    failure(None, f"{NEWS}:{site.port}/", resolve=Names(news_example=[["127.0.0.1"]]))
    assert site.seen == []


def test_a_redirect_by_name_inside_is_not_followed(site: Site, network: Network):
    site.redirect("/go", "http://inside.example/secret")
    said = failure(network, f"{NEWS}/go", resolve=Names(inside_example=[["10.0.0.1"]]))
    assert "redirects to inside.example" in said
    assert site.paths == ["/go"]


def test_a_robots_txt_that_redirects_inside_is_not_followed(site: Site, network: Network):
    site.redirect("/robots.txt", "http://169.254.169.254/latest/meta-data")
    assert "169.254.169.254" in failure(network, f"{NEWS}/")
    assert [path for path, _ in site.seen] == ["/robots.txt"]


def test_rebinding_changes_nothing(site: Site, network: Network):
    """Each connection goes to what was looked up and checked for it, once; the next lookup is judged anew."""
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    said = failure(network, f"{NEWS}/", resolve=names)

    assert "127.0.0.1, which is not on the public internet" in said
    assert network.connected == [(PUBLIC, 80)]
    assert [path for path, _ in site.seen] == ["/robots.txt"]
    assert len(names.asked) == 2


def test_one_lookup_a_connection(site: Site, network: Network):
    names = Names(news_example=[["1.1.1.1"], ["8.8.8.8"], ["10.0.0.1"]])
    assert fetch(network, f"{NEWS}/", resolve=names).data == b"<p>Hello.</p>"
    assert network.connected == [("1.1.1.1", 80), ("8.8.8.8", 80)]
    assert len(names.asked) == 2


def test_the_next_address_is_tried_where_the_first_does_not_answer(network: Network):
    network.failures = 1
    assert fetch(network, f"{NEWS}/", resolve=Names(news_example=[["1.1.1.1", "8.8.8.8"]]))
    assert network.connected[:2] == [("1.1.1.1", 80), ("8.8.8.8", 80)]


def test_an_allowed_host_is_reached_at_any_port_and_no_other_is(site: Site):
    url = f"http://127.0.0.1:{site.port}/"
    names = Names(wiki_example=[["127.0.0.1"]], evil_example=[["127.0.0.1"]])

    assert fetch(None, url, allowed_hosts=["127.0.0.0/8"]).data
    assert fetch(
        None, f"http://wiki.example:{site.port}/", allowed_hosts=["wiki.example"], resolve=names
    ).data
    before = len(site.seen)
    failure(None, url, allowed_hosts=["wiki.example"], resolve=names)
    failure(None, f"http://evil.example:{site.port}/", allowed_hosts=["wiki.example"], resolve=names)
    assert len(site.seen) == before


def test_a_public_host_is_not_asked_at_another_services_port(network: Network):
    assert "not from 22" in failure(network, f"{NEWS}:22/")
    assert network.connected == []


@pytest.mark.parametrize("error", [socket.gaierror(socket.EAI_NONAME, "none"), UnicodeError("label")])
def test_a_name_that_nobody_knows(network: Network, error: Exception):
    def nobody(host: str) -> list[str]:
        raise error

    assert "Check" in failure(network, f"{NEWS}/", resolve=nobody)
    assert network.connected == []


def test_a_lookup_that_fails_for_now_is_made_again(network: Network):
    answers = iter([socket.gaierror(socket.EAI_AGAIN, "later"), None, None])

    def shaky(host: str) -> list[str]:
        if error := next(answers):
            raise error
        return [PUBLIC]

    assert fetch(network, f"{NEWS}/", resolve=shaky).data


def test_a_lookup_that_takes_for_ever_is_not_waited_for(network: Network):
    release = threading.Event()

    def slow(host: str) -> list[str]:
        release.wait(60)
        return [PUBLIC]

    begun = time.monotonic()
    failure(network, f"{NEWS}/", resolve=slow, limits=Limits(seconds=0.2, pause=0, backoff=0))
    assert time.monotonic() - begun < 20
    release.set()


# Redirects


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_are_followed_and_the_last_address_is_told(site: Site, network: Network, status: int):
    site.redirect("/a", "b", status)
    site.redirect("/b", "//other.example/c#here", status)
    site.page("/c")
    found = fetch(network, f"{NEWS}/a")
    assert found.url == "http://other.example/c"
    assert site.paths == ["/a", "/b", "/c"]
    assert site.seen[-1][1]["host"] == "other.example"


def test_five_redirects_and_no_more(site: Site, network: Network):
    for number in range(6):
        site.redirect(f"/{number}", f"/{number + 1}")
    site.page("/6")
    assert fetch(network, f"{NEWS}/1").url == f"{NEWS}/6"
    assert "more than 5" in failure(network, f"{NEWS}/0")


def test_a_circle_is_left_at_once(site: Site, network: Network):
    site.redirect("/a", "/b")
    site.redirect("/b", "/a#again")
    assert "circle" in failure(network, f"{NEWS}/a")
    assert site.paths == ["/a", "/b"]


@pytest.mark.parametrize(
    "to", ["", "http://[::1", "file:///etc/passwd", "ftp://a.example/", "http://u:p@a.example/"]
)
def test_a_redirect_to_nowhere(site: Site, network: Network, to: str):
    site.redirect("/a", to)
    assert "redirects" in failure(network, f"{NEWS}/a")
    assert site.paths == ["/a"]


# How much is read, and for how long


def test_a_page_is_as_large_as_agreed_and_no_larger(site: Site, network: Network):
    limits = Limits(page_bytes=1000, pause=0)
    site.page("/fits", b"a" * 1000)
    site.page("/told", b"a" * 1001)
    site.page("/untold", b"a" * 1001, content_length="")
    site.page("/packed", gzip.compress(b"a" * 1001), content_encoding="gzip")
    assert len(fetch(network, f"{NEWS}/fits", limits=limits).data) == 1000
    for path in ("/told", "/untold", "/packed"):
        assert "larger than 1,000 bytes" in failure(network, NEWS + path, limits=limits)


def test_a_bomb_is_left_before_it_goes_off():
    """64 MB of nothing in 64 KB, which arrive at once and must not be unpacked at once; and that again."""
    bomb = gzip.compress(bytes(64_000_000))
    head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {}\r\n\r\n"
    network = Canned(head.format("gzip").encode() + bomb)

    tracemalloc.start()
    try:
        assert "larger" in failure(network, f"{NEWS}/", limits=Limits(page_bytes=1_000_000, pause=0))
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    twice = Canned(head.format("gzip, gzip").encode() + gzip.compress(bomb))
    assert "packed in a way" in failure(twice, f"{NEWS}/")


@pytest.mark.parametrize("piece", [1, 7, 65_536])
def test_what_is_packed_is_unpacked(piece: int):
    text = bytes(range(32, 127)) * 1000
    for packed, name in [
        (gzip.compress(text), "gzip"),
        (gzip.compress(text[:9]) + gzip.compress(text[9:]) + b"\0\0", "x-gzip"),
        (zlib.compress(text), "deflate"),
        (text[:2000], "identity"),
        (b"", "gzip"),
    ]:
        head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {name}\r\nContent-Type: text/plain\r\n\r\n"
        found = fetch(Canned(head.encode() + packed, piece), f"{NEWS}/robots.txt")
        assert found.data == {b"": b"", text[:2000]: text[:2000]}.get(packed, text)


PACKED = gzip.compress(b"Hello.", mtime=0)  # with the time of day in it, each run's tests have other names


@pytest.mark.parametrize("packed", [PACKED[:-9], b"Hello.", PACKED[:-1] + b"x"])
def test_what_arrives_damaged_is_no_page(site: Site, network: Network, packed: bytes):
    site.page("/", packed, content_encoding="gzip")
    assert "damaged" in failure(network, f"{NEWS}/")


def test_a_page_that_ends_early_is_no_page(site: Site, network: Network):
    site.page("/", b"<p>He", content_length="50")
    assert "Check the address, or try again later" in failure(network, f"{NEWS}/")


def drip(request: BaseHTTPRequestHandler, head: bytes) -> None:
    """Send a little at a time, each well before a single read would time out."""
    request.wfile.write(head)
    for _ in range(1_000):
        request.wfile.write(b"a")
        request.wfile.flush()
        time.sleep(0.03)


@pytest.mark.parametrize(
    "head", [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"HTTP/1.1 200 OK\r\nX-Slow: "]
)
def test_a_dripping_server_is_left(site: Site, network: Network, head: bytes):
    site.pages["/"] = lambda request: drip(request, head)
    begun = time.monotonic()
    said = failure(network, f"{NEWS}/", limits=Limits(seconds=0.4, pause=0))
    assert "within 0.4 seconds" in said
    assert time.monotonic() - begun < 20
    assert site.paths == ["/"]


def test_headers_without_end_are_not_read():
    endless = Canned(b"HTTP/1.1 200 OK\r\n" + b"X-Long: " + b"a" * 30_000_000)
    assert "web server" in failure(endless, f"{NEWS}/robots.txt")


def test_answers_before_the_answer_are_not_read_for_ever():
    endless = Canned(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" * 60_000)
    assert "more than Dateline takes" in failure(
        endless, f"{NEWS}/robots.txt", limits=Limits(page_bytes=1000, pause=0)
    )


# What kind it is


@pytest.mark.parametrize(
    "kind",
    """text/html application/xhtml+xml text/plain text/markdown text/xml application/xml application/rss+xml
    application/atom+xml application/json application/feed+json application/ld+json application/x-ndjson
    application/pdf application/vnd.openxmlformats-officedocument.wordprocessingml.document
    application/vnd.oasis.opendocument.text application/msword application/rtf text/rtf text/csv
    application/epub+zip application/zip application/gzip TEXT/HTML;charset=x""".split(),
)
def test_what_may_hold_an_article_is_read(site: Site, network: Network, kind: str):
    site.page("/", content_type=kind)
    assert fetch(network, f"{NEWS}/").content_type == kind.lower().partition(";")[0]


@pytest.mark.parametrize(
    "kind",
    """image/png image/svg+xml video/mp4 audio/mpeg font/woff2 text/css text/javascript text/event-stream
    application/javascript application/x-msdownload application/x-tar multipart/form-data html x/y""".split(),
)
def test_what_holds_no_article_is_refused_unread(site: Site, network: Network, kind: str):
    site.page("/", b"a" * 100, content_type=kind, content_length="999999999")
    said = failure(network, f"{NEWS}/")
    assert kind in said
    assert "address of the article" in said


@pytest.mark.parametrize("kind", ["", "application/octet-stream"])
def test_what_the_server_does_not_know_is_looked_at(site: Site, network: Network, kind: str):
    for data in (b"<p>Hello.</p>", b"%PDF-1.7\0", b"PK\3\4\0", gzip.compress(b"{}"), "é".encode("utf-16")):
        site.page("/", data, content_type=kind)
        assert fetch(network, f"{NEWS}/").data == data
    for data in (b"\x89PNG\r\n\x1a\n\0\0", b"\x7fELF\2\1\1\0", b"GIF89a\1\0\1\0"):
        site.page("/", data, content_type=kind)
        assert "no text" in failure(network, f"{NEWS}/")


# What a host allows, and when


def test_robots_txt_is_heeded_and_read_once(site: Site, network: Network):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n\nUser-agent: dateline\nDisallow: /no\n")
    site.redirect("/yes", "/no/more")
    with fetcher(network) as web:
        assert web.fetch(f"{NEWS}/").data
        with pytest.raises(FetchFailed, match=r"robots\.txt.*Save it"):
            web.fetch(f"{NEWS}/no?a=b")
        with pytest.raises(FetchFailed, match=r"robots\.txt"):
            web.fetch(f"{NEWS}/yes")
    assert [path for path, _ in site.seen] == ["/robots.txt", "/", "/yes"]


def test_each_host_and_port_has_its_own_rules(site: Site, network: Network):
    site.redirect("/a", "http://other.example/")
    with fetcher(network) as web:
        web.fetch(f"{NEWS}/a")
        web.fetch(f"{NEWS}:8080/")
    assert [headers["host"] for path, headers in site.seen if path == "/robots.txt"] == [
        "news.example",
        "other.example",
        "news.example:8080",
    ]


def test_rules_are_read_again_after_a_day(site: Site, network: Network):
    clock = Time()
    site.page("/robots.txt", b"User-agent: *\nDisallow: /a\n")
    with fetcher(network, clock=clock, sleep=clock.sleep) as web:
        web.fetch(f"{NEWS}/")
        site.page("/robots.txt", b"User-agent: *\nDisallow: /\n")
        clock.now += 23 * 3600
        web.fetch(f"{NEWS}/")
        clock.now += 3600
        with pytest.raises(FetchFailed):
            web.fetch(f"{NEWS}/")


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_a_host_without_rules_allows_everything(site: Site, network: Network, status: int):
    site.page("/robots.txt", b"User-agent: *\nDisallow: /\n", status)
    assert fetch(network, f"{NEWS}/").data


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_rules_that_cannot_be_read_now_forbid_for_now(site: Site, network: Network, status: int):
    clock = Time()
    site.page("/robots.txt", b"", status)
    with fetcher(network, clock=clock, sleep=clock.sleep) as web:
        for _ in range(2):
            with pytest.raises(FetchFailed, match="later"):
                web.fetch(f"{NEWS}/")
        asked = len(site.seen)
        assert asked in (1, 3)  # with retries where the host is merely busy; not again for the second page
        site.page("/robots.txt", b"")
        clock.now += 61
        assert web.fetch(f"{NEWS}/").data


def test_odd_rules_are_read_as_far_as_they_go(site: Site, network: Network):
    site.page("/robots.txt", b"\xef\xbb\xbfUser-agent: *\nDisallow: /no\n\xff\0:\n" + b"#" * 600_000)
    assert fetch(network, f"{NEWS}/").data
    assert "robots.txt" in failure(network, f"{NEWS}/no")
    site.page("/robots.txt", b"<!doctype html><p>Disallow: /", content_type="image/png")
    assert fetch(network, f"{NEWS}/").data


def test_a_pause_between_requests_to_a_host_but_not_between_hosts(site: Site, network: Network):
    clock = Time()
    with fetcher(network, clock=clock, sleep=clock.sleep, limits=Limits(pause=0.5)) as web:
        for url in (f"{NEWS}/", "http://other.example/", f"{NEWS}/", f"{NEWS}/"):
            web.fetch(url)
    assert clock.slept == [0.5, 0.5]


@pytest.mark.parametrize(("told", "slept"), [(b"3", 3), (b"0.1", 0.5), (b"99", 10), (b"nan", 0.5)])
def test_the_hosts_own_delay_counts_up_to_ten_seconds(
    site: Site, network: Network, told: bytes, slept: float
):
    clock = Time()
    site.page("/robots.txt", b"User-agent: *\nCrawl-delay: " + told)
    with fetcher(network, clock=clock, sleep=clock.sleep, limits=Limits(pause=0.5)) as web:
        web.fetch(f"{NEWS}/")
        clock.slept.clear()
        web.fetch(f"{NEWS}/")
    assert clock.slept == [slept]


def test_one_request_at_a_time_to_a_host(site: Site, network: Network):
    inside, most = [0], [0]

    def slow(request: BaseHTTPRequestHandler) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        time.sleep(0.05)
        inside[0] -= 1
        request.send_response(200)
        request.send_header("Content-Type", "text/html")
        request.end_headers()

    site.pages["/"] = slow
    with fetcher(network) as web:
        threads = [threading.Thread(target=web.fetch, args=(f"{NEWS}/",)) for _ in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert site.paths == ["/"] * 5
    assert most == [1]


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_host_is_asked_again_when_it_says(site: Site, network: Network, status: int):
    clock = Time()

    def busy_once(request: BaseHTTPRequestHandler) -> None:
        site.page("/")
        request.send_response(status)
        request.send_header("Retry-After", "7")
        request.end_headers()

    site.pages["/"] = busy_once
    assert fetch(network, f"{NEWS}/", clock=clock, sleep=clock.sleep).data
    assert 7 in clock.slept
    assert site.paths == ["/", "/"]


@pytest.mark.parametrize("told", ["31", "999999999", "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_a_host_that_asks_for_more_is_left_alone(site: Site, network: Network, told: str):
    clock = Time()
    site.page("/", b"", 429, retry_after=told)
    site.page("/other")
    with fetcher(network, clock=clock, sleep=clock.sleep) as web:
        for path in ("/", "/other"):
            with pytest.raises(FetchFailed, match="left alone for"):
                web.fetch(NEWS + path)
    assert site.paths == ["/"]


@pytest.mark.parametrize(
    "told", ["", "soon", "-5", "Mon, 02 Nov 2020 10:00:00 GMT", "Mon, 02 Nov 2026 10:00:00 +" + "9" * 20]
)
def test_a_host_that_stays_busy_is_asked_three_times(site: Site, network: Network, told: str):
    clock = Time()
    site.page("/", b"", 503, retry_after=told)
    said = failure(network, f"{NEWS}/", clock=clock, sleep=clock.sleep, limits=Limits(pause=0))
    assert "busy" in said
    assert site.paths == ["/"] * 3
    assert sum(clock.slept) <= 3


def test_a_lost_connection_is_tried_twice_more(site: Site, network: Network):
    clock = Time()
    options: dict[str, Any] = {"clock": clock, "sleep": clock.sleep, "limits": Limits(pause=0)}
    network.failures = 2
    assert fetch(network, f"{NEWS}/", **options).data
    assert clock.slept == [1, 2]
    network.failures = 3
    assert "cannot be reached" in failure(network, f"{NEWS}/", **options)
    assert len(network.connected) == 4 + 3


# Proving who a host is


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a certificate for news.example that it signed itself, and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not here to make a certificate")
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -keyout key.pem -out cert.pem"
    name = ["-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example"]
    subprocess.run([*command.split(), *name], cwd=folder, check=True, capture_output=True)
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[tuple[Site, ssl.SSLContext, list[str | None]]]:
    """Serve over TLS. Yield the site, a context that trusts it, and the names it was asked for by."""
    asked: list[str | None] = []
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(*certificate)
    server.sni_callback = lambda _, name, __: asked.append(name)
    with serving(server) as site:
        site.page("/")
        yield site, ssl.create_default_context(cafile=certificate[0]), asked


def test_a_certificate_is_asked_for_by_name_though_the_connection_is_by_address(
    secure: tuple[Site, ssl.SSLContext, list[str | None]],
):
    site, trusting, asked = secure
    network = Network(site.port)
    assert fetch(network, "https://news.example/", tls=trusting).data
    assert set(network.connected) == {(PUBLIC, 443)}
    assert set(asked) == {"news.example"}
    assert site.seen[-1][1]["host"] == "news.example"


def test_a_wrong_certificate_is_not_talked_to(secure: tuple[Site, ssl.SSLContext, list[str | None]]):
    site, trusting, _ = secure
    network = Network(site.port)
    assert "certificate" in failure(network, "https://other.example/", tls=trusting)
    assert "certificate" in failure(network, "https://news.example/")
    assert f"{PUBLIC} is not valid" in failure(network, f"https://{PUBLIC}/", tls=trusting)
    assert site.seen == []
    assert len(network.connected) == 3  # a wrong certificate stays wrong: it is not tried again


def test_from_https_to_http_is_not_followed(
    secure: tuple[Site, ssl.SSLContext, list[str | None]], site: Site
):
    safe, trusting, _ = secure
    safe.redirect("/", "http://news.example/")
    assert "https to http" in failure(Network(safe.port), "https://news.example/", tls=trusting)
    assert safe.paths == ["/"]


# Whatever is asked and answered

TLS = httpx.create_ssl_context(trust_env=False)
ADDRESSES = st.sampled_from([PUBLIC, "2606:4700::1111", *INSIDE, "nonsense", ""])
HOSTS = st.one_of(
    st.just("news.example"),
    st.sampled_from("a.example xn--a xn--mnchen-3ya.example ü.example [::1] 127.1 0x7f [ . a..b".split()),
    st.ip_addresses().map(lambda address: f"[{address}]" if address.version == 6 else str(address)),
    st.text(max_size=20),
)
URLS = st.one_of(
    st.builds("http://{}/{}".format, HOSTS, st.text(max_size=20)),
    st.builds(
        "{}{}{}{}{}".format,
        st.sampled_from(["http://", "https://", "HTTP:", "http:/", "//", "", "ftp://", " http://"]),
        st.sampled_from(["", "u@", "u:p@", "@"]),
        HOSTS,
        st.sampled_from(["", ":", ":0", ":80", ":8080", ":22", ":65536", ":-1", ":x"]),
        st.text(max_size=20),
    ),
    st.text(),
)
HEADS = st.lists(
    st.tuples(
        st.sampled_from("Location Content-Type Content-Length Content-Encoding Retry-After ETag X".split()),
        st.one_of(
            st.text(st.characters(codec="latin-1"), max_size=12),
            st.sampled_from(
                [
                    "text/html",
                    "http://a.example/",
                    "http://xn--a/",
                    "gzip",
                    "5",
                    "text/html; charset*=a'b'c",
                    "//[",
                ]
            ),
        ),
    ),
    max_size=5,
)
ANSWERS = st.one_of(
    st.binary(max_size=50),
    st.builds(
        lambda status, heads, body: (
            f"HTTP/1.1 {status} X\r\n".encode()
            + b"".join(f"{name}: {value}\r\n".encode("latin-1") for name, value in heads)
            + b"\r\n"
            + body
        ),
        st.sampled_from([200, 200, 204, 301, 304, 404, 429, 500, 999, 101, 100]),
        HEADS,
        st.binary(max_size=30),
    ),
)


def ends_well(url: str, network: Canned, addresses: Sequence[str], etag: str | None = None) -> None:
    """Hold a fetch to its promise: a page or a reason, and no connection to the inside."""
    clock = Time()
    web = Fetcher(resolve=lambda _: addresses, network=network, tls=TLS, clock=clock, sleep=clock.sleep)
    try:
        found = web.fetch(url, etag=etag)
    except FetchFailed as error:
        said = str(error)
    else:
        said = "."
        assert found.status in (200, 304)
        assert httpx.URL(found.url).scheme in ("http", "https")
    assert said.endswith(".")
    assert said.isprintable()
    assert not set(network.connected) & set(INSIDE)


@settings(max_examples=300, deadline=None)
@given(URLS, st.just([PUBLIC]) | st.lists(ADDRESSES, max_size=2))
def test_every_address_ends_in_a_page_or_a_reason(url: str, addresses: list[str]):
    ends_well(url, Canned(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\nHello."), addresses)


@settings(max_examples=200, deadline=None)
@given(ANSWERS, st.none() | st.text(max_size=8))
def test_every_answer_is_a_page_or_a_reason(answer: bytes, etag: str | None):
    ends_well(f"{NEWS}/", Canned(answer), [PUBLIC], etag)
