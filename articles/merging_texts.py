"""Two people changed one text: what of both can stand, and what a person must decide.

Pure. A text is a dictionary of fields. A paragraph only one side changed is that
side's; one that both changed differently is a conflict, so two figures are never mixed.
Nothing is written that neither side wrote. (Rows are merged in `articles.merging`.)
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from articles.merging_paragraphs import Part, Who, merge_paragraphs

# Fields that mean something together: of a time and its precision, neither side's half.
UNITS = (
    ("title",),
    ("lede",),
    ("source", "author"),
    ("stated_at", "stated_printed", "stated_precision"),
    ("slug",),
)
BETWEEN = re.compile(r"\n(?:[ \t]*\n)+")


class Pick(StrEnum):
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


class Undecided(Exception):
    """Conflicts nobody decided; its argument is how many."""


@dataclass(frozen=True)
class Unit:
    """Fields that go together; of a conflict the key names it."""

    fields: tuple[str, ...]
    who: Who
    mine: tuple
    theirs: tuple
    key: str = ""


@dataclass(frozen=True)
class Chosen:
    """One list of subjects: the merged one, and what each side put in or took out."""

    field: str
    merged: list[int]
    added: dict[str, list[int]]
    removed: dict[str, list[int]]


@dataclass(frozen=True)
class Merge:
    units: list[Unit]
    parts: list[tuple[Part, str]]
    chosen: list[Chosen]
    mine: dict
    theirs: dict

    @property
    def keys(self) -> list[str]:
        """The names of the conflicts, in the order of the page."""
        return [
            key
            for key in (*(u.key for u in self.units), *(k for _p, k in self.parts))
            if key
        ]


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a Markdown text, as written between its blank lines."""
    return [part for part in BETWEEN.split(text.strip("\n")) if part.strip()]


def merge(base: dict | None, mine: dict, theirs: dict, about: Sequence[str]) -> Merge:
    """Merge *mine* and *theirs*, both made from *base*; *about* are the lists of rows.

    With no *base* known, every difference is a conflict and every subject is kept.
    """
    names = _Names()
    units = [_unit(fields, base, mine, theirs, names) for fields in UNITS]
    parts = merge_paragraphs(
        None if base is None else paragraphs(base["body"]),
        paragraphs(mine["body"]),
        paragraphs(theirs["body"]),
    )
    keyed = [
        (p, names.give("body", p.mine, p.theirs) if p.who is Who.CONFLICT else "")
        for p in parts
    ]
    chosen = [_chosen(field, base, mine, theirs) for field in about]
    return Merge(units, keyed, chosen, mine, theirs)


def result(merged: Merge, picks: dict[str, str]) -> dict:
    """The merged text by what a person picked; raises Undecided where they did not."""
    left = [key for key in merged.keys if picks.get(key) not in set(Pick)]
    if left:
        raise Undecided(len(left))
    text = {unit.field: unit.merged for unit in merged.chosen}
    for unit in merged.units:
        mine = unit.who is Who.MINE or picks.get(unit.key) == Pick.MINE
        values = unit.mine if mine else unit.theirs
        text |= dict(zip(unit.fields, values, strict=True))
    text["body"] = _body(merged, picks)
    return text


def _body(merged: Merge, picks) -> str:
    whose = {part.who for part, _key in merged.parts}
    if not whose & {Who.MINE, Who.CONFLICT}:
        return merged.theirs["body"]  # to the last blank line
    if not whose & {Who.THEIRS, Who.CONFLICT}:
        return merged.mine["body"]
    found: list[str] = []
    for part, key in merged.parts:
        found += _picked(part, picks[key]) if key else part.taken
    return "\n\n".join(found)


def _picked(part: Part, pick: str) -> tuple[str, ...]:
    if pick == Pick.BOTH:
        return (*part.mine, *part.theirs)
    return part.mine if pick == Pick.MINE else part.theirs


def _unit(fields, base, mine, theirs, names) -> Unit:
    old, my, other = (
        text and tuple(text.get(field) for field in fields)
        for text in (base, mine, theirs)
    )
    if my == other:
        who = Who.SAME if my == old else Who.AGREED
    elif base is not None and old in (my, other):
        who = Who.THEIRS if my == old else Who.MINE
    else:
        return Unit(fields, Who.CONFLICT, my, other, names.give(fields[0], my, other))
    return Unit(fields, who, my, other)


def _chosen(field, base, mine, theirs) -> Chosen:
    """Each side's additions and removals, done to what both began with."""
    sides = {"mine": set(mine[field]), "theirs": set(theirs[field])}
    old = (sides["mine"] & sides["theirs"]) if base is None else set(base[field])
    added = {side: sorted(rows - old) for side, rows in sides.items()}
    removed = {side: sorted(old - rows) for side, rows in sides.items()}
    gone = {row for rows in removed.values() for row in rows}
    put_in = {row for rows in added.values() for row in rows}
    return Chosen(field, sorted((old - gone) | put_in), added, removed)


class _Names:
    """Names of conflicts that stay the same as long as the conflict does."""

    def __init__(self):
        self.given = Counter()

    def give(self, *what) -> str:
        told = json.dumps(what, ensure_ascii=False)
        name = hashlib.sha256(told.encode()).hexdigest()[:12]
        self.given[name] += 1
        return f"{name}-{self.given[name]}"
