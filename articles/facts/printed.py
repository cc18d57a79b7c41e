"""Every number a text prints, whether or not it could be read as a figure.

`figures` reads what has a unit; here is also the bare 50.2 of 「PMI为50.2」. Left out are
times (they are read as times), numbers in names and codes (5G, 360集团, 600519.SH),
editions (第3版), numbers of documents and of list items: none of them is a value.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.live import periods

from . import figures, when
from .clauses import Names
from .level import RAISED, level
from .proposals import Passage

# 3.5×10⁸ is one number: nobody answers for a 10.
_POWER = f"(?:(?:[×xX*·]10)?[{RAISED}]+)?"
_RUN = re.compile(
    r"(?<![\dA-Za-z./])(?<!\d,)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)*(?:/\d+)?"
    rf"{_POWER}%?"
)
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d\d-(?:(?:19|20)\d\d|\d\d)年")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d{2}(?::\d{2})?(?!\d)")
_CODE_BEFORE = re.compile(r"(?:第|No\.?|#|代码:?|[〔\[]|T\+|[〔\[(（]\d{4}[〕\])）])$")
_CODE_AFTER = re.compile(r"^(?:[A-Za-z]|\.(?:SH|SZ|BJ|HK)\b|[:,]\d)", re.IGNORECASE)
_SECURITY = re.compile(r"^\d{6}$")
_ITEM = re.compile(r"^\s*[(（]?\d{1,2}(?:[、)）]|\.(?!\d))")


@dataclass(frozen=True)
class Number:
    """The number at [start:end] of the passage *block*, and its words as printed."""

    block: str
    start: int
    end: int
    words: str


def numbers(passages: Iterable[Passage], names: Names) -> list[Number]:
    """Return the numbers of *passages* in the order of reading.

    One that *names* has as part of a name (三一重工, 360集团) is none.
    """
    return [
        Number(passage.key, start, end, passage.text[start:end])
        for passage in passages
        for start, end in _spans(passage.text, names)
    ]


def _spans(printed: str, names: Names) -> list[tuple[int, int]]:
    text = level(printed)
    times = [(time.start, time.end) for time in when.find(printed)]
    taken = [*times, *periods.spans(text)]
    read = [(one.start, one.end) for one in figures.find(text, taken)]
    named = [(one.start, one.end) for one in names.mentions(printed)]
    aside = [*taken, *named]
    aside += (
        match.span() for form in (_CLOCK, _YEARS) for match in form.finditer(text)
    )
    if item := _ITEM.match(text):
        aside.append(item.span())
    runs = [
        match.span()
        for match in _RUN.finditer(text)
        if not _meets(match.span(), [*aside, *read]) and not _is_code(text, match)
    ]
    return sorted([*(span for span in read if not _meets(span, named)), *runs])


def _meets(span: tuple[int, int], others: Iterable[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _is_code(text: str, match: re.Match) -> bool:
    before, after = text[: match.start()][-6:], text[match.end() :][:5]
    if _CODE_BEFORE.search(before) or _CODE_AFTER.match(after):
        return True
    in_brackets = before.endswith("(") and after.startswith((")", "."))
    return in_brackets and bool(_SECURITY.match(match[0]))
