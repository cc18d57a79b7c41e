"""A worker killed at any moment leaves nothing half stored; the next one completes it."""

import os
import sys
import time
from pathlib import Path

import pytest

from tests.live.feed_server import running
from tests.live.workshop import Workshop, family, is_alive, put_feeds

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked up in /proc"
)

KILLS = 20


@pytest.fixture
def site(tmp_path: Path):
    with running() as server, Workshop(tmp_path, server) as workshop:
        workshop.feeds = put_feeds(server)
        yield workshop


def test_killed_twenty_times_nothing_is_half_stored_lost_or_twice(site):
    site.do("prepare", feeds=site.feeds)
    ended = site.do("run")
    assert ended["status"] == 0
    whole = site.do("state")
    assert sum(whole["items"].values()) == 4 * 14
    assert len(whole["stories"]) == 4 * 10 + 4
    assert site.do("broken") == []

    before = []
    for kill in range(KILLS):
        site.do("prepare", feeds=site.feeds)
        moment = 1 + kill * ended["statements"] // KILLS
        assert site.do("run", die_before=moment)["status"] == -9
        assert site.do("broken") == [], moment
        before.append(sum(site.do("state")["items"].values()))
        site.do("free")
        assert site.do("run")["status"] == 0
        assert site.do("broken") == [], moment
        assert site.do("state") == whole, moment
    # They were spread: some died with nothing stored, some in the midst, some late.
    assert {0, 14, 28, 42} <= set(before)


def test_nothing_of_a_killed_worker_lives_on(site):
    site.do("prepare", feeds=site.feeds)
    worker = site.worker()
    try:
        seen = wait_for(lambda: len(family(worker.pid)) > 1 and family(worker.pid))
    finally:
        worker.kill()
        worker.wait()
    assert wait_for(lambda: not any(map(is_alive, seen)))


def wait_for(fact, seconds=20):
    """What *fact* gives once it is true; the last it gave when time is up."""
    ends = time.monotonic() + seconds
    while not (found := fact()) and time.monotonic() < ends:
        os.sched_yield()
    return found
