"""Place stored items anew, after a rule of the judge changed."""

from collections.abc import Iterator

from django.db import transaction
from django.db.models import Count, F

from articles.live import grouping
from articles.live.tables import reading_of
from articles.models import FeedItem, LiveClock, LiveStory

MACHINE = (
    "story",
    "key",
    "is_linked",
    "placed_like",
    "placed_because",
    "placed_probability",
)


def regroup(since=None) -> tuple[int, int]:
    """Place every item received *since* then (an aware time; all if None) again.

    In the order they came, each seeing only what came before it, so the same rules
    give the same stories. What an editor placed stays where it is. A story keeps its
    address as long as its first item leads one; an emptied story points to where its
    news went. Returns how many items were looked at and how many moved.
    """
    looked = moved = 0
    for rows in _batches(since):
        with transaction.atomic():
            LiveClock.objects.lock()
            moved += _place_again(rows, LiveClock.objects.tick())
        looked += len(rows)
    with transaction.atomic():
        LiveClock.objects.lock()
        _tidy(LiveClock.objects.tick())
    return looked, moved


def _batches(since) -> Iterator[list[FeedItem]]:
    # The archive stays as it is: what it was compared by is gone.
    hot = FeedItem.objects.filter(is_archived=False)
    items = hot.select_related("feed").order_by("pk")
    if since:
        items = items.filter(received_at__gte=since)
    last = 0
    while rows := list(items.filter(pk__gt=last)[: grouping.BATCH]):
        yield rows
        last = rows[-1].pk


def _place_again(rows: list[FeedItem], version: int) -> int:
    """Place *rows* again and return how many went to another story."""
    before = {row.pk: row.story_id for row in rows}
    for row in rows:
        row.key = grouping.key_of(reading_of(row))
    decided = grouping.decide(rows, version)
    stories = _stories_of_their_own(one for one in decided if one.born)
    for one in decided:
        if not one.item.placed_by_editor:
            grouping.settle(one, stories.get(one.story, one.story))
            one.item.placed_like_id = one.placement.because
    FeedItem.objects.bulk_update(rows, MACHINE)
    grouping.keep_pairs(decided)
    grouping.keep_doubts(decided, {})
    changed = [row for row in rows if before[row.pk] != row.story_id]
    touched = {story for row in changed for story in (before[row.pk], row.story_id)}
    grouping.recount(touched, version)
    return len(changed)


def _stories_of_their_own(born) -> dict[int, int]:
    """The pk of the story each of *born* begins: the one it led before, else a new one."""
    born = list(born)
    led = dict(
        LiveStory.objects.filter(lead__in=[one.item.pk for one in born]).values_list(
            "lead_id", "pk"
        )
    )
    LiveStory.objects.filter(pk__in=led.values()).update(merged_into=None)
    new = [one for one in born if one.item.pk not in led]
    LiveStory.objects.bulk_create([one.born for one in new])
    LiveStory.objects.bulk_set_leads([(one.item.pk, one.born.pk) for one in new])
    return {one.story: led.get(one.item.pk) or one.born.pk for one in born}


def _tidy(version: int) -> None:
    """Point emptied stories to where their lead went; give the others a lead they have."""
    emptied = (
        LiveStory.objects.filter(merged_into=None)
        .annotate(n=Count("items"))
        .filter(n=0)
    )
    for story in emptied.select_related("lead"):
        story.merged_into_id, story.version = story.lead.story_id, version
        story.save(update_fields=["merged_into", "version"])
    strayed = LiveStory.objects.filter(merged_into=None).exclude(lead__story=F("pk"))
    for story in strayed:
        story.lead, story.version = story.items.order_by("pk").first(), version
        story.save(update_fields=["lead", "version"])
