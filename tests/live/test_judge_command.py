"""manage.py judge: verdicts on files without the database; learning that refuses harm."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from articles.live import editing, learning, training, trees
from tests import make

SAME = ("5月CPI同比下降0.1%", "国家统计局：5月份居民消费价格(CPI)同比下降0.1%")
OTHER = ("5月CPI同比下降0.1%", "5月PPI同比下降3.3%")


def flash(text, t="2026-06-09T09:30:00"):
    return {"t": t, "s": "甲社", "x": text}


def run(act, path):
    out = StringIO()
    call_command("judge", act, str(path), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def write(path, rows):
    path.write_text(
        "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8"
    )
    return path


def test_pairs_are_judged_line_by_line_without_the_database(tmp_path):
    rows = [
        {"id": n, "a": flash(a), "b": flash(b), "label": 7, "cos": None}
        for n, (a, b) in enumerate((SAME, OTHER))
    ]
    same, other = run("pairs", write(tmp_path / "pairs.jsonl", rows))
    assert (same["id"], same["same"]) == (0, True)
    assert (other["id"], other["same"], other["decision"]) == (1, False, "different")
    assert set(same) == {"id", "probability", "decision", "same"}
    assert 0 <= other["probability"] < same["probability"] <= 1


def test_a_day_is_placed_in_time_order_without_the_database(tmp_path):
    rows = [
        {"n": 3, **flash(SAME[1], "2026-06-09T09:40:00")},
        {"n": 1, **flash(SAME[0], "2026-06-09T09:30:00")},
        {"n": 2, **flash(OTHER[1], "2026-06-09T09:31:00")},
    ]
    told = run("day", write(tmp_path / "day.jsonl", rows))
    assert [row["n"] for row in told] == [1, 2, 3]
    story = {row["n"]: row["story"] for row in told}
    assert story[1] == story[3] != story[2]


@pytest.mark.parametrize(
    "line",
    [
        "not json",
        "[]",
        "3",
        '{"id": 1}',
        '{"id": 1, "a": {}, "b": {}}',
        '{"id": NaN, "a": {"x": "甲"}, "b": {"x": "乙"}}',
        '{"id": 1, "a": {"x": null}, "b": {"x": "乙"}}',
        "[" * 100_000,
    ],
    ids=range(8),
)
def test_a_broken_line_is_named_by_its_number(tmp_path, line):
    path = tmp_path / "pairs.jsonl"
    good = json.dumps({"id": 0, "a": flash("甲"), "b": flash("乙")})
    path.write_text(f"{good}\n\n{line}\n", "utf-8")
    with pytest.raises(CommandError, match="第 3 行"):
        run("pairs", path)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        run("pairs", tmp_path / "nowhere.jsonl")


@pytest.fixture
def weights(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(trees, "_taught", [])
    settings.JUDGE_WEIGHTS = tmp_path / "judge-weights.json"
    yield settings.JUDGE_WEIGHTS
    trees.installed.cache_clear()


@pytest.fixture
def editor_labels(db):
    by = make.editor()
    kept = make.flash("示例港今起恢复通航").story
    gone = make.flash(
        "样本市夜间公交增开十条线", make.MONDAY + timedelta(minutes=1)
    ).story
    editing.merge(gone, kept, by)


def labelled(directory, weeks=6):
    rows = []
    for n in range(weeks):
        t = f"2026-0{n % 6 + 1}-10T09:30:00"
        for label, (a, b) in ((1, SAME), (0, ("甲市地铁开通", "乙市公园开放"))):
            rows.append(
                {"id": len(rows), "label": label, "a": flash(a, t), "b": flash(b, t)}
            )
    write(directory / "flash_pairs.jsonl", rows)
    return directory


def test_evaluating_scores_editors_labels_and_files(editor_labels, tmp_path):
    out = StringIO()
    call_command("judge", "evaluate", str(labelled(tmp_path)), stdout=out)
    own, files = out.getvalue().splitlines()
    assert "编辑的标注：1 对" in own
    assert "12 对，其中重复 6 对" in files


def test_training_installs_what_is_no_worse_and_names_its_data(
    editor_labels, weights, tmp_path, monkeypatch
):
    monkeypatch.setattr(learning, "broken_cases", lambda learned: [])
    shipped = trees.installed()
    out = StringIO()
    call_command("judge", "train", str(labelled(tmp_path)), stdout=out)
    assert "已从 13 对标注" in out.getvalue()
    named = json.loads(weights.read_text("utf-8"))["learned_from"]
    assert named["editors' pairs"] == 1
    assert trees.installed() != shipped


def test_weights_that_join_a_hard_case_are_refused(
    weights, editor_labels, tmp_path, monkeypatch
):
    monkeypatch.setattr(learning, "broken_cases", lambda learned: [("甲", "乙")])
    with pytest.raises(CommandError, match="甲 / 乙"):
        call_command("judge", "train", str(labelled(tmp_path)))
    assert not weights.exists()


def test_weights_that_score_worse_are_refused(
    weights, editor_labels, tmp_path, monkeypatch
):
    scores = iter((0.9, 0.8))
    monkeypatch.setattr(training, "f1", lambda *_: next(scores))
    with pytest.raises(CommandError, match=r"由 0\.900 降到 0\.800"):
        call_command("judge", "train", str(labelled(tmp_path)))
    assert not weights.exists()


@pytest.mark.django_db
def test_training_without_labels_says_what_is_missing(weights):
    with pytest.raises(CommandError, match="目录"):
        call_command("judge", "train")
