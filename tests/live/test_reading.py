"""What is read from one flash."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from articles.live import rarity
from articles.live.reading import Flash, read


def reading(text, moment=None):
    return read(Flash(text, "甲", moment))


@pytest.mark.parametrize(
    ("text", "subject", "speaker"),
    [
        ("挪威首相：将增加拨款。", "挪威首相", "挪威首相"),
        ("挪威首相（就预算）：将增加拨款。", "挪威首相", "挪威首相"),
        ("现货黄金突破3300美元", "现货黄金突破", ""),
        ("沪铜主力合约上涨，领涨有色", "沪铜主力合约", ""),
        ("青禾股份与白鹭电子签署战略合作框架", "青禾股份与白鹭电", ""),
        ("甲：乙", "甲", ""),
    ],
)
def test_the_subject_is_who_speaks_or_what_is_spoken_of(text, subject, speaker):
    assert reading(text).subject == subject
    assert reading(text).speaker == speaker


@pytest.mark.parametrize(
    ("text", "group", "found"),
    [
        ("德国与法国签署协议", "地点", {"德国", "法国"}),
        ("纳斯达克中国金龙指数涨2%", "品种", {"纳斯达克中国金龙指数"}),
        ("德国6月调和CPI同比", "指标", {"调和cpi"}),
        ("德国6月核心CPI与PPI", "指标", {"核心cpi", "ppi"}),
        ("日本央行维持利率不变", "机构", {"日本央行"}),
        ("锰铁主力合约日内涨2%", "品种", {"锰铁"}),
        ("沪铜2609主力合约日内涨2%", "品种", {"沪铜"}),
        ("低硫燃料油（LU）主力合约日内涨4%", "品种", {"低硫燃油"}),
    ],
)
def test_names_are_read_by_group_the_longest_first(text, group, found):
    assert reading(text).names[group] == found


def test_groups_without_a_name_are_absent():
    assert reading("挪着走").names == {}


@pytest.mark.parametrize(
    ("text", "axis", "poles"),
    [
        ("现货黄金上涨", "方向", {"涨"}),
        ("股指先涨后跌", "方向", {"涨", "跌"}),
        ("CPI同比与环比", "口径", {"同比", "环比"}),
        ("GDP终值0.6%，初值0.4%", "版次", {"终值"}),
        ("GDP初值0.6%", "版次", {"初值"}),
        ("净买入额50亿港元", "买卖", {"买"}),
        ("未季调PPI", "季调", {"未季调"}),
        ("沪指收涨1%", "时段", {"收"}),
    ],
)
def test_poles_are_read_by_axis(text, axis, poles):
    assert reading(text).poles[axis] == poles


@pytest.mark.parametrize(
    ("text", "session"),
    [
        ("A股午评：沪指涨0.8%", ("A股", "午盘")),
        ("【每日收评】创业板指涨1%", ("A股", "收盘")),
        ("恒指低开0.4%", ("港股", "开盘")),
        ("美股三大股指收跌", ("美股", "收盘")),
        ("美股存储股盘前走低", ("美股", "盘前")),
        ("商品期货早盘收盘，焦煤涨", ("商品期货", "午盘")),
        ("午盘收盘，国内期货主力合约涨", ("商品期货", "收盘")),
        ("收盘", None),
        ("A股三大指数走强", None),
        ("一" * 40 + "A股午评", None),
    ],
)
def test_the_session_a_market_review_is_about(text, session):
    assert reading(text).session == session


@pytest.mark.parametrize(
    ("text", "reviewed"),
    [
        ("A股午评：沪指涨", True),
        ("6月9日午间收评：沪指涨", True),
        ("【午报】沪指涨", True),
        ("港股收盘：恒指涨", True),
        ("恒生指数收盘跌0.04%", True),
        ("ETF午评 | 创业板指跌", False),
        ("沪指午后走强", False),
    ],
)
def test_columns_that_review_a_session_are_known(text, reviewed):
    assert reading(text).is_review is reviewed


@pytest.mark.parametrize(
    ("text", "release"),
    [
        ("德国6月CPI同比初值 2.1%，预期2.0%", "cpi"),
        ("英国3月央行抵押贷款许可 6.35万件，前值6.2万件", "央行抵押贷款许可"),
        ("青禾股份：净利润2亿元，预期1亿元", ""),
        ("德国6月CPI同比上涨", ""),
    ],
)
def test_a_statistic_in_calendar_form_names_its_indicator(text, release):
    assert reading(text).release == release


@pytest.mark.parametrize(
    ("text", "moves"),
    [
        ("A股异动丨青禾股份涨停", True),
        ("青禾股份股价跳水跌超4%", True),
        ("青禾美股盘前涨近5%", True),
        ("青禾股份高开3%", True),
        ("青禾股份拟回购", False),
        ("一" * 40 + "股价大涨", False),
    ],
)
def test_a_move_of_shares_is_known_by_its_opening(text, moves):
    assert reading(text).moves_shares is moves


def test_words_quotes_denials_tones_and_parts():
    got = reading("外交部回应：OpenAI未参与“春耕计划”。 GPT-5将暂停服务？为何")

    assert got.words == {"openai", "gpt-5"}
    assert got.quotes == {"春耕计划"}
    assert got.denials == {"未"}
    assert got.tones == {
        "reply": True,
        "share move": False,
        "ending": True,
        "question": True,
    }
    assert got.parts == ("外交部回应openai未参与春耕计划", "gpt5将暂停服务")


def test_figures_are_not_read_from_names_periods_and_terms():
    got = reading("5月科创50涨3%，10年期国债收益率报2.1%，预期2.0%")

    assert [f.wording for f in got.figures] == ["3%", "2.1%", "2.0%"]
    assert [f.wording for f in got.main] == ["3%", "2.1%"]
    assert got.periods == (("months", 5, 5),)
    assert got.tenors == {"10年"}


def test_the_key_keeps_signs_and_the_skeleton_drops_figures():
    got = reading("九月CPI同比 -3.30%，预期1,200点")

    assert got.key == "9月cpi同比~3.30%预期1200点"
    assert got.skeleton == "0月cpi同比0%预期0点"
    assert got.said == "9月cpi同比3.30%预期1200点"


def test_a_round_up_is_known_and_codes_are_kept():
    got = reading("格隆汇公告精选︱青禾股份(600123.SH)：拟回购")

    assert got.is_digest
    assert got.codes == {"600123.sh)"}
    assert not reading("青禾股份：拟回购").is_digest


def test_time_is_in_minutes_and_one_instant_is_one_in_every_zone():
    assert reading("甲乙", datetime(1970, 1, 1, 9, 30)).minutes == 90
    beijing = timezone(timedelta(hours=8))
    assert reading("甲乙", datetime(1970, 1, 1, 9, 30, tzinfo=beijing)).minutes == 90
    assert reading("甲乙", datetime(1970, 1, 1, 1, 30, tzinfo=UTC)).minutes == 90
    assert reading("甲乙").minutes is None


def test_pairs_weigh_by_rarity_and_leave_digits_out(monkeypatch):
    monkeypatch.setattr(rarity, "_table", lambda: ({"挪威": 4.0}, 11.0))

    got = reading("挪威首相3人")

    assert got.pairs == {"挪威": 4.0, "威首": 11.0, "首相": 11.0}
    assert got.mass == 26.0
    assert got.subject_pairs == {"挪威": 4.0, "威首": 11.0, "首相": 11.0}


def test_the_shipped_table_knows_common_from_rare():
    weights = rarity.pair_weights("美国鼬獾")

    assert weights["美国"] < 5 < weights["鼬獾"]
