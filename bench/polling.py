"""What an idle reader costs: the poll that finds nothing new, at several lengths of list.

    python bench/polling.py [stories …]     10000 and 100000 when none are named

Prints the one query of such a poll, the plan the database makes for it, and how many
polls a second one process answers, through the whole WSGI application with all its
middleware; then the same for /api/live, with the ETag it gave and without. (PostgreSQL
reads a table of one row without its index; SQLite goes by the key.) SQLite in a directory of
its own; with DATABASE_URL a PostgreSQL database of its own.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
SECONDS = 5.0
BATCH = 5_000
DATABASE_URL = os.environ.get("DATABASE_URL", "")
NAME = f"polling_{os.getpid()}"


def fill(stories: int) -> None:
    """Rows as a feed would leave them, without the judging: a minute apart."""
    from django.db import transaction

    from articles.models import Feed, FeedItem, LiveClock, LiveStory, Source

    source, _ = Source.objects.get_or_create(name="样社")
    feed, _ = Feed.objects.get_or_create(source=source, kind="page", title="样社")
    there = LiveStory.objects.count()
    now = datetime.now(UTC)
    for start in range(there, stories, BATCH):
        with transaction.atomic():
            version = LiveClock.objects.tick()
        numbers = range(start, min(start + BATCH, stories))
        rows = LiveStory.objects.bulk_create(
            LiveStory(
                told_at=now - timedelta(minutes=stories - n),
                born=version,
                version=version,
                items_count=1,
                sources_count=1,
            )
            for n in numbers
        )
        items = FeedItem.objects.bulk_create(
            FeedItem(
                feed=feed,
                source=source,
                guid=str(n),
                text=f"第{n}号样品批次通过检验",
                told_at=row.told_at,
                received_at=row.told_at,
                key=str(n),
                story=row,
            )
            for n, row in zip(numbers, rows, strict=True)
        )
        LiveStory.objects.bulk_set_leads([(item.pk, item.story_id) for item in items])


def ask(application, address: str, **headers: str) -> tuple[int, dict[str, str]]:
    """One GET through *application*, as a server would make it."""
    path, _, query = address.partition("?")
    told: list = []
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "HTTP_HOST": "127.0.0.1",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **headers,
    }
    answer = application(environ, lambda *start: told.extend(start))
    for _ in answer:
        pass
    answer.close()
    return int(told[0].split()[0]), dict(told[1])


def report(application, address: str, expected: int, **headers: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        status, _ = ask(application, address, **headers)
    if status != expected:
        raise SystemExit(f"{address} answered {status}")
    print(f"  GET {address}: {status}, {len(asked)} queries")
    for query in asked.captured_queries:
        print(f"    {query['sql']}")
        for line in plan(query["sql"]):
            print(f"      {line}")
    count, began, worked = 0, time.perf_counter(), time.process_time()
    while (spent := time.perf_counter() - began) < SECONDS:
        ask(application, address, **headers)
        count += 1
    cpu = 1e6 * (time.process_time() - worked) / count
    print(f"    {count / spent:,.0f} a second; {cpu:.0f} µs of processor time each")


def plan(sql: str) -> list[str]:
    from django.db import connection

    lite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {'QUERY PLAN ' if lite else ''}{sql}")
        return [str(row[-1]) for row in cursor.fetchall()]


def main() -> None:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from articles.models import LiveClock
    from newsroom.wsgi import application

    call_command("migrate", verbosity=0)
    for stories in map(int, sys.argv[1:] or ("10000", "100000")):
        fill(stories)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        now = LiveClock.objects.now()
        print(f"{stories:,} stories on {connection.vendor}")
        report(application, f"/live/news/?since={now}", 204)
        _, headers = ask(application, f"/api/live?since={now}")
        etag = headers["ETag"]
        report(application, f"/api/live?since={now}", 304, HTTP_IF_NONE_MATCH=etag)
        report(application, f"/api/live?since={now}", 200)
    connection.close()


def apart() -> None:
    """Run `main` on a database of its own that goes afterwards."""
    os.environ |= {"DEBUG": "0", "HTTPS": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    os.environ |= {"SECRET_KEY": "for a bench only " * 4}
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    with tempfile.TemporaryDirectory() as directory:
        os.environ["DATA_DIR"] = directory
        if not DATABASE_URL:
            return main()
        import psycopg

        with psycopg.connect(DATABASE_URL, autocommit=True) as admin:
            admin.execute(f'CREATE DATABASE "{NAME}"')
            os.environ["DATABASE_URL"] = DATABASE_URL.rsplit("/", 1)[0] + f"/{NAME}"
            try:
                main()
            finally:
                admin.execute(f'DROP DATABASE "{NAME}" WITH (FORCE)')


if __name__ == "__main__":
    apart()
