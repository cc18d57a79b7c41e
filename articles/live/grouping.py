"""Store feed items and place each in the live story whose news it tells."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Count, Min

from articles.live.incoming import Incoming
from articles.models import Feed, FeedItem, Intake, LiveClock, LiveStory
from articles.text import fold

# 48 h: wire copies of a morning release still arrive the next evening.
WINDOW = timedelta(hours=48)
# Few enough for one IN (…) on every database, many enough to spare round trips.
BATCH = 500


def key_of(text: str) -> str:
    """The comparison key of *text*; after changing it, run `regroup_stories`."""
    return hashlib.sha256(fold(text).encode(errors="replace")).hexdigest()


def place(feed: Feed, items: Iterable[Incoming], intake: Intake | None = None) -> int:
    """Store those of *items* that *feed* has not given before; return how many.

    All of them are stored and placed, or none. Items of one call see each other, in
    the order given. The live list moves on by one version if anything was new.
    """
    items = list(items)
    with transaction.atomic():
        version = None
        added = 0
        for start in range(0, len(items), BATCH):
            fresh = _not_given_before(feed, items[start : start + BATCH])
            if fresh and version is None:
                version = LiveClock.objects.tick()
            if fresh:
                _place_batch(feed, fresh, intake, version)
            added += len(fresh)
    return added


def _not_given_before(feed: Feed, items: Sequence[Incoming]) -> list[Incoming]:
    by_guid: dict[str, Incoming] = {}
    for item in items:
        by_guid.setdefault(item.guid, item)
    known = feed.items.filter(guid__in=by_guid).values_list("guid", flat=True)
    for guid in known:
        del by_guid[guid]
    return list(by_guid.values())


def _place_batch(feed, items: list[Incoming], intake, version: int) -> None:
    rows = [_row(feed, item, intake) for item in items]
    told = _told_before(rows)
    born, joined = [], set()
    for row in rows:
        story = next(
            (
                story
                for story, told_at in told.get(row.key, ())
                if abs(row.told_at - told_at) <= WINDOW
            ),
            None,
        )
        if story is None:
            story = LiveStory(
                told_at=row.told_at,
                born=version,
                version=version,
                items_count=1,
                sources_count=1,
                is_important=row.is_important,
            )
            born.append((story, row))
        else:
            row.placed_because = "same-words"
            joined.add(story)
        told.setdefault(row.key, []).append((story, row.told_at))
        row.story = story

    LiveStory.objects.bulk_create([story for story, _ in born])
    for row in rows:
        row.story_id = row.story.pk  # the key that bulk_create has just given it
    FeedItem.objects.bulk_create(rows)
    for story, row in born:
        story.lead = row
    LiveStory.objects.bulk_update([story for story, _ in born], ["lead"])
    recount([story.pk for story in joined], version)


def _row(feed: Feed, item: Incoming, intake: Intake | None) -> FeedItem:
    return FeedItem(
        feed=feed,
        source_id=feed.source_id,
        guid=item.guid,
        text=item.text,
        url=item.url,
        printed=item.printed,
        told_at=item.told_at,
        precision=item.precision,
        date_assumed=item.date_assumed,
        received_at=item.received_at,
        is_important=item.is_important,
        key=key_of(item.text),
        intake=intake,
        line=item.line,
    )


def _told_before(rows: list[FeedItem]) -> dict[str, list]:
    """Stories already told in the words of *rows*: key → [(story, time)], oldest first."""
    stored = (
        FeedItem.objects.filter(
            key__in={row.key for row in rows},
            told_at__gte=min(row.told_at for row in rows) - WINDOW,
            told_at__lte=max(row.told_at for row in rows) + WINDOW,
        )
        .select_related("story")
        .order_by("told_at", "pk")
    )
    told: dict[str, list] = {}
    for item in stored:
        story = item.story
        told.setdefault(item.key, []).append((story.merged_into or story, item.told_at))
    return told


def recount(story_ids: Sequence[int], version: int) -> None:
    """Bring counts, time and importance of stories up to date with their items."""
    for story in LiveStory.objects.filter(pk__in=story_ids):
        counted = story.items.aggregate(
            items=Count("pk"), sources=Count("source", distinct=True), at=Min("told_at")
        )
        story.items_count, story.sources_count = counted["items"], counted["sources"]
        story.told_at, story.version = counted["at"], version
        story.is_important = story.items.filter(is_important=True).exists()
        story.save(
            update_fields=[
                "items_count",
                "sources_count",
                "told_at",
                "version",
                "is_important",
            ]
        )
