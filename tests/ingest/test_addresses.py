"""Which addresses are public, however they are written or wrapped, and what a newsroom may allow."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import FetchFailed
from ingest.fetching.addresses import AllowedHosts, host_of, is_public, parse

PRIVATE = """
    127.0.0.1 127.255.255.254 10.0.0.1 10.255.255.255 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
    100.64.0.1 100.127.255.255 0.0.0.0 0.1.2.3 192.0.0.1 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1
    203.0.113.1 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254 ::ffff:0:127.0.0.1 100::1
    fc00::1 fdff::1 fe80::1 fe80::1%eth0 fec0::1 ff02::1 ff0e::1 2001:db8::1 3fff::1 5f00::1
    2002:7f00:1:: 2002:a9fe:a9fe:: 64:ff9b::127.0.0.1 64:ff9b::10.0.0.1 64:ff9b:1::1
    2001:0:4136:e378:8000:63bf:3fff:fdd2 2001:0:7f00:1::1
""".split()
OPEN = """
    93.184.216.34 1.1.1.1 172.15.255.255 172.32.0.1 100.63.255.255 100.128.0.1 192.169.0.1 223.255.255.255
    2606:4700:4700::1111 2a00:1450:4001:80e::200e ::ffff:93.184.216.34 64:ff9b::93.184.216.34
    2002:5db8:d822::1
""".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_public_is_refused(address: str):
    assert not is_public(ip_address(address))
    with pytest.raises(FetchFailed, match="not on the public internet"):
        AllowedHosts().admit("news.example", 80, [address])


@pytest.mark.parametrize("address", OPEN)
def test_what_is_public_is_admitted(address: str):
    assert is_public(ip_address(address))
    assert len(AllowedHosts().admit("news.example", 80, [address])) == 1


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_opens_nothing(inner: IPv4Address):
    number = int(inner)
    wrapped = [
        IPv6Address((0xFFFF << 32) | number),  # mapped
        IPv6Address((0x64FF9B << 96) | number),  # NAT64
        IPv6Address((0x2002 << 112) | (number << 80)),  # 6to4
        IPv6Address((0x20010000 << 96) | (0x5DB8D822 << 64) | (number ^ 0xFFFFFFFF)),  # Teredo
        IPv6Address(number),  # compatible
    ]
    assert is_public(inner) or not any(is_public(address) for address in wrapped)


def test_one_private_answer_among_public_ones_is_enough():
    with pytest.raises(FetchFailed, match=r"10\.0\.0\.1"):
        AllowedHosts().admit("news.example", 80, ["93.184.216.34", "10.0.0.1"])


def test_an_answer_that_is_no_address_is_a_failure():
    for answer in ("nonsense", "127.1", "0x7f000001", ""):
        with pytest.raises(FetchFailed, match="no address"):
            AllowedHosts(["news.example"]).admit("news.example", 80, [answer])


def test_no_answer_is_a_failure():
    with pytest.raises(FetchFailed, match="no address"):
        AllowedHosts().admit("news.example", 80, [])


@pytest.mark.parametrize(
    "url",
    """http://2130706433/ http://0177.0.0.1/ http://127.1/ http://127.0.1/ http://0x7f.0.0.1/ http://0x7f000001/
    http://0x/ http://017700000001/ http://1/ http://127.0.0.01/ http://256.1.1.1/ http://1.2.3.4.5/
    http://127.0.0.1./ http://news.1/ http://１２７.0.0.1/ http://①②⑦.0.0.1/ http://%31%32%37.0.0.1/
    http://[::1/ http://[v1.a]/ http://[::127.1]/ http:///x http:// http://-a.example/ http://a..b/ http://*.a/
    http://user@news.example/ http://user:word@news.example/ http://news.example\\@127.0.0.1/ http://@:@a.b/
    http://news.example:0/ http://news.example:65536/ http://news.example:99999999999999999999/ http://a.b:x/
    ftp://news.example/ file:///etc/passwd gopher://news.example/ javascript:alert(1) data:text/html,x
    news.example //news.example/ /etc/passwd""".split(),
)
def test_what_is_no_plain_web_address_is_refused(url: str):
    with pytest.raises(FetchFailed):
        parse(url)


def test_a_very_long_name_is_refused():
    with pytest.raises(FetchFailed):
        parse("http://" + "a" * 64 + ".example/")
    with pytest.raises(FetchFailed):
        parse("http://" + "a." * 130 + "example/")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://News.Example/a", "news.example"),
        ("  http://news.example:8080/a#part ", "news.example"),
        ("http://münchen.example/", "xn--mnchen-3ya.example"),
        ("http://a_b.example/", "a_b.example"),
        ("http://93.184.216.34/", "93.184.216.34"),
        ("http://[2606:4700:0:0::1111]/", "2606:4700::1111"),
        ("http://3com.example/", "3com.example"),
    ],
)
def test_the_host_of_a_web_address(url: str, host: str):
    assert host_of(parse(url)) == host
    assert "#" not in str(parse(url))


def test_other_services_ports_are_for_allowed_hosts_only():
    for port in (80, 443, 8000, 8080, 8443, 8999):
        assert AllowedHosts().admit("news.example", port, ["1.1.1.1"])
    for port in (22, 25, 6379, 9000, 9200):
        with pytest.raises(FetchFailed, match=str(port)):
            AllowedHosts().admit("news.example", port, ["1.1.1.1"])
        assert AllowedHosts(["news.example"]).admit("news.example", port, ["1.1.1.1"])


def test_allowed_are_exactly_the_names_and_networks_that_are_given():
    hosts = AllowedHosts(["Wiki.Example.", "münchen.example", "10.1.2.0/24", "192.168.1.7", "fd00::/64"])

    assert hosts.admit("wiki.example", 80, ["10.9.9.9", "127.0.0.1"]) == ["10.9.9.9", "127.0.0.1"]
    assert hosts.admit("xn--mnchen-3ya.example", 80, ["10.9.9.9"])
    assert hosts.admit("other.example", 80, ["10.1.2.3", "1.1.1.1", "fd00::1"])
    assert hosts.admit("192.168.1.7", 80, ["192.168.1.7"])
    assert hosts.admit("other.example", 80, ["::ffff:10.1.2.3"]) == ["10.1.2.3"]
    for host, address in [
        ("a.wiki.example", "10.9.9.9"),
        ("wiki.example.evil.example", "10.9.9.9"),
        ("other.example", "10.1.3.1"),
        ("other.example", "192.168.1.8"),
        ("other.example", "fd00:0:0:1::1"),
    ]:
        with pytest.raises(FetchFailed):
            hosts.admit(host, 80, [address])


@pytest.mark.parametrize(
    "entry", ["*.example", "http://wiki.example", "wiki.example/a", "10.1.2.3/24", "10.1", "a b", "", "a:80"]
)
def test_an_allowed_host_that_is_none_is_told_at_once(entry: str):
    with pytest.raises(FetchFailed, match="neither a name nor a network"):
        AllowedHosts([entry])
