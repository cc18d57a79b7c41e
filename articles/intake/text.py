"""A plain-text page → what it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .article import HEAD_LINES, read_article
from .byline import byline
from .hot_list import read_hot
from .lines import Account, Kind, Line, visible
from .live_list import read_live
from .page import IntakeError, Note, Page
from .sections import Sections, find_sections


def read_text(text: str, captured: datetime, notes: tuple[Note, ...] = ()) -> Page:
    """Read decoded text with LF ends. Raises IntakeError("not-a-page")."""
    numbered = enumerate(text.split("\n"))
    lines = [Line(i, i + 1, v) for i, raw in numbered if (v := visible(raw))]
    account = Account()
    account.notes.extend(notes)
    page = assemble("text", lines, captured, account)
    roles = tuple(account.roles.get(i, "") for i in range(text.count("\n") + 1))
    return replace(page, accounted=roles)


def assemble(
    form: str, lines: list[Line], captured: datetime, account: Account
) -> Page:
    """Read the visible *lines* of a page, text or HTML, in their printed order."""
    if not lines:
        raise IntakeError("empty", size=0)
    found = find_sections(lines, captured)
    chunk = _article_chunk(lines, found, captured)
    article = read_article(chunk, captured, account)
    live = read_live(*_part(lines, found, found.live), captured, account)
    tabs, hot = read_hot(*_part(lines, found, found.hot), captured, account)
    if found.live_by_shape is not None and live:
        account.remark("live-by-shape", lines[found.live_by_shape], count=len(live))
    for name, missing in (
        ("body", not article.paragraphs),
        ("live", not live),
        ("hot", not hot),
    ):
        if missing:
            account.remark_page(f"no-{name}")
    if not (article.title or article.paragraphs or live or hot):
        raise IntakeError("not-a-page", lines=len(lines))
    said = article.byline
    return Page(
        form=form,
        title=article.title,
        title_halves=article.halves,
        source=said.source,
        author=said.author,
        published_printed=said.printed,
        published_at=said.at,
        published_precision=said.precision,
        published_assumed=said.assumed,
        lede=article.lede,
        lede_repeats=article.lede_repeats,
        paragraphs=tuple(line.text for line in article.paragraphs),
        paragraph_lines=tuple(line.number for line in article.paragraphs),
        live=live,
        hot_tabs=tabs,
        hot=hot,
        notes=account.finish(lines),
        url="",
    )


def _part(
    lines: list[Line], found: Sections, places: list[int]
) -> tuple[list[Line], list[Kind]]:
    return [lines[i] for i in places], [found.kinds[i] for i in places]


def _article_chunk(
    lines: list[Line], found: Sections, captured: datetime
) -> list[Line]:
    """The stretch between the lists that is the article: signed, else longest."""
    chunks = [[lines[i] for i in places] for places in found.chunks]

    def weight(chunk: list[Line]) -> tuple[bool, int]:
        signed = any(byline(line.text, captured) for line in chunk[:HEAD_LINES])
        return signed, sum(len(line.text) for line in chunk)

    return max(chunks, key=weight, default=[])
