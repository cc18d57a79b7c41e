"""Proposals as plain data for JSON: numbers as text, so that no digit is lost."""

from .proposals import FactProposal, NamedProposal, Period, Proposals, Quote, Unknown


def as_data(proposals: Proposals) -> dict:
    """Return *proposals* as dicts and lists; a bounded value never without its sign."""
    return {
        "facts": [_fact(n, fact) for n, fact in enumerate(proposals.facts)],
        "named": [_named(named) for named in proposals.named],
        "unknowns": [_unknown(unknown) for unknown in proposals.unknowns],
    }


def _fact(number: int, fact: FactProposal) -> dict:
    comparator = fact.comparator
    return {
        "number": number,
        "subject": list(fact.subject),
        "about": [{"kind": name.kind, "name": name.name} for name in fact.about],
        "indicator": fact.indicator,
        "whole": fact.whole or None,
        "kind": fact.kind,
        "comparator": {
            "sign": comparator.sign,
            "direction": comparator.direction,
            "printed": comparator.printed or None,
            "cumulative": comparator.cumulative,
        },
        "printed": comparator.around(fact.printed_value, fact.unit),
        "value": f"{fact.value:f}",
        "unit": fact.unit,
        "base_value": f"{fact.base_value:f}",
        "base_unit": fact.base_unit,
        "period": _period(fact.period),
        "foreseen": fact.foreseen or None,
        "part_of": fact.part_of,
        "rule": fact.rule,
        "quote": _quote(fact.quote, fact.mark),
    }


def _named(named: NamedProposal) -> dict:
    return {
        "kind": named.kind,
        "name": named.name,
        "known_as": named.known or None,
        "parties": list(named.parties),
        "open_list": named.open_list,
        "unnamed_parties": named.unnamed_parties,
        "region": named.region or None,
        "head": named.head or None,
        "series": named.series or None,
        "edition": named.edition,
        "rule": named.rule,
        "quote": _quote(named.quote, named.mark),
    }


def _unknown(unknown: Unknown) -> dict:
    return {
        "gap": unknown.gap,
        "fact": unknown.fact,
        "count": None if unknown.count is None else f"{unknown.count:f}",
        "subject": unknown.subject,
        "listed": list(unknown.listed),
        "quote": _quote(unknown.quote, unknown.mark),
    }


def _period(period: Period | None) -> dict | None:
    if period is None:
        return None
    return {
        "printed": period.printed,
        "start": period.start.isoformat() if period.start else None,
        "end": period.end.isoformat() if period.end else None,
        "precision": period.precision,
        "relative": period.relative,
    }


def _quote(quote: Quote, mark: tuple[int, int]) -> dict:
    return {
        "block": quote.block,
        "start": quote.start,
        "end": quote.end,
        "text": quote.text,
        "mark": list(mark),
    }
