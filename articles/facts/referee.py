"""The arithmetic referee: which stated figures cannot all be right, and why.

Pure. Facts go in, findings come out; a finding is a sentence in Chinese, to be looked up
by gettext and filled from its parameters, with the keys of the facts it rests on. An
editor may overrule any of them: what is printed may be right though it does not add up.
"""

from collections.abc import Iterable, Iterator, Mapping

from . import series, wholes
from .finding import Finding, _, finding
from .proposals import Kind
from .stated import GROUPS, Stated


def judge(
    facts: Iterable[Stated], groups: Mapping[str, frozenset[str]] = GROUPS
) -> list[Finding]:
    """Return what does not add up among *facts*, each contradiction once.

    *groups* says which subjects contain which (长三角: 上海, 江苏 …), official names.
    """
    stated = list(facts)
    by_key = {fact.key: fact for fact in stated}
    found: list[Finding] = []
    for fact in stated:
        found += _alone(fact)
    found += wholes.against_parts(stated, by_key)
    found += wholes.members(stated, groups)
    found += series.twice(stated)
    found += wholes.against_shares(stated)
    found += series.against_growth(stated)
    found += wholes.share_sums(stated, groups)
    found += series.against_ranks(stated)
    seen: dict[tuple[str, frozenset[str]], Finding] = {}
    for one in found:
        seen.setdefault((one.rule, frozenset(one.facts)), one)
    return list(seen.values())


_RATES = ("率", "指数", "利率", "pmi", "倍", "涨幅", "降幅", "增速", "增幅")


def _alone(fact: Stated) -> Iterator[Finding]:
    """What a figure cannot be whatever the others say."""
    is_share = fact.kind is Kind.SHARE and (
        fact.whole or not fact.measure.endswith(_RATES)
    )
    if is_share and fact.low > 100:
        yield finding(
            "share over 100",
            _("「%(indicator)s」占比为%(a)s，超过了100%%。"),
            [fact],
        )
    if (is_share or fact.kind is Kind.COUNT) and fact.value < 0:
        yield finding("negative", _("「%(indicator)s」为负数：%(a)s。"), [fact])
    whole_number = fact.value == fact.value.to_integral_value()
    if fact.kind in (Kind.COUNT, Kind.RANK) and not whole_number:
        yield finding(
            "not whole", _("「%(indicator)s」的%(a)s不是整数，单位可能有误。"), [fact]
        )
    if fact.kind is Kind.RANK and fact.value < 1:
        yield finding("rank below 1", _("「%(indicator)s」的名次%(a)s小于1。"), [fact])
    if fact.kind is Kind.GROWTH and fact.unit == "%" and fact.high < -100:
        yield finding(
            "fall over 100", _("「%(indicator)s」降幅%(a)s超过100%%。"), [fact]
        )
