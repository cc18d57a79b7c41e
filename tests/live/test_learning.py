"""The learned part: kept readable, grown repeatably, written whole or not at all."""

import dataclasses
import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest

from articles.live import boosting, features, frequencies, labels, training, trees
from articles.live.labels import Labelled
from articles.live.reading import Flash, read
from articles.live.trees import WeightsError, compile_trees

PLAN = boosting.Plan(rounds=30, smallest=0.5, rows=1.0, features=1.0)


def weights(**changes):
    stored = {
        "base": 0.0,
        "thresholds": {"same": 0.5, "unsure": 0.25, "join": 0.6},
        "trees": [
            {"if": "hours apart", "below": 2.0, "then": 1.5, "else": -1.5},
            {
                "if": "figures shared",
                "below": 1.0,
                "then": 0.0,
                "else": {"if": "same source", "below": 0.5, "then": 0.5, "else": 0.25},
            },
        ],
    }
    return stored | changes


def row(**values):
    measured = [0.0] * len(features.NAMES)
    for name, value in values.items():
        measured[features.NAMES.index(name.replace("_", " "))] = value
    return measured


def test_trees_add_up_to_a_probability():
    learned = compile_trees(weights())

    assert learned.probability(row(hours_apart=1.99)) == pytest.approx(0.8176, abs=1e-4)
    assert learned.probability(row(hours_apart=2.0)) == pytest.approx(0.1824, abs=1e-4)
    both = learned.probability(row(figures_shared=1.0, same_source=1.0))
    assert both == pytest.approx(0.8520, abs=1e-4)
    other = learned.probability(row(figures_shared=1.0))
    assert other == pytest.approx(0.8808, abs=1e-4)
    assert (learned.same_from, learned.unsure_from, learned.join_from) == (
        0.5,
        0.25,
        0.6,
    )


@pytest.mark.parametrize(
    "broken",
    [
        {"base": "viel"},
        {"base": None},
        {"thresholds": {"same": 0.5}},
        {"trees": [{"if": "moon phase", "below": 1, "then": 1, "else": 0}]},
        {"trees": [{"if": "hours apart", "then": 1, "else": 0}]},
        {"trees": None},
    ],
)
def test_weights_that_make_no_sense_are_refused(broken):
    with pytest.raises(WeightsError, match=r"weights\.json"):
        compile_trees(weights(**broken))


def test_missing_or_broken_files_are_named(monkeypatch, tmp_path):
    monkeypatch.setattr(trees, "WEIGHTS", tmp_path / "none.json")
    trees.installed.cache_clear()
    with pytest.raises(WeightsError, match=r"weights\.json"):
        trees.installed()
    (tmp_path / "none.json").write_text("{")
    with pytest.raises(WeightsError):
        trees.installed()
    trees.installed.cache_clear()


def test_the_shipped_weights_name_what_they_learned_from():
    stored = json.loads(trees.WEIGHTS.read_text(encoding="utf-8"))

    assert stored["learned_from"]["pairs"] >= 800
    assert trees.WEIGHTS.stat().st_size < 300_000
    assert compile_trees(stored).same_from == trees.installed().same_from


ROWS = [[float(i % 7), float(i % 2), 5.0] for i in range(80)]
TARGETS = [int(row[0] >= 4) for row in ROWS]


def test_boosting_finds_what_decides():
    base, grown = boosting.grow(ROWS, TARGETS, [1.0] * 80, ("a", "b", "c"), PLAN)

    assert base == pytest.approx(-0.3528, abs=1e-3)
    assert grown[0]["if"] == "a"
    assert grown[0]["below"] == 3.5
    assert len(grown) == 30
    assert not any("'c'" in str(tree) for tree in grown)

    def score(value):
        total = base
        for tree in grown:
            while isinstance(tree, dict):
                place = "abc".index(tree["if"])
                tree = tree["then" if value[place] < tree["below"] else "else"]
            total += tree
        return total

    assert score([6.0, 0.0, 5.0]) > 1.5
    assert score([0.0, 1.0, 5.0]) < -1.5
    assert score([4.0, 0.0, 5.0]) > 1.0
    assert score([3.0, 0.0, 5.0]) < -1.0


