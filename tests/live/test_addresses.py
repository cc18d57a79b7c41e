"""Which addresses may be asked and dialled; everything else is refused by name."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.live.addresses import refusal
from articles.live.errors import FetchError
from articles.live.targets import target

REFUSED = [
    ("127.0.0.1", "loopback"),
    ("127.255.255.254", "loopback"),
    ("0.0.0.0", "this-network"),
    ("0.1.2.3", "this-network"),
    ("10.0.0.1", "private"),
    ("172.16.0.1", "private"),
    ("172.31.255.255", "private"),
    ("192.168.1.1", "private"),
    ("100.64.0.1", "shared"),
    ("100.127.255.255", "shared"),
    ("169.254.1.1", "link-local"),
    ("169.254.169.254", "metadata"),
    ("100.100.100.200", "metadata"),
    ("168.63.129.16", "metadata"),
    ("192.0.0.192", "metadata"),
    ("192.0.0.8", "reserved"),
    ("192.0.2.7", "documentation"),
    ("198.51.100.7", "documentation"),
    ("203.0.113.7", "documentation"),
    ("192.88.99.1", "reserved"),
    ("198.18.0.1", "benchmark"),
    ("198.19.255.255", "benchmark"),
    ("224.0.0.1", "multicast"),
    ("239.255.255.255", "multicast"),
    ("240.0.0.1", "reserved"),
    ("255.255.255.255", "reserved"),
    ("::", "unspecified"),
    ("::1", "loopback"),
    ("::127.0.0.1", "loopback"),
    ("::10.0.0.1", "private"),
    ("::8.8.8.8", "reserved"),
    ("::ffff:127.0.0.1", "loopback"),
    ("::ffff:a9fe:a9fe", "metadata"),
    ("::ffff:0:10.0.0.1", "private"),
    ("64:ff9b::127.0.0.1", "loopback"),
    ("64:ff9b::169.254.169.254", "metadata"),
    ("64:ff9b::c0a8:101", "private"),
    ("64:ff9b:1::1", "this-network"),
    ("64:ff9b:1:7f00:0:100::", "loopback"),
    ("64:ff9b:1:808:8:800::", "this-network"),
    ("2002:7f00:1::1", "loopback"),
    ("2002:c0a8:101::", "private"),
    ("2001:0:7f00:1::1", "loopback"),
    ("2001:0:808:808:0:0:80ff:fffe", "loopback"),
    ("2001:10::1", "reserved"),
    ("2001:20::1", "reserved"),
    ("2400:cb00::5efe:10.0.0.1", "private"),
    ("2400:cb00::200:5efe:127.0.0.1", "loopback"),
    ("fe80::1", "link-local"),
    ("fe80::1%eth0", "link-local"),
    ("fec0::1", "site-local"),
    ("feff::1", "site-local"),
    ("fc00::1", "private"),
    ("fd12:3456::1", "private"),
    ("fd00:ec2::254", "metadata"),
    ("fd20:ce::254", "metadata"),
    ("ff02::1", "multicast"),
    ("2001:db8::1", "documentation"),
    ("3fff::1", "documentation"),
    ("4000::1", "reserved"),
    ("100::1", "reserved"),
    ("5f00::1", "reserved"),
    ("", "malformed"),
    ("127.1", "malformed"),
    ("0177.0.0.1", "malformed"),
    ("2130706433", "malformed"),
    ("news.example", "malformed"),
]
DIALLED = [
    *("93.184.216.34", "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.1"),
    *("172.15.255.255", "172.32.0.1", "192.0.1.1", "198.17.255.255", "198.20.0.1"),
    *("223.255.255.255", "11.0.0.1", "126.255.255.255", "128.0.0.1", "169.253.1.1"),
    *("2606:2800:220:1::1", "2400:cb00::1", "2001:4860:4860::8888", "240e::1"),
    *("::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1"),
]


@pytest.mark.parametrize("address, kind", REFUSED)
def test_an_address_that_is_not_the_internet_is_refused(address, kind):
    assert refusal(address) == kind


@pytest.mark.parametrize("address", DIALLED)
def test_an_address_of_the_internet_is_dialled(address):
    assert refusal(address) == ""


@settings(deadline=None)  # a shared machine may pause
@given(st.ip_addresses(v=4))
def test_no_wrapping_makes_an_address_more_allowed_than_it_is(address):
    if not refusal(str(address)):
        return
    high, low = divmod(int(address), 65536)
    for wrapped in (
        f"::ffff:{address}",
        f"::{address}",
        f"64:ff9b::{address}",
        f"2002:{high:x}:{low:x}::1",
        f"2001:0:{high:x}:{low:x}::1",
        f"2001:0:808:808:0:0:{high ^ 65535:x}:{low ^ 65535:x}",
        f"2400:cb00::5efe:{address}",
    ):
        assert refusal(wrapped), wrapped


ASKED = [
    ("http://news.example", "http://news.example/"),
    ("https://news.example:443/a?b=c#d", "https://news.example/a?b=c"),
    ("HTTPS://News.Example./Feed", "https://news.example/Feed"),
    ("https://news.example:80/", "https://news.example:80/"),
    ("http://8.8.8.8/feed", "http://8.8.8.8/feed"),
    ("http://[2606:2800:220:1::1]/", "http://[2606:2800:220:1::1]/"),
    ("https://财经.example/快讯?栏目=要闻", "https://xn--4n0a760a.example/%E5%BF%AB%E8%AE%AF"
     "?%E6%A0%8F%E7%9B%AE=%E8%A6%81%E9%97%BB"),
    ("https://news。example/", "https://news.example/"),
    ("https://news.example/%E5%BF%AB?a=1&b=%20", "https://news.example/%E5%BF%AB?a=1&b=%20"),
    (" https://news.example/ ", "https://news.example/"),
    ("https://a_b.news.example/", "https://a_b.news.example/"),
]  # fmt: skip
NOT_ASKED = {
    "bad-url": (
        *("", "x" * 3000, "http://", "http:///a", "http://[::1", "http://a b.example/"),
        *("http://a.example/\na", "http://a.example/\udc80", "http://-.example/<"),
        *("http://a.example\\@b.example/", "http://a..example/", "http://%31.example/"),
        *("http://a.example:99999/", "http://a.example:8o/", "http://a.example;b/"),
        *("http://a.example\t/", "http://" + "a." * 200 + "b/", "http://a.example/{}"),
    ),
    "scheme": (
        *("file:///etc/passwd", "ftp://a.example/", "news.example", "data:,x"),
        *("javascript:alert(1)", "//a.example/", "gopher://a.example:70/_x"),
    ),
    "credentials": (
        *("http://u@a.example/", "http://u:p@a.example/", "http://@a.example"),
        *("http://a.example:80@127.0.0.1/", "http://a.example%40@b.example/"),
    ),
    "port": (
        *("http://a.example:22/", "http://a.example:8080/", "http://a.example:0/"),
        "https://127.0.0.1:6379/",
    ),
    "numeric-host": (
        *(
            "http://2130706433/",
            "http://127.1/",
            "http://0x7f.0.0.1/",
            "http://0x7f.1/",
        ),
        *("http://0177.0.0.1/", "http://0x7f000001/", "http://017700000001"),
        *("http://127.0.0.1.5/", "http://1.2.3.256/", "http://127.0.0.0x1/"),
        "http://a.example.1/",
    ),
    "private-address": (
        *("http://127.0.0.1/", "http://127.0.0.1./", "http://１２７.０.０.１/"),
        *("http://127。0。0。1/", "http://[::1]/", "http://[::ffff:7f00:1]/"),
        *("http://[fe80::1%25eth0]/", "http://localhost/", "http://LOCALHOST./"),
        *("http://a.localhost/", "http://db/", "http://router.lan/", "http://x.local"),
        *("http://metadata.google.internal/", "http://192.168.0.1:80/"),
        *("http://10.0.0.1:443/", "http://169.254.169.254/latest", "http://ⓛocalhost/"),
    ),
}


@pytest.mark.parametrize("url, asked", ASKED)
def test_an_address_is_asked_in_its_plain_form(url, asked):
    assert target(url).url == asked


@pytest.mark.parametrize(
    "code, url", [(code, url) for code, urls in NOT_ASKED.items() for url in urls]
)
def test_an_address_we_must_not_ask_is_refused(code, url):
    with pytest.raises(FetchError) as error:
        target(url)
    assert error.value.code == code


@pytest.mark.parametrize(
    "url, allow, fine",
    [
        ("http://127.0.0.1:8099/", "127.0.0.1:8099", True),
        ("http://localhost:8099/", "localhost:8099", True),
        ("http://[::1]:8099/", "[::1]:8099", True),
        ("http://127.0.0.1:8098/", "127.0.0.1:8099", False),
        ("http://127.0.0.2:8099/", "127.0.0.1:8099", False),
        ("http://localhost:8099/", "127.0.0.1:8099", False),
        ("http://127.0.0.1/", "127.0.0.1:8099", False),
        ("http://news.example:8099/", ":8099", False),
        ("http://127.0.0.1:8099/", "", False),
    ],
)
def test_one_host_and_port_may_be_let_through(url, allow, fine):
    if fine:
        assert target(url, allow).allowed
        return
    with pytest.raises(FetchError):
        target(url, allow)


@settings(deadline=None)  # a shared machine may pause
@given(st.text(max_size=60) | st.from_regex(r"http://[ -~]{1,40}/?", fullmatch=True))
def test_whatever_is_typed_is_an_address_or_a_refusal(url):
    try:
        found = target(url)
    except FetchError:
        return
    assert target(found.url) == found
