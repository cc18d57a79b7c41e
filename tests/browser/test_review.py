"""A writer and an editor with browsers, by mouse and by keyboard: the whole of review."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from articles import review
from articles.models import Article
from tests import make
from tests.browser.conftest import SCREENS

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Person:
    """Somebody at their browser, who has a mouse or only a keyboard."""

    def __init__(self, page, by):
        self.page, self.by = page, by

    def go(self, name, *args):
        address = reverse(name, args=args)
        self.page.goto(self.page.url.split("/admin/")[0] + address)

    def reach(self, selector):
        """Press Tab until *selector* has the focus, as one without a mouse does."""
        self.page.locator(selector).first.wait_for(state="visible")
        for _ in range(150):
            if self.page.evaluate(
                "wanted => document.activeElement.matches(wanted)", selector
            ):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {selector}")

    def press(self, selector, key="Enter"):
        if self.by == "mouse":
            self.page.locator(selector).first.click()
            return
        self.reach(selector)
        self.page.keyboard.press(key)

    def write(self, selector, text):
        if self.by == "mouse":
            self.page.fill(selector, text)
            return
        self.reach(selector)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def choose(self, selector, typed):
        """Choose in a field that completes what one types."""
        self.press(selector)
        self.page.keyboard.type(typed)
        self.page.wait_for_selector(f".select2-results__option:has-text('{typed}')")
        self.page.keyboard.press("Enter")

    def set_time(self, selector, moment):
        at = timezone.localtime(moment)
        if self.by == "mouse":
            self.page.fill(selector, f"{at:%Y-%m-%dT%H:%M}")
            return
        self.reach(selector)
        # The parts stand in the order of the browser's own language.
        for first, then in (
            (f"{at:%Y}", f"{at:%m%d%H%M}"),
            (f"{at:%m%d%Y}", f"{at:%I%M%p}"),
        ):
            self.page.keyboard.type(first)
            self.page.keyboard.press("ArrowRight")
            self.page.keyboard.type(then)
            if self.page.input_value(selector) == f"{at:%Y-%m-%dT%H:%M}":
                return
            for _ in range(6):  # back to the first part
                self.page.keyboard.press("Backspace")
                self.page.keyboard.press("ArrowLeft")
        raise AssertionError(f"no time can be typed in {selector}")

    def act(self, name, **fields):
        """Open an act on the review page, fill it in, confirm it."""
        form = f".act-{name}"
        if not self.page.locator(f"{form} button").is_visible():
            self.press(f"{form} summary")
        for field, value in fields.items():
            at = f"#act-{name}-{field}"
            if field == "at":
                self.set_time(at, value)
            elif field in ("then", "kind"):
                self.pick(f"{form} [name={field}]", value)
            else:
                self.write(at, value)
        self.press(f"{form} button")
        self.page.wait_for_selector(".notice.review-success")

    def pick(self, radios, value):
        """Choose one of a group of radio buttons; by keyboard with the arrows."""
        wanted = f"{radios}[value={value}]"
        if self.by == "mouse":
            self.page.check(wanted)
            return
        self.reach(f"{radios}:checked")
        for _ in range(5):
            if self.page.locator(wanted).is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"the arrows do not reach {wanted}")

    def text(self):
        return self.page.locator("body").inner_text()

    def assert_in_order(self):
        """Nothing blocked, nothing said by the browser, nothing wrong for anybody."""
        assert self.page.evaluate("window.seen.policy") == [], self.page.url
        assert self.page.heard == [], self.page.url
        assert violations(self.page) == [], self.page.url
        # axe copies sheets that import others into a <style>, which is its own affair.
        self.page.evaluate("window.seen.policy = []")
        self.page.heard.clear()


def violations(page):
    found = Axe().run(page, options={"runOnly": RULES})
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


@pytest.fixture
def at_desk(open_page):
    def sign_in(user, by="mouse", **options):
        address = reverse("desk")
        page = open_page(f"/admin/login/?next={address}", locale="zh-CN", **options)
        page.fill("#id_username", user.username)
        page.fill("#id_password", "pass-word-1")
        page.click("[type=submit]")
        page.wait_for_url("**" + address)
        return Person(page, by)

    return sign_in


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
def test_a_story_from_its_first_word_to_its_withdrawal(at_desk, open_page, by):
    make.source("江南财讯")
    writer = at_desk(make.staff("作者", "wang"), by)
    editor = at_desk(make.staff("编辑", "li"), by)

    # Write, and send in.
    writer.go("admin:articles_article_add")
    writer.write("#id_title", "集群产值再创新高")
    writer.write("#id_body", "全省有7个集群。")
    writer.press("[name=_submit]")
    writer.page.wait_for_selector(".field-source .errorlist")
    writer.choose(".field-source .select2-selection", "江南财讯")
    writer.press("[name=_submit]")
    writer.page.wait_for_url("**/review/")
    assert "等另一人审阅" in writer.text()
    article = Article.objects.get()
    writer.assert_in_order()

    # Return, and mend.
    editor.go("desk")
    editor.assert_in_order()
    editor.press(".desk-mine .desk-rows a")
    editor.page.wait_for_selector("article.story")
    editor.act("return", note="7个还是9个？")
    writer.go("desk")
    assert "7个还是9个？" in writer.text()
    writer.press(".desk-mine .desk-rows a")
    writer.press(".desk-path a[href$='change/']")
    writer.write("#id_body", "全省有9个集群。")
    writer.press("[name=_submit]")
    writer.page.wait_for_url("**/review/")

    # Approve, schedule, think better of it, publish.
    editor.go("desk")
    editor.press(".desk-mine .desk-rows a")
    editor.act("approve")
    in_five_hours = timezone.now() + timedelta(hours=5)
    editor.act("schedule", at=in_five_hours, because="原文是9个。")
    assert "北京时间，还有" in editor.text()
    editor.act("unschedule")
    editor.act("publish")
    editor.assert_in_order()
    reader = open_page(article.get_absolute_url())
    assert "全省有9个集群。" in reader.content()

    # Correct.
    writer.go("admin:articles_article_change", article.pk)
    writer.write("#id_body", "全省有11个集群。")
    writer.press("[name=_submit]")
    writer.page.wait_for_url("**/review/?act=correct#review")
    writer.act("correct", kind="substantive", public_note="集群数更正为11个。")
    reader.reload()
    assert "全省有9个集群。" in reader.content()
    editor.go("admin:articles_article_review", article.pk)
    editor.act("approve", then="now", because="原文是11个。")
    reader.reload()
    assert "全省有11个集群。" in reader.content()
    assert "集群数更正为11个。" in reader.content()
    assert violations(reader) == []

    # Withdraw.
    editor.act("withdraw", note="数据来源撤回了数字。")
    editor.assert_in_order()
    reader.reload()
    assert "数据来源撤回了数字。" in reader.content()
    assert "集群。" not in reader.content()
    assert violations(reader) == []
    writer.go("admin:articles_article_change", article.pk)
    assert "已撤下" in writer.text()
    assert writer.page.evaluate("window.seen.policy") == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_desks_pages_are_free_of_violations(at_desk, width, scheme):
    editor = make.staff("编辑", "li")
    row = make.submitted("待审的一篇", lede="导语。")
    make.submitted("编辑自己的", by=editor)
    review.return_to_author(make.submitted("退回的"), make.editor(), "请改")
    timed = make.approved("定时的")
    review.schedule(timed, make.editor(), timezone.now() + timedelta(hours=9))
    make.published("已发的")
    person = at_desk(editor, width=width, scheme=scheme)
    person.assert_in_order()
    pages = [
        reverse("admin:articles_article_review", args=[row.pk]) + "?act=approve",
        reverse("admin:articles_article_review", args=[timed.pk]) + "?act=schedule",
        reverse("admin:articles_article_preview", args=[row.pk]),
    ]
    base = person.page.url.split("/admin/")[0]
    for address in pages:
        person.page.goto(base + address)
        person.assert_in_order()
        overflow = person.page.evaluate(
            "document.documentElement.scrollWidth - innerWidth"
        )
        assert overflow <= 0, address


def test_the_form_an_article_is_typed_in_is_free_of_violations(at_desk):
    row = make.approved("通过的一篇")
    person = at_desk(make.staff("编辑", "li"))
    person.go("admin:articles_article_change", row.pk)
    person.page.wait_for_selector(".select2-selection[aria-label]")
    person.assert_in_order()
