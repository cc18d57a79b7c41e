"""The lines of article, live list and hot list → the Page they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .article import read_article, without_boilerplate
from .hot_list import read_hot
from .lines import Account, Kind, Line
from .live_list import read_live
from .page import IntakeError, Page

Listed = tuple[list[Line], list[Kind]]


@dataclass(frozen=True)
class Parts:
    """Every visible line of a page that is to be read, by what it is part of."""

    article: list[Line]
    live: Listed
    hot: Listed
    other: list[Line]
    live_by_shape: Line | None = None
    title: Line | None = None  # where the form of the page itself tells it


def assemble(form: str, parts: Parts, captured: datetime, account: Account) -> Page:
    """Read *parts* into a Page. Raises IntakeError("not-a-page") if it is empty."""
    article = read_article(parts.article, parts.title, captured, account)
    live = read_live(*parts.live, captured, account)
    tabs, hot = read_hot(*parts.hot, captured, account)
    without_boilerplate(parts.other, account)
    if parts.live_by_shape is not None and live:
        account.remark("live-by-shape", parts.live_by_shape, count=len(live))
    for name, missing in (
        ("body", not article.paragraphs),
        ("live", not live),
        ("hot", not hot),
    ):
        if missing:
            account.remark_page(f"no-{name}")
    if not (article.title or article.paragraphs or live or hot):
        raise IntakeError("not-a-page", lines=len(parts.article))
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
        notes=account.finish(
            [*parts.article, *parts.live[0], *parts.hot[0], *parts.other]
        ),
        url="",
    )
