"""Every figure printed in a text: where, how much, in which unit, how qualified.

Reads levelled text (see `level`). What only looks like a figure is left out: dates,
editions, codes, numbers of laws, digits in names. Chinese numerals count only before a
unit. What a figure is *about* is for `clauses` and `rules` to say.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from articles.numerals import SCALES, number

from . import qualifiers
from .level import RAISED
from .proposals import Comparator
from .units import BASE, COUNTED, MEASURED, MONEY, UNIT

# Longer rows of digits are serial numbers, whatever stands after them.
MAX_DIGITS = 15
# Nothing a story measures is as much, and no column holds more: ten thousand times all the
# money there is.
TOO_MUCH = 10**18

_DIGITS = (
    rf"(?<![\d.A-Za-z/])(?<!\d,)(?:\d{{1,3}}(?:,\d{{3}}){{1,4}}(?![,\d])|\d{{1,{MAX_DIGITS}}}(?![,\d]|\.\d{{7}}))"
    r"(?:\.\d{1,6}(?![\d.]))?"
)
_HANZI = r"[零〇一二两三四五六七八九十百千]{1,7}"
_SCALE = r"(?:百万亿|十万亿|万亿|千亿|百亿|十亿|亿|千万|百万|十万|百(?!分)|万|千(?!瓦|克|米))"
_INSIDE = r"(?:余|多(?![数元])|来(?=[个家位名人座条所]))"

_FIGURE = re.compile(
    rf"(?P<parts>(?:百|千|[二三四五六七八九十]{{1,2}})分之{_HANZI})(?![一-鿿]?[一二三四五六七八九]分之)"
    rf"|(?P<half>一半|半数)"
    rf"|(?<=第)(?P<rank>[一二三四五六七八九十]{{1,2}}|\d{{1,3}})(?P<place>位|名)?(?![届次个批条期季号大代产轮章节线款版方者步天年\d])"
    rf"|(?P<ratio>(?<![\d/.])\d{{1,3}}/\d{{1,3}}(?![\d/%{RAISED}]))"
    rf"|(?P<sign>(?<![\d%A-Za-z)元万亿千百吨家个台辆人倍点股成米时瓦])[-+])?(?P<number>{_DIGITS})"
    rf" ?(?P<inside>{_INSIDE})?(?P<scale>{_SCALE})?(?P<inside2>{_INSIDE})?(?P<unit>(?:{UNIT}))?"
    rf"|(?P<hanzi>{_HANZI})(?P<inside3>{_INSIDE})?(?P<hscale>{_SCALE})?(?P<inside4>{_INSIDE})?(?P<hunit>{UNIT}|成)"
)
# 三家, but 三个方面: what a writer counts off is not what a story reports.
_RHETORIC = re.compile(
    r"(?:方面|层面|维度|阶段|环节|步骤|重点|关键|问题|原因|特点|特征|要素|角度|领域|篇章|坚持"
    r"|字|明显|不|新|统一|确保|转变|提升|月|小时|半|工作日|交易日|季度|年|世纪|星期|学期|多月)"
)
_SERIAL = re.compile(r"(?:第|[〔\[(（]\d{4}[〕\])）]|No\.?|#|代码:?)$")
# Only after one of these is 第二 a rank: 居全国第二, 排名第3.
_RANKS = re.compile(
    r"(?:居|列|排|排名|名列|位次|升至|跃至|上升至|升到)[^,;、]{0,10}第$"
)
# 这80个集群 were counted before.
_AGAIN = re.compile(r"(?:这|那|该|上述|前述)$")
_CODE = re.compile(r"^\.?(?:SZ|SH|BJ|HK|sz|sh|bj|hk)\b|^[A-Za-z]")


@dataclass(frozen=True)
class Figure:
    """One printed figure: [start:end] number to unit, [first:last] with qualifiers."""

    start: int
    end: int
    first: int
    last: int
    printed: str
    value: Fraction
    unit: str  # as printed, scale included
    base: Fraction  # value in base_unit, signed only by a printed minus
    base_unit: str
    family: str  # percent, points, fraction, money, measure, count, times, rank, bare
    comparator: Comparator
    negative: bool = False
    hanzi: bool = False


def find(text: str, taken: list[tuple[int, int]]) -> Iterator[Figure]:
    """Yield the figures of levelled *text* in order, none inside a span of *taken*."""
    blocked = bytearray(len(text))
    for start, end in taken:
        blocked[start:end] = b"\x01" * (min(end, len(text)) - start)
    for match in _FIGURE.finditer(text):
        start = match.start("number") if match["number"] else match.start()
        if blocked[start] or _is_no_figure(text, match, start):
            continue
        figure = _figure(text, match, start)
        if figure is None:
            continue
        if (low := _low_end(text, figure, match)) and not blocked[low.start]:
            yield low
        yield figure


_LOW = re.compile(rf"(?P<low>{_DIGITS})(?:-|至|到)$")


def _low_end(text: str, figure: Figure, match: re.Match) -> Figure | None:
    """Return the 20 of 20至30家, which has its unit from the other end."""
    found = match["number"] and _LOW.search(
        text, max(0, figure.start - 20), figure.start
    )
    if not found or _SERIAL.search(text, max(0, found.start() - 6), found.start()):
        return None
    value, start, end = number(found["low"]), found.start("low"), found.end("low")
    base = value * (figure.base / figure.value) if figure.value else value
    qualified = qualifiers.read(text, start, end)
    return replace(
        figure,
        start=start,
        end=end,
        first=qualified.first,
        last=end,
        printed=found["low"],
        value=value,
        base=base,
        comparator=qualified.comparator,
        negative=False,
    )


def _is_no_figure(text: str, match: re.Match, start: int) -> bool:
    before, after = text[max(0, start - 6) : start], text[match.end() : match.end() + 6]
    if match["parts"] or match["half"] or match["ratio"]:
        return False
    if match["rank"]:
        return not _RANKS.search(text, max(0, start - 16), start)
    if before.endswith("第"):
        return True
    unit = match["unit"] or match["hunit"] or ""
    if not unit and not match["scale"]:
        return True
    if _CODE.match(after) and not (unit and unit[-1].isascii() and unit[-1] != "%"):
        return bool(re.match(r"^\.?[A-Za-z]{2}\b", after)) and not unit
    if _SERIAL.search(before) or _AGAIN.search(before):
        return True
    if unit in COUNTED and _RHETORIC.match(after):
        return True
    if match["hanzi"]:
        return _is_no_hanzi_figure(match, before, after)
    if unit == "点":
        return "." not in match["number"] and len(match["number"]) < 3
    return unit == "度" and not match["scale"]


_EXISTS = re.compile(
    r"(?:有|达|共|计|建成|建立|设立|组建|拥有|新增|落户|落地|引进|培育|集聚|形成|举办|开设"
    r"|超过|超|突破|约|近|逾|不足|增加|增至|减少|关闭|开通|投运|签约|其中)$"
)


def _is_no_hanzi_figure(match: re.Match, before: str, after: str) -> bool:
    """True for 一家 (an article), 五粮液 (no unit), 三个 where nothing is counted."""
    numeral, unit = match["hanzi"], match["hunit"]
    if unit == "成":
        return numeral not in "一二两三四五六七八九" or bool(
            re.match(r"[立为长功熟果员交都绩本效型分品渝语年套]", after)
        )
    if numeral in ("十", "百", "千"):  # 千亿级: a class, not an amount
        return True
    if numeral == "一" and unit != "倍" and not match["hscale"]:  # 一度, 一块
        return True
    if unit in MONEY or unit in MEASURED or unit in ("%", "个百分点", "倍"):
        return False
    if match["hscale"] or match["inside3"] or match["inside4"]:
        return False
    if numeral in ("一", "十", "百", "千", "两") or unit not in COUNTED:
        return True
    return len(numeral) < 2 and not _EXISTS.search(before)


def _figure(text: str, match: re.Match, start: int) -> Figure | None:
    if whole := match["parts"] or match["half"] or match["ratio"]:
        try:
            value = number(whole)
        except (ValueError, ZeroDivisionError):
            return None
        if not 0 < value <= 1:
            return None
        return _qualified(
            text, match, start, whole, value, "", value * 100, "%", "fraction"
        )
    printed = match["rank"] or match["number"] or match["hanzi"]
    try:
        value = number(printed)
    except ValueError:
        return None
    scale = match["scale"] or match["hscale"] or ""
    unit = match["unit"] or match["hunit"] or ""
    if match["rank"]:
        place = match["place"] or ""
        return _qualified(
            text, match, start, printed, value, place, value, "位", "rank"
        )
    base_unit, worth, family = BASE.get(unit, (unit, Fraction(1), "count"))
    if not unit:
        family = "bare"
    base = value * _worth(scale) * worth
    if base >= TOO_MUCH:
        return None
    return _qualified(
        text, match, start, printed, value, scale + unit, base, base_unit, family
    )


def _worth(scale: str) -> int:
    if scale in SCALES:
        return SCALES[scale]
    return SCALES[scale[0]] * SCALES["万亿"]


def _qualified(
    text, match, start, printed, value, unit, base, base_unit, family
) -> Figure:
    inside = next(
        (match[n] for n in ("inside", "inside2", "inside3", "inside4") if match[n]), ""
    )
    found = qualifiers.read(text, start, match.end(), inside)
    negative = match["sign"] == "-" and family in (
        "percent",
        "points",
        "money",
        "measure",
    )
    return Figure(
        start=start - (1 if negative else 0),
        end=match.end(),
        first=min(found.first, start - (1 if match["sign"] or family == "rank" else 0)),
        last=found.last,
        printed=printed,
        value=value,
        unit=unit,
        base=-base if negative else base,
        base_unit=base_unit,
        family=family,
        comparator=found.comparator,
        negative=negative,
        hanzi=bool(match["hanzi"]),
    )
