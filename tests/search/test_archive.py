"""The archive: searched within, narrowed by source and importance, its ends said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.live import marking
from tests import make

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def page(client, **query):
    return LexborHTMLParser(client.get(reverse("live"), query).content)


def rows(client, **query):
    return [node.text().strip() for node in page(client, **query).css(".row-text")]


@pytest.fixture
def week():
    for n in range(5):
        make.flash(f"甲厂第{n}批设备下线", make.MONDAY - n * DAY, outlet="江南快讯")
    make.flash("乙港恢复通航", make.MONDAY, outlet="江北快讯", is_important=True)
    make.flash("丙矿停产检修", make.MONDAY - 3 * DAY, outlet="江北快讯")


def test_words_are_looked_for_in_all_days_and_marked(client, week):
    tree = page(client, q="甲厂 设备")
    assert "全部快讯中找到 5 条" in tree.text()
    assert len(tree.css("mark")) == 10
    days = [node.text() for node in tree.css(".day")]
    assert len(days) == 5


@pytest.mark.parametrize(
    ("asked", "count", "told"),
    [
        ({"q": "甲厂", "from": "2025-06-07"}, 3, "从 2025-06-07 起找到 3 条"),
        ({"q": "甲厂", "to": "2025-06-06"}, 2, "到 2025-06-06 为止找到 2 条"),
        ({"q": "甲厂", "from": "2025-06-06", "to": "2025-06-07"}, 2, "找到 2 条"),
        ({"q": "甲厂", "from": "2025-06-07", "to": "2025-06-06"}, 2, "已对调"),
        ({"q": "甲厂", "day": "2025-06-09"}, 1, "找到 1 条"),
        ({"from": "2025-06-09"}, 2, "找到 2 条"),
        ({"q": "甲厂", "from": "昨天"}, 5, "“昨天”不是日期"),
        ({"q": "甲厂", "to": "2025-02-30"}, 5, "“2025-02-30”不是日期"),
    ],
)
def test_a_range_of_days_may_be_given(client, week, asked, count, told):
    assert len(rows(client, **asked)) == count
    assert told in page(client, **asked).text()


def test_source_and_importance_narrow_a_day_and_a_search(client, week):
    river = str(make.source("江北快讯").pk)
    assert rows(client, day="2025-06-09", source=river) == ["乙港恢复通航"]
    assert rows(client, day="2025-06-09", important="1") == ["乙港恢复通航"]
    assert rows(client, q="停产", source=river) == ["丙矿停产检修"]
    assert rows(client, q="甲厂", source=river) == []


def test_narrowing_survives_a_change_of_day_and_skips_days_without_such_news(
    client, week
):
    river = str(make.source("江北快讯").pk)
    tree = page(client, source=river, important="")
    earlier = tree.css_first("a[rel=prev]").attributes["href"]
    assert f"source={river}" in earlier
    assert "day=2025-06-06" in earlier
    last = page(client, source=river, day="2025-06-06")
    assert "更早没有符合筛选的快讯" in last.text()


def test_the_earliest_day_says_that_nothing_is_before_it(client, week):
    assert "这里是最早的快讯" in page(client, day="2025-06-05").text()
    assert "这里是最早的快讯" not in page(client, day="2025-06-06").text()


def test_a_source_that_told_nothing_gets_a_sentence(client, week):
    assert "没有这个来源的快讯" in page(client, source="999999").text()
    assert "没有这个来源的快讯" in page(client, source="x").text()


@pytest.mark.parametrize("asked", ["？！", "-甲厂", "字" * 300])
def test_what_cannot_be_searched_for_gets_a_sentence(client, week, asked):
    tree = page(client, q=asked)
    assert tree.css_first("#archive .notice") is not None
    assert tree.css(".row") == []


def test_a_hidden_story_is_not_in_the_archive_by_any_road(client):
    story = make.flash("误发消息").story
    marking.hide(story, make.editor(), "误发")
    assert rows(client, q="误发") == rows(client, day="2025-06-09") == []
    assert rows(client, **{"from": "2025-06-01"}) == []


def test_search_in_the_archive_is_not_for_search_engines_and_its_days_are(client, week):
    assert "noindex" in client.get(reverse("live"), {"q": "甲"}).headers["X-Robots-Tag"]
    assert "X-Robots-Tag" not in client.get(reverse("live"))


def test_htmx_gets_the_rows_alone(client, week):
    answer = client.get(reverse("live"), {"q": "甲厂"}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<section id="archive"')
    assert "HX-Request" in answer.headers["Vary"]


def test_pages_of_a_search_keep_what_was_asked(client):
    make.flashes(120)
    tree = page(client, q="检验", **{"from": "2025-06-01"})
    assert "q=" in tree.css_first(".pages a").attributes["href"]
    assert "from=2025-06-01" in tree.css_first(".pages a").attributes["href"]
    assert len(rows(client, q="检验", page=3)) == 20


def test_wordings_of_a_story_link_their_names(client):
    make.region("浙江", slug="zj")
    story = make.flash("浙江发布产业规划").story
    html = client.get(story.get_absolute_url()).content
    assert (
        LexborHTMLParser(html).css_first("blockquote a").attributes["href"]
        == "/region/zj/"
    )
