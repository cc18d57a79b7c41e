"""Parts and wholes, shares and counts: what must add up at one time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import combinations

from .derived import Derived
from .finding import MOST_ALIKE, Finding, _, alike_facts, finding, number, percent
from .proposals import Kind
from .stated import Stated


def against_parts(stated: list[Stated], by_key: dict[str, Stated]) -> Iterator[Finding]:
    """Parts against their whole, one by one and together."""
    parts: dict[str, list[Stated]] = defaultdict(list)
    for fact in stated:
        if fact.part_of in by_key:
            parts[fact.part_of].append(fact)
    for key, of_it in parts.items():
        whole = by_key[key]
        of_it = [part for part in of_it if part.unit == whole.unit]
        larger = [part for part in of_it if part.low > whole.high]
        for part in larger:
            yield finding(
                "part over whole",
                _("部分大于整体：%(a)s是%(b)s的一部分。"),
                [part, whole],
            )
        if larger or not of_it:
            continue
        low, high = sum(p.low for p in of_it), sum(p.high for p in of_it)
        total = number(sum((p.value for p in of_it), Decimal(0)), whole.unit)
        derived = Derived.total(of_it, total)
        if low > whole.high:
            yield finding(
                "parts over whole",
                _("各部分相加为%(total)s（推算），超过整体%(a)s。"),
                [whole, *of_it],
                derived,
                total=total,
            )
        elif whole.complete and high < whole.low:
            yield finding(
                "parts under whole",
                _("各部分相加为%(total)s（推算），少于整体%(a)s，而名单称已列全。"),
                [whole, *of_it],
                derived,
                total=total,
            )


def members(
    stated: list[Stated], groups: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """A member against its group, though nobody printed 其中; a province, the nation."""
    levels = (Kind.COUNT, Kind.AMOUNT)
    for alike in alike_facts(
        (f for f in stated if f.kind in levels), lambda f: (f.measure, f.unit, f.when)
    ):
        for part in alike[:MOST_ALIKE]:
            for whole in alike[:MOST_ALIKE]:
                if part.part_of == whole.key or not _within(part, whole, groups):
                    continue
                if part.low > whole.high:
                    yield finding(
                        "member over group",
                        _("%(subject_a)s的%(a)s大于其所属的%(subject_b)s的%(b)s。"),
                        [part, whole],
                    )


def _within(part: Stated, whole: Stated, groups: Mapping[str, frozenset[str]]) -> bool:
    if not part.subject or not whole.subject or part.subject == whole.subject:
        return False
    if whole.subject in ("全国", "全球"):
        return part.subject not in ("全国", "全球") or whole.subject == "全球"
    return part.subject in groups.get(whole.subject, ())


def against_shares(stated: list[Stated]) -> Iterator[Finding]:
    """A share against the two levels it is of, and the wholes two shares imply."""
    levels: dict[tuple, list[Stated]] = defaultdict(list)
    for fact in stated:
        if fact.kind in (Kind.COUNT, Kind.AMOUNT):
            levels[fact.measure, fact.subject, fact.foreseen].append(fact)
    implied: dict[tuple, list] = defaultdict(list)
    for share in stated:
        if share.kind is not Kind.SHARE or share.unit != "%" or share.high <= 0:
            continue
        parts = _of_time(levels[share.measure, share.subject, share.foreseen], share)
        wholes = _of_time(levels[share.measure, share.whole, share.foreseen], share)
        for part in parts[:MOST_ALIKE]:
            for whole in wholes if share.whole else ():
                if part.key == whole.key or part.unit != whole.unit:
                    continue
                yield from _share_of(share, part, whole)
            if share.whole:
                implied[share.measure, share.whole, part.unit, share.when].append(
                    (share, part)
                )
    for pairs in implied.values():
        for one, other in combinations(pairs[:MOST_ALIKE], 2):
            yield from _implied(*one, *other)


def _of_time(facts: list[Stated], share: Stated) -> list[Stated]:
    return [fact for fact in facts if fact.when == share.when]


def _share_of(share: Stated, part: Stated, whole: Stated) -> Iterator[Finding]:
    if whole.low <= 0 or part.low < 0:
        return
    low, high = 100 * part.low / whole.high, 100 * part.high / whole.low
    if low <= share.high and share.low <= high:
        return
    real = percent(100 * part.value / whole.value)
    yield finding(
        "share against counts",
        _("%(b)s占%(c)s应为%(real)s（推算），文中说%(a)s。"),
        [share, part, whole],
        Derived.quotient(part, whole, real),
        real=real,
    )


def _implied(
    share: Stated, part: Stated, other_share: Stated, other_part: Stated
) -> Iterator[Finding]:
    """26 is 近1/3 of how many? Two subjects must agree on the whole."""
    if {share.key, part.key} & {other_share.key, other_part.key}:
        return
    if share.low <= 0 or other_share.low <= 0:
        return
    mine = (100 * part.low / share.high, 100 * part.high / share.low)
    theirs = (
        100 * other_part.low / other_share.high,
        100 * other_part.high / other_share.low,
    )
    if mine[0] <= theirs[1] and theirs[0] <= mine[1]:
        return
    whole = number(100 * part.value / share.value, part.unit)
    other = number(100 * other_part.value / other_share.value, other_part.unit)
    yield finding(
        "implied wholes",
        _(
            "由%(b)s占%(a)s推算，%(whole)s约有%(mine)s；由%(d)s占%(c)s推算则约有%(theirs)s。"
        ),
        [share, part, other_share, other_part],
        Derived.implied(part, share, whole),
        mine=whole,
        theirs=other,
    )


def share_sums(
    stated: list[Stated], groups: Mapping[str, frozenset[str]]
) -> Iterator[Finding]:
    """Shares of one whole that several subjects have come to 100 % at the most."""
    shares = (f for f in stated if f.kind is Kind.SHARE and f.whole and f.subject)
    for alike in alike_facts(shares, lambda f: (f.measure, f.whole, f.when)):
        if len(alike) < 2 or len({f.subject for f in alike}) < len(alike):
            continue
        if len(alike) > MOST_ALIKE or any(
            _within(a, b, groups) for a in alike for b in alike
        ):
            continue
        if sum(max(f.low, Decimal(0)) for f in alike) > 100:
            total = percent(sum((f.value for f in alike), Decimal(0)))
            yield finding(
                "shares over 100",
                _("各方占%(whole)s的比重相加为%(total)s（推算），超过100%%。"),
                list(alike),
                Derived.total(alike, total),
                total=total,
            )
