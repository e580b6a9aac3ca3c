"""A web address into the bytes that stand there, safely and politely.

Every request, each redirect's and robots.txt's own too, goes the same way: the address is checked
(``addresses``), the connection is made to what was checked (``connecting``), the host is asked what it
allows (``robots``), and of the answer no more is read than agreed (``bodies``). No proxy is used, no cookie
kept, no setting taken from the environment.
"""

import re
import ssl
import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from typing import Self

import httpcore
import httpx

from corpus.errors import FetchFailed
from ingest.fetching.addresses import AllowedHosts, host_of, joined, parse
from ingest.fetching.bodies import charset, media_type, read_page, read_start
from ingest.fetching.connecting import Line, Resolve, system_resolve
from ingest.fetching.robots import AGENT, MOST_BYTES, Robots, Turns, asked_wait

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 503)
_TROUBLE = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError)
_PRINTABLE = re.compile(r"[\x20-\x7e]+")
_SAVE_IT = "Save the page from your browser as .html and ingest that file."


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take."""

    page_bytes: int = 20_000_000  # of one page, unpacked
    seconds: float = 30.0  # of one fetch: look-ups, redirects and retries, without the polite waiting
    redirects: int = 5
    retries: int = 2  # of one request, after a lost connection or where the server is busy
    backoff: float = 1.0  # seconds before the first retry, doubled for the next
    pause: float = 0.5  # seconds between two requests to a host that names no Crawl-delay
    wait: float = 30.0  # the longest polite wait in seconds; a host that asks for more is left alone


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stands at an address. ``etag`` and ``last_modified`` belong to ``url``: ask again with all three.

    ``status`` is 200, or 304 where nothing has changed, and then ``data`` is empty.
    """

    url: str  # after all redirects
    data: bytes
    content_type: str | None  # in lower case, without parameters
    charset: str | None  # as the server says, unchecked
    status: int
    etag: str | None
    last_modified: str | None


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    headers: httpx.Headers
    data: bytes


@dataclass(slots=True)
class _Visit:
    seconds_left: float


_Headers = dict[bytes | str, bytes | str]  # as httpcore takes them
_Take = Callable[[httpx.Headers, Iterable[bytes]], bytes]


