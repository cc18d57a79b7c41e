"""What is pasted from Word, web pages and public accounts becomes clean Markdown."""

import html
import re

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles import body
from articles.pasting import MAX_CHARACTERS, TooLong, as_markdown

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


WORDS = st.text(alphabet="甲乙1.2-+#*_[]<>&|~`!()\\ >=:/%", min_size=1, max_size=20)


@given(st.lists(WORDS, max_size=4))
def test_the_words_reach_the_reader_as_they_were(paragraphs):
    pasted = "".join(f"<p>{html.escape(text)}</p>" for text in paragraphs)
    words = [re.sub(r"\s+", " ", text).strip() for text in paragraphs]
    assert "".join(shown(as_markdown(pasted))).replace(" ", "") == "".join(
        words
    ).replace(" ", "")
