"""Hard rules for one form of words filled in two ways: sign, ordinal, stage, agent.

The texts here are alike almost to the letter, so nothing but the difference itself
can tell that they are two pieces of news.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

from .figures import Comparison
from .reading import Reading
from .wording import differing_stretch

# From here on two texts are one form of words.
ONE_FORM = 76
# From here on they speak of the same matter.
AKIN = 55

# A fall may be told by a minus or by a word; a plus after such a word is a minus.
_FALL = re.compile("降|跌|减|亏|负|缩|少|流出|卖出|回落|下滑|低|逆差")

_ORDINAL = re.compile(
    r"第([零一二三四五六七八九十百]{1,5}|\d{1,4})(期|届|批|次|轮|号|场|例|座|艘|版|阶段|名|位)"
)
_STAGES = {
    "拟": ("拟", "计划", "将", "筹划", "有意"),
    "中": ("正在", "启动", "开始", "着手"),
    "成": ("完成", "已", "正式", "成功"),
    "收": ("收到", "获悉"),
    "复": ("回复", "答复", "回应"),
}
# Who does it to whom: the two sides changed about are two pieces of news.
_ACTS = re.compile(
    "增持|减持|收购|起诉|控告|入股|投资|制裁|击败|战胜|超过|超越|袭击|援助|出售|上诉|兼并|要约|供货"
)
_LATER = re.compile("(?:计划|拟|将|已|正式|宣布|完成)+$")
# With one of these before it the same thing is another thing.
_KINDS = (
    "买断式",
    "核心",
    "永续",
    "可转",
    "二级资本",
    "超长期",
    "专项",
    "调和",
    "扣非",
)
# What stands for the same at the head of a flash: days and ways of saying China.
_NO_NAME = re.compile(
    "日|周|今|昨|晚|早|午|晨|快讯|中国|我国|全国|国内|最新|突发|报告|数据|消息"
)


def contradictions(
    a: Reading, b: Reading, figures: Comparison, alike: float
) -> list[str]:
    """Return what in *a* and *b*, alike by *alike* of 100, tells them apart."""
    found = _sign(figures)
    if alike >= AKIN:
        found += _ordinal(a, b) + _agent(a, b)
    if alike >= ONE_FORM:
        found += _stage(a, b) + _kind(a, b) + _head(a, b)
    return found


def _sign(figures: Comparison) -> list[str]:
    """-5亿元 and 5亿元, unless a word before the plain one says that it is a fall.

    降3度 is such a fall; 降到3度 says where it ended.
    """
    for pair in figures.shared:
        low, high = sorted(pair, key=lambda figure: figure.value)
        falls = _FALL.search(high.label) and not high.label.endswith(("到", "至"))
        if low.value < 0 < high.value and not falls:
            return [f"{low.wording} ≠ {high.wording}"]
    return []


def _ordinal(a: Reading, b: Reading) -> list[str]:
    mine, theirs = ordinals(a.body), ordinals(b.body)
    for counter in mine.keys() & theirs.keys():
        if not mine[counter] & theirs[counter]:
            one, other = min(mine[counter]), min(theirs[counter])
            return [f"第{one}{counter} ≠ 第{other}{counter}"]
    return []


@lru_cache(maxsize=8192)
def ordinals(body: str) -> dict[str, set[int]]:
    """The ordinals of *body* by what they count: 「第十二届」 is {"届": {12}}."""
    found: dict[str, set[int]] = {}
    if "第" in body:
        for number, counter in _ORDINAL.findall(body):
            found.setdefault(counter, set()).add(_whole(number))
    return found


def _whole(number: str) -> int:
    """Return 21 for 「二十一」, 105 for 「一百零五」, 12 for 「12」."""
    if number.isdigit():
        return int(number)
    total, digit = 0, 0
    for char in number:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = "零一二三四五六七八九".index(char)
    return total + digit


def _stage(a: Reading, b: Reading) -> list[str]:
    """拟回购 and 完成回购: the stretch that differs names two stages."""
    inner = differing_stretch(a.said, b.said)
    if not inner:
        return []
    stages = [
        {name for name, words in _STAGES.items() if any(word in part for word in words)}
        for part in inner
    ]
    if stages[0] and stages[1] and not stages[0] & stages[1]:
        return [f"{inner[0]} ≠ {inner[1]}"]
    return []


def _agent(a: Reading, b: Reading) -> list[str]:
    act = _ACTS.search(a.said)
    if not act or act[0] not in b.said or a.said == b.said:
        return []
    left, right = _sides(a.said, act[0])
    other_left, other_right = _sides(b.said, act[0])
    crossed = min(fuzz.ratio(left, other_right), fuzz.ratio(right, other_left))
    straight = min(fuzz.ratio(left, other_left), fuzz.ratio(right, other_right))
    if crossed >= 80 and straight < crossed:
        return [f"{act[0]}的双方互换"]
    return []


def _sides(said: str, act: str) -> tuple[str, str]:
    left, _, right = said.partition(act)
    return _LATER.sub("", left), right


def _kind(a: Reading, b: Reading) -> list[str]:
    return [
        f"只有一条是{kind}" for kind in _KINDS if (kind in a.said) != (kind in b.said)
    ][:1]


def _head(a: Reading, b: Reading) -> list[str]:
    """样本科技中标 and 样本软件中标: two names at the head of one sentence."""
    inner = differing_stretch(a.said, b.said)
    if not (inner and a.main and b.main):
        return []
    if min(map(len, inner)) < 2 or max(map(len, inner)) > 6:
        return []
    if any(c.isdigit() for c in "".join(inner)) or any(map(_NO_NAME.search, inner)):
        return []
    if max(a.said.find(inner[0]), b.said.find(inner[1])) > 4:
        return []
    rest = len(a.said) - len(inner[0])
    return [f"{inner[0]} ≠ {inner[1]}"] if rest >= 8 else []
