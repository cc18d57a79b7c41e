"""What a text leaves unsaid: the other 19, open lists, unnamed parties, no date."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from .clauses import Paragraph
from .naming_lists import after_verb
from .phrases import right_noun
from .proposals import FactProposal, Gap, Kind, NamedProposal, NameKind, Unknown

# Sets of which a reader would want the names.
_SETS = re.compile(r"(?:联盟|集群|协议|备忘录)$")
# 通过A、B等方式 says how, and leaves nobody unnamed.
_MANNER = re.compile(r"^(?:方式|形式|手段|措施|渠道|途径|因素|问题|原因|做法)")
_OPEN = re.compile(
    r"(?P<items>(?:[^、,;:。!?\n等]{1,20}、){0,9}[^、,;:。!?\n等]{2,20})等"
    r"(?!于|级|待|候|到|额|价|距|份|同|效|离|第|奖|一系列|多种)(?P<head>[^、,;:。!?\n的]{0,14})"
)


def find(
    paragraphs: Sequence[Paragraph],
    facts: Sequence[FactProposal],
    named: Sequence[NamedProposal],
) -> Iterator[Unknown]:
    """Yield what the text of *facts* and *named* does not say, gap by gap."""
    yield from _rests(facts)
    yield from _unlisted(facts)
    yield from _open_lists(paragraphs, facts, named)
    for proposal in named:
        if proposal.unnamed_parties:
            yield Unknown(
                Gap.UNNAMED_PARTIES,
                proposal.quote,
                proposal.mark,
                subject=proposal.name,
                listed=proposal.parties,
            )
    for n, fact in enumerate(facts):
        if fact.period is None:
            yield Unknown(Gap.UNDATED, fact.quote, fact.mark, n, subject=fact.indicator)


def _rests(facts: Sequence[FactProposal]) -> Iterator[Unknown]:
    parts: dict[int, list[FactProposal]] = defaultdict(list)
    for fact in facts:
        if fact.part_of is not None and fact.kind in (Kind.COUNT, Kind.AMOUNT):
            parts[fact.part_of].append(fact)
    for n, named in parts.items():
        whole = facts[n]
        # What is left of 约26 less 超过7 is no number.
        if any(fact.comparator.is_bound for fact in (whole, *named)):
            continue
        rest = whole.base_value - sum(fact.base_value for fact in named)
        if rest > 0:
            yield Unknown(
                Gap.REST,
                whole.quote,
                whole.mark,
                n,
                rest,
                whole.indicator,
                tuple("、".join(fact.subject) or fact.indicator for fact in named),
            )


def _unlisted(facts: Sequence[FactProposal]) -> Iterator[Unknown]:
    wholes = {fact.part_of for fact in facts}
    for n, fact in enumerate(facts):
        if fact.kind is not Kind.COUNT or n in wholes or fact.part_of is not None:
            continue
        if _SETS.search(fact.indicator):
            yield Unknown(
                Gap.UNLISTED, fact.quote, fact.mark, n, fact.base_value, fact.indicator
            )


def _open_lists(paragraphs, facts, named) -> Iterator[Unknown]:
    read = {fact.quote for fact in facts}
    read |= {
        proposal.quote
        for proposal in named
        if proposal.kind not in (NameKind.REGION, NameKind.REGION_GROUP)
    }
    spoken: dict[str, list] = defaultdict(list)
    for quote in read:
        spoken[quote.block].append(quote)
    for paragraph in paragraphs:
        quotes = sorted({(q.start, q.end) for q in spoken[paragraph.key]})
        for start, end in quotes:
            for match in _OPEN.finditer(paragraph.text, start, end):
                if found := _open_list(paragraph, match):
                    yield found


def _open_list(paragraph: Paragraph, match: re.Match) -> Unknown | None:
    start, end = match.start("items"), match.start("head")
    first = match["items"].split("、")[0]
    start = after_verb(paragraph, start, start + len(first))
    items = paragraph.printed[start : match.end("items")].split("、")
    head = right_noun(match["head"])
    if not all(2 <= len(item) <= 16 for item in items) or _MANNER.search(head):
        return None
    clause = paragraph.clause_at(start, end)
    quote = paragraph.quote(clause.start, clause.end)
    at = match.start("head")
    return Unknown(
        Gap.OPEN_LIST,
        quote,
        (start - quote.start, end - quote.start),
        subject=paragraph.printed[at : at + len(head)],
        listed=tuple(items),
    )
