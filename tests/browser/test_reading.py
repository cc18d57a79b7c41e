"""A reader with a browser: nothing shifts, nothing is blocked, everyone can use it."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone

from articles.models import LiveStory, ReaderDay
from tests import make
from tests.browser.conftest import EVERY_SCREEN
from tests.browser.live import FRAMES


def axe_violations(page):
    found = Axe().run(
        page,
        options={
            "runOnly": [
                "wcag2a",
                "wcag2aa",
                "wcag21a",
                "wcag21aa",
                "wcag22aa",
                "best-practice",
            ]
        },
    )
    return [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]


def seen(page):
    return page.evaluate("window.seen")


@pytest.mark.parametrize(("width", "scheme"), EVERY_SCREEN)
def test_the_story_stands_still_while_news_comes_in(open_page, story, width, scheme):
    page = open_page(story.get_absolute_url(), width, scheme)
    page.wait_for_timeout(300)
    if width > 390:
        page.hover("#live-rows .row >> nth=1")
    for number in range(1, 4):
        make.flash(f"第{number}条新消息", timezone.now())
        page.wait_for_function("n => live.waiting().length === n", arg=number)
    bar = page.locator("#news-bar")
    assert "3 条新资讯" in bar.text_content()
    assert "第3条新消息" in page.locator("#live-strip").text_content()
    assert page.locator(".row", has_text="第3条新消息").count() == 0
    assert seen(page) == {"shift": 0, "policy": []}
    assert page.heard == []
    assert axe_violations(page) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_on_a_slow_processor_nothing_moves_while_a_page_arrives(
    open_page, story, width
):
    make.flash("刚到的消息", timezone.now() - timedelta(minutes=1))
    page = open_page("/", width)
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 20})
    base = page.url.rstrip("/")
    for address in ("/", "/live/", "/hot/"):
        page.goto(base + address)
        page.evaluate(FRAMES)  # what was seen is told a frame later
        assert seen(page) == {"shift": 0, "policy": []}, address


def test_on_a_phone_the_strip_opens_a_sheet_and_the_place_is_kept(open_page, story):
    page = open_page(story.get_absolute_url(), 390)
    page.evaluate("scrollTo(0, 600)")
    page.locator("#live-strip").click()
    assert page.locator("#live").is_visible()
    assert page.locator(".row").first.is_visible()
    page.wait_for_selector("#live-rows:focus")
    assert page.evaluate("document.getElementById('main').inert")
    page.locator(".sheet-close").click()
    page.wait_for_selector("#live", state="hidden")  # a step back, which takes its time
    page.wait_for_selector("#live-strip:focus")
    page.wait_for_selector("main:not([inert])")
    assert page.evaluate("scrollY") == 600
    page.locator("#live-strip").click()
    page.wait_for_selector("#live-rows:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector("#live", state="hidden")
    page.wait_for_selector("#live-strip:focus")
    assert page.evaluate("scrollY") == 600


def test_the_sheet_of_a_phone_takes_news_without_closing(open_page, story):
    page = open_page(story.get_absolute_url() + "#live", 390)
    make.flash("手机上的消息", timezone.now())
    page.locator("#news-bar").click()
    page.wait_for_selector(".row:has-text('手机上的消息')")
    assert page.locator("#live").is_visible()


def test_tabs_change_the_hot_list_and_nothing_moves(open_page, story):
    page = open_page(story.get_absolute_url())
    page.evaluate("scrollTo(0, 300)")
    page.locator(".tabs a", has_text="周排行").click()
    page.wait_for_selector("#hot-list :text('近七日还没有阅读记录')")
    assert page.evaluate("scrollY") == 300
    assert page.url.endswith(story.get_absolute_url())
    assert seen(page)["shift"] == 0


def test_a_tab_of_the_hot_list_that_cannot_be_had_says_so(open_page, story):
    page = open_page(story.get_absolute_url())
    said = page.locator("#hot-list .hot-said")
    page.context.set_offline(True)
    page.locator(".tabs a", has_text="周排行").click()
    page.wait_for_selector(".hot-said:has-text('暂时取不到')")
    assert page.locator(".tabs a[aria-current]").text_content() == "示例财经热榜"
    assert page.locator(".hot-entries li").count() == 10
    assert axe_violations(page) == []
    page.context.set_offline(False)
    page.wait_for_function("() => !document.querySelector('.hot-said').textContent")
    page.route("**/hot/**", lambda route: route.fulfill(status=502))
    page.locator(".tabs a", has_text="周排行").click()
    page.wait_for_selector(".hot-said:has-text('暂时取不到')")
    page.unroute("**/hot/**")
    page.locator(".tabs a", has_text="周排行").click()
    page.wait_for_selector("#hot-list :text('近七日还没有阅读记录')")
    assert said.text_content() == ""
    assert seen(page)["shift"] == 0


def test_five_seconds_of_reading_count_one_reader(open_page, story):
    agent = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0"
    page = open_page(story.get_absolute_url(), user_agent=agent)
    with page.expect_response("**/read/") as answer:
        opened = page.evaluate("performance.timeOrigin")
    assert answer.value.request.timing["startTime"] - opened >= 5000  # milliseconds
    assert answer.value.status == 204
    assert ReaderDay.objects.filter(article=story).count() == 1
    assert page.heard == []


@pytest.mark.parametrize("width", [390, 1440])
def test_everything_reads_without_scripts(open_page, story, width):
    page = open_page(story.get_absolute_url(), width, java_script_enabled=False)
    assert page.locator("article.story p").count() >= 8
    if width == 390:
        page.locator("#live-strip").click()
    assert page.locator(".row").first.is_visible()
    assert not page.locator("#theme-switch").is_visible()
    assert not page.locator("#live-filters-open").is_visible()
    page.locator(".row .outlets").first.click()
    assert page.url.endswith("/#wordings")
    assert page.locator(".wordings blockquote").first.is_visible()
    page.go_back()
    page.goto(page.url.split("#")[0])
    page.locator(".tabs a", has_text="周排行").click()
    assert "/hot/?hot=week" in page.url


@pytest.mark.parametrize(("width", "scheme"), EVERY_SCREEN)
def test_every_page_is_free_of_violations_and_messages(open_page, story, width, scheme):
    make.flash("今天的消息", timezone.now() - timedelta(minutes=1), is_important=True)
    live = LiveStory.objects.shown().first()
    page = open_page("/", width, scheme)
    base = page.url.rstrip("/")
    for address in (
        "/",
        "/live/",
        "/live/?day=2025-06-09",
        live.get_absolute_url(),
        "/hot/?hot=captured",
        "/hot/",
        "/region/zhejiang/",
        "/cluster/wuxi/",
        "/alliance/union/",
    ):
        page.goto(base + address)
        assert axe_violations(page) == [], address
        assert seen(page) == {"shift": 0, "policy": []}, address
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, address
    assert page.heard == []


def test_a_chosen_theme_is_kept_and_does_not_flash(open_page, story):
    page = open_page("/")
    page.locator("#theme-switch").click()
    page.locator("#theme-switch").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.reload()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    assert (
        page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        == "rgb(20, 22, 26)"
    )


def test_a_failing_server_is_a_quiet_sentence_and_recovery_is_silent(open_page, story):
    page = open_page(story.get_absolute_url())
    page.route("**/live/news/**", lambda route: route.abort())
    page.wait_for_selector(".news-quiet:has-text('稍后自动重试')")
    page.unroute("**/live/news/**")
    page.wait_for_selector(".news-quiet:has-text('自动更新')", timeout=15000)
    assert seen(page)["shift"] == 0


def test_an_offline_reader_is_told_and_misses_nothing(open_page, story):
    page = open_page(story.get_absolute_url())
    page.context.set_offline(True)
    page.wait_for_selector(".news-quiet:has-text('网络已断开')")
    make.flash("断网时的消息", timezone.now())
    page.context.set_offline(False)
    page.wait_for_selector(".row:has-text('断网时的消息')")


def test_the_keyboard_reaches_the_story_first(open_page, story):
    page = open_page(story.get_absolute_url())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
