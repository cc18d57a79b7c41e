"""Milliseconds to read a flash and to judge a pair: python bench/speed.py DIRECTORY."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from articles.live.files import Shelf
from articles.live.judge import judge_readings
from articles.live.labels import candidate_pairs, load_day, load_pairs
from articles.live.reading import read


def main(directory: Path) -> None:
    if not (directory / "flash_pairs.jsonl").exists():
        print(f"No labelled pairs in {directory}: nothing measured.")
        return
    pairs = load_pairs(directory / "flash_pairs.jsonl")
    flashes = [r.flash for pair in pairs for r in (pair.a, pair.b)]
    days = [load_day(path) for path in sorted(directory.glob("flash_day_*.jsonl"))]
    within = [pair for day in days for pair in candidate_pairs(day)]
    judge_readings(pairs[0].a, pairs[0].b)

    _say("read a flash", len(flashes), lambda: [read(f) for f in flashes])
    for name, chosen in (("labelled pairs", pairs), ("pairs within days", within)):
        judged = [(pair.a, pair.b) for pair in chosen]
        _say(
            f"judge {name}",
            len(judged),
            lambda j=judged: [judge_readings(*p) for p in j],
        )
    items = [(n, r.flash) for day in days for n, r in day.readings.items()]

    def place() -> None:
        shelf = Shelf()
        for item, (_, flash) in enumerate(items):
            shelf.place(item, read(flash))

    _say("read and place an item in memory", len(items), place)


def _say(what: str, count: int, work) -> None:
    best = min(_timed(work) for _ in range(3))
    print(f"{what}: {best / count * 1000:.3f} ms, {count / best:.0f} a second")


def _timed(work) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "labels"))
