"""The one way to a server: to an address that was checked, for a limited time and so many bytes.

httpcore asks a network backend for every connection it makes. Ours looks the host up, has all its addresses
judged and connects to one of these very addresses, so there is no second lookup that could answer
otherwise (DNS rebinding). The URL stays as it is, and with it the Host header, the name sent in the TLS
handshake and the name that the certificate must bear.
"""

import socket
import ssl
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from threading import Thread
from typing import Any

import httpcore

from corpus.errors import FetchFailed
from ingest.fetching.addresses import AllowedHosts

Resolve = Callable[[str], Sequence[str]]
"""A host's name in, its IP addresses as text out; raises OSError where it has none."""

_CONNECT_S = 10.0  # for one address: a host may have a second one that answers


def system_resolve(host: str) -> list[str]:
    """Return the addresses that the operating system knows for a host, in its order of preference."""
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Line(httpcore.NetworkBackend):
    """Makes the connection of one request. Deadlines are in the seconds of ``clock``."""

    def __init__(
        self,
        hosts: AllowedHosts,
        resolve: Resolve,
        network: httpcore.NetworkBackend,
        clock: Callable[[], float],
        *,
        deadline: float,
        most_bytes: int,
    ) -> None:
        self._hosts = hosts
        self._resolve = resolve
        self._network = network
        self._clock = clock
        self._deadline = deadline
        self._bytes_left = most_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # our deadline is the tighter one
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first checked address that answers. Raises FetchFailed where one may not be."""
        addresses = self._hosts.admit(host, port, self._addresses(host))
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                stream = self._network.connect_tcp(
                    address, port, min(self.time_left(), _CONNECT_S), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _Metered(stream, self)
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def time_left(self) -> float:
        """Return the seconds until the deadline, more than none. Raises httpcore.ReadTimeout at its end."""
        left = self._deadline - self._clock()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left

    def count(self, received: int) -> None:
        """Count bytes as they arrive, headers and packing included. Raises FetchFailed beyond the most."""
        self._bytes_left -= received
        if self._bytes_left < 0:
            raise FetchFailed("The server sends more than Dateline takes. Save the page and ingest the file.")

    def _addresses(self, host: str) -> Sequence[str]:
        try:
            return [str(ip_address(host))]
        except ValueError:
            pass
        answer: Future[Sequence[str]] = Future()

        def look_up() -> None:
            try:
                answer.set_result(self._resolve(host))
            except (OSError, ValueError) as error:
                answer.set_exception(error)

        # The system's lookup takes no time limit, so it is waited for from outside.
        Thread(target=look_up, name="dateline-lookup", daemon=True).start()
        try:
            return answer.result(self.time_left())
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"the address of {host} was not found in time") from error
        except socket.gaierror as error:
            if error.errno == socket.EAI_AGAIN:
                raise httpcore.ConnectError(f"the address of {host} cannot be looked up now") from error
            raise FetchFailed(f"There is no host {host}. Check the spelling.") from error
        except (OSError, ValueError) as error:
            raise FetchFailed(f"The address of {host} cannot be looked up ({error}). Check it.") from error


class _Metered(httpcore.NetworkStream):
    """A connection whose every step ends at the line's deadline, however slowly the server drips."""

    def __init__(self, stream: httpcore.NetworkStream, line: Line) -> None:
        self._stream = stream
        self._line = line

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        data = self._stream.read(max_bytes, self._line.time_left())
        self._line.count(len(data))
        return data

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002
        self._stream.write(buffer, self._line.time_left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Metered(
            self._stream.start_tls(ssl_context, server_hostname, self._line.time_left()), self._line
        )

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)
