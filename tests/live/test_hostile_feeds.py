"""One address that misbehaves costs one error; fifty good ones beside it all arrive."""

import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.live.errors import FeedError
from articles.live.fetch import Limits
from articles.live.gather import Gathered, ask, read
from articles.live.isolate import MEMORY, Isolated
from tests.live.feed_server import response, running
from tests.live.hostile import ERRORS, GOOD, OK, PUT_UP_WITH

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
LIMITS = Limits(seconds=10)
QUICK = Limits(seconds=0.5)
TIMEOUT = 20.0


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


def bring(worker, server, path, **conditions):
    """What the product makes of *path*: asked here, read in *worker*."""
    began = time.monotonic()
    try:
        asked = ask(
            server.url(path),
            NOW,
            allow=server.allow,
            limits=QUICK if path == "/endless" else LIMITS,
            **conditions,
        )
        with asked.body:
            return worker.run(
                read, asked.response, None, NOW, body=asked.body, timeout=TIMEOUT
            )
    finally:
        assert time.monotonic() - began < LIMITS.seconds + TIMEOUT + 2


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
    found = bring(worker, server, "/same", etag='"v1"')
    assert found.response.not_modified
    assert found.items == ()
