"""Where two wordings differ, for an editor's eye: amounts whole, other signs one by one."""

import re
from difflib import SequenceMatcher
from typing import NamedTuple

from articles.differences import PIECE

_AMOUNT = re.compile(r"[-+−±]?[0-9０-９]")
# Shorter common stretches between two differences are chance, and hard on the eye.
_CHANCE = 1


class Piece(NamedTuple):
    """A stretch of one wording: the same in the other or not, an amount or words."""

    text: str
    differs: bool
    is_amount: bool = False


def differences(one: str, other: str) -> tuple[list[Piece], list[Piece]]:
    """Return both wordings in pieces; joined, the pieces are the wording again.

    Wordings that have nothing in common differ as a whole.
    """
    a, b = PIECE.findall(one), PIECE.findall(other)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, a1, a2, b1, b2 in _steps(a, b):
        same = tag == "equal"
        _add(left, a[a1:a2], not same)
        _add(right, b[b1:b2], not same)
    return left, right


def _steps(a: list[str], b: list[str]):
    """The steps from *a* to *b*, chance agreement between differences taken as one."""
    steps = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for place, (tag, a1, a2, b1, b2) in enumerate(steps):
        between = 0 < place < len(steps) - 1
        if tag == "equal" and between and a2 - a1 <= _CHANCE and _is_sign(a[a1]):
            tag = "replace"
        yield tag, a1, a2, b1, b2


def _is_sign(token: str) -> bool:
    return len(token) == 1


def _add(pieces: list[Piece], tokens: list[str], differs: bool) -> None:
    for token in tokens:
        amount = differs and bool(_AMOUNT.match(token))
        piece = Piece(token, differs, amount)
        if pieces and pieces[-1][1:] == piece[1:]:
            piece = Piece(pieces.pop().text + token, differs, amount)
        pieces.append(piece)
