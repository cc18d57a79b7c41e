"""The list as it stood at a past minute, whatever editors did since."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from articles.live import editing, marking
from articles.live.past import standing
from articles.live.undoing import undo
from articles.models import FeedItem, Receipt
from tests import make

pytestmark = pytest.mark.django_db

ONE, OTHER = "示例港今起恢复通航", "样本市夜间公交增开十条线"
LATER = make.MONDAY + timedelta(hours=1)


@pytest.fixture
def by():
    return make.editor()


def acted_at(receipt, moment):
    Receipt.objects.filter(pk=receipt.pk).update(at=moment)


def told(moment, **options):
    return [(row.lead.text, row.items_count) for row in standing(moment, **options)]


def test_items_that_came_later_are_not_in_it():
    make.flash(ONE)
    make.flash(ONE + "。", LATER, outlet="江北快讯")
    make.flash(OTHER, LATER)
    assert told(make.MONDAY) == [(ONE, 1)]
    assert told(LATER) == [(OTHER, 1), (ONE, 2)]
    assert told(make.MONDAY - timedelta(minutes=1)) == []


def test_a_merge_since_is_read_backwards_and_one_before_stands(by):
    into, story = make.flash(ONE).story, make.flash(OTHER, LATER).story
    receipt = editing.merge(story, into, by)
    acted_at(receipt, LATER + timedelta(hours=1))
    assert told(LATER) == [(OTHER, 1), (ONE, 1)]
    assert told(LATER + timedelta(hours=1)) == [(ONE, 2)]
    assert told(LATER + timedelta(hours=2)) == [(ONE, 2)]


def test_split_moved_and_undone_items_are_where_they_were(by):
    first = make.flash(ONE)
    repeat = make.flash(ONE + "。", make.MONDAY, outlet="江北快讯")
    other = make.flash(OTHER)
    acts = [
        lambda: editing.split(repeat, by),
        lambda: editing.move(repeat, other.story, by),
    ]
    for hour, act in enumerate(acts, 1):
        act()
        acted_at(Receipt.objects.first(), make.MONDAY + timedelta(hours=hour))
    back = undo(Receipt.objects.first(), by)
    acted_at(back, make.MONDAY + timedelta(hours=3))
    members = [
        {
            item.pk
            for row in standing(make.MONDAY + timedelta(hours=h))
            for item in row.items
            if repeat.pk in {i.pk for i in row.items}
        }
        for h in range(4)
    ]
    alone = {repeat.pk}
    assert members == [{first.pk, repeat.pk}, alone, {other.pk, repeat.pk}, alone]


def test_hidden_pinned_reworded_and_important_as_they_were(by):
    old = make.flash(ONE)
    wording = make.flash(ONE + "。", outlet="江北快讯")
    make.flash(OTHER, LATER)
    moment = LATER
    for act in (
        lambda: marking.pin(old.story, by),
        lambda: marking.importance(old.story, True, by),
        lambda: marking.lead(wording, by),
        lambda: marking.hide(old.story, by, "不实"),
    ):
        moment += timedelta(hours=1)
        act()
        acted_at(Receipt.objects.first(), moment)
    old.story.refresh_from_db()
    assert told(moment) == [(OTHER, 1)]
    [hidden] = [r for r in standing(moment, hidden=True) if r.hidden_because]
    assert (hidden.lead, hidden.is_important) == (wording, True)
    an_hour = timedelta(hours=1)
    assert standing(moment - an_hour)[1].lead == wording
    assert standing(moment - 2 * an_hour)[1].lead == old
    assert standing(moment - 2 * an_hour)[1].is_important
    assert not standing(moment - 3 * an_hour)[1].is_important


def test_a_pinned_story_stood_at_the_top_till_it_was_unpinned(by):
    pinned_at = timezone.now()
    old = make.flash(ONE, pinned_at - timedelta(days=2))
    make.flash(OTHER, pinned_at - timedelta(days=1))
    marking.pin(old.story, by)
    marking.unpin(old.story, by)
    receipt = Receipt.objects.first()
    between = receipt.at
    acted_at(receipt, between + timedelta(hours=1))
    now = [row.is_pinned for row in standing(between + timedelta(minutes=1))]
    assert now == [True, False]
    assert [row.is_pinned for row in standing(between + timedelta(hours=2))] == [
        False
    ] * 2


@pytest.mark.parametrize("number", [4, 44])
def test_it_costs_the_same_with_many_acts_since(by, number, django_assert_num_queries):
    make.flashes(number)
    items = list(FeedItem.objects.order_by("received_at"))
    into = make.flash(OTHER, LATER).story
    for item in items[: number // 2]:
        marking.hide(item.story, by, "不实")
    for item in items[number // 2 :]:
        editing.merge(item.story, into, by)
    with django_assert_num_queries(8):
        assert len(standing(make.MONDAY)) == min(number, 40)


def test_a_moment_before_everything_is_an_empty_list():
    make.flash(ONE)
    assert standing(datetime(1990, 1, 1, tzinfo=make.BEIJING)) == []
