"""Facts on charts: which rows, in which order, under which words."""

from collections import defaultdict

from django.utils.translation import gettext as _

from articles import values
from articles.charts import ranges
from articles.models import Fact, Indicator
from articles.templatetags.facts import as_of

# More rows than a screen or two nobody reads; the table under a chart has them all.
MOST_BARS = 24


def of_indicator(indicator: Indicator, facts: list[Fact]) -> str:
    """The values of one indicator, each row a subject and its time."""
    title = _("%(indicator)s：各项数值") % {"indicator": indicator.label}
    return ranges.draw(
        [_bar(fact, with_indicator=False) for fact in facts[-MOST_BARS:]],
        indicator.unit,
        title,
    )


def by_unit(facts: list[Fact]) -> list[tuple[str, str]]:
    """A titled chart for each base unit that two values or more share, most first.

    Ranks are left to the table: the first is no more than the second.
    """
    groups: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.indicator.kind != Indicator.Kind.RANK:
            groups[fact.indicator.unit].append(fact)
    charts = []
    for unit, rows in sorted(groups.items(), key=lambda one: -len(one[1])):
        if len(rows) > 1:
            title = _("以「%(unit)s」计的数值") % {"unit": unit}
            bars = [_bar(fact, with_indicator=True) for fact in rows[-MOST_BARS:]]
            charts.append((title, ranges.draw(bars, unit, title)))
    return charts


def compared(indicator: Indicator, facts: list[Fact]) -> str:
    """One indicator of several subjects, side by side."""
    bars = [_bar(fact, with_indicator=False) for fact in facts]
    return ranges.draw(bars, indicator.unit, indicator.label)


def _bar(fact: Fact, with_indicator: bool) -> ranges.Bar:
    about = "、".join(str(row) for row in fact.about) or fact.subject
    label = fact.indicator.label if with_indicator else about
    if fact.period_precision:
        label = f"{label}，{as_of(fact)}"
    return ranges.Bar(
        label=label,
        figure=fact.figure,
        bounds=values.bounds(fact.comparator, fact.base_value),
        css=_direction(fact),
    )


def _direction(fact: Fact) -> str:
    """Rises and falls are coloured as this market does; levels are neither."""
    if fact.indicator.kind != Indicator.Kind.GROWTH:
        return ""
    return "down" if fact.base_value < 0 else "up"
