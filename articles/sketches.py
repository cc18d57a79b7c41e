"""How much of two texts is the same: exactly, or guessed from a few numbers. Pure.

A text is the set of its shingles, the runs of LENGTH characters in it, each as a number.
The SIZE smallest of them are its sketch: of two texts half of which is the same, about
a third of the sketches is, so texts alike are found by an index over small rows.
Source: A. Z. Broder, On the resemblance and containment of documents, 1997.
"""

from hashlib import blake2b
from heapq import nsmallest

from articles.text import fold

LENGTH = 8  # characters: longer than the names and phrases that all stories use
SIZE = 48
# Folded characters. Of shorter texts a phrase in common is half.
SHORTEST = 60


def shingles(text: str) -> frozenset[int]:
    """Every run of LENGTH characters of *text*, as 63-bit numbers; none of short texts."""
    folded = fold(text)
    if len(folded) < SHORTEST:
        return frozenset()
    runs = {folded[n : n + LENGTH] for n in range(len(folded) - LENGTH + 1)}
    return frozenset(_number(run) for run in runs)


def sketch(text: str) -> list[int]:
    """The SIZE smallest of the shingles of *text*, in order; all of them if it has fewer."""
    return nsmallest(SIZE, shingles(text))


def share(one: frozenset[int], other: frozenset[int]) -> float:
    """Of the shorter of two texts, what part the other has too: 0 to 1."""
    shorter = min(len(one), len(other))
    return len(one & other) / shorter if shorter else 0.0


def _number(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest()) >> 1
