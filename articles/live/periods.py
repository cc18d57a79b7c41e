"""Which periods and days a flash is about: 5月, 1—5月, 一季度, 6月2日至8日.

Read from a body (see `normalise`). A period is a short tuple whose first member
is its kind; two periods of one kind which differ are different periods.
"""

import re
from collections.abc import Iterator

_RANGE = r"(?:-|至|到)(?:次年)?"
_PERIOD = re.compile(
    rf"(?P<iso>20\d\d-(?P<im>\d\d)-(?P<id>\d\d))"
    rf"|(?P<y>(?:19|20)\d\d)(?:/\d\d)?(?P<fiscal>财)?年"
    rf"|(?P<m1>\d{{1,2}})月?{_RANGE}(?P<m2>\d{{1,2}})月(?!\d*日)"
    rf"|前(?P<ytd>\d{{1,2}})个月"
    rf"|(?P<m>\d{{1,2}})月(?:(?P<d1>\d{{1,2}})[日号]"
    rf"(?:{_RANGE}(?:(?P<m3>\d{{1,2}})月)?(?P<d2>\d{{1,2}})[日号])?)?"
    rf"|(?P<day>(?<!\d)\d{{1,2}})[日号](?![胶线])"
    rf"|前(?P<qytd>[一二三])季度?"
    rf"|(?P<q>[一二三四])季度?"
    rf"|(?P<half>[上下])半年"
    rf"|(?:周|星期)(?P<w>[一二三四五六日天])(?!期)"
    rf"|(?P<fy2>\d\d)/\d\d(?:财?年)"
)

# 「为5月初以来最高」 names what a figure is compared with, not its period.
_SINCE = re.compile(r"(?:初|[上中下]旬|底|末|\d{1,2}[日号]|\d{1,2}月)*以来")

_HANZI_MONTH = re.compile(
    r"(?<![十一二三四五六七八九])(十[一二]?|[一二三四五六七八九])月"
)
_MONTHS = {
    name: str(number)
    for number, name in enumerate(
        ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"],
        start=1,
    )
}

_NUMERALS = "一二三四"
_SPANS = {
    (1, 3): "一季度",
    (4, 6): "二季度",
    (7, 9): "三季度",
    (10, 12): "四季度",
    (1, 6): "上半年",
    (7, 12): "下半年",
    (1, 9): "前三季度",
}

_TENOR = re.compile(
    r"(\d{1,2}|[一二两三四五六七八九十]|三十|二十)(?:-)?"
    r"(年|个?月|天|周)(?:期|国债|美债|日债|shibor|国库券|投标)"
    r"|(隔夜)|(超长期|短期国债|长期国债)"
)
_TENOR_DIGITS = {**_MONTHS, "两": "2", "二十": "20", "三十": "30"}


def arabic_months(text: str) -> str:
    """Return *text* with 「九月」 written 「9月」."""
    return _HANZI_MONTH.sub(lambda found: _MONTHS[found[1]] + "月", text)


def scan(text: str) -> Iterator[tuple[int, int, tuple[tuple, ...]]]:
    """Yield start, end and periods of each wording of time in *text*, in order.

    Kinds: ("year", y), ("months", first, last), ("day", month or 0, day) and
    ("weekday", name). Quarters and halves are spans of months. A span of days
    counts as its last day: outlets drop the first one.
    """
    for match in _PERIOD.finditer(text):
        if not _SINCE.match(text, match.end()):
            yield match.start(), match.end(), _periods_of(match)


def read_periods(text: str) -> tuple[tuple, ...]:
    """Return the periods `scan` finds in *text*, in the order of reading, each once."""
    found = (period for _, _, periods in scan(text) for period in periods)
    return tuple(dict.fromkeys(found))


def _periods_of(match: re.Match) -> tuple[tuple, ...]:
    got = match.groupdict()
    if got["iso"]:
        return ("year", int(got["iso"][:4])), ("day", int(got["im"]), int(got["id"]))
    if got["y"]:
        return (("year", int(got["y"])),)
    if got["m1"]:
        return (("months", int(got["m1"]), int(got["m2"])),)
    if got["ytd"]:
        return (("months", 1, int(got["ytd"])),)
    if got["d1"]:
        month = int(got["m3"] or got["m"])
        return (("day", month, int(got["d2"] or got["d1"])),)
    if got["m"]:
        return (("months", int(got["m"]), int(got["m"])),)
    if got["day"]:
        return (("day", 0, int(got["day"])),)
    if got["q"]:
        quarter = _NUMERALS.index(got["q"])
        return (("months", quarter * 3 + 1, quarter * 3 + 3),)
    if got["qytd"]:
        return (("months", 1, _NUMERALS.index(got["qytd"]) * 3 + 3),)
    if got["half"]:
        return (("months", 1, 6) if got["half"] == "上" else ("months", 7, 12),)
    return (("weekday", got["w"]),) if got["w"] else ()


def read_tenors(text: str) -> frozenset[str]:
    """Return the terms of bonds and loans *text* names: {"10年", "隔夜"}."""
    found = set()
    for number, unit, overnight, loose in _TENOR.findall(text):
        if number:
            number = _TENOR_DIGITS.get(number, number)
            found.add(number + unit.removeprefix("个"))
        else:
            found.add(overnight or loose)
    return frozenset(found)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where periods and terms stand in *text*, so no amount is read there."""
    places = [match.span() for match in _PERIOD.finditer(text)]
    places += [match.span() for match in _TENOR.finditer(text)]
    return places


def clash(a: tuple[tuple, ...], b: tuple[tuple, ...]) -> tuple[tuple, tuple] | None:
    """Return a period of each which cannot both hold of one event, or None.

    They clash when both name periods of one kind and share none of that kind.
    A day without a month agrees with the same day of any month; a weekday is
    too loose to clash over.
    """
    for kind in ("months", "day", "year"):
        mine = [period for period in a if period[0] == kind]
        theirs = [period for period in b if period[0] == kind]
        if mine and theirs and not any(_meet(p, q) for p in mine for q in theirs):
            return mine[0], theirs[0]
    return None


def _meet(p: tuple, q: tuple) -> bool:
    if p[0] == "day":
        return p[2] == q[2] and (p[1] == q[1] or not p[1] or not q[1])
    return p == q


def wording(period: tuple) -> str:
    """Return *period* in Chinese for an editor: 「1—5月」, 「6月8日」."""
    kind, *rest = period
    if kind == "months":
        first, last = rest
        named = _SPANS.get((first, last))
        return named or (f"{last}月" if first == last else f"{first}—{last}月")
    if kind == "day":
        return f"{rest[0]}月{rest[1]}日" if rest[0] else f"{rest[1]}日"
    if kind == "year":
        return f"{rest[0]}年"
    return f"周{rest[0]}"
