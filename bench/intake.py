"""How long reading and storing pages takes: python bench/intake.py

Prints seconds (best of three) and peak memory for the sample page and for pages of the
largest size that may be pasted, read from text and from HTML.
"""

import platform
import resource
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from articles.intake.page import IntakeError  # noqa: E402
from articles.intake.read import read  # noqa: E402

CAPTURED = datetime(2025, 6, 9, 23, 59, tzinfo=ZoneInfo("Asia/Shanghai"))
HEAD = "样品标题 后半句\n\n样品社 某甲 2025-06-07 10:00:00\n\n正文一段。\n\n实时资讯\n"


def live_rows(count):
    clock = ((23 * 60 + 59 - n * 1440 // count) % 1440 for n in range(count))
    return (
        (f"{m // 60:02}:{m % 60:02}", f"第{n}号样品线同比增长{n % 97}.3%")
        for n, m in enumerate(clock)
    )


def pages():
    for name in ("page.txt", "page.html"):
        yield name, (ROOT / "articles/sample" / name).read_bytes()
    rows = list(live_rows(100_000))
    yield (
        "100,000 live rows, text",
        (HEAD + "".join(f"{t}\n{x}\n" for t, x in rows)).encode(),
    )
    listed = "".join(f"<li><span>{t}</span><a>{x}</a></li>" for t, x in rows)
    html = f"<h1>样品标题</h1><p>正文一段。</p><h2>实时资讯</h2><ul>{listed}</ul>"
    yield "100,000 live rows, HTML", html.encode()
    yield (
        "20 MB of paragraphs, text",
        (HEAD.split("实时")[0] + "一段样品正文。\n\n" * 900_000).encode()[: 20 << 20],
    )
    yield "20 MB on one line", (HEAD + "字" * (6_900_000)).encode()


def main():
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}"
    )
    for name, raw in pages():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            try:
                page = read(raw, CAPTURED)
                told = f"{len(page.paragraphs)} paragraphs, {len(page.live)} rows"
            except IntakeError as error:
                told = str(error)
            times.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{name:28} {min(times):7.3f} s  peak so far {peak:4} MB  {told}")


if __name__ == "__main__":
    main()
