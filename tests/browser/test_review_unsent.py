"""Words typed on the review page are not lost by leaving it or by sending another form."""

import pytest

from articles.models import Article, Remark
from tests import make
from tests.browser.test_review import at_desk  # noqa: F401


@pytest.fixture
def editor(at_desk):  # noqa: F811
    person = at_desk(make.staff("编辑", "li"), "keyboard")
    person.article = make.submitted(body="全省的集群很多。\n\n第二段。")
    person.go("admin:articles_article_review", person.article.pk)
    person.page.keyboard.press("r")
    person.page.keyboard.type("请补来源")
    person.asked = []
    person.page.on(
        "dialog", lambda told: (person.asked.append(told.type), told.dismiss())
    )
    return person


def test_leaving_with_a_half_written_note_is_asked_about(editor):
    with editor.page.expect_event("dialog"):
        editor.page.locator(".desk-path a").first.click()
    assert editor.asked == ["beforeunload"]
    assert editor.page.input_value("#act-return-note") == "请补来源"


def test_sending_a_remark_does_not_throw_the_note_away_unasked(editor):
    editor.page.evaluate("document.activeElement.blur()")
    editor.page.keyboard.press("m")
    editor.page.keyboard.type("口径？")
    with editor.page.expect_event("dialog"):
        editor.page.keyboard.press("Control+Enter")
    assert editor.asked == ["beforeunload"]
    assert not Remark.objects.exists()
    assert editor.page.input_value("#act-return-note") == "请补来源"


def test_what_is_sent_is_not_asked_about(editor):
    editor.page.keyboard.press("Control+Enter")
    editor.page.wait_for_selector(".notice.review-success")
    assert editor.asked == []
    assert Article.objects.get(pk=editor.article.pk).status == "returned"
