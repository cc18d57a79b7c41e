"""Quotes found again after edits, or declared lost; never under other words."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.facts.proposals import Paragraph
from articles.facts.quotes import find_again, quote_at

from .edited import Body, edit, tally

FIRST = (
    "园区去年新开工项目41个，其中外资项目9个，总投资额约为120亿元，产值占全市的一成。"
)
SECOND = "与此同时，码头新增泊位6个，集装箱吞吐量达到310万标箱，同比增长8.4%。"


def paragraphs(*texts):
    return [Paragraph(f"p{n}", text) for n, text in enumerate(texts, 1)]


def quote(words, text=FIRST, key="p1"):
    start = text.index(words)
    return quote_at(key, text, start, start + len(words))


@pytest.mark.parametrize(
    ("told", "texts"),
    [
        ("nothing happened", [FIRST, SECOND]),
        ("words were added before", ["据通报，" + FIRST, SECOND]),
        ("a sentence was added behind", [FIRST + "市民对此反响不一。"]),
        ("the paragraph moved", [SECOND, FIRST]),
        (
            "the sentence before was rewritten",
            [FIRST.replace("园区去年", "本区在过去一年里")],
        ),
        ("the paragraph was split before it", [FIRST[:13], FIRST[13:], SECOND]),
        ("two paragraphs were joined", [SECOND + FIRST]),
        (
            "the words stand elsewhere too",
            ["北区亦然，其中外资项目9个，多为贸易。", FIRST],
        ),
    ],
)
def test_an_untouched_quote_is_found(told, texts):
    found = find_again(quote("其中外资项目9个"), paragraphs(*texts))
    assert found is not None, told
    block = next(text for n, text in enumerate(texts, 1) if found.block == f"p{n}")
    assert block[found.start : found.end] == found.text == "其中外资项目9个"
    assert "总投资额" in found.after


@pytest.mark.parametrize(
    ("told", "texts"),
    [
        ("the number changed", [FIRST.replace("9个", "8个")]),
        ("the subject changed", [FIRST.replace("外资项目", "民资项目")]),
        ("the clause was added to", [FIRST.replace("其中外资", "预计其中外资")]),
        (
            "a digit was set before",
            [FIRST.replace("，其中外资项目9个", "，其中外资项目19个")],
        ),
        ("it was deleted", [FIRST.replace("其中外资项目9个，", ""), SECOND]),
        ("only like words stand elsewhere", ["北区亦然，其中外资项目9个，多为贸易。"]),
        ("it stands twice in like words", [FIRST, FIRST]),
        ("nothing is left", []),
    ],
)
def test_what_is_no_longer_there_is_lost(told, texts):
    assert find_again(quote("其中外资项目9个"), paragraphs(*texts)) is None, told


SIGNED = (
    "论坛昨日在市会展中心开幕，参会的企业有52家，会上签约项目12个，投资额另行公布。"
)


@pytest.mark.parametrize(
    ("told", "old", "new"),
    [
        ("a figure just before", "52家", "51家"),
        (
            "the clause just before was rewritten",
            "参会的企业有52家",
            "来的公司共计51家",
        ),
        ("the clause just behind was rewritten", "投资额另行公布", "金额以后再说"),
        (
            "both neighbours",
            "52家，会上签约项目12个，投",
            "51家，会上签约项目12个，总投",
        ),
        ("all behind it was deleted", "，投资额另行公布", ""),
    ],
)
def test_words_that_stand_once_are_found_whatever_clause_beside_them_changed(
    told, old, new
):
    assert old in SIGNED
    words = quote("会上签约项目12个", SIGNED)
    for texts in ([SIGNED.replace(old, new)], [SECOND, SIGNED.replace(old, new)]):
        found = find_again(words, paragraphs(*texts))
        assert found is not None, told
        assert found.text == words.text


def test_words_that_end_their_paragraph_are_found_after_a_change_just_before():
    line = "论坛昨日在市会展中心开幕，参会的企业有52家，会上签约项目12个。"
    words = quote("会上签约项目12个", line)
    assert find_again(words, paragraphs(line.replace("52", "51"))) is not None


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ("its paragraph was deleted", "本市港口去年货运平稳，吞吐量增长5%，高于全国。"),
        ("its like in one style", "全市去年进口额达到31亿美元，增长5%，占两成。"),
        ("alone in a paragraph", "增长5%"),
    ],
)
def test_the_same_words_about_another_thing_are_not_the_quote(told, text):
    line = "化工园区上半年用电量为9亿千瓦时，增长5%，连续四个月回升。"
    words = quote("增长5%", line)
    assert find_again(words, paragraphs(text)) is None, told
    assert find_again(words, paragraphs(SECOND, text)) is None, told


def test_a_number_is_not_found_within_a_longer_one():
    short = quote_at("p1", "共有7个", 2, 4)
    assert find_again(short, paragraphs("共有17个")) is None
    assert find_again(quote_at("p1", "增至12", 2, 4), paragraphs("增至12万")) is None


def test_a_quote_that_is_its_whole_paragraph_is_found_where_it_went():
    line = "全市专利授权量3.2万件"
    whole = quote_at("p1", line, 0, len(line))
    assert find_again(whole, paragraphs(SECOND, line)).block == "p2"


def test_words_met_everywhere_are_lost_not_searched_for_ever():
    assert find_again(quote_at("p1", "增", 0, 1), paragraphs("增，" * 30_000)) is None


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=True,
)
@given(st.integers(0, 2**32))
def test_after_random_edits_no_quote_points_at_other_words(seed):
    chance = random.Random(seed)
    body = Body.written(chance)
    quotes = body.quotes()
    for _ in range(8):
        edit(body, chance)
        for words, letters in quotes:
            found = find_again(words, body.passages())
            assert found is None or body.is_right(found, letters)


def test_untouched_quotes_are_found_again_after_two_hundred_edits():
    untouched, found = tally(bodies=50, edits=4)
    assert untouched > 1000
    assert found / untouched >= 0.95
