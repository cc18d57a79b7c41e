"""How rare a character pair is in Chinese headlines, from a shipped table.

`frequencies.json` is made by `python -m articles.live.frequencies`; a pair that
is not in it is as rare as the table can tell.
"""

import json
from functools import cache
from itertools import pairwise
from pathlib import Path

TABLE = Path(__file__).with_name("frequencies.json")


@cache
def _table() -> tuple[dict[str, float], float]:
    stored = json.loads(TABLE.read_text(encoding="utf-8"))
    weights = {}
    for level, pairs in stored["pairs"].items():
        weight = float(level)
        for i in range(0, len(pairs), 2):
            weights[pairs[i : i + 2]] = weight
    return weights, float(stored["unseen"])


def pair_weights(said: str) -> dict[str, float]:
    """Return each character pair of *said* with its weight, digits left out.

    The weight is the natural logarithm of how many headlines there are for one
    that has the pair: about 4 for 「美国」, 11 and over for a name's inside.
    """
    weights, unseen = _table()
    return {
        pair: weights.get(pair, unseen)
        for pair in map("".join, pairwise(said))
        if not (pair[0].isdigit() or pair[1].isdigit())
    }
