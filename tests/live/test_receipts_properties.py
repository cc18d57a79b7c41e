"""Any history of acts keeps every item in one story, and undoing all of it restores all.

HISTORIES=200 in the environment tries so many instead of a few.
"""

import os
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles.live import editing, grouping, marking, tables
from articles.live.editing import EditingError
from articles.live.regrouping import regroup
from articles.live.undoing import undo, why_not
from articles.models import Comparison, FeedItem, LiveClock, LiveStory, Receipt
from tests import make

# Wordings of the same news, so that the machine joins some of what it is given.
NEWS = [
    ("示例港今起恢复通航", "示例港今起恢复通航。", "快讯：示例港今起恢复通航"),
    ("样本市夜间公交增开十条线", "样本市夜间公交，增开十条线"),
    ("丙厂停产检修", "丙厂停产检修！"),
]
POINTERS = {
    LiveStory: (
        "lead_id",
        "lead_by_editor",
        "told_at",
        "items_count",
        "sources_count",
        "is_important",
        "said_important",
        "pinned_at",
        "pinned_until",
        "hidden_because",
        "merged_into_id",
        "born",
    ),
    FeedItem: (
        "story_id",
        "is_linked",
        "placed_because",
        "placed_like_id",
        "placed_probability",
        "placed_by_editor",
    ),
}
MARKS = {
    "lead": lambda story, by: marking.lead(story.items.last() or story.lead, by),
    "important": lambda story, by: marking.importance(story, True, by),
    "ordinary": lambda story, by: marking.importance(story, False, by),
    "given back": lambda story, by: marking.importance(story, None, by),
    "hide": lambda story, by: marking.hide(story, by, "不实"),
    "show": marking.show,
    "pin": marking.pin,
    "pin for a while": lambda story, by: marking.pin(
        story, by, timezone.now() + timedelta(hours=2)
    ),
    "unpin": marking.unpin,
}
LABEL = ("a_id", "b_id", "origin", "probability", "reasons", "answer", "answered_by_id")
choice = st.integers(0, 10_000)


def snapshot(stories=None):
    """Everything acts may change, of *stories* as far as there are others since."""
    rows = {
        model.__name__: {row.pop("pk"): row for row in model.objects.values("pk", *f)}
        for model, f in POINTERS.items()
    }
    if stories is not None:
        rows["LiveStory"] = {
            pk: row for pk, row in rows["LiveStory"].items() if pk in stories
        }
    labels = Comparison.objects.all()
    if stories is not None:  # nor what the machine asked since
        labels = labels.exclude(answer=None)
    rows["labels"] = sorted(labels.values_list(*LABEL), key=repr)
    return rows


