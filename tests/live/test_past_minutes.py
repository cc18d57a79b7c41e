"""Any past minute as a link: the list as it stood then, and what may still be shown of it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.live import editing, marking
from tests import make

pytestmark = pytest.mark.django_db


def at(client, minute):
    return client.get(reverse("live-at", args=[minute]))


def rows(client, minute):
    tree = LexborHTMLParser(at(client, minute).content)
    return [node.text().strip() for node in tree.css(".row .row-text")]


def test_the_list_is_that_of_the_minute(client):
    make.flash("先到的消息", make.MONDAY)
    make.flash("后到的消息", make.MONDAY + timedelta(minutes=2))
    assert rows(client, "2025-06-09T11:40") == ["先到的消息"]
    assert rows(client, "2025-06-09T11:41") == ["先到的消息"]
    assert rows(client, "2025-06-09T11:42") == ["后到的消息", "先到的消息"]


def test_counts_and_wordings_are_those_of_then(client):
    make.flash("甲厂投产", make.MONDAY, outlet="江南快讯")
    make.flash("甲厂，投产", make.MONDAY + timedelta(minutes=5), outlet="江北快讯")
    assert "2家" not in at(client, "2025-06-09T11:41").content.decode()
    assert "2家" in at(client, "2025-06-09T11:45").content.decode()


def test_stories_merged_since_stand_apart_as_they_did(client):
    kept = make.flash("甲厂投产", make.MONDAY).story
    gone = make.flash("乙港恢复通航", make.MONDAY + timedelta(minutes=1)).story
    editing.merge(gone, kept, by=make.editor())
    assert rows(client, "2025-06-09T11:50") == ["乙港恢复通航", "甲厂投产"]


def test_what_was_hidden_since_is_counted_and_not_shown(client):
    story = make.flash("误发消息", make.MONDAY).story
    make.flash("甲厂投产", make.MONDAY)
    marking.hide(story, make.editor(), "误发")
    html = at(client, "2025-06-09T11:50").content.decode()
    assert "误发消息" not in html
    assert "1 条后来被编辑隐藏" in html
    assert rows(client, "2025-06-09T11:50") == ["甲厂投产"]


def test_what_was_merged_into_a_story_hidden_since_is_not_shown_either(client):
    kept = make.flash("甲厂投产", make.MONDAY).story
    gone = make.flash("乙港恢复通航", make.MONDAY).story
    editing.merge(gone, kept, by=make.editor())
    marking.hide(kept, make.editor(), "不实")
    assert rows(client, "2025-06-09T11:50") == []
    assert "2 条后来被编辑隐藏" in at(client, "2025-06-09T11:50").content.decode()


@pytest.mark.parametrize(
    "minute",
    [
        "2025-02-30T09:31",
        "2025-06-09",
        "昨天",
        "2025-06-09T25:00",
        "0001-01-01T00:00",
        "２０２５-06-09T09:31",
        "9" * 300,
        "2025-06-09T09:31:00",
    ],
)
def test_what_is_no_minute_gets_a_sentence(client, minute):
    answer = at(client, minute)
    assert answer.status_code == 404
    assert "不是一个时刻" in answer.content.decode()


def test_a_minute_to_come_gets_a_sentence(client):
    coming = timezone.localtime() + timedelta(minutes=2)
    answer = at(client, f"{coming:%Y-%m-%dT%H:%M}")
    assert answer.status_code == 404
    assert "还没有到" in answer.content.decode()


def test_before_the_first_item_the_page_says_where_the_list_begins(client):
    make.flash("第一条", make.MONDAY + timedelta(seconds=20))
    html = at(client, "2025-06-09T11:40").content.decode()
    assert "那时还没有收到任何快讯" in html
    assert reverse("live-at", args=["2025-06-09T11:41"]) in html
    assert "最早的列表：2025-06-09 11:41" in html
    assert rows(client, "2025-06-09T11:41") == ["第一条"]


def test_the_page_says_it_is_the_past_and_leads_back_and_on(client):
    make.flash("甲厂投产", make.MONDAY)
    tree = LexborHTMLParser(at(client, "2025-06-09T11:50").content)
    assert "不是现在的" in tree.css_first(".past-banner").text()
    assert tree.css_first(".past-banner a").attributes["href"] == reverse("live")
    leads = {node.attributes["href"] for node in tree.css(".steps a")}
    assert reverse("live-at", args=["2025-06-09T11:49"]) in leads
    assert reverse("live-at", args=["2025-06-09T12:50"]) in leads


def test_a_step_into_the_future_is_not_offered(client):
    now = timezone.localtime()
    tree = LexborHTMLParser(at(client, f"{now:%Y-%m-%dT%H:%M}").content)
    assert len(tree.css(".steps a")) == 3


def test_the_settled_past_may_be_kept_by_a_browser_the_last_minutes_not(client):
    assert "max-age=300" in at(client, "2025-06-09T11:50").headers["Cache-Control"]
    now = timezone.localtime()
    fresh = at(client, f"{now:%Y-%m-%dT%H:%M}").headers["Cache-Control"]
    assert "no-cache" in fresh and "private" in fresh


def test_the_form_leads_to_the_address_of_the_minute(client):
    answer = client.get(reverse("live-at-choose"), {"minute": "2025-06-09T09:31"})
    assert answer.url == "/live/at/2025-06-09T09:31/"
    assert client.get(reverse("live-at-choose")).url == reverse("live")
    assert (
        client.get(reverse("live-at-choose"), {"minute": "x/../y"}).status_code == 302
    )


def test_each_hour_of_a_long_day_leads_to_its_list(client):
    make.flashes(80)
    tree = LexborHTMLParser(client.get(reverse("live"), {"day": "2025-06-09"}).content)
    hours = [node.text().split("时")[0].strip() for node in tree.css(".hour")]
    assert hours == ["11", "10"]
    assert tree.css_first(".hour a").attributes["href"] == "/live/at/2025-06-09T11:59/"


@pytest.mark.parametrize("stories", [10, 400])
def test_a_past_minute_costs_the_same_in_a_long_archive(
    client, stories, django_assert_max_num_queries
):
    make.flashes(stories)
    at(client, "2025-06-09T12:00")  # names are remembered from the first time on
    with django_assert_max_num_queries(12):
        at(client, "2025-06-09T12:00")
