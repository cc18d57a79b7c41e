"""Figures read from a text: what each says, of what, about whom, and as of when."""

from datetime import date
from decimal import Decimal

import pytest

from articles.facts.clauses import Names
from articles.facts.proposals import (
    Direction,
    Gap,
    Kind,
    KnownName,
    Name,
    NameKind,
    Paragraph,
    Precision,
)
from articles.facts.read import propose


def read(text, known=(), written_on=None):
    return propose([Paragraph("p1", text)], Names(known), written_on)


def figures(text):
    return [fact.figure for fact in read(text).facts]


@pytest.mark.parametrize(
    ("text", "kind", "base", "unit", "direction"),
    [
        ("常州动力电池产值达2.4万亿元。", Kind.AMOUNT, "2400000000000", "元", "exact"),
        ("全县种植茶园近29万亩。", Kind.AMOUNT, "290000", "亩", "nearly"),
        ("新建充电桩１２００个。", Kind.COUNT, "1200", "个", "exact"),
        ("两地互认资质1,234项。", Kind.COUNT, "1234", "项", "exact"),
        ("链上企业逾300家。", Kind.COUNT, "300", "家", "over"),
        ("链上企业300多家。", Kind.COUNT, "300", "家", "over"),
        ("链上企业300家以上。", Kind.COUNT, "300", "家", "at least"),
        ("链上企业不足300家。", Kind.COUNT, "300", "家", "under"),
        ("链上企业至多300家。", Kind.COUNT, "300", "家", "at most"),
        ("链上企业大约300家。", Kind.COUNT, "300", "家", "about"),
        ("链上企业不低于300家。", Kind.COUNT, "300", "家", "at least"),
        ("链上企业未达到300家。", Kind.COUNT, "300", "家", "under"),
        ("链上企业超过了300家。", Kind.COUNT, "300", "家", "over"),
        ("当地共有三十二家链主企业。", Kind.COUNT, "32", "家", "exact"),
        ("该市发明专利占全省三成。", Kind.SHARE, "30", "%", "exact"),
        ("该市发明专利占全省的三分之一。", Kind.SHARE, "33.333333", "%", "exact"),
        ("该市发明专利约占全省的30%。", Kind.SHARE, "30", "%", "about"),
        ("该市发明专利占全省一半以上。", Kind.SHARE, "50", "%", "at least"),
        ("出口同比下降3.4％。", Kind.GROWTH, "-3.4", "%", "exact"),
        ("出口同比增长两成。", Kind.GROWTH, "20", "%", "exact"),
        ("毛利率提高1.5个百分点。", Kind.GROWTH, "1.5", "百分点", "exact"),
        ("涨幅扩大至2%。", Kind.GROWTH, "2", "%", "exact"),
        ("造船完工量居全国第二位。", Kind.RANK, "2", "位", "exact"),
        ("造船完工量位列全球第3。", Kind.RANK, "3", "位", "exact"),
        ("电价跌破每千瓦时0.3元。", Kind.AMOUNT, "0.3", "元", "under"),
    ],
)
def test_a_figure_is_read_with_its_unit_and_qualifier(
    text, kind, base, unit, direction
):
    [fact] = read(text).facts
    assert (fact.kind, fact.base_value, fact.base_unit) == (kind, Decimal(base), unit)
    assert fact.comparator.direction == direction
    assert fact.comparator.is_bound == (direction != "exact")
    assert text[fact.quote.start : fact.quote.end] == fact.quote.text


@pytest.mark.parametrize(
    "text",
    [
        "五粮液与三一重工签约。",
        "第六届数字经济大会5月18日开幕。",
        "依据工信部〔2025〕12号文件。",
        "代码600519的个股停牌。",
        "A320在第3条总装线下线。",
        "会议明确三个方面、四项任务。",
        "十四五时期,双一流建设提速。",
        "一家企业的一个项目已投产。",
        "上午10点30分发车。",
        "拨打12345热线。",
        "培育千亿级产业。",
        "这26个集群将分批验收。",
        "施工周期为3个月,工期20天。",
        "建筑面积为10⁸平方米。",
        "产值约3.5×10⁸元，占1/10³。",
    ],
)
def test_no_figure_is_read_from_names_dates_editions_and_codes(text):
    assert figures(text) == []


def test_a_share_that_lost_its_verb_keeps_what_it_is_a_share_of():
    first, second = read("宁波的稀土磁材产量占全国40%、全球三成以上。").facts
    assert (first.indicator, first.whole) == ("稀土磁材产量", "全国")
    assert (second.indicator, second.whole) == ("稀土磁材产量", "全球")
    assert second.comparator.direction is Direction.AT_LEAST
    assert first.subject == second.subject == ("宁波",)


def test_a_list_with_respectively_binds_by_position():
    text = "江苏光伏、风电、储能三大产业营收分别占全国的2/5、1/4和三成。"
    facts = read(text).facts
    assert [(fact.indicator, fact.printed_value) for fact in facts] == [
        ("光伏产业营收", "2/5"),
        ("风电产业营收", "1/4"),
        ("储能产业营收", "三"),
    ]
    assert {fact.rule for fact in facts} == {"positional"}