def test_the_first_leaf_is_one_damped_newton_step():
    plan = boosting.Plan(rounds=1, depth=1, smallest=0.5, rows=1.0, features=1.0)
    base, [tree] = boosting.grow(
        [[0.0], [1.0]] * 8, [0, 1] * 8, [1.0] * 16, ("a",), plan
    )

    assert base == 0.0
    # pull 8 * 0.5 = 4, curvature 8 * 0.25 = 2, damping 3, rate 0.08
    assert tree == {"if": "a", "below": 0.5, "then": -0.064, "else": 0.064}


def test_growing_twice_grows_the_same():
    plan = boosting.Plan(rounds=12, smallest=0.5)
    grown = [
        boosting.grow(ROWS, TARGETS, [1.0] * 80, ("a", "b", "c"), plan)
        for _ in range(2)
    ]
    assert grown[0] == grown[1]


def test_heavier_rows_count_more():
    rows, targets = [[0.0], [0.0], [1.0], [1.0]] * 5, [0, 1, 0, 1] * 5
    plan = boosting.Plan(rounds=1, depth=1, smallest=0.1, rows=1.0, features=1.0)
    heavy = [1.0, 3.0, 1.0, 1.0] * 5
    base, [tree] = boosting.grow(rows, targets, heavy, ("a",), plan)

    assert base > 0
    assert tree["then"] > 0 > tree["else"]


def test_a_leaf_needs_enough_behind_it():
    plan = boosting.Plan(rounds=1, depth=2, smallest=100.0, rows=1.0, features=1.0)
    _, [tree] = boosting.grow(ROWS, TARGETS, [1.0] * 80, ("a", "b", "c"), plan)
    assert tree == 0.0


def test_limits_lie_between_values_or_at_quantiles():
    assert boosting._limits((3.0, 1.0, 2.0, 1.0), 24) == [1.5, 2.5]
    assert boosting._limits((1.0, 1.0), 24) == []
    many = boosting._limits(tuple(float(i) for i in range(100)), 4)
    assert many == [20.0, 40.0, 60.0, 80.0]


NINE = datetime(2026, 6, 9, 9, 0)


def pair(a, b, same, **more):
    return Labelled(
        read(Flash(a, "甲", NINE)), read(Flash(b, "乙", NINE)), same, "2026-W24", **more
    )


REPEATS = [
    pair(f"{who}：将增拨款项", f"{who}称将增拨款项", True)
    for who in ("挪威首相", "冰岛总统", "智利外长", "秘鲁财长", "荷兰王室")
] * 6
OTHERS = [
    pair(f"{who}：将增拨款项", f"{who}与渔民谈到今年的歉收", False)
    for who in ("挪威首相", "冰岛总统", "智利外长", "秘鲁财长", "荷兰王室")
] * 6


@pytest.fixture
def small_plan(monkeypatch):
    monkeypatch.setattr(training, "PLAN", PLAN)


def test_learning_tells_repeats_from_others(small_plan):
    learned = training.learn(REPEATS + OTHERS, {"made": "2026-06-09"})

    assert learned["learned_from"] == {"made": "2026-06-09"}
    assert learned["thresholds"] == {
        "same": training.SAME_FROM,
        "unsure": training.UNSURE_FROM,
        "join": training.JOIN_FROM,
    }
    assert training.f1(compile_trees(learned), REPEATS + OTHERS) == 1.0


