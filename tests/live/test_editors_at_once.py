"""Two editors press at once: one act is done, the other is told whose was first."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, connections

from articles.live import editing, grouping
from articles.live.editing import EditingError
from articles.live.undoing import undo
from articles.models import Comparison, FeedItem, LiveClock, LiveStory, Receipt
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

ONE, OTHER = "示例港今起恢复通航", "样本市夜间公交增开十条线"


def at_once(*acts):
    """Start all *acts* together; return what each was refused with, None if done."""
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite lets one transaction write at a time; this is for PostgreSQL"
        )
    LiveClock.objects.get_or_create(pk=1)
    start = Barrier(len(acts))

    def press(act):
        try:
            start.wait(10)
            act()
        except EditingError as error:
            return str(error)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(press, acts))


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def whole():
    """Whether every item is in a live story whose counts are true."""
    for story in LiveStory.objects.all():
        assert story.items_count == story.items.count()
        assert (story.merged_into is None) == bool(story.items_count)
    return True


def test_the_same_merge_pressed_twice_is_done_once():
    a, b = make.flash(ONE).story, make.flash(OTHER).story
    by = [make.editor(), make.editor()]
    told = at_once(
        *(lambda who=who: editing.merge(fresh(b), fresh(a), who) for who in by)
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "已经并入" in next(filter(None, told))
    assert Receipt.objects.count() == 1
    assert whole()


def test_two_stories_merged_into_each_other_at_once_are_one_story():
    a, b = make.flash(ONE).story, make.flash(OTHER).story
    by = make.editor()
    told = at_once(
        lambda: editing.merge(fresh(b), fresh(a), by),
        lambda: editing.merge(fresh(a), fresh(b), by),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert LiveStory.objects.shown().count() == 1
    assert whole()


def test_the_same_act_undone_twice_at_once_is_undone_once():
    a, b = make.flash(ONE).story, make.flash(OTHER).story
    by = make.editor()
    receipt = editing.merge(b, a, by)
    told = at_once(*[lambda: undo(fresh(receipt), by)] * 4)
    assert sum(said is None for said in told) == 1
    assert {said for said in told if said} == {"这一步已经撤销。"}
    assert Receipt.objects.count() == 2
    assert LiveStory.objects.shown().count() == 2
    assert whole()


def test_one_doubt_answered_by_two_at_once_has_one_answer():
    a, b = make.flash(ONE), make.flash(OTHER)
    doubt = Comparison.objects.create(a=a, b=b, origin="unsure", probability=0.4)
    by = make.editor(), make.editor()
    told = at_once(
        lambda: editing.answer(fresh(doubt), True, by[0]),
        lambda: editing.answer(fresh(doubt), False, by[1]),
    )
    assert sorted(map(bool, told)) == [False, True]
    assert "已经回答过" in next(filter(None, told))
    assert fresh(doubt).answered_by == Receipt.objects.get().by
    assert whole()


def test_items_placed_while_editors_merge_and_undo_are_counted_once():
    story, other = make.flash(ONE).story, make.flash(OTHER).story
    by = make.editor()
    feeds = [make.feed(f"第{n}社") for n in range(2)]

    def to_and_fro():
        for _ in range(6):
            undo(editing.merge(fresh(other), fresh(story), by), by)

    def bring(feed):
        for n in range(6):
            grouping.place(feed, [make.incoming(OTHER + "。" * n, guid=f"{feed}{n}")])

    told = at_once(to_and_fro, *(lambda feed=feed: bring(feed) for feed in feeds))
    assert told == [None] * 3
    assert FeedItem.objects.count() == 14
    assert whole()
    # What came while the two were one told the other's news, and went with it.
    assert set(fresh(other).items.values_list("text", flat=True)) == {
        OTHER + "。" * n for n in range(6)
    }
