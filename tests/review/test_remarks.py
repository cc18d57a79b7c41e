"""Remarks on paragraphs: who makes them, where later texts show them, what they stop."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import body, review
from articles.models import Article, Remark
from articles.review import remarks
from tests import make

pytestmark = pytest.mark.django_db

TEXT = "甲市有七家企业投产。\n\n乙市的订单仍在增加。\n\n丙市没有消息。"


@pytest.fixture
def writer():
    return make.staff("作者", "wang")


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def url(article, name="review"):
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def page(client, article):
    return LexborHTMLParser(client.get(url(article)).content)


def say(client, article, **words):
    """Write remarks on the review page as it is now: words_2="…" is on paragraph 2."""
    seen = page(client, article).css_first("#remark-form [name=text]")
    sent = {name.replace("_", "-"): said for name, said in words.items()}
    sent["text"] = seen.attributes["value"]
    return client.post(url(article, "remarks"), sent, follow=True).content.decode()


def remark_on(article, by, number, words="请核对。"):
    return remarks.add(article, by, {number: words}, body.blocks(article.body))[0]


def beside(article, text):
    """{paragraph: (words, changed)} of the remarks as the page of *text* has them."""
    found = remarks.margin(article, body.blocks(text)).beside
    return {
        number: [(one.remark.words, one.changed) for one in placed]
        for number, placed in found.items()
    }


def test_an_editor_remarks_on_a_paragraph_and_the_author_finds_it_there(
    client, writer, editor
):
    article = make.submitted(body=TEXT, by=writer)
    client.force_login(editor)
    assert "已批注 2 处。" in say(
        client, article, words_2="哪个乙市？", words_0="太短。"
    )
    client.force_login(writer)
    margins = page(client, article).css(".margin")
    assert "太短。" in margins[0].text()
    assert "哪个乙市？" in margins[2].text()
    assert "哪个乙市？" not in margins[1].text()
    assert article.review_events.filter(act="remark", by=editor).count() == 2


def test_a_remark_without_words_or_on_no_paragraph_is_refused_in_words(client, editor):
    article = make.submitted(body=TEXT)
    client.force_login(editor)
    assert "批注没有写字" in say(client, article, words_1="  ")
    html = say(client, article, words_9="第九段？")
    assert "没有第 9 段" in html
    assert not Remark.objects.exists()
    long = "长" * 2001
    html = say(client, article, words_1=long)
    assert "最多 2000 个" in html
    assert long in html  # nothing typed is lost


def test_a_remark_on_a_draft_that_was_changed_meanwhile_is_kept_in_the_form(
    client, writer, editor
):
    article = make.article(body=TEXT)
    client.force_login(editor)
    seen = page(client, article).css_first("#remark-form [name=text]")
    article.body = "另一段。\n\n" + TEXT
    review.edit(article, writer)
    html = client.post(
        url(article, "remarks"),
        {"text": seen.attributes["value"], "words-2": "哪个乙市？"},
    ).content.decode()
    assert "wang 于" in html
    assert "哪个乙市？" in html
    assert not Remark.objects.exists()


def test_a_remark_goes_with_its_paragraph(editor):
    article = make.submitted(body=TEXT)
    remark_on(article, editor, 2)
    first, second, third = TEXT.split("\n\n")
    moved = "\n\n".join((second, first, third))
    assert beside(article, moved) == {1: [("请核对。", False)]}
    mended = "\n\n".join((first, second.replace("增加", "明显增加"), third))
    assert beside(article, mended) == {2: [("请核对。", True)]}
    margin = remarks.margin(article, body.blocks("\n\n".join((first, third))))
    assert (margin.beside, [row.words for row in margin.adrift]) == ({}, ["请核对。"])


def test_a_remark_whose_paragraph_is_gone_still_stands_on_the_page(
    client, writer, editor
):
    article = make.submitted(body=TEXT, by=writer)
    remark_on(article, editor, 2, "出处？")
    review.return_to_author(article, editor, "见批注")
    article.body = TEXT.replace("\n\n乙市的订单仍在增加。", "")
    review.edit(article, writer)
    client.force_login(writer)
    adrift = page(client, article).css_first(".adrift").text()
    assert "出处？" in adrift
    assert "乙市的订单仍在增加。" in adrift


def test_an_open_remark_keeps_the_text_from_readers_until_it_is_closed(editor):
    article = make.approved(body=TEXT)
    remark = remark_on(article, editor, 1)
    with pytest.raises(review.ReviewError, match="请核对"):
        review.publish(article, editor)
    assert not Article.objects.public().exists()
    remarks.resolve(remark, editor, "核对过了。")
    review.publish(article, editor)
    assert Article.objects.public().exists()


def test_an_open_remark_is_let_pass_only_with_a_reason_and_not_by_a_writer(
    writer, editor
):
    article = make.submitted(body=TEXT, by=writer)
    remark = remark_on(article, editor, 1)
    for by, because, told in (
        (editor, " ", "原因"),
        (writer, "我看没事。", "权限"),
    ):
        with pytest.raises(review.ReviewError, match=told):
            remarks.let_pass(remark, by, because)
    other = make.staff("编辑", "zhao")
    article.writers.add(other)
    article.submitted_revision.writers.add(other)
    with pytest.raises(review.ReviewError, match="另一人"):
        remarks.let_pass(Remark.objects.get(), other, "我看没事。")
    remarks.let_pass(Remark.objects.get(), editor, "原文如此。")
    remark.refresh_from_db()
    assert (remark.state, remark.closed_by) == ("waived", editor)
    assert article.review_events.first().note.endswith("原文如此。")


def test_the_author_closes_a_remark_and_the_editor_opens_it_again(
    client, writer, editor
):
    article = make.submitted(body=TEXT, by=writer)
    remark = remark_on(article, editor, 1)
    client.force_login(writer)
    close = url(article, "remark")
    client.post(close, {"resolve": remark.pk, "because": "改了。"})
    remark.refresh_from_db()
    assert (remark.state, remark.closed_because) == ("resolved", "改了。")
    html = client.post(close, {"resolve": remark.pk}, follow=True).content.decode()
    assert "wang 已经处理了这条批注" in html
    client.force_login(editor)
    client.post(close, {"reopen": remark.pk})
    remark.refresh_from_db()
    assert (remark.state, remark.closed_by) == ("open", None)
    acts = article.review_events.values_list("act", flat=True)
    assert list(acts)[:3] == ["reopen", "resolve", "remark"]


def test_the_button_that_lets_pass_is_absent_for_who_may_not_and_refused(
    client, writer, editor
):
    article = make.submitted(body=TEXT, by=writer)
    remark = remark_on(article, editor, 1)
    client.force_login(writer)
    assert page(client, article).css_first("[name=waive]") is None
    answer = client.post(
        url(article, "remark"), {"waive": remark.pk, "because": "没事"}
    )
    assert answer.status_code == 403
    assert Remark.objects.get().is_open
    client.force_login(editor)
    assert page(client, article).css_first("[name=waive]") is not None


def test_who_mends_the_text_has_what_is_open_above_the_form(client, writer, editor):
    article = make.submitted(body=TEXT, by=writer)
    first, second = (
        remark_on(article, editor, number, words)
        for number, words in ((1, "哪七家？"), (2, "多少？"))
    )
    remarks.resolve(first, editor)
    client.force_login(writer)
    box = LexborHTMLParser(client.get(url(article, "change")).content)
    told = box.css_first(".open-remarks")
    assert "多少？" in told.text()
    assert "哪七家" not in told.text()
    link = told.css_first("a").attributes["href"]
    assert link.endswith(f"/review/#remark-{second.pk}")


def test_the_desk_counts_what_is_open(client, editor):
    article = make.submitted(body=TEXT)
    first, _second = (remark_on(article, editor, number) for number in (1, 2))
    client.force_login(editor)
    assert "2 条批注未了结" in client.get(reverse("desk")).content.decode()
    remarks.resolve(first, editor)
    assert "1 条批注未了结" in client.get(reverse("desk")).content.decode()


def test_a_remark_of_another_article_is_not_found_here(client, editor):
    article, other = make.submitted(body=TEXT), make.submitted("另一篇", body=TEXT)
    remark = remark_on(other, editor, 1)
    client.force_login(editor)
    answer = client.post(url(article, "remark"), {"resolve": remark.pk})
    assert answer.status_code == 404
    assert Remark.objects.get().is_open


def test_what_is_said_in_a_remark_is_text_and_never_markup(client, editor):
    article = make.submitted(body=TEXT)
    client.force_login(editor)
    html = say(client, article, words_1="<script>alert(1)</script>")
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_what_was_done_to_a_remark_is_said_beside_it(client, writer, editor):
    article = make.submitted(body=TEXT, by=writer)
    remark, other = (remark_on(article, editor, number) for number in (1, 2))
    client.force_login(editor)
    for act, told in (("resolve", "已了结这处批注。"), ("reopen", "已重开这处批注。")):
        html = client.post(
            url(article, "remark"), {act: remark.pk}, follow=True
        ).content
        tree = LexborHTMLParser(html)
        [said] = tree.css("[role=status].review-success")
        assert said.text() == told
        assert tree.css_first(f"#remark-{remark.pk} .review-success") is not None
        assert tree.css_first(f"#remark-{other.pk} .review-success") is None
