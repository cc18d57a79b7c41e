"""The process of a `workshop.Workshop`: one line of JSON in, one line of JSON out."""

import json
import os
import signal
import sys


def prepare(feeds):
    """An empty site with *feeds*, (address, source) each, all of them due."""
    from django.core.management import call_command

    from articles.live import feeding
    from tests import emptying

    with emptying.allowed():
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
