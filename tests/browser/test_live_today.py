"""The archive's page of today: it stands still, and says so when there is more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.live import marking
from articles.models import LiveStory
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.live import FRAMES, WATCH, arrive, moved, polls
from tests.browser.test_live_line import HIDE
from tests.browser.test_reading import axe_violations

pytestmark = pytest.mark.usefixtures("by_hand")


def opened(open_page, address="/live/", width=1440, **options):
    page = open_page(address, width, **options)
    page.evaluate(WATCH)
    return page


def tell(page):
    page.evaluate("live.poll().then(live.poll)")
    page.evaluate(FRAMES)


def bar(page):
    told = page.locator("#today-bar")
    return told.text_content() if told.is_visible() else ""


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_what_came_since_is_counted_where_nothing_moves_and_leads_to_the_page_anew(
    open_page, news, width, scheme
):
    page = opened(open_page, "/live/", width, scheme=scheme)
    assert "的列表；有新资讯会在这里告知" in page.locator("#today-said").text_content()
    tell(page)
    assert bar(page) == ""
    assert axe_violations(page) == []
    rows = page.locator("main .row").count()
    arrive(2)
    tell(page)
    arrive(1)
    tell(page)
    assert bar(page) == "3 条新资讯"
    assert page.locator("main .row").count() == rows
    assert moved(page) == 0
    assert axe_violations(page) == []
    page.locator("#today-bar").click()
    page.wait_for_function(
        "n => document.querySelectorAll('main .row').length === n", arg=rows + 3
    )
    assert page.evaluate("seen.policy") == []
    assert page.heard == []


def test_what_editors_withdraw_or_others_tell_too_is_a_change(open_page, news):
    page = opened(open_page)
    marking.hide(
        LiveStory.objects.shown().get(lead__text="茅台股价上涨"), make.editor(), "误发"
    )
    make.flash("宁德时代投产新工厂！", timezone.now(), "江北快讯")
    tell(page)
    assert bar(page) == "2 条有更改"


def test_only_what_the_page_would_show_is_told(open_page, news):
    page = opened(open_page, "/live/?important=1")
    arrive(2)
    tell(page)
    assert bar(page) == ""
    arrive(1, is_important=True)
    tell(page)
    assert bar(page) == "1 条新资讯"
    page.keyboard.press(".")
    page.wait_for_load_state()
    assert page.url.endswith("/live/?important=1")


def test_an_old_row_told_again_is_not_new_to_the_first_page(open_page):
    now = timezone.now()
    make.flash("甲厂投产", now - timedelta(seconds=90))
    arrive(60, now - timedelta(seconds=60))
    page = opened(open_page)
    assert page.locator("main .row").count() == 50
    make.flash("甲厂投产！", now, "江北快讯")
    tell(page)
    assert bar(page) == ""


def test_a_hidden_tab_and_a_paused_page_ask_nothing_and_say_so(open_page, news):
    page = opened(open_page)
    sent = polls(page)
    page.evaluate(HIDE, True)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.evaluate(HIDE, False)
    page.keyboard.press("p")
    assert "已暂停" in page.locator("#today-said").text_content()
    page.evaluate("dispatchEvent(new Event('online'))")
    page.evaluate(FRAMES)
    assert sent == []
    arrive(1)
    page.locator("#live-pause").click()
    page.wait_for_selector("#today-bar:has-text('1 条新资讯')")


def test_a_broken_line_is_said_there(open_page, news):
    page = opened(open_page)
    page.context.set_offline(True)
    page.wait_for_selector("#today-said:has-text('网络已断开')")


@pytest.mark.parametrize("address", ["/live/?day=2025-06-09", "/live/?page=2"])
def test_older_pages_do_not_ask(open_page, address):
    make.flash("旧闻")
    arrive(60)
    page = opened(open_page, address)
    assert page.locator("main .row").count() > 0
    assert page.locator("#today").count() == 0
    assert page.evaluate("live.root") is None
    assert page.heard == []


def test_without_scripts_the_page_says_since_when_it_stands(open_page, news):
    page = open_page("/live/?source=", java_script_enabled=False)
    said = page.locator("#today-said")
    assert "的列表，不会自己更新。" in said.text_content()
    assert not page.locator("#live-pause").is_visible()
    said.get_by_text("刷新").click()
    assert "/live/" in page.url
