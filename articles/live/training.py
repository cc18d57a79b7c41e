"""Learn the weights the product ships from labelled pairs.

python -m articles.live.training DIRECTORY learns from the files in DIRECTORY.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from . import boosting, features, figures, rules, trees
from .judge import judge_readings
from .labels import Labelled, candidate_pairs, load_day, load_numbered, load_pairs

PLAN = boosting.Plan()
SAME_FROM, UNSURE_FROM, JOIN_FROM = 0.5, 0.25, 0.55
OWN_LABELS = Path(__file__).resolve().parents[2] / "bench" / "own_labels.tsv"
# Our own labels were drawn where an earlier judge was unsure: they count less.
OWN_WEIGHT = 0.7
# A label its reader was unsure of counts half.
BORDERLINE_WEIGHT = 0.5


class TrainingError(Exception):
    """The labels cannot be learned from, or what was learned is not better."""


def learn(labelled: Sequence[Labelled], named: dict | None = None) -> dict:
    """Return weights learned from *labelled* in the form of `weights.json`.

    Pairs the hard rules settle are left out: no weight could outvote the rule.
    Raises TrainingError when repeats or non-repeats are missing.
    """
    rows, labels, weights = [], [], []
    for pair in labelled:
        compared = figures.compare(pair.a, pair.b)
        if rules.contradictions(pair.a, pair.b, compared):
            continue
        rows.append(features.measure(pair.a, pair.b, compared))
        labels.append(int(pair.same))
        weight = OWN_WEIGHT if pair.stratum == "own" else 1.0
        weights.append(weight * (BORDERLINE_WEIGHT if pair.borderline else 1.0))
    if len(set(labels)) < 2:
        raise TrainingError("标注里须既有重复又有不重复的成对快讯。")
    base, grown = boosting.grow(rows, labels, weights, features.NAMES, PLAN)
    return {
        "learned_from": named or {},
        "thresholds": {"same": SAME_FROM, "unsure": UNSURE_FROM, "join": JOIN_FROM},
        "base": round(base, 4),
        "trees": grown,
    }


def counts(learned: trees.Trees, labelled: Sequence[Labelled]) -> tuple[int, int, int]:
    """Return repeats called, pairs called and repeats there are in *labelled*."""
    hits = calls = repeats = 0
    for pair in labelled:
        called = judge_readings(pair.a, pair.b, learned).same
        hits += called and pair.same
        calls += called
        repeats += pair.same
    return hits, calls, repeats


def f1(learned: trees.Trees, labelled: Sequence[Labelled]) -> float:
    """Return F1 of *learned* on *labelled* at its own threshold, 0 to 1."""
    hits, calls, repeats = counts(learned, labelled)
    return 2 * hits / (calls + repeats) if calls + repeats else 0.0


def held_out_f1(labelled: Sequence[Labelled]) -> float:
    """Return F1 over all weeks, each judged by weights that saw none of it.

    Our own labels are learned from and not measured on. Takes a second a week.
    """
    total = [0, 0, 0]
    for week in sorted({pair.week for pair in labelled}):
        learned = trees.compile_trees(learn([p for p in labelled if p.week != week]))
        here = [p for p in labelled if p.week == week and p.stratum != "own"]
        total = [x + y for x, y in zip(total, counts(learned, here), strict=True)]
    hits, calls, repeats = total
    return 2 * hits / (calls + repeats) if calls + repeats else 0.0


def write(weights: dict, path: Path) -> None:
    """Put *weights* at *path* at once: who reads meanwhile reads the old or the new.

    Raises TrainingError and leaves the old file when they speak of unknown features.
    """
    try:
        trees.compile_trees(weights)
    except trees.WeightsError as error:
        raise TrainingError(str(error)) from error
    waiting = path.with_suffix(".new")
    text = json.dumps(weights, ensure_ascii=False, indent=1)
    waiting.write_text(text + "\n", encoding="utf-8")
    waiting.replace(path)


def load(directory: Path) -> list[Labelled]:
    """Return all labelled pairs of *directory*: its pairs, then its days'."""
    labelled: list[Labelled] = []
    for path in sorted(directory.glob("*pairs*.jsonl")):
        labelled += load_pairs(path)
    for path in sorted(directory.glob("*day*.jsonl")):
        labelled += candidate_pairs(load_day(path))
    return labelled + load_own(directory)


def load_own(directory: Path) -> list[Labelled]:
    """Return the labels we gave to rows of *directory*'s archives, if it has them."""
    if not (OWN_LABELS.exists() and (directory / "flash_stream.jsonl.gz").exists()):
        return []
    return load_numbered(OWN_LABELS, directory)


def main(directory: Path) -> None:
    labelled = load(directory)
    named = {
        "made": date.today().isoformat(),
        "pairs": sum(not pair.day for pair in labelled),
        "pairs within days": sum(bool(pair.day) for pair in labelled),
        "weeks": sorted({pair.week for pair in labelled}),
        "F1 over weeks held out": round(held_out_f1(labelled), 3),
    }
    write(learn(labelled, named), trees.WEIGHTS)
    print(f"{trees.WEIGHTS.name}: {len(labelled)} pairs")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
