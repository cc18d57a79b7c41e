"""What a story shows of its figures: marks in the text, their cards, and a table."""

from dataclasses import dataclass, field

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import body, marking, series
from articles.models import Fact, KnownUnknown, Revision


@dataclass
class Row:
    """A verified figure of the story with what else is known of its indicator."""

    fact: Fact
    others: list[Fact] = field(default_factory=list)
    newer: Fact | None = None


@dataclass(frozen=True)
class Card:
    """What one underline opens: the figures its words state, three in 均在35%左右."""

    pk: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of one frozen text."""

    blocks: tuple[SafeString, ...]
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    unknowns: tuple[KnownUnknown, ...]
    undated: int

    @property
    def any(self) -> bool:
        return bool(self.rows or self.unknowns)


def of(revision: Revision) -> Figures:
    """The text of *revision* with its verified figures; four queries at most."""
    facts = list(
        Fact.objects.filter(
            status=Fact.Status.VERIFIED, quote__places__revision=revision
        )
        .for_tables()
        .with_places()
    )
    blocks = body.blocks(revision.body)
    order = {block.key: block.number for block in blocks}
    facts = [fact for fact in facts if fact.place_block in order]
    facts.sort(key=lambda fact: (order[fact.place_block], *_span(fact), fact.pk))
    known = series.of(facts)
    rows = {fact.pk: _row(fact, known[series.key_of(fact)]) for fact in facts}
    cards, marked = [], []
    for block in blocks:
        spans = [
            (*_span(fact), fact.pk) for fact in facts if fact.place_block == block.key
        ]
        marks = []
        for start, end, keys in marking.groups(spans):
            cards.append(Card(keys[0], tuple(rows[key] for key in keys)))
            marks.append(marking.Mark(start, end, _opening(rows, keys)))
        marked.append(mark_safe(marking.mark(block.html, marks)))  # noqa: S308
    # What was counted from a value that has been corrected is no longer known to be so.
    unknowns = KnownUnknown.objects.filter(quote__places__revision=revision).exclude(
        fact__status=Fact.Status.SUPERSEDED
    )
    return Figures(
        blocks=tuple(marked),
        rows=tuple(rows.values()),
        cards=tuple(cards),
        unknowns=tuple(unknowns.select_related("fact__indicator")),
        undated=sum(not fact.period_precision for fact in facts),
    )


def plain(markdown: str) -> Figures:
    """A text that shows no figures: a preview, whose words are not frozen yet."""
    shown = tuple(mark_safe(block.html) for block in body.blocks(markdown))  # noqa: S308
    return Figures(shown, (), (), (), 0)


def _span(fact: Fact) -> tuple[int, int]:
    return fact.place_start + fact.mark_start, fact.place_start + fact.mark_end


def _row(fact: Fact, known: list[Fact]) -> Row:
    others = [other for other in known if other.pk != fact.pk]
    return Row(fact, others, series.newest(fact, others))


def _opening(rows: dict[int, Row], keys: list[int]) -> str:
    outdated = any(rows[key].newer for key in keys)
    return format_html(
        '<a class="figure{}" id="figure-{}" href="#fact-{}">',
        " outdated" if outdated else "",
        keys[0],
        keys[0],
    )
