"""Editors correct the machine; what they said stands and is learned from."""

from datetime import timedelta

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.live import editing
from articles.live.learning import own_labels
from articles.live.regrouping import regroup
from articles.models import Comparison, FeedItem, LiveClock, LiveStory
from tests import make

pytestmark = pytest.mark.django_db

ONE, OTHER = "示例港今起恢复通航", "样本市夜间公交增开十条线"


@pytest.fixture
def by():
    return make.editor()


def pair():
    return make.flash(ONE).story, make.flash(
        OTHER, make.MONDAY + timedelta(minutes=1)
    ).story


def test_merging_makes_one_row_and_leads_the_old_address_on(client, by):
    into, story = pair()
    before = LiveClock.objects.now()
    editing.merge(story, into, by)
    assert [row.pk for row in LiveStory.objects.shown()] == [into.pk]
    assert LiveStory.objects.get(pk=into.pk).items_count == 2
    assert client.get(story.get_absolute_url()).url == into.get_absolute_url()
    assert LiveClock.objects.now() > before


def test_no_rebuild_undoes_what_an_editor_merged_or_split(by):
    into, story = pair()
    editing.merge(story, into, by)
    repeat = make.flash(ONE + "。", outlet="江北快讯")
    assert repeat.story == into
    editing.split(repeat, by)
    before = dict(FeedItem.objects.values_list("pk", "story_id"))
    regroup()
    assert dict(FeedItem.objects.values_list("pk", "story_id")) == before


def test_splitting_gives_an_item_a_story_of_its_own(client, by):
    first = make.flash(ONE)
    second = make.flash(ONE, make.MONDAY + timedelta(minutes=2), outlet="江北快讯")
    new = editing.split(first, by)
    second.refresh_from_db()
    assert new != second.story
    assert second.story.lead == second
    assert (second.story.items_count, second.story.sources_count) == (1, 1)
    assert LiveStory.objects.shown().count() == 2
    with pytest.raises(editing.EditingError, match="只有这一个条目"):
        editing.split(first, by)


def test_a_story_is_not_merged_into_itself_nor_twice(by):
    into, story = pair()
    with pytest.raises(editing.EditingError, match="同一条"):
        editing.merge(into, into, by)
    editing.merge(story, into, by)
    with pytest.raises(editing.EditingError, match="已经并入"):
        editing.merge(story, into, by)
    third = make.flash("丙厂停产检修").story
    with pytest.raises(editing.EditingError, match="已经并入"):
        editing.merge(third, story, by)


def test_chains_of_merges_lead_to_the_last_in_one_step(client, by):
    first, second = pair()
    third = make.flash("丙厂停产检修").story
    editing.merge(first, second, by)
    editing.merge(second, third, by)
    assert client.get(first.get_absolute_url()).url == third.get_absolute_url()
    assert third.items.count() == 3


def doubt(by):
    a, b = make.flash(ONE), make.flash(OTHER)
    return Comparison.objects.create(a=a, b=b, origin="unsure", probability=0.4)


def test_yes_to_a_doubt_merges_and_no_keeps_apart(by):
    asked = doubt(by)
    editing.answer(asked, True, by)
    assert LiveStory.objects.shown().count() == 1
    asked.refresh_from_db()
    assert (asked.answer, asked.answered_by) == (True, by)
    with pytest.raises(editing.EditingError, match="已经回答过"):
        editing.answer(asked, False, make.editor())


def test_no_to_a_doubt_about_one_story_splits_it(by):
    asked = doubt(by)
    editing.merge(asked.b.story, asked.a.story, by)
    Comparison.objects.filter(pk=asked.pk).update(answer=None)
    asked = Comparison.objects.get()
    editing.answer(asked, False, by)
    assert LiveStory.objects.shown().count() == 2


def test_every_act_is_a_labelled_pair_and_the_last_word_counts(by):
    into, story = pair()
    editing.merge(story, into, by)
    [label] = own_labels()
    assert label.same
    editing.split(story.lead, by)
    [label] = own_labels()
    assert not label.same
    assert Comparison.objects.get().answered_by == by


def test_an_editor_merges_splits_and_answers_in_the_admin(as_editor):
    into, story = pair()
    chosen = {"action": "merge_selected", "_selected_action": [into.pk, story.pk]}
    html = as_editor.post(
        reverse("admin:articles_livestory_changelist"), chosen, follow=True
    )
    [told] = LexborHTMLParser(html.content).css(".messagelist .info")
    assert f"并入「{ONE}」" in told.text()
    undo = told.css_first("a").attributes["href"]
    assert "撤销" in as_editor.get(undo).content.decode()
    chosen = {"action": "split_selected", "_selected_action": [story.lead.pk]}
    html = as_editor.post(
        reverse("admin:articles_feeditem_changelist"), chosen, follow=True
    )
    assert "已拆出 1 条" in html.content.decode()
    Comparison.objects.update(answer=None, answered_at=None)
    chosen = {"action": "same_news", "_selected_action": [Comparison.objects.get().pk]}
    as_editor.post(reverse("admin:articles_comparison_changelist"), chosen)
    assert LiveStory.objects.shown().count() == 1


def test_a_refusal_is_a_message_and_changes_nothing(as_editor):
    item = make.flash(ONE)
    chosen = {"action": "split_selected", "_selected_action": [item.pk]}
    html = as_editor.post(
        reverse("admin:articles_feeditem_changelist"), chosen, follow=True
    )
    assert "无从拆分" in html.content.decode()


def test_a_clerk_may_look_and_not_correct(as_clerk):
    into, story = pair()
    chosen = {"action": "merge_selected", "_selected_action": [into.pk, story.pk]}
    as_clerk.post(reverse("admin:articles_livestory_changelist"), chosen)
    assert LiveStory.objects.shown().count() == 2
