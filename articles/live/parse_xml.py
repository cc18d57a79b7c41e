"""RSS, RDF and Atom: feedparser reads them, from bytes we have screened."""

from __future__ import annotations

import html
import io
import re
from xml.parsers import expat

import feedparser

from articles.intake.page import Note

from .errors import ParseError
from .markup import folded, plain
from .parsed import ParsedFeed, bounded, joined
from .screen import MAX_ITEMS, mended, screened

# What is not well-formed goes to feedparser's tolerant reader, which takes up to 35 µs
# and 400 bytes for each mark: this many keep it under 15 s and 200 MB.
MAX_BROKEN_MARKS = 400_000
# A feed without an entry or a version is one all the same.
FEED = re.compile(r"<(?:\w+:)?(?:rss|feed|rdf|channel)\b", re.IGNORECASE)


def parse_xml(text: str, url: str) -> ParsedFeed:
    """Read decoded *text*; relative links are resolved against *url*.

    Raises ParseError: what `screened` raises, "not-a-feed",
    "too-broken", "unreadable".
    """
    fit, left_out = screened(text)
    data = fit.encode("utf-8")
    if not _is_well_formed(data):
        data = mended(fit).encode("utf-8")
        _refuse_endless_soup(data)
    read = _read(data)
    if not read.version and not read.entries and not FEED.match(fit):
        raise ParseError("not-a-feed", size=len(text))
    notes = []
    found = [bounded(_words(entry, url)) for entry in read.entries[:MAX_ITEMS]]
    left_out += len(read.entries) - len(found)
    if left_out:
        notes.append(
            Note("items-left-out", None, {"kept": MAX_ITEMS, "left_out": left_out})
        )
    if cut := sum(was_cut for _, was_cut in found):
        notes.append(Note("texts-cut", None, {"count": cut}))
    items = tuple(item for item, _ in found)
    return ParsedFeed(_text(read.feed, "title")[:500], items, tuple(notes))


def _is_well_formed(data: bytes) -> bool:
    try:
        expat.ParserCreate("utf-8", " ").Parse(data, True)
    except expat.ExpatError:
        return False
    return True


def _refuse_endless_soup(data: bytes) -> None:
    marks = data.count(b"<") + data.count(b"&")
    if marks > MAX_BROKEN_MARKS and not _is_well_formed(data):
        raise ParseError("too-broken", count=marks, limit=MAX_BROKEN_MARKS)


def _read(data: bytes):
    try:
        # A stream: given a string, feedparser would open the file or address it names.
        # And no word of where it came from, which it would put before relative ids:
        # those must stay the same when a feed moves.
        return feedparser.parse(
            io.BytesIO(data),
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except MemoryError:
        raise
    except Exception as error:
        # Its second, tolerant reader is a tower of old code that meets whatever a
        # stranger wrote; what it trips over is a fault of that feed, not of ours.
        raise ParseError("unreadable", kind=type(error).__name__) from error


def _words(entry, url: str) -> dict[str, str | bool]:
    words = {
        "guid": _raw(entry, "id"),
        "title": _raw(entry, "title"),
        "title_is_html": _is_html(entry.get("title_detail")),
        "html": _markup(_raw(entry, "summary"), entry.get("summary_detail")),
        "url": joined(url, _raw(entry, "link") or _first_link(entry)),
        "published": _raw(entry, "published"),
        "updated": _raw(entry, "updated"),
        "image": joined(url, _image(entry)),
    }
    contents = entry.get("content")
    full = contents[0] if isinstance(contents, list) and contents else {}
    if isinstance(full, dict):
        words["content"] = _markup(str(full.get("value") or ""), full)
    detail = entry.get("summary_detail") or full or entry.get("title_detail")
    base = str(detail.get("base") or "") if isinstance(detail, dict) else ""
    words["base"] = joined(url, base) or url
    return words


def _raw(entry, name: str) -> str:
    # dict's own look-up: feedparser's answers "updated" with what it has published.
    value = dict.get(entry, name)
    return value.strip() if isinstance(value, str) else ""


def _is_html(detail) -> bool:
    return isinstance(detail, dict) and detail.get("type", "text/html") != "text/plain"


def _markup(value: str, detail) -> str:
    """*value* as markup, whether or not its feed called it that."""
    plainly = isinstance(detail, dict) and detail.get("type") == "text/plain"
    return html.escape(value, quote=False) if plainly else value


def _text(entry, name: str) -> str:
    value = _raw(entry, name)
    return plain(value) if _is_html(entry.get(name + "_detail")) else folded(value)


def _first_link(entry) -> str:
    for link in entry.get("links") or ():
        if isinstance(link, dict) and link.get("rel") == "alternate":
            return str(link.get("href") or "")
    return ""


def _image(entry) -> str:
    for name in ("media_thumbnail", "media_content"):
        for medium in entry.get(name) or ():
            if isinstance(medium, dict) and medium.get("url"):
                is_image = str(medium.get("type", "image/")).startswith("image/")
                if is_image and medium.get("medium", "image") == "image":
                    return str(medium["url"])
    for link in entry.get("links") or ():
        is_enclosed = isinstance(link, dict) and link.get("rel") == "enclosure"
        if is_enclosed and str(link.get("type", "")).startswith("image/"):
            return str(link.get("href") or "")
    return ""
