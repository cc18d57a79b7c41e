"""Values of one indicator about the same subject: over time, and which is the newer."""

from datetime import date

from django.db.models import F, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from articles.models import Fact

# Of each series a card shows; the indicator's page has them all.
SHOWN = 12


def key_of(fact: Fact) -> tuple[int, str]:
    return fact.indicator_id, fact.about_key


def of(facts) -> dict[tuple[int, str], list[Fact]]:
    """The newest public values of each series that one of *facts* belongs to.

    At most SHOWN each, newest report first, in one query however many there are.
    """
    keys = {key_of(fact) for fact in facts}
    if not keys:
        return {}
    rank = Window(
        RowNumber(),
        partition_by=[F("indicator"), F("about_key")],
        order_by=[
            F("period_end").desc(nulls_last=True),
            F("quote__article__publish_at").desc(),
            F("pk").desc(),
        ],
    )
    rows = (
        Fact.objects.public()
        .filter(
            indicator__in={indicator for indicator, _about in keys},
            about_key__in={about for _indicator, about in keys},
        )
        .annotate(rank=rank)
        .filter(rank__lte=SHOWN)
        .for_tables()
        .order_by("rank")
    )
    found: dict[tuple[int, str], list[Fact]] = {key: [] for key in keys}
    for row in rows:
        if key_of(row) in found:
            found[key_of(row)].append(row)
    return found


def newest(fact: Fact, series) -> Fact | None:
    """The newest of *series* that is newer than *fact*, or None."""
    later = [other for other in series if is_newer(other, fact)]
    return max(later, key=_moments, default=None)


def is_newer(one: Fact, other: Fact) -> bool:
    """Whether *one* is of a later time than *other*.

    By their periods where both have one. Where either is undated nobody can say which
    value is of the later time, only which was reported later, in another article.
    """
    if one.quote.article_id == other.quote.article_id:
        return False
    if one.period_end and other.period_end:
        return one.period_end > other.period_end
    return reported_on(one) > reported_on(other)


def reported_on(fact: Fact) -> date:
    """The day of the report a value was read from; never the day it is of."""
    article = fact.quote.article
    return timezone.localdate(article.stated_at or article.publish_at)


def _moments(fact: Fact) -> tuple[date, date, int]:
    return fact.period_end or date.min, reported_on(fact), fact.pk
