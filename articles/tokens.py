"""Search words: what of a text is findable, and what a reader asks for. Pure.

A text becomes *units* in reading order: each Chinese character is one, and so is each
Latin word or number (`5g`, `3.5`, `600519`), folded in width, case and script. A word
asked for is found where its units stand one after another. *Tokens* are what the index
holds of it: the units, and the pairs of neighbouring characters. After changing what
this module makes of a text, run `manage.py reindex --anew`.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from articles.text import LOWERED, ON_THE_LINE, RAISED, to_simplified

# Of a very long text only so many units are findable; PostgreSQL holds no vector
# over 1 MB, and 20,000 units with their pairs need half of that.
MOST_UNITS = 20_000
LONGEST_UNIT = 64
LONGEST_QUERY = 200
MOST_WORDS = 16
# Of a long word so many tokens choose the candidates; its units decide.
TOKENS_A_WORD = 8
BREAK = "|"  # no text has such a unit, so no word is found across it


class _Fold(dict):
    """Code point → how it is searched: filled as characters are met.

    Character by character, unlike the judge's fold, so that what a part of a text
    folds to is always a part of what the text folds to.
    """

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < 60_000:  # all that is ever printed, not all that can be sent
            self[code] = folded
        return folded


def _folded(char: str) -> str:
    if char in _MARKED:
        return char  # what it is depends on what stands beside it: see _parts
    category = unicodedata.category(char)
    if category in ("Mn", "Mc", "Me", "Cf"):
        return ""
    if category in ("Cs", "Cn"):
        return " "
    plain = unicodedata.normalize("NFKC", char)
    bare = unicodedata.normalize("NFKD", plain)
    if bare[0].isascii() and bare[0].isalpha():  # é is e, whether one sign or two
        plain = "".join(c for c in bare if unicodedata.category(c) != "Mn")
    plain = to_simplified(plain.casefold())
    return "".join(
        f" {c} " if unicodedata.category(c) == "Lo" else c
        for c in plain
        if unicodedata.category(c) not in ("Mn", "Mc", "Cf")
    )


_FOLD = _Fold()
# Letters and figures, with the point and the thousands' comma inside a number.
_UNIT = re.compile(
    r"(?:[^\W_]|(?<=[0-9])\.(?=[0-9])|(?<=[0-9]),(?=[0-9]{3}(?![0-9])))+|[%‰]"
)
# 10⁸ is a unit of its own and not 108; m² and CO₂ are found as m2 and CO2, in CO₂12万吨
# too. Signs stand between units, as they do on the line.
_MARKS = RAISED[:10] + LOWERED[:10]
_MARKED = frozenset(_MARKS)
_LONE = re.compile(rf"(?<![0-9{_MARKS}])[{_MARKS}]+")
_AFTER_MARKED = re.compile(rf"(?<=[{_MARKS}])(?=[0-9])")
# SZ000001 is found where 000001.SZ is.
_MARKET_FIRST = re.compile(r"(sh|sz|bj|hk)([0-9]{5,6})")


def units(text: str) -> list[str]:
    """Return the units of *text* in reading order, at most MOST_UNITS."""
    found: list[str] = []
    # A character folds to one unit at most, but for a handful of signs.
    for match in _UNIT.finditer(text[: 4 * MOST_UNITS].translate(_FOLD)):
        found += _parts(match.group())
        if len(found) >= MOST_UNITS:
            break
    return found[:MOST_UNITS]


def _parts(unit: str) -> Iterable[str]:
    market = _MARKET_FIRST.fullmatch(unit)
    if market:
        return market[2], market[1]
    unit = unit.replace(",", "")
    if not _MARKED.isdisjoint(unit):
        flat = (_LONE.sub(_on_the_line, one) for one in _AFTER_MARKED.split(unit))
        return [part for one in flat for part in _in_lengths(one)]
    return _in_lengths(unit)


def _on_the_line(marks: re.Match) -> str:
    return marks[0].translate(ON_THE_LINE)


def _in_lengths(unit: str) -> Iterable[str]:
    if len(unit) <= LONGEST_UNIT:
        return (unit,)
    return (
        unit[start : start + LONGEST_UNIT]
        for start in range(0, len(unit), LONGEST_UNIT)
    )


def line(found: Sequence[str]) -> str:
    """Return units as one string in which every run of units is a substring."""
    return f" {' '.join(found)} "


def tokens(found: Sequence[str]) -> list[str]:
    """Return what the index holds of a text with these units, each token once."""
    pairs = (a + b for a, b in pairwise(found) if _is_character(a) and _is_character(b))
    return list(dict.fromkeys((*(u for u in found if u != BREAK), *pairs)))


def _is_character(unit: str) -> bool:
    return len(unit) == 1 and not unit.isascii()


@dataclass(frozen=True)
class Query:
    """What a reader asks for: all of *wanted*, none of *unwanted*; each a run of units.

    *problem* says why there is nothing to ask: "empty", "long", "many", "marks" (no
    letter or figure in it), "only-unwanted", or "" when there is.
    """

    text: str
    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[tuple[str, ...], ...] = ()
    problem: str = ""

    @property
    def needed(self) -> list[str]:
        """Tokens every match has."""
        return list(dict.fromkeys(t for word in self.wanted for t in _needed_by(word)))

    @property
    def runs(self) -> list[tuple[str, ...]]:
        """The wanted words that tokens alone do not decide."""
        return [word for word in self.wanted if not _is_one_token(word)]

    def matches(self, found: Sequence[str]) -> bool:
        """Whether a text with these units is asked for; the index must say the same."""
        text = line(found)
        return all(line(w) in text for w in self.wanted) and not any(
            line(w) in text for w in self.unwanted
        )


def _is_one_token(word: Sequence[str]) -> bool:
    return len(word) == 1 or (len(word) == 2 and all(map(_is_character, word)))


def _needed_by(word: Sequence[str]) -> list[str]:
    if len(word) == 1:
        return list(word)
    pairs = [a + b for a, b in pairwise(word) if _is_character(a) and _is_character(b)]
    alone = [u for u in word if not _is_character(u)]
    return [*alone, *(pairs or word)][:TOKENS_A_WORD]


WORD = re.compile(
    r"""([-－−])?(?:"([^"]*)"|“([^”]*)”|「([^」]*)」|(\S+))""",
)


