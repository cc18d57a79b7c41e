"""Text made level for reading without moving a character: offsets stay true."""

_PLAIN = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # １ ａ ％ ，
_PLAIN |= {
    ord(mark): plain
    for marks, plain in (
        ("—–−‐‑―～〜∼~", "-"),
        ("\u3000\u00a0\t", " "),
        ("“”『』「」", '"'),
    )
    for mark in marks
}


def level(text: str) -> str:
    """Return *text* half width, dashes and quotation marks of one kind, same length."""
    return text.translate(_PLAIN)
