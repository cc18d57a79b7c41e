"""Text made comparable: pure functions that everything above may import."""

import re
import unicodedata

from opencc import OpenCC

# Digits and signs above and below the line, each in the order 0123456789+-().
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾"
LOWERED = "₀₁₂₃₄₅₆₇₈₉₊₋₍₎"
ON_THE_LINE = str.maketrans(RAISED + LOWERED, "0123456789+-()" * 2)
_FRACTIONS = "¼½¾⅐-⅟↉"
# ① to ⑳, ⑴, ⒈, ㉑ to ㉟, ㊱ to ㊿, ⓪ and their like: marks of a list or a note.
_RINGED = "①-⒛⓪-⓿❶-➓㉑-㉟㊱-㊿"
# Beside a digit they make another number of it, which NFKC would join: 10⁸ is not 108,
# nor CO₂12万吨 212 of anything. In m² and CO₂ they are as good as m2 and CO2.
_OFF = f"[{RAISED}{LOWERED}{_RINGED}]"
_BESIDE_A_DIGIT = re.compile(
    rf"(?<=\d)\s*+(?P<after>{_OFF}++)"
    rf"|(?<!{_OFF})(?P<before>{_OFF}++)(?=\s*+\d)"
    rf"|(?P<fraction>[{_FRACTIONS}])"  # 2½ is not 21⁄2, and ½ not 12
)
# Kept because they carry the figure: 3.3 is not 33, -3.3% is not 3.3%, 10⁻³ is not 10³.
FIGURE_MARKS = re.compile(r"(?<=\d)[.:/-](?=\d)|[-+](?=\d)|[%‰]|[⁺⁻⁽⁾₊₋₍₎]")
# What turns the direction of writing, unseen: 反转 is printed 转反, and 123 as 321.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
to_simplified = OpenCC("t2s").convert


def compatible(text: str) -> str:
    """Return the NFKC form of *text*, but what is raised, lowered or ringed joins no number."""
    kept, end = [], 0
    for mark in _BESIDE_A_DIGIT.finditer(text):
        start, stop = mark.span(mark.lastgroup)
        kept += [unicodedata.normalize("NFKC", text[end:start]), text[start:stop]]
        end = stop
    return "".join([*kept, unicodedata.normalize("NFKC", text[end:])])


def fold(text: str) -> str:
    """Return *text* without what readers do not read: width, script, case, punctuation.

    For keys and comparison only, never for storing. Digits keep their sign, decimal
    point and per cent sign. Titles' keys and pasted items' identities are made with it;
    live items are compared by the judge's own key (`live.normalise`).
    """
    text = compatible(text).replace("−", "-")
    kept, end = [], 0
    text = to_simplified(text).casefold()
    for mark in FIGURE_MARKS.finditer(text):
        kept += [_letters(text[end : mark.start()]), mark.group()]
        end = mark.end()
    return "".join([*kept, _letters(text[end:])])


def _letters(text: str) -> str:
    return "".join(char for char in text if unicodedata.category(char)[0] in "LN")


def without_turns(text: str) -> str:
    """Return *text* in the order it is stored in: Chinese copy has one direction."""
    return TURNS.sub("", text)


def number_in(text: str | None) -> int | None:
    """The whole number that is all of *text*, as an address or a button names a row.

    None for anything else, and for what no database could hold.
    """
    text = text or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
