"""How fast a search answers in a long archive.

    python bench/searching.py [DIRECTORY] [--archive 10000 100000] [--postgres URL]

Fills a database of its own with archived items, each a story, indexes them as
`manage.py reindex` does, and asks what a reader asks: the page of results through the
site's own view, counted and marked. Prints the middle and the worst of the rounds in
milliseconds, and how large the index is. DIRECTORY as for bench/placing.py.
"""

import argparse
import os
import platform
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

ROUNDS = 7
ASKED = {
    "a rare word": "茅台",
    "a common word": "同比",
    "the commonest character": "中",
    "a security": "600519",
    "a long word": "高质量发展",
    "three words": "中国 公司 增长",
    "a word without another": "美国 -特朗普",
    "nothing there": "鑫淼焱垚",
}


def measure(archive: int, directory: Path | None) -> None:
    from django.db import connection
    from django.test import Client
    from django.test.utils import setup_test_environment, teardown_test_environment

    from articles import search
    from articles.models import Feed, FeedItem, LiveStory, Source
    from bench.placing import fill, known_texts

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        outlet = Source.objects.create(name="bench")
        feed = Feed.objects.create(source=outlet, kind=Feed.Kind.PAGE, title="bench")
        fill(feed, known_texts(directory), archive, datetime(2020, 1, 1, tzinfo=UTC))
        with connection.cursor() as cursor:
            table, items = LiveStory._meta.db_table, FeedItem._meta.db_table
            cursor.execute(
                f"UPDATE {table} SET (lead_id, told_at) = (SELECT id, told_at"
                f" FROM {items} WHERE story_id = {table}.id)"
            )
        begun = time.perf_counter()
        looked, _mended = search.reindex()
        took = time.perf_counter() - begun
        print(
            f"{connection.vendor}, {looked:,} items: indexed in {took:.1f} s,"
            f" {took / looked * 1e6:.0f} µs each"
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize"
            )
        setup_test_environment()  # so that the context of an answer can be read
        client = Client()
        for name, words in ASKED.items():
            for sort in ("new", "best"):
                times = []
                for _ in range(ROUNDS):
                    begun = time.perf_counter()
                    answer = client.get(
                        "/search/", {"q": words, "kind": "live", "sort": sort}
                    )
                    times.append((time.perf_counter() - begun) * 1000)
                count = answer.context["live_count"]
                print(
                    f"  {name:26} {sort:5} {count:>7,} found: middle"
                    f" {statistics.median(times):7.1f} ms, worst {max(times):7.1f}",
                    flush=True,
                )
        teardown_test_environment()
    finally:
        connection.creation.destroy_test_db(
            connection.settings_dict["NAME"], verbosity=0
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", nargs="?", type=Path)
    parser.add_argument("--archive", nargs="+", type=int, default=[10_000, 100_000])
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

        settings.DEBUG = False  # as in service: no list of every query is kept
        settings.MIDDLEWARE = [m for m in settings.MIDDLEWARE if "whitenoise" not in m]
        settings.ALLOWED_HOSTS = ["testserver"]
        if connection.vendor == "sqlite":  # a file, as in service
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{folder}/search.sqlite3"
        print(
            f"{platform.python_implementation()} {platform.python_version()}, "
            f"{platform.machine()}, {os.cpu_count()} cores; "
            f"{'real flashes' if asked.directory else 'sample flashes'}"
        )
        for archive in asked.archive:
            measure(archive, asked.directory)


if __name__ == "__main__":
    main()
