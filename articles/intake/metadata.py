"""What an HTML page says about itself beside its text: the second-best witness."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser

from .lines import visible
from .live_times import SHANGHAI

TITLES = ("og:title", "twitter:title")
TIMES = (
    "article:published_time", "og:release_date", "pubdate", "publishdate",
    "datepublished", "date", "weibo: article:create_at",
)  # fmt: skip
SOURCES = ("source", "mediaid", "og:site_name")
SITE_SUFFIX = re.compile(r"(?:_|\s[-|–—]\s?|\s?\|\s?).{1,30}$")
PLAIN_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?(?:[/?#][!-~]*)?")
LONGEST_URL = 2_000
MOST_TAGS = 200


@dataclass
class Metadata:
    title: str = ""
    names: tuple[str, ...] = ()  # every wording of the title the page gives
    source: str = ""
    author: str = ""
    published: str = ""
    url: str = ""


def read_metadata(html: str, title: str, linked_data: list[str]) -> Metadata:
    """Read title, <meta>, canonical link and JSON-LD; what is absent is ""."""
    parser = LexborHTMLParser(html)
    said: dict[str, str] = {}
    for node in parser.css("meta")[:MOST_TAGS]:
        attrs = node.attributes
        name = attrs.get("property") or attrs.get("name") or attrs.get("itemprop")
        if name and attrs.get("content"):
            said.setdefault(name.lower(), visible(attrs["content"]))
    data = _article(linked_data)
    links = parser.css("link[rel=canonical]")[:1]
    url = (links[0].attributes.get("href") if links else "") or said.get("og:url", "")
    title = visible(" ".join(title.split()))
    own = next((said[name] for name in TITLES if said.get(name)), "")
    own = own or _words(data.get("headline"))
    return Metadata(
        title=own or SITE_SUFFIX.sub("", title) or title,
        names=tuple(name for name in (own, title) if name),
        source=next((said[name] for name in SOURCES if said.get(name)), "")
        or _words(data.get("publisher")),
        author=said.get("author", "") or _words(data.get("author")),
        published=next((said[name] for name in TIMES if said.get(name)), "")
        or _words(data.get("datePublished")),
        url=absolute("", url),
    )


def _article(linked_data: list[str]) -> dict:
    for text in linked_data:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph") if isinstance(data, dict) else data
        for item in graph if isinstance(graph, list) else [data]:
            if isinstance(item, dict) and (
                item.get("headline") or "datePublished" in item
            ):
                return item
    return {}


def _words(value: object) -> str:
    if isinstance(value, list):
        return " ".join(filter(None, map(_words, value[:5])))
    if isinstance(value, dict):
        value = value.get("name")
    return visible(value)[:200] if isinstance(value, str) else ""


def moment(stated: str) -> datetime | None:
    """An ISO time as metadata states it; without a zone it is Beijing's."""
    try:
        at = datetime.fromisoformat(stated)
        if at.tzinfo is None:
            return at.replace(tzinfo=SHANGHAI)
        return at.astimezone(SHANGHAI)
    except (ValueError, OverflowError):
        return None


def absolute(base: str, href: str) -> str:
    """*href* as a whole http address, "" when it is none."""
    if len(href) > LONGEST_URL:
        return ""
    if PLAIN_URL.fullmatch(href):
        return href
    try:
        url = urljoin(base, href.strip())
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return url
