"""Figures nobody printed: what others imply, always with the formula that gave them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .stated import Stated


@dataclass(frozen=True)
class Derived:
    """A figure worked out from stated ones: never shown without 「推算」 beside it.

    *shown* is the figure rounded for reading, *formula* how it comes about, in printed
    figures (「26个 ÷ 近1/3」), *facts* the keys of the figures in it.
    """

    shown: str
    formula: str
    facts: tuple[str, ...]

    @classmethod
    def total(cls, parts: Sequence[Stated], shown: str) -> Derived:
        return cls(shown, " + ".join(p.shown for p in parts), _keys(parts))

    @classmethod
    def quotient(cls, part: Stated, whole: Stated, shown: str) -> Derived:
        return cls(shown, f"{part.shown} ÷ {whole.shown}", _keys([part, whole]))

    @classmethod
    def implied(cls, part: Stated, share: Stated, shown: str) -> Derived:
        return cls(shown, f"{part.shown} ÷ {share.shown}", _keys([part, share]))

    @classmethod
    def change(cls, now: Stated, before: Stated, shown: str) -> Derived:
        return cls(shown, f"{now.shown} ÷ {before.shown} − 1", _keys([now, before]))

    @classmethod
    def difference(cls, now: Stated, before: Stated, shown: str) -> Derived:
        return cls(shown, f"{now.shown} − {before.shown}", _keys([now, before]))


def _keys(facts: Sequence[Stated]) -> tuple[str, ...]:
    return tuple(fact.key for fact in facts)
