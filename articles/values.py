"""A value as it may be shown: never without its qualifier. Pure.

Every page, feed, chart, CSV and JSON that prints a figure prints `figure`, and every
number handed to a program goes through `bounds`, which has no name for a bounded
number but least, most and near.
"""

from dataclasses import dataclass
from decimal import Decimal

from articles.facts.proposals import Comparator, Direction
from articles.facts.ratios import fall_word

# Printed for a qualifier whose words were not kept, so that none is ever dropped.
WORDS = {
    Direction.ABOUT: ("约", ""),
    Direction.NEARLY: ("近", ""),
    Direction.OVER: ("超过", ""),
    Direction.UNDER: ("不足", ""),
    Direction.AT_LEAST: ("至少", ""),
    Direction.AT_MOST: ("至多", ""),
}
# 约, 左右: nobody says how wide; a chart draws a band of a twentieth to either side.
NEAR = Decimal("0.05")
# Not the hyphen, which spreadsheet programs read as the beginning of a formula.
MINUS = "−"


@dataclass(frozen=True)
class Bounds:
    """What is known of a quantity: the number, or only an end of where it lies.

    *exact* where nothing qualifies it; else *least* (not below), *most* (not above) or
    *near* (the middle of about), of which 近 has both most and near.
    """

    exact: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    near: Decimal | None = None

    @property
    def low(self) -> Decimal | None:
        """The lower end to draw; None where it is open."""
        if self.exact is not None:
            return self.exact
        return (
            self.near - abs(self.near) * NEAR if self.near is not None else self.least
        )

    @property
    def high(self) -> Decimal | None:
        """The upper end to draw; None where it is open."""
        if self.exact is not None:
            return self.exact
        if self.most is not None:
            return self.most
        return self.near + abs(self.near) * NEAR if self.near is not None else None


def figure(comparator: Comparator, printed: str, unit: str) -> str:
    """The value as a reader must see it: 「超过200场次」, 「近1/3」, 「35%左右」."""
    said = comparator.around(printed, unit)
    if comparator.is_bound and not _has_words(comparator):
        before, after = WORDS[comparator.direction]
        return f"{before}{said}{after}"
    return said


def falling(said: str, before: str) -> str:
    """The figure *said* as a fall, by the word that stands *before* it in its text.

    Where no such word is kept it has a minus sign: a fall is never shown as a rise.
    """
    word = fall_word(before) or MINUS
    return f"{MINUS if word == '-' else word}{said}"


def bounds(comparator: Comparator, value: Decimal) -> Bounds:
    """What *comparator* leaves known of *value*."""
    match comparator.direction:
        case Direction.EXACT:
            return Bounds(exact=value)
        case Direction.ABOUT:
            return Bounds(near=value)
        case Direction.NEARLY:
            return Bounds(most=value, near=value)
        case Direction.OVER | Direction.AT_LEAST:
            return Bounds(least=value)
        case Direction.UNDER | Direction.AT_MOST:
            return Bounds(most=value)


def _has_words(comparator: Comparator) -> bool:
    return bool(comparator.before or comparator.inside or comparator.after)


def plain(number: Decimal | None) -> str:
    """A decimal without trailing noughts and never in powers of ten: 12000000000000."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
