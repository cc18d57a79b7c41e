"""The lines of a live list → its rows, dated and with their repeats found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from .lines import Account, Kind, Line, stamp, unbulleted
from .live_times import Wording, date_rows, explicit_day, runs_up
from .page import LiveRow


@dataclass
class _Row:
    line: Line
    said: Wording | None
    text: str
    url: str
    heading: date | None


def read_live(
    lines: list[Line], kinds: list[Kind], captured: datetime, account: Account
) -> tuple[LiveRow, ...]:
    """Return every row in printed order; each line is claimed or noted."""
    rows = _Reader(lines, kinds, captured, account).read()
    printed_rows = [(row.said, row.text, row.heading) for row in rows]
    dated = date_rows(printed_rows, captured)
    if runs_up(printed_rows):
        account.remark("live-oldest-first", rows[0].line, count=len(rows))
    found: list[LiveRow] = []
    first: dict[tuple[str, str, datetime | None], int] = {}
    for index, (row, when) in enumerate(zip(rows, dated, strict=True)):
        printed = row.said.printed if row.said else ""
        # The time told apart, not only as printed: the same bulletin at 09:00
        # of two days is two items, and a list printed twice has equal times.
        earlier = first.setdefault((row.text, printed, when.at), index)
        found.append(
            LiveRow(
                line=row.line.number,
                text=row.text,
                printed=printed,
                at=when.at,
                precision=row.said.precision if row.said and when.at else "",
                date_assumed=when.assumed,
                url=row.url,
                repeats=None if earlier == index else earlier,
            )
        )
        if row.said and when.at is None:
            account.remark("bad-date", row.line, printed=printed)
    return tuple(found)


class _Reader:
    def __init__(self, lines, kinds, captured, account):
        self.lines = lines
        self.kinds = kinds
        self.captured = captured
        self.account = account
        self.rows: list[_Row] = []
        self.pending: Line | None = None
        self.said: Wording | None = None
        self.heading: date | None = None

    def read(self) -> list[_Row]:
        for place, line in enumerate(self.lines):
            self._take(place, line, self.kinds[place])
        if self.pending:
            self.account.note("truncated", self.pending)
        return self.rows

    def _take(self, place: int, line: Line, kind: Kind) -> None:
        if kind in (Kind.LIVE_HEADING, Kind.MORE):
            self.account.claim(line, "heading")
            return
        found = stamp(line.text)
        if found and not found.rest:
            if not self._take_day(place, line, found.said):
                self._drop_pending()
                self.pending, self.said = line, found.said
        elif found and not (self.pending and found.tight):
            self._drop_pending()
            self._add(line, found.said, found.rest, line)
        elif self.pending:
            # A tight "10:11战胜…" under a time of its own is that row's text.
            self.account.claim(self.pending, "live")
            self._add(line, self.said, line.text, self.pending)
            self.pending = None
        else:
            self.account.remark("live-no-time", line)
            self._add(line, None, line.text, line)

    def _take_day(self, place: int, line: Line, said: Wording) -> bool:
        """Take a day that stands over the clock times that follow it."""
        under = self.lines[place + 1] if place + 1 < len(self.lines) else None
        found = stamp(under.text) if under and said.is_day else None
        if not found or not found.said.is_bare_clock:
            return False
        self._drop_pending()
        self.account.claim(line, "heading")
        self.heading = explicit_day(said, self.captured)
        return True

    def _add(self, line: Line, said, text: str, first: Line) -> None:
        self.account.claim(line, "live")
        url = line.url or first.url
        self.rows.append(_Row(first, said, unbulleted(text), url, self.heading))

    def _drop_pending(self) -> None:
        if self.pending:
            self.account.note("live-time-alone", self.pending)
            self.pending = None
