"""One form of words filled in two ways is two pieces of news; a rewording is not."""

import pytest

from articles.live import forms, trees
from articles.live.hard_cases import broken_cases, hard_cases
from articles.live.judge import judge
from articles.live.reading import Flash


def ask(a, b):
    return judge(Flash(a), Flash(b))


@pytest.mark.parametrize(("a", "b"), hard_cases())
def test_no_hard_case_is_joined(a, b):
    assert not ask(a, b).same
    assert not ask(b, a).same


def test_weights_that_would_join_everything_cannot_outvote_a_rule():
    eager = trees.Trees(
        base=9.0, trees=(), same_from=0.5, unsure_from=0.2, join_from=0.5
    )
    ruled = set(hard_cases()) - set(broken_cases(eager))
    assert len(ruled) >= 36


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        ("北向资金净流入-5亿元", "北向资金净流入5亿元", "-5亿元 ≠ 5亿元"),
        ("第三期地方债发行100亿元", "第四期地方债发行100亿元", "第3期 ≠ 第4期"),
        ("样本科技拟回购1亿元股份", "样本科技完成回购1亿元股份", "完成 ≠ 计划"),
        ("样本科技拟增持样本光电股份", "样本光电拟增持样本科技股份", "增持的双方互换"),
        ("央行开展1000亿元逆回购", "央行开展1000亿元买断式逆回购", "只有一条是买断式"),
        ("样本科技中标5亿元项目", "样本软件中标5亿元项目", "科技 ≠ 软件"),
    ],
)
def test_the_reason_names_what_differs(a, b, said):
    verdict = ask(a, b)
    assert verdict.decision == "different"
    assert said in "".join(verdict.reasons)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("5月CPI同比-0.1%", "5月CPI同比下降0.1%"),
        ("第十二届样本节将于周五开幕", "第12届样本节将于周五开幕"),
        ("我国5月进出口总值增长2.5%", "全国5月进出口总值增长2.5%"),
        ("今日沪指收盘涨0.5%", "周三沪指收盘涨0.5%"),
        ("样本科技拟收购样本光电51%股权", "样本科技计划收购样本光电51%股权"),
    ],
)
def test_another_way_of_saying_it_is_not_held_against_a_pair(a, b):
    assert ask(a, b).decision != "different"


@pytest.mark.parametrize(
    ("wording", "number"),
    [
        ("第三期", 3),
        ("第十期", 10),
        ("第十二期", 12),
        ("第二十期", 20),
        ("第二十一期", 21),
        ("第一百零五期", 105),
        ("第7期", 7),
    ],
)
def test_ordinals_are_read_in_either_script(wording, number):
    assert forms.ordinals(f"{wording}发行") == {"期": {number}}


def test_a_text_without_ordinals_has_none():
    assert forms.ordinals("期限三年") == {}
