"""The lines of a hot list → its entries, each with rank, source and day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from .lines import (
    CREDIT,
    LONGEST_TITLE,
    NUMBERED,
    Account,
    Kind,
    Line,
    bare,
    credited,
    rank,
    stamp,
    tabs,
    unbulleted,
)
from .live_times import explicit_day, wording
from .page import HotRow

SOURCE_LENGTH = 12


@dataclass
class _Group:
    title: Line | None = None
    title_text: str = ""
    source: str = ""
    printed: str = ""
    rank: int | None = None
    lines: list[Line] = field(default_factory=list)

    @property
    def is_bare_title(self) -> bool:
        return self.rank is None and not self.printed


def read_hot(
    lines: list[Line], kinds: list[Kind], captured: datetime, account: Account
) -> tuple[tuple[str, ...], tuple[HotRow, ...]]:
    """Return the tab names and the entries as printed, both lists in one."""
    reader = _Reader(lines, kinds, account)
    reader.read()
    groups = reader.told_groups()
    rows = []
    for group, place in zip(groups, _ranks(groups, account), strict=True):
        said = wording(group.printed) if group.printed else None
        day = explicit_day(said, captured) if said else None
        if said and day is None:
            account.remark("bad-date", group.title, printed=group.printed)
        rows.append(
            HotRow(
                line=group.title.number,
                rank=place,
                title=group.title_text,
                source=group.source,
                printed=group.printed,
                day=day,
                year_assumed=day is not None
                and said.month is not None
                and said.year is None,
                url=next((line.url for line in group.lines if line.url), ""),
            )
        )
        for line in group.lines:
            account.claim(line, "hot")
    return tuple(reader.tabs), tuple(rows)


def _ranks(groups: list[_Group], account: Account) -> list[int]:
    """The rank of each entry: as printed, else one more than the entry before."""
    ranks: list[int] = []
    all_missing = all(group.rank is None for group in groups)
    if groups and all_missing:
        account.remark("hot-ranks-by-order", groups[0].title, count=len(groups))
    for group in groups:
        expected = ranks[-1] + 1 if ranks else 1
        if group.rank is None:
            if not all_missing:
                account.remark("hot-rank-missing", group.title, rank=expected)
        elif ranks and group.rank == 1 and expected > 1:
            account.remark("hot-restarts", group.title)
        elif group.rank != expected:
            params = {"expected": expected, "found": group.rank}
            account.remark("hot-rank-gap", group.title, **params)
        ranks.append(expected if group.rank is None else group.rank)
    return ranks


class _Reader:
    def __init__(self, lines: list[Line], kinds: list[Kind], account: Account):
        self.lines = lines
        self.kinds = kinds
        self.account = account
        self.tabs: list[str] = []
        self.groups: list[_Group] = []
        leading = (Kind.RANK, Kind.TEXT)
        first = next((kind for kind in kinds if kind in leading), Kind.TEXT)
        self.rank_leads = first is Kind.RANK
        self.numbered = Kind.RANK not in kinds and any(
            kind is Kind.TEXT
            and (found := NUMBERED.fullmatch(line.text[:LONGEST_TITLE]))
            and int(found[1]) == 1
            for line, kind in zip(lines[:12], kinds, strict=False)
        )
        self.credited = Kind.CREDIT not in kinds

    def read(self) -> None:
        for place, (line, kind) in enumerate(zip(self.lines, self.kinds, strict=True)):
            if kind in (Kind.HOT_HEADING, Kind.MORE, Kind.LIVE_HEADING):
                self.account.claim(line, "heading")
            elif kind is Kind.TABS:
                self.account.claim(line, "heading")
                self._take_tabs(line)
            elif kind is Kind.RANK:
                self._take_rank(line)
            elif kind is Kind.CREDIT:
                found = CREDIT.fullmatch(line.text)
                self._take_credit(line, found["source"], found["day"])
            elif kind is Kind.TIME and stamp(line.text).said.month is not None:
                self._take_credit(line, "", stamp(line.text).said.printed)
            else:
                self._take_title(place, line)

    def _take_tabs(self, line: Line) -> None:
        for name in tabs(line.text) or (bare(line.text),):
            if name not in self.tabs:
                self.tabs.append(name)

    def _take_rank(self, line: Line) -> None:
        number = rank(line.text)
        if self.rank_leads:
            self.groups.append(_Group(rank=number, lines=[line]))
            return
        group = self.groups[-1] if self.groups else None
        if group is None or group.rank is not None:
            self.account.note("hot-rank-alone", line, rank=number)
            return
        group.rank = number
        group.lines.append(line)

    def _take_credit(self, line: Line, source: str, printed: str) -> None:
        group = self.groups[-1] if self.groups else None
        if group is None or group.title is None or group.printed:
            self.account.note("unread", line)
            return
        group.source = source or group.source
        group.printed = printed
        group.lines.append(line)

    def _take_title(self, place: int, line: Line) -> None:
        group = self.groups[-1] if self.groups else None
        if group and group.title and self._is_source(place, line, group):
            group.source = line.text
            group.lines.append(line)
            return
        if group is None or group.title is not None:
            group = _Group()
            self.groups.append(group)
        group.title = line
        group.title_text = unbulleted(line.text)
        group.lines.append(line)
        self._take_apart(group)

    def _is_source(self, place: int, line: Line, group: _Group) -> bool:
        if group.source or group.printed or len(line.text) > SOURCE_LENGTH:
            return False
        after = self.kinds[place + 1] if place + 1 < len(self.kinds) else None
        return after is Kind.TIME

    def _take_apart(self, group: _Group) -> None:
        """Read rank, source and day off a title that carries them on its line."""
        if self.numbered and (found := NUMBERED.fullmatch(group.title_text)):
            group.rank, group.title_text = int(found[1]), found[2]
        if not self.credited:
            return
        if found := credited(group.title_text):
            group.title_text = found["title"]
            group.source, group.printed = found["source"], found["day"]

    def told_groups(self) -> list[_Group]:
        """The groups that are entries; of the others the clerk is told.

        In a list that gives ranks or days, a line with neither is no entry.
        """
        kept = len(self.groups)
        if any(not group.is_bare_title for group in self.groups):
            while self.groups[kept - 1].is_bare_title:
                kept -= 1
        tail = self.groups[kept:]
        bare = [group for group in self.groups[:kept] if group.is_bare_title]
        strays = bare if len(bare) * 2 < kept else []
        for group in (*strays, *tail):
            code = "truncated" if len(tail) == 1 and group is tail[0] else "unread"
            for line in group.lines:
                self.account.note(code, line)
        told = [
            group
            for group in self.groups[:kept]
            if not group.is_bare_title or not strays
        ]
        return [group for group in told if self._has_title(group)]

    def _has_title(self, group: _Group) -> bool:
        if group.title:
            return True
        code = "truncated" if group is self.groups[-1] else "hot-rank-alone"
        for line in group.lines:
            self.account.note(code, line, rank=group.rank or 0)
        return False
