"""Important news as a notification, only where it was asked for and nobody looks."""

import pytest
from django.utils import timezone

from tests import make

STUB = """
window.Notification = class {
  static get permission() { return localStorage.getItem("permission") || "default"; }
  static async requestPermission() {
    const answer = localStorage.getItem("reader says") || "granted";
    localStorage.setItem("asked", Number(localStorage.getItem("asked")) + 1);
    localStorage.setItem("permission", answer);
    return answer;
  }
  constructor(title, options) {
    const shown = JSON.parse(localStorage.getItem("notified") || "[]");
    localStorage.setItem("notified", JSON.stringify(shown.concat([[title, options.body]])));
  }
  close() {}
};
window.away = false;
Object.defineProperty(document, "hidden", { get: () => window.away });
Object.defineProperty(document, "visibilityState", { get: () => away ? "hidden" : "visible" });
window.leave = function (away) {
  window.away = away;
  document.dispatchEvent(new Event("visibilitychange"));
};
window.arrive = (rows) => document.dispatchEvent(
  new CustomEvent("live:arrived", { detail: { rows } }));
"""


@pytest.fixture
def tab(chromium, live_server):
    """Open tabs of one browser whose notifications are noted; the clock is ours."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(STUB)

    def open_it(address="/live/"):
        page = context.new_page()
        page.heard = []
        page.on("pageerror", lambda error: page.heard.append(str(error)))
        page.clock.install()
        page.goto(live_server.url + address)
        return page

    yield open_it
    context.close()


def switch(page):
    return page.locator("#notify-switch")


def switch_on(page):
    switch(page).click()
    page.wait_for_selector("#notify-said:has-text('已开启')")


def row(pk, text="央行降准", important=True):
    url, time = f"/live/{pk}/", "2026-11-23T08:00:00+08:00"
    return {"pk": pk, "text": text, "url": url, "important": important, "time": time}


def notified(page):
    """The texts told so far, after every tab had the time to."""
    settle(page)
    shown = page.evaluate("JSON.parse(localStorage.getItem('notified') || '[]')")
    return [text for _, text in shown]


def settle(page):
    """Let the tabs ask each other and take their turn."""
    for _ in range(4):
        page.clock.run_for(400)
        page.wait_for_timeout(40)


def test_it_is_off_until_pressed_and_asks_only_then(tab):
    page = tab()
    assert switch(page).get_attribute("aria-pressed") == "false"
    assert page.evaluate("localStorage.getItem('asked')") is None
    page.evaluate("leave(true)")
    page.evaluate("rows => arrive(rows)", [row(1)])
    assert notified(page) == []
    page.evaluate("leave(false)")

    switch_on(page)
    assert switch(page).get_attribute("aria-pressed") == "true"
    page.reload()
    assert switch(page).get_attribute("aria-pressed") == "true"
    assert page.evaluate("localStorage.getItem('asked')") == "1"
    switch(page).click()
    page.wait_for_selector("#notify-said:has-text('已关闭')")
    assert switch(page).get_attribute("aria-pressed") == "false"
    assert page.heard == []


def test_a_refusal_and_a_browser_without_get_a_sentence(tab):
    page = tab()
    page.evaluate("localStorage.setItem('reader says', 'denied')")
    switch(page).click()
    page.wait_for_selector("#notify-said:has-text('没有允许')")
    assert switch(page).get_attribute("aria-pressed") == "false"

    page.add_init_script("delete window.Notification")
    page.reload()
    switch(page).click()
    page.wait_for_selector("#notify-said:has-text('不能发通知')")
    assert page.heard == []


def test_important_news_is_told_once_and_only_while_nobody_looks(tab):
    page, other = tab(), tab("/")
    switch_on(page)
    page.evaluate("rows => arrive(rows)", [row(1, "看着列表时到的")])
    assert notified(page) == []

    page.evaluate("leave(true)")
    page.evaluate("rows => arrive(rows)", [row(2, "另一页还开着")])
    assert notified(page) == []  # the other tab is in view
    other.evaluate("leave(true)")
    both = [row(3, "都离开后"), row(4, "不重要的", important=False)]
    page.evaluate("rows => arrive(rows)", both)
    other.evaluate("rows => arrive(rows)", both)
    settle(other)
    assert notified(page) == ["都离开后"]
    # What could be seen when it came is not told later.
    other.evaluate("rows => arrive(rows)", [row(1), row(2), row(3)])
    settle(other)
    assert notified(page) == ["都离开后"]


def test_no_more_than_three_a_minute_and_no_muted_word(tab):
    page = tab()
    switch_on(page)
    page.evaluate(
        "localStorage.setItem('live-filters', JSON.stringify({mute: ['ＡＢ股']}))"
    )
    page.evaluate("leave(true)")
    page.evaluate("rows => arrive(rows)", [row(9, "ab股开盘")])
    page.evaluate("rows => arrive(rows)", [row(n, f"第{n}条") for n in (1, 2)])
    assert notified(page) == ["第1条", "第2条"]
    page.evaluate("rows => arrive(rows)", [row(n, f"第{n}条") for n in (3, 4, 5)])
    assert notified(page) == ["第1条", "第2条", "第3条"]
    page.clock.run_for(61_000)
    page.evaluate("rows => arrive(rows)", [row(n, f"第{n}条") for n in (5, 6)])
    assert notified(page) == ["第1条", "第2条", "第3条", "第6条"]


def test_a_tab_left_alone_follows_the_list_by_itself(tab):
    make.flash("离开前的重要消息", timezone.now(), is_important=True)
    page, other = tab(), tab()
    switch_on(page)
    for one in (page, other):
        one.evaluate("leave(true)")
        settle(one)
    make.flash("离开前的重要消息", timezone.now(), outlet="江北快讯", is_important=True)
    make.flash("离开后的重要消息", timezone.now(), is_important=True)
    make.flash("离开后的普通消息", timezone.now())
    for _ in range(2):
        for one in (page, other):
            one.clock.run_for(61_000)
            settle(one)
    assert notified(page) == ["离开后的重要消息"]
    page.evaluate("leave(false)")
    assert page.heard == other.heard == []
