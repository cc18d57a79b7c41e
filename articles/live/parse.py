"""The bytes of a feed → its items, as its source wrote them."""

from __future__ import annotations

from dataclasses import replace

from articles.intake.page import Note

from .encodings import text_of
from .errors import ParseError
from .parse_json import Mapping, parse_json
from .parse_xml import parse_xml
from .parsed import ParsedFeed, ParsedItem

__all__ = ["Mapping", "ParseError", "ParsedFeed", "ParsedItem", "parse"]


def parse(
    body: bytes, content_type: str, url: str, mapping: Mapping | None = None
) -> ParsedFeed:
    """Read *body*, which *url* gave with the header *content_type*.

    What it looks like decides, not what it is called: feeds arrive as text/html and
    worse. With *mapping* it must be JSON. Raises ParseError and nothing else.
    """
    text, encoding, lost = text_of(body, content_type)
    start = text.lstrip("\ufeff\t\n\r \x00")[:1]
    try:
        if mapping or start in ("{", "[") or (start != "<" and "json" in content_type):
            feed = parse_json(text, url, mapping)
        else:
            feed = parse_xml(text, url)
    except ParseError as error:
        if error.code != "not-a-feed":
            raise
        # Only here is it known how many bytes the text came in.
        raise ParseError("not-a-feed", size=len(body)) from None
    if not lost:
        return feed
    note = Note("bad-characters", None, {"count": lost, "encoding": encoding})
    return replace(feed, notes=(note, *feed.notes))