class Fetcher:
    """Fetches pages. May be used from several threads; each request has a connection of its own.

    ``allowed_hosts`` are exact names, addresses or networks that may be fetched from although they are
    private, at any port. ``contact`` (an address or a page) is told to every server. ``tls`` is for hosts
    whose certificates come from a newsroom's own authority. ``clock`` counts seconds. Raises FetchFailed
    for an allowed host or a contact that cannot be used.
    """

    def __init__(
        self,
        allowed_hosts: Collection[str] = (),
        *,
        contact: str | None = None,
        limits: Limits | None = None,
        tls: ssl.SSLContext | None = None,
        resolve: Resolve = system_resolve,
        network: httpcore.NetworkBackend | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._hosts = AllowedHosts(allowed_hosts)
        self._limits = limits or Limits()
        self._tls = tls
        self._resolve = resolve
        self._network = network or httpcore.SyncBackend()
        self._clock = clock
        self._robots = Robots(clock)
        self._turns = Turns(clock, sleep, self._limits.wait)
        self._agent = _agent(contact)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is left to close: every connection ended with its request."""

    def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Fetched:
        """Return what stands at an http or https address.

        With ``etag`` or ``last_modified`` of an earlier answer from this very URL, the server may answer
        that nothing has changed; they are not sent on to where it redirects. Redirects from https to http
        are not followed: there the text could be changed on the way. Raises FetchFailed.
        """
        conditions = _conditions(etag, last_modified)
        start = parse(url)
        visit = _Visit(self._limits.seconds)
        take = partial(read_page, most=self._limits.page_bytes)
        end, reply = self._follow(start, visit, take, conditions, polite=True)
        unchanged = reply.status == httpx.codes.NOT_MODIFIED and bool(conditions) and end == start
        if reply.status != httpx.codes.OK and not unchanged:
            raise FetchFailed(_refusal(reply.status, host_of(end)))
        return Fetched(
            url=str(end),
            data=reply.data,
            content_type=media_type(reply.headers),
            charset=charset(reply.headers),
            status=reply.status,
            etag=reply.headers.get("etag", etag if unchanged else None),
            last_modified=reply.headers.get("last-modified", last_modified if unchanged else None),
        )

    def _follow(
        self, url: httpx.URL, visit: _Visit, take: _Take, conditions: _Headers, *, polite: bool
    ) -> tuple[httpx.URL, _Reply]:
        """Return the first reply that is no redirect, and its address. Every hop is checked anew."""
        seen = [url]
        while True:
            try:
                pause = self._pause(url, visit) if polite else None
                reply = self._try(url, visit, take, conditions, pause)
                if reply.status not in _REDIRECTS:
                    return url, reply
                url = self._next(url, reply.headers)
            except FetchFailed as error:
                if len(seen) == 1:
                    raise
                raise FetchFailed(f"{str(seen[0])[:200]} redirects to {host_of(url)}. {error}") from error
            if url in seen:
                raise FetchFailed(f"The address redirects in a circle; it may want cookies. {_SAVE_IT}")
            if len(seen) > self._limits.redirects:
                raise FetchFailed(
                    f"The address redirects more than {self._limits.redirects} times. {_SAVE_IT}"
                )
            seen.append(url)
            conditions = {}

    def _pause(self, url: httpx.URL, visit: _Visit) -> float:
        """Return the seconds between two pages of the host. Raises FetchFailed where it forbids this one."""
        return max(self._robots.delay(url, partial(self._read_robots, visit)), self._limits.pause)

    def _read_robots(self, visit: _Visit, url: httpx.URL) -> tuple[int, bytes]:
        _, reply = self._follow(url, visit, partial(read_start, most=MOST_BYTES), {}, polite=False)
        return reply.status, reply.data

    def _try(
        self, url: httpx.URL, visit: _Visit, take: _Take, conditions: _Headers, pause: float | None
    ) -> _Reply:
        """Return the reply to a request that is made again where that may help."""
        for attempt in range(self._limits.retries + 1):
            wait = self._limits.backoff * 2**attempt
            with self._turns.turn(host_of(url), pause):
                try:
                    reply = self._request(url, visit, take, conditions)
                except _TROUBLE as error:
                    if attempt == self._limits.retries or not _may_pass(error):
                        raise FetchFailed(self._explained(error, host_of(url))) from error
                    reply = None
            if reply is not None:
                if reply.status not in _BUSY:
                    return reply
                wait = asked_wait(reply.headers, wait)
            self._turns.put_off(host_of(url), wait)
        raise FetchFailed(f"{host_of(url)} is busy. Try again later.")

    def _request(self, url: httpx.URL, visit: _Visit, take: _Take, conditions: _Headers) -> _Reply:
        """Make one request over a connection of its own; the body is read only where there is a page."""
        if self._tls is None and url.scheme == "https":
            self._tls = httpx.create_ssl_context(trust_env=False)
        started = self._clock()
        line = Line(
            self._hosts,
            self._resolve,
            self._network,
            self._clock,
            deadline=started + visit.seconds_left,
            most_bytes=2 * self._limits.page_bytes + 1_000_000,  # a page in small parts, and headers
        )
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers: _Headers = {
            "Host": url.netloc.decode("ascii"),
            "User-Agent": self._agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **conditions,
        }
        try:
            with (
                httpcore.HTTPConnection(target.origin, self._tls, network_backend=line) as connection,
                connection.stream("GET", target, headers=headers) as response,
            ):
                found = httpx.Headers(response.headers)
                is_page = response.status == httpx.codes.OK
                return _Reply(response.status, found, take(found, response.iter_stream()) if is_page else b"")
        finally:
            visit.seconds_left -= self._clock() - started

    @staticmethod
    def _next(url: httpx.URL, headers: httpx.Headers) -> httpx.URL:
        places = headers.get_list("location")
        if not places:
            raise FetchFailed(f"{host_of(url)} redirects without saying where to. {_SAVE_IT}")
        target = joined(url, places[0])
        if url.scheme == "https" and target.scheme == "http":
            raise FetchFailed(
                f"{host_of(url)} redirects from https to http, where the text could be changed on the way. "
                "If you trust it, give the http address."
            )
        return target

    def _explained(self, error: Exception, host: str) -> str:
        if isinstance(error, httpcore.ConnectTimeout):
            return f"{host} does not answer. Check the address, or try again later."
        if isinstance(error, httpcore.TimeoutException):
            return f"{host} did not send the page within {self._limits.seconds:g} seconds. {_SAVE_IT}"
        if isinstance(error.__cause__, ssl.SSLCertVerificationError):
            reason = error.__cause__.verify_message
            return f"The certificate of {host} is not valid for it ({reason}). Check the address."
        if isinstance(error, httpcore.NetworkError):
            return f"{host} cannot be reached, or broke off ({error}). Check the address, or try again later."
        return f"{host} does not answer as a web server should. Check the address, or try again later."


def _may_pass(error: Exception) -> bool:
    """Say whether trouble may be gone at the next attempt: a lost connection, not a wrong certificate."""
    if isinstance(error.__cause__, ssl.SSLCertVerificationError):
        return False
    return isinstance(error, httpcore.NetworkError | httpcore.ConnectTimeout | httpcore.RemoteProtocolError)


def _refusal(status: int, host: str) -> str:
    if status in (401, 402, 403, 407, 451):
        return f"{host} does not show this page to programs (status {status}). {_SAVE_IT}"
    if status in (404, 410):
        return f"{host} has no such page (status {status}). Check the address."
    if status >= 500:
        return f"{host} failed (status {status}). Try again later."
    return f"{host} sent no page (status {status}). {_SAVE_IT}"


def _conditions(etag: str | None, last_modified: str | None) -> _Headers:
    """Return the headers that ask for changes only; what could not be a server's own words is left out."""
    given = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in given.items() if value and _PRINTABLE.fullmatch(value)}


def _agent(contact: str | None) -> str:
    agent = f"{AGENT}/{version('dateline')}"
    if not contact:
        return agent
    if not _PRINTABLE.fullmatch(contact):
        raise FetchFailed("The contact must be plain letters: a web or e-mail address. Change the setting.")
    return f"{agent} (+{contact})"
