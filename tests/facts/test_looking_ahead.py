"""A month or quarter without a year lies behind the text, unless it says that it looks ahead."""

from datetime import date

import pytest

from articles.facts.clauses import Names
from articles.facts.proposals import Paragraph
from articles.facts.read import propose

WRITTEN = date(2025, 6, 10)


def fact(text):
    [found] = propose([Paragraph("p1", text)], Names(()), WRITTEN).facts
    return found


@pytest.mark.parametrize(
    ("text", "begins", "word"),
    [
        ("预计下半年产值达到800亿元。", date(2025, 7, 1), "预计"),
        ("四季度将新增产能12万吨。", date(2025, 10, 1), "将新增"),
        ("12月将签约30个项目。", date(2025, 12, 1), "将签约"),
        ("公司下半年将再投放30亿元。", date(2025, 7, 1), "将再"),
        ("下半年，公司计划投放30亿元。", date(2025, 7, 1), "计划"),
        ("12月18日拟发行债券30亿元。", date(2025, 12, 18), "拟"),
        ("25日将举办活动5场。", date(2025, 6, 25), "将举办"),
        ("11月至12月力争建成充电桩300个。", date(2025, 11, 1), "力争"),
        ("三季度有望再增产能12万吨。", date(2025, 7, 1), "有望"),
    ],
)
def test_what_is_foreseen_for_a_later_month_is_of_this_year(text, begins, word):
    found = fact(text)
    assert (found.period.start, found.foreseen) == (begins, word)
    assert found.period.relative


@pytest.mark.parametrize(
    "text",
    [
        "12月产值为500亿元。",
        "12月产值再创新高，达500亿元。",
        "12月物价好于预期，上涨0.1%。",
        "12月完成年度计划的95%。",
        "12月虚拟电厂产值达500亿元。",
        "预计向好，12月产值为500亿元。",
        "12月将工期压缩至500小时，产值为500亿元。",
    ],
)
def test_what_is_reported_of_such_a_month_is_of_the_last_one(text):
    assert fact(text).period.start == date(2024, 12, 1)


def test_a_month_that_has_begun_is_of_this_year_either_way():
    assert fact("5月产值为500亿元。").period.start == date(2025, 5, 1)
    assert fact("预计5月产值为500亿元。").period.start == date(2025, 5, 1)


@pytest.mark.parametrize(
    "text", ["公司将有关产值500亿元的报告上报。", "机构将目标价上调至31元。"]
)
def test_what_is_done_with_a_thing_is_no_plan(text):
    assert fact(text).foreseen == ""


def test_a_model_is_no_plan():
    assert fact("虚拟电厂容量为500万千瓦。").foreseen == ""
