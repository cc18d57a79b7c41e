"""What the arithmetic referee says of an article's facts, and what was overruled."""

import hashlib
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from articles import binding, body
from articles.facts import referee, stated
from articles.facts.proposals import Direction, Kind, Period, Precision
from articles.models import Article, Fact, Region
from articles.models.facts import ABOUT

# Values of the same indicators in other articles that are held against this one's.
MOST_OTHERS = 500


@dataclass(frozen=True)
class Told:
    """A finding with the key its overruling is kept under, and the reason if it has one."""

    key: str
    sentence: str
    facts: tuple[Fact, ...]
    overruled: str = ""


def findings(article: Article) -> list[Told]:
    """What does not add up among the facts of *article* and what others verified.

    A finding rests on at least one fact of the article. Overruled ones come last, with
    their reason; when a figure in them changes, they are open again.
    """
    own = list(
        Fact.objects.filter(quote__article=article)
        .exclude(status=Fact.Status.SUPERSEDED)
        .select_related("quote")
    )
    if not own:
        return []
    everything = [*own, *_others(article, own)]
    # Once for all facts of the same: a text of 4,000 figures has few indicators.
    prefetch_related_objects(everything, "indicator", *ABOUT)
    facts = {str(fact.pk): fact for fact in everything}
    here = {str(fact.pk) for fact in own}
    reasons = dict(article.overrules.values_list("key", "reason"))
    told = []
    for found in referee.judge([_stated(fact) for fact in facts.values()], _groups()):
        if here.isdisjoint(found.facts):
            continue
        rests_on = tuple(facts[key] for key in found.facts)
        key = _key(found.rule, rests_on)
        sentence = found.sentence(gettext)
        if found.derived:
            sentence += gettext("（推算：%(formula)s，得 %(shown)s）") % {
                "formula": found.derived.formula,
                "shown": found.derived.shown,
            }
        told.append(Told(key, sentence, rests_on, reasons.get(key, "")))
    return sorted(told, key=lambda one: bool(one.overruled))


def standing(article: Article) -> list[Told]:
    """Those of `findings` whose words the working copy still has.

    What a corrected figure used to be is no contradiction of what it is now.
    """
    blocks = body.blocks(article.body)

    def stands(fact: Fact) -> bool:
        elsewhere = fact.quote.article_id != article.pk
        return elsewhere or binding.again(fact.quote, blocks) is not None

    return [
        told for told in findings(article) if all(stands(fact) for fact in told.facts)
    ]


def _others(article: Article, own: list[Fact]):
    return (
        Fact.objects.filter(
            status=Fact.Status.VERIFIED,
            indicator__in={fact.indicator_id for fact in own},
            about_key__in={fact.about_key for fact in own},
        )
        .exclude(quote__article=article)
        .select_related("quote")
        .order_by("-pk")[:MOST_OTHERS]
    )


def _stated(fact: Fact) -> stated.Stated:
    worth = abs(fact.base_value / fact.value) if fact.value else 1
    return stated.Stated(
        key=str(fact.pk),
        # Chips' share of the country and robots' are of two wholes: the industry is
        # part of what is measured, not of whom it is said.
        indicator=f"{fact.industry or ''}{fact.indicator.name}",
        subject=stated.subject_of(
            str(row) for row in fact.about if row != fact.industry
        )
        or fact.subject,
        kind=Kind(fact.indicator.kind),
        value=fact.base_value,
        unit=fact.indicator.unit,
        shown=fact.figure,
        comparator=Direction(fact.direction),
        step=stated.step_of(fact.printed_value, worth, fact.unit),
        whole=stated.subject_of([fact.indicator.whole]),
        period=_period(fact),
        part_of=str(fact.part_of_id) if fact.part_of_id else None,
        foreseen=bool(fact.foreseen),
    )


def _period(fact: Fact) -> Period | None:
    if not fact.period_precision:
        return None
    return Period(
        printed=fact.period_printed,
        start=fact.period_start,
        end=fact.period_end,
        precision=Precision(fact.period_precision),
        relative=fact.period_relative,
    )


def _groups() -> dict[str, frozenset[str]]:
    """Which regions have which parts, as this site's tables say."""
    groups = dict(stated.GROUPS)
    regions = Region.objects.filter(members__isnull=False).distinct()
    for region in regions.prefetch_related("members"):
        groups[region.name] = frozenset(row.name for row in region.members.all())
    return groups


def _key(rule: str, facts) -> str:
    said = ";".join(sorted(f"{fact.pk} {fact.typed}" for fact in facts))
    return hashlib.sha256(f"{rule}|{said}".encode()).hexdigest()
