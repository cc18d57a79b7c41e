"""The live list beside a story: silent when nothing is new, honest when something is."""

from datetime import timedelta

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import FeedItem, LiveClock, LiveStory
from tests import make

pytestmark = pytest.mark.django_db


def rows(html):
    return [node.text().strip() for node in LexborHTMLParser(html).css(".row-text")]


def test_every_item_stands_once_with_its_sources_counted(client):
    make.flash("甲厂投产", outlet="江南快讯")
    make.flash("甲厂，投产", make.MONDAY + timedelta(hours=1), outlet="江北快讯")
    html = client.get(reverse("home")).content
    assert rows(html) == ["甲厂投产"]
    assert "2家" in html.decode()


def test_the_same_words_two_days_later_are_another_story():
    make.flash("早盘三大指数高开")
    make.flash("早盘三大指数高开", make.MONDAY + timedelta(hours=49))
    assert LiveStory.objects.count() == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("CPI同比下降0.1%", "CPI同比下降0.7%"),
        ("利润增长3.3%", "利润增长33%"),
        ("净流入-5亿元", "净流入5亿元"),
        ("5月CPI公布", "6月CPI公布"),
        ("厂房面积10⁸平方米", "厂房面积108平方米"),
    ],
)
def test_different_numbers_are_never_one_story(one, other):
    make.flash(one)
    make.flash(other)
    assert LiveStory.objects.count() == 2


def test_readers_see_a_power_as_it_was_printed(client):
    make.flash("厂房面积10⁸平方米，单价5万元/m²，减排CO₂12万吨")
    html = client.get(reverse("home")).content
    assert rows(html) == ["厂房面积10⁸平方米，单价5万元/m²，减排CO₂12万吨"]


def test_an_item_given_again_is_not_stored_again():
    item = make.incoming("甲厂投产", guid="same")
    from articles.live import grouping

    assert grouping.place(make.feed(), [item, item]) == 1
    version = LiveClock.objects.now()
    assert grouping.place(make.feed(), [item]) == 0
    assert LiveClock.objects.now() == version
    assert FeedItem.objects.count() == 1


def test_a_story_keeps_the_time_it_was_first_told(client):
    make.flash("甲厂投产", make.MONDAY)
    make.flash("甲厂投产", make.MONDAY - timedelta(hours=1), outlet="江北快讯")
    story = LiveStory.objects.get()
    assert story.told_at == make.MONDAY - timedelta(hours=1)
    assert (story.items_count, story.sources_count) == (2, 2)


def test_a_hidden_story_is_shown_nowhere(client):
    story = make.flash("误发消息").story
    LiveStory.objects.filter(pk=story.pk).update(hidden_because="误发")
    assert "误发消息" not in client.get(reverse("home")).content.decode()
    assert "误发消息" not in client.get(reverse("live")).content.decode()
    assert client.get(story.get_absolute_url()).status_code == 404


def test_old_links_of_a_merged_story_lead_on(client):
    kept, gone = make.flash("甲厂投产").story, make.flash("乙港恢复通航").story
    LiveStory.objects.filter(pk=gone.pk).update(merged_into=kept)
    answer = client.get(gone.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, kept.get_absolute_url())


def test_a_live_story_shows_every_wording_with_its_source(client):
    story = make.flash("甲厂投产").story
    make.flash("甲厂投产！", make.MONDAY + timedelta(minutes=3), outlet="江北快讯")
    html = client.get(story.get_absolute_url()).content.decode()
    for told in ("甲厂投产", "甲厂投产！", "江南快讯", "江北快讯", "2025-06-09 11:43"):
        assert told in html


def test_an_empty_list_says_so(client):
    assert "还没有快讯" in client.get(reverse("home")).content.decode()


def test_text_with_markup_is_shown_as_text(client):
    make.flash("<img src=x onerror=alert(1)>甲厂")
    assert "<img src=x" not in client.get(reverse("home")).content.decode()
