"""Kill the worker again and again by the clock, and look at what it leaves.

    python bench/killing.py [times=200]

Each time an empty site with forty loopback feeds gets a `manage.py worker --once`, which
is killed (SIGKILL) at a moment of its run; the moments are spread over the whole of a
run that was left alone, a little at random. Then: is anything half stored, does any of
its processes live on, and does the next run end with what the unkilled run had? SQLite
in a directory of its own; with DATABASE_URL a PostgreSQL database of its own.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.live.feed_server import running
from tests.live.workshop import Workshop, family, is_alive, put_feeds

FEEDS = 40  # of 14 items; enough that most of a run is bringing them in


def measured(site) -> float:
    """Seconds that a worker takes which nobody disturbs."""
    began = time.monotonic()
    site.worker().wait()
    return time.monotonic() - began


def kill_at(site, seconds: float) -> tuple[bool, float]:
    """Whether a new worker died of being killed after *seconds*; how long its processes
    outlived it, in seconds, 60 at most."""
    worker = site.worker()
    ends = time.monotonic() + seconds
    seen: set[int] = set()
    while (left := ends - time.monotonic()) > 0:
        seen |= set(family(worker.pid))
        time.sleep(min(0.02, left))
    seen |= set(family(worker.pid))
    worker.kill()
    died, ended = worker.wait() == -9, time.monotonic()
    others = seen - {worker.pid}
    while any(map(is_alive, others)) and time.monotonic() < ended + 60:
        time.sleep(0.02)
    return died, time.monotonic() - ended


def main() -> None:
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    told: Counter[str] = Counter()
    stored: Counter[int] = Counter()
    longest = 0.0
    with (
        tempfile.TemporaryDirectory() as directory,
        running() as server,
        Workshop(Path(directory), server) as site,
    ):
        feeds = put_feeds(server, FEEDS)
        site.do("prepare", feeds=feeds)
        length = measured(site)
        whole = site.do("state")
        print(f"undisturbed: {length:.1f} s, {sum(whole['items'].values())} items")
        rolls = random.Random(8)
        for number in range(times):
            site.do("prepare", feeds=feeds)
            moment = length * 1.1 * (number + rolls.random()) / times
            died, outlived = kill_at(site, moment)
            longest = max(longest, outlived)
            told["killed"] += died
            told["came to its end first"] += not died
            stored[sum(site.do("state")["items"].values())] += 1
            if wrong := site.do("broken"):
                told["half stored"] += 1
                print(f"after {moment:.2f} s: {wrong}")
            site.do("free")
            site.do("run")
            if site.do("broken") or site.do("state") != whole:
                told["not completed"] += 1
                print(f"after {moment:.2f} s: the next run did not complete it")
            if number % 20 == 19:
                print(f"{number + 1} of {times}", flush=True)
    for what in ("killed", "came to its end first"):
        print(f"{what}: {told[what]}")
    for what in ("half stored", "not completed"):
        print(f"{what}: {told[what]}")
    print(f"its processes outlived it by {longest:.1f} s at most")
    none, all_of_it = stored[0], stored[sum(whole["items"].values())]
    between = times - none - all_of_it
    print(
        f"when it died it had stored nothing {none} times, some of it {between}"
        f" times, all of it {all_of_it} times"
    )


if __name__ == "__main__":
    main()
