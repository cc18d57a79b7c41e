"""What a reader does with the live list: keys, wordings, the phone, without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import LiveStory
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.live import (
    FRAMES,
    add_word,
    arrive,
    count,
    count_anew,
    moved,
    open_list,
    tell,
)
from tests.browser.test_reading import axe_violations

pytestmark = pytest.mark.usefixtures("by_hand")


def test_the_keys_go_through_the_rows_and_open_them(open_page, news):
    page = open_list(open_page)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    focused = "live.rows().indexOf(document.activeElement)"
    assert page.evaluate(focused) == 1
    page.keyboard.press("o")
    page.wait_for_selector(".row.open .wordings")
    assert "江南快讯" in page.locator(".row.open .wordings").text_content()
    page.keyboard.press("o")
    assert page.locator(".row.open").count() == 0
    page.keyboard.press("p")
    assert page.locator("#live-pause").get_attribute("aria-pressed") == "true"
    page.keyboard.press("Enter")
    page.wait_for_url("**/live/*/")
    assert page.heard == []


def test_the_keys_go_through_the_archive_too(open_page, news):
    page = open_page("/live/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    page.keyboard.press("o")
    page.wait_for_selector("main .row.open .wordings")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    assert page.heard == []


def test_a_key_asks_for_news_at_once(open_page, settings, news):
    settings.LIVE_POLL_SECONDS = 600
    page = open_list(open_page)
    page.keyboard.press("j")
    arrive(2)
    page.keyboard.press("n")
    page.wait_for_function("() => live.rows().length === 11")


def test_the_keys_rest_while_typing_with_modifiers_and_when_switched_off(
    open_page, news
):
    page = open_list(open_page)
    page.keyboard.press("Control+j")
    page.keyboard.press("Alt+p")
    assert page.evaluate("document.activeElement === document.body")
    page.locator("#live-filters-open").click()
    page.fill("#mute-word", "")
    page.keyboard.type("jkop")
    assert page.input_value("#mute-word") == "jkop"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.locator("#keys-on").uncheck()
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    for key in "jp?":
        page.keyboard.press(key)
    assert page.evaluate("document.activeElement === document.body")
    assert page.locator("#live-pause").get_attribute("aria-pressed") == "false"
    assert not page.locator("#keys").is_visible()
    page.locator("#keys-open").click()
    page.locator("#keys-on").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"


def test_a_tap_on_the_words_opens_the_wordings_and_selecting_them_does_not(
    open_page, news
):
    page = open_list(open_page)
    words = page.locator("#live-rows .row-text").first
    words.click()
    page.wait_for_selector(".row.open .wordings")
    words.click()
    assert page.locator(".row.open").count() == 0
    box = words.bounding_box()
    page.mouse.move(box["x"] + 3, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 12)
    page.mouse.up()
    assert page.evaluate("getSelection().toString().length") > 1
    assert page.locator(".row.open").count() == 0


def test_wordings_that_come_late_move_nothing(open_page, news):
    page = open_list(open_page)
    story = LiveStory.objects.shown().first()
    held = []
    page.route(f"**{story.get_absolute_url()}", lambda route: held.append(route))
    page.locator("#live-rows .outlets").first.click()
    page.wait_for_selector(".wordings-here:has-text('正在取各家文字')")
    page.wait_for_timeout(700)
    count_anew(page)
    held[0].continue_()
    page.wait_for_selector(".wordings-here .wordings")
    assert moved(page) == 0


def test_wordings_that_cannot_be_had_say_so(open_page, news):
    page = open_list(open_page)
    story = LiveStory.objects.shown().first()
    page.route(f"**{story.get_absolute_url()}", lambda route: route.abort())
    page.locator("#live-rows .outlets").first.click()
    page.wait_for_selector(".wordings-here:has-text('暂时取不到')")
    page.evaluate(FRAMES)
    assert not [heard for heard in page.heard if heard == "undefined"]


def test_times_are_relative_for_an_hour_and_their_column_never_changes(open_page):
    now = timezone.now()
    make.flash("甲厂投产", now - timedelta(seconds=20))
    make.flash("乙港恢复通航", now - timedelta(minutes=9, seconds=55))
    make.flash("丙市发布规划", now - timedelta(minutes=61))
    page = open_page("/")
    page.clock.install()
    page.reload()
    times = page.locator("#live-rows .row time")
    assert times.all_text_contents()[:2] == ["刚刚", "9分钟前"]
    assert ":" in times.nth(2).text_content()
    page.clock.run_for(60_000)
    assert times.all_text_contents()[:2] == ["1分钟前", "10分钟前"]
    assert page.evaluate("seen.shift") == 0


def test_on_a_phone_the_strip_counts_and_the_sheet_takes_in_what_waited(
    open_page, news
):
    page = open_list(open_page, width=390)
    make.flash("刚刚到的消息", timezone.now())
    tell(page)
    strip = page.locator("#live-strip")
    assert "1 条新" in strip.text_content()
    assert "刚刚到的消息" in strip.text_content()
    assert moved(page) == 0
    strip.click()
    assert page.locator("#live-rows .row").first.is_visible()
    assert "刚刚到的消息" in page.locator("#live-rows .row").first.text_content()
    count_anew(page)
    arrive(1)
    tell(page)
    assert page.locator("#news-bar").text_content() == "1 条新资讯"
    page.locator("#live-filters-open").click()
    add_word(page, "mute", "茅台")
    page.keyboard.press("Escape")
    assert page.locator("#live").is_visible()
    assert "隐藏 1 条" in count(page)


def sheet_is_open(page):
    page.evaluate(FRAMES)
    return page.locator("#live").is_visible()


@pytest.mark.parametrize("how", ["button", "Escape", "Back"])
def test_a_closed_sheet_is_not_opened_by_going_back(open_page, news, how):
    page = open_page("/live/", 390)
    home = page.url.removesuffix("live/")
    page.goto(home)
    steps = page.evaluate("history.length")
    for _ in range(3):
        page.locator("#live-strip").click()
        page.wait_for_selector("#live-rows:focus")
        if how == "button":
            page.locator(".sheet-close").dblclick()
        elif how == "Escape":
            page.keyboard.press("Escape")
        else:
            page.go_back()
        page.wait_for_selector("main:not([inert])")
        assert not sheet_is_open(page)
        assert page.url == home
    assert page.evaluate("history.length") == steps + 1
    page.go_back()
    assert page.url.endswith("/live/")


def test_a_sheet_come_to_by_its_address_closes_without_a_step(open_page, news):
    page = open_page("/live/", 390)
    page.goto(page.url.removesuffix("live/") + "#live")
    steps = page.evaluate("history.length")
    assert sheet_is_open(page)
    page.locator(".sheet-close").click()
    page.wait_for_selector("#live-strip:focus")
    assert not sheet_is_open(page)
    assert page.evaluate("history.length") == steps
    page.go_back()
    assert page.url.endswith("/live/")


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_state_of_the_list_can_be_used_by_everyone(
    open_page, news, width, scheme
):
    page = open_list(open_page, "/#live", width, scheme=scheme)
    page.hover("#live-rows .row >> nth=1")
    page.locator("#live-rows .outlets").first.click()
    page.wait_for_selector(".wordings-here .wordings")
    arrive(1)
    tell(page)
    assert page.locator("#news-bar").is_visible()
    assert axe_violations(page) == []
    page.locator("#live-filters-open").click()
    page.wait_for_selector("#live-outlets input")
    add_word(page, "mute", "茅台")
    add_word(page, "mute", "")
    add_word(page, "follow", "宁德")
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#live-reveal").click()
    page.evaluate(FRAMES)
    assert axe_violations(page) == []
    page.locator("#live-important").click()
    page.keyboard.press("?")
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert page.evaluate("seen.policy") == []
    assert page.heard == []
