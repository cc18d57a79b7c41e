"""The times a text states, as printed and, where the words allow, as dates.

Built on `live.periods.scan`, which knows how periods are written. A day the text was
written on may be given, to work out 去年 and 5月; what is worked out from it says so.
"""

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from articles.live import periods
from articles.numerals import DIGITS

from . import ahead
from .level import level
from .proposals import Period, Precision

_LOOSE = re.compile(
    r"(?P<named>今年以来|今年|去年|前年|上年|本年|上个?月|本月|当月|昨[日天]|今[日天])"
    r"|(?P<plan>\"?十(?P<n>[二三四五六])五\"?(?:期间|时期|以来|末|初)?)"
    r"|(?P<since>(?P<sy>(?:19|20)\d\d)年(?:(?P<sm>1[0-2]|0?[1-9])月)?以来)(?!新?[高低]|最)"
    r"|(?P<bare>截[至止](?:目前|当前|发稿)|迄今(?:为止)?|到目前为止|目前|当前|眼下|近年来?"
    r"|近[两三四五六七八九十\d]{1,2}年来?|过去[两三四五六七八九十\d]{1,2}年|历年|至今)"
)
_SUFFIX = re.compile(
    r"(?:年?[底末]|初|以来|期间|全年|全月|同期|内|[上中下]旬|当[日天]|当月|[夏暑]粮|夏|冬)"
)
_UNTIL = re.compile(r"(?:截[至止]到?|自|从|到|至)$")
_JOINED = re.compile(r"^(?:至|到|-|与|和|、|份)?$")
# 比上年增长 names what a figure is compared with.
_BASE = re.compile(r"(?:比|较|与|同|相比|对比|高于|低于|超过|相当于)(?:[^,;、]{0,2})$")
_BASE_AFTER = re.compile(r"^(?:[^,;\d]{0,4})(?:相比|以来新?[高低]|以来最)")
_NO_TIME = re.compile(
    r"^(?:[^,;、\d占]{0,18}(?:大会|论坛|峰会|博览会|会议|年会|座谈会|展览会)|[电讯][,)\] ])"
)
_MONTH_DAY = re.compile(r"(?:(\d{1,2})月)?(\d{1,2})[日号]")


@dataclass(frozen=True)
class When:
    """A wording of time in a text; *is_base* where it is only compared with."""

    start: int
    end: int
    period: Period
    is_base: bool


def find(text: str, written_on: date | None = None) -> list[When]:
    """Return the times *text* states, in order, none overlapping another."""
    printed, text = text, level(text)
    pieces = [(start, end, kinds) for start, end, kinds in periods.scan(text) if kinds]
    pieces += [(m.start(), m.end(), (("loose", m),)) for m in _LOOSE.finditer(text)]
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    found: list[When] = []
    run: list = []
    for piece in pieces:
        if run and piece[0] < run[-1][1]:
            continue
        if run and (
            piece[0] - run[-1][1] > 1 or not _joins(text, run[-1][1], piece[0])
        ):
            found.append(_when(text, printed, run, written_on))
            run = []
        if len(run) < 6:
            run.append(piece)
    if run:
        found.append(_when(text, printed, run, written_on))
    return found


def _joins(text: str, end: int, start: int) -> bool:
    return bool(_JOINED.match(text[end:start]))


def _when(text: str, original: str, run: list, written_on: date | None) -> When:
    start, end = run[0][0], run[-1][1]
    if text.startswith("份", end) and text[end - 1] == "月":
        end += 1
    suffix = _SUFFIX.match(text, end)
    if suffix:
        end = suffix.end()
    until = _UNTIL.search(text, max(0, start - 3), start)
    first = start
    if (until and (until[0][0] in "截自" or until.start() == 0)) or (
        until and text[until.start() - 1] in ",;:。 "
    ):
        first = until.start()
    is_base = bool(
        _BASE.search(text, max(0, start - 4), start)
        or _BASE_AFTER.match(text[end : end + 12])
        or _NO_TIME.match(text[end : end + 26])
    )
    printed = original[first:end]
    lies_ahead = not is_base and ahead.lies_ahead(text, start, end)
    period = _period(
        printed, text[start:end], run, suffix and suffix[0], written_on, lies_ahead
    )
    return When(first, end, period, is_base)


def _period(printed, wording, run, suffix, written_on, lies_ahead) -> Period:
    try:
        found = _dated(printed, wording, run, written_on, lies_ahead)
    except (ValueError, OverflowError):
        return Period(printed)
    return _narrowed(found, suffix or "")


