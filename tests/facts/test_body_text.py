"""The text quotes count their offsets in."""

import pytest

from articles.body import blocks


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("长三角有 **26个** 集群", "长三角有 26个 集群"),
        (
            "[产量](https://a.example/?q=1 '大于>小于')占全国38% & 全球25%",
            "产量占全国38% & 全球25%",
        ),
        ("增速 &lt;3% <b>不是标签</b>", "增速 <3% <b>不是标签</b>"),
        ("- 甲3家\n- 乙4家", "\n甲3家\n乙4家\n"),
        ("![图 > 文](/a.png)", ""),
        ("```\n1 < 2\n```", "1 < 2\n"),
    ],
)
def test_a_block_tells_its_words_as_a_browser_would(markdown, text):
    [block] = blocks(markdown)
    assert (block.key, block.text) == ("p1", text)
