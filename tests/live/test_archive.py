"""更多: every live story by day, with a way to any day."""

from datetime import timedelta

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db


def rows(client, **query):
    html = client.get(reverse("live"), query).content
    return [node.text().strip() for node in LexborHTMLParser(html).css(".row-text")]


def test_the_archive_opens_at_the_newest_day_that_has_news(client):
    make.flash("旧闻", make.MONDAY - timedelta(days=3))
    make.flash("新闻")
    assert rows(client) == ["新闻"]
    assert rows(client, day="2025-06-06") == ["旧闻"]


def test_a_day_begins_and_ends_at_midnight_in_beijing(client):
    midnight = make.MONDAY.replace(hour=0, minute=0)
    make.flash("前一晚", midnight - timedelta(seconds=1))
    make.flash("零点整", midnight)
    make.flash("次日零点", midnight + timedelta(days=1))
    assert rows(client, day="2025-06-09") == ["零点整"]


def test_neighbouring_days_are_linked_over_the_gaps(client):
    make.flash("旧闻", make.MONDAY - timedelta(days=30))
    make.flash("新闻")
    html = client.get(reverse("live"), {"day": "2025-06-09"}).content.decode()
    assert "?day=2025-05-10" in html
    assert 'rel="next"' not in html


def test_earlier_is_to_the_left_and_later_to_the_right_by_days_and_by_minutes(client):
    for days in (60, 30, 0):
        make.flash(f"{days}天前的消息", make.MONDAY - timedelta(days=days))
    tree = LexborHTMLParser(client.get("/live/?day=2025-05-10").content)
    assert [node.text() for node in tree.css(".days a")] == [
        "← 更早的一天（2025年4月10日）",
        "更晚的一天（2025年6月9日） →",
    ]
    assert tree.css_first(".archive-end a").text().startswith("← 继续看更早的一天")
    tree = LexborHTMLParser(client.get("/live/at/2025-06-09T11:50/").content)
    steps = [node.text() for node in tree.css(".steps a")]
    assert steps[0] == "← 早 60 分钟"
    assert steps[-1] == "晚 60 分钟 →"


def test_a_long_day_has_pages_and_any_page_number_answers(client):
    make.flashes(120)
    pages = [rows(client, page=n) for n in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert len({row for page in pages for row in page}) == 120
    assert rows(client, page=99) == pages[2]
    assert rows(client, page="x") == pages[0]


@pytest.mark.parametrize(
    "day", ["2026-02-30", "昨天", "2025-6", "9" * 50, "0001-01-01", "9999-12-31"]
)
def test_a_day_that_is_none_gets_a_sentence(client, day):
    make.flash("新闻")
    answer = client.get(reverse("live"), {"day": day})
    assert answer.status_code == 200
    assert "没有这样的日期" in answer.content.decode()


def test_a_day_without_news_says_so(client):
    make.flash("新闻")
    html = client.get(reverse("live"), {"day": "2024-01-01"}).content.decode()
    assert "这一天没有快讯" in html
