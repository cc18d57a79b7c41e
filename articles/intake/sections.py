"""Where on a page the live list and the hot list stand, and where the article."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from .boilerplate import ignored
from .byline import byline
from .lines import LONGEST_TITLE, NUMBERED, Kind, Line, credited, kind, stamp

HOT_LOOK_AHEAD = 6
# Rows without a heading that are enough to be a list, and not body paragraphs
# that begin with a time; at the top of a page there is no body yet.
ROWS_ENOUGH, ROWS_ENOUGH_ON_TOP = 3, 2
# A line this long between list rows is a paragraph of the article beside it.
PARAGRAPH = 120
LISTED = (Kind.LIVE_HEADING, Kind.MORE, Kind.TABS)


@dataclass
class Sections:
    """Places in the page's lines: what is live, what is hot, and the rest."""

    kinds: list[Kind]
    live: list[int] = field(default_factory=list)
    hot: list[int] = field(default_factory=list)
    chunks: list[list[int]] = field(default_factory=list)
    live_by_shape: int | None = None


def find_sections(lines: list[Line], captured: datetime) -> Sections:
    return _Finder(lines, captured).find()


class _Finder:
    def __init__(self, lines: list[Line], captured: datetime):
        self.lines = lines
        self.captured = captured
        self.kinds = [kind(line.text) for line in lines]
        self.found = Sections(self.kinds)
        self.live_headings = {
            i
            for i, k in enumerate(self.kinds)
            if k is Kind.LIVE_HEADING and self._leads_live(i)
        }
        self.hot_headings = {
            i
            for i, k in enumerate(self.kinds)
            if k in (Kind.HOT_HEADING, Kind.TABS) and self._leads_hot(i)
        }
        self.last_time = self._last_times()

    def find(self) -> Sections:
        at, rest = 0, []
        while at < len(self.lines):
            end = self._section_end(at)
            if end == at:
                rest.append(at)
                at += 1
                continue
            if rest:
                self.found.chunks.append(rest)
                rest = []
            at = end
        if rest:
            self.found.chunks.append(rest)
        return self.found

    def _section_end(self, at: int) -> int:
        if at in self.live_headings:
            end = self._live_end(at)
            self.found.live.extend(range(at, end))
        elif at in self.hot_headings:
            end = self._hot_end(at)
            self.found.hot.extend(range(at, end))
        elif not self.live_headings and self._is_live_run(at):
            end = self._live_end(at)
            self.found.live.extend(range(at, end))
            if self.found.live_by_shape is None:
                self.found.live_by_shape = at
        elif not self.hot_headings and self._is_hot_run(at):
            end = self._hot_end(at)
            self.found.hot.extend(range(at, end))
        else:
            end = at
        return end

    def _leads_live(self, at: int) -> bool:
        """Whether a time follows; a subheading 「快讯」 in a story has none."""
        for i in range(at + 1, min(at + 4, len(self.kinds))):
            if self.kinds[i] not in LISTED:
                return self.kinds[i] in (Kind.TIME, Kind.TIMED)
        return at + 1 >= len(self.kinds) or self.kinds[-1] is Kind.MORE

    def _leads_hot(self, at: int) -> bool:
        ahead = self.kinds[at + 1 : at + 1 + HOT_LOOK_AHEAD]
        if self.kinds[at] is Kind.HOT_HEADING and (not ahead or Kind.TABS in ahead[:2]):
            return True
        if Kind.RANK in ahead or Kind.CREDIT in ahead:
            return True
        texts = [line.text for line in self.lines[at + 1 : at + 1 + HOT_LOOK_AHEAD]]
        if self.kinds[at] is not Kind.HOT_HEADING:
            return False
        return _looks_ranked(texts) or any(map(credited, texts))

    def _last_times(self) -> list[int]:
        """For each place, the last time before the next hot list or heading."""
        last, found = -1, [0] * len(self.kinds)
        for i in range(len(self.kinds) - 1, -1, -1):
            if i in self.hot_headings:
                last = -1
            elif last < 0 and self.kinds[i] in (Kind.TIME, Kind.TIMED):
                last = i
            found[i] = last
        return found

    def _live_end(self, at: int) -> int:
        """One past the last line of the live list that begins at *at*."""
        pending = False
        for i in range(at, len(self.lines)):
            sort = self.kinds[i]
            if i in self.hot_headings:
                return i
            if sort is Kind.TIME:
                pending = True
            elif sort is Kind.TIMED or sort in LISTED:
                pending = pending and sort is not Kind.TIMED
            elif pending:
                pending = False
            elif i > at and (self._article_begins(i) or self._list_is_over(i)):
                return i
        return len(self.lines)

    def _list_is_over(self, at: int) -> bool:
        """Whether the untimed line at *at* is past the list, not a row of it."""
        if self.last_time[at] > at:
            return False
        after = at + 1
        alone = after == len(self.lines) or after in self.hot_headings
        return not alone or len(self.lines[at].text) > PARAGRAPH

    def _hot_end(self, at: int) -> int:
        for i in range(at + 1, len(self.lines)):
            if i in self.live_headings:
                return i
            if self.kinds[i] is not Kind.TEXT:
                continue
            text = self.lines[i].text
            if ignored(text):
                return i
            if self._article_begins(i) or (len(text) > PARAGRAPH and "。" in text):
                return i
        return len(self.lines)

    def _article_begins(self, at: int) -> bool:
        """Whether a title stands here, with its byline in the next two lines."""
        for line in self.lines[at + 1 : at + 3]:
            found = byline(line.text, self.captured)
            if found and (found.labelled or found.precision in ("minute", "second")):
                return True
        return False

    def _is_live_run(self, at: int) -> bool:
        enough = ROWS_ENOUGH if at else ROWS_ENOUGH_ON_TOP
        rows = 0
        while rows < enough:
            if at >= len(self.kinds) or not self._is_clock(at):
                return False
            if self.kinds[at] is Kind.TIME:
                at += 1
                if at >= len(self.kinds) or self.kinds[at] is not Kind.TEXT:
                    return False
            at += 1
            rows += 1
        return True

    def _is_clock(self, at: int) -> bool:
        if self.kinds[at] not in (Kind.TIME, Kind.TIMED):
            return False
        return not stamp(self.lines[at].text).said.is_day

    def _is_hot_run(self, at: int) -> bool:
        group = [Kind.TEXT, Kind.CREDIT, Kind.RANK]
        shape = self.kinds[at : at + 9]
        return shape == group * 3 or shape == (group[2:] + group[:2]) * 3


def _looks_ranked(texts: list[str]) -> bool:
    """「1. …」 「2. …」 one under the other."""
    found = [NUMBERED.fullmatch(text[:LONGEST_TITLE]) for text in texts]
    numbers = [int(match[1]) if match else 0 for match in found]
    return (1, 2) in pairwise(numbers)
