"""What an archive weighs in the tables items are placed by, and what taking it out costs.

    python bench/retention.py [--items 100000] [--keep 30] [--postgres URL]

Fills a database of its own with archived items at 40 an hour, counts rows and bytes of
the hot tables and indexes, takes out what is older than --keep days in a worker's
batches, and counts again. Sample flashes; nothing is downloaded. On PostgreSQL a database
is created and dropped.
"""

import argparse
import os
import platform
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

HOT = ("articles_rarepair", "item_hot_by_key", "item_hot_by_time")


def sizes(connection) -> dict[str, int]:
    """Bytes of the hot tables (with their indexes) and indexes, and of all there is."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "VACUUM FULL"
            )  # what deletes leave is reused, not given back
            found = {}
            for name in HOT:
                cursor.execute("SELECT pg_total_relation_size(%s)", [name])
                found[name] = cursor.fetchone()[0]
            cursor.execute("SELECT pg_database_size(current_database())")
            return found | {"everything": cursor.fetchone()[0]}
        cursor.execute(
            "SELECT m.tbl_name, s.name, sum(s.pgsize) FROM dbstat s"
            " LEFT JOIN sqlite_master m ON m.name = s.name GROUP BY 1, 2"
        )
        found = dict.fromkeys((*HOT, "everything"), 0)
        for table, name, size in cursor.fetchall():
            found["everything"] += size
            for hot in {table, name} & set(HOT):
                found[hot] += size
        return found


def say(when: str, connection) -> None:
    from articles.models import FeedItem, RarePair

    pairs, items = RarePair.objects.count(), FeedItem.objects
    hot = items.filter(is_archived=False).count()
    print(f"{when}: {items.count():,} items, {hot:,} of them hot, {pairs:,} rare pairs")
    for name, size in sizes(connection).items():
        print(f"    {name:18} {size / 2**20:8.1f} MB")


def measure(count: int, keep: int) -> None:
    from django.db import connection
    from placing import AN_HOUR, fill, known_texts, place

    from articles.live import retention
    from articles.models import Feed, Source

    outlet = Source.objects.create(name="bench")
    feed = Feed.objects.create(source=outlet, kind=Feed.Kind.PAGE, title="bench")
    known, started = known_texts(None), datetime(2020, 1, 1, tzinfo=UTC)
    fill(feed, known, count, started)
    end = started + timedelta(hours=count / AN_HOUR)
    say("before", connection)
    before = retention.horizon(end, keep)
    seconds, done = [], retention.Retained()
    while True:
        begun = time.perf_counter()
        some = retention.batch(before)
        seconds.append(time.perf_counter() - begun)
        if not some:
            break
        done += some
    print(
        f"taken out: {done.items:,} items and {done.pairs:,} pairs in"
        f" {sum(seconds):.1f} s, {len(seconds)} batches, the slowest"
        f" {max(seconds) * 1000:.0f} ms"
    )
    say("after", connection)
    each = place(feed, known, end)
    print(f"placing 2,000 more: {sum(each) / len(each) * 1000:.2f} ms an item")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=100_000)
    parser.add_argument("--keep", type=int, default=30)
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
        from django.conf import settings
        from django.db import connection

        if connection.vendor == "sqlite":  # a file, as in service
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{folder}/kept.sqlite3"
        connection.creation.create_test_db(
            verbosity=0, autoclobber=True, serialize=False
        )
        print(
            f"{connection.vendor}, {platform.python_implementation()}"
            f" {platform.python_version()}, {os.cpu_count()} cores"
        )
        try:
            measure(asked.items, asked.keep)
        finally:
            connection.creation.destroy_test_db(
                connection.settings_dict["NAME"], verbosity=0
            )


if __name__ == "__main__":
    main()
