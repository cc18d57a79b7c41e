"""The log of all in a browser, and being signed out for doing nothing."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import auditing, review
from articles.models import DeskSession
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_review import at_desk

__all__ = ["at_desk"]


def fill(chief):
    """A page of the log with everything a row can have, and a row below it."""
    row = make.published("长三角推动产业集群协同，" * 6)
    review.withdraw(row, make.person("编辑", "li"), "数据来源撤回了数字。" * 20)
    auditing.record("live.hide", None, make.flash("甲厂投产").story, "隐藏", "x" * 300)
    for n in range(100):
        auditing.record("row.change", chief, row, f"已修改标题 {n}")
    auditing.record("row.delete", chief, make.article("删掉的一篇"), note="重复")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_its_pages_are_free_of_violations_and_fit(at_desk, width, scheme):
    chief = make.staff("主编", "zhao")
    fill(chief)
    person = at_desk(chief, width=width, scheme=scheme)
    base = person.page.url.split("/admin/")[0]
    log = reverse("admin:articles_auditentry_changelist")
    for query in (
        "?who=",
        "?since=x&q=集群",
        "?who=machine",
        "?q=没有的词",
        "?act=review.",
    ):
        person.page.goto(base + log + query)
        person.assert_in_order()
        overflow = person.page.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
        assert overflow <= 0, query


def test_who_looks_for_an_act_finds_it_by_keyboard_and_goes_on_below(at_desk):
    chief = make.staff("主编", "zhao")
    fill(chief)
    person = at_desk(chief, by="keyboard")
    person.go("admin:index")
    log = reverse("admin:articles_auditentry_changelist")
    person.press(f".module a[href='{log}']")
    person.page.wait_for_url(f"**{log}")
    person.press("a[href*='before=']")
    person.page.wait_for_url("**before=**")
    assert "数据来源撤回了数字。" in person.text()
    person.write("#id_q", "重复")
    person.page.keyboard.press("Enter")
    person.page.wait_for_url("**q=**")
    assert person.page.locator("table.audit tbody tr").count() == 1
    assert "删掉的一篇" in person.text()
    with person.page.expect_download() as download:
        person.press("a[href*='export.csv']")
    assert "删掉的一篇" in download.value.path().read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_who_did_nothing_for_hours_is_told_why_they_are_out_and_comes_back(
    at_desk, width, scheme
):
    person = at_desk(make.staff("编辑", "li"), width=width, scheme=scheme)
    DeskSession.objects.update(seen_at=timezone.now() - timedelta(hours=3))
    person.go("admin:articles_article_changelist")
    assert "一段时间没有操作，已退出" in person.text()
    person.assert_in_order()
    person.page.fill("#id_username", "li")
    person.page.fill("#id_password", "pass-word-1")
    person.page.click("[type=submit]")
    person.page.wait_for_url("**" + reverse("admin:articles_article_changelist"))