def test_places_with_respectively_are_the_subjects():
    facts = read("苏州、无锡和南通分别有12家、9家和7家灯塔工厂。").facts
    assert [(f.subject, f.base_value) for f in facts] == [
        (("苏州",), 12),
        (("无锡",), 9),
        (("南通",), 7),
    ]


def test_a_list_that_does_not_match_is_bound_to_nothing():
    facts = read("甲园、乙园、丙园分别入驻企业30家和20家。").facts
    assert [(fact.subject, fact.rule) for fact in facts] == [((), "unbound")] * 2


def test_one_number_said_of_three_things_is_three_facts():
    text = "安徽的新型显示、语音产业、光伏玻璃占全国比重均在25%左右。"
    facts = read(text).facts
    assert [fact.indicator for fact in facts] == ["新型显示", "语音产业", "光伏玻璃"]
    assert {(fact.base_value, fact.whole, fact.quote.start) for fact in facts} == {
        (Decimal(25), "全国", 0)
    }


def test_a_part_knows_its_whole_and_the_rest_is_a_known_unknown():
    found = read("全省已认定特色产业集群31个，其中杭州有5个、宁波4个。")
    whole, *parts = found.facts
    assert [(part.subject, part.part_of) for part in parts] == [
        (("杭州",), 0),
        (("宁波",), 0),
    ]
    assert all(part.indicator == whole.indicator for part in parts)
    [rest] = [unknown for unknown in found.unknowns if unknown.gap is Gap.REST]
    assert (rest.count, rest.fact, rest.listed) == (22, 0, ("杭州", "宁波"))


def test_what_is_left_of_a_bounded_whole_is_not_reckoned():
    found = read("全省已认定特色产业集群超过31个，其中杭州有5个。")
    assert found.facts[1].part_of == 0
    assert not [unknown for unknown in found.unknowns if unknown.gap is Gap.REST]


def test_after_a_part_the_story_is_about_the_whole_again():
    facts = read("浙江有国家级园区38个，其中湖州有3个。外贸额突破5万亿元。").facts
    assert [fact.subject for fact in facts] == [("浙江",), ("湖州",), ("浙江",)]


@pytest.mark.parametrize(
    ("text", "shown", "worth"),
    [
        ("占比～1%", "～1%", 1),
        ("占比约~1%", "~1%", 1),
        ("产值~300亿元", "~300亿元", 30_000_000_000),
    ],
)
def test_a_tilde_before_a_number_is_about_it_and_no_minus(text, shown, worth):
    [fact] = read(text).facts
    assert (fact.figure, fact.base_value) == (shown, worth)
    assert fact.comparator.direction is Direction.ABOUT


def test_a_tilde_between_numbers_is_a_range():
    assert [fact.base_value for fact in read("增长1～3%").facts] == [1, 3]


def test_both_ends_of_a_range_are_bounds_and_show_the_range():
    low, high = read("平均月薪1.5万至2万元。").facts
    assert (low.base_value, low.base_unit) == (15000, "元")
    assert (low.comparator.direction, high.comparator.direction) == (
        "at least",
        "at most",
    )
    assert low.figure == high.figure == "1.5万至2万元"


def test_growth_to_a_level_is_a_growth_and_a_level():
    growth, level = read("大豆进口量同比增长9.1%至133万吨。").facts
    assert (growth.kind, growth.base_value, growth.base_unit) == (
        Kind.GROWTH,
        Decimal("9.1"),
        "%",
    )
    assert (level.kind, level.base_value, level.base_unit) == (
        Kind.AMOUNT,
        1330000,
        "吨",
    )


def test_what_was_and_is_no_more_is_not_proposed():
    [fact] = read("机器人密度由每万人97台提高到470台。").facts
    assert fact.base_value == 470


def test_growth_without_a_noun_is_of_what_was_just_told():
    level, growth = read("江海重工前三季度营收2620亿元，同比下降12.1%。").facts
    assert level.indicator == "营收"
    assert growth.indicator == "营收同比"
    assert growth.subject == level.subject == ("江海重工",)


def test_a_plan_is_never_read_as_what_is():
    facts = read("到2027年产值力争突破800亿元；目前为510亿元。").facts
    assert [fact.foreseen for fact in facts] == ["力争", ""]


def test_cumulative_is_said_of_the_whole_clause():
    [fact] = read("该平台累计服务企业4200家。").facts
    assert fact.comparator.cumulative
    assert fact.comparator.around(fact.printed_value, fact.unit) == "累计4200家"
    assert not fact.comparator.is_bound


