"""What an XML parser must never see is taken out or refused, before it looks.

Entities, thousands of attributes, bottomless nesting and endless items stall or break
parsers that are otherwise good at reading what feeds really contain.
"""

from __future__ import annotations

import html
import re
from html.entities import html5

from .errors import ParseError

MAX_ITEMS = 2000
MAX_ATTRIBUTES = 200
MAX_DEPTH = 200
MAX_TAGS = 500_000

NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]+")
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]*)|([0-9]*));?")
ROOT = re.compile(r"<[A-Za-z_]")
DOCTYPE = re.compile(
    r"""<!DOCTYPE\b(?:[^\[<>"']++|"[^"<]*"|'[^'<]*')*+(?P<end>[\[>]?)""", re.IGNORECASE
)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)"
    r"|(?P<entity><!(?:ENTITY|DOCTYPE)\b)"
    r"|<(?P<close>/?)(?P<name>[A-Za-z_][\w:.-]{0,100})"
    r"""(?P<rest>(?:[^<>"']++|"[^"<]*"|'[^'<]*')*+)>""",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"""[\w:.-]+\s*=\s*["']?""")
AMPERSAND = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"|&(?:(?P<name>[A-Za-z][A-Za-z0-9]{1,30});|(?!#(?:\d|[xX][0-9a-fA-F])))",
    re.DOTALL,
)
XML_ENTITIES = {"amp", "lt", "gt", "quot", "apos"}
ITEM = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
ITEMS = {"item", "entry"}
# HTML that was not escaped is often not closed either.
VOID = {"br", "hr", "img", "input", "meta", "area", "col", "embed", "wbr", "param"}


def screened(text: str) -> tuple[str, int]:
    """Return *text* as XML fit for a parser, and how many items were left off.

    What stands before the first element goes: declaration, comments, a bare DOCTYPE,
    stray output. The first MAX_ITEMS items stay, in the order printed. Raises
    ParseError: "not-a-feed", "web-page", "entities", "too-many-attributes",
    "too-deep", "too-many-tags".
    """
    text = REFERENCE.sub(_reference, NOT_XML.sub("", text))
    head = COMMENT.sub("", text)
    root = ROOT.search(head)
    if not root:
        raise ParseError("not-a-feed", size=len(text))
    _check_head(head[: root.start()])
    if head[root.start() : root.start() + 5].lower() == "<html":
        raise ParseError("web-page")
    return _Walk(head[root.start() :]).through()


def _reference(found: re.Match) -> str:
    """A character reference as it stands, or nothing if no character has it."""
    hexadecimal, decimal = found[1], found[2]
    digits = (hexadecimal or decimal or "").lstrip("0")
    if not 0 < len(digits) <= 7:
        return ""
    point = int(digits, 16 if hexadecimal else 10)
    if point > 0x10FFFF or NOT_XML.match(chr(point)):
        return ""
    return found[0]


def _check_head(head: str) -> None:
    for doctype in DOCTYPE.finditer(head):
        if doctype["end"] != ">":
            raise ParseError("entities")
    if "<!entity" in head.lower():
        raise ParseError("entities")


def mended(text: str) -> str:
    """XML that is not well-formed, with its commonest fault made good.

    A bare "&", and entities only HTML knows, become what they were meant to be; CDATA
    is left alone, where they mean themselves.
    """
    return AMPERSAND.sub(_ampersand, text)


def _ampersand(found: re.Match) -> str:
    name = found["name"]
    if found[0][0] != "&" or name in XML_ENTITIES:
        return found[0]
    if name and name + ";" in html5:
        return html.escape(html5[name + ";"])
    return "&amp;" + found[0][1:]


class _Walk:
    """One pass over the tags, as tolerant of tag soup as the parser after it."""

    def __init__(self, text: str):
        self.text = text
        self.open: list[str] = []
        self.items = 0

    def through(self) -> tuple[str, int]:
        tags = 0
        for token in TOKEN.finditer(self.text):
            if token["entity"]:
                raise ParseError("entities")
            if not (name := token["name"]):
                continue
            tags += 1
            if tags > MAX_TAGS:
                raise ParseError("too-many-tags", limit=MAX_TAGS)
            if token["close"]:
                self._close(name)
            elif self._is_one_too_many(name):
                return self._cut(token.start())
            else:
                self._open(name, token["rest"])
        return self.text, 0

    def _is_one_too_many(self, name: str) -> bool:
        if name.rpartition(":")[2].lower() not in ITEMS:
            return False
        self.items += 1
        return self.items > MAX_ITEMS

    def _open(self, name: str, rest: str) -> None:
        if rest.count("=") > MAX_ATTRIBUTES:
            count = len(ATTRIBUTE.findall(rest))
            if count > MAX_ATTRIBUTES:
                limit = MAX_ATTRIBUTES
                raise ParseError("too-many-attributes", count=count, limit=limit)
        if rest.endswith("/") or name.lower() in VOID:
            return
        self.open.append(name)
        if len(self.open) > MAX_DEPTH:
            raise ParseError("too-deep", limit=MAX_DEPTH)

    def _close(self, name: str) -> None:
        if name in self.open:
            while self.open.pop() != name:
                pass

    def _cut(self, at: int) -> tuple[str, int]:
        left_out = len(ITEM.findall(self.text, at))
        closing = "".join(f"</{name}>" for name in reversed(self.open))
        return self.text[:at] + closing, left_out
