"""What markup prints above or below its line: powers, formulas, marks of notes.

Pure; for all that takes text out of markup: pasting, intake and feeds. What we store has
no raised text, and as plain text 10<sup>8</sup> would read 108.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles.text import LOWERED, RAISED

_PLAIN = "0123456789+-()"
_OTHER_SHAPES = str.maketrans("０１２３４５６７８９＋－−–（）", "0123456789+---()")
_RAISED = str.maketrans(_PLAIN, RAISED)
_LOWERED = str.maketrans(_PLAIN, LOWERED)
_POWER = re.compile(r"[0-9+()-]*[0-9+-][0-9+()-]*")
# Google Docs and WPS raise by style.
_STYLED = re.compile(r"vertical-align\s*:\s*(super|sub)\b", re.IGNORECASE)
# A mark that sends the reader to a note; the note stands elsewhere, or was not copied.
_NOTE = re.compile(
    r"[\[［〔【]?注?释?\s*\d{1,3}[\]］〕】]|[注註]释?\s*\d{0,3}|[①-⑳*†‡]+"
)
_BRACKETED = re.compile(r"\(.*\)|（.*）|\[.*\]|【.*】")
_NOTES = ".MsoFootnoteReference, .MsoEndnoteReference"
_FIGURE = re.compile(r"[0-9０-９.．,，%％+-]")
_GOES_ON = re.compile(r"[0-9０-９.．,+-]")
_LINKS = ("a", "x-a")  # as intake renames them
_PARAGRAPHS = (
    *("p", "li", "td", "th", "div", "body", "tr", "table", "ul", "ol", "dd", "dt"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "section", "article", "blockquote", "br"),
)
# So many steps from node to node, and what is hidden further off is taken for a figure:
# a page made of empty marks would else take the square of their number.
MOST_STEPS = 20
LONGEST = 200
_MAY_HOLD = re.compile(
    r"<su[pb]\b|vertical-align|MsoFootnoteReference|MsoEndnoteReference", re.IGNORECASE
)


def may_hold(markup: str) -> bool:
    """Whether *markup* can raise or lower anything; most does not, and needs no tree."""
    return bool(_MAY_HOLD.search(markup))


def written(markup: str) -> str:
    """*markup*, a fragment, with what it raises or lowers written as by `read`."""
    if not may_hold(markup):
        return markup
    tree = LexborHTMLParser(markup)
    read(tree)
    return (tree.body.inner_html or "") if tree.body else ""


def read(tree: LexborHTMLParser) -> None:
    """Write what *tree* raises or lowers so that it never joins the figure beside it.

    Digits and signs become raised or lowered characters (10⁸, CO₂); marks of notes go;
    PM2.5 stays as everybody prints it; anything else comes in parentheses.
    """
    for node in tree.css(_NOTES):
        node.decompose()
    around = _around(tree.css("sup, sub"))
    # The inner first: what it becomes is then part of the words of the outer.
    for node in reversed(tree.css("sup, sub, span[style]")):
        if form := _form(node, around):
            _write(node, form)


def _around(nodes: list[LexborNode]) -> set[int]:
    """All that *nodes* stand in, each looked at once however deep they are."""
    found: set[int] = set()
    for node in nodes:
        up = node.parent
        while up is not None and up.mem_id not in found:
            found.add(up.mem_id)
            up = up.parent
    return found


def _form(node: LexborNode, around: set[int]) -> str:
    """ "sup", "sub", or "" for a span that stands on the line or holds one of those."""
    if node.tag != "span":
        return node.tag or ""
    styled = _STYLED.search(node.attributes.get("style") or "")
    if not styled or node.mem_id in around:
        return ""
    return {"super": "sup"}.get(styled[1].lower(), "sub")


def _write(node: LexborNode, form: str) -> None:
    words = _words(node)
    if words is None:
        return
    before, after = _beside(node, "prev"), _beside(node, "next")
    plain = words.translate(_OTHER_SHAPES)
    if len(words) > LONGEST:
        if _FIGURE.match(before) or _FIGURE.match(after):
            node.insert_before("(")
            node.insert_after(")")
    elif not words or _leads_to_a_note(node, words) or _NOTE.fullmatch(words):
        between = _FIGURE.match(before) and _GOES_ON.match(after)
        node.replace_with(" " if between else "")
    elif words.strip(RAISED + LOWERED) == "":
        node.replace_with(words)  # raised twice, once is enough
    elif _POWER.fullmatch(plain):
        table = _RAISED if form == "sup" else _LOWERED
        node.replace_with(plain.translate(table))
    elif _stands_apart(words, before, after):
        node.replace_with(words)
    else:
        node.replace_with(words if _BRACKETED.fullmatch(words) else f"({words})")


def _words(node: LexborNode) -> str | None:
    """The words of *node*, as far as they matter; None if it holds whole paragraphs."""
    found, steps, size = [], 0, 0
    trail = [node.child]
    while trail and size <= LONGEST and steps <= LONGEST:
        at = trail.pop()
        if at is None:
            continue
        steps += 1
        trail.append(at.next)
        if at.is_text_node:
            text = at.text_content or ""
            found.append(text)
            size += len(text)
        elif at.tag in _PARAGRAPHS:
            return None
        else:
            trail.append(at.child)
    if steps > LONGEST:
        return "…" * (LONGEST + 1)
    return re.sub(r"\s+", " ", "".join(found)).strip()


def _leads_to_a_note(node: LexborNode, words: str) -> bool:
    """Whether the raised words are a link to another place of a page, and no more."""
    around = node.parent
    for _ in range(MOST_STEPS):
        if around is None or around.tag not in (*_LINKS, "sup", "sub", "span"):
            break
        if around.tag in _LINKS and _words(around) == words:
            return "#" in (around.attributes.get("href") or "")
        around = around.parent
    within = node.css_first(", ".join(f"{link}[href]" for link in _LINKS))
    return within is not None and "#" in (within.attributes.get("href") or "")


def _stands_apart(words: str, before: str, after: str) -> bool:
    """Whether *words* may stand on the line: no figure grows by them, as in PM2.5."""
    if not re.search(r"\d", words):
        return not _FIGURE.match(before) and not _FIGURE.match(after)
    joins = _FIGURE.match(after) or re.match(r"[万亿千百十]", after)
    return before.isascii() and before.isalpha() and not joins


def _beside(node: LexborNode, side: str) -> str:
    """The character next to *node* in its paragraph, "" where it stands first or last."""
    inner = "last_child" if side == "prev" else "first_child"
    at: LexborNode | None = node
    entered = False  # of what *node* itself stands in, only what lies beside it counts
    for _ in range(MOST_STEPS):
        within = getattr(at, inner) if entered else None
        if (found := within or getattr(at, side)) is None:
            at, entered = at.parent, False
        else:
            at, entered = found, True
        if at is None or at.tag in _PARAGRAPHS:
            return ""
        if entered and at.is_text_node and (text := at.text_content):
            return text[-1] if side == "prev" else text[0]
    return "0"
