"""Three lists of paragraphs, two made from one: which runs stand, which are in conflict.

Pure; used by `merging_texts`. Each side is told as hunks: a run of the base's paragraphs
and what the side has in its place. Hunks of the two sides that touch the same paragraph
or the same gap clash, and all that clash together are one part of the answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from articles.differences import aligned

# Beyond so many comparisons of hunks the whole of what differs is one conflict.
COMPARED = 250_000


class Who(StrEnum):
    SAME = "same"  # as it was, in all three
    AGREED = "agreed"  # both changed it alike
    MINE = "mine"
    THEIRS = "theirs"
    CONFLICT = "conflict"


@dataclass(frozen=True)
class Part:
    """A run of paragraphs: what it was, what each side has, whose stands."""

    who: Who
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def taken(self) -> tuple[str, ...]:
        """What stands; of a conflict nothing before somebody picks."""
        if self.who is Who.CONFLICT:
            return ()
        return self.mine if self.who is Who.MINE else self.theirs


@dataclass(frozen=True)
class Hunk:
    """In place of base[start:end] a side has *texts*; start == end where it only adds."""

    mine: bool
    start: int
    end: int
    texts: tuple[str, ...]


def merge_paragraphs(
    base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]
) -> list[Part]:
    """Return the parts of the merged text in order.

    The answer is the same with the sides exchanged, but for their names. An unknown
    base (None) makes a conflict of every difference.
    """
    unknown = base is None
    if unknown:
        base = [mine[m] for m, t in aligned(mine, theirs)[0] if mine[m] == theirs[t]]
    hunks, ties = [], []
    for is_mine, side in ((True, mine), (False, theirs)):
        found, moved = _hunks(base, side, is_mine)
        hunks += found
        ties += moved
    if sum(h.mine for h in hunks) * sum(not h.mine for h in hunks) > COMPARED:
        groups = [hunks]
    else:
        groups = _groups(hunks, ties)
    return _parts(base, groups, unknown)


def _hunks(base, side, is_mine) -> tuple[list[Hunk], list[tuple[Hunk, Hunk]]]:
    """What *side* did to *base*; and which two hunks are one paragraph that moved."""
    in_place, moved = aligned(base, side)
    hunks, of_old, of_new = [], {}, {}
    old = new = 0
    for o, n in [*in_place, (len(base), len(side))]:
        if o > old or n > new:
            hunk = Hunk(is_mine, old, o, tuple(side[new:n]))
            hunks.append(hunk)
            of_old.update(dict.fromkeys(range(old, o), hunk))
            of_new.update(dict.fromkeys(range(new, n), hunk))
        if o < len(base) and n < len(side) and base[o] != side[n]:
            hunks.append(Hunk(is_mine, o, o + 1, (side[n],)))
        old, new = o + 1, n + 1
    return hunks, [(of_old[o], of_new[n]) for o, n in moved]


def _clash(one: Hunk, other: Hunk) -> bool:
    if one.start == one.end and other.start == other.end:
        return one.start == other.start
    return max(one.start, other.start) < min(one.end, other.end) or (
        one.start < other.start == other.end < one.end
        or other.start < one.start == one.end < other.end
    )


def _groups(hunks: list[Hunk], ties) -> list[list[Hunk]]:
    """Hunks that must be decided together.

    A paragraph one side moved is decided in both its places once the other side touched
    either; and one that both sides added, each somewhere else, is not added twice.
    """
    groups: dict[int, list[Hunk]] = {n: [hunk] for n, hunk in enumerate(hunks)}
    home = {id(hunk): n for n, hunk in groups.items() for hunk in hunk}

    def join(one: Hunk, other: Hunk) -> bool:
        a, b = home[id(one)], home[id(other)]
        if a == b:
            return False
        for hunk in groups[b]:
            home[id(hunk)] = a
        groups[a] += groups.pop(b)
        return True

    ours = [hunk for hunk in hunks if hunk.mine]
    for one, other in product(ours, [hunk for hunk in hunks if not hunk.mine]):
        if _clash(one, other) or not set(one.texts).isdisjoint(other.texts):
            join(one, other)
    again = True
    while again:
        again = False
        for one, other in ties:
            if any(
                len({h.mine for h in groups[home[id(x)]]}) > 1 for x in (one, other)
            ):
                again |= join(one, other)
        again |= _swallow(groups, hunks, join)
    return list(groups.values())


def _swallow(groups, hunks, join) -> bool:
    """Join to each group that both sides are in what else lies in its reach."""
    joined = False
    for group in list(groups.values()):
        if len({hunk.mine for hunk in group}) < 2:
            continue
        reach = Hunk(True, *_reach(group), ())
        for hunk in hunks:
            if _clash(reach, hunk):
                joined |= join(group[0], hunk)
    return joined


def _reach(group) -> tuple[int, int]:
    return min(h.start for h in group), max(h.end for h in group)


def _parts(base, groups, unknown: bool) -> list[Part]:
    parts: list[Part] = []
    at = 0
    for group in sorted(groups, key=_reach):
        start, end = _reach(group)
        parts += [Part(Who.SAME, (text,), (text,), (text,)) for text in base[at:start]]
        was = tuple(base[start:end])
        mine, theirs = (_side(base, group, is_mine) for is_mine in (True, False))
        sides = {hunk.mine for hunk in group}
        if mine == theirs:
            parts.append(Part(Who.AGREED, was, mine, theirs))
        elif len(sides) == 2 or unknown:
            parts += _conflict(was, mine, theirs)
        else:
            who = Who.MINE if sides == {True} else Who.THEIRS
            parts.append(Part(who, was, mine, theirs))
        at = end
    return parts + [Part(Who.SAME, (text,), (text,), (text,)) for text in base[at:]]


def _side(base, group, is_mine: bool) -> tuple[str, ...]:
    """What one side has in the reach of *group*."""
    at, end = _reach(group)
    found: list[str] = []
    for hunk in sorted((h for h in group if h.mine is is_mine), key=_place):
        found += [*base[at : hunk.start], *hunk.texts]
        at = hunk.end
    return (*found, *base[at:end])


def _place(hunk: Hunk) -> tuple[int, int]:
    return hunk.start, hunk.end


def _conflict(was, mine, theirs) -> list[Part]:
    """The conflict without what both sides have alike before and after it."""
    head = 0
    while head < min(len(mine), len(theirs)) and mine[head] == theirs[head]:
        head += 1
    tail = 0
    while (
        tail < min(len(mine), len(theirs)) - head
        and mine[-1 - tail] == theirs[-1 - tail]
    ):
        tail += 1
    m, t = len(mine) - tail, len(theirs) - tail
    parts = [
        Part(Who.AGREED, (), mine[:head], theirs[:head]),
        Part(Who.CONFLICT, was, mine[head:m], theirs[head:t]),
        Part(Who.AGREED, (), mine[m:], theirs[t:]),
    ]
    return [part for part in parts if part.mine or part.theirs]
