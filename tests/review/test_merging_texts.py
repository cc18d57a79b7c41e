"""Two texts made from one: what stands, what is asked, and that nothing gets lost."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.merging_paragraphs import Who, merge_paragraphs
from articles.merging_texts import Pick, Undecided, merge, result

A = "全市有国家级集群7个，产值突破1.2万亿元。"
B = "联盟成员企业签署了互认协议，首批涉及三个产业。"
C = "下一步将建立共同的检测标准。"
D = "会议6月9日在沪召开，四省市代表到会。"
NEW = "附：参会企业名单由主办方另行公布。"
ABOUT = ("regions",)


def text(*paragraphs, **fields):
    words = dict.fromkeys(
        ("title", "lede", "stated_at", "stated_printed", "stated_precision", "slug"), ""
    )
    rows = {"source": None, "author": None, "regions": []}
    return {**words, **rows, "body": "\n\n".join(paragraphs), **fields}


def told(parts):
    return [(part.who, part.mine, part.theirs) for part in parts if part.who != "same"]


def settled(base, mine, theirs):
    merged = merge(base, mine, theirs, ABOUT)
    return result(merged, {})


def test_paragraphs_that_only_one_side_changed_are_that_sides():
    base = text(A, B, C)
    mine = text(A.replace("7个", "9个"), B, C)
    theirs = text(A, B.replace("三个", "四个"), NEW, C)
    assert settled(base, mine, theirs)["body"].split("\n\n") == [
        A.replace("7个", "9个"),
        B.replace("三个", "四个"),
        NEW,
        C,
    ]


def test_two_figures_for_one_paragraph_are_never_mixed():
    base = text(A, B)
    mine = text(A.replace("7个", "9个"), B)
    theirs = text(A.replace("1.2万亿", "1.3万亿"), B)
    merged = merge(base, mine, theirs, ABOUT)
    with pytest.raises(Undecided) as asked:
        result(merged, {})
    assert asked.value.args == (1,)
    [key] = merged.keys
    for pick, first in (
        (Pick.MINE, [mine["body"].split("\n\n")[0]]),
        (Pick.THEIRS, [theirs["body"].split("\n\n")[0]]),
        (Pick.BOTH, [side["body"].split("\n\n")[0] for side in (mine, theirs)]),
    ):
        assert result(merged, {key: pick})["body"].split("\n\n") == [*first, B]


@pytest.mark.parametrize("pick", ["", "ours", "Mine"])
def test_a_conflict_is_decided_by_one_of_three_answers_and_no_other(pick):
    merged = merge(text(A), text("甲。"), text("乙。"), ABOUT)
    with pytest.raises(Undecided):
        result(merged, {merged.keys[0]: pick})


def test_both_made_the_same_change_and_nobody_is_asked():
    mended = A.replace("7个", "9个")
    parts = merge_paragraphs([A, B], [mended, B], [mended, B])
    assert told(parts) == [(Who.AGREED, (mended,), (mended,))]


def test_removing_what_the_other_changed_is_asked():
    mended = A.replace("7个", "9个")
    parts = merge_paragraphs([A, B], [B], [mended, B])
    assert told(parts) == [(Who.CONFLICT, (), (mended,))]


def test_different_paragraphs_added_at_one_place_are_asked():
    parts = merge_paragraphs([A, B], [A, C, B], [A, D, B])
    assert told(parts) == [(Who.CONFLICT, (C,), (D,))]


def test_what_both_added_alike_is_outside_the_conflict():
    parts = merge_paragraphs([A], [A, C, NEW], [A, D, NEW])
    assert told(parts) == [(Who.CONFLICT, (C,), (D,)), (Who.AGREED, (NEW,), (NEW,))]


def test_a_move_and_a_change_elsewhere_go_together():
    mended = D.replace("四省市", "三省一市")
    base, mine, theirs = [A, B, C, D], [B, C, A, D], [A, B, C, mended]
    merged = settled(text(*base), text(*mine), text(*theirs))
    assert merged["body"].split("\n\n") == [B, C, A, mended]


def test_a_paragraph_one_moved_and_the_other_changed_stands_once():
    mended = A.replace("7个", "9个")
    merged = merge(text(A, B, C), text(B, C, A), text(mended, B, C), ABOUT)
    [key] = merged.keys
    for pick, expected in ((Pick.MINE, [B, C, A]), (Pick.THEIRS, [mended, B, C])):
        assert result(merged, {key: pick})["body"].split("\n\n") == expected


def test_a_paragraph_both_moved_elsewhere_does_not_come_twice():
    merged = merge(text(A, B, C, D), text(B, A, C, D), text(B, C, D, A), ABOUT)
    for pick in (Pick.MINE, Pick.THEIRS):
        picks = dict.fromkeys(merged.keys, pick)
        assert result(merged, picks)["body"].split("\n\n").count(A) == 1


def test_the_title_of_one_and_the_body_of_the_other():
    base = text(A, title="旧题")
    merged = settled(base, text(A, title="新题"), text(A, B, title="旧题"))
    assert (merged["title"], merged["body"]) == ("新题", f"{A}\n\n{B}")


def test_a_time_is_never_put_together_from_two_sides():
    base = text(A, stated_at="2025-06-07 00:00:00", stated_precision="day")
    mine = base | {"stated_at": "2025-06-08 00:00:00"}
    theirs = base | {"stated_precision": "minute"}
    [key] = merge(base, mine, theirs, ABOUT).keys
    taken = result(merge(base, mine, theirs, ABOUT), {key: Pick.MINE})
    assert (taken["stated_at"], taken["stated_precision"]) == (
        "2025-06-08 00:00:00",
        "day",
    )


def test_subjects_put_in_and_taken_out_by_each_side():
    base, mine, theirs = (text(regions=rows) for rows in ([1, 2], [1, 2, 3], [2, 4]))
    merged = merge(base, mine, theirs, ABOUT)
    assert result(merged, {})["regions"] == [2, 3, 4]
    [told] = merged.chosen
    assert told.added == {"mine": [3], "theirs": [4]}
    assert told.removed == {"mine": [], "theirs": [1]}


def test_without_a_known_beginning_every_difference_is_asked():
    merged = merge(None, text(A, B, NEW), text(A, C), ABOUT)
    with pytest.raises(Undecided):
        result(merged, {})
    [key] = merged.keys
    both = result(merged, {key: Pick.BOTH})["body"]
    assert both.split("\n\n") == [A, B, NEW, C]
    assert settled(None, text(A, B), text(A, B))["body"] == f"{A}\n\n{B}"


def test_a_conflict_keeps_its_name_while_something_else_changes():
    base, theirs = text(A, B), text("乙说。", B)
    before = merge(base, text("甲说。", B), theirs, ABOUT).keys
    assert merge(base, text("甲说。", B, NEW), theirs, ABOUT).keys == before
    assert merge(base, text("甲又说。", B), theirs, ABOUT).keys != before


def test_thousands_of_paragraphs_rewritten_by_both_are_one_question():
    base, mine, theirs = ([f"{who}第{n}段" for n in range(2000)] for who in "原甲乙")
    parts = merge_paragraphs(base, mine, theirs)
    assert sum(part.who is Who.CONFLICT for part in parts) <= 2000
    assert [p for part in parts for p in part.mine] == mine


# --- Whatever two people do to a text -------------------------------------------

pieces = st.lists(st.sampled_from([A, B, C, D, NEW, "小结", "7个", "9个"]), max_size=7)
bodies = st.builds(lambda texts: [*texts], pieces)


@given(bodies, bodies)
def test_merging_with_an_unchanged_side_gives_the_other(base, changed):
    for mine, theirs in ((base, changed), (changed, base)):
        merged = merge(text(*base), text(*mine), text(*theirs), ABOUT)
        assert merged.keys == []
        assert result(merged, {})["body"] == "\n\n".join(changed)


@given(bodies, bodies)
def test_two_who_did_the_same_are_asked_nothing(base, both):
    assert settled(text(*base), text(*both), text(*both))["body"] == "\n\n".join(both)


@given(bodies, bodies, bodies)
@example([A, B], [B, A], [A.replace("7个", "9个"), B])
def test_the_parts_hold_both_texts_in_their_order(base, mine, theirs):
    """Each side is there whole, but for what the other side's parts took its place."""
    parts = merge_paragraphs(base, mine, theirs)
    other = {"mine": Who.THEIRS, "theirs": Who.MINE}
    for side, whole in (("mine", mine), ("theirs", theirs)):
        found = []
        for part in parts:
            own = part.base if part.who is other[side] else getattr(part, side)
            found += own
        assert found == whole


