"""What to ask for when a question found nothing: less of it, cut where words may end. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence

from articles import tokens

# A word's names, whole, and what stands between them.
Cut = Callable[[Sequence[str]], list[tuple[Sequence[str], bool]]]
_SPACES = re.compile(r"[\s\"“”「」]+")


def looser(query: tokens.Query, cut: Cut) -> str:
    """Return a question that asks for less than *query*, "" when there is none.

    First the reader's own words without quotes and exclusions: "长三角 集群" becomes
    长三角 集群. When they are that already, long words are cut: at the names that *cut*
    knows, and in twos, with none of one character: 浙江集群 becomes 浙江 集群.
    """
    for words in (_unquoted(query.text), _in_pieces(query.wanted, cut)):
        loose = " ".join(list(dict.fromkeys(words))[: tokens.MOST_WORDS])
        less = tokens.parse(loose)
        is_less = set(less.wanted) != set(query.wanted) or bool(query.unwanted)
        if is_less and not less.problem:
            return loose
    return ""


def _unquoted(text: str) -> list[str]:
    kept = []
    for minus, *quoted, bare in tokens.WORD.findall(text):
        is_sign = minus and bare[:1].isdigit()
        if minus and not is_sign:
            continue
        kept += _SPACES.split(minus + ("".join(quoted) or bare))
    return [word for word in kept if tokens.units(word)]


def _in_pieces(wanted: Iterable[Sequence[str]], cut: Cut) -> list[str]:
    pieces: list[str] = []
    for word in wanted:
        parts = cut(word)
        for part, is_name in parts:
            is_name = is_name and len(parts) > 1
            pieces += ["".join(part)] if is_name else _in_twos(part)
    return pieces


def _in_twos(word: Sequence[str]) -> list[str]:
    """Runs of characters in twos, the last one a three if odd; other units as they are."""
    found, run = [], ""
    for unit in (*word, ""):
        if len(unit) == 1 and not unit.isascii() and unit != "的":
            run += unit
            continue
        ends = [*range(2, len(run) - 1, 2), len(run)]
        starts = [0, *ends]
        found += [run[a:b] for a, b in zip(starts, ends, strict=False) if b - a > 1]
        run = ""
        found += [unit] if unit and unit not in "%‰的" else []
    return found
