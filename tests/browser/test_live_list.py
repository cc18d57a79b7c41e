"""The live list in a browser: a thousand rows come in, and what is read does not move."""

import pytest
from django.utils import timezone

from articles.live import editing
from articles.models import FeedItem, LiveClock, LiveStory
from tests import make
from tests.browser.live import (
    FRAMES,
    PLACE,
    arrive,
    assert_nothing_lost_and_nothing_twice,
    listed,
    middle_of,
    moved,
    open_list,
    stored,
    tell,
    waiting,
)

pytestmark = pytest.mark.usefixtures("by_hand")


def test_a_thousand_rows_while_the_pointer_is_on_one(open_page):
    arrive(60)
    page = open_list(open_page)
    point = middle_of(page, "#live-rows .row >> nth=2")
    page.mouse.move(*point)
    place = page.evaluate(PLACE, point)
    for batch in range(20):
        arrive(50)
        tell(page)
        assert page.evaluate(PLACE, point) == place
        if batch % 4 == 3:
            page.keyboard.press(".")
            assert page.evaluate(PLACE, point) == place
            assert moved(page) == 0
    assert waiting(page) == []
    assert len(listed(page)) == 1040
    assert_nothing_lost_and_nothing_twice(page)
    assert moved(page) == 0
    assert page.heard == []


def test_a_thousand_rows_while_the_story_is_read_come_in_by_themselves(open_page):
    arrive(60)
    page = open_list(open_page)
    page.mouse.move(200, 400)
    for _ in range(20):
        arrive(50)
        tell(page)
        assert waiting(page) == []
        assert listed(page)[0] == stored(1)[0]
        assert page.evaluate("live.list.scrollTop") == 0
        assert len(listed(page)) <= 120
    assert_nothing_lost_and_nothing_twice(page)
    assert moved(page) == 0
    assert page.evaluate("scrollY") == 0


def test_a_thousand_rows_while_the_list_is_read_further_down(open_page):
    arrive(60)
    page = open_list(open_page)
    page.evaluate("live.list.scrollTop = 611")
    page.mouse.move(200, 400)
    point = middle_of(page, "#live-rows")
    place = page.evaluate(PLACE, point)
    for _ in range(10):
        arrive(100)
        tell(page)
        assert page.evaluate(PLACE, point) == place
    bar = page.locator("#news-bar")
    assert bar.text_content() == "1000 条新资讯"
    bar.click()
    assert page.evaluate(PLACE, point) == place
    assert bar.text_content() == "↑ 上方有 1000 条新资讯"
    assert moved(page) == 0
    assert_nothing_lost_and_nothing_twice(page)
    bar.click()
    assert page.evaluate("live.list.scrollTop") == 0
    assert not bar.is_visible()


def test_at_its_top_the_bar_shows_what_it_brings_and_keeps_the_keyboard(open_page):
    arrive(45)
    page = open_list(open_page)
    page.hover("#live-rows .row >> nth=1")
    make.flash("刚刚到的消息", timezone.now())
    tell(page)
    page.mouse.move(200, 400)
    page.focus("#news-bar")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.row')")
    assert "刚刚到的消息" in page.evaluate("document.activeElement.textContent")
    page.evaluate(FRAMES)  # the list goes up once the rows have been painted in place
    assert page.evaluate("live.list.scrollTop") == 0
    assert not page.locator("#news-bar").is_visible()
    assert moved(page) == 0


def test_a_focused_row_and_an_opened_one_hold_the_list(open_page):
    arrive(45)
    page = open_list(open_page)
    page.keyboard.press("j")
    arrive(1)
    tell(page)
    assert len(waiting(page)) == 1
    page.evaluate("document.activeElement.blur()")
    tell(page)
    assert waiting(page) == []
    page.locator("#live-rows .row .outlets").nth(1).click()
    page.wait_for_selector(".wordings-here .wordings")
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(200, 400)
    arrive(1)
    tell(page)
    assert len(waiting(page)) == 1


