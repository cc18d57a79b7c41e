"""Text made comparable: pure functions that everything above may import."""

import re
import unicodedata

from opencc import OpenCC

# Kept because they carry the figure: 3.3 is not 33, -3.3% is not 3.3%.
FIGURE_MARKS = re.compile(r"(?<=\d)[.:/-](?=\d)|[-+](?=\d)|[%‰]")
# What turns the direction of writing, unseen: 反转 is printed 转反, and 123 as 321.
TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
to_simplified = OpenCC("t2s").convert


def fold(text: str) -> str:
    """Return *text* without what readers do not read: width, script, case, punctuation.

    For keys and comparison only, never for storing. Digits keep their sign, decimal
    point and per cent sign. Titles' keys and pasted items' identities are made with it;
    live items are compared by the judge's own key (`live.normalise`).
    """
    text = unicodedata.normalize("NFKC", text).replace("−", "-")
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
