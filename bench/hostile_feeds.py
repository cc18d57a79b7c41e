"""What each hostile document costs the worker that reads it: seconds and megabytes.

    python bench/hostile_feeds.py [name …]

Every document is built, parsed and made into arrivals inside one `Isolated` worker,
as the product does it, with a deadline of 45 s and the product's memory limit.
"""

from __future__ import annotations

import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.live.errors import FeedError
from articles.live.isolate import MEMORY, Isolated
from articles.live.items import arrivals
from articles.live.parse import parse

NOW = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
M = 1024 * 1024
DEADLINE = 45


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


def main() -> None:
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
