"""What reading an article proposes: figures, names and known unknowns. Only types.

A proposal is not a record. Nothing here is published until somebody has looked at it
beside its words. All types are frozen and hold only text, numbers and dates, so they
can be compared, hashed, stored as JSON and made in a test without a database.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Passage(Protocol):
    """A paragraph to be read: `articles.body.Block` is one.

    *key* is the id the paragraph has in the page ("p1", "p2", …); *text* its plain
    text, which is what offsets count characters of.
    """

    @property
    def key(self) -> str: ...

    @property
    def text(self) -> str: ...


@dataclass(frozen=True)
class Paragraph:
    """A Passage made by hand, where there is no body."""

    key: str
    text: str


@dataclass(frozen=True)
class Quote:
    """Exact words of an article: ``text == passage.text[start:end]``, always.

    A fact's quote is the clause it was read from, so that a change of subject, verb or
    number in it loses the quote instead of leaving it under other words. *before* and
    *after* are what stands around it in the same paragraph, at most
    `quotes.CONTEXT` characters each.
    """

    block: str
    start: int
    end: int
    text: str
    before: str
    after: str


class Kind(StrEnum):
    """What sort of quantity an indicator is."""

    COUNT = "count"  # 26个, 956场: base unit is the measure word
    SHARE = "share"  # 1/3, 38%: base unit is %
    AMOUNT = "amount"  # 12万亿元, 29万亩: base unit is 元, 亩, 吨 …
    GROWTH = "growth"  # 同比增长2.5%: base unit is % (signed) or 百分点 (signed)
    RANK = "rank"  # 居全国第二: base unit is 位


class Direction(StrEnum):
    """How the printed number stands to the quantity it is printed for."""

    EXACT = "exact"  # nothing is said: the quantity is the number
    ABOUT = "about"  # 约, 左右: near it, either side
    NEARLY = "nearly"  # 近, 接近: a little below it
    OVER = "over"  # 超过, 突破, 逾, 多: above it
    UNDER = "under"  # 不足, 不到: below it
    AT_LEAST = "at least"  # 至少, 不低于, 以上: it or above
    AT_MOST = "at most"  # 至多, 不超过, 以内: it or below


SIGNS = {
    Direction.EXACT: "=",
    Direction.ABOUT: "≈",
    Direction.NEARLY: "≲",
    Direction.OVER: ">",
    Direction.UNDER: "<",
    Direction.AT_LEAST: "≥",
    Direction.AT_MOST: "≤",
}


@dataclass(frozen=True)
class Comparator:
    """The qualifier of a figure, its printed words kept.

    *before* and *after* are the words as printed before the number and after its unit:
    Comparator(OVER, "超过") and Comparator(ABOUT, after="左右"). *cumulative* is set by
    累计, 总计 and the like, which bound nothing but say that the figure is a running
    total; their words are in *before* too, in the order printed ("累计超过"). *inside* is
    what stands between number and unit: the 余 of 200余家.
    """

    direction: Direction = Direction.EXACT
    before: str = ""
    after: str = ""
    cumulative: bool = False
    inside: str = ""

    @property
    def is_bound(self) -> bool:
        """True when the number must never be shown, drawn or exported alone.

        Every direction but EXACT: 近1/3 is as little 1/3 as 超过200场 is 200场.
        """
        return self.direction is not Direction.EXACT

    @property
    def sign(self) -> str:
        """One mark for tables and CSV: = ≈ ≲ > < ≥ ≤."""
        return SIGNS[self.direction]

    @property
    def printed(self) -> str:
        """The words in one string, "" for none: 「超过」, 「…左右」, 「累计超过」."""
        after = self.inside + self.after
        return f"{self.before}…{after}" if after else self.before

    def around(self, number: str, unit: str = "") -> str:
        """Return the figure as a reader must see it: 「超过200场次」, 「35%左右」."""
        return f"{self.before}{number}{self.inside}{unit}{self.after}"


class Precision(StrEnum):
    """How finely a period is stated."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SPAN = "span"  # 6月2日至8日, 1—5月, 2021年至2024年, 「十四五」期间
    AS_PRINTED = "as printed"  # 截至目前, 近年来: words that name no date


@dataclass(frozen=True)
class Period:
    """The time a figure is stated for, as printed and, where the words allow, as dates.

    *start* and *end* are both None where no date can be told from the words: 截至目前
    always, 去年 and 5月 when the reader was not given the day the text was written.
    *relative* says that the dates were worked out from that day (去年, 5月 without a
    year), so whoever accepts the fact must see them. No period at all is None, never a
    Period, and is shown as 「原文未注明时间」.
    """

    printed: str
    start: date | None = None
    end: date | None = None
    precision: Precision = Precision.AS_PRINTED
    relative: bool = False


