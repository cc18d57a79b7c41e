"""Links laid over spans of a block's text: pure, on HTML that `body` made safe."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

# `body` writes well-formed HTML: a "<" begins a tag, a "&" an entity.
PIECE = re.compile(r"<[^>]*>|&[^;\s]{1,31};|.", re.DOTALL)


@dataclass(frozen=True)
class Mark:
    """Characters *start* to *end* of a block's text, and the opening tag to lay on them."""

    start: int
    end: int
    opening: str


def mark(block_html: str, marks: Sequence[Mark]) -> str:
    """Return *block_html* with each of *marks* around its words as an ``<a>``.

    Marks must not overlap; they are laid in text order. A mark that meets a tag is
    closed before it and opened again after it, the later pieces without an id. Words
    inside a link of the story stay that link: a link cannot hold another.
    """
    waiting = sorted(marks, key=lambda one: one.start)
    out: list[str] = []
    position, current, is_open, in_link, had = 0, None, False, False, False
    for piece in PIECE.findall(block_html):
        if piece[0] == "<":
            if is_open:
                out.append("</a>")
                is_open = False
            in_link = _in_link(piece, in_link)
            out.append(piece)
            continue
        if current and position >= current.end:
            if is_open:
                out.append("</a>")
            current, is_open, had = None, False, False
        if current is None and waiting and position >= waiting[0].start:
            current = waiting.pop(0)
        if current and not is_open and not in_link and position < current.end:
            out.append(WITHOUT_ID.sub("", current.opening) if had else current.opening)
            is_open = had = True
        out.append(piece)
        position += len(html.unescape(piece))
    if is_open:
        out.append("</a>")
    return "".join(out)


WITHOUT_ID = re.compile(r' id="[^"]*"')


def _in_link(tag: str, before: bool) -> bool:
    if tag.startswith("</a"):
        return False
    return before or tag.startswith(("<a ", "<a>"))


def groups(spans: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, list[int]]]:
    """Join spans (start, end, key) that overlap into one with all their keys."""
    joined: list[tuple[int, int, list[int]]] = []
    for start, end, key in sorted(spans):
        if joined and start < joined[-1][1]:
            first, last, keys = joined[-1]
            joined[-1] = (first, max(last, end), [*keys, key])
        else:
            joined.append((start, end, [key]))
    return joined
