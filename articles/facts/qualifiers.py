"""The words that qualify a figure: 近, 约, 超过, 左右, 累计, 不足, 以上 …"""

import re
from dataclasses import dataclass

from .proposals import Comparator, Direction

_BEFORE = {
    Direction.AT_LEAST: "不低于 不少于 不下于 不小于 至少 最少 起码 达到或超过 达到或突破",
    Direction.AT_MOST: "不超过 不高于 不多于 不大于 未超过 没有超过 未超 至多 最多 不超 上限为",
    Direction.UNDER: "不足 不到 未满 未达到 未达 未突破 未到 低于 少于 小于 尚不足 仍不足 跌破",
    Direction.OVER: "已经超过 超过了 超过 超出 突破了 突破 超 逾 高于 多于 大于 跨过 跨越 迈过 "
    "迈上 跃上 站上 破",
    Direction.NEARLY: "将近 接近 逼近 几近 近乎 几乎 近",
    Direction.ABOUT: "大约 约为 约占 约有 约合 大概 大致 约 大体 ~",
}
_AFTER = {
    Direction.AT_LEAST: "及以上 以上 起",
    Direction.AT_MOST: "及以下 以内 之内 以下",
    Direction.ABOUT: "左右 上下 许",
    Direction.OVER: "有余 开外 出头 多",
}
TOTALS = ("累计", "总计", "合计", "共计", "总共")
# Say nothing of their own, but stand between a qualifier and its number.
_NEUTRAL = "已经 已 达到 高达 多达 达 了 为 是 有 至 到 占 共 也 均 都 更 更是 则 仍 就 总数 总额"

_EACH = (
    r"每(?:公斤|千克|盎司|平方米|立方米|千瓦时|[瓦吨桶股斤度升人户辆台家个年月天日])"
)
_DIRECTION_BEFORE = {word: d for d, words in _BEFORE.items() for word in words.split()}
_DIRECTION_AFTER = {word: d for d, words in _AFTER.items() for word in words.split()}


def _any(words) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


BOUND = _any(_DIRECTION_BEFORE)
_LAST_WORD = re.compile(
    rf"(?:(?P<bound>{_any(_DIRECTION_BEFORE)})|(?P<total>{_any(TOTALS)}|{_EACH})"
    rf"|(?P<neutral>{_any(_NEUTRAL.split())}))$"
)
_FIRST_WORD = re.compile(
    rf"(?P<bound>{_any(_DIRECTION_AFTER)})"
    r"(?!海拔|来|\d|[一二三四五六七八九]|工业|步|飞|降|床|点|诉)"
)
# 今年以来最近 / 附近 / 签约 / 节约: the character belongs to the word before it.
_NO_QUALIFIER = re.compile(
    r"(?:附近|最近|邻近|靠近|临近|签约|节约|合约|预约|制约|公约|契约|续约|履约|大跨越|新超|赶超)$"
)
# How far before a figure its qualifiers are looked for.
REACH = 16


def direction_of(word: str) -> Direction:
    """Return the direction *word*, one of those before a figure, gives it."""
    return _DIRECTION_BEFORE[word]


@dataclass(frozen=True)
class Qualified:
    """A comparator, and where the adjoining words of it begin and end."""

    comparator: Comparator
    first: int
    last: int


def read(text: str, start: int, end: int, inside: str = "") -> Qualified:
    """Return what qualifies the figure at [start:end] of levelled *text*.

    Reads backwards over neutral words, so 「超过了」 and 「累计已达」 are found. 余 and 多
    *inside* a figure make it more than its number.
    """
    place, first = start, start
    direction, words = None, []
    floor = max(0, start - REACH)
    while match := _LAST_WORD.search(text, floor, place):
        if _NO_QUALIFIER.search(text, max(0, place - 3), place):
            break
        if match["bound"]:
            if direction is not None:
                break
            direction = _DIRECTION_BEFORE[match["bound"]]
        if not match["neutral"]:
            words.insert(0, match[0])
            first = match.start()
        place = match.start()
    after = _FIRST_WORD.match(text, end)
    last = after.end() if after else end
    if direction is None and after:
        direction = _DIRECTION_AFTER[after["bound"]]
    if direction is None and inside:
        direction = Direction.OVER
    return Qualified(
        Comparator(
            direction or Direction.EXACT,
            "".join(words),
            after["bound"] if after else "",
            any(word in TOTALS for word in words),
            inside,
        ),
        first,
        last,
    )
