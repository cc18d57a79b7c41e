"""What one figure says, before it is a proposal, and what has been said before it."""

from dataclasses import dataclass

from . import phrases
from .proposals import Kind


@dataclass
class State:
    """What the clauses read so far in a paragraph have set."""

    subject: tuple[str, ...] = ()
    topic: str = ""
    indicator: str = ""
    whole: str = ""
    kind: Kind | None = None
    takes: bool = False  # the last share was one of 占


@dataclass(frozen=True)
class Said:
    """What one figure says, before it is a proposal."""

    kind: Kind
    indicator: str
    rule: str
    whole: str = ""
    subject: tuple[str, ...] = ()
    falls: bool = False


def inherited(state: State, indicator: str) -> str:
    if not indicator:
        return state.topic or state.indicator
    if phrases.COUNTING.match(indicator):
        return (state.topic or state.indicator) + indicator
    if phrases.GENERIC.match(indicator) and state.topic:
        return state.topic + indicator
    if indicator in ("增速", "增幅", "涨幅", "降幅", "跌幅") and state.indicator:
        return state.indicator + indicator
    return indicator
