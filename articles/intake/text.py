"""A plain-text page → what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .article import HEAD_LINES
from .assemble import Listed, Parts, assemble
from .byline import byline
from .lines import Account, Line, visible
from .page import IntakeError, Note, Page
from .sections import Sections, find_sections


def read_text(text: str, captured: datetime, notes: tuple[Note, ...] = ()) -> Page:
    """Read decoded text with LF ends. Raises IntakeError("not-a-page")."""
    numbered = enumerate(text.split("\n"))
    lines = [Line(i, i + 1, v) for i, raw in numbered if (v := visible(raw))]
    if not lines:
        raise IntakeError("empty", size=len(text))
    account = Account()
    account.notes.extend(notes)
    page = assemble("text", _parts(lines, captured), captured, account)
    roles = tuple(account.roles.get(i, "") for i in range(text.count("\n") + 1))
    return replace(page, accounted=roles)


def _parts(lines: list[Line], captured: datetime) -> Parts:
    found = find_sections(lines, captured)
    chunks = [[lines[i] for i in places] for places in found.chunks]
    article = _article_chunk(chunks, captured)
    shaped = found.live_by_shape
    return Parts(
        article=article,
        live=_listed(lines, found, found.live),
        hot=_listed(lines, found, found.hot),
        other=[line for chunk in chunks if chunk is not article for line in chunk],
        live_by_shape=None if shaped is None else lines[shaped],
    )


def _listed(lines: list[Line], found: Sections, places: list[int]) -> Listed:
    return [lines[i] for i in places], [found.kinds[i] for i in places]


def _article_chunk(chunks: list[list[Line]], captured: datetime) -> list[Line]:
    """The stretch between the lists that is the article: signed, else longest."""

    def weight(chunk: list[Line]) -> tuple[bool, int]:
        signed = any(byline(line.text, captured) for line in chunk[:HEAD_LINES])
        return signed, sum(len(line.text) for line in chunk)

    return max(chunks, key=weight, default=[])
