"""Store feed items and place each in the live story whose news it tells.

The meeting point of the pure judge and the tables: `groups` decides, this module keeps
what was decided and why, and moves the live list on.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Case, Count, IntegerField, Max, Min, Value, When

from articles.live import candidates, groups
from articles.live.incoming import Incoming
from articles.live.judge import Verdict
from articles.live.reading import Reading
from articles.live.tables import Tables, minute_of, pair_number, reading_of
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
    """An item with the story it goes to, and what the judge said on the way."""

    item: FeedItem
    reading: Reading
    story: LiveStory
    is_born: bool
    like: FeedItem | None = None
    verdict: Verdict | None = None
    is_linked: bool = False
    doubtful: tuple[tuple[FeedItem, Verdict], ...] = ()


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


def decide(rows: Sequence[FeedItem], version: int) -> list[Decided]:
    """Return which story each of *rows* goes to, in their order; nothing is stored."""
    tables = Tables()
    born: dict[int, LiveStory] = {}
    decided = []
    for row in rows:
        reading = reading_of(row)
        placement = groups.place(reading, tables.asking_for(row))
        name = tables.add(placement, reading)
        if placement.story is None:
            born[name] = LiveStory(told_at=row.told_at, born=version, version=version)
        decided.append(
            Decided(
                item=row,
                reading=reading,
                story=born.get(name) or tables.story(name),
                is_born=placement.story is None,
                like=None
                if placement.because is None
                else tables.item(placement.because),
                verdict=placement.verdict,
                is_linked=placement.linked,
                doubtful=tuple((tables.item(n), v) for n, v in placement.doubtful),
            )
        )
    return decided


def _store(decided: list[Decided], version: int) -> None:
    """Store new items with the stories they begin or join, and the evidence."""
    born = [one for one in decided if one.is_born]
    LiveStory.objects.bulk_create([one.story for one in born])
    for one in decided:
        settle(one)
    FeedItem.objects.bulk_create([one.item for one in decided])
    later = [one for one in decided if one.like and one.item.placed_like_id is None]
    for one in later:  # like an item of this very batch, which had no pk until now
        one.item.placed_like = one.like
    FeedItem.objects.bulk_update([one.item for one in later], ["placed_like"])
    LiveStory.objects.bulk_set_leads([(one.item.pk, one.story.pk) for one in born])
    keep_pairs(decided)
    keep_doubts(decided)
    recount({one.story.pk for one in decided}, version)


def settle(one: Decided) -> None:
    """Write on the item of *one* where it goes and why."""
    item = one.item
    item.story_id = one.story.pk
    item.is_linked = one.is_linked
    item.placed_like_id = one.like.pk if one.like else None
    item.placed_because = "；".join(one.verdict.reasons) if one.verdict else ""
    item.placed_probability = one.verdict.probability if one.verdict else None


def keep_pairs(decided: Iterable[Decided]) -> None:
    """Make the items findable by their rare pairs; those kept already stay."""
    rows = [
        (pair_number(pair), minute_of(one.item), one.item.pk)
        for one in decided
        for pair in candidates.keys(one.reading)
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {RarePair._meta.db_table} (pair, minute, item_id)"  # noqa: S608
            " VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            rows,
        )


def keep_doubts(decided: Iterable[Decided]) -> None:
    """Ask an editor about the pairs the judge was unsure of."""
    Comparison.objects.bulk_create(
        (
            Comparison(
                a=min(one.item, other, key=lambda item: item.pk),
                b=max(one.item, other, key=lambda item: item.pk),
                origin=Comparison.Origin.UNSURE,
                probability=verdict.probability,
                reasons="；".join(verdict.reasons),
            )
            for one in decided
            for other, verdict in one.doubtful
        ),
        ignore_conflicts=True,
    )


def recount(story_ids: Iterable[int], version: int) -> None:
    """Bring counts, time and importance of stories up to date with their items."""
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