class Desk(RuleBasedStateMachine):
    """An editor at work while feeds go on bringing items."""

    def __init__(self):
        super().__init__()
        self.example = transaction.atomic()
        self.example.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self.example.__exit__(None, None, None)

    @initialize()
    def begin(self):
        self.by, self.number = make.editor(), 0
        for news in range(3):
            self.bring(news, 0, False)
        self.bring(0, 1, True)
        self.mark()

    def mark(self):
        """From here on all changes are acts."""
        stories = LiveStory.objects.values_list("pk", flat=True)
        self.before, self.since = snapshot(set(stories)), self.last_receipt()

    def last_receipt(self):
        return Receipt.objects.values_list("pk", flat=True).first() or 0

    def bring(self, news, wording, important):
        self.number += 1
        texts = NEWS[news % len(NEWS)]
        told_at = make.MONDAY + timedelta(minutes=self.number)
        text = texts[wording % len(texts)]
        item = make.incoming(
            text, told_at, guid=f"n{self.number}", is_important=important
        )
        grouping.place(make.feed(f"第{self.number % 3}社"), [item])

    def any(self, rows, at):
        rows = list(rows.order_by("pk"))
        return rows[at % len(rows)]

    def story(self, at):
        return self.any(LiveStory.objects.all(), at)

    def live_story(self, at):
        return self.any(LiveStory.objects.filter(merged_into=None), at)

    def item(self, at):
        return self.any(FeedItem.objects.all(), at)

    def attempt(self, act, *arguments, **options):
        """Do *act*; refused, it says why and has changed nothing."""
        before = snapshot(), Receipt.objects.count(), LiveClock.objects.now()
        try:
            act(*arguments, **options)
        except EditingError as error:
            assert len(str(error)) > 5
            now = snapshot(), Receipt.objects.count(), LiveClock.objects.now()
            assert now == before
            return False
        assert LiveClock.objects.now() > before[2]
        return True

    @rule(news=choice, wording=choice, important=st.booleans())
    def new_item(self, news, wording, important):
        self.bring(news, wording, important)
        self.mark()

    @rule(one=choice, other=choice)
    def merge(self, one, other):
        self.attempt(editing.merge, self.story(one), self.story(other), self.by)

    @rule(one=choice, other=choice, third=choice)
    def merge_again(self, one, other, third):
        """Into one story, and that into another: chains are where links break."""
        story, into, last = (self.live_story(at) for at in (one, other, third))
        self.attempt(editing.merge, story, into, self.by)
        self.attempt(editing.merge, into, last, self.by)

    @rule(at=choice, act=st.sampled_from([editing.split, editing.apart]))
    def part(self, at, act):
        self.attempt(act, self.item(at), self.by)

    @rule(at=choice, into=choice)
    def move(self, at, into):
        self.attempt(editing.move, self.item(at), self.live_story(into), self.by)

    @rule(at=choice, how=st.sampled_from(sorted(MARKS)))
    def mark_story(self, at, how):
        self.attempt(MARKS[how], self.story(at), self.by)

    @rule(one=choice, other=choice, same=st.booleans())
    def answer(self, one, other, same):
        a, b = sorted((self.item(one), self.item(other)), key=lambda item: item.pk)
        if a == b or Comparison.objects.filter(a=a, b=b).exists():
            return
        doubt = Comparison.objects.create(a=a, b=b, origin="unsure", probability=0.4)
        if not self.attempt(editing.answer, doubt, same, self.by):
            doubt.delete()

    @rule(at=choice)
    @precondition(lambda self: Receipt.objects.exists())
    def undo_any(self, at):
        receipt = self.any(Receipt.objects.all(), at)
        [reason] = why_not([receipt]).values()
        assert self.attempt(undo, receipt, self.by) == (reason == "")

    @rule()
    @precondition(lambda self: Receipt.objects.exists())
    def undo_last(self):
        """The last act can always be undone, whatever it was."""
        assert self.attempt(undo, Receipt.objects.first(), self.by)

    @rule(rules=st.sampled_from(["these", "join nothing"]))
    def rebuild(self, rules):
        with pytest.MonkeyPatch.context() as changed:
            if rules == "join nothing":
                changed.setattr(tables.Tables, "candidates", lambda *asked: [])
            regroup()
        self.mark()

    @rule()
    def undo_everything_and_undo_that(self):
        """From the last to the first all is as it was; undoing that, it is as it is."""
        now, last = snapshot(), self.last_receipt()
        with transaction.atomic():
            self.undo_after(self.since)
            assert snapshot(self.before["LiveStory"]) == self.before
            self.undo_after(last)
            assert snapshot() == now
            transaction.set_rollback(True)

    def undo_after(self, pk):
        for receipt in list(Receipt.objects.filter(pk__gt=pk).order_by("-pk")):
            receipt.refresh_from_db()
            undo(receipt, self.by)

    @invariant()
    def every_item_is_in_one_live_story(self):
        assert not FeedItem.objects.filter(story__merged_into__isnull=False).exists()

    @invariant()
    def no_row_is_empty_and_counts_are_true(self):
        for story in LiveStory.objects.filter(merged_into=None):
            items = list(story.items.all())
            assert items
            assert story.lead in items
            assert story.items_count == len(items)
            assert story.sources_count == len({item.source_id for item in items})
            assert story.told_at == min(item.told_at for item in items)
            by_items = any(item.is_important for item in items)
            said = story.said_important
            assert story.is_important == (by_items if said is None else said)

    @invariant()
    def merged_stories_lead_in_one_step_to_a_live_one(self):
        for story in LiveStory.objects.exclude(merged_into=None):
            assert story.merged_into.merged_into is None
            assert story.items_count == 0
            assert not story.is_pinned

    @invariant()
    def shown_and_folded_and_hidden_are_all_items(self):
        told = FeedItem.objects.all().tally()
        assert told["items"] == FeedItem.objects.count()
        assert told["items"] == told["shown"] + told["folded"] + told["hidden"]
        assert told["shown"] == LiveStory.objects.shown().count()

    @invariant()
    def the_sidebar_has_each_shown_story_once(self):
        rows = LiveStory.objects.for_sidebar(1000)
        assert len(rows) == len({story.pk for story in rows})
        assert {story.pk for story in rows} == set(
            LiveStory.objects.shown().values_list("pk", flat=True)
        )


@pytest.mark.django_db
def test_any_history_of_acts_keeps_the_list_whole_and_can_be_undone():
    run_state_machine_as_test(
        Desk,
        settings=settings(
            max_examples=int(os.environ.get("HISTORIES", "12")),
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # making a failure smaller takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )
