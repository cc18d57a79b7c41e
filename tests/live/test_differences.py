"""Where two wordings differ is marked sign by sign, and amounts as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.live.differences import differences


def marked(one, other):
    return tuple(
        [piece.text for piece in side if piece.differs]
        for side in differences(one, other)
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("CPI同比下降0.1%", "CPI同比下降0.7%", (["0.1%"], ["0.7%"])),
        ("净流入-5亿元", "净流入5亿元", (["-5亿元"], ["5亿元"])),
        ("投资1,200万元建厂", "投资1,200亿元建厂", (["1,200万元"], ["1,200亿元"])),
        ("甲厂今日投产", "乙厂今日投产", (["甲"], ["乙"])),
        ("甲厂投产", "甲厂今日投产", ([], ["今日"])),
        ("买入TSLA股票", "买入NVDA股票", (["TSLA"], ["NVDA"])),
        ("一样的话", "一样的话", ([], [])),
    ],
)
def test_what_differs_is_marked_and_nothing_else(one, other, expected):
    assert marked(one, other) == expected


def test_an_amount_that_differs_is_told_apart_from_words():
    left, right = differences("甲厂产值3亿元", "乙厂产值4亿元，约")
    assert [(p.text, p.is_amount) for p in left if p.differs] == [
        ("甲", False),
        ("3亿元", True),
    ]
    assert [(p.text, p.is_amount) for p in right if p.differs] == [
        ("乙", False),
        ("4亿元", True),
        ("，约", False),
    ]


wordings = st.text(st.sampled_from("甲乙丙增降0123456789.,%亿元 AB\n"), max_size=40)


@given(one=wordings, other=wordings)
def test_the_pieces_are_the_wordings_and_what_is_unmarked_is_the_same(one, other):
    left, right = differences(one, other)
    assert "".join(piece.text for piece in left) == one
    assert "".join(piece.text for piece in right) == other
    same = [[p.text for p in side if not p.differs] for side in (left, right)]
    assert "".join(same[0]) == "".join(same[1])