def _narrowed(found: Period, suffix: str) -> Period:
    """Take 底, 末 for the last day of the period, and 以来 for its open end."""
    if found.start is None or found.end is None:
        return found
    if suffix == "以来":
        return replace(found, end=None, precision=Precision.AS_PRINTED)
    if suffix.endswith(("底", "末")):
        return replace(found, start=found.end, precision=Precision.DAY)
    if suffix == "初":
        return replace(found, end=found.start, precision=Precision.DAY)
    return found


def _dated(
    printed: str, wording: str, run: list, written_on: date | None, lies_ahead: bool
) -> Period:
    loose = [kinds[0][1] for _, _, kinds in run if kinds[0][0] == "loose"]
    kinds = [kind for _, _, found in run for kind in found if kind[0] != "loose"]
    years = [kind[1] for kind in kinds if kind[0] == "year"]
    year, relative = (years[-1], False) if years else (None, False)
    for match in loose:
        if match["bare"]:
            return Period(printed)
        if match["since"]:
            begun = date(int(match["sy"]), int(match["sm"] or 1), 1)
            return Period(printed, begun)
        if match["plan"]:
            first = 2011 + 5 * (DIGITS[match["n"]] - 2)
            return Period(
                printed, date(first, 1, 1), date(first + 4, 12, 31), Precision.SPAN
            )
        if written_on is None:
            if not years:
                return Period(printed, precision=_precision(kinds, match["named"]))
            continue
        if not kinds:
            return _named(printed, match["named"], written_on)
        back = {"去": 1, "上": 1, "前": 2}.get(match["named"][0], 0)
        year, relative = written_on.year - back, True
    if not kinds:
        return Period(printed)
    rest = [kind for kind in kinds if kind[0] not in ("year", "weekday")]
    if not rest and len(set(years)) > 1:
        return Period(
            printed, date(min(years), 1, 1), date(max(years), 12, 31), Precision.SPAN
        )
    if not rest:
        if year is None:
            return Period(printed)
        return Period(
            printed, date(year, 1, 1), date(year, 12, 31), Precision.YEAR, relative
        )
    if year is None and written_on is None:
        return Period(printed, precision=_precision(rest, ""))
    return _in_year(printed, wording, rest[-1], year, relative, written_on, lies_ahead)


def _in_year(printed, wording, kind, year, relative, written_on, lies_ahead) -> Period:
    if kind[0] == "months":
        _, first, last = kind
        start_of = lambda y: date(y, first, 1)  # noqa: E731
        end_of = lambda y: _month_end(y if last >= first else y + 1, last)  # noqa: E731
    else:
        days = [(int(m or 0), int(d)) for m, d in _MONTH_DAY.findall(wording)]
        month = kind[1] or (written_on.month if written_on else 0)
        if not month:
            return Period(printed, precision=Precision.DAY)
        first_month, first_day = days[0] if days else (month, kind[2])
        first_month = first_month or month
        start_of = lambda y: date(y, first_month, first_day)  # noqa: E731
        end_of = lambda y: date(y, month, kind[2])  # noqa: E731
    if year is None:
        # The last time there was such a day or month: news reports what has been,
        # where it does not say that it looks ahead.
        year, relative = written_on.year, True
        if start_of(year) > written_on and not lies_ahead:
            year -= 1
    start, end = start_of(year), end_of(year)
    if end < start:
        raise ValueError(printed)
    return Period(printed, start, end, _precision([kind], "", start, end), relative)


def _precision(kinds, named: str, start=None, end=None) -> Precision:
    if not kinds:
        return (
            Precision.MONTH
            if "月" in named
            else (Precision.DAY if named[-1:] in "日天" else Precision.YEAR)
        )
    kind = kinds[-1]
    if kind[0] == "day":
        return Precision.DAY if start == end else Precision.SPAN
    if kind[0] != "months":
        return Precision.YEAR
    first, last = kind[1:]
    if first == last:
        return Precision.MONTH
    if last - first == 2 and first % 3 == 1:
        return Precision.QUARTER
    return Precision.HALF if (first, last) in ((1, 6), (7, 12)) else Precision.SPAN


def _named(printed: str, word: str, written_on: date) -> Period:
    if word.endswith(("日", "天")):
        day = written_on - timedelta(days=word[0] == "昨")
        return Period(printed, day, day, Precision.DAY, True)
    if word.endswith("月"):
        first = written_on.replace(day=1)
        if word[0] == "上":
            first = (first - timedelta(days=1)).replace(day=1)
        return Period(
            printed, first, _month_end(first.year, first.month), Precision.MONTH, True
        )
    year = written_on.year - {"去": 1, "上": 1, "前": 2}.get(word[0], 0)
    if word == "今年以来":
        return Period(printed, date(year, 1, 1), written_on, Precision.SPAN, True)
    return Period(printed, date(year, 1, 1), date(year, 12, 31), Precision.YEAR, True)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
