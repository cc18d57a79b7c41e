"""A row for each value: a dot where it is exact, an open end where it is a bound.

超过 runs on to the right and 不足 to the left with an arrow; 约 is a band. So no
bounded value is ever drawn as a point. Widths are per cent, so that text keeps its size
on a phone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from articles.charts.scale import Scale, round_scale, short
from articles.values import Bounds

ROW, TOP, BOTTOM = 46, 8, 26


@dataclass(frozen=True)
class Bar:
    """One value of a chart: its label, the figure as printed, and what is known of it."""

    label: str
    figure: str
    bounds: Bounds
    css: str = ""


def draw(bars: Sequence[Bar], unit: str, title: str) -> str:
    """Return the chart of *bars* as one <svg>; "" where there is nothing to draw."""
    if not bars:
        return ""
    known = [end for bar in bars for end in (bar.bounds.low, bar.bounds.high)]
    scale = round_scale([end for end in known if end is not None])
    height = TOP + ROW * len(bars) + BOTTOM
    parts = [
        f'<svg class="chart ranges" role="img" width="100%" height="{height}"'
        f' aria-label="{escape(title)}">',
        *_axis(scale, unit, height),
        *(part for n, bar in enumerate(bars) for part in _row(bar, n, scale)),
        "</svg>",
    ]
    return "".join(parts)


def _axis(scale: Scale, unit: str, height: int) -> list[str]:
    parts = []
    for tick in scale.ticks:
        at = scale.place(tick)
        anchor = "start" if at == 0 else "end" if at == 100 else "middle"
        zero = " zero" if tick == 0 else ""
        parts.append(
            f'<line class="grid{zero}" x1="{at}%" x2="{at}%" y1="{TOP}"'
            f' y2="{height - BOTTOM}"/>'
            f'<text class="tick" x="{at}%" y="{height - 8}" text-anchor="{anchor}">'
            f"{escape(short(tick, unit))}</text>"
        )
    return parts


def _row(bar: Bar, number: int, scale: Scale) -> list[str]:
    y = TOP + ROW * number
    line = y + 33
    css = f" {escape(bar.css)}" if bar.css else ""
    return [
        f'<g class="bar{css}">',
        f'<text class="label" x="0" y="{y + 18}">{escape(bar.label)}</text>',
        f'<text class="said" x="100%" y="{y + 18}" text-anchor="end">'
        f"{escape(bar.figure)}</text>",
        *_value(bar.bounds, line, scale),
        "</g>",
    ]


def _value(bounds: Bounds, y: int, scale: Scale) -> list[str]:
    if bounds.exact is not None:
        zero, at = scale.place(_nought(scale)), scale.place(bounds.exact)
        return [
            f'<line class="stem" x1="{zero}%" x2="{at}%" y1="{y}" y2="{y}"/>',
            f'<circle class="dot" cx="{at}%" cy="{y}" r="5"/>',
        ]
    if bounds.near is not None:
        left, right = scale.place(bounds.low), scale.place(bounds.high)
        width = max(round(right - left, 2), 1.5)
        return [
            f'<rect class="band" x="{left}%" y="{y - 6}" width="{width}%" height="12"/>'
        ]
    if bounds.least is not None:
        at = scale.place(bounds.least)
        return [*_open(at, 100.0, y), _head(100.0, y, "M0 -5 L-9 -10 V0 Z")]
    at = scale.place(bounds.most)
    end = scale.place(_nought(scale)) if bounds.most > 0 else 0.0
    return [*_open(at, end, y), _head(end, y, "M0 -5 L9 -10 V0 Z")]


def _open(at: float, end: float, y: int) -> list[str]:
    """A hollow end at the bound and a broken line the way the value may lie."""
    return [
        f'<line class="open" x1="{at}%" x2="{end}%" y1="{y}" y2="{y}"/>',
        f'<line class="bound" x1="{at}%" x2="{at}%" y1="{y - 7}" y2="{y + 7}"/>',
    ]


def _head(at: float, y: int, path: str) -> str:
    return (
        f'<svg x="{at}%" y="{y + 5}" overflow="visible">'
        f'<path class="arrow" d="{path}"/></svg>'
    )


def _nought(scale: Scale):
    return min(max(scale.low, type(scale.low)(0)), scale.high)
