"""The one meeting point of the readers: a pasted or fetched page → what it holds."""

from __future__ import annotations

from datetime import datetime

from .decode import decode
from .live_times import local
from .page import Page
from .text import read_text


def read(raw: bytes | str, captured: datetime) -> Page:
    """Return what *raw* holds; the same bytes and capture give the same Page.

    Raises IntakeError when there is nothing to read at all; everything less
    than that is a note on the page.
    """
    text, _, notes = decode(raw)
    return read_text(text, local(captured), notes)


def account(page: Page) -> dict[int, str]:
    """The role of every visible line of a text page, by its 1-based number."""
    return {n: role for n, role in enumerate(page.accounted, 1) if role}
