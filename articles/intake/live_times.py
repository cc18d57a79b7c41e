"""Time wordings of a live list → aware times, counted from the capture."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
# A site's clock may run ahead of ours by this much; also how far a row may
# stand out of order before it is taken for the evening before.
SLACK = timedelta(minutes=2)
# Rows looked at to see whether a list that jumped up is being printed again.
LOOK_AHEAD = 3
# A list passes midnight once or twice; one that climbs more, and more often than
# it falls, is printed the other way round.
CLIMBS = 3

DAY = (
    r"(?:(?P<y>(?:19|20)\d\d)\s?[-/.年]\s?)?"
    r"(?P<m>0?[1-9]|1[0-2])\s?(?(y)[-/.月]|[-/月])\s?(?P<d>3[01]|[12]\d|0?[1-9])日?"
)
CLOCK = r"(?P<H>[01]?\d|2[0-3])[:：](?P<M>[0-5]\d)(?:[:：](?P<S>[0-5]\d))?(?![:：\d])"
NEAR = r"(?P<near>今天|今日|昨天|昨日|前天)"
AGO = r"(?P<n>\d{1,4})\s?(?P<unit>秒钟?|分钟?|个?小时|天)(?:之?前)|(?P<now>刚刚|刚才)"
ALONE = re.sub(r"\(\?(P<|\()(\w+)", r"(?\1only_\2", f"{NEAR}|{DAY}")
WORDING = re.compile(
    rf"(?:{AGO}|(?:(?:{NEAR}|{DAY})\s*[T,，]?\s*)?{CLOCK}|(?:{ALONE})(?!\d))"
)
BACK = {"今": 0, "昨": 1, "前": 2}


@dataclass(frozen=True)
class Wording:
    """A time as printed, taken apart; `end` is where the text after it begins."""

    printed: str
    end: int
    ago: timedelta | None = None
    days_back: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    clock: time | None = None
    precision: str = ""

    @property
    def is_day(self) -> bool:
        return self.precision == "day"

    @property
    def is_bare_clock(self) -> bool:
        return self.ago is None and self.days_back is None and self.month is None


@dataclass(frozen=True)
class Dated:
    at: datetime | None
    assumed: bool


def wording(text: str, start: int = 0) -> Wording | None:
    """Return the time wording *text* has at *start*, or None."""
    found = WORDING.match(text, start)
    if not found:
        return None
    said = _taken_apart(found[0])
    return said if not start else replace(said, end=found.end())


@lru_cache(maxsize=4096)  # a list of 100,000 rows has 1,440 clocks
def _taken_apart(words: str) -> Wording:
    found = WORDING.match(words)
    part = found.groupdict()
    printed, end = found[0].strip(), found.end()
    if part["now"]:
        return Wording(printed, end, ago=timedelta(0), precision="minute")
    if part["n"]:
        return _ago(int(part["n"]), part["unit"], printed, end)
    near = part["near"] or part["only_near"]
    year, month, day = (part[k] or part["only_" + k] for k in "ymd")
    clock, precision = None, "day"
    if part["H"]:
        clock = time(int(part["H"]), int(part["M"]), int(part["S"] or 0))
        precision = "second" if part["S"] else "minute"
    return Wording(
        printed,
        end,
        days_back=BACK[near[0]] if near else None,
        year=int(year) if year else None,
        month=int(month) if month else None,
        day=int(day) if day else None,
        clock=clock,
        precision=precision,
    )


def _ago(count: int, unit: str, printed: str, end: int) -> Wording:
    if unit == "天":
        return Wording(printed, end, days_back=count, precision="day")
    seconds = {"秒": 1, "分": 60}.get(unit[0], 3600)
    ago = timedelta(seconds=count * seconds)
    return Wording(printed, end, ago=ago, precision="minute")


def local(moment: datetime) -> datetime:
    """*moment* in Asia/Shanghai; a naive one is taken to be so already."""
    if moment.tzinfo is None:
        return moment.replace(tzinfo=SHANGHAI)
    return moment.astimezone(SHANGHAI)


def day_without_year(month: int, day: int, captured: datetime) -> date | None:
    """The latest such day that is not after the capture; None if there is none."""
    today = (local(captured) + SLACK).date()
    for year in range(today.year, max(today.year - 9, 0), -1):  # 29 February
        try:
            found = date(year, month, day)
        except ValueError:
            continue
        if found <= today:
            return found
    return None


def explicit_day(said: Wording, captured: datetime) -> date | None:
    """The day *said* names, or None when it names none or an impossible one."""
    if said.days_back is not None:
        return _before(local(captured).date(), said.days_back)
    if said.month is None or said.day is None:
        return None
    if said.year is None:
        return day_without_year(said.month, said.day, captured)
    try:
        return date(said.year, said.month, said.day)
    except ValueError:
        return None


def date_rows(
    rows: Sequence[tuple[Wording | None, str, date | None]], captured: datetime
) -> list[Dated]:
    """Return the time of each (wording, text, day of the heading above), in order.

    The newest row is first, or last where `runs_up` tells so. A bare clock takes
    its day from the capture and the row above: later than that row, it is of the
    day before, unless the list is being printed a second time.
    """
    if runs_up(rows):
        return _Calendar(rows[::-1], local(captured)).read()[::-1]
    return _Calendar(rows, local(captured)).read()


def runs_up(rows: Sequence[tuple[Wording | None, str, date | None]]) -> bool:
    """Whether a list has its oldest row first: its clocks climb almost always.

    Read as newest first, it would put every row on a day of its own.
    """
    clocks = [said.clock for said, _, _ in rows if said and said.is_bare_clock]
    up = sum(above < below for above, below in pairwise(clocks))
    down = sum(above > below for above, below in pairwise(clocks))
    return up >= CLIMBS and up > CLIMBS * down


class _Calendar:
    def __init__(self, rows, captured: datetime):
        self.rows = rows
        self.captured = captured
        self.above: datetime | None = None
        self.heading: date | None = None
        self.seen: dict[tuple[str, str], datetime] = {}

    def read(self) -> list[Dated]:
        return [self._dated(i, *row) for i, row in enumerate(self.rows)]

    def _dated(self, i, said, text, heading) -> Dated:
        if heading != self.heading:
            self.heading, self.above = heading, None
        if said is None:
            return Dated(None, False)
        assumed = said.is_bare_clock and heading is None
        at = self._assumed(i, said) if assumed else self._stated(said, heading)
        if at is None:
            return Dated(None, False)
        if not said.is_day:
            self.above = at
        self.seen.setdefault((said.printed, text), at)
        return Dated(at, assumed)

    def _stated(self, said: Wording, heading: date | None) -> datetime | None:
        if said.ago is not None:
            return _minus(self.captured, said.ago)
        day = heading if said.is_bare_clock else explicit_day(said, self.captured)
        return _at(day, said.clock or time())

    def _assumed(self, i: int, said: Wording) -> datetime | None:
        if self.above is None:
            at = _at(self.captured.date(), said.clock)
            late = at is not None and at > self.captured + SLACK
            return _minus(at, timedelta(days=1)) if late else at
        at = _at(self.above.date(), said.clock)
        if at is not None and at > self.above + SLACK:
            again = self.seen.get((said.printed, self.rows[i][1]))
            at = again or _minus(at, timedelta(days=1))
        return self._started_over(i, at) or at

    def _started_over(self, i: int, at: datetime | None) -> datetime | None:
        """The time of row *i* if with it the list is being printed again.

        A second printing begins with the head of the first, or with a few rows
        that are newer; these follow the head more closely than *at*, their time
        if the list just went on, precedes the row above.
        """
        key, head = next(iter(self.seen.items()))
        near = [
            (said.printed, words) if said else None
            for said, words, _ in self.rows[i : i + LOOK_AHEAD]
        ]
        if key not in near:
            return None
        if near[0] == key:
            return head
        newer = _at(head.date(), self.rows[i][0].clock)
        if newer is None or not head <= newer <= self.captured + SLACK:
            return None
        return None if at and newer - head >= self.above - at else newer


def _at(day: date | None, clock: time | None) -> datetime | None:
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock, SHANGHAI)


def _before(day: date, days: int) -> date | None:
    try:
        return day - timedelta(days=days)
    except OverflowError:
        return None


def _minus(moment: datetime | None, span: timedelta) -> datetime | None:
    try:
        return None if moment is None else moment - span
    except OverflowError:
        return None
