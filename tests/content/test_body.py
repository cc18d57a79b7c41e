"""Markdown bodies: numbered blocks, nothing dangerous, pasted text unchanged."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from articles.body import as_markdown, blocks, contains


def shown(markdown):
    """The text a reader sees of each block."""
    return [
        html.unescape(re.sub("<[^>]+>", "", block.html)).strip()
        for block in blocks(markdown)
    ]


def test_blocks_are_numbered_so_that_a_quote_can_point_at_one():
    found = blocks("## 小标题\n\n第一段。\n\n- 甲\n- 乙\n\n> 引语")
    assert [block.number for block in found] == [1, 2, 3, 4]
    assert found[1].html == '<p id="p2">第一段。</p>\n'


def test_the_page_owns_the_first_heading_level():
    [block] = blocks("# 大标题")
    assert block.html.startswith("<h2")


@pytest.mark.parametrize(
    "nasty",
    [
        '<div hx-get="/admin/">x</div>',
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,x)",
        '[x](https://a.example "\\" onclick=alert(1)")',
        "![x](https://elsewhere.example/pixel.png)",
    ],
)
def test_nothing_a_writer_types_becomes_active(nasty):
    page = HTMLParser("".join(block.html for block in blocks(nasty)))
    for node in page.css("body *"):
        assert node.tag in {"p", "a"}
        assert set(node.attributes) <= {"id", "href", "title", "rel"}
        assert node.attributes.get("href", "https:").startswith("https:")


def test_tables_and_links_are_kept():
    out = "".join(
        block.html
        for block in blocks(
            "| 年 | 值 |\n|---|---|\n| 2024 | 7 |\n\n[官网](https://a.example)"
        )
    )
    assert "<td>2024</td>" in out
    assert '<a href="https://a.example" rel="noopener nofollow">官网</a>' in out


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("他说，**“先试点。”**随后推广", "他说，<strong>“先试点。”</strong>随后推广"),
        ("**产值，**其次", "<strong>产值，</strong>其次"),
        ("这是**（附）**件", "这是<strong>（附）</strong>件"),
        ("*斜体。*之后", "<em>斜体。</em>之后"),
        ("***都要。***之后", "<em><strong>都要。</strong></em>之后"),
        ("约**5%**、**6%**两档", "约<strong>5%</strong>、<strong>6%</strong>两档"),
        ("![**甲。**乙](/a.png)", 'alt="甲。乙"'),
    ],
)
def test_emphasis_needs_no_space_beside_chinese_punctuation(typed, printed):
    assert printed in blocks(typed)[0].html


@pytest.mark.parametrize(
    "typed",
    [
        *("2*3*4", "产值*3*5", "5*（3+2）*4", "(1+2)*3*4", "5%*3*2"),
        *("** 甲 **乙", "甲__乙。__丙", "一_二。_三", "单独一个*星号。"),
    ],
)
def test_what_is_no_emphasis_is_printed_as_typed(typed):
    assert shown(typed) == [typed]
    assert "<em>" not in blocks(typed)[0].html


@given(st.text("0123456789*.%+-()（） ", max_size=30))
def test_figures_never_become_other_figures(typed):
    [printed] = shown(f"约{typed}")
    assert re.findall(r"\d+", printed) == re.findall(r"\d+", typed)


def test_a_picture_from_elsewhere_leaves_its_words():
    assert shown("![厂房外景](https://elsewhere.example/a.png)") == ["[厂房外景]"]


@pytest.mark.parametrize(
    "text",
    [
        "1. 不是列表",
        "2025. 年也不是",
        "# 不是标题",
        "- 不是列表",
        "+ 加号",
        "> 不是引语",
        "* 星号 *与* 更多 **",
        "___",
        "===",
        "A_b_c <b>粗</b> [方] `码` a|b ~~删~~ &amp; \\ 反斜",
        "“小巨人”企业、制造业单项冠军均在35%左右",
    ],
)
def test_a_pasted_paragraph_is_shown_as_it_was(text):
    assert shown(as_markdown([text])) == [text]


@given(
    st.lists(
        st.text(
            st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_pasted_paragraphs_are_shown_as_they_were(paragraphs):
    assert shown(as_markdown(paragraphs)) == paragraphs


def test_a_lede_is_found_at_the_beginning_of_a_paragraph_only():
    assert contains("甲。\n\n乙“丙”<丁>。以下。", "乙“丙”<丁>。")
    assert not contains("甲乙丙。", "乙丙")
