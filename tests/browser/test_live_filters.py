"""What a reader leaves out of the live list, and that they are told how much that is."""

import pytest
from django.utils import timezone

from articles.live import marking
from articles.models import LiveStory
from tests import make
from tests.browser.live import (
    add_word,
    arrive,
    assert_nothing_lost_and_nothing_twice,
    count,
    count_anew,
    listed,
    moved,
    open_list,
    shown,
    tell,
    waiting,
)

pytestmark = pytest.mark.usefixtures("by_hand")


def error(page, kind):
    return page.locator(f"#{kind}-error").text_content()


def test_important_only_hides_counts_and_lets_one_look(open_page, news):
    page = open_list(open_page)
    page.locator("#live-important").click()
    assert (len(shown(page)), count(page)) == (1, "显示 1 条，隐藏 8 条")
    page.locator("#live-reveal").click()
    assert len(shown(page)) == 9
    assert count(page) == "显示 1 条，隐藏 8 条"
    assert "非重要" in page.locator("#live-rows .row").nth(1).text_content()
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
    count_anew(page)
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


def test_a_look_at_what_is_hidden_ends_with_the_choice_that_hid_it(open_page, news):
    page = open_list(open_page)
    page.locator("#live-important").click()
    page.locator("#live-reveal").click()
    page.locator("#live-important").click()
    page.locator("#live-important").click()
    assert (len(shown(page)), count(page)) == (1, "显示 1 条，隐藏 8 条")
    page.locator("#live-reveal").click()
    page.locator("#live-filters-open").click()
    add_word(page, "follow", "宁德")  # hides nothing, so one looks on
    assert len(shown(page)) == 9
    add_word(page, "mute", "央行")
    assert (len(shown(page)), count(page)) == (0, "显示 0 条，隐藏 9 条")
    page.keyboard.press("Escape")
    assert page.locator("#live-reveal").text_content() == "查看"


def test_a_look_ends_when_nothing_is_hidden_any_more(open_page, news):
    arrive(30)
    page = open_list(open_page)
    page.locator("#live-filters-open").click()
    add_word(page, "mute", "茅台")
    page.keyboard.press("Escape")
    page.locator("#live-reveal").click()
    story = LiveStory.objects.shown().get(lead__text="茅台股价上涨")
    marking.hide(story, make.editor(), "误发")
    tell(page)
    assert count(page) == "显示 38 条"
    make.flash("茅台发布公告", timezone.now())
    tell(page)
    assert count(page) == "显示 38 条，隐藏 1 条"
    assert len(shown(page)) == 38
