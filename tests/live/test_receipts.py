"""Every act leaves a receipt, and undoing it puts back exactly what was, or says why not."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.live import editing, history, marking, tables
from articles.live.editing import EditingError
from articles.live.regrouping import regroup
from articles.live.undoing import undo, why_not
from articles.models import Comparison, FeedItem, LiveClock, LiveStory, Receipt
from articles.models.live import PINS
from tests import make
from tests.live.test_receipts_properties import snapshot

pytestmark = pytest.mark.django_db

ONE, OTHER, THIRD = "示例港今起恢复通航", "样本市夜间公交增开十条线", "丙厂停产检修"


@pytest.fixture
def by():
    return make.editor()


def pair():
    later = make.MONDAY + timedelta(minutes=1)
    return make.flash(ONE).story, make.flash(OTHER, later).story


def repeated():
    """A story of two items the machine joined; the items."""
    first = make.flash(ONE)
    second = make.flash(ONE + "。", make.MONDAY, outlet="江北快讯")
    assert second.story == first.story
    return first, second


def last():
    return Receipt.objects.first()


ACTS = {
    "merge": lambda by: editing.merge(*reversed(pair()), by),
    "split": lambda by: editing.split(repeated()[0], by),
    "apart": lambda by: editing.apart(repeated()[1], by),
    "move": lambda by: editing.move(repeated()[1], make.flash(OTHER).story, by),
    "move of the only item": lambda by: editing.move(make.flash(ONE), pair()[1], by),
    "lead": lambda by: marking.lead(repeated()[1], by),
    "importance": lambda by: marking.importance(pair()[0], True, by),
    "hide": lambda by: marking.hide(pair()[0], by, "不实"),
    "pin": lambda by: marking.pin(pair()[0], by),
}


@pytest.mark.parametrize("name", ACTS)
def test_undoing_an_act_and_undoing_that_restores_exactly(name, by, monkeypatch):
    done = []
    kept = editing.ledger.act

    def remembering(*args, **kwargs):  # what was before the act itself
        done.append(snapshot())
        return kept(*args, **kwargs)

    monkeypatch.setattr(editing.ledger, "act", remembering)
    ACTS[name](by)
    before, after, receipt = done[0], snapshot(), last()
    assert after != before
    undo(receipt, by)
    restored = snapshot(before["LiveStory"])
    assert restored == {**before, "labels": restored["labels"]}
    assert restored["labels"] == before["labels"]
    receipt.refresh_from_db()
    assert not receipt.stands
    undo(last(), by)
    assert snapshot() == after
    receipt.refresh_from_db()
    assert receipt.stands


def test_a_receipt_says_who_what_when_and_why(by):
    into, story = pair()
    receipt = editing.merge(story, into, by, "同一份通稿")
    assert (receipt.by, receipt.act, receipt.reason) == (by, "merge", "同一份通稿")
    assert timezone.now() - receipt.at < timedelta(minutes=1)
    changes = {change.row: change for change in receipt.changes.all()}
    assert changes["story", story.pk].before["merged_into_id"] is None
    assert changes["story", story.pk].after["merged_into_id"] == into.pk
    assert changes["item", story.lead_id].before["story_id"] == story.pk
    told = history.sentence(receipt, list(changes.values()))
    assert told == f"把「{OTHER}」并入「{ONE}」"


def test_a_later_act_in_the_way_is_named_with_who_what_and_when(by):
    first, second = pair()
    third = make.flash(THIRD).story
    merged = editing.merge(second, first, by)
    other = make.editor()
    editing.merge(first, third, other)
    before = snapshot()
    with pytest.raises(EditingError) as refused:
        undo(merged, by)
    assert str(other) in str(refused.value)
    assert "「合并」" in str(refused.value)
    assert f"第 {last().pk} 号" in str(refused.value)
    assert snapshot() == before
    assert why_not([merged]) == {merged.pk: str(refused.value)}


def test_acts_on_different_stories_are_undone_in_any_order(by):
    first, second = pair()
    third, fourth = make.flash(THIRD).story, make.flash("丁港封航").story
    one, two = editing.merge(second, first, by), editing.merge(fourth, third, by)
    undo(one, by)
    undo(two, by)
    assert LiveStory.objects.shown().count() == 4


def test_an_act_is_undone_once(by):
    receipt = editing.merge(*reversed(pair()), by)
    undo(receipt, by)
    with pytest.raises(EditingError, match="已经撤销"):
        undo(receipt, by)


def test_hiding_twice_is_not_undone_from_below(by):
    story, _ = pair()
    first = marking.hide(story, by, "不实")
    marking.show(story, by)
    marking.hide(story, by, "不实")
    with pytest.raises(EditingError, match="「隐藏」"):
        undo(first, by)
    story.refresh_from_db()
    assert story.hidden_because == "不实"


def test_undoing_a_split_leads_its_address_on_and_back_again(by, client):
    first, _ = repeated()
    new = editing.split(first, by)
    undone = undo(last(), by)
    first.refresh_from_db()
    assert client.get(new.get_absolute_url()).url == first.story.get_absolute_url()
    undo(undone, by)
    assert client.get(new.get_absolute_url()).status_code == 200


def test_undoing_a_split_after_its_story_was_merged_away_is_refused(by):
    first, second = repeated()
    editing.split(first, by)
    split = last()
    second.refresh_from_db()
    editing.merge(second.story, make.flash(OTHER).story, by)
    with pytest.raises(EditingError, match="「合并」"):
        undo(split, by)


def test_what_the_machine_joined_since_goes_with_the_item_it_is_like(by):
    into, story = pair()
    receipt = editing.merge(story, into, by)
    since = make.flash(
        OTHER + "。", make.MONDAY + timedelta(minutes=5), outlet="江北快讯"
    )
    assert since.story == into
    undo(receipt, by)
    since.refresh_from_db()
    assert since.story == story
    assert since.story.items_count == 2
    undo(last(), by)
    since.refresh_from_db()
    assert since.story == into


def test_a_story_that_comes_back_is_noticed_and_nothing_is_new_twice(by, client):
    into, story = pair()
    shown = LiveClock.objects.now()
    address = reverse("live-news")

    def told(since):
        return client.get(address, {"since": since}).content.decode()

    receipt = editing.merge(story, into, by)
    merged = LiveClock.objects.now()
    gone = f'<li class="gone" data-pk="{story.pk}"'
    assert gone in told(shown)
    undo(receipt, by)
    assert gone not in told(merged)
    assert f'data-pk="{story.pk}"' in told(merged)
    assert told(LiveClock.objects.now()) == ""
    story.refresh_from_db()
    assert story.version == LiveClock.objects.now()
    assert story.born <= shown


def test_a_machines_joining_is_undone_by_a_receipt_that_can_be_undone(by):
    first, second = repeated()
    receipt = editing.apart(second, by)
    assert receipt.rule == "判重"
    assert receipt.evidence == second.placed_because
    second.refresh_from_db()
    assert second.story != first.story
    [label] = Comparison.objects.all()
    assert label.answer is False
    regroup()
    second.refresh_from_db()
    assert second.story != first.story
    undo(receipt, by)
    second.refresh_from_db()
    assert second.story == first.story
    assert not second.placed_by_editor
    assert not Comparison.objects.exists()


def test_only_a_machines_joining_can_be_undone_as_one(by):
    first, second = repeated()
    with pytest.raises(EditingError, match="不是机器归并"):
        editing.apart(first, by)
    editing.split(second, by)
    with pytest.raises(EditingError, match="不是机器归并"):
        editing.apart(second, by)


def test_items_stay_out_of_the_machines_reach_while_one_act_says_so(by):
    into, story = pair()
    third = make.flash(THIRD).story
    one, two = editing.merge(story, into, by), editing.merge(third, into, by)
    lead = FeedItem.objects.filter(pk=into.lead_id)
    undo(one, by)
    assert lead.get().placed_by_editor
    undo(two, by)
    assert not lead.get().placed_by_editor


def test_what_the_machine_regroups_is_a_receipt_and_undone_for_good(by, monkeypatch):
    with monkeypatch.context() as blind:
        blind.setattr(tables.Tables, "candidates", lambda *asked: [])
        first, second = make.flash(ONE), make.flash(ONE + "。", outlet="江北快讯")
    old = second.story
    marking.pin(old, by)
    regroup()
    [receipt] = Receipt.objects.filter(act="regroup")
    second.refresh_from_db()
    assert second.story == first.story
    assert (receipt.by, receipt.item) == (None, second)
    assert receipt.evidence == second.placed_because
    assert "判重规则" in receipt.rule
    assert LiveStory.objects.pinned().get() == first.story  # its pin went with it
    undo(receipt, by)
    second.refresh_from_db()
    assert second.story == old
    assert LiveStory.objects.pinned().get() == old
    regroup()
    second.refresh_from_db()
    assert second.story == old


def test_a_rebuild_keeps_the_address_and_wording_an_editor_chose(by):
    first, second = repeated()
    marking.lead(second, by)
    regroup()
    first.refresh_from_db()
    assert first.story.lead == second
    assert first.story.lead_by_editor
    assert LiveStory.objects.count() == 1


def test_a_rebuild_shows_nothing_an_editor_hid(by, monkeypatch):
    _first, second = repeated()
    marking.hide(second.story, by, "不实")
    with monkeypatch.context() as blind:
        blind.setattr(tables.Tables, "candidates", lambda *asked: [])
        regroup()
    assert not LiveStory.objects.shown().exists()


def test_what_is_split_off_a_hidden_story_is_hidden_too(by):
    first, _ = repeated()
    marking.hide(first.story, by, "不实")
    editing.split(first, by)
    assert not LiveStory.objects.shown().exists()


def test_a_hidden_story_and_a_shown_one_are_not_merged(by):
    into, story = pair()
    marking.hide(story, by, "不实")
    with pytest.raises(EditingError, match="已隐藏"):
        editing.merge(story, into, by)


def test_an_editors_word_on_importance_outranks_new_items_until_given_back(by):
    item = make.flash(ONE, is_important=True)
    marking.importance(item.story, False, by)
    make.flash(ONE + "。", outlet="江北快讯", is_important=True)
    item.story.refresh_from_db()
    assert not item.story.is_important
    with pytest.raises(EditingError, match="已经是这样"):
        marking.importance(item.story, False, by)
    marking.importance(item.story, None, by)
    item.story.refresh_from_db()
    assert item.story.is_important


def test_a_hidden_story_needs_a_reason_and_is_gone_for_readers(by, client):
    story, _ = pair()
    with pytest.raises(EditingError, match="原因"):
        marking.hide(story, by, "  ")
    with pytest.raises(EditingError, match="200"):
        marking.hide(story, by, "长" * 201)
    marking.hide(story, by, "不实")
    assert client.get(story.get_absolute_url()).status_code == 404
    marking.show(story, by)
    assert client.get(story.get_absolute_url()).status_code == 200


def test_a_pinned_story_stands_at_the_top_until_its_time_is_over(by, client):
    old, newer = pair()
    marking.pin(old, by, timezone.now() + timedelta(hours=1))
    assert LiveStory.objects.for_sidebar(40) == [old, newer]
    assert LiveStory.objects.for_sidebar(1) == [old]
    LiveStory.objects.filter(pk=old.pk).update(pinned_until=timezone.now())
    assert LiveStory.objects.for_sidebar(40) == [newer, old]
    old.refresh_from_db()
    assert not old.is_pinned


def test_pins_are_few_and_their_times_sensible(by):
    stories = [make.flash(f"第{n}号样品批次通过检验").story for n in range(PINS + 1)]
    for story in stories[:PINS]:
        marking.pin(story, by)
    with pytest.raises(EditingError, match=f"已有 {PINS} 条置顶"):
        marking.pin(stories[PINS], by)
    marking.unpin(stories[0], by)
    unpinned = last()
    now = timezone.now()
    for until, said in [(now, "已经过去"), (now + timedelta(days=400), "最多 30 天")]:
        with pytest.raises(EditingError, match=said):
            marking.pin(stories[PINS], by, until)
    marking.pin(stories[PINS], by)
    with pytest.raises(EditingError, match=f"已有 {PINS} 条置顶"):
        undo(unpinned, by)


def test_a_pin_goes_along_when_its_story_is_merged_and_off_when_hidden(by):
    into, story = pair()
    marking.pin(story, by)
    editing.merge(story, into, by)
    assert list(LiveStory.objects.pinned()) == [into]
    marking.hide(into, by, "不实")
    marking.show(into, by)
    assert not LiveStory.objects.pinned().exists()


def test_a_moved_item_leaves_its_story_and_the_last_one_leads_it_on(by, client):
    first, second = repeated()
    into = make.flash(OTHER).story
    old = first.story
    editing.move(first, into, by)
    old.refresh_from_db()
    assert (old.lead, old.items_count) == (second, 1)
    editing.move(second, into, by)
    assert client.get(old.get_absolute_url()).url == into.get_absolute_url()
    into.refresh_from_db()
    assert (into.items_count, into.sources_count) == (3, 2)
    with pytest.raises(EditingError, match="已经在那条快讯里"):
        editing.move(second, into, by)


def test_an_answer_is_one_receipt_with_all_it_moved(by):
    a, b = make.flash(ONE), make.flash(OTHER)
    doubt = Comparison.objects.create(a=a, b=b, origin="unsure", probability=0.4)
    receipt = editing.answer(doubt, True, by)
    assert Receipt.objects.count() == 1
    undo(receipt, by)
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.answered_by, doubt.answered_at) == (None, None, None)
    assert LiveStory.objects.shown().count() == 2


def test_history_shows_the_machines_placements_beside_the_acts(by):
    first, second = repeated()
    marking.hide(first.story, by, "不实")
    items = list(first.story.items.select_related("placed_like", "source"))
    lines, left_out = history.of_story(first.story, items)
    assert [(line.who, line.what) for line in lines] == [
        (str(by), "隐藏"),
        ("机器", f"归入「{second.text}」，与「{first.text}」相同"),
    ]
    assert second.placed_because in lines[1].why
    assert left_out == 0


@pytest.mark.parametrize("feed", ["江南快讯", "江北快讯"])
def test_forty_items_are_those_shown_repeated_and_hidden(by, feed):
    for n in range(20):
        text = f"第{n}号样品批次通过检验"
        make.flash(text, outlet="江南快讯")
        make.flash(text + "。", outlet="江北快讯")
    for story in LiveStory.objects.all()[:5]:
        marking.hide(story, by, "不实")
    whole = FeedItem.objects.told_on(make.MONDAY.date()).tally()
    assert whole == {"items": 40, "shown": 15, "folded": 15, "hidden": 10}
    of_feed = FeedItem.objects.filter(feed__title=feed).tally()
    assert of_feed["items"] == 20
    assert of_feed["shown"] + of_feed["folded"] + of_feed["hidden"] == 20
