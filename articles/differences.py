"""What changed between two texts, as a person reads it: pure functions.

A text is a list of paragraphs. Paragraphs are paired first, so that one that moved is
said to have moved and one mended word does not look like two new paragraphs; inside a
pair the difference is by character, but a figure with its unit, and a Latin word, are
one piece: 「7个」 became 「9个」, never 「7」 became 「9」 before an old 「个」.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz

# Below this share of shared characters two paragraphs are not one that was mended.
ALIKE = 50
# So many pairs of left-over paragraphs are measured; where there are more, each only
# with the one that has its place.
MEASURED = 40_000
# An amount with its scale and unit is one piece: of 3.1% and 3.7% all is different.
PIECE = re.compile(
    r"[-+−±]?[0-9０-９](?:[0-9０-９,，.．]*[0-9０-９])?"
    r"(?:万亿|千亿|百亿|十亿|亿|千万|百万|十万|万|千|百)?[余多]?"
    r"(?:[%％‰]|个?百分点|个?基点|bps?|美元|港元|欧元|日元|元|[年月日时分秒倍]"
    r"|[人架艘班]次|[个人名例位家架股点户吨辆只座项次艘套台条亩米级])?"
    r"|[A-Za-z][A-Za-z0-9&.+-]*|\s+|.",
    re.DOTALL,
)
_differ = diff_match_patch()
# A wait nobody notices; where it is too short the difference is right but coarser.
_differ.Diff_Timeout = 0.5


class Kind(StrEnum):
    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Span:
    """A run of characters: in both texts, only in the old (-1) or only in the new (1)."""

    side: int
    text: str


@dataclass(frozen=True)
class Change:
    """One paragraph of either text or of both; places count from 0, None where absent.

    MOVED paragraphs stand where they stand in the new text, and may be mended as well.
    """

    kind: Kind
    old: int | None
    new: int | None
    spans: tuple[Span, ...]

    @property
    def old_text(self) -> str:
        return "".join(span.text for span in self.spans if span.side <= 0)

    @property
    def new_text(self) -> str:
        return "".join(span.text for span in self.spans if span.side >= 0)


def compare(old: Sequence[str], new: Sequence[str]) -> list[Change]:
    """Return what became of each paragraph, in the order of *new*.

    A removed paragraph stands after the one it followed. Every paragraph of both texts
    is in exactly one Change.
    """
    pairs = _pair(old, new)
    in_place = _longest_rising(pairs)
    old_of = {n: o for o, n in pairs}
    changes: list[Change] = []
    removed = sorted(set(range(len(old))) - {o for o, _n in pairs})

    def take_removed(before: int) -> None:
        while removed and removed[0] < before:
            place = removed.pop(0)
            changes.append(Change(Kind.REMOVED, place, None, spans(old[place], "")))

    for place, text in enumerate(new):
        origin = old_of.get(place)
        if origin is None:
            changes.append(Change(Kind.ADDED, None, place, spans("", text)))
            continue
        if (origin, place) in in_place:
            take_removed(origin)
            kind = Kind.SAME if old[origin] == text else Kind.CHANGED
        else:
            kind = Kind.MOVED
        changes.append(Change(kind, origin, place, spans(old[origin], text)))
    take_removed(len(old))
    return changes


def aligned(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the places of paragraphs that stayed in order, and of those that moved."""
    pairs = _pair(old, new)
    in_place = _longest_rising(pairs)
    return sorted(in_place), sorted(set(pairs) - in_place)


def _pair(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Which old paragraph each new one is: equal ones first, then the likest."""
    places = defaultdict(list)
    for place, text in enumerate(old):
        places[text].append(place)
    pairs = []
    for place, text in enumerate(new):
        if places[text]:
            pairs.append((places[text].pop(0), place))
    left_old = sorted(set(range(len(old))) - {o for o, _n in pairs})
    left_new = sorted(set(range(len(new))) - {n for _o, n in pairs})
    return sorted(pairs + _likest(old, new, left_old, left_new))


def _likest(
    old: Sequence[str], new: Sequence[str], left_old: list[int], left_new: list[int]
) -> list[tuple[int, int]]:
    if len(left_old) * len(left_new) > MEASURED:
        asked = list(zip(left_old, left_new, strict=False))
    else:
        asked = list(product(left_old, left_new))
    likeness = ((fuzz.ratio(old[o], new[n]), o, n) for o, n in asked)
    # The likest first; of equals the nearest in order.
    found = sorted(
        (-alike, abs(o - n), o, n) for alike, o, n in likeness if alike >= ALIKE
    )
    pairs: list[tuple[int, int]] = []
    taken_old, taken_new = set(), set()
    for _score, _distance, o, n in found:
        if o not in taken_old and n not in taken_new:
            pairs.append((o, n))
            taken_old.add(o)
            taken_new.add(n)
    return pairs


def _longest_rising(pairs: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most of *pairs* (sorted by old place) whose new places rise: what stayed put."""
    tails: list[int] = []
    ends: list[tuple[int, int]] = []
    before: dict[tuple[int, int], tuple[int, int] | None] = {}
    for pair in pairs:
        place = bisect_left(tails, pair[1])
        before[pair] = ends[place - 1] if place else None
        tails[place : place + 1] = [pair[1]]
        ends[place : place + 1] = [pair]
    stayed, pair = set(), ends[-1] if ends else None
    while pair:
        stayed.add(pair)
        pair = before[pair]
    return stayed


def spans(old: str, new: str) -> tuple[Span, ...]:
    """Return the difference of two texts, such as titles or a paragraph, piece by piece."""
    if old == new:
        return (Span(0, old),) if old else ()
    # The library compares characters: each different piece is lent one of the private
    # planes, as it does itself for lines.
    pieces: dict[str, str] = {}
    names: dict[str, str] = {}

    def lent(text: str) -> str:
        out = []
        for piece in PIECE.findall(text):
            if piece not in pieces:
                pieces[piece] = chr(0xF0000 + len(pieces))
                names[pieces[piece]] = piece
            out.append(pieces[piece])
        return "".join(out)

    found = _differ.diff_main(lent(old), lent(new), False)
    _differ.diff_cleanupSemantic(found)
    return tuple(
        Span(side, "".join(names[char] for char in run)) for side, run in found
    )
