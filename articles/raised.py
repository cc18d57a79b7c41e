"""What a pasted page prints above or below its line: powers, formulas, marks of notes.

Pure. Bodies have no raised text, and as plain text 10<sup>8</sup> would read 108.
"""

import re

from selectolax.lexbor import LexborHTMLParser, LexborNode

_PLAIN = "0123456789+-()"
_OTHER_SHAPES = str.maketrans("０１２３４５６７８９＋－−–（）", "0123456789+---()")
_RAISED = str.maketrans(_PLAIN, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")
_LOWERED = str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
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


def read(tree: LexborHTMLParser) -> None:
    """Write what *tree* raises or lowers so that it never joins the figure beside it.

    Digits and signs become raised or lowered characters (10⁸, CO₂); marks of notes go;
    PM2.5 stays as everybody prints it; anything else comes in parentheses.
    """
    for node in tree.css(_NOTES):
        node.decompose()
    # The inner first: what it becomes is then part of the words of the outer.
    for node in reversed(tree.css("sup, sub, span[style]")):
        if form := _form(node):
            _write(node, form)


def _form(node: LexborNode) -> str:
    """ "sup", "sub", or "" for a span that stands on the line."""
    if node.tag != "span":
        return node.tag or ""
    styled = _STYLED.search(node.attributes.get("style") or "")
    if not styled or node.css_first("sup, sub"):
        return ""
    return {"super": "sup"}.get(styled[1].lower(), "sub")


def _write(node: LexborNode, form: str) -> None:
    words = re.sub(r"\s+", " ", node.text()).strip()
    plain = words.translate(_OTHER_SHAPES)
    if not words or _leads_to_a_note(node, words) or _NOTE.fullmatch(words):
        before, after = _beside(node, "prev")[-1:], _beside(node, "next")[:1]
        between = _FIGURE.match(before) and _FIGURE.match(after)
        node.replace_with(" " if between else "")
    elif _POWER.fullmatch(plain):
        table = _RAISED if form == "sup" else _LOWERED
        node.replace_with(plain.translate(table))
    elif _stands_apart(node, words):
        node.replace_with(words)
    else:
        node.replace_with(words if _BRACKETED.fullmatch(words) else f"({words})")


def _leads_to_a_note(node: LexborNode, words: str) -> bool:
    """Whether the raised words are a link to another place of a page, and no more."""
    around = node.parent
    while around is not None and around.tag in ("a", "sup", "sub", "span"):
        if around.tag == "a" and around.text(strip=True) == words:
            return "#" in (around.attributes.get("href") or "")
        around = around.parent
    within = node.css_first("a[href]")
    return within is not None and "#" in (within.attributes.get("href") or "")


def _stands_apart(node: LexborNode, words: str) -> bool:
    """Whether *words* may stand on the line: no figure grows by them, as in PM2.5."""
    before, after = _beside(node, "prev")[-1:], _beside(node, "next")[:1]
    if not re.search(r"\d", words):
        return not _FIGURE.match(before) and not _FIGURE.match(after)
    joins = _FIGURE.match(after) or re.match(r"[万亿千百十]", after)
    return before.isascii() and before.isalpha() and not joins


def _beside(node: LexborNode, side: str) -> str:
    """The words next to *node* in its paragraph, "" where it stands first or last."""
    at: LexborNode | None = node
    while at is not None and at.tag not in ("p", "li", "td", "th", "div", "body"):
        beside = getattr(at, side)
        while beside is not None:
            if words := beside.text():
                return words
            beside = getattr(beside, side)
        at = at.parent
    return ""
