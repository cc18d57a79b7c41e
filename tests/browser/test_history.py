"""The history, a comparison and a correction in a browser: by keys, narrow and dark."""

import pytest
from django.urls import reverse

from articles import review
from articles.models import Fact, FactCorrection
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_review import at_desk  # noqa: F401
from tests.facts.test_correcting import pair, story

BODY = "浙江有国家级集群7个，与上海、江苏、安徽分工协作。\n\n产值稳步增长。\n\n第三段。"


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


def with_history(editor):
    """A story corrected once, returned once, and now half rewritten."""
    writer = make.staff("作者", "wang")
    article = make.published(body=BODY, by=editor, regions=[make.region("浙江")])
    article.body = BODY.replace("7个", "11个")
    review.edit(article, writer)
    review.correct(article, writer, "substantive", "集群数更正为11个。", "口径改了")
    make.let_pass(article, editor)
    review.approve(article, editor)
    review.publish(article, editor)
    article.stated_printed = "今天上午"
    review.edit(article, writer)
    review.correct(article, writer, "typo", "", "补时间")
    review.return_to_author(article, editor, "请再核对一遍来源。")
    article.title, article.body = (
        "集群产值再创新低",
        "第三段。\n\n新的开头。\n\n" + BODY,
    )
    review.edit(article, editor)
    article.regions.clear()
    return article


def overflow(page):
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_history_and_comparison_are_free_of_violations(
    at_desk,  # noqa: F811
    editor,
    width,
    scheme,
):
    article = with_history(editor)
    first = article.revisions.get(number=1)
    person = at_desk(editor, width=width, scheme=scheme)
    base = person.page.url.split("/admin/")[0]
    history = reverse("admin:articles_article_history", args=[article.pk])
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    person.page.goto(base + history)
    person.page.locator("summary.button").last.click()
    person.assert_in_order()
    assert overflow(person.page) <= 0
    for view in ("side", "inline"):
        address = f"{compare}?from={first.pk}&to=working&view={view}"
        person.page.goto(base + address)
        person.assert_in_order()
        assert overflow(person.page) <= 0, view


@pytest.mark.parametrize("script", [True, False])
def test_two_texts_are_chosen_compared_and_one_restored_by_keyboard(
    at_desk,  # noqa: F811
    editor,
    script,
):
    article = with_history(editor)
    person = at_desk(editor, by="keyboard", java_script_enabled=script)
    if not script:
        person.reach = person.page.focus  # asking where the focus is needs a script
    person.go("admin:articles_article_history", article.pk)
    first = article.revisions.get(number=1)
    person.pick("[name=from]", f"'{first.pk}'")
    person.press(".history-compare button")
    person.page.wait_for_url("**/compare/**")
    sides = person.page.locator(".compare-sides").inner_text()
    assert "第 1 版" in sides
    assert "工作稿" in sides
    row = person.page.locator(".side-by-side tr", has_text="第三段。").first
    assert row.locator("th").inner_text() == "第 3 段移为第 1 段"

    person.go("admin:articles_article_history", article.pk)
    person.press("#revision-1 summary")
    person.write(f"#note-{first.pk}", "原来的是对的")
    person.press("#revision-1 form button")
    person.page.wait_for_selector(".notice.review-success")
    article.refresh_from_db()
    assert article.body == BODY


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_correcting_a_figure_and_its_receipt_are_free_of_violations(
    at_desk,  # noqa: F811
    open_page,
    editor,
    width,
    scheme,
):
    about = {"region": make.region("浙江"), "measures": make.indicator("国家级集群")}
    old, new = pair(editor, about)
    copy = story(editor, "据报道，浙江有国家级集群7641个。", "转载的一篇")
    make.fact(copy, "据报道，浙江有国家级集群7641个", "7641个", by=editor, **about)
    person = at_desk(editor, width=width, scheme=scheme)
    person.go("admin:articles_fact_correct", old.pk)
    person.assert_in_order()
    assert overflow(person.page) <= 0
    person.page.check(f"[name=new][value='{new.pk}']")
    person.write("#id_note", "统计口径改了")
    person.press(".correcting form button.default")
    person.page.wait_for_selector(".take-back")
    person.assert_in_order()
    assert overflow(person.page) <= 0
    assert "仍印着" in person.text()

    reader = open_page(new.quote.article.get_absolute_url(), width=width, scheme=scheme)
    reader.click("a.figure")
    told = reader.locator(".fact-card .corrected").first
    told.wait_for(state="visible")
    assert "更正：原作 7641个" in told.inner_text()

    person.write("#because", "原来的是对的")
    person.press(".take-back button")
    person.page.wait_for_selector(".messagelist .success, .messagelist .info")
    assert FactCorrection.objects.standing().count() == 1  # the copy's own stands
    assert Fact.objects.public().filter(pk=old.pk).exists()
