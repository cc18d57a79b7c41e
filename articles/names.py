"""Find known names in a text: pure, and linear in the text's length."""

import re
from collections import defaultdict
from collections.abc import Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A name found in a text: whose it is, as written there, and where it begins."""

    pk: int
    name: str
    wording: str
    start: int


class Finder:
    """Names to look for, and the looking: linear in the length of a text."""

    def __init__(self, known: Iterable[tuple[Hashable, Iterable[str]]]) -> None:
        """*known* are pairs of whose name it is and its wordings; the first one wins."""
        self._by_head: dict[str, list[tuple[str, Hashable]]] = defaultdict(list)
        for whose, wordings in known:
            for wording in dict.fromkeys(wordings):
                if len(wording) >= 2:  # one character is no name: 沪 is in 沪深300
                    self._by_head[wording[:2]].append((wording, whose))
        for wordings in self._by_head.values():
            wordings.sort(key=lambda row: -len(row[0]))

    def all(
        self, text: str, but: Container[Hashable] = ()
    ) -> list[tuple[Hashable, int, int]]:
        """Return each mention as (whose, start, end), in text order and apart.

        Of names that begin at the same place the longest wins and what it covers is
        not searched again, so 长三角先进制造业集群联盟 is not also a mention of 长三角.
        Names of *but* are as if nobody knew them.
        """
        found = []
        position = 0
        while position < len(text) - 1:
            for wording, whose in self._by_head.get(text[position : position + 2], ()):
                if text.startswith(wording, position) and whose not in but:
                    found.append((whose, position, position + len(wording)))
                    position += len(wording)
                    break
            else:
                position += 1
        return found

    def standing(self, text: str) -> set[Hashable]:
        """Whose names stand anywhere in *text*, within others too."""
        return {
            whose
            for at in range(len(text) - 1)
            for wording, whose in self._by_head.get(text[at : at + 2], ())
            if text.startswith(wording, at)
        }


class Index:
    """Known names made ready for many texts, from rows of (pk, name, aliases)."""

    def __init__(self, known: Iterable[tuple[int, str, Sequence[str]]]) -> None:
        self._finder = Finder(
            ((pk, name), (name, *aliases)) for pk, name, aliases in known
        )

    def mentions(self, text: str) -> Iterator[Found]:
        """Yield every mention of a name in *text*, in order, as `Finder.all` finds them."""
        for (pk, name), start, end in self._finder.all(text):
            yield Found(pk, name, text[start:end], start)


def find(text: str, known: Iterable[tuple[int, str, Sequence[str]]]) -> list[Found]:
    """Return the first of the `Index.mentions` of each *known* name, in text order."""
    found: dict[int, Found] = {}
    for mention in Index(known).mentions(text):
        found.setdefault(mention.pk, mention)
    return list(found.values())


# What makes a company, a court or a clock of a place in front of it: 宁波银行, 北京时间.
_PART_OF_A_NAME = re.compile(
    r"(?:银行|农商|证券|期货|信托|保险|人寿|基金|交易所|证交所|联交所|黄金|白银|茅台|钢联|铜业|锗业"
    r"|矿业|钢铁|医药|药业|制药|能源|燃气|高速|机场|旅游|有色|公用|建工|水务|环保|控股|股份|集团|科技"
    r"|电力|港口|港(?!口|珠)|发展[(（]|大学|交大|学院|医院|日报|晚报|卫视|时间|海峡|合作组织|恒生"
    r"|金午|金早|本地股|橡胶|华强|汽车(?:股份|集团)|板块)"
)
# 能源 in 深圳能源：拟发债 is the speaker's name; 深圳：加快 speaks of the place.
_SPEAKER = re.compile(r"[^\W\d_]{1,6}[:：]")
_CODE_AHEAD = re.compile(r"[^\W\d_]{1,6} ?[(（][0-9A-Z]{2}")
_BEFORE = ("孙", "越", "黄")  # 孙中山, 越南通胀, 黄海南部


def stands_for_itself(text: str, start: int, end: int) -> bool:
    """Whether the name at *start*:*end* is meant, and not a part of another one.

    Only names of two characters are doubted: 贵州 in 贵州茅台, 宁波 in 宁波银行, 北京 in
    北京时间. Doubt is cheap, a link that misleads is not.
    """
    if end - start > 2:
        return True
    if text[:start].endswith(_BEFORE):
        return False
    return not any(
        pattern.match(text, end) for pattern in (_PART_OF_A_NAME, _SPEAKER, _CODE_AHEAD)
    )
