"""One address that misbehaves costs one error; fifty good ones beside it all arrive."""

import gzip
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.live.errors import FeedError
from articles.live.fetch import Limits
from articles.live.gather import Gathered, gather
from articles.live.isolate import MEMORY, Isolated
from tests.live.feed_server import redirect, response, running

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
LIMITS = Limits(seconds=10)
QUICK = Limits(seconds=0.5)
TIMEOUT = 20.0
OK = b"HTTP/1.1 200 OK\r\n"


def rss(inside, head=""):
    return (
        f'{head}<rss version="2.0"><channel><title>快讯</title>{inside}</channel></rss>'
    )


def item(number, more=""):
    return f"<item><guid>{number}</guid><title>第{number}条公告</title>{more}</item>"


def sent(text, *headers):
    body = text.encode() if isinstance(text, str) else text
    return response(gzip.compress(body, 1), "Content-Encoding: gzip", *headers)


GOOD = [
    response(rss("".join(item(n) for n in range(20))).encode("utf-8")),
    response(
        rss(item(1), '<?xml version="1.0" encoding="gb2312"?>').encode("gb18030"),
        "Content-Type: text/xml; charset=gb2312",
    ),
    sent(
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"title":"涨"}]}'
    ),
]
ERRORS = {
    "endless": ("deadline", None),
    "huge": ("too-large", lambda: response(b"x", length=16 * 1024 * 1024)),
    "gzip bomb": ("too-large", lambda: sent(b"\0" * 40_000_000)),
    "loop": ("too-many-redirects", lambda: redirect("/loop")),
    "inward": ("port", lambda: redirect("http://127.0.0.1:1/")),
    "metadata": ("private-address", lambda: redirect("http://169.254.169.254/")),
    "entity bomb": (
        "entities",
        lambda: sent(rss(item(1, "&b;"), '<!DOCTYPE r [<!ENTITY b "aa">]>')),
    ),
    "attributes": (
        "too-many-attributes",
        lambda: sent(rss("<item " + 'a="1" ' * 50_000 + "/>")),
    ),
    "nesting": ("too-deep", lambda: sent(rss("<a>" * 100_000))),
    "open tags": ("too-broken", lambda: sent("<rss>" + "<" * 3_000_000)),
    "flood": ("headers-too-large", lambda: response(b"", *["X: 1"] * 5000)),
    "cut off": ("truncated", lambda: sent(rss(item(1)))[:-12]),
    "half a gzip": (
        "truncated",
        lambda: response(
            gzip.compress(rss("").encode())[:-9], "Content-Encoding: gzip"
        ),
    ),
    "gone": ("gone", lambda: response(b"", status="410 Gone")),
    "busy": (
        "busy",
        lambda: response(b"", "Retry-After: 60", status="429 Too Many Requests"),
    ),
    "web page": ("web-page", lambda: sent("<!doctype html><html></html>")),
    "silent": ("unreachable", lambda: b""),
}
PUT_UP_WITH = {
    "200,000 items": (2000, lambda: sent(rss("".join(map(item, range(200_000)))))),
    "one bad byte": (2, lambda: response(rss(item("#") + item(2)).encode().replace(b"#", b"\xfe"))),
    "wrong charset": (
        1,
        lambda: response(
            rss(item(1), '<?xml version="1.0" encoding="big5"?>').encode("gb18030"),
            "Content-Type: text/xml; charset=utf-8",
        ),
    ),
    "nulls": (2, lambda: sent(rss(item("\0&#0;1") + "\0" * 100_000 + item(2)))),
    "surrogates": (1, lambda: sent(rss(item("&#xD800;&#xDFFF;1")))),
    "deep HTML": (1, lambda: sent(rss(item(1, f"<description><![CDATA[{'<div>' * 50_000}")))),
}  # fmt: skip


def peak_memory():
    # Not ru_maxrss: Linux hands a parent's peak on to the child it starts.
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) * 1024


@pytest.fixture(scope="module")
def server():
    with running() as server:
        server.drip("/endless", OK + b"\r\n", b"x" * 1000, every=0.01)
        yield server


@pytest.fixture(scope="module")
def worker():
    with Isolated() as worker:
        yield worker


def bring(worker, server, path):
    began = time.monotonic()
    try:
        return worker.run(
            gather,
            server.url(path),
            NOW,
            allow=server.allow,
            limits=QUICK if path == "/endless" else LIMITS,
            timeout=TIMEOUT,
        )
    finally:
        assert time.monotonic() - began < TIMEOUT + 2


@pytest.mark.parametrize("name", ERRORS)
def test_a_feed_that_misbehaves_costs_one_error(worker, server, name):
    code, answer = ERRORS[name]
    path = "/" + name.replace(" ", "-")
    if answer:
        server.put(path, answer())
    with pytest.raises(FeedError) as error:
        bring(worker, server, path)
    assert error.value.code == code


@pytest.mark.parametrize("name", PUT_UP_WITH)
def test_a_feed_that_is_merely_odd_is_read(worker, server, name):
    count, answer = PUT_UP_WITH[name]
    server.put("/odd", answer())
    assert len(bring(worker, server, "/odd").items) == count


def test_good_feeds_arrive_beside_bad_ones_in_a_small_worker(worker, server):
    for number in range(50):
        server.put(f"/good/{number}", GOOD[number % len(GOOD)])
    names = list(ERRORS)
    for number in range(50):
        found = bring(worker, server, f"/good/{number}")
        assert isinstance(found, Gathered)
        assert found.items
        assert found.response.body == b""
        if number % 10 == 0:
            name = names[number // 10]
            with pytest.raises(FeedError):
                bring(worker, server, "/" + name.replace(" ", "-"))
    assert worker.run(peak_memory, timeout=5) < MEMORY < 500_000_000


def test_nothing_new_brings_nothing(worker, server):
    server.put("/same", response(b"", status="304 Not Modified"))
    found = worker.run(
        gather,
        server.url("/same"),
        NOW,
        etag='"v1"',
        allow=server.allow,
        limits=LIMITS,
        timeout=TIMEOUT,
    )
    assert found.response.not_modified
    assert found.items == ()
