"""One indicator said twice, or over time: values, units, growth, ranks."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations, pairwise

from articles.text import fold

from .derived import Derived
from .finding import MOST_ALIKE, Finding, _, alike_facts, finding, percent
from .proposals import Direction, Kind
from .stated import Stated, measure_of, meet


def twice(stated: list[Stated]) -> Iterator[Finding]:
    """One indicator of one subject: two values of one time, or a slip of the unit."""
    for alike in alike_facts(stated, lambda f: (f.measure, f.subject, f.whole, f.kind)):
        if alike[0].kind is Kind.RANK:
            continue
        times: dict[tuple, list[Stated]] = defaultdict(list)
        for fact in alike:
            times[fact.when].append(fact)
        for facts in times.values():
            for a, b in combinations(facts[:MOST_ALIKE], 2):
                yield from _at_one_time(a, b)
        yield from _over_time(list(times.values()))


def _at_one_time(a: Stated, b: Stated) -> Iterator[Finding]:
    if a.part_of == b.key or b.part_of == a.key:
        return
    if a.unit != b.unit:
        yield from _other_units(a, b)
    elif not _is_range(a, b) and not meet(a, b):
        yield _two_values(a, b)


def _over_time(times: list[list[Stated]]) -> Iterator[Finding]:
    """Hold each time against the one before: a level does not grow ten thousandfold."""
    times.sort(key=lambda facts: str(facts[0].when))
    for earlier, later in pairwise(times):
        for a in earlier[:2]:
            for b in later[:2]:
                if a.unit == b.unit and _slips(a, b, Decimal(8), hundreds=False):
                    yield _slip(a, b)


def _is_range(a: Stated, b: Stated) -> bool:
    """Both ends of 20至30家 are bounds of one figure."""
    ends = {a.comparator, b.comparator}
    return (
        ends == {Direction.AT_LEAST, Direction.AT_MOST} and a.shown[-4:] == b.shown[-4:]
    )


def _two_values(a: Stated, b: Stated) -> Finding:
    if _slips(a, b, Decimal("1.5")):
        return _slip(a, b)
    bounded = (
        Direction.EXACT in (a.comparator, b.comparator) and a.comparator != b.comparator
    )
    if bounded:
        return finding(
            "bound broken",
            _("「%(indicator)s」既是%(a)s，又是%(b)s，两者不能同时成立。"),
            [a, b],
        )
    return finding(
        "two values", _("「%(indicator)s」同一时间有两个值：%(a)s与%(b)s。"), [a, b]
    )


def _slip(a: Stated, b: Stated) -> Finding:
    return finding(
        "unit slip", _("「%(indicator)s」的%(a)s与%(b)s相差约%(times)s倍，单位可能写错。"), [a, b],
        times=_times(a, b),
    )  # fmt: skip


def _ratio(a: Stated, b: Stated) -> Decimal:
    small, large = sorted((abs(a.value), abs(b.value)))
    return large / small if small else Decimal(0)


def _slips(a: Stated, b: Stated, room: Decimal, hundreds: bool = True) -> bool:
    """Whether the two differ by 万 or 亿, give or take a factor *room*, or by 100."""
    ratio = _ratio(a, b)
    slips = [Decimal(10) ** 4, Decimal(10) ** 8, Decimal(10) ** 12]
    if any(slip / room <= ratio <= slip * room for slip in slips):
        return True
    near = Decimal("1.3")
    return hundreds and any(slip / near <= ratio <= slip * near for slip in (100, 1000))


def _times(a: Stated, b: Stated) -> str:
    ratio = _ratio(a, b)
    return {2: "100", 3: "1000", 4: "10,000", 8: "100,000,000"}.get(
        round(float(ratio.log10())), f"{ratio:.0f}"
    )


def _other_units(a: Stated, b: Stated) -> Iterator[Finding]:
    if {a.unit, b.unit} == {"%", "百分点"} and a.when == b.when and a.value == b.value:
        yield finding(
            "percent or points",
            _("「%(indicator)s」一处为%(a)s，一处为%(b)s：百分比与百分点不同。"),
            [a, b],
        )


def against_growth(stated: list[Stated]) -> Iterator[Finding]:
    """Growth against the level now and the level a year before."""
    levels: dict[tuple, list[Stated]] = defaultdict(list)
    for fact in stated:
        if fact.kind in (Kind.COUNT, Kind.AMOUNT, Kind.SHARE):
            levels[fact.measure, fact.subject, fact.foreseen].append(fact)
    for growth in stated:
        said = fold(growth.indicator)
        if growth.kind is not Kind.GROWTH or not said.endswith("同比"):
            continue
        base = measure_of(said.removesuffix("同比"))
        known = levels[base, growth.subject, growth.foreseen][:MOST_ALIKE]
        now = [f for f in known if f.when == growth.when]
        before = [f for f in known if _year_before(f, growth)]
        for a in now:
            for b in before:
                if a.unit == b.unit and a.whole == b.whole:
                    yield from _grew(growth, a, b)


def _year_before(fact: Stated, growth: Stated) -> bool:
    old, new = fact.period, growth.period
    if not (old and new and old.start and old.end and new.start and new.end):
        return False
    apart = (new.start.year - old.start.year, new.end.year - old.end.year)
    same_days = (old.start.month, old.start.day, old.end.month) == (
        new.start.month,
        new.start.day,
        new.end.month,
    )
    return apart == (1, 1) and same_days


def _grew(growth: Stated, now: Stated, before: Stated) -> Iterator[Finding]:
    if now.kind is Kind.SHARE:
        yield from _points(growth, now, before)
        return
    if growth.unit != "%" or before.low <= 0 or now.low < 0:
        return
    low = 100 * (now.low / before.high - 1)
    high = 100 * (now.high / before.low - 1)
    if low <= growth.high and growth.low <= high:
        return
    real = percent(100 * (now.value / before.value - 1))
    yield finding(
        "growth against levels",
        _("从%(c)s到%(b)s，变动应为%(real)s（推算），文中说%(a)s。"),
        [growth, now, before],
        Derived.change(now, before, real),
        real=real,
    )


def _points(growth: Stated, now: Stated, before: Stated) -> Iterator[Finding]:
    """A share that went from 26% to 38% rose 12 points, and not 12 per cent."""
    low, high = now.low - before.high, now.high - before.low
    in_points = low <= growth.value <= high
    if growth.unit == "%" and in_points and before.value > 0:
        real = 100 * (now.value / before.value - 1)
        if abs(real - growth.value) <= max(Decimal(1), abs(real) / 10):
            return
        yield finding(
            "percent or points",
            _("从%(c)s到%(b)s是变动若干个百分点，文中说%(a)s：百分比与百分点不同。"),
            [growth, now, before],
        )
    elif growth.unit == "百分点" and not in_points:
        real = f"{(now.value - before.value).normalize():f}个百分点"
        yield finding(
            "growth against levels",
            _("从%(c)s到%(b)s，变动应为%(real)s（推算），文中说%(a)s。"),
            [growth, now, before],
            Derived.difference(now, before, real),
            real=real,
        )


def against_ranks(stated: list[Stated]) -> Iterator[Finding]:
    """Two at one rank, or a rank that its value does not bear out."""
    levels = {
        (f.measure, f.subject, f.when): f
        for f in stated
        if f.kind in (Kind.COUNT, Kind.AMOUNT) and not f.foreseen
    }
    ranks = (f for f in stated if f.kind is Kind.RANK)
    for alike in alike_facts(ranks, lambda f: (f.measure, f.whole, f.when)):
        for a, b in combinations(alike[:MOST_ALIKE], 2):
            if a.subject == b.subject:
                if a.value != b.value:
                    yield finding(
                        "two ranks",
                        _("「%(indicator)s」有两个名次：%(a)s与%(b)s。"),
                        [a, b],
                    )
                continue
            if a.value == b.value:
                yield finding(
                    "one rank twice",
                    _("%(subject_a)s与%(subject_b)s的「%(indicator)s」同列%(a)s。"),
                    [a, b],
                )
                continue
            first, second = sorted((a, b), key=lambda f: f.value)
            high = levels.get((first.measure, first.subject, first.when))
            low = levels.get((second.measure, second.subject, second.when))
            if high and low and high.unit == low.unit and high.high < low.low:
                yield finding(
                    "rank against values",
                    _("%(subject_a)s列%(a)s而为%(c)s，%(subject_b)s列%(b)s却为%(d)s。"),
                    [first, second, high, low],
                )
