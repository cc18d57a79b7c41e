"""What is made of an item before it is grouped: text, a stable id, a time, a summary."""

import pickle
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.intake.live_times import SHANGHAI
from articles.live.items import arrival, arrivals
from articles.live.markup import plain, safe
from articles.live.parse import ParsedItem

NOW = datetime(2026, 11, 23, 16, 40, tzinfo=SHANGHAI)
BASE = "https://news.example/live/"


def made(**words):
    return arrival(ParsedItem(**{"base": BASE, **words}), NOW)


def text(**words):
    return made(**words).text


@pytest.mark.parametrize(
    "markup, words",
    [
        ("央行<b>下调</b>存款准备金率", "央行下调存款准备金率"),
        ("<p>第一段</p><p>第二段</p>", "第一段 第二段"),
        ("第一行<br>第二行<br/>第三行", "第一行 第二行 第三行"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲 乙"),
        ("市盈率<10倍，市净率>1", "市盈率<10倍，市净率>1"),
        ("A&amp;B", "A&B"),
        ("A&B", "A&B"),
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("&lt;script&gt;", "<script>"),
        ("<script>alert(1)</script>涨", "涨"),
        ("<style>p{}</style>跌<!-- 注释 -->停", "跌停"),
        ("<img src=x onerror=alert(1)>图", "图"),
        ("a&nbsp;&nbsp;b\n\t c\u3000d", "a b c d"),
        ("&#xD800;&#0;涨\x00\x01停\ufeff", "涨停"),
        ("同比增长3.3％　至1.2万亿元", "同比增长3.3％ 至1.2万亿元"),
    ],
)
def test_markup_becomes_the_text_a_reader_would_see(markup, words):
    assert plain(markup).replace("\ufffd", "") == words


def test_a_title_is_text_unless_its_feed_says_otherwise():
    assert text(title="营收<b>大增</b> &amp; 净利") == "营收<b>大增</b> &amp; 净利"
    assert (
        text(title="营收<b>大增</b> &amp; 净利", title_is_html=True)
        == "营收大增 & 净利"
    )


FLASH = "【央行下调准备金率】央行今日公告，自12月1日起下调0.5个百分点。"


@pytest.mark.parametrize(
    "title, html, words",
    [
        ("央行下调准备金率", f"<p>{FLASH}</p>", "央行下调准备金率"),
        ("", f"<p>{FLASH}</p>", FLASH),
        ("快讯", FLASH, FLASH),
        ("7x24快讯", FLASH, FLASH),
        ("08:30", FLASH, FLASH),
        ("2026年11月23日", FLASH, FLASH),
        ("【央行下调准备金率】央行今日…", FLASH, FLASH),
        ("【央行下调准备金率】央行今日...", FLASH, FLASH),
        ("快讯", "", "快讯"),
    ],
)
def test_shows_the_title_unless_the_body_says_it_and_more(title, html, words):
    assert text(title=title, html=html) == words


def test_the_full_text_stands_in_for_a_missing_summary():
    assert text(content=f"<p>{FLASH}</p>") == FLASH


def test_a_text_is_two_thousand_characters_at_most():
    long = text(html="涨" * 3000)
    assert len(long) == 2000
    assert long.endswith("涨…")
    assert text(html="涨" * 2000) == "涨" * 2000


def test_the_id_is_what_the_feed_calls_it_else_its_link_else_its_words():
    assert made(title="涨", guid="n1", url="https://a.example/1").guid == "n1"
    assert made(title="涨", url="https://a.example/1").guid == "https://a.example/1"
    by_words = made(title="涨", published="08:30").guid
    assert by_words == made(title="涨", published="2026-11-23 09:31").guid
    assert by_words != made(title="涨", published="昨天 08:30").guid
    assert by_words != made(title="跌", published="08:30").guid


def test_a_long_id_is_kept_as_its_digest():
    guid = made(title="涨", guid="x" * 500).guid
    assert guid.startswith("sha256:")
    assert len(guid) <= 200
    assert guid == made(title="跌", guid="x" * 500).guid
    assert guid != made(title="涨", guid="x" * 501).guid


def test_each_id_comes_once_and_the_first_wording_stays():
    same = [ParsedItem(guid="1", title="涨"), ParsedItem(guid="1", title="涨")]
    assert len(arrivals(same, NOW)) == 1


def test_a_feed_that_calls_everything_the_same_loses_nothing():
    alike = [ParsedItem(guid="0", title=words) for words in ("涨", "跌", "平", "涨")]
    once = arrivals(alike, NOW)
    assert [one.text for one in once] == ["涨", "跌", "平"]
    again = arrivals(alike[1:], NOW)
    assert {one.guid for one in again} <= {one.guid for one in once}


def test_an_item_without_a_word_is_left_out():
    silent = ParsedItem(guid="1", html="<img src='https://a.example/1.png'>")
    assert arrivals([silent, ParsedItem(title="涨")], NOW)[0].text == "涨"


@pytest.mark.parametrize(
    "url, kept",
    [
        ("https://news.example/1", "https://news.example/1"),
        ("http://news.example/快讯", "http://news.example/快讯"),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("/1", ""),
        ("https://", ""),
        ("https://[broken", ""),
        ('https://a.example/"onclick=x', ""),
        ("https://a.example/" + "x" * 1000, ""),
    ],
)
def test_a_reader_is_sent_to_the_web_and_nowhere_else(url, kept):
    assert made(title="涨", url=url).url == kept


def test_a_permanent_id_serves_as_link():
    found = made(title="涨", guid="https://news.example/1")
    assert found.url == "https://news.example/1"


def test_the_time_is_kept_as_printed_beside_what_it_means():
    found = made(title="涨", published="昨天 23:59")
    assert found.told_at == datetime(2026, 11, 22, 23, 59, tzinfo=SHANGHAI)
    assert (found.printed, found.precision) == ("昨天 23:59", "minute")
    assert found.received_at == NOW
    assert made(title="涨", published="23:59").date_assumed


def test_without_a_time_it_was_told_when_it_came():
    found = made(title="涨", published="近日")
    assert (found.told_at, found.precision, found.printed) == (NOW, "", "近日")


def test_a_time_ahead_is_flagged():
    assert made(title="涨", published="2026-12-01 08:00").is_future_clamped
    assert not made(title="涨", published="2026-11-23 08:00").is_future_clamped


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<a href='javascript:alert(1)'>x</a>",
    "<div hx-get='/admin/' hx-trigger='load'>x</div>",
    "<p data-hx-post='/x' style='position:fixed' id='live' class='bar'>x</p>",
    "<iframe src='https://a.example/'></iframe>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<form action='https://a.example/'><input name=password></form>",
    "<meta http-equiv=refresh content='0;url=https://a.example/'>",
    "<base href='https://a.example/'>",
    "<link rel=stylesheet href='https://a.example/x.css'>",
    "<object data='x.swf'></object><embed src='x.swf'>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href=' jav&#x09;ascript:alert(1)'>x</a>",
    "<img src='data:image/svg+xml;base64,PHN2Zz4='>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
]


