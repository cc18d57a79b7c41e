"""What a clipboard holds, as Markdown: from Word, WPS, web pages and public accounts.

Pure. What is kept is what our bodies can show: headings, paragraphs, lists, quotes,
tables, links, strong and emphasised words. Colours, sizes, scripts and pictures go; a
picture is uploaded, so that it has words of its own beside it. What its writer struck out
goes too: our bodies cannot strike it out, and it would stand as if it were meant.
"""

import re

import nh3
from markdownify import MarkdownConverter
from selectolax.lexbor import LexborHTMLParser, LexborNode

from articles import raised
from articles.emphasis import CHINESE

MAX_CHARACTERS = 2_000_000
KEPT = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "strong", "b", "em", "i", "hr"),
    *("div", "section", "pre", "code"),
}
GONE = "script, style, head, title, template, noscript, svg, img, video, audio, iframe"
STRUCK = "del, s, strike, .msoDel, .MsoDel"
STRUCK_OUT = re.compile(
    r"text-decoration(?:-line)?\s*:[^;]*line-through", re.IGNORECASE
)
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
# Word's lists are paragraphs; which are items, and of which kind, stands in the style.
WORD_ITEM = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)", re.IGNORECASE)
IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
NUMBERED = re.compile(r"[0-9一二三四五六七八九十a-z]+[.、)）]")
# Between two items of one list that came as paragraphs of their own.
JOINED = re.compile(r"</ul>\s*<ul>|</ol>\s*<ol>")
# A list beside the item it belongs to: Google Docs, and Word's levels as read below.
BESIDE_ITEM = re.compile(r"</li>\s*(?=<(?:ul|ol)\b)")
# A line of the source that ends within a Chinese sentence: a space to browsers, and none
# to who wrote it. Word breaks its lines so.
_INLINE = r"(?:</?(?:strong|b|em|i|a|code)\b[^>]*>)*"
WRAPPED = re.compile(
    rf"({CHINESE.pattern}{_INLINE})[ \t]*\r?\n[ \t\u3000\u00a0]*(?={_INLINE}{CHINESE.pattern})"
)
FENCED = re.compile(r"(^```$.*?^```$)", re.DOTALL | re.MULTILINE)
PREFORMATTED = re.compile(r"(<pre>.*?</pre>)", re.DOTALL)
# The indent of a first line is two wide spaces; a line's own spaces place it in a list.
INDENT = re.compile(r"^([ >]*)[\t\u3000\u00a0][ \t\u3000\u00a0]*", re.MULTILINE)
_BLOCK = r"</?(?:p|div|section|h[1-6]|li|ul|ol|blockquote|table|tr|td|th|br|hr)\b[^>]*>"
LEADING = re.compile(rf"({_BLOCK}{_INLINE})[\s\u3000\u00a0]+")
# Word sets the number of a paragraph off with four spaces, to browsers as many.
SET_OFF = re.compile(
    r"^([ >]*\d{1,3}\\?[.)．])(?: *[\t\u3000\u00a0]|  )[ \t\u3000\u00a0]*", re.MULTILINE
)


class TooLong(ValueError):
    """The clipboard holds more than an article; args are its size and the limit."""


class TooDeep(ValueError):
    """The clipboard has more boxes within boxes than can be read."""


class _Converter(MarkdownConverter):
    """markdownify, but the page owns h1 and our bodies end at h4."""

    def convert_hN(self, n, el, text, parent_tags):
        return super().convert_hN(min(max(n, 2), 4), el, text, parent_tags)


_converter = _Converter(
    heading_style="atx", bullets="-", escape_misc=True, newline_style="backslash"
)


def as_markdown(clipboard: str) -> str:
    """Return the Markdown of *clipboard*, HTML as browsers give it when one pastes.

    The words stay as they are, in their order. Raises TooLong over MAX_CHARACTERS, and
    TooDeep for hundreds of lists or quotations within each other.
    """
    if len(clipboard) > MAX_CHARACTERS:
        raise TooLong(len(clipboard), MAX_CHARACTERS)
    tree = LexborHTMLParser(clipboard)
    if tree.body is None:
        return ""
    for node in tree.css(GONE):
        node.decompose()
    _take_out_struck(tree)
    raised.read(tree)
    _read_word_lists(tree)
    _read_bold(tree)
    clean = nh3.clean(
        _nested(tree.body.html or ""),
        tags=KEPT,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
    try:
        markdown = _converter.convert(_unwrapped(clean))
    except RecursionError as error:  # the library walks down as deep as the boxes go
        raise TooDeep from error
    parts = FENCED.split(markdown)
    parts[::2] = (_without_indents(part) for part in parts[::2])
    lines = (line.rstrip() for line in "".join(parts).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_indents(markdown: str) -> str:
    return SET_OFF.sub(r"\1 ", INDENT.sub(r"\1", markdown))


def _take_out_struck(tree: LexborHTMLParser) -> None:
    """Take out what is struck through, and what Word tracks as deleted."""
    for node in tree.css(STRUCK):
        node.decompose()
    for node in tree.css("[style]"):
        if STRUCK_OUT.search(node.attributes.get("style") or ""):
            node.decompose()


def _nested(html: str) -> str:
    """*html* with neighbouring lists of one kind joined, and lists inside their items."""
    joined = JOINED.sub("", html)
    while joined != html:
        html, joined = joined, JOINED.sub("", joined)
    # The parser that reads it next closes the item where its list ends.
    return BESIDE_ITEM.sub("", joined)


def _unwrapped(html: str) -> str:
    """*html* without the line ends that stand between Chinese characters."""
    parts = PREFORMATTED.split(html)
    parts[::2] = (LEADING.sub(r"\1", WRAPPED.sub(r"\1", part)) for part in parts[::2])
    return "".join(parts)


def _read_word_lists(tree: LexborHTMLParser) -> None:
    """Make items of the paragraphs that Word calls items, without their printed bullet."""
    kinds: dict[int, str] = {}
    for node in tree.css("p[style]"):
        found = WORD_ITEM.search(node.attributes.get("style") or "")
        if not found:
            continue
        bullet = ""
        for mark in node.css("span[style]"):
            if IGNORED.search(mark.attributes.get("style") or ""):
                bullet = mark.text(strip=True)
                mark.decompose()
        level = int(found[1])
        kinds[level] = kind = "ol" if NUMBERED.fullmatch(bullet) else "ul"
        above = [kinds.get(outer, kind) for outer in range(1, level)]
        opened = "".join(f"<{outer}>" for outer in above)
        closed = "".join(f"</{outer}>" for outer in reversed(above))
        item = f"<{kind}><li>{node.inner_html}</li></{kind}>"
        _wrap(node, f"{opened}{item}{closed}")


def _read_bold(tree: LexborHTMLParser) -> None:
    """Keep what is bold by its style only, and drop the <b> that Google Docs wraps all in."""
    for node in tree.css("b[style]"):
        if PLAIN.search(node.attributes.get("style") or ""):
            node.unwrap()
    for node in tree.css("span[style]"):
        if BOLD.search(node.attributes.get("style") or "") and node.text(strip=True):
            _wrap(node, f"<strong>{node.inner_html}</strong>")


def _wrap(node: LexborNode, html: str) -> None:
    fresh = LexborHTMLParser(html).body
    for child in list(fresh.iter(include_text=True)) if fresh else ():
        node.insert_before(child)
    node.decompose()
