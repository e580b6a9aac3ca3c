"""A web of our own: a server on 127.0.0.1, and a network that leads public addresses to it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import SSLContext
from typing import Any

import httpcore

PUBLIC = "93.184.216.34"


class Site:
    """A server's pages, by path, and every request it saw. An unknown path is 404, robots.txt too."""

    def __init__(self) -> None:
        self.pages: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {}
        self.seen: list[tuple[str, dict[str, str]]] = []
        self.port = 0

    @property
    def paths(self) -> list[str]:
        """Return what was asked for, in order, without robots.txt."""
        return [path for path, _ in self.seen if path != "/robots.txt"]

    def page(self, path: str, body: bytes = b"<p>Hello.</p>", status: int = 200, **headers: str) -> None:
        """Serve a page; a header's name is written with underscores, and html is the type unless given."""
        told = {"Content-Type": "text/html", "Content-Length": str(len(body))}
        told |= {name.replace("_", "-").title(): value for name, value in headers.items()}

        def answer(request: BaseHTTPRequestHandler) -> None:
            request.send_response(status)
            for name, value in told.items():
                if value:
                    request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)

        self.pages[path] = answer

    def redirect(self, path: str, to: str, status: int = 302) -> None:
        self.page(path, b"", status, location=to)


@contextmanager
def serving(tls: SSLContext | None = None) -> Iterator[Site]:
    """Serve a site on a free port of 127.0.0.1, and stop it at the end."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:
            site.seen.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            page = site.pages.get(self.path)
            with suppress(OSError):  # the visitor left: what these tests are about
                page(self) if page else self.send_error(404)

        def log_message(self, *_: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_: Any) -> None:
            pass

    server = Server(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Network(httpcore.SyncBackend):
    """The real thing, but that every address leads to one local port; notes what was connected to."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connected: list[tuple[str, int]] = []
        self.failures = 0  # of the next connections

    def connect_tcp(self, host: str, port: int, *rest: Any, **named: Any) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        if self.failures:
            self.failures -= 1
            raise httpcore.ConnectError("refused")
        return super().connect_tcp("127.0.0.1", self.port, *rest, **named)


class Canned(httpcore.NetworkBackend):
    """No network at all: whoever connects is sent the same bytes, a few at a time, until they end."""

    def __init__(self, answer: bytes, piece: int = 65_536) -> None:
        self.answer = answer
        self.piece = piece
        self.connected: list[str] = []

    def connect_tcp(self, host: str, *_: Any, **__: Any) -> httpcore.NetworkStream:
        self.connected.append(host)
        pieces = [self.answer[at : at + self.piece] for at in range(0, len(self.answer), self.piece)]
        return httpcore.MockStream(pieces)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds
