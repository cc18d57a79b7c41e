"""Facts on charts: which rows, in which order, under which words."""

from collections import defaultdict

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

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
        [_bar(fact, False) for fact in facts[-MOST_BARS:]],
        indicator.unit,
        title,
    )


def comparable(facts: list[Fact], subject) -> list[tuple[str, str]]:
    """A titled chart for each set of two values or more that can be told side by side.

    Shares of one whole, rates of growth in one unit, or values of one indicator: 26
    clusters beside 25 laboratories would say nothing. Ranks are left to the table.
    """
    return [
        (title, ranges.draw([_bar(row, True, subject) for row in rows], unit, title))
        for title, unit, rows in told_side_by_side(facts)
    ]


def told_side_by_side(facts: list[Fact]) -> list[tuple[str, str, list[Fact]]]:
    """The title, unit and rows of each chart that `comparable` draws, fullest first."""
    groups: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.indicator.kind != Indicator.Kind.RANK:
            groups[_group(fact.indicator)].append(fact)
    return [
        (title, unit, rows[-MOST_BARS:])
        for (title, unit), rows in sorted(groups.items(), key=lambda one: -len(one[1]))
        if len(rows) > 1
    ]


def _group(indicator: Indicator) -> tuple[str, str]:
    match indicator.kind:
        case Indicator.Kind.SHARE:
            whole = _whole(indicator.whole)
            return _("占%(whole)s的比重") % {"whole": whole}, indicator.unit
        case Indicator.Kind.GROWTH:
            return _("增速"), indicator.unit
    return indicator.label, indicator.unit


def _whole(printed: str) -> str:
    """What a share is of, in the reader's language where it is one that all texts name."""
    known = {
        "": _("整体"),
        "全国": pgettext("占什么的", "全国"),
        "全球": pgettext("占什么的", "全球"),
    }
    return known.get(printed, printed)


def compared(indicator: Indicator, facts: list[Fact]) -> str:
    """One indicator of several subjects, side by side."""
    bars = [_bar(fact, False) for fact in facts]
    return ranges.draw(bars, indicator.unit, indicator.label)


def _bar(fact: Fact, with_indicator: bool, subject=None) -> ranges.Bar:
    """A row labelled by what sets its value apart from the others of the chart."""
    parts = [str(row) for row in fact.about if row != subject]
    if not fact.about and fact.subject:
        parts.append(fact.subject)
    if with_indicator:
        parts.insert(0, fact.indicator.name)
    if fact.period_precision:
        parts.append(as_of(fact))
    return ranges.Bar(
        # Of whom and when nobody said: what the table has for nobody.
        label="，".join(parts) or "—",
        figure=fact.figure,
        bounds=values.bounds(fact.comparator, fact.base_value),
        css=_direction(fact),
    )


def _direction(fact: Fact) -> str:
    """Rises and falls are coloured as this market does; levels are neither."""
    if fact.indicator.kind != Indicator.Kind.GROWTH:
        return ""
    return "down" if fact.base_value < 0 else "up"
