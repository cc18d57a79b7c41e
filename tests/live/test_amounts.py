"""Figures are read with value, unit, role and exactness, and compared by meaning."""

import pytest

from articles.live.amounts import (
    ACTUAL,
    FORECAST,
    LEVEL,
    PREVIOUS,
    agree,
    read_figures,
    units_meet,
)


def figures(text, *skip):
    return read_figures(text, list(skip))


def one(text):
    [figure] = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("2.4万亿元", 2.4e12, "元"),
        ("24000亿元", 2.4e12, "元"),
        ("3,350亿元台币", 3.35e11, "台币"),
        ("1,196.91%", 1196.91, "%"),
        ("上涨5.5个百分点", 5.5, "百分点"),
        ("上涨5.5百分点", 5.5, "百分点"),
        ("下跌25个基点", 25, "基点"),
        ("下跌25bp", 25, "基点"),
        ("下跌25bps", 25, "基点"),
        ("下跌25基点", 25, "基点"),
        ("2.79倍", 2.79, "倍"),
        ("85.2美元/桶", 85.2, "美元/"),
        ("100亿人民币", 1e10, "元"),
        ("50亿港币", 5e9, "港元"),
        ("2.5亿印度卢比", 2.5e8, "卢比"),
        ("700名", 700, "人"),
        ("700例", 700, "人"),
        ("85处", 85, "个"),
        ("三架", 3, "架"),
        ("五千人", 5000, "人"),
        ("十二家", 12, "家"),
        ("二十人", 20, "人"),
        ("三十五人", 35, "人"),
        ("两个", 2, "个"),
        ("四级", 4, "级"),
        ("一级", 1, "级"),
        ("第15轮", 15, "第"),
        ("3千万元", 3e7, "元"),
        ("52.8", 52.8, ""),
        ("-4.7%", -4.7, "%"),
        ("100余人", 100, "人"),
        ("3百万元", 3e6, "元"),
    ],
)
def test_amounts_are_read_with_scale_and_unit(text, value, unit):
    figure = one(text)
    assert figure.value == pytest.approx(value)
    assert figure.unit == unit
    assert figure.role == ACTUAL


@pytest.mark.parametrize(
    "text", ["f35", "gpt-5.6", "3m公司", "5g网络", "a50", "五粮液", "一家公司", "三星"]
)
def test_numbers_inside_names_are_no_figures(text):
    assert figures(text) == ()


def test_nothing_is_read_where_a_name_or_period_stands():
    assert [f.value for f in figures("科创50涨3%", (0, 4))] == [3.0]
    assert [f.value for f in figures("科创50涨3%", (4, 5))] == [50.0, 3.0]


def test_a_dash_between_two_figures_is_a_range_and_no_sign():
    low, high = figures("净利润6亿元-6.5亿元")
    assert (low.value, high.value) == (6e8, 6.5e8)
    low, high = figures("上涨3%-5%")
    assert (low.value, high.value) == (3.0, 5.0)


def test_a_bare_first_number_of_a_range_takes_the_second_ones_unit():
    low, high = figures("3-5亿元")
    assert (low.value, low.unit, low.step) == (3e8, "元", 1e8)
    assert (high.value, high.unit) == (5e8, "元")
    low, high = figures("12-13%")
    assert (low.value, low.unit) == (12.0, "%")
    first, _ = figures("3,甲5亿元")
    assert (first.value, first.unit) == (3.0, "")


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("cpi 2.1%,预期 2.0%,前值 2.2%", [ACTUAL, FORECAST, PREVIOUS]),
        ("cpi 2.1%(市场预期为上涨2.0%)", [ACTUAL, FORECAST]),
        ("20万人,前值由19.8万人修正为19.9万人", [ACTUAL, PREVIOUS, PREVIOUS]),
        ("终值 0.6%,初值 0.4%", [ACTUAL, PREVIOUS]),
        ("预计上半年净利润2亿元", [ACTUAL]),
        ("预期2.0%", [ACTUAL]),
        ("目标价从20元上调至25元", [PREVIOUS, LEVEL]),
        ("自20元起", [ACTUAL]),
        ("前值2.2%", [PREVIOUS]),
        ("日内涨2%,现报85.2美元/桶", [ACTUAL, LEVEL]),
        ("突破3300美元/盎司", [LEVEL]),
        ("至2.110%", [ACTUAL]),
    ],
)
def test_actual_forecast_and_previous_are_told_apart(text, roles):
    assert [f.role for f in figures(text)] == roles


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("超3%", ">"),
        ("逾3%", ">"),
        ("达3%", ">"),
        ("3%以上", ">"),
        ("近4%", "<"),
        ("不足4%", "<"),
        ("3%", ""),
        ("约3%", ""),
    ],
)
def test_bounds_are_read(text, bound):
    assert one(text).bound == bound


