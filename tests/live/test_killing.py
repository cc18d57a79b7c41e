"""A worker killed at any moment leaves nothing half stored; the next one completes it."""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.live.feed_server import response, running
from tests.live.workshop import Workshop, family, is_alive

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="processes are looked up in /proc"
)

KILLS = 20
PLACES = "甲乙丙丁戊己庚辛壬癸"


def flash_feed(number):
    """Ten news of its own, three that all feeds have, and one that all reword."""
    own = [
        f"{place}市{number}号产业园开工，总投资{number}{n}亿元"
        for n, place in enumerate(PLACES)
    ]
    shared = [f"央行开展{n}亿元7天期逆回购操作" for n in (100, 230, 570)]
    reworded = [f"国家统计局：5月份全国城镇调查失业率为5.{0}%" + "。！；"[number % 3]]
    told = timezone.localtime() - timedelta(hours=1)
    items = "".join(
        f"<item><guid>{n}</guid><title>{text}</title>"
        f"<pubDate>{told + timedelta(minutes=n):%a, %d %b %Y %H:%M:%S} +0800</pubDate></item>"
        for n, text in enumerate(own + shared + reworded)
    )
    body = f'<rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
    return response(body.encode(), f'ETag: "v{number}"')


def put_feeds(server, count=4):
    return [
        (server.put(f"/{number}", flash_feed(number)), f"第{number}社")
        for number in range(count)
    ]


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
