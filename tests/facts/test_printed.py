"""Every number of a text is found, and what only looks like one is not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.facts.clauses import Names
from articles.facts.printed import numbers
from articles.facts.proposals import KnownName, NameKind, Paragraph

NAMES = Names(
    KnownName(NameKind.ORGANISATION, name, ()) for name in ("360集团", "三一重工")
)


def found(text):
    return [one.words for one in numbers([Paragraph("p1", text)], NAMES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6月PMI为50.2，比上月升0.3个百分点。", ["50.2", "0.3个百分点"]),
        ("全省有7个集群，占1/3，近2000亿元。", ["7个", "1/3", "2000亿元"]),
        ("大约三成，三分之一。", ["三成", "三分之一"]),
        ("甲有20至30家。", ["20", "30家"]),
        ("同比增长-2.5%。", ["-2.5%"]),
        ("有1,234.5万吨，共26家。", ["1,234.5万吨", "26家"]),
        ("GDP增5%，沪指3,400.12点。", ["5%", "3,400.12点"]),
        ("2021—2024年均增长5%。", ["5%"]),
        ("贵州茅台(600519)涨3%。", ["3%"]),
        ("360集团与三一重工投资两亿元。", ["两亿元"]),
        ("１２家企业，３％。", ["１２家", "３％"]),
        ("面积10⁸平方米，约3.5×10⁸元。", ["10⁸", "3.5×10⁸"]),
        ("排放CO₂12万吨，占1/3²。", ["12万吨", "1/3²"]),
    ],
)
def test_each_number_is_found_once_in_the_order_of_reading(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "5G基站和H20芯片，G60走廊，600519.SH。",
        "2024年5月20日9:30开会。",
        "第3届论坛，第50家。",
        "国发〔2024〕15号。",
        "一是推进，二是落实。",
        "科创板实行T+0。",
        "1. 加强领导",
        "(2)稳步推进",
        "",
    ],
)
def test_times_codes_names_and_editions_are_no_numbers(text):
    assert found(text) == []


@given(st.text(alphabet="0123456789.,/%-:()年月个亿元甲T+ ５", max_size=60))
def test_any_text_is_read_and_no_number_meets_another(text):
    spans = [(one.start, one.end) for one in numbers([Paragraph("p1", text)], NAMES)]
    assert spans == sorted(spans)
    for (_start, end), (after, _end) in pairwise(spans):
        assert end <= after
    for start, end in spans:
        assert any(char.isdecimal() for char in text[start:end])
