"""Two texts side by side: moved paragraphs, whole figures, and nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.differences import Kind, Span, compare, spans

A = "全市有国家级集群7个，产值突破1.2万亿元。"
B = "联盟成员企业签署了互认协议，首批涉及三个产业。"
C = "下一步将建立共同的检测标准。"


def kinds(old, new):
    return [(change.kind, change.old, change.new) for change in compare(old, new)]


def changed(old, new):
    return [(span.side, span.text) for span in spans(old, new) if span.side]


def test_an_unchanged_text_is_the_same_throughout():
    assert kinds([A, B], [A, B]) == [(Kind.SAME, 0, 0), (Kind.SAME, 1, 1)]


@pytest.mark.parametrize(
    ("old", "new", "pieces"),
    [
        ("共有7个集群", "共有9个集群", [(-1, "7个"), (1, "9个")]),
        ("产值1.2万亿元", "产值1.25万亿元", [(-1, "1.2万亿元"), (1, "1.25万亿元")]),
        ("同比下降3.3%", "同比下降3.8%", [(-1, "3.3%"), (1, "3.8%")]),
        ("增速-3.3%", "增速3.3%", [(-1, "-3.3%"), (1, "3.3%")]),
        ("突破1万亿元", "1万亿元", [(-1, "突破")]),
        ("与NVIDIA合作", "与Nvidia合作", [(-1, "NVIDIA"), (1, "Nvidia")]),
        ("于6月8日签署", "于6月9日签署", [(-1, "8日"), (1, "9日")]),
    ],
)
def test_a_figure_changes_as_a_whole(old, new, pieces):
    assert changed(old, new) == pieces


def test_a_mended_paragraph_is_one_change_and_not_two():
    mended = A.replace("7个", "9个")
    [change] = compare([A], [mended])
    assert change.kind is Kind.CHANGED
    assert (change.old_text, change.new_text) == (A, mended)


def test_a_paragraph_that_moved_is_said_to_have_moved():
    assert kinds([A, B, C], [C, A, B]) == [
        (Kind.MOVED, 2, 0),
        (Kind.SAME, 0, 1),
        (Kind.SAME, 1, 2),
    ]


def test_a_paragraph_may_move_and_be_mended():
    mended = C.replace("共同", "统一")
    moved = compare([A, B, C], [mended, A, B])[0]
    assert moved.kind is Kind.MOVED
    assert Span(1, "统一") in moved.spans


def test_what_was_removed_stands_after_what_it_followed():
    assert kinds([A, B, C], [A, C]) == [
        (Kind.SAME, 0, 0),
        (Kind.REMOVED, 1, None),
        (Kind.SAME, 2, 1),
    ]


def test_two_paragraphs_with_little_in_common_are_not_one():
    assert kinds([A], [B]) == [(Kind.ADDED, None, 0), (Kind.REMOVED, 0, None)]


def test_a_repeated_paragraph_is_paired_once_each():
    assert kinds([A, A], [A]) == [(Kind.SAME, 0, 0), (Kind.REMOVED, 1, None)]


def test_a_very_long_text_is_compared_too():
    old = [f"第{n}段，数量{n * 7}个。" for n in range(2000)]
    new = [text.replace("数量", "总数") for text in old]
    changes = compare(old, new)
    assert sum(change.new is not None for change in changes) == 2000
    assert sum(change.old is not None for change in changes) == 2000


PARAGRAPHS = st.lists(st.text(alphabet="甲乙7个.%a 亿-", max_size=12), max_size=7)


@given(PARAGRAPHS, PARAGRAPHS)
def test_nothing_of_either_text_is_lost(old, new):
    changes = compare(old, new)
    assert {c.old: c.old_text for c in changes if c.old is not None} == dict(
        enumerate(old)
    )
    assert {c.new: c.new_text for c in changes if c.new is not None} == dict(
        enumerate(new)
    )
    assert [c.new for c in changes if c.new is not None] == list(range(len(new)))
    for change in changes:
        one_sided = change.old is None or change.new is None
        assert one_sided == (change.kind in (Kind.ADDED, Kind.REMOVED))
        assert change.kind is not Kind.SAME or change.old_text == change.new_text
