"""OPML, the list of feeds that readers of feeds exchange: bytes → outlines, and back.

What OPML has no word for stands in attributes of our own namespace, which others skip.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.etree import ElementTree  # what it is given has been through `screened`

from .encodings import text_of
from .errors import ParseError
from .screen import NOT_XML, ROOT, mended, screened

NAMESPACE = "urn:newsroom:feeds:1"
OWN = ("source", "minutes", "judging", "mapping", "active")
MAX_BYTES = 5 * 1024 * 1024
MAX_OUTLINES = 2000
DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
ElementTree.register_namespace("nr", NAMESPACE)


@dataclass(frozen=True)
class Outline:
    """A feed as a file lists it, every word as written there; "" where it has none.

    *number* counts the feeds of the file from 1; *category* is the titles it is nested
    in, joined by "/". *active* is "0" for one that is not to be asked.
    """

    number: int
    title: str
    url: str
    category: str = ""
    source: str = ""
    minutes: str = ""
    judging: str = ""
    mapping: str = ""
    active: str = ""
    homepage: str = ""


@dataclass(frozen=True)
class Outlines:
    """The feeds of a file in their order, and how many more it had than we take."""

    rows: tuple[Outline, ...]
    left_out: int = 0


def parse(body: bytes) -> Outlines:
    """Read an OPML file. Raises ParseError: "too-large", "doctype", "not-xml",
    "not-opml", "nothing-of-opml", and what `screened` raises of broken markup."""
    if len(body) > MAX_BYTES:
        raise ParseError("too-large", size=len(body), limit=MAX_BYTES)
    text, _encoding, _lost = text_of(body, "")
    root = ROOT.search(text)
    head = text[: root.start()] if root else text
    if DOCTYPE.search(head):
        raise ParseError("doctype")
    try:
        tree = ElementTree.fromstring(mended(screened(text)[0]))  # noqa: S314
    except ParseError as error:
        # `screened` speaks of feeds; whoever chose this file chose it as a list of them.
        if error.code in ("not-a-feed", "web-page"):
            raise ParseError("nothing-of-opml", size=len(body)) from None
        raise
    except ElementTree.ParseError as error:
        line, column = error.position
        line += head.count("\n")
        raise ParseError("not-xml", line=line, column=column + 1) from None
    if _plain(tree.tag) != "opml":
        raise ParseError("not-opml", name=_plain(tree.tag)[:40])
    found = list(_feeds(tree))
    kept = [
        _outline(number, element, path)
        for number, (element, path) in enumerate(found[:MAX_OUTLINES], 1)
    ]
    return Outlines(tuple(kept), len(found) - len(kept))


def _feeds(tree: ElementTree.Element):
    """Each outline that is a feed, with the titles above it; the rest are categories."""
    waiting = [(child, ()) for child in reversed(tree)]
    while waiting:
        element, path = waiting.pop()
        below, name = list(element), _plain(element.tag)
        if name == "outline" and (_word(element, "xmlUrl") or not below):
            if _word(element, "xmlUrl") or _word(element, "type"):
                yield element, path
        elif name == "outline":
            path = (*path, _title(element))
        elif name != "body":
            continue
        waiting += [(child, path) for child in reversed(below)]


def _outline(number: int, element: ElementTree.Element, path: tuple) -> Outline:
    """The words of *element*; a category is where it stands, else what it says itself."""
    stated = _word(element, "category").split(",")[0].strip("/ ")
    return Outline(
        number=number,
        title=_title(element),
        url=_word(element, "xmlUrl"),
        category="/".join(filter(None, path)) or stated,
        homepage=_word(element, "htmlUrl"),
        **{name: element.get(f"{{{NAMESPACE}}}{name}", "").strip() for name in OWN},
    )


def _title(element: ElementTree.Element) -> str:
    return " ".join((_word(element, "title") or _word(element, "text")).split())


def _word(element: ElementTree.Element, name: str) -> str:
    """The attribute *name*, in whatever case the writer spelled it."""
    for key, value in element.attrib.items():
        if key.lower() == name.lower():
            return value.strip()
    return ""


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def write(rows: Iterable[Outline], title: str, now: datetime) -> bytes:
    """An OPML 2.0 file of *rows*, nested by their categories, in their order."""
    tree = ElementTree.Element("opml", version="2.0")
    head = ElementTree.SubElement(tree, "head")
    ElementTree.SubElement(head, "title").text = _printable(title)
    ElementTree.SubElement(head, "dateCreated").text = format_datetime(now)
    places = {(): ElementTree.SubElement(tree, "body")}
    for row in rows:
        place = _place(places, tuple(filter(None, row.category.split("/"))))
        words = {"type": "rss", "text": row.title, "title": row.title}
        words |= {"xmlUrl": row.url, "htmlUrl": row.homepage}
        words |= {f"{{{NAMESPACE}}}{name}": getattr(row, name) for name in OWN}
        kept = {name: _printable(value) for name, value in words.items() if value}
        ElementTree.SubElement(place, "outline", kept)
    ElementTree.indent(tree)
    return ElementTree.tostring(tree, "utf-8", xml_declaration=True) + b"\n"


def _place(places: dict, path: tuple) -> ElementTree.Element:
    if path not in places:
        name = _printable(path[-1])
        above = _place(places, path[:-1])
        places[path] = ElementTree.SubElement(above, "outline", text=name, title=name)
    return places[path]


def _printable(words: str) -> str:
    return NOT_XML.sub("", words)
