"""What is pasted from Word, web pages and public accounts becomes clean Markdown."""

import html
import re

import nh3
import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.pasting import MAX_CHARACTERS, TooDeep, TooLong, as_markdown

WORD = """<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
<p class=MsoNormal style='text-indent:2em'><span lang=EN-US>2026</span><span
style='font-family:宋体'>年一季度，</span><span
style='font-weight:bold'>产值突破1.2万亿元</span>。<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>上海：5个</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span
style='mso-list:Ignore'>·</span>江苏：10个</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><span
style='mso-list:Ignore'>1.</span>先试点</p>
<!--EndFragment--></body></html>"""


def shown(markdown):
    """The words a reader sees of *markdown*, block by block."""
    found = []
    for block in body.blocks(markdown):
        text = html.unescape(nh3.clean(block.html, tags=set()))
        found.append(re.sub(r"\s+", " ", text).strip())
    return found


def test_a_word_document_keeps_its_words_emphasis_and_lists():
    assert as_markdown(WORD).split("\n\n") == [
        "2026年一季度，**产值突破1.2万亿元**。",
        "- 上海：5个\n- 江苏：10个",
        "1. 先试点",
    ]


@pytest.mark.parametrize(
    ("pasted", "markdown"),
    [
        ("<h1>大标题</h1><h5>小标题</h5>", "## 大标题\n\n#### 小标题"),
        ("<p>　　首行缩进。</p>", "首行缩进。"),
        ("<p>甲<br>乙</p>", "甲\\\n乙"),
        (
            "<p>产值达到\n三千亿元，<b>同比\r\n  增长</b>\n一成</p>",
            "产值达到三千亿元，**同比增长**一成",
        ),
        ("<p>企业5\n6家，A股\nB股 and\nmore</p>", "企业5\n6家，A股\nB股 and\nmore"),
        ("<pre>甲行\n乙行</pre>", "```\n甲行\n乙行\n```"),
        ("<p>他说，<b>“先试点。”</b>随后推广</p>", "他说，**“先试点。”**随后推广"),
        (
            "<b style='font-weight:normal'><p>全文都在里面</p></b>",
            "全文都在里面",
        ),
        (
            "<table><tr><th>地区</th></tr><tr><td>浙江</td></tr></table>",
            "| 地区 |\n| --- |\n| 浙江 |",
        ),
        ("<a href='https://a.example/x'>原文</a>", "[原文](https://a.example/x)"),
        ("<blockquote><p>引用</p></blockquote>", "> 引用"),
        ("<section><section><p>甲</p></section><p>乙</p></section>", "甲\n\n乙"),
        ("没有标记的文字", "没有标记的文字"),
        ("", ""),
    ],
)
def test_what_bodies_can_show_is_kept(pasted, markdown):
    assert as_markdown(pasted) == markdown


@pytest.mark.parametrize(
    ("pasted", "markdown"),
    [
        ("建筑面积10<sup>8</sup>平方米", "建筑面积10⁸平方米"),
        ("误差10<sup>−3</sup>米，CO<sub>2</sub>12万吨", "误差10⁻³米，CO₂12万吨"),
        (
            "面积10<span style='vertical-align: super'>"
            "<span style='vertical-align: super'>4</span></span>亩",
            "面积10⁴亩",
        ),
        ("面积10<span style='vertical-align: super'>4</span>亩", "面积10⁴亩"),
        ("PM<sub>2.5</sub>浓度为35微克", "PM2.5浓度为35微克"),
        ("PM<sub>2.5</sub>10微克", "PM(2.5)10微克"),
        ("产值500亿元<sup>[1]</sup>，26家<sup>注1</sup>", "产值500亿元，26家"),
        ("增5.2%<a href='https://a.example/x#_ftn1'><sup>1</sup></a>。", "增5.2%。"),
        (
            "增5.2%<a href='#f'><span class=MsoFootnoteReference>[1]</span></a>",
            "增5.2%",
        ),
        ("有26<sup>注</sup>7家", "有26 7家"),
        ("有26<i></i><sup>注</sup><i><b></b>7</i>家", "有26 *7*家"),
        ("增长5<sup>[1]</sup>%，26<sup>[2]</sup>，", "增长5%，26，"),
        ("增长5<sup>1)</sup>", "增长5¹⁾"),
        (f"26{'<i></i>' * 99}<sup>注</sup>7", "26 7"),
        (f"26<sup>{'很长的说明' * 99}</sup>7", f"26({'很长的说明' * 99})7"),
        ("第21<sup>st</sup>届", "第21(st)届"),
        ("产值5<sup>（同比）</sup>亿", "产值5（同比）亿"),
        ("华为<sup>TM</sup>手机", "华为TM手机"),
    ],
)
def test_what_is_raised_or_lowered_never_joins_the_figure_beside_it(pasted, markdown):
    assert as_markdown(f"<p>{pasted}</p>") == markdown