def test_selected_words_hold_the_list(open_page):
    arrive(45)
    page = open_list(open_page)
    page.evaluate(
        "getSelection().selectAllChildren(document.querySelectorAll('.row-text')[2])"
    )
    arrive(1)
    tell(page)
    assert len(waiting(page)) == 1


def test_a_withdrawn_row_goes_out_without_moving_its_neighbours(open_page):
    arrive(60)
    page = open_list(open_page)
    page.mouse.move(200, 400)
    in_view, below = listed(page)[1], listed(page)[30]
    rows = page.locator("#live-rows .row:visible")
    words = rows.nth(1).locator(".row-text").text_content()
    place = rows.nth(2).bounding_box()
    LiveStory.objects.filter(pk__in=[in_view, below]).update(
        hidden_because="误发", version=LiveClock.objects.tick()
    )
    tell(page)
    assert below not in listed(page)
    assert rows.nth(2).bounding_box() == place
    assert "这一条已撤下" in rows.nth(1).text_content()
    assert not page.get_by_text(words, exact=True).is_visible()
    assert "1 条有更改" in page.locator("#news-bar").text_content()
    page.locator("#news-bar").click()
    assert in_view not in listed(page)
    assert_nothing_lost_and_nothing_twice(page)


def test_a_merged_row_says_where_it_went(open_page):
    arrive(45)
    page = open_list(open_page)
    page.mouse.move(200, 400)
    gone, kept = (LiveStory.objects.get(pk=pk) for pk in listed(page)[1:3])
    editing.merge(gone, kept, by=make.editor())
    tell(page)
    row = page.locator(f"#live-rows .row[data-pk='{gone.pk}']")
    assert "这一条已并入另一条" in row.text_content()
    assert moved(page) == 0


def test_changed_words_wait_while_their_row_is_read_and_never_move_it(open_page):
    arrive(60)
    page = open_list(open_page)
    point = middle_of(page, "#live-rows .row >> nth=2")
    page.mouse.move(*point)
    place = page.evaluate(PLACE, point)
    read, above, far = listed(page)[2], listed(page)[1], listed(page)[35]
    FeedItem.objects.filter(story__in=[read, above, far]).update(
        text="更正：这条消息的文字改长了，原来的数字有误，以这一条为准。" * 3
    )
    LiveStory.objects.filter(pk__in=[read, above, far]).update(
        version=LiveClock.objects.tick()
    )
    tell(page)
    texts = page.locator("#live-rows .row-text")
    assert "更正" not in texts.nth(2).text_content()
    assert "更正" in texts.nth(35).text_content()
    assert page.locator("#news-bar").text_content() == "2 条有更改"
    assert page.evaluate(PLACE, point) == place
    assert moved(page) == 0
    page.keyboard.press(".")
    assert page.evaluate(PLACE, point) == place
    page.mouse.move(200, 400)
    page.locator("#news-bar").click()
    assert "更正" in texts.nth(2).text_content()


def test_earlier_rows_come_in_below(open_page):
    arrive(100)
    page = open_list(open_page)
    page.evaluate("live.list.scrollTop = 1e6")
    last = page.locator("#live-rows .row").last
    place = last.bounding_box()["y"]
    pk = last.get_attribute("data-pk")
    for number in (80, 100):
        page.locator("#live-earlier").click()
        page.wait_for_function("number => live.rows().length === number", arg=number)
        if number == 80:
            row = page.locator(f".row[data-pk='{pk}']")
            assert row.bounding_box()["y"] == place
    assert_nothing_lost_and_nothing_twice(page)
    assert page.locator("#live-earlier").text_content() == "查看全部快讯"


def test_news_of_an_earlier_hour_stands_where_it_belongs(open_page):
    now = timezone.now()
    arrive(45, now)
    page = open_list(open_page)
    page.mouse.move(200, 400)
    make.flash("迟到的消息", LiveStory.objects.shown()[10].told_at)
    arrive(1, now - timezone.timedelta(days=3))  # below what is listed: not lost, later
    tell(page)
    assert_nothing_lost_and_nothing_twice(page)
    assert (
        "迟到的消息"
        in page.locator("#live-rows .row-text").nth(10).text_content()
        + page.locator("#live-rows .row-text").nth(11).text_content()
    )
