"""Any acts by any people in any order: readers see only what a second person approved.

The machine keeps its own account, in marks: every edit leaves a mark with the name of
who made it, so that a text tells who wrote what of it. It asks the product nothing but
what readers see and what is kept.
"""

from collections import Counter
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import body, review
from articles.models import Article, Remark, ReviewEvent, Revision
from articles.review import checklist, remarks
from tests import make

PEOPLE = {
    "clerk": "录入员",
    "author": "作者",
    "editor": "编辑",
    "second": "编辑",
    "chief": "主编",
}
who = st.sampled_from(sorted(PEOPLE))
seniors = st.sampled_from(["editor", "second", "chief"])
copies = st.sampled_from(["fresh", "stale"])


def marks(text):
    """The (person, number) marks in *text*."""
    return [tuple(mark.split(":")) for mark in text.split()]


class Desk(RuleBasedStateMachine):
    people, source, done = {}, None, Counter()

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block.__enter__()
        self.now = timezone.now()
        timezone.now = lambda: self.now
        self.number = 0
        self.approved = {}  # text -> people who approved exactly it
        self.kept = {}  # text that must be found somewhere -> who left it
        self.stale = None
        article = Article(title="标题", body=self.mark("author"), source=self.source)
        review.edit(article, self.people["author"])
        self.pk = article.pk
        self.kept[article.body] = "author"

    def teardown(self):
        timezone.now = REAL_NOW
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)

    def mark(self, name):
        self.number += 1
        return f"{name}:{self.number}"

    def article(self, copy="fresh"):
        """The article as stored, or as somebody opened it some time ago."""
        if copy == "stale" and self.stale is not None:
            return self.stale
        return Article.objects.get(pk=self.pk)

    def attempt(self, act, *arguments, **named):
        """Do *act*; return whether it was done. Nothing but a refusal may come of it."""
        events = ReviewEvent.objects.count()
        self.now += timedelta(seconds=1)
        try:
            with transaction.atomic():
                act(*arguments, **named)
        except review.ReviewError as error:
            assert str(error)
            assert ReviewEvent.objects.count() == events
            return False
        Desk.done[act.__name__] += 1
        added = ReviewEvent.objects.count() - events
        assert act is review.edit or added == 1 or (act is checklist.let_pass and added)
        return True

    @rule()
    def somebody_opens_it_and_waits(self):
        self.stale = Article.objects.select_related("submitted_revision").get(
            pk=self.pk
        )

    @rule(name=seniors)
    def goes_on(self, name):
        """The next step of the usual way, without which chance seldom gets anywhere."""
        row = self.article()
        if row.status == "in_review":
            self.approves(name, "fresh")
        elif row.status == "approved":
            self.lets_pass(name, "fresh")
            self.publishes(name, "fresh")
        elif row.was_public:
            self.corrects(name, "fresh", "typo", "")
        else:
            self.submits(name, "fresh")

    @rule(name=seniors)
    def goes_on_by_another(self, name):
        self.goes_on(name)

    @rule(names=st.tuples(seniors, seniors, seniors))
    def goes_all_the_way(self, names):
        for name in names:
            self.goes_on(name)

    @rule(name=seniors, helper=who)
    def one_person_tries_it_alone(self, name, helper):
        self.edits(name, "fresh")
        self.goes_on(helper)
        self.goes_on(name)
        self.goes_on(name)

    @rule(name=seniors, other=seniors, hours=st.integers(1, 5), back=st.booleans())
    def goes_out_at_a_time(self, name, other, hours, back):
        self.goes_on(name)
        self.approves(other, "fresh")
        self.lets_pass(other, "fresh")
        self.schedules(other, "fresh", hours)
        if back:
            self.unschedules(name, "fresh")

    @rule(name=who, copy=copies)
    def edits(self, name, copy):
        row = self.article(copy)
        before = Article.objects.get(pk=self.pk)
        row.body = f"{row.body} {self.mark(name)}"
        if self.attempt(review.edit, row, self.people[name]):
            if (
                before.updated_by.username == name
                and self.kept.get(before.body) == name
            ):
                self.kept.pop(before.body)  # one's own words one may write over
            self.kept[row.body] = name

    @rule(name=who, copy=copies)
    def submits(self, name, copy):
        row = self.article(copy)
        if self.attempt(review.submit, row, self.people[name]):
            self.kept[row.submitted_revision.body] = None

    @rule(
        name=who,
        copy=copies,
        kind=st.sampled_from(Revision.Correction.values),
        note=st.sampled_from(["", "更正了数字。"]),
    )
    def corrects(self, name, copy, kind, note):
        row = self.article(copy)
        if self.attempt(review.correct, row, self.people[name], kind, note):
            self.kept[row.submitted_revision.body] = None

    @rule(name=seniors, copy=copies)
    def approves(self, name, copy):
        row = self.article(copy)
        if self.attempt(review.approve, row, self.people[name]):
            text = Revision.objects.get(pk=row.submitted_revision_id).body
            self.approved.setdefault(text, set()).add(name)

    @rule(name=seniors, copy=copies)
    def returns(self, name, copy):
        self.attempt(
            review.return_to_author, self.article(copy), self.people[name], "请改"
        )

    @rule(name=seniors, copy=copies)
    def publishes(self, name, copy):
        if self.attempt(review.publish, self.article(copy), self.people[name]):
            self.assert_all_is_answered()

    def assert_all_is_answered(self):
        row = self.article()
        assert not row.remarks.filter(state="open").exists()
        assert checklist.of(row).open == []

    @rule(name=seniors, copy=copies)
    def lets_pass(self, name, copy):
        row = self.article(copy)
        keys = [one.key for one in checklist.of(row).passable]
        self.attempt(checklist.let_pass, row, self.people[name], keys, "看过")

    @rule(name=who, words=st.sampled_from(["", "7个还是9个？"]))
    def says(self, name, words):
        row, by = self.article(), self.people[name]
        self.attempt(remarks.add, row, by, {1: words}, body.blocks(row.body))

    @rule(name=who, act=st.sampled_from([remarks.resolve, remarks.reopen]))
    def answers_a_remark(self, name, act):
        for row in Remark.objects.filter(article=self.pk)[:1]:
            self.attempt(act, row, self.people[name], "改了")

    @precondition(lambda self: self.article().status == "approved")
    @rule(name=seniors, copy=copies, hours=st.integers(-1, 5))
    def schedules(self, name, copy, hours):
        at = self.now + timedelta(hours=hours)
        if self.attempt(review.schedule, self.article(copy), self.people[name], at):
            self.assert_all_is_answered()

    @precondition(lambda self: self.article().goes_out_at)
    @rule(name=seniors, copy=copies)
    def unschedules(self, name, copy):
        self.attempt(review.unschedule, self.article(copy), self.people[name])

    @precondition(lambda self: self.article().published_revision)
    @rule(name=seniors, copy=copies)
    def withdraws(self, name, copy):
        self.attempt(review.withdraw, self.article(copy), self.people[name], "有误")

    @rule(name=who, copy=copies, which=st.integers(0, 9))
    def restores(self, name, copy, which):
        row = self.article(copy)
        revisions = list(row.revisions.all())
        before = Article.objects.get(pk=self.pk)
        if revisions and self.attempt(
            review.restore, row, self.people[name], revisions[which % len(revisions)]
        ):
            self.kept[before.body] = None

    @rule(name=st.sampled_from(["clerk", "author"]))
    def juniors_try_what_is_not_theirs(self, name):
        acts = (self.approves, self.publishes, self.returns, self.withdraws)
        for act in (*acts, self.lets_pass):
            before = Desk.done.total()
            act(name, "fresh")
            assert Desk.done.total() == before

    @rule(hours=st.integers(1, 6))
    def time_passes(self, hours):
        self.now += timedelta(hours=hours)

    @invariant()
    def every_word_readers_see_was_approved_by_another_than_who_wrote_it(self):
        public = Article.objects.public().for_story().filter(pk=self.pk).first()
        if public is None:
            return
        text = public.published_revision.body
        assert text in self.approved, text
        for name, number in marks(text):
            seconds = {
                person
                for approved, people in self.approved.items()
                for person in people
                if (name, number) in marks(approved) and person != name
            }
            assert seconds, (name, text)

    @invariant()
    def no_text_is_lost(self):
        found = set(Revision.objects.values_list("body", flat=True))
        found.add(Article.objects.get(pk=self.pk).body)
        assert set(self.kept) <= found

    @invariant()
    def one_text_at_most_is_shown_and_it_stands_in_the_log(self):
        shown = Revision.objects.filter(Revision.shown_at(self.now))
        assert len(shown) <= 1
        for revision in shown:
            acts = set(revision.review_events.values_list("act", flat=True))
            assert acts & {"publish", "schedule"}
            assert "approve" in acts


REAL_NOW = timezone.now


@pytest.mark.django_db
def test_no_acts_of_any_people_bring_out_what_no_second_person_approved():
    Desk.people = {name: make.staff(group, name) for name, group in PEOPLE.items()}
    Desk.source = make.source()
    Desk.done.clear()
    try:
        run_state_machine_as_test(
            Desk,
            settings=settings(
                max_examples=50,
                stateful_step_count=40,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        timezone.now = REAL_NOW
    # A machine that never gets to readers proves nothing.
    for act in ("approve", "publish", "correct", "let_pass", "add"):
        assert Desk.done[act] > 0, Desk.done
