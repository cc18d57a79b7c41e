"""A parsed page → its blocks of text in printed order, and the boxes around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import raised

from .decode import UNPRINTABLE
from .lines import visible
from .markup import BLOCKS, LINE

SPACE = re.compile(r"[ \t\r\n\f]+")
# A source line broken inside Chinese text is no space between two characters.
BROKEN = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*\n\s*(?=[\u3000-\u9fff])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(slots=True)
class Leaf:
    """A run of text in one inline element."""

    text: str
    number: int
    url: str
    link: int  # 0 outside links; leaves of one link share its number
    tag: str


@dataclass(slots=True)
class Block:
    box: int
    leaves: list[Leaf] = field(default_factory=list)
    text: str = ""  # of all leaves, once the block is closed

    @property
    def number(self) -> int:
        return self.leaves[0].number

    @property
    def url(self) -> str:
        return next((leaf.url for leaf in self.leaves if leaf.url), "")

    @property
    def link_share(self) -> float:
        full = sum(len(leaf.text) for leaf in self.leaves) or 1
        return sum(len(leaf.text) for leaf in self.leaves if leaf.link) / full


@dataclass(slots=True)
class Box:
    """A block element: the blocks it holds are those from `first` up to `end`."""

    parent: int
    tag: str
    names: str
    first: int
    end: int = 0
    hidden: bool = False


class Tree:
    """`blocks` in printed order, `boxes` by number (0 is the page), `images`."""

    def __init__(self, html: str):
        self.blocks: list[Block] = []
        self.boxes: list[Box] = [Box(0, "html", "", 0)]
        self.images: list[tuple[int, str]] = []
        self._line = 1
        self._links: list[tuple[int, str]] = [(0, "")]
        self._link_count = 0
        self._current: Block | None = None
        self._inside = [0]
        parser = LexborHTMLParser(html)
        if raised.may_hold(html):
            raised.read(parser)
            # 10 and ⁸ are one run of text now: a 10 alone would be the rank of a row.
            parser.merge_text_nodes()
        if parser.body is not None:
            self._walk(parser.body)
        self._flush()
        self.boxes[0].end = len(self.blocks)

    def _walk(self, root: LexborNode) -> None:
        # By hand, not by recursion: a page may nest as deep as MAX_DEPTH.
        trail: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root.child
        while node is not None or trail:
            if node is None:
                node, tag = trail.pop()
                self._leave(tag)
                node = node.next
                continue
            tag = node.tag
            child = None
            if tag == "-text":
                self._text(node.text_content or "", trail[-1][1] if trail else "")
            elif tag and tag[0] != "-":
                self._enter(node, tag)
                child = node.child
                if child is None:
                    self._leave(tag)
            if child is not None:
                trail.append((node, tag))
            node = child if child is not None else node.next

    def _enter(self, node: LexborNode, tag: str) -> None:
        attrs = node.attributes
        line = attrs.get(LINE) or ""
        if line.isdecimal():
            self._line = int(line)
        if tag in BLOCKS:
            self._flush()
            names = f"{attrs.get('class') or ''} {attrs.get('id') or ''}".lower()
            box = Box(self._inside[-1], tag, names, len(self.blocks))
            style = attrs.get("style") or ""
            box.hidden = "hidden" in attrs or bool(HIDDEN.search(style))
            self._inside.append(len(self.boxes))
            self.boxes.append(box)
        elif tag in ("br", "hr"):
            self._flush()
        elif tag == "x-a":
            self._link_count += 1
            self._links.append((self._link_count, attrs.get("href") or ""))
        elif tag == "img" and visible(attrs.get("alt") or ""):
            self.images.append((self._line, visible(attrs["alt"])))

    def _leave(self, tag: str) -> None:
        if tag in BLOCKS:
            self._flush()
            self.boxes[self._inside.pop()].end = len(self.blocks)
        elif tag == "x-a":
            self._links.pop()

    def _text(self, raw: str, tag: str) -> None:
        lead = len(raw) - len(raw.lstrip())
        number = self._line + raw.count("\n", 0, lead)
        self._line += raw.count("\n")
        if lead == len(raw):
            if raw and self._current:
                self._current.leaves[-1].text += " "
            return
        text = SPACE.sub(" ", BROKEN.sub("", UNPRINTABLE.sub("", raw)))
        if self._current is None:
            self._current = Block(self._inside[-1])
        link, url = self._links[-1]
        self._current.leaves.append(Leaf(text, number, url, link, tag))

    def _flush(self) -> None:
        block, self._current = self._current, None
        if block is None:
            return
        block.text = visible("".join([leaf.text for leaf in block.leaves]))
        if block.text:
            self.blocks.append(block)
