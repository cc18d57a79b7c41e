"""A real worker among servers that misbehave in every way we know, all at once."""

import subprocess
import sys

import pytest

from articles.live.feed_wording import SENTENCES
from tests.live.feed_server import running
from tests.live.hostile import Crowd
from tests.live.workshop import Workshop, family, memory

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="memory is looked up in /proc"
)

MOST_MEMORY = 500_000_000


def peak_of(worker):
    """Bytes that *worker* and its processes held at most, sampled until it ends."""
    peak = 0
    while True:
        peak = max(peak, memory(family(worker.pid)))
        try:
            worker.wait(0.05)
            return peak
        except subprocess.TimeoutExpired:
            continue


def begins(code):
    """What the sentence of *code* begins with, up to what differs each time."""
    return str(SENTENCES[code]).split("%(")[0]


def test_fifty_good_feeds_come_in_beside_every_kind_of_bad_one(tmp_path):
    with running() as server, Workshop(tmp_path, server, FETCH_SECONDS="6") as site:
        crowd = Crowd(server)
        site.do("prepare", feeds=crowd.feeds())
        peak = peak_of(site.worker())
        told, wrong = site.do("state"), site.do("broken")

    assert wrong == []
    stored = told["items"]
    assert {url: stored[url] for url in crowd.items} == crowd.items
    # Eight drips held their askers; the others went on asking meanwhile.
    assert crowd.ended_before.count(0) > 10
    rows = {url: (failures, error) for url, failures, error, _ in told["feeds"]}
    for url, code in crowd.bad.items():
        failures, error = rows[url]
        if code is None:
            assert (failures, error) == (0, ""), url
            assert stored[url] > 0, url
        else:
            assert failures == 1, url
            assert begins(code) in error, url
            assert "\n" not in error
    assert all(rows[url] == (0, "") for url in crowd.items)
    assert 0 < peak < MOST_MEMORY
