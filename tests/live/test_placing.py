"""Where items go on the site: joined with reasons, never twice, rebuilt the same."""

from datetime import UTC, timedelta

import pytest
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from articles.live import grouping
from articles.live.regrouping import regroup
from articles.models import Comparison, Feed, FeedItem, LiveClock, LiveStory, RarePair
from tests import make

pytestmark = pytest.mark.django_db

RELEASE = "国家统计局：5月份规模以上工业增加值同比增长5.8%"
REWORDED = "5月规模以上工业增加值同比增5.8%，国家统计局今日公布"
SIBLING = "国家统计局：5月份规模以上工业增加值环比增长0.6%"
LONGER = (
    "国家统计局：5月份规模以上工业增加值同比增长5.8%。分三大门类看，采矿业增长5.7%，"
    "制造业增长6.2%，电力热力燃气及水生产和供应业增长2.2%；装备制造业增长9.0%，"
    "高技术制造业增长8.6%，分别快于全部规模以上工业3.2和2.8个百分点。"
)


def stories():
    """Which items are together, by their texts."""
    groups = {}
    for item in FeedItem.objects.order_by("pk"):
        groups.setdefault(item.story_id, set()).add(item.text)
    return sorted(sorted(texts) for texts in groups.values())


def test_a_reworded_repeat_joins_and_says_why():
    first = make.flash(RELEASE)
    again = make.flash(REWORDED, make.MONDAY + timedelta(minutes=4), outlet="江北快讯")
    assert again.story == first.story
    assert again.placed_like == first
    assert "5.8%" in again.placed_because
    assert again.placed_probability > 0.5
    assert (again.story.items_count, again.story.sources_count) == (2, 2)


def test_the_sibling_of_a_release_is_a_story_of_its_own():
    assert make.flash(RELEASE).story != make.flash(SIBLING).story


def test_one_instant_is_no_time_apart_in_whatever_zone_it_is_written():
    first = make.flash("甲厂投产")
    again = make.flash(
        "甲厂今日正式投产", make.MONDAY.astimezone(UTC), outlet="江北快讯"
    )
    assert again.story == first.story


def test_items_of_one_batch_see_each_other():
    grouping.place(
        make.feed(), [make.incoming(text) for text in (RELEASE, SIBLING, REWORDED)]
    )
    assert stories() == sorted([sorted([RELEASE, REWORDED]), [SIBLING]])


def test_one_batch_and_many_give_the_same_stories():
    texts = [RELEASE, SIBLING, REWORDED, RELEASE + "。"]
    grouping.place(make.feed("甲社"), [make.incoming(text) for text in texts])
    together = stories()
    later = make.MONDAY + timedelta(days=30)
    for text in texts:
        make.flash(text, later, outlet="乙社")
    apart = {}
    for item in FeedItem.objects.filter(feed__title="乙社"):
        apart.setdefault(item.story_id, set()).add(item.text)
    assert sorted(sorted(group) for group in apart.values()) == together


def test_a_longer_telling_is_linked_and_draws_nothing_to_itself():
    first = make.flash(RELEASE)
    longer = make.flash(LONGER, make.MONDAY + timedelta(minutes=9), outlet="江北快讯")
    assert longer.story == first.story
    assert longer.is_linked
    part = make.flash(
        "5月份高技术制造业增加值增长8.6%", make.MONDAY + timedelta(minutes=12)
    )
    assert part.story != first.story


@pytest.mark.parametrize(
    ("judging", "together"), [("normal", True), ("exact", False), ("never", False)]
)
def test_a_feed_says_how_its_items_are_judged(judging, together):
    make.feed("江北快讯", judging=judging)
    first = make.flash(RELEASE)
    assert (make.flash(REWORDED, outlet="江北快讯").story == first.story) == together


def test_exact_only_joins_the_same_words_and_never_joins_nothing():
    first = make.flash(RELEASE)
    make.feed("江北快讯", judging="exact")
    make.feed("江西快讯", judging="never")
    assert make.flash(RELEASE + "！", outlet="江北快讯").story == first.story
    assert make.flash(RELEASE, outlet="江西快讯").story != first.story
    assert make.flash(RELEASE, outlet="江东快讯").story == first.story


