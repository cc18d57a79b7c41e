"""What a clipboard holds, as Markdown: from Word, WPS, web pages and public accounts.

Pure. What is kept is what our bodies can show: headings, paragraphs, lists, quotes,
tables, links, strong and emphasised words. Colours, sizes, scripts and pictures go; a
picture is uploaded, so that it has words of its own beside it.
"""

import re

import nh3
from markdownify import MarkdownConverter
from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_CHARACTERS = 2_000_000
KEPT = {
    *("p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "br"),
    *("table", "thead", "tbody", "tr", "th", "td", "a", "strong", "b", "em", "i", "hr"),
    *("div", "section", "pre", "code"),
}
GONE = "script, style, head, title, template, noscript, svg, img, video, audio, iframe"
BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)
# Word's lists are paragraphs; which are items, and of which kind, stands in the style.
WORD_ITEM = re.compile(r"mso-list\s*:\s*\w+\s+level(\d)", re.IGNORECASE)
IGNORED = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)
NUMBERED = re.compile(r"[0-9一二三四五六七八九十a-z]+[.、)）]")
# Between two items of one list that came as paragraphs of their own.
JOINED = re.compile(r"</ul>\s*<ul>|</ol>\s*<ol>")
INDENT = re.compile(r"^[ \t\u3000\u00a0]+(?![-*\d>])", re.MULTILINE)


class TooLong(ValueError):
    """The clipboard holds more than an article; args are its size and the limit."""


class _Converter(MarkdownConverter):
    """markdownify, but the page owns h1 and our bodies end at h4."""

    def convert_hN(self, n, el, text, parent_tags):
        return super().convert_hN(min(max(n, 2), 4), el, text, parent_tags)


_converter = _Converter(
    heading_style="atx", bullets="-", escape_misc=True, newline_style="backslash"
)


def as_markdown(clipboard: str) -> str:
    """Return the Markdown of *clipboard*, HTML as browsers give it when one pastes.

    The words stay as they are, in their order. Raises TooLong over MAX_CHARACTERS.
    """
    if len(clipboard) > MAX_CHARACTERS:
        raise TooLong(len(clipboard), MAX_CHARACTERS)
    tree = LexborHTMLParser(clipboard)
    if tree.body is None:
        return ""
    for node in tree.css(GONE):
        node.decompose()
    _read_word_lists(tree)
    _read_bold(tree)
    clean = JOINED.sub(
        "",
        nh3.clean(
            tree.body.html or "",
            tags=KEPT,
            attributes={"a": {"href"}, "ol": {"start"}},
            url_schemes={"http", "https", "mailto"},
            link_rel=None,
        ),
    )
    markdown = _converter.convert(clean)
    lines = (line.rstrip() for line in INDENT.sub("", markdown).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _read_word_lists(tree: LexborHTMLParser) -> None:
    """Make items of the paragraphs that Word calls items, without their printed bullet."""
    for node in tree.css("p[style]"):
        style = node.attributes.get("style") or ""
        if not WORD_ITEM.search(style):
            continue
        bullet = ""
        for mark in node.css("span[style]"):
            if IGNORED.search(mark.attributes.get("style") or ""):
                bullet = mark.text(strip=True)
                mark.decompose()
        kind = "ol" if NUMBERED.fullmatch(bullet) else "ul"
        _wrap(node, f"<{kind}><li>{node.inner_html}</li></{kind}>")


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
