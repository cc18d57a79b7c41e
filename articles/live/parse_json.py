"""JSON Feed, and the JSON of flash-news pages as a mapping describes it."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from articles.intake.page import Note

from .errors import ParseError
from .markup import folded
from .parsed import ParsedFeed, bounded, joined
from .screen import MAX_ITEMS

# Each costs about 100 bytes while it is read: 100 MB at the most.
MAX_VALUES = 1_000_000
# callback({…}); and var news = {…}; — what was once loaded by a script tag.
WRAPPED = re.compile(
    r"(?:/\*.{0,200}?\*/\s*)?(?:(?:var|let|const|window\.)?\s*[\w.$]{1,80}\s*=|[\w.$]{1,80}\s*\()\s*(?=[\[{])"
)
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]+")
PLACE = re.compile(r"\{([^{}]{1,100})\}")
JSON_FEED = "https://jsonfeed.org/version/1"


@dataclass(frozen=True)
class Mapping:
    """Where things are in a page's JSON: dot paths, numbers count in lists.

    *items* is walked from the top, the others from an item. A path that holds braces
    is an address to fill in: "https://news.example/{id}.html". An item is important
    when what stands at *importance* is one of *important_values*.
    """

    items: str = "data.list"
    title: str = "title"
    text: str = "content"
    time: str = "ctime"
    url: str = ""
    guid: str = "id"
    image: str = ""
    importance: str = ""
    important_values: tuple[str, ...] = ()


def parse_json(text: str, url: str, mapping: Mapping | None = None) -> ParsedFeed:
    """Read decoded *text*: by *mapping* if there is one, else as JSON Feed.

    Raises ParseError: "not-json", "too-deep", "too-many-values", "needs-mapping",
    "no-list" (with the path and the keys found instead).
    """
    document = _loaded(text)
    if mapping:
        rows = _rows(document, mapping.items)
        return _feed("", rows, lambda row: _mapped(row, mapping, url))
    if not _is_json_feed(document):
        raise ParseError("needs-mapping", keys=_keys(document))
    rows = document.get("items")
    title = _word(document.get("title"))
    rows = rows if isinstance(rows, list) else []
    return _feed(folded(title)[:500], rows, lambda row: _json_feed(row, url))


def _loaded(text: str):
    text = text.strip().removeprefix("\ufeff")
    if wrapped := WRAPPED.match(text):
        start = wrapped.end()
        end = max(text.rfind("}"), text.rfind("]")) + 1
        text = text[start:end]
    values = text.count("{") + text.count("[") + text.count(",")
    if values > MAX_VALUES:
        raise ParseError("too-many-values", count=values, limit=MAX_VALUES)
    try:
        return json.loads(text, strict=False)
    except RecursionError:
        raise ParseError("too-deep", limit=1000) from None
    except json.JSONDecodeError as error:
        raise ParseError("not-json", line=error.lineno, column=error.colno) from None
    except ValueError:  # a number of thousands of digits
        raise ParseError("not-json", line=0, column=0) from None


def _is_json_feed(document) -> bool:
    if not isinstance(document, dict):
        return False
    return str(document.get("version", "")).startswith(JSON_FEED)


def _rows(document, path: str) -> list:
    rows = at(document, path) if path else document
    if isinstance(rows, dict):
        rows = list(rows.values())
    if not isinstance(rows, list):
        raise ParseError("no-list", path=path, keys=_keys(document))
    return rows


def _feed(title: str, rows: list, read) -> ParsedFeed:
    notes = []
    if len(rows) > MAX_ITEMS:
        left_out = len(rows) - MAX_ITEMS
        notes.append(
            Note("items-left-out", None, {"kept": MAX_ITEMS, "left_out": left_out})
        )
    kept = [row for row in rows[:MAX_ITEMS] if isinstance(row, dict)]
    if unreadable := min(len(rows), MAX_ITEMS) - len(kept):
        notes.append(Note("items-unreadable", None, {"count": unreadable}))
    found = [bounded(read(row)) for row in kept]
    if cut := sum(was_cut for _, was_cut in found):
        notes.append(Note("texts-cut", None, {"count": cut}))
    return ParsedFeed(title, tuple(item for item, _ in found), tuple(notes))


def _mapped(row: dict, mapping: Mapping, url: str) -> dict[str, str | bool]:
    level = _word(at(row, mapping.importance)) if mapping.importance else ""
    important = {value.casefold() for value in mapping.important_values}
    return {
        "guid": _filled(row, mapping.guid),
        "title": _filled(row, mapping.title),
        "title_is_html": True,
        "html": _filled(row, mapping.text),
        "url": joined(url, _filled(row, mapping.url)),
        "published": _filled(row, mapping.time),
        "image": joined(url, _filled(row, mapping.image)),
        "base": url,
        "is_important": bool(level) and level.casefold() in important,
    }


def _json_feed(row: dict, url: str) -> dict[str, str | bool]:
    full = _word(row.get("content_html"))
    if not full:
        full = html.escape(_word(row.get("content_text")), quote=False)
    summary = html.escape(_word(row.get("summary")), quote=False)
    return {
        "guid": _word(row.get("id")),
        "title": _word(row.get("title")),
        "html": summary or full,
        "content": full if summary else "",
        "url": joined(url, _word(row.get("url")) or _word(row.get("external_url"))),
        "published": _word(row.get("date_published")),
        "updated": _word(row.get("date_modified")),
        "image": joined(url, _word(row.get("image")) or _word(row.get("banner_image"))),
        "base": url,
    }


def at(value, path: str):
    """What stands at the dot *path* in *value*, or None."""
    for step in path.split("."):
        if isinstance(value, dict):
            value = value.get(step)
        elif isinstance(value, list) and step.lstrip("-").isdecimal():
            place = int(step[:9])
            value = value[place] if -len(value) <= place < len(value) else None
        else:
            return None
    return value


def _filled(row: dict, path: str) -> str:
    if "{" not in path:
        return _word(at(row, path)) if path else ""
    missing = any(not _word(at(row, place)) for place in PLACE.findall(path))
    if missing:
        return ""
    return PLACE.sub(lambda found: quote(_word(at(row, found[1])), safe=""), path)


def _word(value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return NOT_TEXT.sub("", value).strip()
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    return str(value) if isinstance(value, int) else ""


def _keys(document) -> str:
    """The keys at the top, for an editor who is writing a mapping."""
    names: Iterable = document if isinstance(document, dict) else ()
    return ", ".join(str(name)[:40] for name in list(names)[:10])
