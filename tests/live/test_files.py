"""Files of pairs and days are judged as the site judges, labels unseen."""

import json

import pytest

from articles.live.files import ITEM, PAIR, FileError, judge_day, judge_pairs


def item(n, t, text, **more):
    return {"n": n, "t": t, "s": "甲", "x": text, **more}


def lines(*rows):
    return [json.dumps(row, ensure_ascii=False) for row in rows]


A = item(1, "2026-06-09T09:00", "国家统计局：5月份PPI同比下降3.3%。")
B = item(2, "2026-06-09T09:05", "国家统计局：5月PPI同比-3.3%")
C = item(3, "2026-06-09T09:01", "国家统计局：5月份CPI同比下降0.1%。")


def test_each_pair_has_an_answer_in_order():
    got = list(
        judge_pairs(lines({"id": 7, "a": A, "b": B}, {"id": "x", "a": A, "b": C}))
    )

    assert [answer["id"] for answer in got] == [7, "x"]
    assert [answer["same"] for answer in got] == [True, False]
    assert [answer["decision"] for answer in got] == ["same", "different"]
    assert got[0]["probability"] > 0.5 > got[1]["probability"] == 0.01
    assert set(got[0]) == {"id", "probability", "decision", "same"}
    assert got[0]["probability"] == round(got[0]["probability"], 4)


def test_labels_are_not_looked_at():
    plain = {"id": 1, "a": A, "b": C}
    assert list(judge_pairs(lines(plain))) == list(
        judge_pairs(lines({**plain, "label": 1, "borderline": 1}))
    )


def test_a_day_is_placed_in_the_order_of_time():
    got = list(judge_day(lines(B, {**C, "cluster": 9}, A)))

    assert got == [{"n": 1, "story": 1}, {"n": 3, "story": 2}, {"n": 2, "story": 1}]


def test_items_of_one_look_are_placed_by_number():
    early = {**B, "t": A["t"]}
    assert [row["n"] for row in judge_day(lines(early, A))] == [1, 2]


def test_a_day_placed_twice_is_the_same():
    day = lines(A, B, C)
    assert list(judge_day(day)) == list(judge_day(day))


def test_empty_lines_are_passed_over():
    assert list(judge_day(["", *lines(A), "  \n"])) == [{"n": 1, "story": 1}]


def test_time_and_source_may_be_missing():
    bare = {"x": A["x"], "t": None}
    [answer] = judge_pairs(lines({"id": 1, "a": bare, "b": {"x": B["x"]} | {"t": ""}}))
    assert answer["same"]


@pytest.mark.parametrize(
    ("reader", "line", "message"),
    [
        (judge_pairs, "{", "第 2 行不是 JSON"),
        (judge_pairs, '{"id": 1}', "第 2 行不是一对快讯：没有 a。每行应如 {"),
        (judge_pairs, '{"a": 1, "b": 2, "id": 1}', "第 2 行不是一对快讯：a 和 b 须是"),
        (judge_pairs, "[]", "第 2 行不是一对快讯：形式不对"),
        (
            judge_day,
            '{"n": 1, "t": "昨天", "s": "", "x": ""}',
            "第 2 行不是一条快讯：t 不是时间",
        ),
        (judge_day, '{"n": 1}', "第 2 行不是一条快讯：没有 x"),
        (judge_day, '{"n": 1, "x": 3}', "第 2 行不是一条快讯：x 须是文字"),
        (judge_day, "3", "第 2 行不是一条快讯"),
    ],
)
def test_a_broken_line_is_named_with_what_it_lacks(reader, line, message):
    with pytest.raises(FileError, match=message):
        list(reader(["", line]))


def test_the_line_that_the_help_shows_is_read():
    [answer] = judge_pairs([PAIR])
    assert answer["same"]
    assert list(judge_day([ITEM])) == [{"n": 1, "story": 1}]