@pytest.mark.parametrize("markup", HOSTILE)
def test_nothing_in_a_summary_acts(markup):
    clean = safe(f"前{markup}", BASE).lower()
    for bad in (
        "script",
        "onerror",
        "hx-",
        "style",
        "iframe",
        "<svg",
        "<form",
        "data:",
    ):
        assert bad not in clean.replace("&lt;", "")
    for tag in (
        "<meta",
        "<base",
        "<link",
        "<object",
        "<embed",
        "id=",
        "class=",
        "<input",
    ):
        assert tag not in clean


def test_a_summary_keeps_what_reads_well_with_whole_links():
    clean = made(title="涨", html="<p>见<a href='../1' target=x>原文</a></p>").summary
    assert clean == (
        '<p>见<a href="https://news.example/1" '
        'rel="noopener noreferrer nofollow ugc">原文</a></p>'
    )


def test_a_summary_that_only_repeats_the_text_is_none():
    assert made(title="涨停", html="<p>涨停</p>").summary == ""
    assert made(html="<p>涨停</p>").summary == ""


def test_a_long_summary_is_cut_where_it_can_be():
    summary = made(title="涨", html="<p>公告内容</p>" * 2100).summary
    assert len(summary) <= 20_100
    assert summary.endswith(("…", "</p>"))


def test_one_paragraph_too_long_is_cut_too():
    summary = made(title="涨", html="公告" * 15_000).summary
    assert 15_000 < len(summary) <= 20_001


WORDS = st.text(max_size=80) | st.sampled_from(["http://[", "<p", "&#xD800;", "1e999"])


@settings(deadline=None)  # a shared machine may pause
@given(st.builds(ParsedItem, *[WORDS] * 9, st.booleans(), st.booleans()))
def test_any_item_can_be_stored(item):
    for one in arrivals([item], NOW):
        assert 0 < len(one.text) <= 2000
        assert 0 < len(one.guid) <= 200
        assert len(one.url) <= 1000
        assert len(one.printed) <= 60
        assert "\x00" not in one.text + one.guid + one.printed
        (one.text + one.guid + one.url + one.summary).encode()
        pickle.dumps(one)


RAISED = [
    ("建筑面积10<sup>8</sup>平方米", "建筑面积10⁸平方米"),
    ("建筑面积100m<sup>2</sup>", "建筑面积100m²"),
    ("建筑面积100m&sup2;", "建筑面积100m²"),
    ("CO<sub>2</sub>12万吨", "CO₂12万吨"),
    ("面积10<span style='vertical-align: super'>4</span>亩", "面积10⁴亩"),
    ("面积10<SUP>&minus;3</SUP>亩<br>折算", "面积10⁻³亩 折算"),
    ("增长5<sup>[1]</sup>，26家<sup>注1</sup>", "增长5，26家"),
    ("增长5<sup>1)</sup>", "增长5¹⁾"),
    ("增长5<a href='https://a.example/x#n1'><sup>1</sup></a>%", "增长5%"),
    ("有26<sup>注</sup>7家", "有26 7家"),
    ("市盈率<10倍，约10<sup>8</sup>元 & 更多", "市盈率<10倍，约10⁸元 & 更多"),
    ("<script>1<sup>2</sup></script>涨3<sup>4</sup>", "涨3⁴"),
]


@pytest.mark.parametrize(("markup", "words"), RAISED)
def test_what_a_feed_raises_never_joins_the_figure_beside_it(markup, words):
    assert text(title=markup, title_is_html=True) == words
    assert text(html=f"<p>{markup}</p>") == words


@pytest.mark.parametrize(("markup", "words"), RAISED)
def test_nor_does_it_in_the_summary_beside_the_title(markup, words):
    summary = made(title="题", html=f"<p>{markup}</p>").summary
    assert plain(summary) == words
    assert "<sup" not in summary
    assert safe(summary) == summary


def test_what_is_raised_as_text_and_not_as_markup_stays_as_it_is():
    assert text(title="10<sup>8</sup>平方米") == "10<sup>8</sup>平方米"
    assert text(title="10⁸平方米，100m²") == "10⁸平方米，100m²"
