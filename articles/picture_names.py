"""How a body names a picture, and what a page makes of the name: pure."""

import re

# Widths that are kept beside the whole: a phone, a column, a column on a fine screen.
WIDTHS = (480, 960, 1600)
# A story's column: 40 characters of 18 px, or the whole of a phone.
SIZES = "(max-width: 62rem) 100vw, 45rem"
KNOWN = ("srcset", "sizes", "width", "height", "loading", "decoding")
NAME = re.compile(r"/picture/([0-9a-f]{16})-(\d{1,5})x(\d{1,5})\.webp")


def widths(width: int) -> tuple[int, ...]:
    """The widths in which a picture of *width* is kept, the last its widest."""
    return (*(w for w in WIDTHS if w < width), min(width, WIDTHS[-1]))


def attributes(src: str) -> dict[str, str]:
    """What an <img> of *src* says besides: size, widths, no hurry; {} if not ours."""
    named = NAME.fullmatch(src)
    if not named:
        return {}
    digest, width, height = named[1], int(named[2]), int(named[3])
    srcset = ", ".join(
        f"/picture/{digest}-{width}x{height}.webp?w={w} {w}w" for w in widths(width)
    )
    return {
        "srcset": srcset,
        "sizes": SIZES,
        "width": str(width),
        "height": str(height),
        "loading": "lazy",
        "decoding": "async",
    }
