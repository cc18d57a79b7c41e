"""Which earlier items are worth judging: those sharing two rare character pairs."""

from collections import Counter, deque
from collections.abc import Hashable, Iterable
from datetime import timedelta

from .reading import Reading

# 48 h: wire copies of a morning release still arrive the next evening.
WINDOW = timedelta(hours=48)
# 32 rarest pairs of which two are shared: every repeat of two labelled days was
# found, at 5 earlier items an item; 20 pairs found 94 %.
KEYS = 32
SHARED = 2
# The judge sees the likeliest few; on the labelled days the true one was among
# the first eight each time.
MOST = 8
# No labelled repeat of two days that the judge knows for one is covered by less.
LEAST = 0.12


def keys(reading: Reading) -> tuple[str, ...]:
    """Return the rarest character pairs of *reading*, rarest first, at most KEYS."""
    ordered = sorted(reading.pairs.items(), key=lambda item: (-item[1], item[0]))
    return tuple(pair for pair, _ in ordered[:KEYS])


def likeliest(
    reading: Reading, found: Iterable[tuple[Hashable, Reading]], most: int = MOST
) -> list[tuple[Hashable, Reading]]:
    """Return up to *most* of *found*, the best covered first, ties in their order.

    What is covered by less than LEAST is left out, but for reviews of a session, which
    pick out different things and mean the same, and for texts without any pair.
    """
    ranked = []
    for item, other in found:
        covered = _coverage(reading, other)
        reviewed = reading.is_review and other.is_review
        if covered >= LEAST or reviewed or not reading.pairs:
            ranked.append((covered, item, other))
    ranked.sort(key=lambda row: -row[0])
    return [(item, other) for _covered, item, other in ranked[:most]]


def _coverage(one: Reading, other: Reading) -> float:
    """The share of the lighter one's rare pairs, by weight, that both have."""
    theirs = other.pairs
    shared = sum(weight for pair, weight in one.pairs.items() if pair in theirs)
    return shared / (min(one.mass, other.mass) or 1.0)


class Index:
    """The candidate step in memory, for a file of one day; the site uses a table."""

    def __init__(self) -> None:
        self._places: dict[str, deque] = {}
        self._readings: dict[Hashable, Reading] = {}

    def add(self, item: Hashable, reading: Reading) -> None:
        """Make *item* findable by its keys."""
        self._readings[item] = reading
        for key in keys(reading):
            self._places.setdefault(key, deque()).append(item)

    def find(self, reading: Reading) -> list[tuple[Hashable, Reading]]:
        """Return the items within WINDOW that share enough keys, likeliest first."""
        counts: Counter = Counter()
        for key in keys(reading):
            counts.update(self._places.get(key, ()))
        near = [
            (item, self._readings[item])
            for item, count in counts.items()
            if count >= SHARED and self._is_near(reading, self._readings[item])
        ]
        return likeliest(reading, near)

    @staticmethod
    def _is_near(a: Reading, b: Reading) -> bool:
        if a.minutes is None or b.minutes is None:
            return True
        return abs(a.minutes - b.minutes) <= WINDOW.total_seconds() / 60