def test_doubtful_and_own_labels_count_less(small_plan):
    # With plain weights the base would be 0: as many repeats as not.
    doubtful = [
        pair(p.a.flash.text, p.b.flash.text, True, borderline=True) for p in REPEATS
    ]
    own = [pair(p.a.flash.text, p.b.flash.text, True, stratum="own") for p in REPEATS]

    assert training.learn(REPEATS + OTHERS)["base"] == 0.0
    assert training.learn(doubtful + OTHERS)["base"] == pytest.approx(-0.693, abs=0.001)
    assert training.learn(own + OTHERS)["base"] == pytest.approx(-0.357, abs=0.001)


def test_what_the_rules_settle_is_not_learned_from():
    ruled = pair("5月PPI同比下降3.3%", "5月CPI同比下降0.1%", False)

    with pytest.raises(training.TrainingError, match="既有重复又有不重复"):
        training.learn([*REPEATS, ruled])


def test_f1_counts_calls_and_misses():
    never = compile_trees(weights(base=-9.0, trees=[]))
    always = compile_trees(weights(base=9.0, trees=[]))

    assert training.f1(never, REPEATS) == 0.0
    assert training.f1(never, OTHERS) == 0.0
    assert training.f1(always, REPEATS[:2] + OTHERS[:1]) == pytest.approx(0.8)


def test_a_week_is_measured_by_weights_that_did_not_see_it(small_plan):
    first = REPEATS + OTHERS
    second = [dataclasses.replace(p, week="2026-W26") for p in first]
    own = [dataclasses.replace(p, same=not p.same, stratum="own") for p in first[:2]]
    alone = [*first, dataclasses.replace(OTHERS[0], same=True, week="2026-W28")]

    assert training.held_out_f1(first + second + own) == 1.0
    assert training.held_out_f1(first + second + alone) < 1.0


def test_weights_of_unknown_features_are_refused_and_the_old_ones_stay(tmp_path):
    path = tmp_path / "weights.json"
    training.write(weights(base=9.0, trees=[]), path)

    with pytest.raises(training.TrainingError, match="weights"):
        training.write({"base": 0}, path)

    assert json.loads(path.read_text(encoding="utf-8"))["base"] == 9.0
    assert [file.name for file in tmp_path.iterdir()] == ["weights.json"]


@pytest.fixture
def directory(tmp_path) -> Path:
    """A small directory of labels of the shared form."""

    def item(n, text, cluster=0, t="2026-06-09T09:00"):
        return {"n": n, "t": t, "s": "甲", "x": text, "cluster": cluster}

    def dump(rows):
        return "\n".join(json.dumps(r, ensure_ascii=False) for r in rows)

    texts = ["挪威首相：将增拨款项", "挪威首相称将增拨款项", "挪威首相将增拨款项给难民"]
    a, b = item(1, texts[0], 4), item(2, texts[1], 4)
    late = item(3, texts[2], 0, "2026-06-09T08:00")
    (tmp_path / "flash_pairs.jsonl").write_text(
        dump([{"id": 5, "label": 1, "borderline": 1, "stratum": "S", "a": a, "b": b}]),
        encoding="utf-8",
    )
    (tmp_path / "flash_day_2026-06-09.jsonl").write_text(
        dump([a, b, late]), encoding="utf-8"
    )
    (tmp_path / "flash_day_2026-06-09.soft.json").write_text("[[3, 2]]")
    with gzip.open(tmp_path / "flash_stream.jsonl.gz", "wt", encoding="utf-8") as out:
        for text in texts:
            seen = ["2026-06-16T09:00", "2026-06-16T10:00", "丙", text]
            out.write(json.dumps(seen, ensure_ascii=False) + "\n")
    with gzip.open(tmp_path / "headlines.tsv.gz", "wt", encoding="utf-8") as out:
        out.write("2026-06-16T09:30\t丁\t挪威首相增拨款项\n")
    return tmp_path


def test_pairs_are_loaded_with_their_week(directory):
    [got] = labels.load_pairs(directory / "flash_pairs.jsonl")

    assert (got.same, got.borderline, got.name, got.week) == (True, True, 5, "2026-W24")
    assert (got.day, got.stratum) == ("", "S")
    assert got.a.flash == Flash("挪威首相：将增拨款项", "甲", NINE)


