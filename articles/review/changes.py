"""What a text under review changes for its readers: its words, and what they mean."""

import re
from collections import defaultdict
from dataclasses import dataclass

from articles import body, differences
from articles.differences import Change, Kind, Span
from articles.facts import read as reader
from articles.models.revision import StoryText
from articles.proposing import known_names

ADDRESS = re.compile(r'<(a|img) [^>]*?(?:href|src)="([^"]*)"')


@dataclass(frozen=True)
class Figures:
    """What one thing measured was said to be, before and after; "" where it was not."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """The differences of two texts; *paragraphs* leaves the untouched out."""

    title: tuple[Span, ...]
    lede: tuple[Span, ...]
    paragraphs: list[Change]
    untouched: int
    figures: list[Figures]
    added: list[str]
    removed: list[str]

    def __bool__(self):
        return bool(
            self.paragraphs
            or self.added
            or self.removed
            or any(span.side for span in (*self.title, *self.lede))
        )


def between(before: StoryText, after: StoryText) -> Changes:
    """Return what *after* changes of *before*, which readers have now.

    *added* and *removed* name what the texts are about, their links and pictures.
    """
    old, new = body.blocks(before.body), body.blocks(after.body)
    found = differences.compare([b.text for b in old], [b.text for b in new])
    paragraphs = [change for change in found if change.kind is not Kind.SAME]
    had, has = _named(before, old), _named(after, new)
    return Changes(
        title=differences.spans(before.title, after.title),
        lede=differences.spans(before.lede, after.lede),
        paragraphs=paragraphs,
        untouched=len(found) - len(paragraphs),
        figures=_figures(old, new) if paragraphs else [],
        added=sorted(has - had),
        removed=sorted(had - has),
    )


def _named(text: StoryText, blocks) -> set[str]:
    rows = {str(row) for about in text.ABOUT for row in getattr(text, about).all()}
    addresses = {found[1] for b in blocks for found in ADDRESS.findall(b.html)}
    return rows | addresses


def _figures(old, new) -> list[Figures]:
    known = known_names()
    before, after = _said(old, known), _said(new, known)
    return [
        Figures(
            "，".join(filter(None, what)), before.get(what, ""), after.get(what, "")
        )
        for what in {**before, **after}
        if before.get(what) != after.get(what)
    ]


def _said(blocks, known) -> dict[tuple[str, str, str], str]:
    """What was measured, in the order of the text, and its figures with their time."""
    said = defaultdict(list)
    for fact in reader.propose(blocks, known).facts:
        when = f"（{fact.period.printed}）" if fact.period else ""
        said["、".join(fact.subject), fact.indicator, fact.whole].append(
            fact.figure + when
        )
    return {what: "、".join(figures) for what, figures in said.items()}