def test_news_older_than_two_days_is_no_candidate():
    first = make.flash(RELEASE)
    late = make.flash(REWORDED, make.MONDAY + timedelta(hours=49))
    assert late.story != first.story


def test_what_the_judge_is_unsure_of_is_asked_and_kept_apart(monkeypatch):
    from articles.live import groups
    from articles.live.judge import UNSURE, Verdict

    doubt = Verdict(0.4, UNSURE, ("难以断定",))
    monkeypatch.setattr(groups, "judge_readings", lambda *_: doubt)
    first, second = make.flash(RELEASE), make.flash(REWORDED)
    assert first.story != second.story
    asked = Comparison.objects.unanswered().get()
    assert (asked.a, asked.b, asked.reasons) == (first, second, "难以断定")


def test_every_item_can_be_found_by_its_rare_pairs():
    item = make.flash(RELEASE)
    assert RarePair.objects.filter(item=item).count() > 8


def test_the_cost_of_a_batch_does_not_grow_with_its_length(
    django_assert_max_num_queries,
):
    make.flash(RELEASE)
    items = [
        make.incoming(f"{city}样品线投产，年产{n}万件")
        for n, city in enumerate("甲乙丙丁戊己庚")
    ]
    with django_assert_max_num_queries(24):
        grouping.place(make.feed(), items)


def test_rebuilding_by_the_same_rules_changes_nothing():
    for text in (RELEASE, SIBLING, REWORDED, LONGER, "甲厂投产"):
        make.flash(text)
    before = dict(FeedItem.objects.values_list("pk", "story_id"))
    assert regroup() == (5, 0)
    assert dict(FeedItem.objects.values_list("pk", "story_id")) == before


def test_rebuilding_by_new_rules_moves_items_and_old_addresses_lead_on(
    client, monkeypatch
):
    from articles.live import tables

    with monkeypatch.context() as blind:
        blind.setattr(tables.Tables, "candidates", lambda self, reading: [])
        first, second = make.flash(RELEASE), make.flash(REWORDED)
    assert first.story != second.story

    call_command("regroup_stories")
    second.refresh_from_db()
    assert second.story == first.story
    old = LiveStory.objects.exclude(pk=first.story_id).get()
    assert client.get(old.get_absolute_url()).url == first.story.get_absolute_url()
    assert LiveStory.objects.shown().count() == 1

    with monkeypatch.context() as blind:
        blind.setattr(tables.Tables, "candidates", lambda self, reading: [])
        regroup()
    second.refresh_from_db()
    assert second.story == old
    assert LiveStory.objects.shown().count() == 2
    assert client.get(old.get_absolute_url()).status_code == 200


def test_a_rebuild_moves_the_live_list_on(monkeypatch):
    make.flash(RELEASE)
    before = LiveClock.objects.now()
    regroup()
    assert LiveClock.objects.now() > before


class AnyOrder(TestCase):
    """Hypothesis: what is joined does not hang on the order or on being told twice."""

    TEXTS = (RELEASE, REWORDED, SIBLING, "甲厂投产", "乙厂投产", "甲厂今日正式投产")

    @settings(max_examples=25, deadline=None)
    @given(order=st.permutations(range(len(TEXTS))))
    def test_the_same_items_in_any_order_give_the_same_stories(self, order):
        feed, other = make.feed("甲社"), make.feed("乙社")
        moment = make.MONDAY - timedelta(days=40)
        plain = [make.incoming(text, moment) for text in self.TEXTS]
        grouping.place(feed, plain)
        shuffled = [make.incoming(self.TEXTS[n], make.MONDAY) for n in order]
        grouping.place(other, shuffled)
        grouping.place(other, shuffled)
        assert self.groups(feed) == self.groups(other)

    @staticmethod
    def groups(feed: Feed):
        found = {}
        for item in feed.items.all():
            found.setdefault(item.story_id, set()).add(item.text)
        return {frozenset(texts) for texts in found.values()}
