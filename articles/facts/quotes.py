"""Quotes found again after their article was edited, or declared lost.

A quote under the wrong words is worse than a lost one: whoever answers for a fact is
asked again about a lost quote, and never learns of a wrong one. So the words must stand
as they stood, as a clause of their own, in surroundings like those they were read in;
what is found twice alike is lost.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

from rapidfuzz import fuzz

from .proposals import Passage, Quote

# What a quote keeps of what stands around it, each side.
CONTEXT = 40
# Words that occur more often than this cannot be told apart by what surrounds them.
MOST_PLACES = 64
# How like its old surroundings a side must be to speak for a place; unrelated Chinese
# prose shares about a fifth.
ALIKE = 0.55
# How many characters next to the quote must be the same.
ANCHOR = 4
# Characters in a row that are the same words, not the same character met twice.
RUN = 3
# Characters of like surroundings that are enough, and by how many the best must lead.
ENOUGH = 8
LEAD = 4
# Words so many that they alone, standing once, are not met by chance.
LONG = 16

_EDGE = re.compile(r"[\s，,。；;：:！!？?、“”\"「」『』《》()（）…—-]")
# A comma goes on with a figure only before a digit: 1,234, but 近1/3，其中.
_FIGURE_GOES_ON = re.compile(r"[\d０-９%％‰万亿千百十余多]|[.．,，](?=[\d０-９])")


def quote_at(key: str, text: str, start: int, end: int) -> Quote:
    """Return the quote of [start:end] in paragraph *key*, white space at its ends cut."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Quote(
        key,
        start,
        end,
        text[start:end],
        text[max(0, start - CONTEXT) : start],
        text[end : end + CONTEXT],
    )


def find_again(quote: Quote, new_blocks: Iterable[Passage]) -> Quote | None:
    """Return where *quote* stands in *new_blocks*, with its new context; None if lost.

    Found after edits before and behind it, after its paragraph moved, was split or was
    joined to another. Lost when a character of it changed, when its clause was added to
    (不, 预计), when it stands in other surroundings, or twice in like ones.
    """
    blocks = list(new_blocks)
    places = _places(quote, blocks)
    if not places or len(places) > MOST_PLACES:
        return None
    ranked = sorted(
        ((_evidence(quote, blocks, n, at), n, at) for n, at in places),
        key=lambda row: sum(row[0]),
        reverse=True,
    )
    (left, right), n, at = ranked[0]
    for other, _, _ in ranked[1:]:
        # Copied words took one side along: then either may be the quote.
        if left + right - sum(other) < LEAD or other[0] > left or other[1] > right:
            return None
    alone = len(ranked) == 1
    if not (
        _is_enough(quote, blocks[n].text, at, left + right, alone)
        or (alone and _is_amid_the_same(quote, blocks, n, at))
    ):
        return None
    return quote_at(blocks[n].key, blocks[n].text, at, at + len(quote.text))


def _places(quote: Quote, blocks: Sequence[Passage]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    if not quote.text:
        return found
    for n, block in enumerate(blocks):
        at = block.text.find(quote.text)
        while at >= 0 and len(found) <= MOST_PLACES:
            if _stands_alone(quote, block.text, at):
                found.append((n, at))
            at = block.text.find(quote.text, at + 1)
    return found


def _stands_alone(quote: Quote, text: str, at: int) -> bool:
    """False where the words are part of other words: the 7个 of 17个, 不 before them."""
    before, after = text[at - 1 : at] if at else "", text[at + len(quote.text) :][:2]
    if _FIGURE_GOES_ON.match(quote.text) and before and before.isdigit():
        return False
    if quote.text[-1:].isdigit() and after and _FIGURE_GOES_ON.match(after):
        return False
    return _same_edge(quote.before[-1:], before) and _same_edge(
        quote.after[:1], after[:1]
    )


def _same_edge(old: str, new: str) -> bool:
    """Whether a clause that ended here still does; one cut from a line never did."""
    was_edge = not old or bool(_EDGE.match(old))
    if was_edge:
        return not new or bool(_EDGE.match(new))
    return old == new


def _evidence(
    quote: Quote, blocks: Sequence[Passage], n: int, at: int
) -> tuple[float, float]:
    """How many characters on each side of the place are as they were at the quote's."""
    before, after, earlier, later = _around(quote, blocks, n, at)
    # A paragraph split beside the quote left its old surroundings in the next one.
    left = max(
        _likeness(quote.before[::-1], words[-len(quote.before) :][::-1])
        for words in (before, earlier[-CONTEXT:] + before)
    )
    right = max(
        _likeness(quote.after, words[: len(quote.after)])
        for words in (after, after + later[:CONTEXT])
    )
    # Copied words bring along what stands on one side of them.
    if not left and _spoken(quote.before, before):
        right -= ENOUGH
    if not right and _spoken(quote.after, after):
        left -= ENOUGH
    return max(0.0, left), max(0.0, right)


def _around(
    quote: Quote, blocks: Sequence[Passage], n: int, at: int
) -> tuple[str, str, str, str]:
    """The words on each side of the place, and the paragraphs before and after its own."""
    text, end = blocks[n].text, at + len(quote.text)
    earlier = blocks[n - 1].text if n else ""
    later = blocks[n + 1].text if n + 1 < len(blocks) else ""
    before, after = text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]
    return before, after, earlier, later


def _is_amid_the_same(quote: Quote, blocks: Sequence[Passage], n: int, at: int) -> bool:
    """Whether words that stand once do so in their old paragraph, edited beside them.

    A figure changed in the clause next to the quote, or the clause rewritten, parts it
    from the rest of what stood there; so here the sides need not begin alike.
    """
    before, after, _, _ = _around(quote, blocks, n, at)
    kept = _kept(quote.before, before) + _kept(quote.after, after)
    known = len(quote.before) + len(quote.after)
    return kept >= max(ENOUGH, known * ALIKE)


def _kept(old: str, new: str) -> int:
    """How many characters of *old* stand in *new*, in runs no chance brings together."""
    runs = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return sum(run.size for run in runs if run.size >= RUN)


def _spoken(old: str, new: str) -> bool:
    """Whether a side had words and has words, so that they could have been alike."""
    return len(old) >= 4 and len(new) >= 4


def _likeness(old: str, new: str) -> float:
    """Return how many characters of *old* are in *new*, 0 where they are unlike.

    Both are read away from the quote, and must begin alike: what stands next to it
    says most, and two passages of one style are alike further off.
    """
    if not old or not new:
        return 0.0
    # Where a paragraph begins or ends early, only what is there can be compared.
    old = old[: len(new)]
    same = sum(
        1
        for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    )
    if same < min(ANCHOR, len(old)):
        return 0.0
    alike = fuzz.ratio(old, new) / 100
    return max(same, alike * len(old) if alike >= ALIKE else 0)


def _is_enough(quote: Quote, text: str, at: int, evidence: float, alone: bool) -> bool:
    known = len(quote.before) + len(quote.after)
    if evidence >= min(ENOUGH, max(1.0, known * ALIKE)):
        return True
    # It was a paragraph of its own, or nearly: then it must be the only such words.
    whole = at == 0 and len(text) == len(quote.text)
    return alone and known < ENOUGH and (whole or len(quote.text) >= LONG)
