"""What a story shows of its figures: marks in the text, their cards, and a table."""

from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from articles import body, marking, series
from articles.models import Fact, FactCorrection, KnownUnknown, Revision

# A figure of so many characters stays on one line. Of longer ones the line before would be
# pulled too far apart, and the narrowest screen has no room for some.
SHORT = 5


@dataclass
class Row:
    """A figure of the story with what else is known of its indicator."""

    fact: Fact
    others: list[Fact] = field(default_factory=list)
    newer: Fact | None = None
    # Why the text still prints a figure that is known to be wrong, and what is right.
    corrected: FactCorrection | None = None


@dataclass(frozen=True)
class Card:
    """What one underline opens: the figures its words state, three in 均在35%左右."""

    pk: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of one frozen text; *replaced* are those corrected since it was read."""

    blocks: tuple[SafeString, ...]
    rows: tuple[Row, ...]
    replaced: tuple[Row, ...]
    cards: tuple[Card, ...]
    unknowns: tuple[KnownUnknown, ...]
    undated: int

    @property
    def any(self) -> bool:
        return bool(self.rows or self.replaced or self.unknowns)


def of(revision: Revision) -> Figures:
    """The text of *revision* with its verified figures; six queries at most.

    Words that print a value since corrected stay marked, and say what is right.
    """
    standing = FactCorrection.objects.standing()
    facts = list(
        Fact.objects.filter(quote__places__revision=revision)
        .filter(Q(status=Fact.Status.VERIFIED) | _replaced(standing))
        .for_tables()
        .with_corrections()
        .select_related("superseded_by__quote")
        .prefetch_related(Prefetch("corrections", standing))
        .with_places()
    )
    blocks = body.blocks(revision.body)
    order = {block.key: block.number for block in blocks}
    facts = [fact for fact in facts if fact.place_block in order]
    facts.sort(key=lambda fact: (order[fact.place_block], *_span(fact), fact.pk))
    verified = [fact for fact in facts if fact.status == Fact.Status.VERIFIED]
    known = series.of(verified)
    rows = {fact.pk: _row(fact, known) for fact in facts}
    cards, marked = [], []
    for block in blocks:
        spans = [
            (*_span(fact), fact.pk) for fact in facts if fact.place_block == block.key
        ]
        marks = []
        for start, end, keys in marking.groups(spans):
            cards.append(Card(keys[0], tuple(rows[key] for key in keys)))
            marks.append(marking.Mark(start, end, _opening(rows, keys, end - start)))
        marked.append(mark_safe(marking.mark(block.html, marks)))  # noqa: S308
    # What was counted from a value that has been corrected is no longer known to be so.
    unknowns = (
        KnownUnknown.objects.checked()
        .filter(quote__places__revision=revision)
        .exclude(fact__status=Fact.Status.SUPERSEDED)
    )
    return Figures(
        blocks=tuple(marked),
        rows=tuple(rows[fact.pk] for fact in verified),
        replaced=tuple(row for row in rows.values() if row.corrected),
        cards=tuple(cards),
        unknowns=tuple(unknowns.select_related("fact__indicator")),
        undated=sum(not fact.period_precision for fact in verified),
    )


def plain(markdown: str) -> Figures:
    """A text that shows no figures: a preview, whose words are not frozen yet."""
    shown = tuple(mark_safe(block.html) for block in body.blocks(markdown))  # noqa: S308
    return Figures(shown, (), (), (), (), 0)


def _replaced(standing) -> Q:
    """The condition that a fact was corrected, and readers see what is right."""
    right = Fact.objects.public().filter(pk=OuterRef("superseded_by"))
    return Q(
        Exists(standing.filter(old=OuterRef("pk"))),
        Exists(right),
        status=Fact.Status.SUPERSEDED,
    )


def _span(fact: Fact) -> tuple[int, int]:
    return fact.place_start + fact.mark_start, fact.place_start + fact.mark_end


def _row(fact: Fact, known: dict[tuple[int, str], list[Fact]]) -> Row:
    if fact.status == Fact.Status.SUPERSEDED:
        return Row(fact, corrected=fact.corrections.all()[0])
    others = [other for other in known[series.key_of(fact)] if other.pk != fact.pk]
    return Row(fact, others, series.newest(fact, others))


def _opening(rows: dict[int, Row], keys: list[int], length: int) -> str:
    told = ""
    if any(rows[key].corrected for key in keys):
        told = " replaced"
    elif any(rows[key].newer for key in keys):
        told = " outdated"
    if length <= SHORT:
        told += " short"
    return format_html(
        '<a class="figure{}" id="figure-{}" href="#fact-{}">',
        told,
        keys[0],
        keys[0],
    )
