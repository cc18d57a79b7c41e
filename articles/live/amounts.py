"""The figures a flash states: value, unit, role, and how exactly it is meant.

Read from a body (see `normalise`). 「2.4万亿元」 and 「24000亿元」 are one value;
「预期」 and 「前值」 figures are told apart from the actual one; 「超3%」 is met by
3.24 %. Numbers inside names (F35, 科创50), periods and terms are not figures.
"""

import re
from typing import NamedTuple

from articles.numerals import DIGITS, SCALES
from articles.text import ON_THE_LINE, RAISED

ACTUAL, FORECAST, PREVIOUS, LEVEL = "actual", "forecast", "previous", "level"

_SCALE = {wording: float(worth) for wording, worth in SCALES.items()}

_MONEY = (
    "元人民币|人民币元|元台币|新台币|台币|美元|港元|港币|欧元|日元|英镑|韩元|人民币"
    "|印度卢比|卢比|澳元|加元|瑞郎|卢布|林吉特|泰铢|里拉|比索|雷亚尔|兹罗提|福林|元"
)
_MONEY_UNIT = {
    "元人民币": "元",
    "人民币元": "元",
    "人民币": "元",
    "港币": "港元",
    "元台币": "台币",
    "新台币": "台币",
    "印度卢比": "卢比",
}
_HEADS = {"名": "人", "例": "人", "位": "人", "处": "个", "枚": "枚", "份": "份"}

_AMOUNT = re.compile(
    r"(?P<sign>[-+±])?"
    r"(?P<number>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|[一二两三四五六七八九十]{1,3}"
    r"(?=千|百|万|亿|个|架|家|名|人|项|国|轮|倍|座|艘|枚|分钟|小时|天|部门|次|级))"
    rf"(?:(?P<ten>[×x*]10)?(?P<raised>[{RAISED}]+))?"
    r"(?P<scale>万亿|千亿|百亿|十亿|亿|千万|百万|十万|百(?!分)|万|千)?"
    r"余?多?"
    rf"(?P<unit>%|个?百分点|个?基点|bps?|倍|(?:{_MONEY})(?:/[a-z一-鿿]{{1,2}})?"
    r"|[a-z]|[个人名例位家架枚股点户桶吨辆只颗座项次处份艘套台块件亩米克手条国轮天级岁段]"
    r"|[页支])?"
)

_FORECAST = re.compile(
    r"(?:预期|预测|预估|预计|调查)(?:值|中值|为|将)?"
    r"(?:同比|环比|上涨|下跌|至|为|:)*[ :]*$"
)
_PREVIOUS = re.compile(
    r"(?:前值|初值为?|上年|去年|上月|此前|之前|前一[天周月日]|上一[^,;]{1,5}"
    r"|修正为|上日|高于|低于|较)[^,;()]{0,12}$|[由从][^,;()至]{0,12}$"
)
# 「从1500美元上调至1550美元」: what is left behind, though it stands first.
_OLD = re.compile(r"(?<![自以])[从由]$|(?:前值|去年同期|上年同期)[为:]? *$")
_LEVEL = re.compile(
    r"(?:报|现报|报收|收报|最新报|至|现价|触及|突破|跌破|上方|下方|重返|涨超|逼近)[^,;%]{0,4}$"
)
_OVER = re.compile(r"(?:超过?|逾|突破|破|至少|高于|多于|达到?|高达|跌破|超出)$")
_UNDER = re.compile(r"(?:近|不足|不到|接近|将近|至多|不超过|最多)$")


class Figure(NamedTuple):
    """One figure: *value* in *unit*, *step* being what its last digit is worth."""

    value: float
    unit: str
    role: str
    bound: str  # "" exact, ">" at least, "<" at most
    step: float
    label: str  # the few characters before it, for finding its counterpart
    wording: str


def read_figures(text: str, skip: list[tuple[int, int]]) -> tuple[Figure, ...]:
    """Return the figures of *text* in the order of reading.

    Nothing is read inside the spans in *skip*: periods, terms, names.
    """
    taken = [False] * (len(text) + 1)
    for start, end in skip:
        taken[start:end] = [True] * (end - start)
    figures: list[Figure] = []
    last_end = -1
    for match in _AMOUNT.finditer(text):
        start = match.start("number")
        if taken[start] or _inside_a_name(text, match) or _is_article(match):
            continue
        figures.append(_figure(text, match, last_end, bool(figures)))
        last_end = match.end()
    return _share_units(figures)


_AFTER_LATIN = re.compile(r"[a-z]-?$")


def _inside_a_name(text: str, match: re.Match) -> bool:
    """True for the digits of F35, GPT-5.6, 3M, 5G: no figure, part of a name."""
    start = match.start("number")
    if _AFTER_LATIN.search(text, max(0, start - 2), start):
        return True
    unit = match["unit"] or ""
    return len(unit) == 1 and unit.isascii() and unit.isalpha() and not match["scale"]


def _is_article(match: re.Match) -> bool:
    """True for the 一 of 「一家」, which counts nothing; 「一级」 does count."""
    return match["number"] == "一" and match["unit"] != "级"


