"""The referee: what cannot all be right is named, what can be is left alone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from articles.facts.proposals import Direction, Kind, Paragraph, Period, Precision
from articles.facts.read import propose
from articles.facts.referee import judge
from articles.facts.stated import Stated, of_proposals

from . import planted

Y2024 = Period("2024年", date(2024, 1, 1), date(2024, 12, 31), Precision.YEAR)
Y2023 = Period("2023年", date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)


def fact(
    key, value, unit="个", kind=Kind.COUNT, indicator="园区", subject="浙江", **more
):
    more.setdefault("shown", f"{value}{unit}")
    return Stated(key, indicator, subject, kind, Decimal(str(value)), unit, **more)


def rules(*facts):
    return [finding.rule for finding in judge(facts)]


def read(*sentences):
    blocks = [Paragraph(f"p{n}", text) for n, text in enumerate(sentences, 1)]
    return judge(of_proposals(propose(blocks, written_on=date(2025, 6, 7))))


def share(key, value, whole="全国", **more):
    return fact(key, value, "%", Kind.SHARE, whole=whole, **more)


def test_a_part_over_its_whole_is_named_with_both_facts():
    whole, part = fact("whole", 7, subject="长三角"), fact("part", 26, part_of="whole")
    [finding] = judge([whole, part])
    assert (finding.rule, finding.facts) == ("part over whole", ("part", "whole"))
    assert finding.sentence() == "部分大于整体：26个是7个的一部分。"
    assert (
        judge([fact("whole", 26, subject="长三角"), fact("part", 7, part_of="whole")])
        == []
    )


def test_parts_must_reach_the_whole_only_where_the_list_is_complete():
    whole = fact("whole", 20, subject="全省")
    parts = [
        fact("a", 7, subject="杭州", part_of="whole"),
        fact("b", 9, subject="宁波", part_of="whole"),
    ]
    assert rules(whole, *parts) == []
    [finding] = judge([replace(whole, complete=True), *parts])
    assert finding.rule == "parts under whole"
    assert finding.derived.formula == "7个 + 9个"
    assert "推算" in finding.sentence()
    assert rules(whole, *parts, fact("c", 9, subject="温州", part_of="whole")) == [
        "parts over whole"
    ]


def test_a_share_is_held_against_the_counts_it_is_of():
    counts = [fact("a", 26, subject="长三角"), fact("b", 80, subject="全国")]
    near_third = share("s", "33.333333", subject="长三角", comparator=Direction.NEARLY)
    assert rules(*counts, near_third) == []
    [finding] = judge([*counts, replace(near_third, value=Decimal(50))])
    assert finding.rule == "share against counts"
    assert finding.facts == ("s", "a", "b")
    assert finding.derived.shown == "32.5%"


def test_two_shares_must_imply_one_whole():
    facts = [
        fact("a", 26, subject="长三角"),
        share("b", 33, subject="长三角"),
        fact("c", 13, subject="广东"),
        share("d", 40, subject="广东"),
    ]
    assert rules(*facts) == ["implied wholes"]
    assert rules(*facts[:3], share("d", 17, subject="广东", step=Decimal(1))) == []


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("350", "nearly"), ("346", "exact"), True),
        (("350", "about"), ("346", "exact"), True),
        (("350", "exact"), ("346", "exact"), False),
        (("200", "over"), ("228", "exact"), True),
        (("200", "over"), ("186", "exact"), False),
        (("200", "under"), ("186", "exact"), True),
        (("200", "at most"), ("203", "exact"), False),
        (("200", "over"), ("210", "over"), True),
    ],
)
def test_two_values_of_one_time_are_held_together_by_their_words(one, other, agree):
    facts = [
        fact(key, value, comparator=Direction(word), period=Y2024)
        for key, (value, word) in zip("ab", (one, other), strict=True)
    ]
    assert (rules(*facts) == []) is agree


def test_values_of_two_times_two_subjects_or_a_plan_do_not_clash():
    first = fact("a", 100, period=Y2023)
    assert rules(first, fact("b", 120, period=Y2024)) == []
    assert rules(first, fact("b", 120, period=Y2023, subject="江苏")) == []
    assert rules(first, fact("b", 120, period=Y2023, foreseen=True)) == []
    assert rules(first, fact("b", 120, period=Y2023)) == ["two values"]


def test_undated_values_of_two_stories_do_not_clash():
    first = fact("a", 100, story="1")
    assert rules(first, fact("b", 120, story="1")) == ["two values"]
    assert rules(first, fact("b", 120, story="2")) == []


def test_figures_rounded_to_other_digits_agree():
    exact = fact("a", "11970000000000", "元", Kind.AMOUNT, step=Decimal(10**10))
    rounded = fact("b", "12000000000000", "元", Kind.AMOUNT, step=Decimal(10**12))
    assert rules(exact, rounded) == []


def test_a_slip_of_ten_thousand_is_named_even_across_years():
    now = fact("a", 4_500_0000_0000, "元", Kind.AMOUNT, period=Y2024)
    before = fact("b", 4_200_0000_0000_0000, "元", Kind.AMOUNT, period=Y2023)
    [finding] = judge([now, before])
    assert finding.rule == "unit slip"
    assert "10,000倍" in finding.sentence()


def test_growth_is_held_against_the_levels_of_two_years():
    now = fact("a", 112, "亿", Kind.AMOUNT, period=Y2024)
    before = fact("b", 100, "亿", Kind.AMOUNT, period=Y2023)
    grew = fact("g", 12, "%", Kind.GROWTH, "园区同比", period=Y2024, step=Decimal(1))
    assert rules(now, before, grew) == []
    [finding] = judge([now, before, replace(grew, value=Decimal(-12))])
    assert (finding.rule, finding.derived.shown) == ("growth against levels", "12%")


def test_a_share_that_rose_in_points_did_not_rise_in_per_cent():
    now, before = share("a", 38, period=Y2024), share("b", 26, period=Y2023)
    grew = fact("g", 12, "百分点", Kind.GROWTH, "园区同比", period=Y2024)
    assert rules(now, before, grew) == []
    assert rules(now, before, replace(grew, unit="%")) == ["percent or points"]


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        (share("a", 138), "share over 100"),
        (fact("a", -3), "negative"),
        (fact("a", "7.5"), "not whole"),
        (fact("a", 0, "位", Kind.RANK), "rank below 1"),
        (fact("a", -130, "%", Kind.GROWTH), "fall over 100"),
    ],
)
def test_some_figures_are_wrong_alone(wrong, rule):
    assert rules(wrong) == [rule]


def test_a_rate_may_pass_a_hundred_and_growth_may_too():
    assert rules(fact("a", 130, "%", Kind.SHARE, "资产负债率")) == []
    assert rules(fact("a", 300, "%", Kind.GROWTH, "成交额同比")) == []


def test_shares_of_one_whole_come_to_a_hundred_but_a_group_holds_its_members():
    shares = [share("a", 60, subject="广东"), share("b", 55, subject="江苏")]
    assert rules(*shares) == ["shares over 100"]
    assert rules(share("a", 60, subject="长三角"), share("b", 55, subject="江苏")) == []


def test_ranks_are_held_against_each_other_and_against_values():
    first = fact("a", 1, "位", Kind.RANK, subject="江苏")
    second = fact("b", 2, "位", Kind.RANK, subject="浙江")
    low, high = fact("c", 10, subject="江苏"), fact("d", 30, subject="浙江")
    assert rules(first, second, replace(low, value=Decimal(40)), high) == []
    assert rules(first, second, low, high) == ["rank against values"]
    assert rules(first, replace(second, value=Decimal(1))) == ["one rank twice"]


def test_a_member_is_not_more_than_its_group():
    assert rules(fact("a", 40, subject="长三角"), fact("b", 50)) == [
        "member over group"
    ]


def test_what_is_read_from_a_story_is_judged():
    assert read("长三角有示范园区26个，其中浙江有7个。") == []
    [finding] = read("长三角有示范园区26个，其中浙江有37个。")[:1]
    assert finding.rule in ("part over whole", "member over group")
    [finding] = read("全省快递业务量超过300亿元。", "全省快递业务量为280亿元。")
    assert finding.rule == "bound broken"


def test_at_least_190_of_200_planted_errors_are_named():
    sets = [planted.planted(seed) for seed in range(200)]
    named = sum(planted.is_named(found, judge(found.facts)) for found in sets)
    assert len({found.error for found in sets}) >= 15
    assert named >= 190


def test_at_most_one_clean_set_in_twenty_raises_an_alarm():
    assert sum(bool(judge(planted.clean(seed).facts)) for seed in range(200)) <= 10


def test_a_sentence_names_every_parameter_it_prints():
    for seed in range(120):
        found = planted.planted(seed)
        for finding in judge(found.facts):
            assert finding.sentence()
            assert set(finding.facts) <= {fact.key for fact in found.facts}
