"""Markup from outside → plain text to store, or HTML that is safe to print."""

import html
import re
from urllib.parse import urlsplit

import nh3

from articles import raised

# No images: our pages load none from elsewhere, and an item's own is kept as its link.
TAGS = {
    *("p", "br", "b", "strong", "i", "em", "ul", "ol", "li", "blockquote", "a"),
    *("h3", "h4", "table", "thead", "tbody", "tr", "th", "td", "sub", "sup"),
}
ATTRIBUTES = {
    "a": {"href"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan"},
}
# Dropped with what is in them: it is not text.
UNREAD = {
    *("script", "style", "template", "noscript", "iframe", "svg", "math"),
    *("select", "audio", "video", "canvas"),
}
SCHEMES = {"http", "https"}
# Where a reader sees a gap, so that words on both sides do not run together.
GAP = re.compile(
    r"(?=</?(?:p|div|br|hr|li|ul|ol|tr|td|th|table|h[1-6]|blockquote|section|article"
    r"|header|footer|figure|figcaption|pre|dl|dt|dd)\b)",
    re.IGNORECASE,
)
# With what turns the direction of writing (`text.TURNS`), which prints figures reversed.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+"
)
NOT_URL = re.compile(r"[\x00-\x20\x7f\\<>\"^`{|}\ud800-\udfff]")
MAX_URL = 1000
SPACE = re.compile(r"[\s\u200b]+")


def plain(markup: str) -> str:
    """The text of *markup*: no tags, entities decoded once, white space folded."""
    if "<" in markup:
        markup = raised.written(_encodable(markup))
        markup = GAP.sub(" ", markup)
    if "<" in markup or "&" in markup:
        bare = nh3.clean(_encodable(markup), tags=set(), clean_content_tags=UNREAD)
        markup = html.unescape(bare)
    return folded(markup)


def folded(text: str) -> str:
    """*text* on one line, without what cannot be printed."""
    return SPACE.sub(" ", UNPRINTABLE.sub("", text)).strip()


def safe(markup: str, base: str = "") -> str:
    """*markup* cut down to an allow-list; links are http(s), whole, and unfollowed."""
    base = web_address(base)
    try:
        return _cleaned(markup, ("rewrite_with_base", base) if base else "deny")
    except ValueError:  # stricter about what is an address than we are
        return _cleaned(markup, "deny")


def _cleaned(markup: str, relative) -> str:
    clean = nh3.clean(
        raised.written(_encodable(markup)),
        tags=TAGS,
        clean_content_tags=UNREAD,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow ugc",
        url_relative=relative,
    )
    return _encodable(clean).strip()  # again: what was a reference is a character now


def _encodable(markup: str) -> str:
    return UNPRINTABLE.sub("", markup)


def web_address(url: str) -> str:
    """*url* if a reader may be sent there: http or https, whole, not too long."""
    url = url.strip()
    if not 0 < len(url) <= MAX_URL or NOT_URL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        hostname = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in SCHEMES and hostname else ""
