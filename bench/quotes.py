"""How many quotes are found again after edits: python bench/quotes.py [BODIES]

Writes bodies whose every character is numbered, edits each (adds, deletes, replaces,
moves, splits, joins, copies words elsewhere, changes digits), and looks for each quote of
a clause with a figure. Stops with an error if one is found at other characters.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.facts.edited import tally  # noqa: E402


def main() -> None:
    bodies = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    print("edits of a body   untouched quotes   found again")
    for edits in (1, 2, 4, 8, 16):
        start = time.perf_counter()
        untouched, found = tally(bodies, edits)
        took = time.perf_counter() - start
        print(f"{edits:15}{untouched:19}{found / untouched:14.1%}   ({took:.1f} s)")


if __name__ == "__main__":
    main()
