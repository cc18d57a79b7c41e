"""The replaying sample feed by the clock: what it brings at a look."""

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from articles.live.incoming import Brought, Incoming
from articles.live.sample import TICK, SampleFeed
from articles.models import Feed, Source

SAMPLE_FILE = Path(__file__).resolve().parent.parent / "sample" / "feed.txt"
# The sample outlet whose rewordings show how repeats are joined.
ECHO = "示例电讯"
# After a pause (a laptop that slept) the replay catches up this far and no further.
CATCH_UP = 90


def brought(feed: Feed, now: datetime) -> Brought:
    """The items of the ticks since *feed* was last read, oldest first."""
    last = _tick(now)
    first = last - CATCH_UP + 1
    if feed.last_success_at:
        first = max(first, _tick(feed.last_success_at) + 1)
    echo = Source.objects.filter(name=ECHO).values_list("pk", flat=True).first()
    items = [_incoming(tick, echo) for tick in range(first, last + 1)]
    return Brought(items, _time_of(last + 1))


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
