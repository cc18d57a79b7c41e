"""The learned part: a sum of small decision trees over the named features.

Kept in `weights.json` as nested {"if", "below", "then", "else"} so that an editor
can follow one tree with a finger; made by `training`, never by hand.
"""

import json
import math
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from .features import NAMES

WEIGHTS = Path(__file__).with_name("weights.json")
# Log-odds of one in fifty: nobody looks closer at such a pair, and most are.
HOPELESS = -3.9
BLOCK = 16
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
        """Return the probability, 0 to 1, that the pair tells the same news.

        Summing stops where no tree that is left could lift the pair out of the
        hopeless; what comes back is then the most it could have reached.
        """
        score = self.base
        for block, rest in self._blocks:
            for node in block:
                while type(node) is tuple:
                    node = node[2] if features[node[0]] < node[1] else node[3]
                score += node
            if score + rest < HOPELESS:
                return 1.0 / (1.0 + math.exp(-score - rest))
        return 1.0 / (1.0 + math.exp(-score))

    @cached_property
    def _blocks(self) -> list[tuple[tuple, float]]:
        """The trees by BLOCK, each block with the most that those after it can add."""
        blocks, rest = [], 0.0
        for start in reversed(range(0, len(self.trees), BLOCK)):
            block = self.trees[start : start + BLOCK]
            blocks.append((block, rest))
            rest += sum(map(_highest, block))
        return blocks[::-1]


def _highest(node) -> float:
    return max(map(_highest, node[2:])) if type(node) is tuple else node


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
        raise WeightsError(f"weights.json: {error}") from error
    return compile_trees(stored)


def install_from(path: Path) -> None:
    """Judge by the weights in *path* from now on, in this process."""
    _taught[:] = [path]
    installed.cache_clear()
