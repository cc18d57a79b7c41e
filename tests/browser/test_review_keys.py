"""The review page by keyboard: its keys, what closes an act, where a refusal leads."""

import pytest

from tests import make
from tests.browser.test_review import at_desk  # noqa: F401  a fixture


@pytest.fixture
def reading(at_desk):  # noqa: F811
    def begin(**options):
        article = make.submitted("待审的一篇", body="全省有7个集群。\n\n第二段。")
        person = at_desk(make.staff("编辑", "li"), **options)
        person.go("admin:articles_article_review", article.pk)
        return person.page

    return begin


def focused(page):
    return page.evaluate(
        "(document.activeElement.name || document.activeElement.parentElement.className)"
    )


def test_the_keys_work_after_a_box_is_ticked_and_not_while_one_types(reading):
    page = reading()
    page.locator("#checklist input[type=checkbox]:not(#pass-all)").first.check()
    page.keyboard.press("a")
    assert page.locator("details.act-approve").evaluate("one => one.open")
    page.locator(".act-approve [name=then][value=later]").check()
    page.keyboard.press("r")
    assert page.locator("details.act-return").evaluate("one => one.open")
    page.keyboard.type("apln")  # in the note now
    assert page.input_value(".act-return [name=note]") == "apln"


def test_escape_closes_an_act_and_gives_the_focus_back(reading):
    page = reading()
    page.keyboard.press("r")
    page.keyboard.type("请补出处")
    page.keyboard.press("Escape")
    assert not page.locator("details.act-return").evaluate("one => one.open")
    assert "act-return" in focused(page)
    page.keyboard.press("Enter")
    assert page.input_value(".act-return [name=note]") == "请补出处"  # nothing is lost


def test_a_refused_act_opens_at_its_bad_field(reading):
    page = reading(width=390)
    page.locator(".act-return summary").click()
    page.locator(".act-return button").click()
    page.wait_for_selector(".notice.review-error")
    assert focused(page) == "note"
    page.wait_for_function("() => scrollY > 0")
    box = page.locator(".act-return [name=note]").bounding_box()
    assert 0 <= box["y"] <= 844 - box["height"]
    assert "退回时请写明原因" in page.locator(".act-return .errorlist").inner_text()