def test_a_day_is_loaded_in_the_order_of_time(directory):
    day = labels.load_day(directory / "flash_day_2026-06-09.jsonl")

    assert day.name == "2026-06-09"
    assert list(day.readings) == [3, 1, 2]
    assert day.repeats == {(1, 2)}
    assert day.soft == {(2, 3)}


def test_a_day_gives_the_pairs_the_judge_would_see(directory):
    day = labels.load_day(directory / "flash_day_2026-06-09.jsonl")
    got = {p.name: (p.same, p.week, p.day) for p in labels.candidate_pairs(day)}

    assert got == {
        (1, 3): (False, "2026-W24", "2026-06-09"),
        (1, 2): (True, "2026-W24", "2026-06-09"),
    }


def test_a_day_without_soft_pairs_counts_all(directory):
    (directory / "flash_day_2026-06-09.soft.json").unlink()
    day = labels.load_day(directory / "flash_day_2026-06-09.jsonl")

    assert day.soft == frozenset()
    assert len(list(labels.candidate_pairs(day))) == 3


def test_own_labels_name_rows_of_the_archives(directory):
    own = directory / "own.tsv"
    own.write_text("# comment\nf\t0\tf\t1\t1\t0\t1\n\nf\t2\th\t0\t0\t1\t1\n")
    one, other = labels.load_numbered(own, directory)

    assert (one.same, one.borderline, one.week, one.stratum) == (
        True,
        False,
        "2026-W25",
        "own",
    )
    assert one.name == ("f0", "f1")
    assert one.b.flash == Flash("挪威首相称将增拨款项", "丙", datetime(2026, 6, 16, 9))
    assert (other.same, other.borderline, other.name) == (False, True, ("f2", "h0"))
    assert other.b.flash == Flash(
        "挪威首相增拨款项", "丁", datetime(2026, 6, 16, 9, 30)
    )


def test_all_labels_of_a_directory_are_loaded(directory, monkeypatch):
    own = directory / "own.tsv"
    own.write_text("f\t0\tf\t1\t1\t0\t1\n")
    monkeypatch.setattr(training, "OWN_LABELS", own)

    assert [p.name for p in training.load(directory)] == [
        5,
        (1, 3),
        (1, 2),
        ("f0", "f1"),
    ]
    (directory / "flash_stream.jsonl.gz").unlink()
    assert training.load_own(directory) == []
    monkeypatch.setattr(training, "OWN_LABELS", directory / "none.tsv")
    assert training.load_own(directory) == []


def test_pairs_of_characters_are_counted_once_a_headline():
    counts, total = frequencies.count_pairs(["挪威挪威", "挪威 3.5%", "冰岛"])

    assert total == 3
    assert counts["挪威"] == 2
    assert counts["冰岛"] == 1
    assert counts["威0"] == 1


def test_the_table_groups_pairs_by_weight_and_drops_figures():
    counts, _ = frequencies.count_pairs(["挪威"] * 8 + ["冰岛3"] * 2)
    made = frequencies.table(counts, 10)

    assert made["headlines"] == 10
    assert made["pairs"] == {"0.2": "挪威", "1.6": "冰岛"}
    assert made["unseen"] == 3.1


def test_headlines_are_read_from_each_form(directory):
    plain = directory / "plain.txt"
    plain.write_text("冰岛渔民\n", encoding="utf-8")
    got = list(
        frequencies.read(
            [
                str(directory / "flash_stream.jsonl.gz"),
                str(directory / "headlines.tsv.gz"),
                str(plain),
            ]
        )
    )
    assert got == [
        "挪威首相：将增拨款项",
        "挪威首相称将增拨款项",
        "挪威首相将增拨款项给难民",
        "挪威首相增拨款项",
        "冰岛渔民",
    ]
