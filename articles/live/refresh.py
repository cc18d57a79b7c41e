"""Bring in what is due: the meeting point of feeds and grouping."""

import logging
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path

from articles.live import grouping
from articles.live.incoming import Incoming
from articles.live.sample import TICK, SampleFeed
from articles.models import Feed, Source

logger = logging.getLogger(__name__)

SAMPLE_FILE = Path(__file__).resolve().parent.parent / "sample" / "feed.txt"
# The sample outlet whose rewordings show how repeats are joined.
ECHO = "示例电讯"
# After a pause (a laptop that slept) the replay catches up this far and no further.
CATCH_UP = 90
RETRY = timedelta(minutes=5)


def refresh_due(now: datetime) -> int:
    """Refresh every feed that is due at *now*; return how many items were new."""
    return sum(refresh(feed, now) for feed in Feed.objects.due(now))


def refresh(feed: Feed, now: datetime) -> int:
    """Store what is new in *feed* at *now* and return how many items that was.

    A feed that cannot be read is a fact about the feed: it is kept on its row, and the
    other feeds carry on.
    """
    try:
        items = sample_items(feed, now)
    except OSError as error:
        logger.warning("feed %s: %s", feed.pk, error)
        feed.record_failure(error, now + RETRY)
        return 0
    added = grouping.place(feed, items)
    feed.record_success(now, _time_of(_tick(now) + 1))
    return added


def sample_items(feed: Feed, now: datetime) -> list[Incoming]:
    """The sample items of the ticks since the feed was last read, oldest first."""
    last = _tick(now)
    first = last - CATCH_UP + 1
    if feed.last_success_at:
        first = max(first, _tick(feed.last_success_at) + 1)
    echo = Source.objects.filter(name=ECHO).values_list("pk", flat=True).first()
    return [_incoming(tick, echo) for tick in range(first, last + 1)]


def _incoming(tick: int, echo: int | None) -> Incoming:
    flash = _sample().flash(tick)
    told_at = _time_of(tick)
    return Incoming(
        guid=flash.guid,
        text=flash.text,
        told_at=told_at,
        received_at=told_at,
        precision="second",
        is_important=flash.is_important,
        source_id=echo if flash.is_reworded else None,
    )


@lru_cache(maxsize=1)
def _sample() -> SampleFeed:
    return SampleFeed(SAMPLE_FILE.read_text(encoding="utf-8").splitlines())


def _tick(moment: datetime) -> int:
    return int(moment.timestamp()) // TICK


def _time_of(tick: int) -> datetime:
    return datetime.fromtimestamp(tick * TICK, UTC)
