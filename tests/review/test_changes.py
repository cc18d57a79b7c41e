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


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("同比增长3.3%", "同比下降3.3%", ["3.3%", "下降3.3%"]),
        ("同比下降3.3%", "同比增长3.3%", ["下降3.3%", "3.3%"]),
        ("同比-3.3%", "同比3.3%", ["-3.3%", "3.3%"]),
    ],
)
def test_a_rise_made_a_fall_is_a_change_of_meaning(client, before, after, told):
    body = "前5个月，浙江出口{}。"
    article = make.published(body=body.format(before))
    article.body = body.format(after)
    author = make.person("作者", "a-writer")
    review.edit(article, author)
    review.correct(article, author, "substantive", "更正了方向。")
    rows = page_of(client, article).css(".changes-figures tbody tr")
    cells = [cell.text().split("（")[0] for row in rows for cell in row.css("td")]
    assert cells == told


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


def returned_and_mended():
    """A text readers never had, returned once and sent in again with 9 for 7."""
    article = make.submitted(body=BODY)
    review.return_to_author(article, make.editor(), "7个还是9个？")
    return sent_in_again(article, BODY.replace("7个", "9个"))


def sent_in_again(article, body):
    author = make.person("作者", "a-writer")
    article.body = body
    review.edit(article, author)
    review.submit(article, author)
    return article


def test_a_text_sent_in_again_is_compared_with_the_one_that_was_returned(client):
    page = page_of(client, returned_and_mended())
    assert page.css_first("#changes-title").text() == "与退回的第 1 版相比"
    [row] = page.css(".changes-figures tbody tr")
    assert [cell.text() for cell in row.css("td")] == ["7个", "9个"]
    assert page.css_first(".changes-since") is None


def test_a_text_written_again_after_approval_is_compared_with_what_was_approved(client):
    article = make.approved(body=BODY)
    sent_in_again(article, BODY.replace("突破", ""))
    page = page_of(client, article)
    assert page.css_first("#changes-title").text() == "与曾通过的第 1 版相比"
    assert page.css_first(".changes del").text() == "突破1.2万亿元"


def test_a_text_after_a_withdrawal_is_compared_with_what_was_withdrawn(client):
    article = make.published(body=BODY)
    review.withdraw(article, make.editor(), "数字有误")
    article.body = BODY.replace("7个", "9个")
    author = make.person("作者", "a-writer")
    review.edit(article, author)
    review.correct(article, author, "substantive", "更正了数字。")
    title = page_of(client, article).css_first("#changes-title").text()
    assert title == "与撤下的第 1 版相比"


def test_the_working_copy_is_compared_once_it_is_no_longer_what_was_returned(client):
    article = make.submitted(body=BODY)
    review.return_to_author(article, make.editor(), "请改")
    assert page_of(client, article).css_first(".changes") is None
    article.body = BODY.replace("7个", "9个")
    review.edit(article, make.person("作者", "a-writer"))
    title = page_of(client, article).css_first("#changes-title").text()
    assert title == "与退回的第 1 版相比"


def test_an_old_text_is_not_compared_with_what_was_decided_after_it(client):
    article = returned_and_mended()
    client.force_login(make.editor())
    first = article.revisions.get(number=1)
    address = reverse("admin:articles_article_review", args=[article.pk])
    page = LexborHTMLParser(client.get(f"{address}?revision={first.pk}").content)
    assert page.css_first(".changes") is None


def test_what_readers_have_comes_first_and_the_returned_text_is_a_link_away(client):
    article = corrected(BODY.replace("7个", "8个"))
    review.return_to_author(article, make.editor(), "是9个。")
    article.body = BODY.replace("7个", "9个")
    author = make.person("作者", "a-writer")
    review.edit(article, author)
    review.correct(article, author, "substantive", "更正了数字。")
    page = page_of(client, article)
    assert page.css_first("#changes-title").text() == "与读者现在所见的差别"
    assert page.css_first(".changes del").text() == "7个"
    link = page.css_first(".changes-since a")
    assert link.text() == "与退回的第 2 版相比"
    compared = LexborHTMLParser(client.get(link.attributes["href"]).content)
    assert compared.css_first(".compared del").text() == "8个"


def test_a_correction_not_returned_has_no_second_comparison(client):
    page = page_of(client, corrected(BODY.replace("7个", "9个")))
    assert page.css_first(".changes-since") is None
