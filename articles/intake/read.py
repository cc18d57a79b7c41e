"""The one meeting point of the readers: a pasted or fetched page → what it holds."""

from __future__ import annotations

import re
from datetime import datetime

from articles.text import without_turns

from .decode import decode
from .html import read_html
from .live_times import local
from .page import IntakeError, Note, Page, shown
from .text import read_text

# The marks of `text.TURNS`, as markup may name them.
TURNS_REFERRED = re.compile(
    r"&(?:[lr]lm|#(?:x0*(?:61c|200[ef]|202[a-e]|206[6-9])"
    r"|0*(?:1564|820[67]|823[4-8]|829[4-7])));?",
    re.IGNORECASE,
)
SNIFFED = 8_192
CLOSING_TAGS = 3  # a sentence about HTML may name one or two
FEED = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF)\b", re.IGNORECASE)
STARTS = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|div|p|table|article|section|main|meta|title"
    r"|ul|ol|h[1-6]|span|header|nav|aside|link|script|style)\b",
    re.IGNORECASE,
)
CLOSES = re.compile(
    r"</(?:p|div|li|span|a|td|tr|h[1-6]|html|body|ul|section|article)\s*>",
    re.IGNORECASE,
)


def read(raw: bytes | str, captured: datetime) -> Page:
    """Return what *raw* holds; the same bytes and capture give the same Page.

    Raises IntakeError when there is nothing to read at all; everything less
    than that is a note on the page.
    """
    text, _, notes = decode(raw)
    return read_decoded(text, captured, notes)


def read_decoded(text: str, captured: datetime, notes: tuple[Note, ...]) -> Page:
    """Return what *text* holds, after *notes* of how it was decoded; as `read` else."""
    text = without_turns(text)
    if not is_html(text):
        return read_text(text, local(captured), notes)
    return read_html(TURNS_REFERRED.sub("", text), local(captured), notes)


def is_html(text: str) -> bool:
    """Whether *text* is markup: it begins so, or closes tags near its top.

    Raises IntakeError("feed") for RSS and Atom, which have a reader elsewhere.
    """
    top = text[:SNIFFED].lstrip()
    if FEED.match(top):
        raise IntakeError("feed", text=shown(top.split("\n")[0]))
    if top.startswith("<"):
        return bool(STARTS.search(top))
    return len(CLOSES.findall(top)) >= CLOSING_TAGS


def account(page: Page) -> dict[int, str]:
    """The role of every visible line of a text page, by its 1-based number."""
    return {n: role for n, role in enumerate(page.accounted, 1) if role}
