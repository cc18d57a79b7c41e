"""The verdict: decision, probability and the sentences an editor reads."""

from datetime import datetime, timedelta

import pytest

from articles.live import judge as judging
from articles.live import trees
from articles.live.judge import (
    CONTAINED,
    DIFFERENT,
    EQUAL,
    REVIEWED,
    RULED_OUT,
    SAME,
    UNSURE,
    Verdict,
    judge,
    judge_readings,
)
from articles.live.reading import Flash, read

NINE = datetime(2026, 6, 9, 9, 0)


def fixed(probability):
    """Weights that give every pair *probability*."""
    import math

    base = math.log(probability / (1 - probability))
    return trees.Trees(base, (), same_from=0.5, unsure_from=0.25, join_from=0.5)


def ask(a, b, probability=0.9, hours=0.0):
    one = read(Flash(a, "甲", NINE))
    other = read(Flash(b, "乙", NINE + timedelta(hours=hours)))
    return judge_readings(one, other, fixed(probability))


A = "挪威首相：将增拨2亿克朗款项"
B = "挪威首相称将增拨2亿克朗的款项"


@pytest.mark.parametrize(
    ("probability", "decision"),
    [(0.9, SAME), (0.5, SAME), (0.49, UNSURE), (0.25, UNSURE), (0.24, DIFFERENT)],
)
def test_the_probability_decides(probability, decision):
    verdict = ask(A, B, probability)

    assert verdict.decision == decision
    assert verdict.probability == pytest.approx(probability)


def test_same_and_contained_are_repeats_and_nothing_else_is():
    assert Verdict(0.9, SAME, ()).same
    assert Verdict(0.9, CONTAINED, ()).same
    assert not Verdict(0.9, UNSURE, ()).same
    assert not Verdict(0.9, DIFFERENT, ()).same


def test_a_much_longer_flash_that_covers_the_shorter_contains_it():
    more = A + "。 边境口岸照常开放。 秋季公布安置名额，地方政府可以申请补助"

    assert ask(A, more).decision == CONTAINED
    assert ask(A, A + "给难民").decision == SAME
    assert ask(A, "冰岛总统说天气很好，" * 4).decision == SAME  # long, not covering
    assert ask(A, more, 0.4).decision == UNSURE


def test_a_contradiction_rules_out_what_the_weights_are_sure_of():
    verdict = ask("5月PPI同比下降3.3%", "5月CPI同比下降0.1%", 0.99)

    assert verdict == Verdict(RULED_OUT, DIFFERENT, verdict.reasons)
    assert verdict.reasons == ("不同：0.1% ≠ 3.3%；CPI ≠ PPI",)


def test_at_most_three_contradictions_are_named():
    [reason] = ask("5月PPI同比下降3.3%", "6月CPI环比上涨0.1%").reasons
    assert reason.count("≠") == 3


def test_equal_wordings_are_the_same_whatever_the_weights():
    verdict = ask("挪威首相：愿意对话。", "挪威首相：願意對話", 0.01, hours=30)
    assert verdict == Verdict(EQUAL, SAME, ("措辞相同",)) or verdict.decision == UNSURE

    figures = ask("沪铜涨3%，创新高", "沪铜涨3%,创新高!", 0.01, hours=30)
    assert figures == Verdict(EQUAL, SAME, ("措辞相同",))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾开出26 7家门店", "青禾开出267家门店"),
        ("青禾占3/5市场", "青禾占35市场"),
        ("青禾占比为1:2", "青禾占比为12"),
        ("青禾产值增长5(1)%", "青禾产值增长51%"),
        ("青禾下周2、3日开会", "青禾下周23日开会"),
        ("青禾开店①20家", "青禾开店120家"),
        ("青禾开店20①家", "青禾开店201家"),
        ("青禾开店20㊿家", "青禾开店2050家"),
        ("青禾增长2½倍", "青禾增长21倍"),
        ("青禾气温降到-3度", "青禾气温降到3度"),
        ("青禾净利润⁻2.5亿", "青禾净利润2.5亿"),
    ],
)
def test_numbers_that_a_mark_keeps_apart_are_not_joined(one, other):
    for pair in ((one, other), (other, one)):
        verdict = ask(*pair, 0.99)
        assert verdict.decision == DIFFERENT
        assert "≠" in verdict.reasons[0]
    assert ask(*(f"{one}，创新高", f"{one},创新高!"), 0.99).decision == SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾采购F-35战机", "青禾采购F35战机"),
        ("青禾净利润同比下降3.3%", "青禾净利润同比-3.3%"),
        ("青禾气温降3度", "青禾气温-3度"),
        ("①青禾扩产", "1青禾扩产"),
    ],
)
def test_a_dash_or_a_mark_that_is_no_part_of_a_number_keeps_nothing_apart(one, other):
    assert ask(one, other, 0.99).decision == SAME


def test_thousands_set_apart_by_commas_are_one_number():
    commas, bare = "青禾产值1,234,567元", "青禾产值1234567元"
    assert ask(commas, bare, 0.01).decision == SAME
    assert ask("青禾产值1,234元", "青禾产值1,23元", 0.99).decision == DIFFERENT


