"""Search, the archive and its past minutes in a real browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_reading import axe_violations, seen


@pytest.fixture
def news():
    """A story about 浙江 with live news of today, some about the same; and an older day."""
    region = make.region("浙江", slug="zhejiang")
    story = make.published(
        "浙江集群产值公布", body="浙江的集群今年增长。", slug="zj", regions=[region]
    )
    now = timezone.now()
    make.flash("乙港恢复通航", now - timedelta(minutes=9))
    make.flash("浙江发布产业规划", now - timedelta(minutes=8), is_important=True)
    make.flash("丙矿完成验收(600519.SH)", now - timedelta(minutes=7))
    make.flashes(60)
    return story


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_page_is_free_of_violations_and_messages(open_page, news, width, scheme):
    page = open_page("/search/", width, scheme)
    base = page.url.removesuffix("/search/")
    for address in (
        "/search/",
        "/search/?q=浙江",
        "/search/?q=检验&kind=live&sort=best",
        "/search/?q=没有这样的词",
        "/search/?q=？！",
        "/live/",
        "/live/?day=2025-06-09",
        "/live/?q=浙江",
        "/live/?q=没有&from=2025-01-01&important=1",
        "/live/at/2025-06-09T11:40/",
        "/live/at/2025-06-09T01:00/",
        "/live/at/2999-06-09T01:00/",
        news.get_absolute_url(),
    ):
        page.heard.clear()  # a 404 is said in the console, and is meant
        page.goto(base + address)
        assert axe_violations(page) == [], address
        assert seen(page) == {"shift": 0, "policy": []}, address
        overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0, address
        assert "2999" in address or page.heard == []


def test_a_search_changes_the_results_and_leaves_the_page_standing(open_page, news):
    page = open_page("/search/?q=浙江")
    page.evaluate("window.stayed = true")
    page.locator("#q").fill("乙港")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results mark:has-text('乙港')")
    assert page.evaluate("window.stayed")
    assert page.url.endswith("/search/?q=%E4%B9%99%E6%B8%AF")
    assert page.locator("#results .row-text", has_text="浙江").count() == 0
    assert page.heard == []


def test_the_box_of_any_page_leads_to_the_results(open_page, news):
    page = open_page("/")
    page.locator("#q").fill("600519")
    page.keyboard.press("Enter")
    page.wait_for_selector("#results mark:has-text('600519')")
    page.locator("#results .row-text a").click()
    assert page.url.endswith("/search/?q=600519")


def test_search_works_without_scripts(open_page, news):
    page = open_page("/search/?q=浙江", java_script_enabled=False)
    assert page.locator("#results mark").count() >= 3
    page.locator("#q").fill("乙港")
    page.locator(".search-form button").click()
    assert page.locator("#results mark").text_content() == "乙港"


def test_filters_of_the_archive_survive_a_change_of_day(open_page, news):
    make.flash("旧的要闻", make.MONDAY, is_important=True)
    page = open_page("/live/")
    page.locator("input[name=important]").check()
    page.locator(".toolbar button").click()
    assert page.locator(".row-text").count() == 1
    page.locator("a[rel=prev]").click()
    assert "important=1" in page.url
    assert page.locator(".row-text").all_text_contents() == ["旧的要闻"]
    assert page.locator("text=更早没有符合筛选的快讯").is_visible()


def test_a_past_minute_is_chosen_by_form_and_leads_back(open_page, news):
    page = open_page("/live/?day=2025-06-09")
    page.locator(".minute-box summary").click()
    page.locator("#minute").fill("2025-06-09T11:00")
    page.locator(".minute-box button").click()
    assert page.url.endswith("/live/at/2025-06-09T11:00/")
    times = page.locator(".row time").all_text_contents()
    assert times[0] == "11:00"
    page.locator(".steps a", has_text="← 早 1 分钟").click()
    assert page.url.endswith("/live/at/2025-06-09T10:59/")
    page.locator(".past-banner a").click()
    assert page.url.endswith("/live/")


def test_rows_about_the_story_are_counted_and_can_be_seen_alone(open_page, news):
    page = open_page(news.get_absolute_url())
    button = page.locator("#live-about")
    assert button.text_content() == "与本文有关 1"
    button.click()
    assert page.locator("#live-rows .row:visible").count() == 1
    assert "隐藏 39 条" in page.locator("#live-count").text_content()
    make.flash("浙江又有新规划，涉及十个方向", timezone.now())
    page.wait_for_function(
        "() => document.getElementById('live-about').textContent.endsWith('2') ||"
        " !document.getElementById('news-bar').hidden"
    )
    button.click()
    assert page.locator("#live-rows .row:visible").count() >= 40
    assert seen(page)["policy"] == []


def test_links_in_a_row_are_reached_by_keyboard_and_lead_to_their_page(open_page, news):
    page = open_page("/")
    link = page.locator("#live-rows .row-text a", has_text="浙江")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/region/zhejiang/")
