"""What feeds print as a time, and when that was."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.intake.live_times import SHANGHAI
from articles.live.dates import told_at
from articles.live.dates_zh import counts_back

NOW = datetime(2026, 11, 23, 16, 40, 30, tzinfo=SHANGHAI)  # a Monday


def beijing(*parts):
    return datetime(*parts, tzinfo=SHANGHAI)


STATED = [
    # RFC 822 and its relatives
    ("Mon, 23 Nov 2026 08:30:15 +0800", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 00:30:15 GMT", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 00:30:15 UT", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 00:30:15 Z", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 00:30:15 N", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 08:30:15 CST", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 08:30:15", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon,23 Nov 2026 08:30:15 GMT+8", (2026, 11, 23, 8, 30, 15), "second"),
    (
        "Mon, 23 Nov 2026 08:30:15 GMT+0800 (中国标准时间)",
        (2026, 11, 23, 8, 30, 15),
        "second",
    ),
    ("Sun, 22 Nov 2026 19:30:15 EST", (2026, 11, 23, 8, 30, 15), "second"),
    ("Sun, 22 Nov 2026 16:30:15 PST", (2026, 11, 23, 8, 30, 15), "second"),
    ("Sun, 22 Nov 2026 17:30 PDT", (2026, 11, 23, 8, 30), "minute"),
    ("23 Nov 26 08:30 +0800", (2026, 11, 23, 8, 30), "minute"),
    ("Monday, 23-Nov-26 00:30:15 GMT", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon Nov 23 08:30:15 2026", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon Nov 23 08:30:15 CST 2026", (2026, 11, 23, 8, 30, 15), "second"),
    ("Nov 23, 2026 8:30 AM", (2026, 11, 23, 8, 30), "minute"),
    ("November 22, 2026, 8:30 PM", (2026, 11, 22, 20, 30), "minute"),
    ("23 Nov 2026", (2026, 11, 23), "day"),
    ("周一, 23 11月 2026 00:30:15 +0000", (2026, 11, 23, 8, 30, 15), "second"),
    ("Mon, 23 Nov 2026 08:30:60 +0800", (2026, 11, 23, 8, 30, 59), "second"),
    # ISO 8601
    ("2026-11-23T08:30:15+08:00", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23T00:30:15Z", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23T00:30:15.123456789Z", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23t00:30z", (2026, 11, 23, 8, 30), "minute"),
    ("2026-11-23 08:30:15", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23 08:30:15 +0800", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23 08:30:15 +08", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026-11-23 00:30:15 UTC", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026/11/23 8:30", (2026, 11, 23, 8, 30), "minute"),
    ("2026.11.23 08:30", (2026, 11, 23, 8, 30), "minute"),
    ("2026-11-23", (2026, 11, 23), "day"),
    ("20261123T083015+0800", (2026, 11, 23, 8, 30, 15), "second"),
    ("20261123083015", (2026, 11, 23, 8, 30, 15), "second"),
    ("202611230830", (2026, 11, 23, 8, 30), "minute"),
    ("20261123", (2026, 11, 23), "day"),
    ("2026-11-22T24:00:00+08:00", (2026, 11, 23), "second"),
    ("2026-W48-1", (2026, 11, 23), "day"),
    ("2026-327", (2026, 11, 23), "day"),
    ("２０２６-１１-２３　０８：３０", (2026, 11, 23, 8, 30), "minute"),
    # seconds and milliseconds since 1970
    ("1795393815", (2026, 11, 23, 8, 30, 15), "second"),
    ("1795393815000", (2026, 11, 23, 8, 30, 15), "second"),
    ("1795393815.25", (2026, 11, 23, 8, 30, 15), "second"),
    (1795393815, (2026, 11, 23, 8, 30, 15), "second"),
    # Chinese, relative
    ("刚刚", (2026, 11, 23, 16, 40, 30), "minute"),
    ("5分钟前", (2026, 11, 23, 16, 35, 30), "minute"),
    ("5 分鐘前", (2026, 11, 23, 16, 35, 30), "minute"),
    ("十分钟前", (2026, 11, 23, 16, 30, 30), "minute"),
    ("30秒前", (2026, 11, 23, 16, 40), "minute"),
    ("2小时前", (2026, 11, 23, 14, 40, 30), "minute"),
    ("两个小时之前", (2026, 11, 23, 14, 40, 30), "minute"),
    ("半小时前", (2026, 11, 23, 16, 10, 30), "minute"),
    ("一个半小时前", (2026, 11, 23, 15, 10, 30), "minute"),
    ("3天前", (2026, 11, 20), "day"),
    ("2周前", (2026, 11, 9), "day"),
    ("12 minutes ago", (2026, 11, 23, 16, 28, 30), "minute"),
    ("an hour ago", (2026, 11, 23, 15, 40, 30), "minute"),
    # Chinese, by the day
    ("今天 08:30", (2026, 11, 23, 8, 30), "minute"),
    ("今天08:30:15", (2026, 11, 23, 8, 30, 15), "second"),
    ("昨天 23:59", (2026, 11, 22, 23, 59), "minute"),
    ("昨日晚8点", (2026, 11, 22, 20, 0), "minute"),
    ("昨晚8点半", (2026, 11, 22, 20, 30), "minute"),
    ("今早7:05", (2026, 11, 23, 7, 5), "minute"),
    ("前天", (2026, 11, 21), "day"),
    ("前天 上午10时", (2026, 11, 21, 10, 0), "minute"),
    ("大前天", (2026, 11, 20), "day"),
    ("11月23日 09:31", (2026, 11, 23, 9, 31), "minute"),
    ("11月23日(周一) 09:31", (2026, 11, 23, 9, 31), "minute"),
    ("11-23 09:31", (2026, 11, 23, 9, 31), "minute"),
    ("12月31日 09:31", (2025, 12, 31, 9, 31), "minute"),
    ("2月29日", (2024, 2, 29), "day"),
    ("11月22日晚间", (2026, 11, 22, 18), "day"),
    ("2026年11月23日 8时30分", (2026, 11, 23, 8, 30), "minute"),
    ("2026年11月23日8时30分15秒", (2026, 11, 23, 8, 30, 15), "second"),
    ("2026年11月23日", (2026, 11, 23), "day"),
    ("2026年11月22日下午3点一刻", (2026, 11, 22, 15, 15), "minute"),
    ("2026-11-22 下午3:15", (2026, 11, 22, 15, 15), "minute"),
    ("去年12月5日 10:00", (2025, 12, 5, 10, 0), "minute"),
    ("上周五", (2026, 11, 20), "day"),
    ("上周五下午3点半", (2026, 11, 20, 15, 30), "minute"),
    ("本周一 09:00", (2026, 11, 23, 9, 0), "minute"),
    ("上上周日", (2026, 11, 15), "day"),
    ("上月30日 10:00", (2026, 10, 30, 10, 0), "minute"),
    ("昨天 晚12点", (2026, 11, 23), "minute"),
    ("昨天 凌晨12:10", (2026, 11, 22, 0, 10), "minute"),
    ("昨天 中午12:10", (2026, 11, 22, 12, 10), "minute"),
    ("昨天 中午11:50", (2026, 11, 22, 11, 50), "minute"),
    ("昨天 下午14:50", (2026, 11, 22, 14, 50), "minute"),
    ("北京时间11月23日 09:31", (2026, 11, 23, 9, 31), "minute"),
    ("发布时间：2026年11月23日 09:31", (2026, 11, 23, 9, 31), "minute"),
    ("2026-11-23 09:31 发布", (2026, 11, 23, 9, 31), "minute"),
    ("今天晚间", (2026, 11, 23, 16, 40, 30), "day"),
]
ASSUMED = [
    ("09:31", (2026, 11, 23, 9, 31), "minute"),
    ("23:31", (2026, 11, 22, 23, 31), "minute"),
    ("16:42", (2026, 11, 23, 16, 42), "minute"),  # a clock two minutes fast
    ("下午3:31", (2026, 11, 23, 15, 31), "minute"),
    ("晚8点", (2026, 11, 22, 20, 0), "minute"),
    ("22日晚间", (2026, 11, 22, 18), "day"),
    ("23日晚间", (2026, 11, 23, 16, 40, 30), "day"),  # printed before the evening
    ("23日凌晨", (2026, 11, 23), "day"),
    ("23日早间", (2026, 11, 23, 6), "day"),
    ("30日 10:00", (2026, 10, 30, 10, 0), "minute"),
    ("31日", (2026, 10, 31), "day"),
    ("周三", (2026, 11, 18), "day"),
    ("周一 09:00", (2026, 11, 23, 9, 0), "minute"),
]
NO_TIME = [
    *("", " ", "近日", "日前", "明天 08:30", "soon", "n/a", "0", "-1", "None", "null"),
    *(
        "2026-13-45",
        "2026-02-30 08:30",
        "25:99",
        "2月30日",
        "11月31日",
        "32日",
        "99-99",
    ),
    *("1989-12-31 23:59:59+08:00", "Thu, 01 Jan 1970 00:00:00 GMT", "0001-01-01"),
    *("2026年", "11月", "周八", "8月8日8月8日", "999999999999999999999", "86400"),
    *("Mon, 32 Nov 2026 08:30:15", "Mon, 23 Foo 2026 08:30:15", "今天 下午25点"),
    *(
        "2026-11-23T08:30:15 QQQQ",
        "2026-000",
        "2026-366",
        "١٢:٣٠" * 30,
    ),
    "一" * 500,
]


@pytest.mark.parametrize("printed, at, precision", STATED)
def test_reads_the_times_feeds_print(printed, at, precision):
    stated = told_at(printed, NOW)
    assert stated is not None
    assert (stated.at, stated.precision) == (beijing(*at), precision)
    assert not stated.date_assumed
    assert not stated.is_future_clamped


@pytest.mark.parametrize("printed, at, precision", ASSUMED)
def test_says_when_a_day_had_to_be_supplied(printed, at, precision):
    stated = told_at(printed, NOW)
    assert stated is not None
    assert (stated.at, stated.precision) == (beijing(*at), precision)
    assert stated.date_assumed


@pytest.mark.parametrize("printed", NO_TIME)
def test_takes_nonsense_for_no_time(printed):
    assert told_at(printed, NOW) is None


def test_falls_back_on_when_it_was_updated():
    assert told_at("近日", NOW, updated="2026-11-23 08:30").at == beijing(
        2026, 11, 23, 8, 30
    )
    assert told_at("昨天", NOW, updated="2026-11-23 08:30").at == beijing(2026, 11, 22)


@pytest.mark.parametrize(
    "printed",
    ["2026-11-23T16:43:00+08:00", "2027-01-01", "1999999999", "本周日", "今天 23:59"],
)
def test_a_time_ahead_becomes_now_and_says_so(printed):
    stated = told_at(printed, NOW)
    assert stated.at == NOW
    assert stated.is_future_clamped


def test_two_minutes_ahead_are_only_a_fast_clock():
    stated = told_at("2026-11-23T16:42:00+08:00", NOW)
    assert stated.at == beijing(2026, 11, 23, 16, 42)
    assert not stated.is_future_clamped


def test_counts_days_in_beijing_wherever_the_server_is():
    just_after_midnight = datetime(2026, 11, 22, 16, 5, tzinfo=UTC)
    assert told_at("今天", just_after_midnight).at == beijing(2026, 11, 23)
    assert told_at("23:59", just_after_midnight).at == beijing(2026, 11, 22, 23, 59)


WORDINGS = ["今天 08:30", "昨天 23:59", "刚刚", "5分钟前", "11月23日 09:31", "23日晚间"]
WORDINGS += ["2026年11月23日 8时30分", "上周五"]


@pytest.mark.parametrize("printed", WORDINGS)
def test_the_wordings_chinese_feeds_print_are_in_the_tables_above(printed):
    assert printed in {row[0] for row in STATED + ASSUMED}


def test_an_evening_is_read_the_same_once_it_came():
    later = datetime(2026, 11, 23, 22, 0, tzinfo=SHANGHAI)
    assert told_at("23日晚间", later).at == beijing(2026, 11, 23, 18)


@pytest.mark.parametrize(
    ("printed", "counts"),
    [
        ("刚刚", True),
        ("5分钟前", True),
        ("发布于 5分鐘前", True),
        ("2 hours ago", True),
        ("昨天 23:59", False),
        ("2026-11-23 08:30", False),
        ("", False),
    ],
)
def test_says_which_wordings_count_back_from_when_they_were_printed(printed, counts):
    assert counts_back(printed) is counts


@settings(deadline=None)  # a shared machine may pause
@given(st.text(max_size=40) | st.from_regex(r"[0-9年月日时分:/ T+-]{1,30}"))
def test_whatever_is_printed_is_a_past_time_or_none(printed):
    stated = told_at(printed, NOW)
    assert stated is None or (
        beijing(1989, 12, 30) < stated.at <= NOW + timedelta(minutes=2)
    )
