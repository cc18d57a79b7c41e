"""A fact as the referee sees it, and between which numbers its figure lies.

A printed figure is seldom its quantity: 17.94万亿元 is rounded to the last digit, 近1/3 is
a little less, 超过200场 more. Every comparison is one of intervals, so that 近35% and
34.6% agree and 12万亿元 and 11.97万亿元 do too.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from articles.numerals import number
from articles.text import fold

from .places import PLACES
from .proposals import Direction, FactProposal, Kind, Period, Proposals

# How far a qualified figure may lie from its number. Newspapers say 约 within a tenth,
# 近 within a sixth; 超过200场 for 310 would have been 超过300场.
_REACH = {
    Direction.EXACT: (Decimal(1), Decimal(1)),
    Direction.ABOUT: (Decimal("0.9"), Decimal("1.1")),
    Direction.NEARLY: (Decimal("0.84"), Decimal(1)),
    Direction.OVER: (Decimal(1), Decimal("1.5")),
    Direction.UNDER: (Decimal("0.6"), Decimal(1)),
    Direction.AT_LEAST: (Decimal(1), Decimal(2)),
    Direction.AT_MOST: (Decimal(0), Decimal(1)),
}
# 1/3 and 三成 are said of anything near; a twelfth of the number either way.
_ROUND_FRACTION = Decimal("0.08")
_SUFFIX = re.compile(r"(?:的?(?:总数量?|数量|总量|数|个数|家数)|占比|的?比重|份额)$")
_OFFICIAL = {
    wording: place.name for place in PLACES for wording in (place.name, *place.aliases)
}
GROUPS = {place.name: frozenset(place.members) for place in PLACES if place.members}


@dataclass(frozen=True)
class Stated:
    """One fact to be judged.

    key        how the caller knows it; findings name facts by it
    subject    whom it is about, official; "" where the text says none
    value      in base unit, signed; *unit* that base unit
    step       what the last printed digit is worth in base unit; 0 for what is exact
    shown      the figure as a reader sees it, qualifier and all, for sentences
    part_of    key of the fact this is a part of
    complete   of a whole: its parts are said to be all there are
    story      where it stands; two undated figures are of one time only within a story
    foreseen   a plan or forecast: never held against what is
    """

    key: str
    indicator: str
    subject: str
    kind: Kind
    value: Decimal
    unit: str
    shown: str
    comparator: Direction = Direction.EXACT
    step: Decimal = Decimal(0)
    whole: str = ""
    period: Period | None = None
    part_of: str | None = None
    complete: bool = False
    foreseen: bool = False
    story: str = ""

    @cached_property
    def measure(self) -> str:
        """The indicator for comparing: 集群总数 and 集群 are one."""
        return measure_of(fold(self.indicator))

    @cached_property
    def when(self) -> tuple:
        """The period for comparing: equal for facts of one time, undated ones alike."""
        if self.period is None:
            return ("", self.story)
        if self.period.start or self.period.end:
            return (self.period.start, self.period.end)
        return (fold(self.period.printed), self.story)

    @cached_property
    def low(self) -> Decimal:
        """The least the quantity can be, by what is printed."""
        return self._ends()[0]

    @cached_property
    def high(self) -> Decimal:
        return self._ends()[1]

    def _ends(self) -> tuple[Decimal, Decimal]:
        less, more = _REACH[self.comparator]
        ends = sorted((self.value * less, self.value * more))
        loose = self.step / 2
        return ends[0] - loose, ends[1] + loose


def measure_of(folded: str) -> str:
    """Return a folded indicator without the words that only say it is counted."""
    return _SUFFIX.sub("", folded) or folded


def step_of(printed: str, unit_worth: Decimal, unit: str) -> Decimal:
    """Return what the last digit of *printed* is worth in base unit; 0 for a plain count.

    *unit_worth* is what one of the printed unit is worth in base unit: 1e12 of 万亿元.
    """
    if (
        "/" in printed
        or "分之" in printed
        or printed in ("一半", "半数")
        or unit == "成"
    ):
        try:
            share = Decimal(float(number(printed)))
        except (ValueError, ZeroDivisionError):
            return Decimal(0)
        return 2 * _ROUND_FRACTION * share * unit_worth
    decimals = len(printed.partition(".")[2])
    if not decimals and unit_worth == 1 and unit != "%":
        return Decimal(0)
    return unit_worth * Decimal(1).scaleb(-decimals)


def of_proposals(proposals: Proposals) -> list[Stated]:
    """Return the facts of *proposals* for judging, keyed "0", "1", … in their order."""
    return [of_proposal(fact, str(n)) for n, fact in enumerate(proposals.facts)]


def of_proposal(fact: FactProposal, key: str) -> Stated:
    worth = abs(fact.base_value / fact.value) if fact.value else Decimal(1)
    return Stated(
        key=key,
        indicator=fact.indicator,
        # Of whom an unbound figure is said is not known: it is held against no other.
        subject=f"?{key}" if fact.rule == "unbound" else subject_of(fact.subject),
        kind=fact.kind,
        value=fact.base_value,
        unit=fact.base_unit,
        shown=fact.comparator.around(fact.printed_value, fact.unit),
        comparator=fact.comparator.direction,
        step=step_of(fact.printed_value, worth, fact.unit),
        whole=_OFFICIAL.get(fact.whole, fact.whole),
        period=fact.period,
        part_of=None if fact.part_of is None else str(fact.part_of),
        foreseen=bool(fact.foreseen),
    )


def subject_of(names: Iterable[str]) -> str:
    """Return one key for a subject printed as 三省一市 here and 长三角 there."""
    return "、".join(_OFFICIAL.get(name, name) for name in names)


def meet(a: Stated, b: Stated) -> bool:
    """True when one quantity can be what both figures say."""
    return a.low <= b.high and b.low <= a.high
