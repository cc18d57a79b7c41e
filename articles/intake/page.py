"""What a page holds, as its readers found it: untrusted, as printed, undated by us."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

TEXT_SHOWN = 120


class IntakeError(Exception):
    """Nothing here can be read; `code` and `params` are worded by the caller."""

    def __init__(self, code: str, **params: str | int):
        super().__init__(code, params)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({told})" if told else self.code


@dataclass(frozen=True)
class Note:
    """Something the clerk should know.

    `line` counts the decoded original from 1 and is None when the note
    concerns the page. `params` holds "text" whenever it is about a line.
    """

    code: str
    line: int | None
    params: dict[str, str | int]

    @classmethod
    def about(cls, code: str, line: int, text: str, **params: str | int) -> Note:
        return cls(code, line, {"text": shown(text), **params})


@dataclass(frozen=True)
class LiveRow:
    """One row of the live list; `at` is aware, Asia/Shanghai."""

    line: int
    text: str
    printed: str
    at: datetime | None
    precision: str
    date_assumed: bool
    url: str
    repeats: int | None


@dataclass(frozen=True)
class HotRow:
    line: int
    rank: int
    title: str
    source: str
    printed: str
    day: date | None
    year_assumed: bool
    url: str


@dataclass(frozen=True)
class Page:
    """A page as read. `paragraphs` leave the lede out; `live` keeps its repeats.

    `accounted` has one role per line of a text page, "" for a blank one; it is
    empty for HTML, whose lines are not its text.
    """

    form: str
    title: str
    title_halves: tuple[str, ...]
    source: str
    author: str
    published_printed: str
    published_at: datetime | None
    published_precision: str
    published_assumed: bool
    lede: str
    lede_repeats: int | None
    paragraphs: tuple[str, ...]
    paragraph_lines: tuple[int, ...]
    live: tuple[LiveRow, ...]
    hot_tabs: tuple[str, ...]
    hot: tuple[HotRow, ...]
    notes: tuple[Note, ...]
    url: str
    accounted: tuple[str, ...] = ()


def shown(text: str) -> str:
    """Return *text* short enough to be quoted in a note."""
    return text if len(text) <= TEXT_SHOWN else text[: TEXT_SHOWN - 1] + "…"
