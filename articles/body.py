"""Article bodies: Markdown in, numbered and sanitised HTML blocks out."""

import html
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from articles import picture_names
from articles.emphasis import Inline

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "pre", "table", "hr"}
INLINE = {"li", "strong", "em", "code", "a", "br", "img"}
TABLE = {"thead", "tbody", "tr", "th", "td"}
ATTRIBUTES = {
    **{tag: {"id"} for tag in BLOCKS},
    "a": {"href", "title"},
    "img": {"src", "alt", "title", *picture_names.KNOWN},
    "ol": {"id", "start"},
}
HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}

TAG = re.compile(r"<[^>]*>")
PICTURE = re.compile(r'<img (?=[^>]*?\balt="([^"]*)")[^>]*>')

reader = MarkdownIt("zero")
reader.inline = Inline()
# After changing how a body reads, place its quotes anew (see migration 0018).
reader.configure("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True)
class Block:
    """One top-level block of a body: its number from 1, and its HTML, safe to print."""

    number: int
    html: str

    @property
    def key(self) -> str:
        """The id the block has in the page: "p1" for the first."""
        return f"p{self.number}"

    @cached_property
    def text(self) -> str:
        """Its plain text, character for character what a browser calls textContent.

        Quotes count their offsets in this. An image has no text.
        """
        # Between the tags the library writes, < and > stand only escaped.
        return html.unescape(TAG.sub("", self.html.removesuffix("\n")))


@lru_cache(maxsize=512)
def blocks(markdown: str) -> tuple[Block, ...]:
    """Return the blocks of *markdown* in order; block n has the id "pn".

    Raw HTML is shown as text. What a library lets through by mistake is taken out
    again by an allow-list, so an hx-* attribute can never reach a page.
    """
    tokens = reader.parse(markdown)
    found: list[Block] = []
    start = 0
    for position, token in enumerate(tokens):
        _tame(token)
        if token.level or token.nesting == 1:
            continue
        group = tokens[start : position + 1]
        group[0].attrSet("id", f"p{len(found) + 1}")
        found.append(Block(len(found) + 1, _clean(group)))
        start = position + 1
    return tuple(found)


def has_silent_picture(block: Block) -> bool:
    """Whether *block* shows a picture that says nothing to who cannot see it."""
    return any(not words.strip() for words in PICTURE.findall(block.html))


def contains(markdown: str, sentence: str) -> bool:
    """Whether a block of *markdown* begins with *sentence*, as ledes often repeat one."""
    return any(block.text.startswith(sentence) for block in blocks(markdown))


def as_markdown(paragraphs) -> str:
    """Return Markdown that shows each of *paragraphs* as the plain text it is."""
    return "\n\n".join(_escape(paragraph) for paragraph in paragraphs)


def _clean(tokens: list[Token]) -> str:
    return nh3.clean(
        reader.renderer.render(tokens, reader.options, {}),
        tags=BLOCKS | INLINE | TABLE,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener nofollow",
    )


def _tame(token: Token) -> None:
    """Fit a token to the page: the page owns h1, and images come from this site only."""
    if token.tag in HEADINGS:
        token.tag = HEADINGS[token.tag]
    for child in token.children or []:
        if child.type == "image" and not str(child.attrs["src"]).startswith("/"):
            # The content security policy would block it; its words still matter.
            child.type, child.tag, child.content = "text", "", f"[{child.content}]"
            child.children = None
        elif child.type == "image":
            child.attrs.update(picture_names.attributes(str(child.attrs["src"])))


SPECIAL = re.compile(r"([\\`*_\[\]<>&|~])")
LINE_START = re.compile(r"^(\s*)([#+\-=]|\d{1,9}[.)])", re.MULTILINE)


def _escape(paragraph: str) -> str:
    lines = (line.strip() for line in paragraph.splitlines())
    text = SPECIAL.sub(r"\\\1", "\n".join(line for line in lines if line))
    return LINE_START.sub(lambda m: f"{m[1]}{m[2][:-1]}\\{m[2][-1]}", text)
