"""A figure as a person types it in a form or a sheet: 「超过200场次」, 「近1/3」, 「2.5%」."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from articles import values
from articles.facts import figures
from articles.facts.level import level
from articles.facts.proposals import Comparator

SIX_PLACES = Decimal("0.000001")
RANK = re.compile(
    r"^第(?P<number>\d{1,3}|[一二三四五六七八九十]{1,2})(?P<place>[位名]?)$"
)


def read_figure(text: str) -> tuple[dict, str]:
    """Return the columns of a fact's value that *text* says, and its base unit.

    The words of the qualifier are kept as typed, so that writing the value gives *text*
    again. Raises ValueError, in words for the person who typed it, for anything but
    exactly one figure.
    """
    text = text.strip()
    if rank := RANK.match(text):
        return _rank(rank)
    found = list(figures.find(level(text), []))  # none that no column could hold
    if len(found) != 1 or (found[0].first, found[0].last) != (0, len(text)):
        raise ValueError(
            _(
                "「%(text)s」读不成一个数值；请写成 26个、近1/3、35%%左右 或 超过200场次 这样。"
            )
            % {"text": text}
        )
    [one] = found
    columns = _columns(
        one.comparator, text[one.start : one.start + len(one.printed)], one.unit
    )
    columns["value"] = _decimal(one.value)
    columns["base_value"] = _decimal(one.base)
    if values.figure(one.comparator, columns["printed_value"], one.unit) != text:
        raise ValueError(_("「%(text)s」的限定词认不全，请分开写。") % {"text": text})
    return columns, one.base_unit


def _rank(match) -> tuple[dict, str]:
    from articles.numerals import number

    value = Decimal(int(number(match["number"])))
    columns = _columns(Comparator(before="第"), match["number"], match["place"])
    return columns | {"value": value, "base_value": value}, "位"


def _columns(comparator: Comparator, printed: str, unit: str) -> dict:
    return {
        "direction": comparator.direction.value,
        "words_before": comparator.before,
        "words_inside": comparator.inside,
        "words_after": comparator.after,
        "cumulative": comparator.cumulative,
        "printed_value": printed,
        "unit": unit,
    }


def _decimal(fraction) -> Decimal:
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).quantize(
        SIX_PLACES
    )
