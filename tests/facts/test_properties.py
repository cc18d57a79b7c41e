"""What holds of every text, however hostile."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.facts.figures import find
from articles.facts.level import level
from articles.facts.proposals import Direction, Kind, Paragraph
from articles.facts.read import propose
from articles.facts.referee import judge
from articles.facts.stated import of_proposals
from articles.live.names import listed
from articles.numerals import number

PIECES = st.sampled_from(
    listed(
        "浙江 全国 占 约 近 超过 26 个 1/3 38% 、 ， 。 和 分别 均在 其中 有 12万亿元 三成 "
        "同比增长 2024年 今年 5月 至 - 第 届 “ ” 《 》 等 产业集群 联盟 签署 协议 ( ) 左右 以上 "
        "多 余 家 , . : 1,234 ２６ 五粮液 百 千 万 亿 百分之 分之 论坛 从 到 由 每 第三 名 位 "
        "累计 预计 0 00 1/0 99999999999999999 2月31日 ％ ‰ 个百分点 倍 － — ~ 😀 十 一半"
    )
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(PIECES | st.sampled_from("\n\u3000 "), max_size=40).map("".join),
)


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, max_size=3))
def test_any_text_is_read_and_every_quote_is_its_words(texts):
    blocks = [Paragraph(f"p{n}", text) for n, text in enumerate(texts, 1)]
    found = propose(blocks)
    of = {block.key: block.text for block in blocks}
    for proposal in (*found.facts, *found.named, *found.unknowns):
        quote, (start, end) = proposal.quote, proposal.mark
        text = of[quote.block]
        assert quote.text == text[quote.start : quote.end]
        assert text[: quote.start].endswith(quote.before)
        assert text[quote.end :].startswith(quote.after)
        assert 0 <= start < end <= len(quote.text)
    for fact in found.facts:
        assert fact.printed_value in level(fact.figure)
        assert fact.part_of is None or found.facts[fact.part_of].part_of is None
        assert all(name in of[fact.quote.block] for name in fact.subject)
    judge(of_proposals(found))


@settings(max_examples=400, deadline=None)
@given(st.lists(TEXTS, max_size=2))
def test_base_values_follow_from_what_is_printed(texts):
    found = propose([Paragraph(f"p{n}", text) for n, text in enumerate(texts, 1)])
    for fact in found.facts:
        printed = number(fact.printed_value)
        assert abs(exact(fact.value) - printed) <= Fraction(1, 10**6)
        if fact.base_value < 0:
            falls = fact.kind is Kind.GROWTH
            assert falls or fact.figure.lstrip("近约超过不足")[:1] in "-−－—–"
        worth = WORTHS[fact.base_unit] if fact.base_unit == "%" else POWERS
        assert any(
            abs(abs(exact(fact.base_value)) - printed * times) <= Fraction(1, 10**6)
            for times in worth
        )


WORTHS = {"%": (1, 100, 10, Fraction(1, 10))}  # %, a fraction, 成, ‰
POWERS = [Fraction(10) ** n for n in range(-3, 23)]


def exact(value):
    return Fraction(*value.as_integer_ratio())


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_a_figure_with_a_word_of_bounds_is_never_exact(text):
    plain = level(text)
    for figure in find(plain, []):
        before = plain[max(0, figure.start - 2) : figure.start]
        if before in ("超过", "不足", "将近", "大约"):
            assert figure.comparator.direction is not Direction.EXACT


@pytest.mark.parametrize(
    "unit",
    ["9", "12万亿元、", "1,234,", "“", "2024年至", "占全国38%、全球25%、", "产业联盟", "甲乙、",
     "其中", "第", "百分之", "浙江、", "(", "至", "等", "\n", "签署协议"],
)  # fmt: skip
def test_rows_of_anything_are_read(unit):
    # 100,000 characters each are timed in bench/facts.py.
    text = (unit * (20_000 // len(unit) + 1))[:20_000]
    found = propose([Paragraph("p1", text)])
    assert all(
        fact.quote.text == text[fact.quote.start : fact.quote.end]
        for fact in found.facts
    )
    assert max((len(fact.quote.text) for fact in found.facts), default=0) <= 600


def test_twenty_thousand_digits_are_no_figure():
    assert propose([Paragraph("p1", f"编号{'7' * 20_000}个")]).facts == ()
