"""The provinces as equal tiles, each about where it lies; a scheme without borders."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

# Column and row of each province by its code of six digits.
PLACES = {
    "230000": (6, 0),
    "150000": (4, 1),
    "210000": (5, 1),
    "220000": (6, 1),
    "650000": (0, 2),
    "620000": (1, 2),
    "640000": (2, 2),
    "140000": (3, 2),
    "130000": (4, 2),
    "110000": (5, 2),
    "120000": (6, 2),
    "630000": (1, 3),
    "610000": (2, 3),
    "410000": (3, 3),
    "370000": (4, 3),
    "540000": (0, 4),
    "510000": (1, 4),
    "500000": (2, 4),
    "420000": (3, 4),
    "340000": (4, 4),
    "320000": (5, 4),
    "310000": (6, 4),
    "530000": (1, 5),
    "520000": (2, 5),
    "430000": (3, 5),
    "360000": (4, 5),
    "330000": (5, 5),
    "450000": (2, 6),
    "440000": (3, 6),
    "350000": (4, 6),
    "710000": (6, 6),
    "460000": (2, 7),
    "820000": (3, 7),
    "810000": (4, 7),
}
TILE, GAP = 52, 4
WIDTH = 7 * TILE - GAP
HEIGHT = 8 * TILE - GAP
SHADES = 4


@dataclass(frozen=True)
class Tile:
    """A province on the map: its name, the number it shows, and where it leads."""

    name: str
    count: int
    href: str
    chosen: bool = False


def draw(tiles: Mapping[str, Tile], title: str) -> str:
    """Return the map as one <svg>, provinces without a tile empty; codes are keys.

    Every tile says its number in words too, so that no shade has to be told apart.
    """
    most = max((tile.count for tile in tiles.values()), default=0)
    parts = [
        f'<svg class="chart tiles" viewBox="0 0 {WIDTH} {HEIGHT}" role="group"'
        f' aria-label="{escape(title)}">'
    ]
    for code, (column, row) in PLACES.items():
        if tile := tiles.get(code):
            parts.append(_tile(tile, column * TILE, row * TILE, most))
    return "".join([*parts, "</svg>"])


def _tile(tile: Tile, x: int, y: int, most: int) -> str:
    side = TILE - GAP
    css = f"tile shade-{_shade(tile.count, most)}{' chosen' if tile.chosen else ''}"
    drawn = (
        f'<rect class="{css}" x="{x}" y="{y}" width="{side}" height="{side}" rx="3"/>'
        f'<text class="name" lang="zh-Hans" x="{x + side / 2}" y="{y + 20}" text-anchor="middle">'
        f"{escape(tile.name)}</text>"
        f'<text class="count" x="{x + side / 2}" y="{y + 38}" text-anchor="middle">'
        f"{tile.count}</text>"
    )
    if not tile.count:
        return f"<g>{drawn}</g>"
    current = ' aria-current="true"' if tile.chosen else ""
    label = f"{escape(tile.name)} {tile.count}"
    return f'<a href="{escape(tile.href)}" aria-label="{label}"{current}>{drawn}</a>'


def _shade(count: int, most: int) -> int:
    """0 for none, then 1 to SHADES by share of the most."""
    return 0 if not count else 1 + (count - 1) * SHADES // max(most, 1)