def test_a_short_rubric_half_a_day_later_may_be_the_daily_one():
    title = "国债期货早盘收盘"

    assert ask(title, title, hours=11.9).decision == SAME
    assert ask(title, title, hours=12.0) == Verdict(
        0.5, UNSURE, ("措辞相同，但相隔 12 小时，可能是每日例行标题",)
    )
    assert ask("6月9日" + title, "6月9日" + title, hours=24).decision == SAME
    assert ask("一" * 24, "一" * 24, hours=24).decision == UNSURE
    assert ask("一" * 25, "一" * 25, hours=24).decision == SAME


def test_empty_texts_are_not_equal_wordings():
    assert ask("", "", 0.1).decision == DIFFERENT


def test_two_reviews_of_one_session_are_the_same():
    noon = "A股午评：沪指涨0.8%"
    other = "【午报】创业板指跌1.1%"

    assert ask(noon, other, 0.1).probability == REVIEWED
    assert ask(noon, other, 0.95).probability == pytest.approx(0.95)
    assert ask(noon, other, 0.1, hours=8.0).decision == SAME
    assert ask(noon, other, 0.1, hours=8.1).decision == DIFFERENT
    assert ask(noon, "港股午评：恒指涨1%", 0.1).decision == DIFFERENT
    assert ask(noon, "A股三大指数半日走强", 0.1).decision == DIFFERENT


def test_reasons_name_figures_period_subject_and_likeness():
    verdict = ask(
        "国家统计局：5月份PPI同比下降3.3%",
        "国家统计局：5月PPI同比-3.3%",
    )
    assert verdict.reasons == ("同一数字 -3.3%，同为5月，主语一致；措辞相似 0.93",)


def test_reasons_for_a_doubt_and_for_a_difference():
    unsure = ask(A, B, 0.4)
    different = ask("挪威首相：愿意对话", "冰岛渔民：今年歉收", 0.1)

    assert unsure.reasons[0] == "难以断定"
    assert different.reasons == ("不像同一条新闻", "主语不同；措辞相似 0.00")


def test_unshared_figures_and_sessions_are_named():
    one = ask("投资36亿元建厂", "厂区占地3公顷", 0.1)
    noon = ask("A股午评：沪指涨0.8%", "【午报】创业板指跌1.1%")

    assert "数字各异 3、36亿元" in one.reasons[-1]
    assert "同为A股午盘述评" in noon.reasons[-1]


def test_contained_says_so():
    more = A + "。 边境口岸照常开放。 秋季公布安置名额，地方政府可以申请补助"
    assert ask(A, more).reasons[0] == "一条包含另一条"


def test_flashes_are_judged_by_the_installed_weights():
    a, b = Flash(A, "甲", NINE), Flash(B, "乙", NINE)

    assert judge(a, b) == judge_readings(read(a), read(b))
    assert judge(b, a).probability == judge(a, b).probability
    assert judging._remembered(a) is judging._remembered(a)


def test_reasons_are_short_lists():
    one = "甲厂1吨乙厂2吨丙厂3吨丁厂4吨，5月6月7月"
    many = ask(one, one.replace("，", "，合计在"))

    assert "同一数字 1吨、2吨、3吨，同为5月、6月，" in many.reasons[-1]


def test_another_subject_is_named_only_for_a_difference():
    unsure = ask("挪威首相：愿意对话", "冰岛渔民：今年歉收", 0.4)
    near = ask("挪威首相：愿意对话", "挪威王储：今年歉收", 0.1)

    assert "主语不同" not in unsure.reasons[-1]
    assert "主语" not in near.reasons[-1]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("青禾厂房面积达10⁸平方米", "青禾厂房面积达108平方米"),
        ("青禾厂房面积达10⁸平方米", "青禾厂房面积达10平方米"),
        ("青禾厂房面积达10⁸平方米", "青禾厂房面积达10⁴平方米"),
        ("青禾产值达3.5×10⁸元", "青禾产值达3.5×10⁹元"),
        ("青禾产值达3.5×10⁸元", "青禾产值达3.5×108元"),
        ("青禾产值达3.5×10⁸元", "青禾产值达3.5元"),
        ("青禾产值增长5²%", "青禾产值增长52%"),
        ("青禾产值增长5¹⁾%", "青禾产值增长51%"),
        ("青禾误差为10⁻³米", "青禾误差为10³米"),
        ("青禾产值达5亿元，预期10⁸", "青禾产值达5亿元，预期108"),
        ("10月青禾产值达10⁸", "10月青禾产值达10"),
        ("约10⁸", "约108"),
        ("青禾厂房面积达10 ⁸平方米", "青禾厂房面积达108平方米"),
        ("10⁸", "108"),
    ],
)
def test_a_power_is_never_the_number_its_digits_make_in_one_row(a, b):
    for one, other in ((a, b), (b, a)):
        verdict = ask(one, other, probability=0.99)
        assert verdict.decision == DIFFERENT
        assert verdict.probability == RULED_OUT


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("青禾产值达3.5×10⁸元", "青禾产值达3.5亿元"),
        ("青禾厂房面积达10⁸平方米", "青禾的厂房面积已达10⁸平方米"),
        ("青禾产值增长5¹%", "青禾的产值增长5%"),
        ("青禾产值增长5⁽¹⁾%", "1月，青禾的产值增长5%"),
        ("青禾厂房面积达10 ⁸平方米", "青禾的厂房面积达10⁸平方米"),
        ("10月青禾产值达10⁸元", "10月，青禾的产值达1亿元"),
        ("青禾单价5万元/m²", "青禾的单价5万元/㎡"),
    ],
)
def test_what_a_power_amounts_to_may_be_told_in_other_words(a, b):
    assert ask(a, b).same
