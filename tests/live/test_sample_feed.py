"""The replaying sample feed and the worker that polls it."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.live import sample_feed
from articles.live.incoming import Brought
from articles.live.refresh import Askers, refresh_due
from articles.live.sample import SampleFeed
from articles.models import Feed, FeedItem, LiveStory
from tests import make

LINES = [
    "@ city: 甲城|乙城",
    "! {city}产值{n:100-199}亿元",
    "= 产值{n}亿元：{city}",
    "{p:0.1-9.9}%",
]
NOW = datetime(2025, 6, 9, 3, 40, tzinfo=UTC)


def due(now):
    with Askers() as askers:
        return refresh_due(now, askers)


@pytest.fixture
def feed(db, settings):
    settings.DEBUG = True  # the sample replays in development only
    return Feed.objects.create(
        source=make.source("示例快讯"),
        kind=Feed.Kind.SAMPLE,
        title="示例快讯",
        next_check_at=NOW,
    )


def test_each_tick_has_one_item_always_the_same():
    sample = SampleFeed(LINES)
    assert sample.flash(8) == SampleFeed(LINES).flash(8)
    assert sample.flash(8) != sample.flash(10)


def test_slots_are_filled_and_rewordings_tell_the_same_values():
    sample = SampleFeed(LINES)
    told, again = sample.flash(2), sample.flash(3)
    assert told.is_important
    assert "{" not in told.text
    assert again.text.startswith("产值")
    assert told.text[2:] == f"产值{again.text[2:5]}亿元"


def test_a_day_of_the_shipped_replay_repeats_no_guid_and_leaves_no_slot_open():
    sample = SampleFeed(
        sample_feed.SAMPLE_FILE.read_text(encoding="utf-8").splitlines()
    )
    flashes = [sample.flash(tick) for tick in range(4320)]
    assert len({flash.guid for flash in flashes}) == 4320
    assert not [flash for flash in flashes if "{" in flash.text or not flash.text]
    assert len({flash.text for flash in flashes}) > 4000


def test_the_replay_brings_a_new_item_every_twenty_seconds(feed):
    due(NOW)
    before = FeedItem.objects.count()
    assert due(NOW + timedelta(seconds=1)) == 0
    assert due(NOW + timedelta(seconds=20)) == 1
    assert FeedItem.objects.count() == before + 1


def test_after_a_pause_the_replay_catches_up_without_repeating(feed):
    due(NOW)
    assert due(NOW + timedelta(minutes=5)) == 15
    texts = list(FeedItem.objects.values_list("guid", flat=True))
    assert len(texts) == len(set(texts))


def test_a_feed_that_cannot_be_read_keeps_its_error_and_others_carry_on(
    feed, monkeypatch
):
    other = Feed.objects.create(
        source=make.source("另一示例"),
        kind=Feed.Kind.SAMPLE,
        title="另一示例",
        next_check_at=NOW - timedelta(minutes=1),
    )

    def broken_once(asked, now):
        if asked == other:
            raise FileNotFoundError("feed.txt")
        return Brought([make.incoming("甲厂投产", NOW)], NOW + timedelta(seconds=20))

    monkeypatch.setattr(sample_feed, "brought", broken_once)
    assert due(NOW) == 1
    other.refresh_from_db()
    assert (other.failures, other.last_error) == (1, "feed.txt")
    assert other.next_check_at > NOW


def test_an_inactive_feed_is_left_alone(feed):
    Feed.objects.update(is_active=False)
    assert due(NOW) == 0


def test_the_worker_does_what_is_due_and_exits(feed):
    Feed.objects.update(next_check_at=timezone.now())
    out = StringIO()
    call_command("worker", once=True, stdout=out)
    assert int(out.getvalue()) == FeedItem.objects.count() > 0
    assert LiveStory.objects.exists()


def test_the_sample_does_not_replay_in_production(feed, settings):
    settings.DEBUG = False
    assert due(NOW) == 0
