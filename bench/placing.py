"""How fast items are placed, and whether a long archive makes it slower.

    python bench/placing.py [DIRECTORY] [--archive 10000 100000 1000000] [--postgres URL]

Fills a database of its own with archived items, then places 2,000 more in batches of
250, as a worker does that comes back to busy feeds, and prints items per second and the
time per item. DIRECTORY holds flash_stream.jsonl.gz, real flashes; without it flashes
are made up from the sample feed's templates. SQLite lies in a temporary directory; on
PostgreSQL a database is created and dropped.
"""

import argparse
import gzip
import hashlib
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

PLACED, BATCH = 2000, 250
# Flashes an hour, day and night: twice what five real 7×24 sources brought together.
AN_HOUR = 40


def known_texts(directory: Path | None) -> list[str]:
    if directory:
        with gzip.open(
            directory / "flash_stream.jsonl.gz", "rt", encoding="utf-8"
        ) as lines:
            return [json.loads(line)[3] for line in lines]
    from articles.live.sample import SampleFeed
    from articles.live.sample_feed import SAMPLE_FILE

    sample = SampleFeed(SAMPLE_FILE.read_text(encoding="utf-8").splitlines())
    return [sample.flash(tick).text for tick in range(40_000)]


def fill(feed, known: list[str], count: int, started: datetime) -> None:
    """Archive *count* items at AN_HOUR, each a story of its own, findable by its pairs.

    Counted back from the end, so that what lies just before the placed items is the
    same however long the archive is; an earlier round of the same texts has other
    figures. Written in bulk: how they were placed does not matter for what comes after.
    """
    from django.db import connection

    from articles.live.reading import Flash, read
    from articles.live.tables import day_of, minute_of, pair_numbers
    from articles.models import FeedItem, LiveStory, RarePair

    other_figures = str.maketrans("0123456789", "3816294750")
    pairs: dict[
        int, list[int]
    ] = {}  # figures are in no pair, so each round has the same
    for start in range(0, count, 5000):
        rows, found = [], []
        stories = LiveStory.objects.bulk_create(
            LiveStory(
                told_at=started, born=0, version=0, items_count=1, sources_count=1
            )
            for _ in range(min(5000, count - start))
        )
        for number, story in enumerate(stories, start):
            rounds, place = divmod(number - count, len(known))
            text = known[place]
            if place not in pairs:
                pairs[place] = pair_numbers(read(Flash(text)))
            for _ in range(-1 - rounds):
                text = text.translate(other_figures)
            told_at = started + timedelta(hours=number / AN_HOUR)
            rows.append(
                FeedItem(
                    feed=feed,
                    source_id=feed.source_id,
                    guid=f"a{number}",
                    text=text,
                    key=hashlib.sha256(f"{number}".encode()).hexdigest(),
                    told_at=told_at,
                    received_at=told_at,
                    story=story,
                )
            )
            found.append(pairs[place])
        FeedItem.objects.bulk_create(rows)
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO {RarePair._meta.db_table} (day, pair, minute, item_id)"
                " VALUES (%s, %s, %s, %s)",
                [
                    (day_of(minute_of(row)), pair, minute_of(row), row.pk)
                    for row, numbers in zip(rows, found, strict=True)
                    for pair in numbers
                ],
            )


def place(feed, known: list[str], started: datetime) -> list[float]:
    """Place PLACED items in batches; return the seconds per item of each batch."""
    from articles.live import grouping
    from articles.live.incoming import Incoming

    seconds = []
    for start in range(0, PLACED, BATCH):
        items = []
        for number in range(start, start + BATCH):
            told_at = started + timedelta(hours=number / AN_HOUR)
            items.append(Incoming(f"p{number}", known[number], told_at, told_at))
        begun = time.perf_counter()
        grouping.place(feed, items)
        seconds.append((time.perf_counter() - begun) / BATCH)
    return seconds


def measure(archive: int, directory: Path | None) -> float:
    from django.db import connection

    from articles.models import Feed, Source

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        outlet = Source.objects.create(name="bench")
        feed = Feed.objects.create(source=outlet, kind=Feed.Kind.PAGE, title="bench")
        known, started = known_texts(directory), datetime(2020, 1, 1, tzinfo=UTC)
        fill(feed, known, archive, started)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        else:
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA optimize")
        seconds = place(feed, known, started + timedelta(hours=archive / AN_HOUR))
    finally:
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )
    middle = statistics.median(seconds)
    print(
        f"{connection.vendor:10} archive {archive:>9,}: "
        f"{PLACED / (sum(seconds) * BATCH):6.0f} items/s, "
        f"median {middle * 1000:.2f} ms an item, slowest batch {max(seconds) * 1000:.2f}",
        flush=True,
    )
    return middle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path)
    parser.add_argument(
        "--archive", nargs="+", type=int, default=[10_000, 100_000, 1_000_000]
    )
    parser.add_argument(
        "--unsearched",
        action="store_true",
        help="leave the search index out, to see what writing it costs",
    )
    parser.add_argument("--postgres", help="a URL; the database named is not touched")
    asked = parser.parse_args()
    os.environ["DEBUG"] = "1"
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATA_DIR"] = folder
        os.environ["DATABASE_URL"] = (
            asked.postgres or f"sqlite:///{folder}/bench.sqlite3"
        )
        import django

        django.setup()
        if asked.unsearched:
            from articles import search

            search.index_items = lambda items: None
        from django.conf import settings
        from django.db import connection

        if (
            connection.vendor == "sqlite"
        ):  # a file, as in service; tests would use memory
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{folder}/placing.sqlite3"
        print(
            f"{platform.python_implementation()} {platform.python_version()}, "
            f"{platform.machine()}, {os.cpu_count()} cores; "
            f"{'real flashes' if asked.directory else 'sample flashes'}"
        )
        times = [measure(archive, asked.directory) for archive in asked.archive]
        print(f"longest archive against the shortest: {times[-1] / times[0]:.2f} times")


if __name__ == "__main__":
    main()
