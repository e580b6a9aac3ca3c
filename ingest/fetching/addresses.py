"""Which hosts a page may be fetched from: public ones, and those that a newsroom allows by name.

A server that fetches what it is told to can be told to fetch from inside its own network. So whatever a
host's name leads to is judged here by its addresses, and only the addresses that passed are connected to
(``ingest/fetching/connecting.py``).
"""

import re
from collections.abc import Collection, Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from corpus.errors import FetchFailed

_Address = IPv4Address | IPv6Address

# The web's own ports and those where small sites put a second server; other services listen elsewhere.
PUBLIC_PORTS = frozenset({80, 443, *range(8000, 9000)})

_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
# A host whose last label is a number is an IPv4 address in some notation (URL Standard, "ends in a number"):
# 127.1, 2130706433, 0x7f.0.0.1. Systems read these differently, so only the usual notation is taken.
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)")

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # all that IANA gives out for the public internet
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached
# Special by IANA's registries, though `is_global` does not say so in every Python: relays of 6to4 (RFC 7526),
# protocol assignments with Teredo and ORCHID in them (RFC 2928), documentation (RFC 9637).
_SPECIAL = (IPv4Network("192.88.99.0/24"), IPv6Network("2001::/23"), IPv6Network("3fff::/20"))


def parse(text: str) -> httpx.URL:
    """Return a web address in its parts, without a fragment. Raises FetchFailed for any other text."""
    try:
        url = httpx.URL(text.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchFailed(f"This is no web address ({str(error)[:150]}). Check it.") from error
    return _checked(url)


def joined(url: httpx.URL, location: str) -> httpx.URL:
    """Return the web address to which a page redirects. Raises FetchFailed where it is none."""
    try:
        return _checked(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchFailed(
            f"{host_of(url)} redirects to what is no web address. Look for another one."
        ) from error
    except FetchFailed as error:
        raise FetchFailed(f"{host_of(url)} redirects to where Dateline does not go. {error}") from error


def _checked(url: httpx.URL) -> httpx.URL:
    if url.scheme not in ("http", "https"):
        raise FetchFailed("Only addresses that begin with http:// or https:// can be fetched. Check it.")
    if url.userinfo:
        raise FetchFailed("The address holds a user name or password. Leave out what stands before the @.")
    if url.port is not None and not 0 < url.port < 65_536:
        raise FetchFailed(f"There is no port {str(url.port)[:20]}. Check the number after the colon.")
    host_of(url)
    return url.copy_with(fragment=None)


def host_of(url: httpx.URL) -> str:
    """Return a URL's host in lower-case ASCII: a DNS name, or an IP address in its usual notation.

    Raises FetchFailed where it is neither.
    """
    host = url.raw_host.decode("ascii").lower()
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except ValueError as error:
            raise FetchFailed(f'"{host}" is no IPv6 address. Check the address.') from error
    if _NUMBER.fullmatch(host):
        try:
            return str(IPv4Address(host))
        except ValueError as error:
            raise FetchFailed(
                f'"{host}" is an unusual way to write an IP address. Use the site\'s name, '
                "or the address as four decimal numbers."
            ) from error
    if len(host) > 253 or not _NAME.fullmatch(host):
        raise FetchFailed(f'"{host[:80]}" is no name of a host. Check the address.')
    return host


class AllowedHosts:
    """What may be connected to: every public address, and the private hosts that are allowed.

    ``allowed`` holds exact host names (``wiki.newsroom.example``), IP addresses and networks
    (``10.1.2.0/24``). Raises FetchFailed for an entry that is none of these.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        self._names: set[str] = set()
        self._networks: list[IPv4Network | IPv6Network] = []
        for entry in allowed:
            try:
                self._networks.append(ip_network(entry))
            except ValueError:
                self._names.add(_allowed_name(entry))

    def admit(self, host: str, port: int, answers: Iterable[str]) -> list[str]:
        """Return a host's addresses, all of which may be connected to at ``port``.

        Raises FetchFailed if a single one of them may not: a name that leads to a public and to a private
        address is a trick or a mistake, and either way not for us to pick from.
        """
        try:
            addresses = [_plain(ip_address(answer)) for answer in answers]
        except ValueError as error:
            raise FetchFailed(f"{host} leads to what is no address ({error}). Check the spelling.") from error
        if not addresses:
            raise FetchFailed(f"{host} has no address. Check the spelling.")
        for address in addresses:
            if host in self._names or any(address in network for network in self._networks):
                continue
            if not is_public(address):
                leads = "is" if host == str(address) else f"leads to {address}, which is"
                raise FetchFailed(
                    f"{host} {leads} not on the public internet. If your newsroom trusts this host, add it "
                    "to DATELINE_FETCH_HOSTS; otherwise save the page as .html and ingest that file."
                )
            if port not in PUBLIC_PORTS:
                raise FetchFailed(
                    f"Pages are fetched from the ports 80, 443 and 8000 to 8999, not from {port}. If your "
                    f"newsroom trusts {host}, add it to DATELINE_FETCH_HOSTS."
                )
        return [str(address) for address in addresses]


def is_public(address: _Address) -> bool:
    """Say whether an address, and any IPv4 address wrapped in it, belongs to the public internet."""
    address = _plain(address)
    if any(address in network for network in _SPECIAL):
        return False
    if isinstance(address, IPv4Address):
        return address.is_global and not address.is_multicast and not address.is_reserved
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address.sixtofour is not None and not is_public(address.sixtofour):
        return False
    return address in _GLOBAL_UNICAST and address.is_global


def _plain(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 one stands for (``::ffff:10.0.0.1``), or the address itself."""
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _allowed_name(entry: str) -> str:
    try:
        return host_of(httpx.URL(scheme="http", host=entry.strip().removesuffix(".")))
    except (FetchFailed, httpx.InvalidURL) as error:
        raise FetchFailed(
            f'The allowed host "{entry}" is neither a name nor a network. Write a whole host name, an IP '
            "address or a network such as 10.1.2.0/24, without http:// and without *."
        ) from error
