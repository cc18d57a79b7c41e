"""The history of an article: every text with its size, any two compared, any restored."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import review
from articles.models import Article, Revision
from articles.review import changes, sizes
from tests import make

pytestmark = pytest.mark.django_db

BODY = "浙江有国家级集群7个。\n\n产值突破1.2万亿元。"


@pytest.fixture
def writer():
    return make.staff("作者", "wang")


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def history_url(article):
    return reverse("admin:articles_article_history", args=[article.pk])


def compare_url(article, before, after, **more):
    sides = [getattr(side, "pk", side) for side in (before, after)]
    query = "".join(f"&{name}={value}" for name, value in more.items())
    address = reverse("admin:articles_article_compare", args=[article.pk])
    return f"{address}?from={sides[0]}&to={sides[1]}{query}"


def page_at(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return LexborHTMLParser(answer.content)


def lines(client, article, page=1):
    return page_at(client, f"{history_url(article)}?page={page}").css(".history-line")


def edit(article, by, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    review.edit(article, by)


def corrected(writer, editor):
    """A published article, and a correction of it that readers have now."""
    article = make.published(body=BODY, by=editor)
    edit(article, writer, body=BODY.replace("7个", "11个"))
    review.correct(
        *(article, writer, "substantive"), "集群数更正为11个。", "统计口径改了"
    )
    make.let_pass(article, editor)
    review.approve(article, editor)
    review.publish(article, editor)
    return article


def test_each_revision_tells_who_when_how_much_and_what_became_of_it(
    client, writer, editor
):
    article = corrected(writer, editor)
    client.force_login(editor)
    newest, first = lines(client, article)
    told = newest.text()
    for words in (
        *("第 2 版", "wang 定稿", "执笔：wang", "li 通过", "实质更正"),
        *("集群数更正为11个。", "统计口径改了", "送审更正", "发布"),
        *("起看到这一版", "+2", "−1"),
    ):
        assert words in told, words
    assert "第一个版本" in first.text()
    assert "至" in first.css_first(".history-shown").text()
    assert newest.css_first("time").attributes["datetime"]


def test_the_working_copy_comes_first_where_it_differs(client, writer, editor):
    article = corrected(writer, editor)
    client.force_login(editor)
    assert "工作稿" not in lines(client, article)[0].css_first("strong").text()
    edit(article, editor, title="换了标题")
    first, newest, _oldest = lines(client, article)
    assert "工作稿" in first.text()
    assert "+4 −8" in first.css_first(".history-size").text()
    assert first.css_first("input[name=to]").attributes["value"] == "working"
    assert "checked" in newest.css_first("input[name=from]").attributes


def test_an_article_never_frozen_has_its_working_copy_and_nothing_to_compare(
    client, editor
):
    article = make.article()
    client.force_login(editor)
    page = page_at(client, history_url(article))
    assert "还没有定稿的版本" in page.css_first(".history-line").text()
    assert page.css("input[type=radio]") == []


def test_comparing_is_offered_once_there_are_two_texts(client, writer, editor):
    article = make.submitted(by=writer)
    client.force_login(editor)
    assert page_at(client, history_url(article)).css("#compare, [name=from]") == []
    edit(Article.objects.get(pk=article.pk), writer, body="另一段话。")
    assert len(page_at(client, history_url(article)).css("[name=to]")) == 2


def test_a_change_of_subjects_or_byline_alone_is_a_word_and_no_number(
    client, writer, editor
):
    article = make.published(body=BODY, by=editor)
    edit(article, writer, source=make.source("江北财讯"))
    article.regions.add(make.region("浙江"))
    review.freeze(article, writer)
    edit(article, writer, stated_printed="今天上午")
    review.freeze(article, writer)
    client.force_login(editor)
    byline, both, _first = lines(client, article)
    assert byline.css_first(".history-size").text().strip() == "只改了署名与时间"
    assert both.css_first(".history-size").text().strip() == "只改了所涉内容和署名"


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ({"body": BODY.replace("7个", "9个")}, (1, 1)),
        ({"body": BODY + "\n\n新的一段。"}, (5, 0)),
        ({"title": "", "body": ""}, (0, 30)),
        ({"body": "\n\n".join(reversed(BODY.split("\n\n")))}, (0, 0)),
        ({}, (0, 0)),
    ],
)
def test_the_size_of_a_change_counts_characters(after, told):
    before = make.article("集群产值再创新高", BODY)
    other = Article.objects.get(pk=before.pk)
    for name, value in after.items():
        setattr(other, name, value)
    found = sizes.between(before, other)
    assert (found.added, found.removed) == told
    assert bool(found) == bool(after)


def test_a_text_too_long_to_measure_by_character_counts_its_changed_paragraphs():
    before = Article(title="题", body="甲" * 6000 + "一" + "丙" * 10)
    after = Article(title="题", body="乙" * 6000 + "一" + "丙" * 10)
    before.pk, after.pk = make.article().pk, make.article().pk
    assert sizes.between(before, after).added == 6000
    short = Article(title="题", body="甲" * 6000 + "二" + "丙" * 10)
    short.pk = make.article().pk
    assert sizes.between(before, short).added == 1


def test_any_text_can_be_restored_from_its_line_with_a_note_and_none_is_lost(
    client, writer, editor
):
    article = corrected(writer, editor)
    client.force_login(writer)
    newest, first = lines(client, article)
    assert newest.css_first("[name=act]") is None  # the working copy is it already
    form = first.css_first("details form")
    sent = {
        field.attributes["name"]: field.attributes["value"]
        for field in form.css("input[type=hidden]")
    }
    answer = client.post(
        form.attributes["action"], sent | {"note": "口径又改回来了"}, follow=True
    )
    assert "已恢复旧版" in answer.content.decode()
    article.refresh_from_db()
    assert "7个" in article.body
    assert article.revisions.count() == 2
    after = lines(client, article)
    assert "工作稿" in after[0].text()
    assert "口径又改回来了" in after[-1].text()
    assert "11个" in article.published_revision.body


def test_restoring_over_a_save_that_came_meanwhile_is_refused_and_says_whose(
    client, writer, editor
):
    article = corrected(writer, editor)
    client.force_login(writer)
    form = lines(client, article)[-1].css_first("details form")
    sent = {
        field.attributes["name"]: field.attributes["value"]
        for field in form.css("input[type=hidden]")
    }
    edit(article, editor, title="换了标题")
    told = client.post(form.attributes["action"], sent, follow=True).content.decode()
    assert "li 于" in told
    article.refresh_from_db()
    assert article.title == "换了标题"


def test_who_may_not_restore_finds_no_such_button(client, writer, editor):
    article = corrected(writer, editor)
    client.force_login(make.clerk())
    page = page_at(client, history_url(article))
    assert len(page.css(".history-line")) == 2
    assert page.css("[name=act], details form") == []


def test_two_texts_are_compared_by_words_figures_byline_and_subjects(
    client, writer, editor
):
    article = make.published(body=BODY, by=editor, regions=[make.region("浙江")])
    first = article.revisions.get()
    edit(
        article,
        writer,
        title="集群产值再创新低",
        body="新的开头，说明背景。\n\n" + BODY.replace("7个", "9个"),
        source=make.source("江北财讯"),
        stated_at=make.MONDAY,
        stated_printed="今天上午",
    )
    article.regions.clear()
    client.force_login(editor)
    page = page_at(client, compare_url(article, first, "working"))
    figures, byline, _text = page.css(".compared table")
    assert [cell.text() for cell in figures.css("td")] == ["7个", "9个"]
    told = byline.text()
    for words in ("江南财讯", "江北财讯", "2025-06-09", "今天上午"):
        assert words in told
    assert "浙江" in page.css_first(".compared > p del").text()
    rows = {row.css_first("th").text(): row for row in page.css(".side-by-side tr")}
    title = rows["标题"].css("td")
    assert title[0].css_first("del").text() == "高"
    assert title[0].css_first("ins") is None
    assert title[1].css_first("ins").text() == "低"
    assert rows["新增第 1 段"].css("td")[0].text() == "—"
    assert "9个" in rows["第 2 段"].text()
    sides = page.css_first(".compare-sides").text()
    assert "第 1 版，a-writer 于" in sides
    assert "工作稿，wang 于" in sides


def test_the_same_comparison_is_read_in_one_column_or_the_other_way_round(
    client, writer, editor
):
    article = corrected(writer, editor)
    first, second = article.revisions.order_by("number")
    client.force_login(editor)
    page = page_at(client, compare_url(article, first, second, view="inline"))
    cells = page.css(".compare-text td")
    assert [mark.text() for mark in cells[0].css("del, ins")] == ["7个", "11个"]
    swap = page.css(".compare-links a")[1].attributes["href"]
    page = page_at(
        client, reverse("admin:articles_article_compare", args=[article.pk]) + swap
    )
    marks = page.css(".compare-text td")[0].css("del, ins")
    assert [mark.text() for mark in marks] == ["11个", "7个"]
    assert page.css_first(".side-by-side") is None  # the view is kept


def test_numbers_people_know_lead_to_the_texts_they_name(client, writer, editor):
    article = corrected(writer, editor)
    first, second = article.revisions.order_by("number")
    client.force_login(editor)
    address = reverse("admin:articles_article_compare", args=[article.pk])
    answer = client.get(f"{address}?from_number=1&to_number=2")
    assert answer["Location"] == compare_url(article, first, second)
    answer = client.get(f"{address}?from_number=1&to_number=")
    assert answer["Location"] == compare_url(article, first, "working")
    for wrong in ("7", "x", "-1", "9" * 30):
        answer = client.get(f"{address}?from_number={wrong}&to_number=2")
        assert "没有第" in answer.content.decode()


def test_a_text_of_another_article_or_of_none_is_not_compared(client, writer, editor):
    article, other = corrected(writer, editor), make.published("别的一篇")
    own, foreign = article.revisions.first(), other.revisions.get()
    client.force_login(editor)
    for side in (foreign.pk, "x", "0", "-1", "9" * 30, "working "):
        for sides in ((own.pk, side), (side, "working")):
            answer = client.get(compare_url(article, *sides))
            assert answer.status_code == 404, sides
    address = reverse("admin:articles_article_compare", args=[article.pk])
    for query in ("", "?from=", f"?from={own.pk}", "?to=working"):
        assert "请选定" in client.get(address + query).content.decode()
    page = page_at(client, compare_url(article, own, own, view="sideways"))
    assert "两边是同一个版本" in page.css_first(".compared").text()


def test_only_staff_who_may_see_articles_see_their_history(client, writer, editor):
    article = corrected(writer, editor)
    first, second = article.revisions.order_by("number")
    addresses = [history_url(article), compare_url(article, first, second)]
    for address in addresses:
        assert client.get(address).status_code == 302
    outsider = make.staff("编辑", "zhao")
    outsider.groups.clear()
    client.force_login(outsider)
    for address in addresses:
        assert client.get(address).status_code == 403
    client.force_login(make.clerk())
    for address in addresses:
        answer = client.get(address)
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"


def test_the_review_page_tells_a_changed_byline(client, writer, editor):
    article = make.published(body=BODY, by=editor)
    edit(article, writer, source=make.source("江北财讯"))
    found = changes.between(article.published_revision, article)
    assert found
    assert [(row.what, row.before, row.after) for row in found.byline] == [
        ("来源", "江南财讯", "江北财讯")
    ]


@pytest.mark.parametrize("number", [3, 300])
def test_the_history_costs_the_same_for_three_revisions_and_three_hundred(
    client, editor, number, django_assert_num_queries
):
    article = make.published(body=BODY, by=editor, regions=[make.region("浙江")])
    rows = [
        Revision(article=article, number=n, title=f"第{n}稿", body=BODY, of_version=1)
        for n in range(2, number + 1)
    ]
    for row in Revision.objects.bulk_create(rows):
        row.writers.set([editor])
    client.force_login(editor)
    client.get(history_url(article))
    with django_assert_num_queries(23):
        page = page_at(client, history_url(article))
    assert len(page.css(".history-line[value]")) == min(number, 25)
    second = page_at(client, compare_url(article, rows[0], rows[-1]))
    assert "第 2 版" in second.text()


def test_old_revisions_stand_on_later_pages(client, editor):
    article = make.published(body=BODY, by=editor)
    Revision.objects.bulk_create(
        Revision(article=article, number=n, title=article.title, body=f"第{n}稿")
        for n in range(2, 62)
    )
    client.force_login(editor)
    page = page_at(client, history_url(article) + "?page=3")
    numbers = [line.attributes["value"] for line in page.css(".history-line")]
    assert numbers == [str(n) for n in range(11, 0, -1)]
    assert page.css_first(".is-working") is None
    assert len(lines(client, article, "no-such")) == 26
