"""Remarks and the list before publishing, in a browser and without a mouse."""

import pytest

from articles.models import Article, Remark
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_review import at_desk  # noqa: F401

TEXT = "全省有7个集群。\n\n产值增长9%。\n\n没有数字的一段。"


@pytest.fixture
def editor(at_desk):  # noqa: F811
    return at_desk(make.staff("编辑", "li"), "keyboard")


def keys(person, *pressed):
    for key in pressed:
        person.page.keyboard.press(key)


def test_an_editor_remarks_passes_and_publishes_with_keys_alone(editor):
    article = make.submitted(body=TEXT)
    following = make.submitted("排在后面的另一篇", body="正文。")
    editor.go("admin:articles_article_review", article.pk)
    keys(editor, "j", "j")
    focused = "document.activeElement.textContent"
    assert "产值增长9%" in editor.page.evaluate(focused)
    keys(editor, "m")
    editor.page.keyboard.type("9%的口径？")
    keys(editor, "Control+Enter")
    editor.page.wait_for_selector(".remark-open")
    remark = Remark.objects.get()
    assert (remark.block, remark.words) == (2, "9%的口径？")

    # The letters are letters while one writes, and "a" opens the approval.
    keys(editor, "a")
    editor.page.wait_for_selector(".act-approve[open]")
    editor.pick(".act-approve [name=then]", "now")
    editor.reach("#act-approve-because")
    editor.page.keyboard.type("japr 看过原文。")
    keys(editor, "Control+Enter")
    editor.page.wait_for_selector(".notice.review-success")
    article.refresh_from_db()
    assert article.status == "published"
    remark.refresh_from_db()
    assert (remark.state, remark.closed_because) == ("waived", "japr 看过原文。")

    keys(editor, "n")
    editor.page.wait_for_url(f"**/{following.pk}/review/")
    keys(editor, "r")
    editor.page.keyboard.type("请补导语。")
    keys(editor, "Control+Enter")
    editor.page.wait_for_selector(".notice.review-success")
    following.refresh_from_db()
    assert following.status == "returned"


def test_single_keys_can_be_switched_off(editor):
    article = make.submitted(body=TEXT)
    editor.page.evaluate("localStorage.setItem('keys-off', 'true')")
    editor.go("admin:articles_article_review", article.pk)
    keys(editor, "a")
    assert not editor.page.locator(".act-approve[open]").count()
    editor.page.evaluate("localStorage.removeItem('keys-off')")
    editor.page.reload()
    keys(editor, "a")
    editor.page.wait_for_selector(".act-approve[open]")


def test_all_of_the_list_is_chosen_and_let_pass_at_once(at_desk):  # noqa: F811
    person = at_desk(make.staff("编辑", "li"))
    article = make.submitted(body=TEXT)
    person.go("admin:articles_article_review", article.pk)
    person.page.check("#pass-all")
    person.page.fill("#pass-because", "原文如此。")
    person.page.click(".pass button")
    person.page.wait_for_selector(".notice.review-success")
    assert "没有挡着发布的项目" in person.text()
    assert Article.objects.get().overrules.count() == 2


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_remarks_and_the_list_are_free_of_violations(at_desk, width, scheme):  # noqa: F811
    person = at_desk(make.staff("编辑", "li"), width=width, scheme=scheme)
    article = make.submitted(body=TEXT)
    person.go("admin:articles_article_review", article.pk)
    for number, words in ((1, "一"), (3, "三")):
        margin = f".margin[data-paragraph='{number}']"
        person.page.click(f"{margin} .remark-new summary")
        person.page.fill(f"{margin} textarea", words)
        person.page.click(f"{margin} .remark-new button")
        person.page.wait_for_selector(f"{margin} .remark-open")
    person.page.click(".remark-open [name=resolve]")
    person.page.wait_for_selector(".remark-resolved")
    person.page.evaluate(
        "document.querySelectorAll('details').forEach(one => one.name || (one.open = true))"
    )
    person.assert_in_order()
    overflow = "document.documentElement.scrollWidth - innerWidth"
    assert person.page.evaluate(overflow) <= 0
