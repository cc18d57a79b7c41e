"""An editor with a keyboard: doubts answered, skipped and taken back; acts by buttons."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from articles.live import editing
from articles.models import Comparison, LiveStory, Receipt
from tests import make

PAIRS = [
    ("产值增长3.1%", "产值增长3.7%"),
    ("甲港今日通航，首日进出船舶12艘次", "甲港6月9日通航：首日进出船舶21艘次"),
    ("丙厂停产检修", "丁港封航"),
]


@pytest.fixture
def desk(open_page):
    def sign_in(address, **options):
        person = make.editor()
        page = open_page("/admin/login/?next=" + address, **options)
        page.fill("#id_username", person.username)
        page.fill("#id_password", "pass-word-1")
        page.click("[type=submit]")
        page.wait_for_url("**" + address)
        return page

    return sign_in


def doubts():
    for one, other in PAIRS:
        a, b = make.flash(one), make.flash(other)
        Comparison.objects.create(a=a, b=b, origin="unsure", probability=0.43)


def press(page, key):
    """Press *key* and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press(key)


def shown(page):
    return page.locator(".sides").inner_text().replace("\n", "")


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(fault["id"], [n["target"] for n in fault["nodes"]]) for fault in found]


QUEUE = "/admin/articles/comparison/queue/"


def test_doubts_are_answered_by_keyboard_and_the_last_is_taken_back(desk):
    doubts()
    page = desk(QUEUE)
    assert "丁港封航" in shown(page)
    assert "还有 3 对" in page.inner_text("#left")
    press(page, "d")
    assert "21艘次" in shown(page)
    press(page, "s")
    assert "3.7%" in shown(page)
    assert "还有 1 对" in page.inner_text("#left")
    press(page, "u")
    assert "21艘次" in shown(page)
    assert Comparison.objects.get(answer=False).a.text == "丙厂停产检修"
    press(page, "n")
    assert "3.7%" in shown(page)
    press(page, "n")
    assert "跳过的还有 2 对" in page.inner_text("#left")
    press(page, "u")
    assert "丁港封航" in shown(page)
    assert Comparison.objects.unanswered().count() == 3
    assert page.heard == []
    assert page.evaluate("window.seen.policy") == []


def test_a_key_held_down_or_pressed_with_another_answers_nothing(desk):
    doubts()
    page = desk(QUEUE)
    page.keyboard.press("Control+d")
    page.keyboard.press("x")
    page.locator("#nav-filter").focus()
    page.keyboard.press("s")
    assert not Receipt.objects.exists()
    page.locator("h1").click()
    with page.expect_navigation():
        page.evaluate(
            "for (let n = 0; n < 5; n++) document.body.dispatchEvent("
            "new KeyboardEvent('keydown', {key: 'd', bubbles: true}))"
        )
    assert Receipt.objects.count() == 1


def test_without_scripts_the_same_buttons_work(desk):
    doubts()
    page = desk(QUEUE, java_script_enabled=False)
    page.click("text=不是同一条")
    assert "21艘次" in page.content()
    page.click("text=撤销上一个回答")
    assert Comparison.objects.unanswered().count() == 3


def test_an_editor_moves_an_item_and_undoes_it_on_the_storys_page(desk):
    first = make.flash("甲港今日通航")
    second = make.flash("甲港今日通航。", outlet="江北快讯")
    other = make.flash("样本市夜间公交增开十条线").story
    address = reverse("admin:articles_livestory_change", args=[first.story_id])
    page = desk(address)
    page.click(f"a[href='?move={second.pk}#places']")
    page.fill("#q", "公交")
    page.click(".desk-places [role=search] button")
    page.click(f"button[name=move][value='{other.pk}']")
    page.wait_for_selector(".messagelist .success")
    assert other.items.count() == 2
    page.click(".desk-history li:has-text('移到') button")
    page.wait_for_selector("text=已撤销第")
    assert other.items.count() == 1
    assert LiveStory.objects.get(pk=first.story_id).items_count == 2
    assert page.heard == []
    assert page.evaluate("window.seen.policy") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_the_desk_has_no_fault_axe_finds_and_fits_the_screen(desk, scheme, width):
    doubts()
    first, second = (
        Comparison.objects.first().a.story,
        Comparison.objects.first().b.story,
    )
    editing.merge(second, first, make.editor(), "同一份通稿")
    story = reverse("admin:articles_livestory_change", args=[first.pk])
    page = desk(QUEUE, width=width, scheme=scheme)
    for address in (QUEUE, story, story + f"?move={first.lead_id}"):
        page.goto(page.url.split("/admin/")[0] + address)
        assert faults(page) == [], address
        overflow = "document.documentElement.scrollWidth - innerWidth"
        assert page.evaluate(overflow) <= 0, address
