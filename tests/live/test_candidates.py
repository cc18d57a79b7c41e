"""Which earlier items are worth judging."""

from datetime import datetime, timedelta

import pytest

from articles.live import candidates, rarity
from articles.live.candidates import Index, keys, likeliest
from articles.live.reading import Flash, read

NINE = datetime(2026, 6, 9, 9, 0)


def reading(text, hours=0.0):
    return read(Flash(text, "甲", NINE + timedelta(hours=hours)))


def found(index, text, hours=0.0):
    return [item for item, _ in index.find(reading(text, hours))]


def test_keys_are_the_rarest_pairs_rarest_first(monkeypatch):
    monkeypatch.setattr(rarity, "_table", lambda: ({"甲乙": 3.0, "乙丙": 7.0}, 5.0))

    assert keys(reading("甲乙丙丁")) == ("乙丙", "丙丁", "甲乙")


def test_at_most_32_keys():
    text = "".join(chr(0x4E00 + i) for i in range(60))
    assert len(keys(reading(text))) == 32
    assert keys(reading("")) == ()


def test_an_item_that_shares_two_rare_pairs_is_found():
    index = Index()
    index.add(1, reading("挪威首相将增拨款项"))
    index.add(2, reading("冰岛渔民今年歉收"))

    assert found(index, "挪威首相访问难民营") == [1]
    assert found(index, "挪威的天气") == []  # one pair is too little
    assert found(index, "") == []


def test_the_best_covered_come_first_and_few():
    index = Index()
    for number in range(12):
        index.add(
            number, reading("挪威首相将增拨款项" + chr(0x4E00 + number) * 3 * number)
        )

    got = found(index, "挪威首相将增拨款项")

    assert len(got) == candidates.MOST
    assert 0 in got


def test_likeliest_orders_by_coverage_of_the_lighter():
    whole, half = reading("挪威首相将增拨款项"), reading("挪威首相去了市场买鱼")
    ordered = likeliest(whole, [("half", half), ("whole", whole)])

    assert [item for item, _ in ordered] == ["whole", "half"]
    assert likeliest(whole, [("half", half), ("whole", whole)], most=1) == [
        ("whole", whole)
    ]
    assert likeliest(reading(""), [("empty", reading(""))]) != []


@pytest.mark.parametrize(
    ("hours", "near"), [(48.0, True), (48.1, False), (-48.0, True)]
)
def test_the_window_is_two_days_either_way(hours, near):
    index = Index()
    index.add(1, reading("挪威首相将增拨款项"))

    assert bool(found(index, "挪威首相将增拨款项", hours)) is near


def test_items_of_unknown_time_are_always_near():
    index = Index()
    index.add(1, read(Flash("挪威首相将增拨款项")))

    assert found(index, "挪威首相将增拨款项", 99) == [1]
    index.add(2, reading("挪威首相将增拨款项"))
    got = index.find(read(Flash("挪威首相将增拨款项")))
    assert sorted(item for item, _ in got) == [1, 2]
