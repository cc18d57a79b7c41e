"""The live list at rest: paused on request, and spoken of once a minute at most."""

from datetime import timedelta

from django.utils import timezone

from tests.browser.live import arrive, open_list, polls


def test_a_paused_list_asks_nothing_says_so_and_stays_paused_on_the_next_page(
    open_page,
):
    arrive(40, timezone.now() - timedelta(minutes=3))
    page = open_list(open_page)
    page.mouse.move(200, 400)
    page.locator("#live-pause").click()
    assert "已暂停" in page.locator("#news-quiet").text_content()
    clock = page.locator("#live-rows .row time").first.text_content()
    assert ":" in clock and "分钟" not in clock
    page.reload()
    assert page.locator("#live-pause").get_attribute("aria-pressed") == "true"
    sent = polls(page)
    arrive(3)
    page.wait_for_timeout(2500)
    assert sent == []
    page.locator("#live-pause").click()
    page.mouse.move(200, 400)
    page.wait_for_function("() => live.rows().length === 43")
    assert "分钟前" in page.locator("#live-rows .row time").nth(5).text_content()


def test_screen_readers_hear_a_count_at_most_once_a_minute(open_page, settings):
    settings.LIVE_POLL_SECONDS = 5
    arrive(40)
    page = open_page("/")
    page.clock.install()
    page.reload()
    page.hover("#live-rows .row >> nth=2")
    page.evaluate(
        "() => { window.heard = []; new MutationObserver(() => heard.push(document."
        "getElementById('live-status').textContent)).observe(document.getElementById("
        "'live-status'), {childList: true}); }"
    )
    for _ in range(9):
        arrive(1)
        page.clock.run_for(10_000)
        page.evaluate("live.poll().then(live.poll)")
    assert page.evaluate("heard") in (
        ["1 条新资讯", f"{n} 条新资讯"] for n in (6, 7, 8)
    )
