"""Round axes: where numbers fall between 0 and 100 per cent of a chart's width."""

from dataclasses import dataclass
from decimal import Decimal

STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
# Ticks a chart has at most, the two ends among them.
TICKS = 5


@dataclass(frozen=True)
class Scale:
    """A linear axis from *low* to *high*, both round, with a tick every *step*."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> list[Decimal]:
        count = int((self.high - self.low) / self.step)
        return [self.low + self.step * n for n in range(count + 1)]

    def place(self, value: Decimal) -> float:
        """Per cent of the width at which *value* stands, cut off at the ends."""
        share = (value - self.low) / (self.high - self.low) * 100
        return round(float(min(max(share, Decimal(0)), Decimal(100))), 2)


def round_scale(values) -> Scale:
    """An axis that holds nought and every one of *values*, with room beyond the last.

    Bars and bounds are read by their length, so the axis never begins above nought.
    """
    numbers = [Decimal(0), *values]
    low, high = min(numbers), max(numbers)
    if low == high:
        high = low + 1
    step = _step((high - low) / (TICKS - 1))
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    # A tick more than needed where the last value touches the end: an open bound needs
    # somewhere to point to.
    top = ((high + step / 4) / step).to_integral_value("ROUND_CEILING") * step
    return Scale(bottom, top, step)


def _step(rough: Decimal) -> Decimal:
    """The round step (1, 2 or 5 times a power of ten) that is not below *rough*."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(one * power for one in STEPS if one * power >= rough)


def short(value: Decimal, unit: str) -> str:
    """An axis label: 12万亿元, 5000亿元, 300万亩, 40%."""
    for word, worth in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if abs(value) >= worth:
            return f"{_plain(value / worth)}{word}{unit}"
    return f"{_plain(value)}{unit}"


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
