"""A site of its own, in processes of its own: what dies there dies for real.

`Workshop` is what a test or a bench holds; `python -m tests.live.workshop` is the
process at its other end, which answers one line of JSON with one line of JSON.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]
DATABASE_URL = os.environ.get("DATABASE_URL", "")


class Workshop:
    """A throw-away site in *directory*, whose feeds are those of *server*."""

    def __init__(self, directory: Path, server, **environment: str):
        self.database = ""
        kept = {k: v for k, v in os.environ.items() if k != "CACHE_URL"}
        self.environment = {
            **kept,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "1",
            "DATA_DIR": str(directory),
            "FETCH_ALLOW": server.allow,
            **environment,
        }
        if DATABASE_URL:
            self._make_database(f"workshop_{os.getpid()}")
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.live.workshop"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        if self.database:
            self._sql(f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)')

    def do(self, name: str, **arguments):
        """What the function *name* below gives in the workshop's own process."""
        self._process.stdin.write(json.dumps([name, arguments]) + "\n")
        self._process.stdin.flush()
        told = self._process.stdout.readline()
        if not told:
            raise RuntimeError(f"the workshop died of {name}")
        return json.loads(told)

    def worker(self) -> subprocess.Popen:
        """`manage.py worker --once`, begun."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "worker", "--once"],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _make_database(self, name: str) -> None:
        self.database = name
        self._sql(f'CREATE DATABASE "{name}"')
        parts = urlsplit(DATABASE_URL)._replace(path=f"/{name}")
        self.environment["DATABASE_URL"] = urlunsplit(parts)

    @staticmethod
    def _sql(statement: str) -> None:
        import psycopg

        with psycopg.connect(DATABASE_URL, autocommit=True) as connection:
            connection.execute(statement)


def family(pid: int) -> list[int]:
    """*pid* and every process that came of it, as far as it is known now."""
    found = [pid]
    for parent in found:
        path = Path(f"/proc/{parent}/task")
        for task in path.glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
    return found


def is_alive(pid: int) -> bool:
    """Whether *pid* still runs; a zombie that nobody has waited for does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def memory(pids: list[int]) -> int:
    """Bytes that *pids* hold between them; what they share counts once (PSS)."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        lines = (line.split() for line in rollup.splitlines())
        total += sum(int(line[1]) * 1024 for line in lines if line[0] == "Pss:")
    return total


# --- In the workshop's own process ----------------------------------------------------


def prepare(feeds):
    """An empty site with *feeds*, (address, source) each, all of them due."""
    from django.core.management import call_command

    from articles.live import feeding

    call_command("flush", verbosity=0, interactive=False)
    for address, source in feeds:
        feeding.add(address, source)


def free():
    """Make every turn due that a dead worker had taken, as the lease does in time."""
    from django.utils import timezone

    from articles.models import Feed

    Feed.objects.exclude(url="").filter(failures=0, last_success_at=None).update(
        next_check_at=timezone.now()
    )


def run(die_before=None):
    """Do what is due in a child that is killed before its *die_before*th statement.

    Returns how it ended, and how many statements it made if it came to its end.
    """
    from django.core.management import call_command
    from django.db import connection, connections

    from articles.live import askers

    askers.SMALL_READERS = 1  # to start them is most of what a short run costs
    connections.close_all()
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        with os.fdopen(ours) as pipe:
            told = pipe.read()
        status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        return {"status": status, "statements": int(told or 0)}

    made = 0

    def count(execute, *arguments):
        nonlocal made
        made += 1
        if made == die_before:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    try:
        with connection.execute_wrapper(count), open(os.devnull, "w") as nowhere:
            call_command("worker", once=True, stdout=nowhere)
        os.write(theirs, str(made).encode())
    finally:
        os._exit(0)


def broken():
    """What is half stored, in words; [] when nothing is."""
    from django.db.models import Count, F

    from articles.live.tables import day_of, minute_of, pair_numbers, reading_of
    from articles.models import FeedItem, LiveClock, LiveStory, RarePair

    wrong = []
    stories = LiveStory.objects.annotate(
        n=Count("items", distinct=True), s=Count("items__source", distinct=True)
    )
    for story in stories.select_related("lead"):
        if story.lead is None or story.lead.story_id != story.pk:
            wrong.append(f"story {story.pk} has no lead of its own")
        if (story.n, story.s) != (story.items_count, story.sources_count):
            wrong.append(f"story {story.pk} counts {story.items_count} of {story.n}")
        if story.n == 0:
            wrong.append(f"story {story.pk} is empty")
    for item in FeedItem.objects.all():
        minute = minute_of(item)
        wanted = {
            (day_of(minute), pair, minute) for pair in pair_numbers(reading_of(item))
        }
        kept = item.rare_pairs.values_list("day", "pair", "minute")
        if set(kept) != wanted:
            wrong.append(f"item {item.pk} cannot be found by its pairs")
    strays = RarePair.objects.exclude(item__in=FeedItem.objects.all()).count()
    late = LiveStory.objects.filter(version__gt=LiveClock.objects.now()).count()
    late += LiveStory.objects.filter(born__gt=F("version")).count()
    return wrong + [f"{strays} stray pairs"] * (strays > 0) + ["clock"] * (late > 0)


def state():
    """All that came in, apart from the order it came in."""
    from articles.models import Comparison, Feed, FeedItem, LiveClock, LiveStory

    stories = {}
    columns = ("story_id", "feed__url", "guid", "text", "is_linked")
    for story, *item in FeedItem.objects.values_list(*columns):
        stories.setdefault(story, []).append(item)
    rows = LiveStory.objects.order_by()
    doubts = Comparison.objects.values_list("a__text", "b__text")
    return {
        "stories": sorted(sorted(items) for items in stories.values()),
        "shown": sorted(
            (f"{row.told_at:%F %T}", row.items_count, row.sources_count)
            for row in rows.filter(is_important=False)
        ),
        "important": rows.filter(is_important=True).count(),
        "doubts": sorted(sorted(pair) for pair in doubts),
        "clock": LiveClock.objects.now(),
        "feeds": list(
            Feed.objects.order_by("url").values_list(
                "url", "failures", "last_error", "etag"
            )
        ),
        "items": dict(
            sorted(
                (url, feed_items(url))
                for url in Feed.objects.values_list("url", flat=True)
            )
        ),
    }


def feed_items(url) -> int:
    from articles.models import FeedItem

    return FeedItem.objects.filter(feed__url=url).count()


def serve() -> None:
    import django
    from django.core import management

    django.setup()
    management.call_command("migrate", verbosity=0)
    known = {f.__name__: f for f in (prepare, free, run, broken, state)}
    for line in sys.stdin:
        name, arguments = json.loads(line)
        print(json.dumps(known[name](**arguments)), flush=True)


if __name__ == "__main__":
    serve()
