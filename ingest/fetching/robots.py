"""What a host asks of its visitors: what its robots.txt says (RFC 9309), and to come one at a time."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock

import httpx
from protego import Protego

from corpus.errors import FetchFailed
from ingest.fetching.addresses import host_of

AGENT = "Dateline"  # the name that a robots.txt addresses us by

MOST_BYTES = 512_000  # RFC 9309, 2.5: at least 500 KiB are to be read; the rest is left
_KEPT_S = 24 * 3600.0  # RFC 9309, 2.4: a copy is used for a day at most
_KEPT_FAILURE_S = 60.0  # a server that fails is asked again after a while, not for every page
_MOST_HOSTS = 1_000  # then all are asked again, so that a long run does not fill the memory
_LONGEST_DELAY_S = 10.0  # a longer Crawl-delay is taken as this


@dataclass(frozen=True, slots=True)
class _Rules:
    until: float
    robots: Protego | None = None  # None: everything may be fetched
    refusal: str | None = None  # why nothing may, for now


class Robots:
    """The rules of every host that was visited. Times are in the seconds of ``clock``."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._rules: dict[str, _Rules] = {}

    def delay(self, url: httpx.URL, read: Callable[[httpx.URL], tuple[int, bytes]]) -> float:
        """Return the seconds that the host wants between two visits: 0 to 10.

        ``read`` fetches a robots.txt that is not known yet: its status and data, or FetchFailed where the
        host is busy or cannot be reached. Raises FetchFailed where the rules forbid ``url``, or cannot be
        read now (then nothing may be fetched, RFC 9309, 2.3.1.4).
        """
        place = url.copy_with(raw_path=b"/robots.txt", fragment=None)
        rules = self._rules.get(str(place))
        if rules is None or rules.until <= self._clock():
            rules = self._read(place, read)
            if len(self._rules) >= _MOST_HOSTS:
                self._rules.clear()
            self._rules[str(place)] = rules
        if rules.refusal is not None:
            raise FetchFailed(rules.refusal)
        if rules.robots is None:
            return 0.0
        if not rules.robots.can_fetch(str(url), AGENT):
            raise FetchFailed(
                f"{host_of(url)} asks programs not to fetch this page (robots.txt). Save it from your "
                "browser as .html and ingest that file."
            )
        return min(rules.robots.crawl_delay(AGENT) or 0.0, _LONGEST_DELAY_S)

    def _read(self, place: httpx.URL, read: Callable[[httpx.URL], tuple[int, bytes]]) -> _Rules:
        try:
            status, data = read(place)
        except FetchFailed as error:
            refusal = str(error)
        else:
            if 200 <= status < 300:
                text = data.decode("utf-8-sig", errors="replace")
                return _Rules(self._clock() + _KEPT_S, robots=Protego.parse(text))
            if 400 <= status < 500:
                return _Rules(self._clock() + _KEPT_S)  # 2.3.1.3: there are no rules
            refusal = f"{place} cannot be read (status {status}), so no page is asked for. Try again later."
        return _Rules(self._clock() + _KEPT_FAILURE_S, refusal=refusal)


@dataclass(slots=True)
class _Place:
    lock: Lock = field(default_factory=Lock)
    left_at: float = float("-inf")
    closed_until: float = float("-inf")


class Turns:
    """Lets one visitor at a time to a host, with a pause in between, across threads."""

    def __init__(
        self, clock: Callable[[], float], sleep: Callable[[float], object], longest_wait: float
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._longest_wait = longest_wait
        self._places: dict[str, _Place] = {}
        self._lock = Lock()

    @contextmanager
    def turn(self, host: str, pause: float | None) -> Iterator[None]:
        """Wait for the turn: at least ``pause`` seconds after the last one, and after what was put off.

        None is for asking what the host allows, which needs no pause before it or after. Raises FetchFailed
        where the turn would come later than anybody wants to wait.
        """
        place = self._place(host)
        with place.lock:
            wait = max(place.left_at + (pause or 0.0), place.closed_until) - self._clock()
            if wait > self._longest_wait:
                raise FetchFailed(f"{host} asks to be left alone for {wait:.0f} seconds. Try again then.")
            if wait > 0:
                self._sleep(wait)
            try:
                yield
            finally:
                if pause is not None:
                    place.left_at = self._clock()

    def put_off(self, host: str, seconds: float) -> None:
        """Let nobody to the host for so long."""
        place = self._place(host)
        place.closed_until = max(place.closed_until, self._clock() + seconds)

    def _place(self, host: str) -> _Place:
        with self._lock:
            return self._places.setdefault(host, _Place())


def asked_wait(headers: httpx.Headers, default: float) -> float:
    """Return the seconds a busy server asks to wait (RFC 9110, 10.2.3), or ``default``; a day at most."""
    told = headers.get("retry-after", "").strip()
    seconds = default
    if re.fullmatch(r"[0-9]{1,9}", told):
        seconds = float(told)
    elif told:
        try:
            moment = parsedate_to_datetime(told)
        except (ValueError, OverflowError):  # a time zone of many digits
            return default
        seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), 86_400.0)
