"""The replaying sample feed: templates filled by the clock. Pure.

The clock is cut into ticks of TICK seconds; each tick has exactly one item, always the
same one, so a replay that was stopped goes on where the clock is. Every fourth tick
repeats the news of the one before in other words where the template has any.
"""

import random
import re
from dataclasses import dataclass, field

TICK = 20
SLOT = re.compile(r"\{(\w+)(?::([^{}]+))?\}")
RANGE = re.compile(r"(-?\d+(?:\.\d+)?)-(-?\d+(?:\.\d+)?)")


@dataclass
class Template:
    text: str
    is_important: bool
    rewordings: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class SampleFlash:
    guid: str
    text: str
    is_important: bool
    is_reworded: bool = False


class SampleFeed:
    """The templates of a file in the form that articles/sample/feed.txt explains."""

    def __init__(self, lines):
        self.lists: dict[str, list[str]] = {}
        self.templates: list[Template] = []
        for line in lines:
            self._read(line.strip())

    def _read(self, line: str) -> None:
        if not line or line.startswith("#"):
            return
        if line.startswith("@ "):
            name, _, values = line[2:].partition(":")
            self.lists[name.strip()] = values.strip().split("|")
        elif line.startswith("= "):
            self.templates[-1].rewordings.append(line[2:])
        else:
            important = line.startswith("! ")
            self.templates.append(Template(line[2:] if important else line, important))

    def flash(self, tick: int) -> SampleFlash:
        """Return the one item of *tick*."""
        template, values = self._drawn(tick)
        if tick % 4 == 3:
            earlier, drawn = self._drawn(tick - 1)
            if earlier.rewordings:
                text = earlier.rewordings[tick % len(earlier.rewordings)]
                return SampleFlash(
                    f"{tick}",
                    _fill(text, drawn),
                    earlier.is_important,
                    is_reworded=True,
                )
        return SampleFlash(
            f"{tick}", _fill(template.text, values), template.is_important
        )

    def _drawn(self, tick: int) -> tuple[Template, dict[str, str]]:
        dice = random.Random(tick)  # noqa: S311 - sample news, not secrets
        # Steps of 37 visit all templates before one comes again (37 is prime).
        template = self.templates[tick * 37 % len(self.templates)]
        values: dict[str, str] = {}
        for name, choice in SLOT.findall(template.text):
            if name not in values:
                values[name] = self._draw(dice, name, choice)
        return template, values

    def _draw(self, dice: random.Random, name: str, choice: str) -> str:
        if not choice:
            return dice.choice(self.lists[name])
        bounds = RANGE.fullmatch(choice)
        if not bounds:
            return dice.choice(choice.split("|"))
        low, high = bounds.groups()
        if "." in low + high:
            return (
                f"{dice.randint(round(float(low) * 10), round(float(high) * 10)) / 10}"
            )
        return str(dice.randint(int(low), int(high)))


def _fill(text: str, values: dict[str, str]) -> str:
    return SLOT.sub(lambda slot: values[slot[1]], text)
