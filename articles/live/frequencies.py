"""Make `frequencies.json` from headlines: python -m articles.live.frequencies FILE…

FILE holds one headline a line, or tab-separated rows with the headline last, or
JSON arrays with the text last; .gz is read as such. Run again after a change in
`normalise` or `names`, then retrain.
"""

import gzip
import json
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from . import normalise
from .rarity import TABLE

# Pairs below this rank are so rare that telling them apart changes no verdict.
KEPT = 16_000


def count_pairs(headlines: Iterable[str]) -> tuple[Counter, int]:
    """Return in how many of *headlines* each pair stands, and how many there are."""
    counts: Counter = Counter()
    total = 0
    for headline in headlines:
        said = re.sub(r"[\d.%,]+", "0", normalise.squeeze(normalise.body(headline)))
        counts.update({said[i : i + 2] for i in range(len(said) - 1)})
        total += 1
    return counts, total


def table(counts: Counter, total: int) -> dict:
    """Return the commonest pairs grouped by weight, rounded to a fifth."""
    levels = defaultdict(list)
    kept = [(p, n) for p, n in counts.most_common() if p.isprintable() and "0" not in p]
    for pair, count in kept[:KEPT]:
        levels[round(math.log(total / count) * 5) / 5].append(pair)
    rarest = kept[min(KEPT, len(kept)) - 1][1]
    return {
        "headlines": total,
        "unseen": round(math.log(total / rarest) + 1.5, 1),
        "pairs": {
            str(level): "".join(sorted(levels[level])) for level in sorted(levels)
        },
    }


def read(paths: Iterable[str]) -> Iterator[str]:
    for path in paths:
        opener = gzip.open if path.endswith(".gz") else open
        with opener(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("["):
                    yield json.loads(line)[-1]
                else:
                    yield line.rstrip("\n").rpartition("\t")[2]


if __name__ == "__main__":
    made = table(*count_pairs(read(sys.argv[1:])))
    text = json.dumps(made, ensure_ascii=False, indent=0)
    Path(TABLE).write_text(text + "\n", encoding="utf-8")
    print(f"{TABLE.name}: {made['headlines']} headlines, {len(text.encode())} bytes")
