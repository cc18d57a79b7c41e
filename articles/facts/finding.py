"""What the referee finds: sentences, and the facts they rest on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .derived import Derived
from .stated import Stated

# Facts of one article are some dozens. Pairs are only made among those of one indicator,
# and of no more than this many, so a hostile list cannot stall a page.
MOST_ALIKE = 60


def _(msgid: str) -> str:
    """Mark *msgid* for the catalogue of translations; looked up where it is shown."""
    return msgid


@dataclass(frozen=True)
class Finding:
    """One thing that does not add up.

    rule     which rule found it, stable: an overruling is kept under it and its facts
    msgid    the sentence, Chinese, with %(name)s for each of *params*
    params   figures as printed, names, derived figures already marked as such
    facts    keys of the facts it rests on, in the order the sentence names them
    derived  a figure the sentence counts with that nobody printed, with its formula
    """

    rule: str
    msgid: str
    params: Mapping[str, str] = field(hash=False)
    facts: tuple[str, ...]
    derived: Derived | None = None

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        return translate(self.msgid) % self.params


def alike_facts(facts: Iterable[Stated], key: Callable) -> Iterator[list[Stated]]:
    """Yield facts that *key* calls alike; a plan is never like what is."""
    groups: dict[tuple, list[Stated]] = defaultdict(list)
    for fact in facts:
        groups[(fact.foreseen, key(fact))].append(fact)
    yield from groups.values()


def finding(rule, msgid, facts: list[Stated], derived=None, **params) -> Finding:
    for letter, fact in zip("abcd", facts, strict=False):
        params.setdefault(letter, fact.shown)
        params.setdefault(f"subject_{letter}", fact.subject)
    params.setdefault("indicator", facts[0].indicator)
    params.setdefault("whole", facts[0].whole)
    return Finding(rule, msgid, params, tuple(fact.key for fact in facts), derived)


def number(value: Decimal, unit: str) -> str:
    for name, worth in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if abs(value) >= worth:
            return f"{_short(value / worth)}{name}{unit}"
    return f"{_short(value)}{unit}"


def percent(value: Decimal) -> str:
    return f"{_short(value)}%"


def _short(value: Decimal) -> str:
    return f"{round(value, 1):f}".removesuffix(".0")