@pytest.mark.parametrize(
    ("text", "printed", "start", "end", "precision", "relative"),
    [
        ("截至2024年底，园区有企业90家。", "截至2024年底", (2024, 12, 31), (2024, 12, 31),
         Precision.DAY, False),
        ("今年前5个月，出口8.4亿元。", "今年前5个月", (2025, 1, 1), (2025, 5, 31),
         Precision.SPAN, True),
        ("6月2日至8日，发送货物90万吨。", "6月2日至8日", (2025, 6, 2), (2025, 6, 8),
         Precision.SPAN, True),
        ("去年，园区有企业90家。", "去年", (2024, 1, 1), (2024, 12, 31), Precision.YEAR, True),
        ("“十四五”期间，新建公路90公里。", "“十四五”期间", (2021, 1, 1), (2025, 12, 31),
         Precision.SPAN, False),
        ("2025年一季度，出口8.4亿元。", "2025年一季度", (2025, 1, 1), (2025, 3, 31),
         Precision.QUARTER, False),
        ("截至目前，园区有企业90家。", "截至目前", None, None, Precision.AS_PRINTED, False),
    ],
)  # fmt: skip
def test_a_time_that_is_stated_is_kept_as_printed(
    text, printed, start, end, precision, relative
):
    [fact] = read(text, written_on=date(2025, 6, 20)).facts
    period = fact.period
    assert period.printed == printed
    assert (period.start, period.end) == (start and date(*start), end and date(*end))
    assert (period.precision, period.relative) == (precision, relative)


def test_a_time_that_is_not_stated_is_none_and_a_known_unknown():
    found = read("园区有企业90家。", written_on=date(2025, 6, 20))
    assert found.facts[0].period is None
    assert [unknown.gap for unknown in found.unknowns] == [Gap.UNDATED]


def test_without_the_day_it_was_written_last_year_is_no_date():
    [fact] = read("去年，园区有企业90家。").facts
    assert (fact.period.printed, fact.period.start) == ("去年", None)


def test_what_a_figure_is_compared_with_is_not_its_time():
    [fact] = read("园区产值比2023年增长4%。").facts
    assert fact.period is None


def test_known_names_and_aliases_are_resolved():
    known = [KnownName(NameKind.ALLIANCE, "环太湖光电产业联盟", ("光电联盟",))]
    found = read("光电联盟已吸纳成员单位64家。", known)
    assert found.facts[0].subject == ("光电联盟",)
    assert found.facts[0].about == (Name(NameKind.ALLIANCE, "环太湖光电产业联盟"),)
    assert [(n.name, n.known, n.rule) for n in found.named] == [
        ("光电联盟", "环太湖光电产业联盟", "known")
    ]


def test_a_place_within_another_name_is_no_place():
    assert read("杭州银行净利润80亿元。").facts[0].about == ()


def test_a_yield_that_went_down_fell():
    fall, level = read("5月份，十年期收益率下行5个基点至1.64%。").facts
    assert (fall.base_value, fall.base_unit) == (Decimal("-0.05"), "百分点")
    assert (level.base_value, level.period.printed) == (Decimal("1.64"), "5月份")


def test_a_target_price_is_a_price_and_no_plan():
    [fact] = read("机构将江海重工目标价上调至31元。").facts
    assert fact.foreseen == ""


@pytest.mark.parametrize(
    ("text", "indicator", "period"),
    [
        ("预计到2027年产值达500亿元。", "产值", "2027年"),
        ("规模以上工业增加值在10月份增长4.9%。", "规模以上工业增加值", "10月份"),
        ("集群数量到2030年将达到100个。", "集群数量", "2030年"),
        ("新能源汽车产量于2024年突破1000万辆。", "新能源汽车产量", "2024年"),
        ("在册企业到2024年末有5万家。", "在册企业", "2024年末"),
        ("自2020年以来产值年均增长8%。", "产值年均", "自2020年以来"),
        # What only begins or ends like a time.
        ("2024年版药品目录新增91种药品。", "新增药品", "2024年"),
        ("在建项目20个。", "在建项目", None),
        ("从业人员到岗率95%。", "从业人员到岗率", None),
        ("较大规模企业有30家。", "较大规模企业", None),
    ],
)
def test_a_time_is_the_period_and_no_part_of_what_is_measured(text, indicator, period):
    (fact,) = read(text, written_on=date(2025, 11, 20)).facts
    assert fact.indicator == indicator
    assert (fact.period and fact.period.printed) == period


def test_a_year_since_which_something_holds_is_where_its_time_begins():
    (fact,) = read("自2020年3月以来共建成50个园区。").facts
    assert (fact.period.start, fact.period.end) == (date(2020, 3, 1), None)
    (best,) = read("增速为2020年以来最高，达8%。").facts
    assert best.period is None


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("在册企业5万家，比2023年增加3000家。", ["在册企业", "在册企业增加"]),
        ("全市有企业500家，新增40家。", ["企业", "企业新增"]),
    ],
)
def test_how_much_more_there_is_belongs_to_what_was_counted(text, indicators):
    assert [fact.indicator for fact in read(text).facts] == indicators
