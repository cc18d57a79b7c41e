"""Feed readers that hold a withdrawn story are told to drop it, and nothing else of it."""

from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils import timezone

from articles import review
from articles.models import Article
from tests import make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
GONE = "{http://purl.org/atompub/tombstones/1.0}"
FEED = "/articles.atom"


def read(client):
    return ElementTree.fromstring(client.get(FEED).content)


def tombstones(client):
    """{id: (since when, why)} of what the feed tells as gone."""
    return {
        gone.get("ref"): (gone.get("when"), gone.findtext(f"{GONE}comment"))
        for gone in read(client).findall(f"{GONE}deleted-entry")
    }


def ids(client):
    return [
        entry.findtext(f"{ATOM}id") for entry in read(client).findall(f"{ATOM}entry")
    ]


def withdrawn(title="撤下的绝密词", because="数据来源有误。"):
    article = make.published(title, body="绝密词正文。", lede="绝密词导语。")
    review.withdraw(article, make.editor(), because)
    return article


def test_a_withdrawn_story_leaves_its_id_the_time_and_the_reason(client):
    stays = make.published("留下的")
    gone = withdrawn()
    at = timezone.localtime(gone.withdrawn_at)
    entry = f"tag:127.0.0.1,2026:story/{gone.pk}"
    assert tombstones(client) == {entry: (at.isoformat(), "数据来源有误。")}
    assert ids(client) == [f"tag:127.0.0.1,2026:story/{stays.pk}"]
    assert "绝密词" not in client.get(FEED).content.decode()


def test_a_feed_with_tombstones_is_well_formed_and_newer_than_before(client):
    make.published("留下的")
    before = datetime.fromisoformat(read(client).findtext(f"{ATOM}updated"))
    gone = withdrawn(because="<b>与年报&原文不符</b>\x0b")
    parsed = feedparser.parse(client.get(FEED).content)
    assert (parsed.bozo, parsed.version, len(parsed.entries)) == (False, "atom10", 1)
    updated = datetime.fromisoformat(read(client).findtext(f"{ATOM}updated"))
    assert updated == gone.withdrawn_at > before
    [(_at, why)] = tombstones(client).values()
    assert why == "<b>与年报&原文不符</b>"


def test_without_withdrawals_the_feed_names_no_extension(client):
    make.published()
    assert b"tombstones" not in client.get(FEED).content


def test_who_holds_the_feed_is_told_of_the_withdrawal(client):
    article = make.published()
    etag = client.get(FEED).headers["ETag"]
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304
    review.withdraw(article, make.editor(), "有误。")
    answer = client.get(FEED, headers={"if-none-match": etag})
    assert answer.status_code == 200
    assert b"deleted-entry" in answer.content
    etag = answer.headers["ETag"]
    assert client.get(FEED, headers={"if-none-match": etag}).status_code == 304


def test_a_story_that_came_back_has_no_tombstone_and_is_newer_than_it(client):
    article = withdrawn("撤下又发布")
    [(when, _why)] = tombstones(client).values()
    make.publish(Article.objects.get(pk=article.pk))
    assert tombstones(client) == {}
    [entry] = read(client).findall(f"{ATOM}entry")
    assert datetime.fromisoformat(
        entry.findtext(f"{ATOM}updated")
    ) >= datetime.fromisoformat(when)


def test_a_story_that_comes_back_at_a_time_has_its_tombstone_until_then(
    client, monkeypatch
):
    article = Article.objects.get(pk=withdrawn().pk)
    make.approve(article)
    at = timezone.now() + timedelta(hours=1)
    review.schedule(article, make.person("编辑", "an-editor"), at)
    assert len(tombstones(client)) == 1
    monkeypatch.setattr(timezone, "now", lambda: at + timedelta(seconds=1))
    assert tombstones(client) == {}
    assert len(ids(client)) == 1


def test_what_readers_never_had_leaves_no_tombstone(client):
    make.article("草稿")
    make.submitted("待审")
    scheduled = make.approved("定时")
    at = timezone.now() + timedelta(hours=1)
    review.schedule(scheduled, make.person("编辑", "an-editor"), at)
    assert tombstones(client) == {}


def test_after_a_month_nobody_is_told_any_more(client, monkeypatch):
    withdrawn()
    later = timezone.now() + timedelta(days=31)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert tombstones(client) == {}


def test_the_feed_costs_the_same_with_many_withdrawn(client, django_assert_num_queries):
    editor = make.editor()
    for n in range(60):
        article = make.published(f"第{n}篇")
        review.withdraw(article, editor, "有误。")
    with django_assert_num_queries(3):
        assert len(tombstones(client)) == 50


@pytest.mark.parametrize(
    "accept", ["application/json", "application/atom+xml", "text/html", "*/*"]
)
def test_its_own_address_answers_gone_in_whatever_form_it_is_asked_for(client, accept):
    address = withdrawn().get_absolute_url()
    for method in (client.get, client.head):
        answer = method(address, headers={"Accept": accept})
        assert answer.status_code == 410
    assert "数据来源有误。" in client.get(address).content.decode()
