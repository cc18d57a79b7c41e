"""What each hostile document costs the worker that reads it: seconds and megabytes.

    python bench/hostile_feeds.py [name …]     each document alone
    python bench/hostile_feeds.py together     servers and documents, all at once
    python bench/hostile_feeds.py everything   the same, and each document at full size

Alone, every document is built, parsed and made into arrivals inside one `Isolated`
worker, as the product does it, under the product's deadline and memory limit.

Together, one `manage.py worker --once` with its real limits meets a server that has
twenty addresses that drip until the 30 s are over, one that sends without end, bombs,
loops and every kind of bad document, and fifty good feeds. What is printed: its seconds, the
most memory it and its processes held between them (PSS, sampled), and what it stored.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.live.errors import FeedError
from articles.live.isolate import MEMORY, Isolated
from articles.live.items import arrivals
from articles.live.parse import parse
from tests.live.feed_server import response, running
from tests.live.hostile import Crowd
from tests.live.workshop import Workshop, family, memory

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
M = 1024 * 1024
DEADLINE = 15  # READING_SECONDS of articles.live.askers, which needs Django
DRIPS = 20


def rss(inside: str) -> str:
    return f'<rss version="2.0"><channel><title>t</title>{inside}</channel></rss>'


def items(count: int, html: str = "") -> str:
    cell = "<item><guid>{0}</guid><title>央行公告第{0}号</title>{1}</item>"
    told = f"<description>{html}</description>" if html else ""
    return rss("".join(cell.format(number, told) for number in range(count)))


def many(piece: str, count: int, before: str = "<rss><item><title>") -> str:
    return before + piece * count


DOCUMENTS = {
    "fifty good items": lambda: items(50, "&lt;p&gt;今日公告&lt;/p&gt;"),
    "2,000 items of 7 kB": lambda: items(2000, f"<![CDATA[{'<p>公告</p>' * 500}]]>"),
    "200,000 items": lambda: items(200_000),
    "one text of 15 MB": lambda: items(1, "央" * 5 * M),
    "50,000 attributes": lambda: rss("<item " + 'a="x" ' * 50_000 + "/>"),
    "50,000 attributes in HTML": lambda: items(
        1, "<![CDATA[<p " + " ".join(f"a{i}=x" for i in range(50_000)) + ">]]>"
    ),
    "deep nesting": lambda: rss("<item>" + "<a>" * 100_000),
    "deep nesting in HTML": lambda: items(1, f"<![CDATA[{'<div>' * 100_000}]]>"),
    "deep nesting in 500": lambda: items(500, f"<![CDATA[{'<div>' * 5_000}]]>"),
    "entity bomb": lambda: '<!DOCTYPE r [<!ENTITY a "aa">]>' + items(1, "&a;"),
    "broken, 15 MB": lambda: items(2000, "&lt;p&gt;公告 & 其他&lt;/p&gt;" * 200),
    "broken, 3 MB": lambda: items(2000, "&lt;p&gt;公告 & 其他&lt;/p&gt;" * 40),
    "opening marks": lambda: many("<", 10 * M),
    "390,000 opening marks": lambda: many("<", 390_000),
    "open quotes": lambda: many('<a "', 2 * M, "<rss>"),
    "fewer open quotes": lambda: many('<a "', 390_000, "<rss>"),
    "ampersands": lambda: many("&", 10 * M),
    "390,000 ampersands": lambda: many("&a", 390_000),
    "character references": lambda: many("&#65;", 3 * M) + "</title></item></rss>",
    "open CDATA": lambda: many("<![CDATA[", 1 * M),
    "open comments": lambda: many("<!--", 3 * M),
    "open declarations": lambda: many("<!x", 390_000),
    "open instructions": lambda: many("<?x", 500_000),
    "open DOCTYPEs": lambda: many("<!DOCTYPE x ", 1 * M, ""),
    "spaces": lambda: many(" ", 14 * M, ""),
    "NULs": lambda: many("\0", 14 * M, "<rss>"),
    "JSON, 200,000 items": lambda: (
        '{"version":"https://jsonfeed.org/version/1.1","items":['
        + ",".join(f'{{"id":"{i}","title":"x"}}' for i in range(200_000))
        + "]}"
    ),
    "JSON, five million objects": lambda: "[" + "{}," * 5 * M + "{}]",
    "JSON, deep": lambda: "[" * M,
    "JSON, one long text": lambda: '{"a":"' + "\\u5929" * 2 * M + '"}',
}


def read(name: str) -> tuple[str, float, int]:
    """Inside the worker: what became of it, in how many seconds, at what peak."""
    body = DOCUMENTS[name]().encode()
    began = time.perf_counter()
    try:
        feed = parse(body, "", "https://news.example/feed")
        told = f"{len(arrivals(feed.items, NOW))} arrivals"
    except FeedError as error:
        told = str(error)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return told, time.perf_counter() - began, peak


def together(at_full_size: dict) -> None:
    """One worker and all of them at once, those of *at_full_size* beside them."""
    with (
        tempfile.TemporaryDirectory() as directory,
        running() as server,
        Workshop(Path(directory), server) as site,
    ):
        crowd = Crowd(server, drips=DRIPS)
        for number, make in enumerate(at_full_size.values()):
            crowd.put(f"document-{number}", None, response(make().encode()))
        site.do("prepare", feeds=crowd.feeds())
        began, peak, processes = time.monotonic(), 0, 0
        worker = site.worker()
        while worker.poll() is None:
            pids = family(worker.pid)
            peak, processes = max(peak, memory(pids)), max(processes, len(pids))
            try:
                worker.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        seconds = time.monotonic() - began
        told, wrong = site.do("state"), site.do("broken")
    good = sum(told["items"][url] == n for url, n in crowd.items.items())
    failures = [failed for _, failed, _, _ in told["feeds"]]
    print(f"{len(crowd.bad)} bad feeds and {len(crowd.items)} good ones")
    print(f"{seconds:.1f} s in all, {peak / M:.0f} MB at most in {processes} processes")
    print(f"good feeds stored whole: {good}; after a drip: {sum(crowd.ended_before)}")
    print(f"one error: {failures.count(1)} feeds; more: {sum(f > 1 for f in failures)}")
    print(f"items stored: {sum(told['items'].values())}; half stored: {len(wrong)}")


def main() -> None:
    if sys.argv[1:] in (["together"], ["everything"]):
        return together(DOCUMENTS if sys.argv[1] == "everything" else {})
    print(f"worker limit {MEMORY // M} MB, deadline {DEADLINE} s")
    for name in sys.argv[1:] or DOCUMENTS:
        began = time.perf_counter()
        with Isolated() as worker:
            try:
                told, seconds, peak = worker.run(read, name, timeout=DEADLINE)
            except FeedError as error:
                told, seconds, peak = str(error), time.perf_counter() - began, 0
        print(f"{name:30} {seconds:6.2f} s {peak:4} MB  {told}", flush=True)


if __name__ == "__main__":
    main()
