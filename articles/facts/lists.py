"""Several figures for several things: 分别, 均, ranges. Binding goes by position."""

import re
from dataclasses import replace

from .clauses import Paragraph, Span
from .figures import Figure
from .proposals import Comparator, Direction
from .said import Said

_BETWEEN = re.compile(r"^(?:[、,和与及]|以及|,?和)$")
_TO = re.compile(r"^(?:至|到|-)$")
_EACH = re.compile(r"(?:均|都|皆|各)[^,、;:]{0,8}$")
_ITEM = re.compile(r"、|以及|和|与|及")
# 人工智能三大先导产业规模: the last of the list, how many there were, what they are.
_COUNTED_HEAD = re.compile(
    r"^(?P<item>[^等]{2,20}?)等?(?:[两三四五六七八九十]|\d{1,2})(?:大|个|类|项|家|地|省|市|种|条|城)(?P<head>.*)$"
)
_OPEN_HEAD = re.compile(r"^(?P<item>.{2,20}?)等(?P<head>.*)$")
_MEASURED = re.compile(
    r"^(?P<item>.{2,20}?)(?P<head>(?:产业|行业|领域)?的?(?:总产值|产值|产量|增加值|规模|数量|占比|收入|营业收入|营收"
    r"|净利润|利润|投资|出口额|进口额|出口|进口|总额|销量|销售额|面积|比重|同比|环比|增速)+)$"
)
_MOST = 12


def run(text: str, found: list[Figure], n: int) -> list[Figure]:
    """Return the figures that follow found[n] with only 、 or 和 between them."""
    figures = [found[n]]
    while n + 1 < len(found) and len(figures) < _MOST:
        if not _BETWEEN.match(text[found[n].last : found[n + 1].first]):
            break
        figures.append(found[n + 1])
        n += 1
    return figures


def positional(
    paragraph: Paragraph, left: Span, figures: list[Figure], said: Said
) -> list[tuple[Figure, Said]] | None:
    """Bind figures to the things named before 分别, in order; None if they do not match."""
    words = paragraph.text[left.start : left.end]
    if (
        "分别" not in words
        and not _EACH.search(words[-12:])
        and not words.startswith("各")
    ):
        return None
    if len(said.subject) == len(figures):
        return by_subject(figures, said)
    bound = _each(paragraph, said)
    if len(bound) != len(figures):
        return None
    return [
        (figure, replace(one, rule="positional"))
        for figure, one in zip(figures, bound, strict=True)
    ]


def by_subject(figures: list[Figure], said: Said) -> list[tuple[Figure, Said]]:
    """Bind each figure to the subject at its place."""
    return [
        (figure, replace(said, subject=(name,), rule="positional"))
        for figure, name in zip(figures, said.subject, strict=True)
    ]


def shared(
    paragraph: Paragraph, figure: Figure, left: Span, said: Said
) -> list[tuple[Figure, Said]]:
    """Give one figure to everything it is said of: 均在35%左右."""
    if not _EACH.search(paragraph.text, max(left.start, left.end - 12), left.end):
        return [(figure, said)]
    if len(said.subject) > 1:
        each = [replace(said, subject=(name,), rule="each") for name in said.subject]
    else:
        each = [replace(one, rule="each") for one in _each(paragraph, said)]
    return [(figure, one) for one in each] if len(each) > 1 else [(figure, said)]


def _each(paragraph: Paragraph, said: Said) -> list[Said]:
    """Split the list an indicator is, each item with what they have in common."""
    items, head = items_of(said.indicator)
    whom = {
        paragraph.printed[m.start : m.end] for m in paragraph.mentions if m.is_somebody
    }
    found = []
    for item in items:
        if item in whom:
            found.append(replace(said, subject=(item,), indicator=head))
        else:
            found.append(replace(said, indicator=item + head))
    return found


def items_of(phrase: str) -> tuple[list[str], str]:
    """Return the items of 「集成电路、人工智能两大产业规模」 and their head 「产业规模」."""
    items = [item for item in _ITEM.split(phrase) if item]
    if not items:
        return [], ""
    for pattern in (_COUNTED_HEAD, _OPEN_HEAD, _MEASURED):
        if found := pattern.match(items[-1]):
            return [*items[:-1], found["item"]], found["head"]
    return items, ""


def is_range(text: str, low: Figure, high: Figure) -> bool:
    """True for 3%至5% and 20-30家; 从3%到5% tells a change."""
    if not _TO.match(text[low.last : high.start]):
        return False
    # 增长9.1%至133万吨 is a growth and a level.
    if low.base_unit != high.base_unit and low.family != "bare":
        return False
    if low.base > high.base:
        return False
    before = text[max(0, low.first - 10) : low.first]
    return not re.search(r"(?:从|由)[^,;]{0,9}$", before)


def ends_of_range(text: str, low: Figure, high: Figure) -> tuple[Figure, Figure]:
    """Return both ends of a range, each a bound that prints the range whole."""
    if low.family == "bare":  # 1.8万至2.5万元
        low = replace(low, base_unit=high.base_unit, family=high.family)
    between = text[low.end : high.start]
    first, last = low.first, high.last
    qualifier = low.comparator.before
    tail = f"{between}{high.printed}{high.unit}{high.comparator.after}"
    least = Comparator(Direction.AT_LEAST, qualifier, tail)
    shown = text[low.start : low.end]
    most = Comparator(
        Direction.AT_MOST, f"{qualifier}{shown}{between}", high.comparator.after
    )
    return (
        replace(low, comparator=least, first=first, last=last),
        replace(high, comparator=most, first=first, last=last),
    )
