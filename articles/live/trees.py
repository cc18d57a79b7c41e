"""The learned part: a sum of small decision trees over the named features.

Kept in `weights.json` as nested {"if", "below", "then", "else"} so that an editor
can follow one tree with a finger; made by `training`, never by hand.
"""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .features import NAMES

WEIGHTS = Path(__file__).with_name("weights.json")
_taught: list[Path] = []  # this site's own weights, if its editors taught any


class WeightsError(Exception):
    """The weights file is missing or speaks of features there are not."""


@dataclass(frozen=True)
class Trees:
    """Trees compiled for speed: a leaf is a float, a fork (feature, limit, <, >=)."""

    base: float
    trees: tuple
    same_from: float
    unsure_from: float
    join_from: float

    def probability(self, features: list[float]) -> float:
        """Return the probability, 0 to 1, that the pair tells the same news."""
        score = self.base
        for node in self.trees:
            while type(node) is tuple:
                node = node[2] if features[node[0]] < node[1] else node[3]
            score += node
        return 1.0 / (1.0 + math.exp(-score))


def compile_trees(stored: dict) -> Trees:
    """Return the Trees of *stored*, the content of a weights file."""
    place = {name: i for i, name in enumerate(NAMES)}

    def node(tree):
        if not isinstance(tree, dict):
            return float(tree)
        return (
            place[tree["if"]],
            float(tree["below"]),
            node(tree["then"]),
            node(tree["else"]),
        )

    try:
        limits = stored["thresholds"]
        return Trees(
            base=float(stored["base"]),
            trees=tuple(node(tree) for tree in stored["trees"]),
            same_from=float(limits["same"]),
            unsure_from=float(limits["unsure"]),
            join_from=float(limits["join"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"weights.json: {error!r}") from error


@cache
def installed() -> Trees:
    """Return the weights the product ships or an editor's training installed."""
    path = _taught[0] if _taught else WEIGHTS
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WeightsError(f"{path.name}: {error}") from error
    return compile_trees(stored)


def install_from(path: Path) -> None:
    """Judge by the weights in *path* from now on, in this process."""
    _taught[:] = [path]
    installed.cache_clear()