def _figure(text: str, match: re.Match, last_end: int, later: bool) -> Figure:
    start = match.start()
    before = text[max(0, start - 16) : start]
    number = match["number"].replace(",", "")
    value = float(number) if number[0].isdigit() else float(_hanzi(number))
    value, scale = _power(value, match["ten"], match["raised"] or "")
    scale *= _SCALE[match["scale"] or ""]
    decimals = len(number.partition(".")[2])
    sign = -1.0 if match["sign"] == "-" and start != last_end else 1.0
    unit = _unit(match["unit"] or "")
    if before.endswith("第"):
        unit = "第"
    return Figure(
        value=sign * value * scale,
        unit=unit,
        role=_role(before, unit, later),
        bound=_bound(before, text[match.end() : match.end() + 3]),
        step=scale * 10.0**-decimals,
        label=re.sub(r"[^a-z一-鿿]", "", before)[-5:],
        wording=match[0].lstrip("+-±") if sign > 0 else match[0],
    )


_EXPONENT = re.compile(r"[+-]?\d{1,2}")


def _power(value: float, ten: str | None, raised: str) -> tuple[float, float]:
    """Return mantissa and scale: 3.5 and 10⁸ for 3.5×10⁸, the whole and 1 for 10⁸.

    What is raised above another number is the mark of a note, or nothing we reckon with.
    """
    exponent = raised.translate(ON_THE_LINE)
    if not _EXPONENT.fullmatch(exponent) or not (ten or value == 10):
        return value, 1.0
    worth = 10.0 ** int(exponent)
    return (value, worth) if ten else (worth, 1.0)


def _hanzi(number: str) -> int:
    """Return 12 for 「十二」, 20 for 「二十」, 2 for 「两」."""
    tens, ten, ones = number.partition("十")
    if not ten:
        return DIGITS[number[-1]]
    return DIGITS.get(tens, 1) * 10 + DIGITS.get(ones, 0)


def _unit(wording: str) -> str:
    if wording in ("个百分点", "百分点"):
        return "百分点"
    if wording in ("个基点", "基点", "bp", "bps"):
        return "基点"
    head, per, _ = wording.partition("/")
    head = _MONEY_UNIT.get(head, head)
    if per:
        return f"{head}/"
    return _HEADS.get(head, head)


def _role(before: str, unit: str, later: bool) -> str:
    if _OLD.search(before):
        return PREVIOUS
    if later and _FORECAST.search(before):
        return FORECAST
    if later and _PREVIOUS.search(before):
        return PREVIOUS
    if unit != "%" and _LEVEL.search(before):
        return LEVEL
    return ACTUAL


def _bound(before: str, after: str) -> str:
    if _UNDER.search(before):
        return "<"
    if _OVER.search(before) or after.startswith(("以上", "上方")):
        return ">"
    return ""


def _share_units(figures: list[Figure]) -> tuple[Figure, ...]:
    """Give a bare first number of a range the unit of its second: 3-5亿元."""
    for i in range(len(figures) - 1):
        here, there = figures[i], figures[i + 1]
        if here.unit in ("至", "到", "-", "") and not there.label and there.unit:
            ratio = 1.0
            if there.step >= 1e3 and here.step <= 1.0:
                ratio = _whole_scale(there)
            figures[i] = here._replace(
                value=here.value * ratio, step=here.step * ratio, unit=there.unit
            )
    return tuple(figures)


def _whole_scale(figure: Figure) -> float:
    """Return the scale word's worth in *figure*: 1e8 for 5亿元 and 5.3亿元."""
    for wording, scale in reversed(_SCALE.items()):
        if wording and wording in figure.wording:
            return scale
    return 1.0


def agree(a: Figure, b: Figure) -> bool:
    """True when *a* and *b* can be two tellings of one figure.

    Equal, or one the other rounded, or one a bound the other meets within one
    step: 「超3%」 agrees with 3.24 %, not with 4.1 %.
    """
    if not units_meet(a.unit, b.unit):
        return False
    x, y = abs(a.value), abs(b.value)
    if abs(x - y) <= max(x, y) * 1e-9:
        return True
    coarse, fine = (a, b) if a.step >= b.step else (b, a)
    low, high = abs(coarse.value), abs(fine.value)
    step = coarse.step
    if coarse.bound and coarse.bound == fine.bound:
        return False  # 「突破1万亿」 and 「突破1.5万亿」 are two thresholds
    if coarse.bound == ">":
        return low <= high < low + step
    if coarse.bound == "<":
        return low - step < high <= low
    off = abs(x - y)
    return a.step != b.step and off <= 0.5 * step * (1 + 1e-9) and off <= 0.12 * low


def units_meet(a: str, b: str) -> bool:
    """True when figures in units *a* and *b* may be compared at all.

    A bare number meets any unit; a bare 「元」 meets 港元, for outlets shorten.
    """
    if a == b or not a or not b:
        return True
    a, b = a.rstrip("/"), b.rstrip("/")
    return a == b or {a, b} == {"元", "港元"}
