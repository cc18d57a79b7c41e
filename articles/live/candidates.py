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


def keys(reading: Reading) -> tuple[str, ...]:
    """Return the rarest character pairs of *reading*, rarest first, at most KEYS."""
    ordered = sorted(reading.pairs.items(), key=lambda item: (-item[1], item[0]))
    return tuple(pair for pair, _ in ordered[:KEYS])


def likeliest(
    reading: Reading, found: Iterable[tuple[Hashable, Reading]], most: int = MOST
) -> list[tuple[Hashable, Reading]]:
    """Return up to *most* of *found*, the best covered first, ties in their order."""

    def coverage(item: tuple[Hashable, Reading]) -> float:
        other = item[1]
        shared = sum(w for pair, w in reading.pairs.items() if pair in other.pairs)
        return -shared / (min(reading.mass, other.mass) or 1.0)

    return sorted(found, key=coverage)[:most]


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
