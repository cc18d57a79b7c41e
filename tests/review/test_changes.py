"""What a second person sees of a correction: words, and figures by what they mean."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import review
from articles.review import changes
from tests import make

pytestmark = pytest.mark.django_db

BODY = "浙江有国家级集群7个。\n\n产值突破1.2万亿元。\n\n见[公告](https://a.example/1)。"


def corrected(body, **fields):
    """A published article with a newer text in review."""
    article = make.published(body=BODY, regions=[make.region("浙江")])
    article.body = body
    for name, value in fields.items():
        setattr(article, name, value)
    author = make.person("作者", "a-writer")
    review.edit(article, author)
    review.correct(article, author, "substantive", "更正了数字。")
    return article


def page_of(client, article):
    client.force_login(make.editor())
    address = reverse("admin:articles_article_review", args=[article.pk])
    return LexborHTMLParser(client.get(address).content)


def test_a_changed_figure_is_told_by_what_it_means(client):
    article = corrected(BODY.replace("7个", "9个"))
    page = page_of(client, article)
    [row] = page.css(".changes-figures tbody tr")
    assert "国家级集群" in row.css_first("th").text()
    assert [cell.text() for cell in row.css("td")] == ["7个", "9个"]
    [change] = page.css(".changes ol li")
    assert [mark.text() for mark in change.css("del, ins")] == ["7个", "9个"]


def test_a_dropped_qualifier_is_a_change_of_meaning(client):
    page = page_of(client, corrected(BODY.replace("突破1.2", "1.2")))
    [row] = page.css(".changes-figures tbody tr")
    assert [cell.text() for cell in row.css("td")] == ["突破1.2万亿元", "1.2万亿元"]


def test_subjects_links_and_the_headline_are_compared_too():
    article = corrected(BODY.replace("a.example/1", "a.example/2"), title="新标题")
    article.regions.clear()
    found = changes.between(article.published_revision, article)
    assert found.removed == ["https://a.example/1", "浙江"]
    assert found.added == ["https://a.example/2"]
    assert any(span.side for span in found.title)
    assert found.untouched == 3


def test_an_unchanged_text_says_so_and_a_first_text_compares_with_nothing(client):
    article = corrected(BODY)
    assert "没有变化" in page_of(client, article).css_first(".changes").text()
    assert page_of(client, make.submitted()).css_first(".changes") is None