@pytest.mark.parametrize(
    ("text", "step"), [("3.13%", 0.01), ("3%", 1.0), ("2.4万亿元", 1e11), ("5千", 1e3)]
)
def test_the_last_digit_tells_how_exact_a_figure_is(text, step):
    assert one(text).step == pytest.approx(step)


def test_a_figure_keeps_the_words_before_it_and_its_own():
    figure = one("青禾股份,同比 下跌:3.3%")
    assert figure.label == "份同比下跌"
    assert figure.wording == "3.3%"
    assert one("同比-3.3%").wording == "-3.3%"
    assert one("同比+3.3%").wording == "3.3%"
    assert one("cpi同比 3.3%").label == "cpi同比"
    assert one("0%").wording == "0%"
    assert one("aa-b 3%").value == 3


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("2.4万亿元", "24000亿元"),
        ("3%", "3.00%"),
        ("-3.3%", "3.3%"),  # 「同比-3.3%」 and 「下降3.3%」
        ("超3%", "3.24%"),
        ("近4%", "3.6%"),
        ("0.7%", "0.72%"),
        ("4%", "4.34%"),
        ("11.63万股", "11.6250万股"),
        ("50亿元", "50亿港元"),
        ("3766元", "3766.00元/吨"),
        ("52.8", "52.8%"),
        ("超3%", "3%"),
        ("超3%", "3.0%"),
        ("近4%", "4.0%"),
        ("100%", "99.5%"),  # half a step off is still rounding
        ("25%", "25.5%"),
    ],
)
def test_figures_that_tell_one_value_agree(a, b):
    assert agree(one(a), one(b))
    assert agree(one(b), one(a))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("3.3%", "33%"),
        ("3.3%", "3.4%"),
        ("超3%", "4.1%"),
        ("超3%", "2.9%"),
        ("超3%", "4%"),
        ("近4%", "4.1%"),
        ("近4%", "3%"),
        ("4%", "4.6%"),
        ("1%", "1.24%"),
        ("0%", "0.2%"),
        ("超1万亿元", "超1.5万亿元"),
        ("5亿元", "5亿美元"),
        ("3%", "3倍"),
        ("15人", "36人"),
        ("3亿元", "3万亿元"),
        ("25%", "25.51%"),
        ("25%", "26.4%"),
        ("0%", "0.0001%"),
    ],
)
def test_figures_of_different_value_or_unit_do_not(a, b):
    assert not agree(one(a), one(b))
    assert not agree(one(b), one(a))


def test_units_meet_when_one_may_be_short_for_the_other():
    assert units_meet("%", "%")
    assert units_meet("", "%")
    assert units_meet("元", "")
    assert units_meet("元/", "元")
    assert units_meet("港元", "元")
    assert not units_meet("美元", "元")
    assert not units_meet("人", "架")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("产值3.5×10⁸元", [(3.5e8, "元")]),
        ("产值10⁸元", [(1e8, "元")]),
        ("误差10⁻³米", [(1e-3, "米")]),
        ("增长5¹%", [(5.0, "%")]),
        ("增长5²⁾%", [(5.0, "%")]),
        ("增长10¹⁾%", [(10.0, "%")]),
        ("约10⁹⁹⁹元", [(10.0, "元")]),
    ],
)
def test_what_is_raised_is_a_power_of_ten_or_a_note(text, found):
    assert [(f.value, f.unit) for f in read_figures(text, [])] == found
