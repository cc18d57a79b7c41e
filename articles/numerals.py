"""Numbers as Chinese prints them: digits, scale words, numerals. Pure."""

from fractions import Fraction

DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
SCALES = {
    "": 1,
    "十": 10,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
STEPS = {"十": 10, "百": 100, "千": 1000}


def hanzi(numeral: str) -> int:
    """Return 12 for 「十二」, 20 for 「二十」, 305 for 「三百零五」; below ten thousand.

    Raises ValueError for what is no such numeral, 「三四」 (three or four) included.
    """
    total, digit = 0, None
    ceiling = 10**4
    for char in numeral:
        if char in DIGITS:
            if digit:
                raise ValueError(numeral)
            digit = DIGITS[char]
        elif (step := STEPS.get(char, ceiling)) < ceiling:
            total += (1 if digit is None else digit) * step
            digit, ceiling = None, step
        else:
            raise ValueError(numeral)
    if not numeral:
        raise ValueError(numeral)
    return total + (digit or 0)


def number(printed: str) -> Fraction:
    """Return the number *printed* is, exactly: "4,762", "1/3", "二十", "三分之一", "一半".

    Raises ValueError for anything else.
    """
    if printed in ("一半", "半数"):
        return Fraction(1, 2)
    below, between, above = printed.partition("分之")
    if between:
        return Fraction(
            number(above), {"百": 100, "千": 1000}.get(below) or number(below)
        )
    if printed[:1].isdecimal():
        return Fraction(printed.replace(",", ""))
    return Fraction(hanzi(printed))
