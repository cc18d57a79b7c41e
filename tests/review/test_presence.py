"""Who else is at a text: told on its review page, on its form and on the desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import body, review
from articles.models import Article, Presence
from articles.models.presence import KEPT
from articles.models.writing import OPEN
from articles.review import presence, remarks
from tests import make
from tests.review.test_desk import review_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def li():
    return make.staff("编辑", "li")


@pytest.fixture
def zhao():
    return make.staff("编辑", "zhao")


def page(client, article):
    return LexborHTMLParser(client.get(review_url(article)).content)


def fields_of(tree):
    return {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in tree.css("#review-here input")
        if node.attributes["name"] != "csrfmiddlewaretoken"
    }


def look(client, article, fields):
    return client.post(
        reverse("admin:articles_article_here", args=[article.pk]), fields
    )


def test_opening_the_page_writes_nothing_and_looking_at_it_says_one_is_there(
    client, li
):
    article = make.submitted()
    client.force_login(li)
    fields = fields_of(page(client, article))
    assert not Presence.objects.exists()
    answer = look(client, article, fields)
    assert (answer.status_code, answer.content) == (204, b"")
    assert Presence.objects.get().by == li


def test_two_who_review_one_text_hear_of_each_other(client, li, zhao):
    article = make.submitted()
    client.force_login(zhao)
    opened = fields_of(page(client, article))
    Presence.objects.note(article, li)
    answer = look(client, article, opened)
    assert "li 正在看审稿页" in answer.content.decode()
    assert "zhao" not in answer.content.decode()
    again = opened | fields_of_fragment(answer)
    assert look(client, article, again).status_code == 204
    assert "li 正在看" in page(client, article).css_first("#review-here").text()


def fields_of_fragment(answer):
    told = LexborHTMLParser(answer.content).css_first("[name=told]")
    return {"told": told.attributes["value"]}


def test_who_is_gone_for_a_minute_is_not_told_of_and_comes_anew(li, zhao):
    article = make.submitted()
    Presence.objects.note(article, li)
    long_ago = timezone.now() - OPEN - timedelta(seconds=1)
    Presence.objects.update(opened_at=long_ago, seen_at=long_ago)
    assert presence.at(article, zhao) == []
    Presence.objects.note(article, li)
    [row] = presence.at(article, zhao)
    assert row.since > long_ago


def test_a_reviewer_hears_that_the_author_has_it_open_and_the_author_of_them(
    client, li, zhao
):
    article = make.submitted()
    make.unsaved(article, zhao)
    client.force_login(li)
    told = page(client, article).css_first("#review-here").text()
    assert "zhao 正在修改这篇文章" in told
    Presence.objects.note(article, li)
    client.force_login(zhao)
    form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert "li 正在看审稿页" in form.content.decode()
    kept = client.post(
        reverse("admin:articles_article_keep"),
        {"article": article.pk, "opened_version": article.version}
        | {"writing": "w" * 32, "holder": "h" * 32, "based_on": article.version},
    )
    assert any("li 正在看" in one for one in kept.json()["here"])


def test_what_was_done_meanwhile_is_said_with_the_way_to_the_page_of_now(
    client, li, zhao
):
    article = make.submitted()
    client.force_login(zhao)
    opened = fields_of(page(client, article))
    review.approve(Article.objects.get(pk=article.pk), li)
    html = look(client, article, opened).content.decode()
    assert "li 已于" in html
    assert "「通过」" in html
    assert f'href="{review_url(article)}"' in html


def test_a_remark_of_another_is_told_of_to_who_has_the_page_open(client, li, zhao):
    article = make.submitted(body="全省有7个集群。")
    client.force_login(zhao)
    opened = fields_of(page(client, article))
    assert look(client, article, opened).status_code == 204
    remarks.add(article, li, {1: "口径？"}, body.blocks(article.body))
    assert "批注" in look(client, article, opened).content.decode()
    assert "批注" not in page(client, article).css_first("#review-here").text()


def test_the_desk_names_who_is_at_which_text(client, li, zhao):
    read, written, free = (make.submitted(f"待审的第{n}篇") for n in "一二三")
    Presence.objects.note(read, zhao)
    make.unsaved(written, zhao)
    client.force_login(li)
    tree = LexborHTMLParser(client.get(reverse("desk")).content)
    rows = {
        node.css_first("a").text(): node.text() for node in tree.css(".desk-mine li")
    }
    assert "zhao 正在看" in rows[str(read)]
    assert "zhao 正在修改" in rows[str(written)]
    assert "zhao" not in rows[str(free)]


def test_one_who_writes_and_reads_is_named_once_as_a_writer(li, zhao):
    article = make.submitted()
    Presence.objects.note(article, zhao)
    make.unsaved(article, zhao)
    assert [(one.who, one.writes) for one in presence.at(article, li)] == [
        ("zhao", True)
    ]


def test_rows_of_days_past_are_swept_when_their_person_opens_another(li):
    old, new = make.submitted("昨天的一篇"), make.submitted("今天的一篇")
    Presence.objects.note(old, li)
    Presence.objects.update(seen_at=timezone.now() - KEPT - timedelta(hours=1))
    Presence.objects.note(new, li)
    assert [row.article_id for row in Presence.objects.all()] == [new.pk]


def test_being_there_keeps_nobody_signed_in_and_is_no_act(client, li):
    article = make.submitted()
    client.force_login(li)
    html = client.get(review_url(article)).content.decode()
    assert "X-Background" in html
    before = article.review_events.count()
    look(client, article, {})
    assert article.review_events.count() == before
