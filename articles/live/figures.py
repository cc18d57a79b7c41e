"""Which figures of two flashes are one figure, and which contradict."""

from dataclasses import dataclass

from .amounts import FORECAST, Figure, agree, units_meet
from .reading import Reading

# Ranks stand alone: a third-level alert is not a fourth-level one, whoever gives it.
_RANKS = ("级",)


@dataclass(frozen=True)
class Comparison:
    """How the main figures of two flashes stand to each other."""

    shared: tuple[tuple[Figure, Figure], ...]
    only_a: tuple[Figure, ...]
    only_b: tuple[Figure, ...]
    clashes: tuple[tuple[Figure, Figure], ...]


def compare(a: Reading, b: Reading) -> Comparison:
    """Pair the main figures of *a* and *b*, equal ones first.

    A clash is a figure of each, unpaired, of one unit, standing after like
    words. Two prices a tick apart are one figure.
    """
    left = list(b.main)
    shared, only_a = [], []
    for figure in a.main:
        twin = _twin(figure, left)
        if twin is None:
            only_a.append(figure)
        else:
            left.remove(twin)
            shared.append((figure, twin))
    # A figure one side gives as actual may be told by the other in passing; that it
    # was forecast makes it no more actual there.
    only_a = [f for f in only_a if not _told(f, b)]
    left = [g for g in left if not _told(g, a)]
    clashes = [
        (f, g)
        for f in only_a
        for g in left
        if f.unit == g.unit and (f.unit in _RANKS or _like_words(f, g))
    ]
    return Comparison(tuple(shared), tuple(only_a), tuple(left), tuple(clashes))


def _told(f: Figure, reading: Reading) -> bool:
    return any(
        f.value == g.value and g.role != FORECAST and units_meet(f.unit, g.unit)
        for g in reading.figures
    )


def _twin(figure: Figure, others: list[Figure]) -> Figure | None:
    """Return the figure among *others* that tells what *figure* tells."""
    near = [g for g in others if agree(figure, g) or is_tick(figure, g)]
    if not near:
        return None
    return min(
        near, key=lambda g: (abs(g.value - figure.value), g.label != figure.label)
    )


def is_tick(f: Figure, g: Figure) -> bool:
    """True for two prices of one instrument read a moment apart."""
    if f.unit != g.unit or not (f.unit.endswith("/") or f.role == g.role == "level"):
        return False
    return abs(f.value - g.value) <= 0.0006 * max(abs(f.value), abs(g.value))


def _like_words(f: Figure, g: Figure) -> bool:
    """True when the words before both figures share a pair at their end."""
    mine, theirs = _end_pairs(f.label), _end_pairs(g.label)
    return bool(mine & theirs) or not (f.label or g.label)


def _end_pairs(label: str) -> set[str]:
    end = label[-4:]
    return {end[i : i + 2] for i in range(len(end) - 1)}