def parse(text: str) -> Query:
    """Return what *text*, as typed, asks for; whatever it is, some Query comes back.

    Words apart are all wanted, quotes hold words together, a minus before a word
    excludes it. A minus before a figure is its sign (利润 -3.5%), since a reader of
    figures means that; in quotes a figure can be excluded too: -"3.5%".
    """
    text = text.replace("\x00", " ").strip()
    if not text:
        return Query(text, problem="empty")
    if len(text) > LONGEST_QUERY:
        return Query(text[:LONGEST_QUERY], problem="long")
    wanted, unwanted = [], []
    for minus, *quoted, bare in WORD.findall(text):
        word = tuple(units("".join(quoted) or bare))
        if not word:
            continue
        is_sign = minus and bare and word[0][0].isdigit()
        (unwanted if minus and not is_sign else wanted).append(word)
    wanted, unwanted = list(dict.fromkeys(wanted)), list(dict.fromkeys(unwanted))
    if len(wanted) + len(unwanted) > MOST_WORDS:
        return Query(text, problem="many")
    if not wanted:
        return Query(text, problem="only-unwanted" if unwanted else "marks")
    return Query(text, tuple(wanted), tuple(unwanted))


def spans(text: str, query: Query) -> list[tuple[int, int]]:
    """Return where in *text* wanted words stand, as (start, end), apart and in order."""
    folded, origin = [], []
    for place, char in enumerate(text):
        piece = _FOLD[ord(char)]
        folded.append(piece)
        origin += [place] * len(piece)
    found: list[tuple[str, int, int]] = []
    for match in _UNIT.finditer("".join(folded)):
        start, end = origin[match.start()], origin[match.end() - 1] + 1
        found += [(part, start, end) for part in _parts(match.group())]
    names = [unit for unit, _start, _end in found]
    hits = []
    for word in query.wanted:
        for place in range(len(names) - len(word) + 1):
            if names[place] == word[0] and tuple(names[place : place + len(word)]) == (
                word
            ):
                hits.append((found[place][1], found[place + len(word) - 1][2]))
    return _joined(sorted(hits))


def _joined(hits: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in hits:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt(text: str, query: Query, length: int = 120) -> str:
    """Return about *length* characters of *text* around the first word asked for."""
    hits = spans(text, query)
    start = max(0, hits[0][0] - length // 4) if hits else 0
    start = start if start > length // 4 else 0
    cut = text[start : start + length].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + length < len(text) else ''}"
