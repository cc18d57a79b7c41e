"""The comparison key folds wording habits and keeps what makes an item itself."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import text
from articles.live import normalise
from articles.live.normalise import MAX_TEXT


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("ＣＰＩ　同比３．３％", "cpi 同比3.3%"),
        ("國際油價", "国际油价"),
        ("“甲”《乙》「丙」『丁』", '"甲""乙""丙""丁"'),
        ("甲。乙！丙？丁", "甲;乙;丙;丁"),
        ("甲、乙，丙", "甲,乙,丙"),
        ("【甲】乙", "[甲]乙"),
        ("甲｜乙丨丙︱丁", "甲|乙|丙|丁"),
        ("−3.3% —甲～乙", "-3.3% -甲-乙"),
        ("马丁·路德", "马丁路德"),
        ("涨5.2%.收3.10", "涨5.2%;收3.10"),
        ("a\x00b\u200bc\ud800d", "a b cd"),
        (" 。甲，。 ", "甲"),
        ("甲\n\t 乙", "甲 乙"),
        ("Ⅳ级响应 Ⅱ级 I级", "四级响应 二级 一级"),
        ("xiii级", "xiii级"),
    ],
)
def test_script_width_and_marks_are_folded(text, cleaned):
    assert normalise.clean(text) == cleaned


def test_only_the_beginning_of_a_pasted_article_is_read():
    assert normalise.clean("一" * (MAX_TEXT + 5)) == "一" * MAX_TEXT
    assert len(normalise.clean("ﷺ" * MAX_TEXT)) <= MAX_TEXT


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("[行情]现货黄金涨1%", "现货黄金涨1%"),
        ("[行情] 现货黄金涨1%", "现货黄金涨1%"),
        ("大行评级|高盛上调青禾目标价", "高盛上调青禾目标价"),
        ("a股异动|青禾股份涨停", "青禾股份涨停"),
        ("格隆汇公告精选|青禾股份拟回购", "青禾股份拟回购"),
        ("青禾股份净利大增|财报见闻", "青禾股份净利大增"),
        ("青禾股份(600123.sh):拟回购", "青禾股份:拟回购"),
        ("晨光海外-w(03311.hk):拟回购", "晨光海外:拟回购"),
        ("晨光海外-b:拟回购股份", "晨光海外:拟回购股份"),
        ("远洲(brk.a.n)季度营收", "远洲季度营收"),
        ("市场消息:白鹭电子出售部门", "白鹭电子出售部门"),
        ("据彭博:白鹭电子出售部门", "白鹭电子出售部门"),
        ("日媒称,白鹭电子出售部门", "白鹭电子出售部门"),
        ("白鹭电子出售部门;(彭博)", "白鹭电子出售部门"),
        ("白鹭电子出售部门(新华社)", "白鹭电子出售部门"),
        ("白鹭电子出售部门(the journal)", "白鹭电子出售部门"),
        ("持仓报告已更新;欢迎点击查看>>", "持仓报告已更新"),
        ("白鹭电子出售部门(视频)", "白鹭电子出售部门"),
    ],
)
def test_columns_sources_and_codes_are_no_news(text, bare):
    assert normalise.strip_habits(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "亚太股市指数(盘初)",  # the moment is what tells two charts apart
        "青禾股份净利增长(3.3%)",
        "据悉:甲乙丙",  # too little would be left
        "(彭博)",
        "[行情十五个字以上的话不是栏目名称]涨",
    ],
)
def test_what_tells_items_apart_stays(text):
    assert normalise.strip_habits(text) == text


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("收益率下行", "收益率下跌"),
        ("6月cpi年率", "6月居民消费价格指数同比"),
        ("第一季度净利润", "一季度归母净利润"),
        ("美国财政部长", "美财长"),
        ("卢比奥", "鲁比奥"),
        ("纽约期金", "comex黄金"),
        ("恒科指", "恒生科技指数"),
    ],
)
def test_families_of_spellings_have_one_spelling(a, b):
    assert normalise.fold(a) == normalise.fold(b)


def test_the_longest_spelling_is_folded_first():
    assert normalise.fold("国家发展改革委") == "发改委"
    assert normalise.fold("沪金主力合约") == "沪金主力合约"


def test_a_body_is_cleaned_bare_and_folded():
    assert (
        normalise.body("【快訊】恒科指漲幅達２％。（彭博）") == "恒生科技指数上涨达2%"
    )


def test_equal_keys_are_one_wording_and_signs_stay():
    assert normalise.key("CPI 同比：3.3%。") == normalise.key("ＣＰＩ同比３.３％")
    assert normalise.key("CPI同比-3.3%") != normalise.key("CPI同比3.3%")
    assert normalise.key("增长3%-5%") != normalise.key("增长3%5%")


def test_squeezing_leaves_words_and_figures():
    assert normalise.squeeze('甲, "乙";[丙] (丁)|3.5%-1!') == "甲乙丙丁3.5%1"


def test_codes_are_read_from_brackets():
    assert normalise.read_codes("青禾(600123.sh)与晨光-w(03311.hk)") == {
        "600123.sh)",
        "03311.hk)",
    }
    assert normalise.read_codes("青禾股份(彭博)") == frozenset()


@pytest.mark.parametrize("title", ["早报", "今夜看点", "公告精选", "晨会精华"])
def test_round_ups_are_known_by_their_titles(title):
    assert normalise.DIGEST.search(f"券商{title}：")
    assert not normalise.DIGEST.search("青禾股份拟回购")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("厂房面积10⁸平方米", "厂房面积108平方米"),
        ("厂房面积10⁸平方米", "厂房面积10⁴平方米"),
        ("厂房面积１０⁸平方米", "厂房面积108平方米"),
        ("厂房面积10 ⁸平方米", "厂房面积108平方米"),
        ("误差10⁻³米", "误差10³米"),
        ("误差10⁻³米", "误差10-3米"),
        ("增长5¹⁾", "增长51"),
        ("增长5¹%", "增长51%"),
        ("减排CO₂12万吨", "减排CO212万吨"),
        ("减排CO₂ 12万吨", "减排CO 212万吨"),
    ],
)
def test_a_raised_digit_joins_no_number_in_a_key(a, b):
    assert normalise.key(a) != normalise.key(b)
    assert text.fold(a) != text.fold(b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("单价5万元/m²", "单价5万元/㎡"),
        ("单价5万元/m²", "单价5万元/m2"),
        ("减排CO₂", "减排CO2"),
        ("厂房面积１０⁸平方米", "厂房面积10⁸平方米"),
        ("减排CO₂ 12万吨", "减排CO₂12万吨"),
    ],
)
def test_a_raised_digit_that_touches_none_is_a_way_of_printing(a, b):
    assert normalise.key(a) == normalise.key(b)
    assert text.fold(a) == text.fold(b)


@given(st.text("1８⁸²₂⁻⁽m甲. \u3000", max_size=12), st.text("1⁸₂m甲", max_size=12))
def test_what_has_nothing_raised_beside_a_digit_is_nfkc(a, b):
    said = unicodedata.normalize("NFKC", a)
    assert text.compatible(said) == said
    assert text.compatible(text.compatible(a)) == text.compatible(a)
    if not re.search(r"\d\s*[⁸₂]|[⁸₂]\s*\d", b):
        assert text.compatible(b) == unicodedata.normalize("NFKC", b)


def test_a_very_long_row_of_raised_digits_is_read_at_once():
    assert text.compatible("1" + "⁸" * 300_000 + " " * 300_000).startswith("1⁸⁸")
    assert text.compatible("⁸" * 300_000 + "甲").startswith("88")
