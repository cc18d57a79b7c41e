"""Old items leave the tables that new ones are compared by, and stay where they are cited.

An item's row never moves: its address, its story, versions, receipts, labels and the
page it was pasted in all point to it. What grows is the index of rare pairs, 32 rows an
item; those of old days go. `is_archived` takes an item out of the partial indexes that
placing looks in, and keeps a rebuild from bringing its pairs back.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from articles.live.tables import day_of
from articles.models import Chore, FeedDay, FeedItem, RarePair

# What one transaction takes: writers of a busy site wait for it some tens of milliseconds.
ITEMS = 1000
PAIRS = 20_000
# Days of counts behind the health page, which shows a week.
FEED_DAYS = timedelta(days=90)
CHORE = "retention"


@dataclass
class Retained:
    """How much left the hot tables: items archived, rare pairs and day counts dropped."""

    items: int = 0
    pairs: int = 0
    feed_days: int = 0

    def __bool__(self):
        return bool(self.items or self.pairs or self.feed_days)

    def __add__(self, other):
        return Retained(
            self.items + other.items,
            self.pairs + other.pairs,
            self.feed_days + other.feed_days,
        )


def horizon(now: datetime, days: int) -> datetime:
    """What was told before this leaves: the midnight, in UTC, *days* days before *now*."""
    day = now.astimezone(UTC) - timedelta(days=days)
    return day.replace(hour=0, minute=0, second=0, microsecond=0)


def due(before: datetime) -> Retained:
    """How much would leave if all told before *before* did."""
    return Retained(
        _items(before).count(), _pairs(before).count(), _feed_days(before).count()
    )


def batch(before: datetime) -> Retained:
    """Take out a bounded part of what is due; nothing when there is no more.

    Each step is a transaction of its own and says by itself what is left, so that it
    may be killed at any moment and is gone on with by whoever comes next.
    """
    return Retained(
        _archive(before), _drop_pairs(before), _feed_days(before).delete()[0]
    )


def all_batches(before: datetime) -> Retained:
    done = Retained()
    while some := batch(before):
        done += some
    return done


def turn(now: datetime) -> Retained:
    """A worker's share: one batch, if there is one to do today and nobody else is at it."""
    if not Chore.objects.claim(CHORE, now):
        return Retained()
    done = batch(horizon(now, settings.LIVE_KEEP_DAYS))
    Chore.objects.finish(CHORE, now if done else now + timedelta(days=1))
    return done


def _items(before: datetime):
    return FeedItem.objects.filter(is_archived=False, told_at__lt=before)


def _pairs(before: datetime):
    return RarePair.objects.filter(day__lt=_day(before))


def _feed_days(before: datetime):
    return FeedDay.objects.filter(day__lt=(before - FEED_DAYS).date())


def _day(before: datetime) -> int:
    return day_of(int(before.timestamp()) // 60)


def _archive(before: datetime) -> int:
    oldest = _items(before).order_by("told_at").values_list("pk", flat=True)[:ITEMS]
    with transaction.atomic():
        return FeedItem.objects.filter(pk__in=list(oldest)).update(is_archived=True)


def _drop_pairs(before: datetime) -> int:
    """Drop up to PAIRS rows of the oldest day, and what has the same pair as the last."""
    table = RarePair._meta.db_table
    oldest = RarePair.objects.order_by("day").values_list("day", flat=True).first()
    if oldest is None or oldest >= _day(before):
        return 0
    pairs = RarePair.objects.filter(day=oldest).order_by("pair")
    last = pairs.values_list("pair", flat=True)[PAIRS : PAIRS + 1].first()
    with connection.cursor() as cursor:
        if last is None:
            cursor.execute(f"DELETE FROM {table} WHERE day = %s", [oldest])  # noqa: S608
        else:
            cursor.execute(
                f"DELETE FROM {table} WHERE day = %s AND pair <= %s",  # noqa: S608
                [oldest, last],
            )
        return cursor.rowcount
