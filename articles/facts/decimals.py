"""Exact fractions as the decimals that are stored."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

_SIX_PLACES = Decimal("0.000001")

_WIDE = Context(prec=40, rounding=ROUND_HALF_EVEN)


def decimal(value: Fraction) -> Decimal:
    """Return *value* as a Decimal of at most six places, without needless zeros."""
    exact = _WIDE.divide(Decimal(value.numerator), Decimal(value.denominator))
    rounded = exact.quantize(_SIX_PLACES, context=_WIDE)
    return _plain(rounded)


def _plain(value: Decimal) -> Decimal:
    value = value.normalize(_WIDE)
    return (
        value.quantize(Decimal(1), context=_WIDE)
        if value.as_tuple().exponent > 0
        else value
    )
