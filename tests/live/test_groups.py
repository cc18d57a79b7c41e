"""Which story an item joins."""

from datetime import datetime

import pytest

from articles.live import groups
from articles.live.files import Shelf
from articles.live.groups import Member, place
from articles.live.judge import CONTAINED, DIFFERENT, SAME, UNSURE, Verdict
from articles.live.reading import Flash, read
from articles.live.trees import Trees

NINE = datetime(2026, 6, 9, 9, 0)
WEIGHTS = Trees(0.0, (), same_from=0.5, unsure_from=0.25, join_from=0.6)


def reading(text):
    return read(Flash(text, "甲", NINE))


class Shop:
    """A store whose stories are given, with every item a candidate."""

    def __init__(self, **stories):
        self.stories = {
            name: [Member(text, reading(text), text.startswith("~")) for text in texts]
            for name, texts in stories.items()
        }

    def candidates(self, _):
        return [(m.item, m.reading) for ms in self.stories.values() for m in ms]

    def story_of(self, item):
        return next(
            name for name, ms in self.stories.items() if item in [m.item for m in ms]
        )

    def members(self, story):
        return self.stories[story]


@pytest.fixture
def told(monkeypatch):
    """Let a table {item text: verdict} stand in for the judge."""
    table = {}

    def verdict_on(_, other, learned):
        assert learned is WEIGHTS
        return table[other.flash.text]

    monkeypatch.setattr(groups, "judge_readings", verdict_on)
    return table


def verdict(probability, decision=SAME):
    return Verdict(probability, decision, ("缘由",))


def test_an_item_joins_the_story_of_the_likeliest_repeat(told):
    told.update(甲=verdict(0.7), 乙=verdict(0.9))

    placed = place(reading("新"), Shop(one=["甲"], two=["乙"]), WEIGHTS)

    assert (placed.story, placed.because, placed.linked) == ("two", "乙", False)
    assert placed.verdict == told["乙"]
    assert placed.refused == ()


@pytest.mark.parametrize(
    "unlike", [verdict(0.59), verdict(0.9, UNSURE), verdict(0.1, DIFFERENT)]
)
def test_without_a_sure_repeat_a_new_story_begins(told, unlike):
    told["甲"] = unlike

    placed = place(reading("新"), Shop(one=["甲"]), WEIGHTS)

    assert (placed.story, placed.because, placed.verdict) == (None, None, None)
    assert not placed.linked


def test_the_join_limit_itself_is_enough(told):
    told["甲"] = verdict(0.6)
    assert place(reading("新"), Shop(one=["甲"]), WEIGHTS).story == "one"


def test_a_and_c_that_exclude_each_other_are_not_chained_through_b(told):
    told.update(甲=verdict(0.01, DIFFERENT), 乙=verdict(0.9), 丙=verdict(0.8))

    placed = place(reading("新"), Shop(one=["甲", "乙"], two=["丙"]), WEIGHTS)

    assert placed.story == "two"
    assert placed.refused == ("与同组一条冲突：缘由",)


def test_a_story_is_tried_once_and_refusals_are_kept(told):
    told.update(甲=verdict(0.079, DIFFERENT), 乙=verdict(0.9), 丙=verdict(0.8))

    placed = place(reading("新"), Shop(one=["甲", "乙", "丙"]), WEIGHTS)

    assert placed.story is None
    assert placed.refused == ("与同组一条冲突：缘由",)


def test_a_member_that_is_merely_unlike_forbids_nothing(told):
    told.update(甲=verdict(0.08, DIFFERENT), 乙=verdict(0.9))
    assert place(reading("新"), Shop(one=["甲", "乙"]), WEIGHTS).story == "one"


def test_a_contained_item_is_linked(told):
    told["甲"] = verdict(0.9, CONTAINED)
    assert place(reading("新"), Shop(one=["甲"]), WEIGHTS).linked


def test_what_a_linked_item_contains_is_not_drawn_to_its_story(told):
    told.update({"~长": verdict(0.9, CONTAINED), "甲": verdict(0.3, UNSURE)})

    placed = place(reading("新"), Shop(one=["甲", "~长"]), WEIGHTS)

    assert placed.story is None
    assert placed.refused == ("只与一条关联的长短稿相互包含",)


def test_a_copy_of_a_linked_item_is_linked_too(told):
    told.update({"~长": verdict(0.9), "甲": verdict(0.3, UNSURE)})

    placed = place(reading("新"), Shop(one=["甲", "~长"]), WEIGHTS)

    assert (placed.story, placed.because, placed.linked) == ("one", "~长", True)


def test_a_story_refused_for_its_linked_item_is_open_to_another(told):
    told.update({"~长": verdict(0.95, CONTAINED), "甲": verdict(0.9)})

    placed = place(reading("新"), Shop(one=["甲", "~长"]), WEIGHTS)

    assert (placed.because, placed.linked) == ("甲", False)


def test_a_linked_member_forbids_nothing(told):
    told.update({"~长": verdict(0.01, DIFFERENT), "甲": verdict(0.9)})
    assert place(reading("新"), Shop(one=["甲", "~长"]), WEIGHTS).story == "one"


def test_only_the_first_dozen_members_are_compared(told):
    texts = [chr(0x4E00 + i) for i in range(14)]
    told.update({text: verdict(0.9) for text in texts})
    told[texts[11]] = verdict(0.01, DIFFERENT)
    assert place(reading("新"), Shop(one=texts), WEIGHTS).story is None
    told[texts[11]] = verdict(0.9)
    told[texts[12]] = verdict(0.01, DIFFERENT)
    assert place(reading("新"), Shop(one=texts), WEIGHTS).story == "one"


def test_with_the_installed_weights_rewordings_share_a_story():
    shelf = Shelf()
    stories = [
        shelf.place(n, reading(text))
        for n, text in enumerate(
            [
                "国家统计局：5月份PPI同比下降3.3%。",
                "国家统计局：5月份CPI同比下降0.1%。",
                "【快讯】5月PPI同比-3.3%（国家统计局）",
                "国家统计局：5月份PPI同比下降3.3%",
            ]
        )
    ]
    assert stories == [1, 2, 1, 1]
