"""Grow a sum of small trees by gradient boosting: plain Python, repeatable."""

import math
import random
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Plan:
    """How to grow: found by cross-validation over weeks, see `bench/judge.py`."""

    rounds: int = 160
    depth: int = 3
    rate: float = 0.08
    rows: float = 0.6
    features: float = 0.2
    smallest: float = 3.0  # total curvature a leaf must hold
    damping: float = 3.0
    limits: int = 24
    seed: int = 7


def grow(
    rows: list[list[float]],
    labels: list[int],
    weights: list[float],
    names: tuple[str, ...],
    plan: Plan,
) -> tuple[float, list]:
    """Return the base score and trees in the stored form, fitted to *labels*.

    The same rows in the same order give the same trees, on any machine.
    """
    dice = random.Random(plan.seed)  # noqa: S311 - the same trees every time
    limits = [_limits(column, plan.limits) for column in zip(*rows, strict=True)]
    binned = [
        [bisect_right(limits[f], row[f]) for row in rows] for f in range(len(names))
    ]
    usable = [f for f in range(len(names)) if limits[f]]
    positive = sum(w for w, y in zip(weights, labels, strict=True) if y)
    base = math.log(positive / (sum(weights) - positive))
    scores = [base] * len(rows)
    trees = []
    for _ in range(plan.rounds):
        chances = [1.0 / (1.0 + math.exp(-score)) for score in scores]
        pull = [w * (y - p) for w, y, p in zip(weights, labels, chances, strict=True)]
        bend = [w * p * (1 - p) for w, p in zip(weights, chances, strict=True)]
        drawn = [i for i in range(len(rows)) if dice.random() < plan.rows]
        tried = dice.sample(usable, max(1, round(plan.features * len(usable))))
        tree = _tree(drawn, tried, binned, limits, pull, bend, plan, plan.depth)
        for i in range(len(rows)):
            scores[i] += _value(tree, binned, i)
        trees.append(_stored(tree, limits, names))
    return base, trees


def _limits(column: tuple[float, ...], most: int) -> list[float]:
    """Return up to *most* places to cut *column*, between values it holds."""
    distinct = sorted(set(column))
    if len(distinct) <= most + 1:
        return [(p + q) / 2 for p, q in pairwise(distinct)]
    ordered = sorted(column)
    picks = {ordered[len(ordered) * k // (most + 1)] for k in range(1, most + 1)}
    return sorted(pick for pick in picks if pick > distinct[0])


def _tree(rows, tried, binned, limits, pull, bend, plan, depth):
    total_pull = sum(pull[i] for i in rows)
    total_bend = sum(bend[i] for i in rows)
    leaf = plan.rate * total_pull / (total_bend + plan.damping)
    if not depth:
        return leaf
    best = (1e-6, None, None)
    whole = total_pull**2 / (total_bend + plan.damping)
    for f in tried:
        gain, cut = _best_cut(
            rows, binned[f], len(limits[f]), pull, bend, plan, total_pull, total_bend
        )
        if gain - whole > best[0]:
            best = (gain - whole, f, cut)
    _, f, cut = best
    if f is None:
        return leaf
    column = binned[f]
    low = [i for i in rows if column[i] <= cut]
    high = [i for i in rows if column[i] > cut]
    shared = (tried, binned, limits, pull, bend, plan, depth - 1)
    return f, cut, _tree(low, *shared), _tree(high, *shared)


def _best_cut(rows, column, cuts, pull, bend, plan, total_pull, total_bend):
    pulls, bends = [0.0] * (cuts + 1), [0.0] * (cuts + 1)
    for i in rows:
        pulls[column[i]] += pull[i]
        bends[column[i]] += bend[i]
    best, place = 0.0, 0
    left_pull = left_bend = 0.0
    for cut in range(cuts):
        left_pull += pulls[cut]
        left_bend += bends[cut]
        right_bend = total_bend - left_bend
        if left_bend < plan.smallest or right_bend < plan.smallest:
            continue
        right_pull = total_pull - left_pull
        gain = left_pull**2 / (left_bend + plan.damping)
        gain += right_pull**2 / (right_bend + plan.damping)
        if gain > best:
            best, place = gain, cut
    return best, place


def _value(tree, binned, i) -> float:
    while type(tree) is tuple:
        tree = tree[2] if binned[tree[0]][i] <= tree[1] else tree[3]
    return tree


def _stored(tree, limits, names):
    if type(tree) is not tuple:
        return round(tree, 4)
    f, cut, low, high = tree
    return {
        "if": names[f],
        "below": round(limits[f][cut], 5),
        "then": _stored(low, limits, names),
        "else": _stored(high, limits, names),
    }
