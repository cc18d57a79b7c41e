"""HTML as sites write it → a small, shallow vocabulary a parser reads in a line.

A tree builder follows the standard, and the standard lets 20 MB of badly nested
tags take hours: formatting elements are reopened in every block, every start
tag walks the open elements, every attribute is compared with those before it.
So tags are renamed to a few plain ones, nesting and attributes are bounded,
scripts go, and each tag carries the line it stood on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape

from .page import IntakeError

MAX_TAGS = 1_000_000
# Browsers stop at 512 as well: deeper tags are left out, their text is kept.
MAX_DEPTH = 512
MAX_ATTRIBUTES = 1_000  # characters; more is filtered to the names we read
LINE = "data-l"


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLOCKS = _names(
    "html head body main article section aside nav header footer div p h1 h2 h3 h4 h5"
    " h6 ul ol li dl dt dd table thead tbody tfoot tr td th caption blockquote pre"
    " figure figcaption address"
)
TO_DIV = _names(
    "form fieldset center details summary dialog menu dir hgroup search legend"
)
VOID = _names("br hr img meta link")
DROPPED = _names(
    "input wbr area base col colgroup embed param source track frame frameset object"
    " applet marquee template math picture"
)
RAISING = _names("sup sub")
# The parser closes these by itself, so they never nest without another tag.
SELF_CLOSING = _names("p li dt dd tr td th thead tbody tfoot caption html head body")
WHOLE = {
    name: re.compile(rf"</{name}\b[^>]*+>?", re.IGNORECASE)
    for name in _names(
        "script style title svg iframe noscript noembed noframes textarea select"
        " xmp canvas audio video"
    )
}
OPENING = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][^\s/>]*+)|<!--|<[!?]")
ATTRIBUTES = re.compile(
    r"""((?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"'][^\s>]*+)?+)*+)>"""
)
ATTRIBUTE = re.compile(
    r"(?<![^\s\"'/])(class|id|href|alt|content|name|property|rel|datetime|style|hidden)"
    r"""\s*=\s*("[^"]{0,500}"|'[^']{0,500}'|[^\s>"']{1,500})""",
    re.IGNORECASE,
)
LINKED_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
LONGEST_LINKED_DATA = 200_000


class Markup:
    """`html` to parse, with the title and JSON-LD found on the way."""

    def __init__(self, source: str):
        self.source = source
        self.title = ""
        self.linked_data: list[str] = []
        self._unclosed: set[str] = set()
        self._breaks = [found.start() for found in re.finditer("\n", source)]
        self._out: list[str] = []
        self._open: list[str] = []
        self._tags = 0
        self._rewrite()
        self.html = "".join(self._out)
        self._out.clear()

    def _rewrite(self) -> None:
        at = 0
        while found := OPENING.search(self.source, at):
            self._out.append(self.source[at : found.start()])
            if found["name"] is None:
                at = self._after_comment(found)
                continue
            attrs = ATTRIBUTES.match(self.source, found.end())
            if attrs is None:
                return  # a tag that never ends: a browser, too, drops the rest
            at = attrs.end()
            name = found["name"].lower()
            if name in WHOLE and not found["end"]:
                at = self._after_whole(name, attrs)
            else:
                self._tag(found, name, attrs[1])
        self._out.append(self.source[at:])

    def _after_comment(self, found: re.Match[str]) -> int:
        close = "-->" if found[0] == "<!--" else ">"
        end = self.source.find(close, found.end())
        return len(self.source) if end < 0 else end + len(close)

    def _after_whole(self, name: str, attrs: re.Match[str]) -> int:
        """Skip an element with what it holds, and keep a title's or JSON-LD's text."""
        start = attrs.end()
        end = None
        if name not in self._unclosed:
            end = WHOLE[name].search(self.source, start)
        if end is None:
            self._unclosed.add(name)  # so that the rest is searched only once
            return len(self.source) if name in ("script", "style") else start
        inner = self.source[start : end.start()][:LONGEST_LINKED_DATA]
        if name == "title" and not self.title:
            self.title = unescape(inner)
        if name == "script" and LINKED_DATA.search(attrs[1]):
            self.linked_data.append(inner)
        return end.end()

    def _tag(self, found: re.Match[str], name: str, attrs: str) -> None:
        self._tags += 1
        if self._tags > MAX_TAGS:
            raise IntakeError("too-many-tags", limit=MAX_TAGS)
        plain = self._plain(name)
        if not plain:
            return
        if found["end"]:
            self._close(plain)
        else:
            self._start(plain, found.start(), attrs)

    @staticmethod
    def _plain(name: str) -> str:
        if name in BLOCKS or name in VOID:
            return name
        if name in DROPPED or name in WHOLE:
            return ""
        if name == "a":
            return "x-a"
        if name in RAISING:
            return name
        if name in ("b", "strong", "font"):
            return "x-b"
        return "div" if name in TO_DIV or "-" in name else "span"

    def _start(self, plain: str, place: int, attrs: str) -> None:
        if plain not in VOID and plain not in SELF_CLOSING:
            if len(self._open) >= MAX_DEPTH:
                # Its end tag will meet no open tag of this depth and be let be.
                self._open.append("")
                return
            self._open.append(plain)
        if len(attrs) > MAX_ATTRIBUTES:
            few = list(ATTRIBUTE.finditer(attrs))[:20]
            attrs = "".join(f" {pair[1]}={pair[2]}" for pair in few)
        line = bisect_right(self._breaks, place) + 1
        self._out.append(f"<{plain} {LINE}={line} {attrs.strip('/ ')}>")

    def _close(self, plain: str) -> None:
        if plain in VOID:
            return
        if plain in SELF_CLOSING:
            self._out.append(f"</{plain}>")
            return
        stack = self._open
        if stack and stack[-1] == "":
            stack.pop()
            return
        for depth in range(len(stack) - 1, -1, -1):
            if stack[depth] == plain:
                del stack[depth:]
                self._out.append(f"</{plain}>")
                return
            # The parser, too, lets no inline end tag close a block, and none
            # at all reach out of a table.
            barrier = stack[depth] == "table" or (
                plain in ("span", "x-a", "x-b", *RAISING) and stack[depth] in BLOCKS
            )
            if barrier:
                return
