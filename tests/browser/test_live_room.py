"""The side column gives its parts room: nothing sticks out, nothing told is cut."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.browser.test_reading import axe_violations

pytestmark = pytest.mark.usefixtures("by_hand")
CUT = """selector => [...document.querySelectorAll(selector)].filter(
  one => one.scrollWidth > one.clientWidth || one.scrollHeight > one.clientHeight
).map(one => one.textContent)"""
OUT = """() => {
  const edge = document.getElementById("live-rows").getBoundingClientRect().right;
  return [...document.querySelectorAll(".live-tools .tool")].filter(
    one => one.getBoundingClientRect().right > edge).map(one => one.textContent);
}"""


def beside(open_page, address, width, **options):
    """The page at *address* with its list in sight: on a phone, in the open sheet."""
    page = open_page(address, width, **options)
    if width < 500:
        page.locator("#live-strip").click()
        page.wait_for_selector("#live-rows:focus")
    return page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("width", [320, 390, 1440])
def test_the_controls_stay_in_their_column_however_much_they_count(
    open_page, story, width, language
):
    page = beside(open_page, story.get_absolute_url(), width)
    page.context.add_cookies(
        [{"name": "django_language", "value": language, "url": page.url}]
    )
    page.reload()
    page.locator("#live-important").click()
    page.evaluate("""() => {
      const only = document.getElementById("live-about");
      only.textContent = live.say("about", {n: 128});
      live.byId("live-filters-open").textContent = live.say("filters-on", {n: 4});
    }""")
    assert page.evaluate(OUT) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_what_the_list_says_of_itself_is_never_cut(open_page, news, width):
    page = beside(open_page, "/", width)
    page.locator("#live-important").click()
    page.context.set_offline(True)
    page.wait_for_selector("#news-quiet:has-text('网络已断开，恢复后补上')")
    assert page.evaluate(CUT, "#news-quiet, #live-count, #live-reveal") == []
    page.context.set_offline(False)
    page.locator("#live-pause").click()
    page.wait_for_selector("#news-quiet:has-text('起不更新')")
    assert page.evaluate(CUT, "#news-quiet, #live-count, #live-reveal") == []


def hot_list(page):
    return page.evaluate("""() => {
      const rows = document.querySelector(".hot-rows");
      return [rows.clientHeight, rows.scrollHeight];
    }""")


def test_on_a_low_screen_the_hot_list_stands_whole_and_the_live_news_stay(
    open_page, story
):
    for n in range(40):
        make.flash(f"第{n}号样品通过检验", timezone.now() - timedelta(minutes=n))
    page = open_page("/", 1366)
    page.set_viewport_size({"width": 1366, "height": 640})
    page.goto(page.url.rstrip("/") + story.get_absolute_url())
    room, needed = hot_list(page)
    assert room == needed
    assert page.evaluate("document.getElementById('live-rows').clientHeight") > 400
    page.evaluate("scrollTo(0, 150)")
    live = page.locator("#live").bounding_box()
    assert live["y"] == 16
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    hot = page.locator("#hot").bounding_box()
    live = page.locator("#live").bounding_box()
    assert live["y"] + live["height"] <= hot["y"]
    assert page.evaluate("seen.shift") == 0
    assert axe_violations(page) == []


def test_where_the_hot_list_scrolls_the_keyboard_scrolls_it(open_page, story):
    page = open_page("/", 1366)
    page.set_viewport_size({"width": 1366, "height": 768})
    page.goto(page.url.rstrip("/") + story.get_absolute_url())
    room, needed = hot_list(page)
    assert room > needed * 0.4
    page.focus(".hot-rows")
    page.keyboard.press("End")
    page.wait_for_function("() => document.querySelector('.hot-rows').scrollTop > 100")
