"""A block of an HTML list → the lines a reader sees in it.

A row such as time, link, outlet and date often sits in one element, in as many
inline ones; joined it would be unreadable, and a bold word must not split it.
"""

from __future__ import annotations

from collections.abc import Callable

from .blocks import Block, Leaf
from .hot_list import SOURCE_LENGTH
from .lines import CREDIT, Line, rank, stamp, tabs, visible
from .markup import BLOCKS

# 「<b>5</b>月份…」 is no rank 5.
COUNTED = "月年日个家亿万%％只支项条名天周倍元股点成至人大省市名.．、,，:："
ALONE = "|｜·•/-—"


def pieces(block: Block) -> list[tuple[str, Leaf]]:
    """Return (text, first leaf) of each line in *block*, times and ranks apart."""
    leaves = [leaf for leaf in block.leaves if visible(leaf.text)]
    if len(leaves) == 1:
        return [(block.text, leaves[0])]
    if not leaves:
        return [(block.text, block.leaves[0])]
    marks = [_mark(leaves, i) for i in range(len(leaves))]
    ahead, behind = _edge(marks), len(marks) - _edge(marks[::-1])
    for i in range(ahead, behind):
        marks[i] = ""
    if not any(marks):
        return [(block.text, leaves[0])]
    found: list[tuple[str, Leaf]] = []
    run: list[Leaf] = []
    for leaf, mark in zip(leaves, marks, strict=True):
        if not mark:
            run.append(leaf)
            continue
        text = visible(leaf.text)
        if mark == "day" and (source := _source(run)):
            _join(found, run[:-1])
            found.append((f"{visible(source.text)} {text}", source))
        else:
            _join(found, run)
            found.append((text, leaf))
        run = []
    _join(found, run)
    return found


def _edge(marks: list[str]) -> int:
    """How many marks stand one after the other at the beginning."""
    return next((i for i, mark in enumerate(marks) if not mark), len(marks))


def _mark(leaves: list[Leaf], i: int) -> str:
    text = visible(leaves[i].text)
    if len(text) > 50:
        return ""
    found = stamp(text)
    if found and not found.rest:
        return "day" if found.said.is_day else "time"
    if tabs(text) or (i and CREDIT.fullmatch(text)):
        return "credit"
    if rank(text) is None or leaves[i].tag in BLOCKS:
        return ""
    after = leaves[i + 1].text.lstrip()[:1] if i + 1 < len(leaves) else ""
    shares_link = i and leaves[i].link and leaves[i].link == leaves[i - 1].link
    return "" if (after and after in COUNTED) or shares_link else "rank"


def _source(run: list[Leaf]) -> Leaf | None:
    """The outlet that stands between a title and a day, if one does."""
    if len(run) < 2 or len(visible(run[-1].text)) > SOURCE_LENGTH:
        return None
    if run[-1].link and run[-1].link == run[-2].link:
        return None
    return run[-1] if run[-1].tag != run[-2].tag or run[-2].link else None


def _join(found: list[tuple[str, Leaf]], run: list[Leaf]) -> None:
    text = visible("".join(leaf.text for leaf in run)).strip(ALONE + " ")
    if text:
        found.append((text, next((leaf for leaf in run if leaf.url), run[0])))


def list_lines(
    blocks: list[tuple[int, Block]], absolute: Callable[[str], str]
) -> tuple[list[Line], list[int]]:
    """The lines of *blocks* and, for each, the number of its block."""
    lines: list[Line] = []
    owners: list[int] = []
    for number, block in blocks:
        for text, leaf in pieces(block):
            url = leaf.url or block.url
            url = absolute(url) if url else ""
            lines.append(Line(len(lines), leaf.number, text, url))
            owners.append(number)
    return lines, owners
