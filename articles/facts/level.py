"""Text made level for reading without moving a character: offsets stay true."""

import re

from articles.text import RAISED

_PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # １ ａ ％ ，
_PLAIN |= {
    ord(mark): plain
    for marks, plain in (
        ("—–−‐‑―", "-"),
        ("～〜∼", "~"),
        ("\u3000\u00a0\t", " "),
        ("“”『』「」", '"'),
    )
    for mark in marks
}
# 1～3% is a range; ～3% alone is about 3%, and never less than nothing.
_RANGE = re.compile(
    r"(?<=[\d%‰A-Za-z)元万亿千百吨家个台辆人倍点股成米时瓦年月日周季号岁度分秒天])~"
)

_NUMERAL = "一二三四五六七八九十"


def level(text: str) -> str:
    """Return *text* half width, dashes and quotation marks of one kind, same length."""
    return _RANGE.sub("-", text.translate(_PLAIN))


def prints(words: str, number: str) -> bool:
    """Whether *words* print *number*, and not as a part of another: 27个 prints no 7,
    and 10⁸ no 10.

    The empty number is printed everywhere.
    """
    alone = rf"(?<!\d)(?<!\d\.){re.escape(bare(number))}(?!\.?\d|[{RAISED}])"
    if set(number) <= set(_NUMERAL):
        alone = f"(?<![{_NUMERAL}]){number}(?![{_NUMERAL}])"
    return bool(re.search(alone, bare(words)))


def bare(words: str) -> str:
    """A number's words without what varies in print: 1,000 亿元 is 1000亿元."""
    return level(words).replace(",", "").replace(" ", "")