@pytest.mark.parametrize(
    "struck",
    [
        "<del>500亿元</del>",
        "<s>500亿元</s>",
        "<strike>500<b>亿元</b></strike>",
        "<span style='text-decoration:underline line-through'>500亿元</span>",
        "<span class=msoDel><del cite='mailto:a'>500亿元</del></span>",
    ],
)
def test_what_was_struck_out_is_left_out_and_what_was_put_in_stays(struck):
    assert as_markdown(f"<p>投入{struck}<ins>600亿元</ins>。</p>") == "投入600亿元。"


WORD_AT = (
    "<p style='mso-list:l0 level{} lfo1'><span style='mso-list:Ignore'>{}</span>{}</p>"
)


@pytest.mark.parametrize(
    ("pasted", "markdown"),
    [
        (
            "<ul><li>甲项</li><li>乙项<ul><li>乙之一</li></ul></li><li>丙项</li></ul>",
            "- 甲项\n- 乙项\n  - 乙之一\n- 丙项",
        ),
        ("<ol><li>甲<ul><li>　　乙</li></ul></li></ol>", "1. 甲\n   - 乙"),
        # Google Docs puts the inner list beside its item.
        (
            "<ul><li>甲</li><ul><li>乙</li></ul><li>丙</li></ul>",
            "- 甲\n  - 乙\n- 丙",
        ),
        (
            WORD_AT.format(1, "1.", "甲")
            + WORD_AT.format(2, "·", "乙")
            + WORD_AT.format(2, "·", "丙")
            + WORD_AT.format(1, "2.", "丁"),
            "1. 甲\n   - 乙\n   - 丙\n2. 丁",
        ),
        ("<ul><li><p>甲</p><p>　　乙</p></li></ul>", "- 甲\n\n  乙"),
        (
            "<blockquote><ul><li>甲<ul><li>乙</li></ul></li></ul></blockquote>",
            "> - 甲\n>   - 乙",
        ),
    ],
)
def test_a_list_within_a_list_stays_within_it(pasted, markdown):
    assert as_markdown(pasted) == markdown


@pytest.mark.parametrize(
    "pasted",
    [
        "<p>1.    第一条</p>",
        "<p>　　1.&nbsp;&nbsp;&nbsp; 第一条</p>",
        "<p>1.<span>&nbsp;</span>第一条</p>",
        "<p>1.　第一条</p>",
    ],
)
def test_a_numbered_paragraph_has_one_space_after_its_number(pasted):
    assert as_markdown(pasted) == "1\\. 第一条"


def test_what_is_preformatted_keeps_its_spaces():
    assert as_markdown("<pre>  甲\n    乙</pre>") == "```\n  甲\n    乙\n```"


@pytest.mark.parametrize(
    "pasted",
    [
        "<p>甲<script>alert(1)</script></p>",
        "<p onclick='alert(1)' hx-get='/x'>甲</p>",
        "<p><a href='javascript:alert(1)'>甲</a></p>",
        "<p>甲<img src=x onerror=alert(1)></p>",
        "<style>p{}</style><p style='color:red'>甲</p>",
    ],
)
def test_what_they_must_not_is_gone(pasted):
    assert as_markdown(pasted) == "甲"


def test_too_much_is_refused_with_the_limit():
    with pytest.raises(TooLong) as refused:
        as_markdown("甲" * (MAX_CHARACTERS + 1))
    assert refused.value.args == (MAX_CHARACTERS + 1, MAX_CHARACTERS)


@pytest.mark.parametrize("box", ["<ul><li>甲", "<blockquote>甲", "<div><ol><li>甲"])
def test_boxes_within_boxes_are_read_or_refused_and_never_a_fault(box):
    assert as_markdown(box * 20)
    with pytest.raises(TooDeep):
        as_markdown(box * 2000)


@pytest.mark.django_db
def test_a_clipboard_too_deep_is_refused_in_words(as_clerk):
    address = reverse("admin:articles_article_paste")
    answer = as_clerk.post(address, {"html": "<ul><li>甲" * 2000})
    assert answer.status_code == 400
    assert "太深了" in answer.json()["error"]


WORDS = st.text(alphabet="甲乙1.2-+#*_[]<>&|~`!()\\ >=:/%", min_size=1, max_size=20)


@given(st.lists(WORDS, max_size=4))
def test_the_words_reach_the_reader_as_they_were(paragraphs):
    pasted = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    words = [re.sub(r"\s+", " ", text).strip() for text in paragraphs]
    assert "".join(shown(as_markdown(pasted))).replace(" ", "") == "".join(
        words
    ).replace(" ", "")
