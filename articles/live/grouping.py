"""Store feed items and place each in the live story whose news it tells.

The meeting point of the pure judge and the tables: `groups` decides, this module keeps
what was decided and why, and moves the live list on.
"""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Max, Min, Value, When

from articles import search
from articles.live import groups
from articles.live.incoming import Incoming
from articles.live.reading import Reading
from articles.live.tables import Tables, day_of, minute_of, pair_numbers, reading_of
from articles.models import (
    Comparison,
    Feed,
    FeedItem,
    Intake,
    LiveClock,
    LiveStory,
    RarePair,
)

# Few enough for one IN (…) on every database, many enough to spare round trips.
BATCH = 250


@dataclass(eq=False)
class Decided:
    """An item with the story it goes to, and what the judge said on the way.

    *born* is the story it begins, None where it joins one; *story* names it as Tables
    does, and so do *like* and *doubtful* name items.
    """

    item: FeedItem
    reading: Reading
    placement: groups.Placement
    story: int
    born: LiveStory | None


def key_of(reading: Reading) -> str:
    """The exact comparison key; after changing it, run `regroup_stories`."""
    return hashlib.sha256(reading.key.encode(errors="replace")).hexdigest()


def place(feed: Feed, items: Iterable[Incoming], intake: Intake | None = None) -> int:
    """Store those of *items* that *feed* has not given before; return how many.

    All of them are stored and placed, or none. Items of one call see each other, in
    the order given. The live list moves on by one version if anything was new.
    """
    rows = [_row(feed, item, intake) for item in items]
    for row in rows:
        row.key = key_of(reading_of(row))  # the slow part, before anybody waits for us
    with transaction.atomic():
        # One placement at a time, in whatever process: two workers that bring the same
        # news at once would otherwise not see each other's item.
        LiveClock.objects.lock()
        fresh = _not_given_before(feed, rows)
        if fresh:
            version = LiveClock.objects.tick()
            for start in range(0, len(fresh), BATCH):
                _store(decide(fresh[start : start + BATCH], version), version)
    return len(fresh)


def _row(feed: Feed, item: Incoming, intake: Intake | None) -> FeedItem:
    return FeedItem(
        feed=feed,
        source_id=item.source_id or feed.source_id,
        guid=item.guid,
        text=item.text,
        url=item.url,
        summary=item.summary,
        image=item.image,
        printed=item.printed,
        updated=item.updated,
        told_at=item.told_at,
        precision=item.precision,
        date_assumed=item.date_assumed,
        is_future_clamped=item.is_future_clamped,
        received_at=item.received_at,
        is_important=item.is_important,
        intake=intake,
        line=item.line,
    )


def _not_given_before(feed: Feed, rows: Sequence[FeedItem]) -> list[FeedItem]:
    by_guid: dict[str, FeedItem] = {}
    for row in rows:
        by_guid.setdefault(row.guid, row)
    guids = list(by_guid)
    for start in range(0, len(guids), BATCH):
        batch = guids[start : start + BATCH]
        for guid in feed.items.filter(guid__in=batch).values_list("guid", flat=True):
            del by_guid[guid]
    return list(by_guid.values())


def decide(
    rows: Sequence[FeedItem], version: int, stays: Collection[int] = ()
) -> list[Decided]:
    """Return which story each of *rows* goes to, in their order; nothing is stored.

    An editor's word stands, whatever the judge thinks: on items placed by one, and on
    those *stays* names, by pk.
    """
    tables = Tables(rows)
    decided = []
    for row in rows:
        reading = reading_of(row)
        tables.asking_for(row)
        if row.placed_by_editor or row.pk in stays:
            placement = groups.Placement(row.story_id, None, None, row.is_linked)
        else:
            placement = groups.place(reading, tables)
        story = tables.add(placement, reading)
        born = None
        if placement.story is None:
            born = LiveStory(told_at=row.told_at, born=version, version=version)
        decided.append(Decided(row, reading, placement, story, born))
    return decided


def _store(decided: list[Decided], version: int) -> None:
    """Store new items with the stories they begin or join, and the evidence."""
    born = [one for one in decided if one.born]
    LiveStory.objects.bulk_create([one.born for one in born])
    stories = {one.story: one.born.pk for one in born}
    for one in decided:
        settle(one, stories.get(one.story, one.story))
    FeedItem.objects.bulk_create([one.item for one in decided])
    LiveStory.objects.bulk_set_leads([(one.item.pk, one.born.pk) for one in born])
    names = {-1 - place: one.item.pk for place, one in enumerate(decided)}
    _set_likes(decided, names)
    keep_pairs(decided)
    search.index_items(one.item for one in decided)
    keep_doubts(decided, names)
    recount({one.item.story_id for one in decided}, version)


def settle(one: Decided, story: int) -> None:
    """Write on the item of *one* where it goes and why."""
    item, verdict = one.item, one.placement.verdict
    item.story_id = story
    item.is_linked = one.placement.linked
    item.placed_because = "；".join(verdict.reasons) if verdict else ""
    item.placed_probability = verdict.probability if verdict else None


def _set_likes(decided: Iterable[Decided], names: dict[int, int]) -> None:
    """Write which item each is like, now that those of the batch have a pk as well."""
    later = [one for one in decided if one.placement.because is not None]
    for one in later:
        like = one.placement.because
        one.item.placed_like_id = names.get(like, like)
    FeedItem.objects.bulk_update([one.item for one in later], ["placed_like"])


def keep_pairs(decided: Iterable[Decided]) -> None:
    """Make the items findable by their rare pairs; those kept already stay."""
    rows = []
    for one in decided:
        minute = minute_of(one.item)
        day = day_of(minute)
        rows += [(day, pair, minute, one.item.pk) for pair in pair_numbers(one.reading)]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {RarePair._meta.db_table} (day, pair, minute, item_id)"  # noqa: S608
            " VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
            rows,
        )


def keep_doubts(decided: Iterable[Decided], names: dict[int, int]) -> None:
    """Ask an editor about the pairs the judge was unsure of."""
    doubts = [
        (*sorted((one.item.pk, names.get(other, other))), verdict)
        for one in decided
        for other, verdict in one.placement.doubtful
    ]
    Comparison.objects.bulk_create(
        (
            Comparison(
                a_id=a,
                b_id=b,
                origin=Comparison.Origin.UNSURE,
                probability=verdict.probability,
                reasons="；".join(verdict.reasons),
            )
            for a, b, verdict in doubts
        ),
        ignore_conflicts=True,
    )


def recount(story_ids: Collection[int], version: int) -> None:
    """Bring counts, time and importance of stories up to date with their items.

    An emptied story counts none and keeps the time it had.
    """
    important = Case(
        When(is_important=True, then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    counted = (
        FeedItem.objects.filter(story_id__in=story_ids)
        .values("story_id")
        .annotate(
            items=Count("pk"),
            sources=Count("source", distinct=True),
            at=Min("told_at"),
            important=Max(important),
        )
        .order_by()
    )
    rows = [
        (
            row["items"],
            row["sources"],
            row["at"],
            bool(row["important"]),
            version,
            row["story_id"],
        )
        for row in counted
    ]
    LiveStory.objects.bulk_recount(rows)
    if len(rows) < len(story_ids):
        emptied = set(story_ids) - {row[-1] for row in rows}
        LiveStory.objects.filter(pk__in=emptied).update(
            items_count=0, sources_count=0, version=version
        )