class NameKind(StrEnum):
    REGION = "region"
    REGION_GROUP = "region group"
    INDUSTRY = "industry"
    CLUSTER = "cluster"
    ALLIANCE = "alliance"
    PROGRAMME = "programme"
    AGREEMENT = "agreement"
    EVENT = "event"
    ORGANISATION = "organisation"


@dataclass(frozen=True)
class KnownName:
    """A name the database holds: *kind*, official *name*, *aliases*.

    *members* are official names of the parts of a region group (长三角: 上海, 江苏, …).
    """

    kind: NameKind
    name: str
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """A known name a figure is about: its kind and official name."""

    kind: NameKind
    name: str


@dataclass(frozen=True)
class FactProposal:
    """One figure read from a text, with everything the text says of it.

    subject        whom it is about, as printed: ("长三角",); () where the text names none
    about          the known names among subject and indicator, official: (Name(REGION…),)
    indicator      what is measured, as printed: "国家级先进制造业集群", "新能源汽车产量"
    whole          of what a share or rank is: "全国", "全球"; "" for other kinds
    unit           as printed: 个, 万亿元, %, "" for a fraction
    printed_value  as printed: "12", "1/3", "4,762", "三"
    value          the number printed, unsigned: 12, 0.333333, 4762, 3
    base_value     in *base_unit*: 12000000000000, 33.333333, 4762; a fall is negative
    base_unit      元, 美元, 吨, %, 百分点, 位, or the measure word of a count
    period         None where the text states none
    quote          the clause; *mark* is where in quote.text the figure stands, with its
                   qualifier and unit: what a page underlines
    rule           which rule read it, for bench and debugging: "share", "positional" …
    foreseen       the word that makes it a plan or forecast, as printed (预计, 力争, 拟); ""
                   for a figure stated as being so. Never show a foreseen figure as fact
    part_of        index in Proposals.facts of the whole this is a part of (浙江有7个 of 26)

    Fractions are rounded to six decimals (in value and base_value); printed_value keeps
    them exact.
    """

    subject: tuple[str, ...]
    about: tuple[Name, ...]
    indicator: str
    whole: str
    kind: Kind
    unit: str
    comparator: Comparator
    printed_value: str
    value: Decimal
    base_value: Decimal
    base_unit: str
    period: Period | None
    quote: Quote
    mark: tuple[int, int]
    rule: str
    part_of: int | None = None
    foreseen: str = ""

    @property
    def figure(self) -> str:
        """The figure as printed, with qualifier and unit: 「近1/3」."""
        return self.quote.text[self.mark[0] : self.mark[1]]


@dataclass(frozen=True)
class NamedProposal:
    """Something named in a text that may deserve a record.

    name            as it would stand in a record: without quotation marks
    known           its official name where `KnownName` has it (by name or alias), else ""
    quote, mark     the clause, and where in quote.text the name stands
    parties         who signed an agreement or takes part, as printed
    open_list       the list of parties or parts ends in 等: there are more
    unnamed_parties some party is described, not named (多省市科技部门)
    region          the region that runs or has it, as printed, "" if not said
    head            what the list is of, for rule "list": 「国家级先进制造业集群」
    series, edition of an event: 第七届 is 7
    rule            "known", "quoted", "form" or "list"
    """

    kind: NameKind
    name: str
    quote: Quote
    mark: tuple[int, int]
    known: str = ""
    parties: tuple[str, ...] = ()
    open_list: bool = False
    unnamed_parties: bool = False
    region: str = ""
    head: str = ""
    series: str = ""
    edition: int | None = None
    rule: str = ""


class Gap(StrEnum):
    """What a text leaves unsaid."""

    REST = "rest"  # 26 clusters, 7 of them in 浙江: where the other 19 are
    UNLISTED = "unlisted"  # 19 alliances counted, none of them named
    OPEN_LIST = "open list"  # 生物医药、航空航天等
    UNNAMED_PARTIES = "unnamed parties"  # 多省市科技部门
    UNDATED = "undated"  # a figure without a period


@dataclass(frozen=True)
class Unknown:
    """Something a text does not say, with the words that show it.

    fact      index in Proposals.facts it concerns (REST: the whole), or None
    count     how many are not named: 19 of the 26; None where that is not known either
    subject   what is not named, as printed: "国家级先进制造业集群"
    listed    what is named: ("浙江",), ("生物医药", "航空航天")
    """

    gap: Gap
    quote: Quote
    mark: tuple[int, int]
    fact: int | None = None
    count: Decimal | None = None
    subject: str = ""
    listed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """All that was read from one text, each list in the order of reading."""

    facts: tuple[FactProposal, ...] = field(default=())
    named: tuple[NamedProposal, ...] = field(default=())
    unknowns: tuple[Unknown, ...] = field(default=())