@given(bodies, bodies, bodies)
def test_no_paragraph_is_lost_that_nobody_removed(base, mine, theirs):
    merged = merge(text(*base), text(*mine), text(*theirs), ABOUT)
    kept = result(merged, dict.fromkeys(merged.keys, Pick.BOTH))["body"].split("\n\n")
    for side, other in ((mine, theirs), (theirs, mine)):
        for paragraph in set(side):
            gone = paragraph in base and Counter(base) - Counter(other)
            assert paragraph in kept or paragraph in gone


@given(bodies, bodies, bodies, st.sampled_from(list(Pick)))
def test_nothing_is_written_that_neither_side_wrote(base, mine, theirs, pick):
    merged = merge(text(*base), text(*mine), text(*theirs), ABOUT)
    body = result(merged, dict.fromkeys(merged.keys, pick))["body"]
    written = {*mine, *theirs}
    assert set(body.split("\n\n") if body else []) <= written


@given(bodies, bodies, bodies)
def test_who_is_called_mine_makes_no_difference(base, mine, theirs):
    swapped = {Who.MINE: Who.THEIRS, Who.THEIRS: Who.MINE}
    one = merge_paragraphs(base, mine, theirs)
    other = merge_paragraphs(base, theirs, mine)
    assert [(p.who, p.mine, p.theirs) for p in one] == [
        (swapped.get(p.who, p.who), p.theirs, p.mine) for p in other
    ]


@given(bodies, st.integers(0, 6), st.integers(1, 99), st.integers(1, 99))
def test_two_figures_put_into_one_paragraph_are_always_asked(base, at, one, other):
    sentence = "全市有国家级集群{}个，产值突破1.2万亿元。"
    old = [p for p in base if p != A]
    at = min(at, len(old))

    def with_figure(number):
        return [*old[:at], sentence.format(number), *old[at:]]

    parts = merge_paragraphs(with_figure(100), with_figure(one), with_figure(other))
    conflicts = [part for part in parts if part.who is Who.CONFLICT]
    assert bool(conflicts) == (one != other)
    taken = "".join(text for part in parts for text in part.taken)
    if one != other:
        assert "国家级集群" not in taken


@given(*[st.sets(st.integers(1, 6)) for _ in range(3)])
def test_a_subject_both_kept_or_one_added_is_there(base, mine, theirs):
    texts = (text(regions=sorted(rows)) for rows in (base, mine, theirs))
    merged = set(settled(*texts)["regions"])
    assert mine & theirs <= merged <= mine | theirs
    assert (mine ^ base) - base <= merged
    assert not (base - mine) & merged
