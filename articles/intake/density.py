"""Which box of an HTML page holds the article, and what of it is the site's."""

from __future__ import annotations

import re
from itertools import accumulate

from .blocks import Block, Tree
from .boilerplate import closing_block

PARAGRAPH_SHORTEST = 20
# A box that holds this much of all text is the page itself, whatever its name.
PAGE_SHARE = 0.4
LINK_SHARE = 0.8
PUNCTUATION = re.compile("[，。；、,;：:？！]")
WORD = re.compile(r"[a-z0-9]+")
SITE_NAMES = {
    "navigation": "nav navbar menu breadcrumb breadcrumbs crumb crumbs pager pagination"
    " topbar login",
    "share": "share sharebar shares social bdsharebuttonbox toolbar qrcode ewm",
    "related": "related relate relevant recommend recommends",
    "comments": "comment comments pinglun reply replies",
    "advert": "ad ads adv advert advertisement gg guanggao sponsor promo",
    "editor": "editor zeren",
    "copyright": "footer copyright disclaimer statement mianze",
}
SORT_OF = {name: sort for sort, names in SITE_NAMES.items() for name in names.split()}
SITE_TAGS = {"nav": "navigation", "footer": "copyright"}


def left_out(tree: Tree, listed: set[int] | None = None) -> dict[int, str]:
    """The sort of boilerplate each block is part of, for those that are.

    *listed* are the blocks of the live and hot lists, which stay in; as long
    as these are not known, only tags and hidden boxes tell, and no names.
    """
    by_name = listed is not None
    listed = listed or set()
    sizes = [0, *accumulate(len(block.text) for block in tree.blocks)]
    out: dict[int, str] = {}
    taken = 0  # boxes come parents first: what is left out already is passed by
    for box in tree.boxes[1:]:
        if box.end <= max(box.first, taken):
            continue
        sort = "hidden" if box.hidden else SITE_TAGS.get(box.tag, "")
        if by_name and not sort:
            sort = _site_name(box.names)
        if by_name and not sort:
            sort = _closing(tree.blocks[box.first], box.tag)
        if not sort or sizes[box.end] - sizes[box.first] > sizes[-1] * PAGE_SHARE:
            continue
        inside = range(box.first, box.end)
        if any(number in listed for number in inside) or _has_headline(tree, inside):
            continue
        out.update((number, sort) for number in inside)
        taken = box.end
    return out


def _site_name(names: str) -> str:
    return next((SORT_OF[w] for w in WORD.findall(names[:200]) if w in SORT_OF), "")


def _closing(first: Block, tag: str) -> str:
    """A box that begins with 「相关阅读」 is that, by whatever name."""
    if tag in ("div", "section", "aside", "ul", "dl"):
        return closing_block(first.text)
    return ""


def _has_headline(tree: Tree, numbers: range) -> bool:
    return any(tree.boxes[tree.blocks[n].box].tag == "h1" for n in numbers)


def article_box(tree: Tree, numbers: list[int]) -> int | None:
    """The box with most running text among the blocks *numbers*, or None."""
    own = [0] * len(tree.boxes)
    for number in numbers:
        own[tree.blocks[number].box] += 1
    scores: dict[int, float] = {}
    for number in numbers:
        block = tree.blocks[number]
        weight = _weight(block)
        # Lines parted by <br> stand in the box itself, paragraphs one below it.
        box = block.box if own[block.box] > 1 else tree.boxes[block.box].parent
        for share in (1.0, 0.5, 0.25):
            if not weight:
                break
            scores[box] = scores.get(box, 0.0) + weight * share
            if box == 0:
                break
            box = tree.boxes[box].parent
    return max(scores, key=lambda box: (scores[box], box), default=None)


def _weight(block: Block) -> float:
    text = block.text
    if len(text) < PARAGRAPH_SHORTEST or block.link_share > 0.5:
        return 0.0
    marks = len(PUNCTUATION.findall(text))
    return min(len(text), 2_000) / 100 + marks if marks else 0.0
