"""What holds of the judge for any two texts whatever."""

import time
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from opencc import OpenCC

from articles.live.judge import (
    CONTAINED,
    DIFFERENT,
    SAME,
    UNSURE,
    judge,
    judge_readings,
)
from articles.live.names import listed
from articles.live.reading import Flash, read

NINE = datetime(2026, 6, 9, 9, 30)
traditional = OpenCC("s2t").convert

# Pieces that flashes are made of, so that drawn texts look like news.
PIECES = st.sampled_from(
    listed(
        "挪威首相 青禾股份 欧洲央行管委 现货黄金 美国5月CPI ： ， 。 ； 同比 环比 上涨 "
        "下跌 突破 跌破 净利润 2.16亿元 3.3% 10年期 一季度 6月8日 将 已 终止 收购 "
        "（彭博） 【快讯】 预期1.2% 前值0.9% 午评 收盘 A股 港股 回应 “合作” OpenAI 15人"
    )
)
NEWS = st.lists(PIECES, max_size=12).map("".join)
ANY_TEXT = st.text(st.characters(), max_size=200) | NEWS
MOMENTS = st.none() | st.integers(0, 3000).map(lambda m: NINE + timedelta(minutes=m))
FLASHES = st.builds(Flash, ANY_TEXT, st.sampled_from(["甲", "乙", ""]), MOMENTS)


@given(FLASHES, FLASHES)
@settings(max_examples=300, deadline=None)
def test_the_order_of_two_flashes_does_not_matter(a, b):
    one, other = judge(a, b), judge(b, a)

    assert one.decision == other.decision
    assert one.probability == pytest.approx(other.probability, abs=1e-9)


@given(FLASHES, FLASHES)
@settings(max_examples=200, deadline=None)
def test_any_two_texts_have_a_verdict_with_reasons(a, b):
    verdict = judge(a, b)

    assert 0.0 <= verdict.probability <= 1.0
    assert verdict.decision in (SAME, CONTAINED, DIFFERENT, UNSURE)
    assert verdict.same == (verdict.decision in (SAME, CONTAINED))
    assert verdict.reasons and all(verdict.reasons)


@given(FLASHES, FLASHES)
@settings(max_examples=100, deadline=None)
def test_reading_again_changes_nothing(a, b):
    assert judge_readings(read(a), read(b)) == judge_readings(read(a), read(b))


@given(NEWS)
@settings(max_examples=200, deadline=None)
def test_a_flash_repeats_itself(text):
    flash = Flash(text, "甲", NINE)
    if read(flash).key:
        assert judge(flash, flash).decision == SAME


WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789%.:,;()ABCIOPenp"}
MARKS = str.maketrans("，。：；“”（）【】", ",;:;''()[]")


@given(NEWS, NEWS)
@settings(max_examples=200, deadline=None)
def test_width_script_and_punctuation_change_no_verdict(a, b):
    plain = judge(Flash(a, "甲", NINE), Flash(b, "乙", NINE))

    for rewrite in (
        lambda text: text.translate(WIDE),
        lambda text: text.translate(MARKS),
        traditional,
    ):
        again = judge(Flash(rewrite(a), "甲", NINE), Flash(b, "乙", NINE))
        assert again.decision == plain.decision
        assert again.probability == pytest.approx(plain.probability, abs=1e-9)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\ud800",
        "a\udfff亿",
        "。" * 50,
        "(" * 300,
        "一" * 1_000_000,
        "1," * 500_000,
        "9" * 1_000_000,
        "ﷺ" * 100_000,
        "(据" * 200_000,
        "“" * 1000 + "”",
        "百分" * 90_000 + "点",
    ],
)
def test_hostile_text_gets_a_verdict_in_a_moment(text):
    started = time.perf_counter()
    verdict = judge(
        Flash(text, "甲", NINE), Flash("挪威首相：将增拨2亿克朗。", "乙", NINE)
    )

    assert not verdict.same
    assert judge(Flash(text), Flash(text)).reasons
    # A bound on algorithms, not on the machine: the cap holds the work at once.
    assert time.perf_counter() - started < 2.0
