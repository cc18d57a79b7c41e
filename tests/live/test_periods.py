"""Periods, days and terms, and which of them exclude each other."""

import pytest

from articles.live import periods
from articles.live.periods import clash, read_periods, read_tenors, wording


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5月cpi", [("months", 5, 5)]),
        ("1-5月", [("months", 1, 5)]),
        ("1月至5月", [("months", 1, 5)]),
        ("前5个月", [("months", 1, 5)]),
        ("一季度", [("months", 1, 3)]),
        ("四季度", [("months", 10, 12)]),
        ("前三季度", [("months", 1, 9)]),
        ("上半年", [("months", 1, 6)]),
        ("下半年", [("months", 7, 12)]),
        ("6月8日", [("day", 6, 8)]),
        ("6月2日至8日", [("day", 6, 8)]),
        ("6月28日至7月3日", [("day", 7, 3)]),
        ("8日", [("day", 0, 8)]),
        ("8号", [("day", 0, 8)]),
        ("2026-06-09", [("year", 2026), ("day", 6, 9)]),
        ("2026年6月", [("year", 2026), ("months", 6, 6)]),
        ("2026财年", [("year", 2026)]),
        ("2025/26年", [("year", 2025)]),
        ("周二", [("weekday", "二")]),
        ("星期日", [("weekday", "日")]),
        ("6月和6月", [("months", 6, 6)]),
        ("为5月初以来最高", []),
        ("为2026年以来最高,6月", [("months", 6, 6)]),
        ("20号胶", []),
        ("周期", []),
        ("没有日期", []),
    ],
)
def test_periods_are_read(text, found):
    assert read_periods(text) == tuple(found)


def test_months_in_chinese_numerals_become_arabic():
    assert periods.arabic_months("九月会议、十二月、十月") == "9月会议、12月、10月"
    assert periods.arabic_months("二十一月") == "二十一月"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("10年期国债", {"10年"}),
        ("两年期国债", {"2年"}),
        ("三十年期国债", {"30年"}),
        ("三个月期国债,6个月国债", {"3月", "6月"}),
        ("隔夜shibor,7天shibor", {"隔夜", "7天"}),
        ("超长期国债", {"超长期"}),
        ("10年前", set()),
    ],
)
def test_terms_are_read(text, found):
    assert read_tenors(text) == found


def test_places_of_periods_and_terms_are_told():
    assert periods.spans("在5月,10年期国债") == [(1, 3), (4, 8)]


@pytest.mark.parametrize(
    ("a", "b", "met"),
    [
        ("5月", "6月", (("months", 5, 5), ("months", 6, 6))),
        ("5月", "1-5月", (("months", 5, 5), ("months", 1, 5))),
        ("上半年", "一季度", (("months", 1, 6), ("months", 1, 3))),
        ("6月8日", "6月9日", (("day", 6, 8), ("day", 6, 9))),
        ("6月8日", "7月8日", (("day", 6, 8), ("day", 7, 8))),
        ("2025年", "2026年", (("year", 2025), ("year", 2026))),
        ("5月", "5月和6月", None),
        ("6月8日", "8日", None),
        ("8日", "6月8日", None),
        ("周一", "周二", None),
        ("5月", "2026年", None),
        ("1-6月", "上半年", None),
        ("", "5月", None),
    ],
)
def test_periods_of_one_kind_exclude_each_other(a, b, met):
    assert clash(read_periods(a), read_periods(b)) == met


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5月", "5月"),
        ("1-5月", "1—5月"),
        ("1-6月", "上半年"),
        ("二季度", "二季度"),
        ("前三季度", "前三季度"),
        ("6月8日", "6月8日"),
        ("8日", "8日"),
        ("2026年", "2026年"),
        ("周四", "周四"),
    ],
)
def test_periods_are_shown_in_chinese(text, shown):
    assert wording(read_periods(text)[0]) == shown
