"""Old items leave the tables new ones are compared by; nothing anybody cites is lost."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles.live import arriving, editing, retention, rewording
from articles.live.regrouping import regroup
from articles.models import (
    Chore,
    Comparison,
    FeedDay,
    FeedItem,
    ItemVersion,
    LiveClock,
    LiveStory,
    RarePair,
)
from tests import make

pytestmark = pytest.mark.django_db

NOW = make.MONDAY
OLD = NOW - timedelta(days=40)
BEFORE = retention.horizon(NOW, 30)


def hot():
    return FeedItem.objects.filter(is_archived=False)


def test_what_is_old_leaves_and_what_is_young_stays():
    old = make.flash("样本港恢复通航", OLD)
    young = make.flash("样品区夜间公交增开十条线", NOW - timedelta(days=29))
    done = retention.all_batches(BEFORE)
    assert list(hot()) == [young]
    assert set(RarePair.objects.values_list("item", flat=True)) == {young.pk}
    assert (done.items, done.pairs > 0) == (1, True)
    old.refresh_from_db()
    assert old.text == "样本港恢复通航"
    assert not retention.all_batches(BEFORE)


def test_the_last_day_kept_is_kept_whole():
    at = BEFORE
    kept = make.flash("样本港恢复通航", at)
    gone = make.flash("样品区公交增开十条线", at - timedelta(seconds=1))
    retention.all_batches(BEFORE)
    assert list(hot()) == [kept]
    assert not RarePair.objects.filter(item=gone).exists()


def test_old_addresses_days_and_merged_links_still_work(client):
    into = make.flash("样本港恢复通航", OLD).story
    gone = make.flash("样品区公交增开十条线", OLD, outlet="江北快讯").story
    editing.merge(gone, into, make.editor())
    retention.all_batches(BEFORE)
    html = client.get(into.get_absolute_url()).content.decode()
    assert "样本港恢复通航" in html
    assert "样品区公交增开十条线" in html
    assert client.get(gone.get_absolute_url()).url == into.get_absolute_url()
    day = client.get(reverse("live"), {"day": f"{OLD:%Y-%m-%d}"}).content.decode()
    assert "样本港恢复通航" in day


def test_a_guid_seen_before_does_not_come_in_again():
    item = make.incoming("样本港恢复通航", OLD, guid="n1")
    arriving.take_in(make.feed(), [item])
    retention.all_batches(BEFORE)
    assert arriving.take_in(make.feed(), [item]).new == 0
    assert FeedItem.objects.count() == 1


def test_labels_versions_and_doubts_stay():
    a = make.flash("样本港恢复通航", OLD, guid="a")
    b = make.flash("样品区公交增开十条线", OLD)
    answered = {"answer": False, "answered_at": NOW}
    Comparison.objects.create(a=a, b=b, probability=0.3, **answered)
    words = make.incoming("样本港全面恢复通航", OLD + timedelta(minutes=5), guid="a")
    rewording.take(a.feed, [words])
    retention.all_batches(BEFORE)
    assert Comparison.objects.count() == ItemVersion.objects.count() == 1


def test_an_editor_may_still_correct_what_is_archived(client):
    story = make.flash("样本港恢复通航", OLD).story
    other = make.flash("样品区公交增开十条线", OLD).story
    retention.all_batches(BEFORE)
    editing.merge(other, story, make.editor())
    assert LiveStory.objects.get(pk=story.pk).items_count == 2


def test_a_rebuild_leaves_the_archive_as_it_is():
    make.flash("样本港恢复通航", OLD)
    retention.all_batches(BEFORE)
    assert regroup() == (0, 0)
    assert not RarePair.objects.exists()


def test_nothing_readers_see_moves():
    make.flash("样本港恢复通航", OLD)
    before = LiveClock.objects.now()
    retention.all_batches(BEFORE)
    assert LiveClock.objects.now() == before


def test_the_same_words_long_after_are_other_news():
    old = make.flash("A股三大指数收盘涨跌不一", OLD)
    retention.all_batches(BEFORE)
    new = make.flash("A股三大指数收盘涨跌不一", OLD + timedelta(hours=1))
    assert new.story_id != old.story_id  # what is archived is not compared


def test_batches_are_bounded_and_each_is_whole(monkeypatch):
    """Killed after any batch, the next run goes on with what is left."""
    monkeypatch.setattr(retention, "ITEMS", 7)
    monkeypatch.setattr(retention, "PAIRS", 50)
    make.flashes(20, OLD)
    pairs = RarePair.objects.count()
    first = retention.batch(BEFORE)
    assert first.items == 7
    assert 50 <= first.pairs < 120
    assert RarePair.objects.count() == pairs - first.pairs
    rest = retention.all_batches(BEFORE)
    assert (rest.items, rest.pairs) == (13, pairs - first.pairs)
    assert not hot().exists()
    assert not RarePair.objects.exists()


def test_counts_of_days_long_past_go_too():
    feed = make.feed()
    FeedDay.objects.add(feed, NOW - timedelta(days=400), checks=1)
    FeedDay.objects.add(feed, NOW - timedelta(days=40), checks=1)
    assert retention.all_batches(BEFORE).feed_days == 1
    assert FeedDay.objects.count() == 1


class TestOnceADay:
    def test_a_worker_takes_one_batch_a_turn_until_it_is_done(self, monkeypatch):
        monkeypatch.setattr(retention, "ITEMS", 3)
        make.flashes(5, OLD)
        assert retention.turn(NOW).items == 3
        assert retention.turn(NOW).items == 2
        assert not retention.turn(NOW)
        make.flashes(1, OLD)
        assert not retention.turn(NOW + timedelta(hours=23))
        assert retention.turn(NOW + timedelta(hours=25)).items == 1

    def test_two_workers_never_do_the_same(self):
        assert Chore.objects.claim("retention", NOW)
        assert not Chore.objects.claim("retention", NOW)

    def test_who_died_at_it_leaves_it_to_the_next(self):
        Chore.objects.claim("retention", NOW)
        assert Chore.objects.claim("retention", NOW + timedelta(minutes=11))

    def test_a_look_that_finds_nothing_to_do_writes_nothing(
        self, django_assert_num_queries
    ):
        retention.turn(NOW)
        with django_assert_num_queries(1):
            assert not retention.turn(NOW)

    def test_the_worker_does_it(self):
        make.flash("样本港恢复通航", OLD)
        call_command("worker", once=True, stdout=StringIO())
        assert not hot().exists()


class TestCommand:
    def retain(self, **options):
        out = StringIO()
        call_command("retain", stdout=out, **options)
        return out.getvalue()

    def test_a_dry_run_counts_and_changes_nothing(self):
        make.flash("样本港恢复通航", timezone.now() - timedelta(days=10))
        assert "1 items would be archived" in self.retain(days=5, dry_run=True)
        assert hot().exists()
        assert "1 items archived" in self.retain(days=5)
        assert not hot().exists()

    def test_the_setting_says_how_long(self, settings):
        make.flash("样本港恢复通航", timezone.now() - timedelta(days=10))
        assert "0 items" in self.retain()
        settings.LIVE_KEEP_DAYS = 5
        assert "1 items" in self.retain()

    @pytest.mark.parametrize("days", [2, 0, -1])
    def test_fewer_days_than_items_are_compared_over_are_refused(self, days):
        with pytest.raises(CommandError, match="from 3"):
            self.retain(days=days)
