"""What a reader does with the live list: filters, words, keys, the phone, without a mouse."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import LiveStory
from tests import make
from tests.browser.live import (
    FRAMES,
    arrive,
    assert_nothing_lost_and_nothing_twice,
    listed,
    moved,
    open_list,
    tell,
    waiting,
)
from tests.browser.test_reading import SCREENS, axe_violations


def shown(page):
    return page.evaluate("live.shownRows().map(row => Number(row.dataset.pk))")


def count(page):
    return page.locator("#live-count").text_content()


def add_word(page, kind, word):
    page.fill(f"#{kind}-word", word)
    page.keyboard.press("Enter")


def error(page, kind):
    return page.locator(f"#{kind}-error").text_content()


@pytest.fixture
def news():
    arrive(6, timezone.now() - timedelta(minutes=30))
    make.flash("茅台股价上涨", timezone.now() - timedelta(minutes=20))
    make.flash("宁德时代投产新工厂", timezone.now() - timedelta(minutes=10))
    make.flash("央行下调准备金率", timezone.now(), "江北快讯", is_important=True)


def test_important_only_hides_counts_and_lets_one_look(open_page, news):
    page = open_list(open_page)
    page.locator("#live-important").click()
    assert (len(shown(page)), count(page)) == (1, "显示 1 条，隐藏 8 条")
    page.locator("#live-reveal").click()
    assert len(shown(page)) == 9
    assert count(page) == "显示 1 条，隐藏 8 条"
    assert "不是重要" in page.locator("#live-rows .row").nth(1).text_content()
    page.locator("#live-reveal").click()
    assert len(shown(page)) == 1
    page.locator("#live-important").click()
    assert count(page) == "显示 9 条"


def test_muted_words_hide_rows_there_and_rows_to_come_and_are_kept(open_page, news):
    page = open_list(open_page)
    page.locator("#live-filters-open").click()
    add_word(page, "mute", "茅台")
    page.keyboard.press("Escape")
    assert count(page) == "显示 8 条，隐藏 1 条"
    page.evaluate("() => { moved = 0; movers = []; }")
    page.hover("#live-rows .row:visible >> nth=1")
    make.flash("茅台发布公告", timezone.now())
    make.flash("丙厂投产", timezone.now())
    tell(page)
    assert page.locator("#news-bar").text_content() == "1 条新资讯"
    assert count(page) == "显示 8 条，隐藏 2 条"
    assert moved(page) == 0
    page.reload()
    assert count(page) == "显示 9 条，隐藏 2 条"
    assert page.evaluate("seen.shift") == 0
    page.locator("#live-reveal").click()
    assert (
        "静音词：茅台" in page.locator(".row", has_text="茅台股价上涨").text_content()
    )


def test_followed_words_are_marked_in_words(open_page, news):
    page = open_list(open_page)
    page.locator("#live-filters-open").click()
    add_word(page, "follow", "ＡＢＣ宁德")
    add_word(page, "follow", "宁德")
    page.keyboard.press("Escape")
    row = page.locator(".row", has_text="宁德时代")
    assert "关注" in row.text_content()
    assert page.locator(".row.followed").count() == 1
    page.hover("#live-rows .row >> nth=1")
    make.flash("宁德发布财报", timezone.now())
    tell(page)
    page.keyboard.press(".")
    assert page.locator(".row.followed").count() == 2


def test_a_word_that_will_not_do_gets_a_sentence(open_page, news):
    page = open_list(open_page)
    page.locator("#live-filters-open").click()
    for word, sentence in (
        ("  ", "请先写一个词"),
        ("a", "单个字母或数字"),
        ("长" * 21, "最多 20 个字，这个有 21 个"),
    ):
        add_word(page, "mute", word)
        assert sentence in error(page, "mute")
        assert page.locator("#mute-word").get_attribute("aria-invalid") is not None
    add_word(page, "mute", "<b>茅台</b>")
    add_word(page, "mute", "ＴＣＬ")
    assert error(page, "mute") == ""
    add_word(page, "mute", "tcl")
    assert "已经在里面" in error(page, "mute")
    add_word(page, "follow", "TCL")
    assert "在另一张表里" in error(page, "follow")
    assert page.locator(".words-list b").count() == 0
    for n in range(48):
        add_word(page, "mute", f"静音{n}")
    add_word(page, "mute", "再多一个")
    assert "最多 50 个词" in error(page, "mute")
    page.get_by_role("button", name="去掉“TCL”").click()
    add_word(page, "mute", "再多一个")
    assert error(page, "mute") == ""


@pytest.mark.parametrize(
    "kept", ["[", "7", '{"mute": 5, "follow": [{}], "sources": 1}']
)
def test_spoiled_choices_are_no_choices(open_page, news, kept):
    page = open_page("/")
    page.evaluate("kept => localStorage.setItem('live-filters', kept)", kept)
    page.reload()
    assert count(page) == "显示 9 条"
    assert page.locator("#live-rows").is_visible()


def test_sources_are_chosen_and_a_row_stays_while_one_of_its_sources_does(
    open_page, news
):
    make.flash("茅台股价上涨！", timezone.now(), "江北快讯")
    page = open_list(open_page)
    page.locator("#live-filters-open").click()
    page.get_by_label("江南快讯", exact=True).uncheck()
    assert count(page) == "显示 2 条，隐藏 7 条"
    page.get_by_role("button", name="全不选").click()
    page.keyboard.press("Escape")
    assert count(page) == "显示 0 条，隐藏 9 条"
    assert "9 条都被筛选隐藏了" in page.locator("#live-none").text_content()
    page.reload()
    page.locator("#live-filters-open").click()
    page.wait_for_selector("#live-outlets input")
    assert not page.get_by_label("江北快讯", exact=True).is_checked()
    page.get_by_role("button", name="全选").click()
    assert count(page) == "显示 9 条"


def test_shown_and_hidden_always_add_up(open_page):
    arrive(45)
    arrive(10, is_important=True)
    page = open_list(open_page)
    page.mouse.move(200, 400)
    page.locator("#live-important").click()
    for _ in range(5):
        arrive(4)
        arrive(2, is_important=True)
        tell(page)
        told = page.evaluate(
            "document.getElementById('live-count').textContent.match(/\\d+/g).map(Number)"
        )
        assert sum(told) == len(listed(page))
        assert told[0] == len(shown(page))
    assert waiting(page) == []


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


def test_hidden_rows_do_not_pile_up_and_leave_no_gap(open_page, news):
    page = open_list(open_page)
    page.locator("#live-important").click()
    page.mouse.move(200, 400)
    for _ in range(5):
        arrive(80)
        arrive(20, is_important=True)
        tell(page)
    assert len(listed(page)) == 400
    assert_nothing_lost_and_nothing_twice(page)
    first = shown(page)[0]
    page.evaluate("live.list.scrollTop = 1e6")
    page.locator("#live-earlier").click()
    page.wait_for_function("() => live.rows().length > 400")
    assert_nothing_lost_and_nothing_twice(page)
    assert shown(page)[0] == first


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
    page.wait_for_url("**/live/?q=")


def test_wordings_that_come_late_move_nothing(open_page, news):
    page = open_list(open_page)
    story = LiveStory.objects.shown().first()
    held = []
    page.route(f"**{story.get_absolute_url()}", lambda route: held.append(route))
    page.locator("#live-rows .outlets").first.click()
    page.wait_for_selector(".wordings-here:has-text('正在取各家文字')")
    page.wait_for_timeout(700)
    page.evaluate("() => { moved = 0; }")
    held[0].continue_()
    page.wait_for_selector(".wordings-here .wordings")
    assert moved(page) == 0


def test_wordings_that_cannot_be_had_say_so(open_page, news):
    page = open_list(open_page)
    story = LiveStory.objects.shown().first()
    page.route(f"**{story.get_absolute_url()}", lambda route: route.abort())
    page.locator("#live-rows .outlets").first.click()
    page.wait_for_selector(".wordings-here:has-text('暂时取不到')")


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
    page.evaluate("() => { moved = 0; }")
    arrive(1)
    tell(page)
    assert page.locator("#news-bar").text_content() == "1 条新资讯"
    page.locator("#live-filters-open").click()
    add_word(page, "mute", "茅台")
    page.keyboard.press("Escape")
    assert page.locator("#live").is_visible()
    assert "隐藏 1 条" in count(page)


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
