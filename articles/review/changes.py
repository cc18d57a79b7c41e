"""What a text under review changes for its readers: its words, and what they mean."""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from articles import body, differences, values
from articles.differences import Change, Kind, Span
from articles.facts import read as reader
from articles.facts.level import level
from articles.models.revision import StoryText
from articles.proposing import known_names
from articles.templatetags.zh import stamp

ADDRESS = re.compile(r'<(a|img) [^>]*?(?:href|src)="([^"]*)"')


@dataclass(frozen=True)
class Beside:
    """What one thing was said to be, before and after; "" where nothing was said."""

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class Changes:
    """The differences of two texts; *paragraphs* leaves the untouched out."""

    title: tuple[Span, ...]
    lede: tuple[Span, ...]
    byline: list[Beside]
    paragraphs: list[Change]
    untouched: int
    figures: list[Beside]
    added: list[str]
    removed: list[str]

    def __bool__(self):
        return bool(
            self.paragraphs
            or self.byline
            or self.added
            or self.removed
            or any(span.side for span in (*self.title, *self.lede))
        )


def between(before: StoryText, after: StoryText) -> Changes:
    """Return what *after* changes of *before*, which may be what readers have now.

    *byline* is told by fields; *added* and *removed* name what the texts are about,
    their links and pictures.
    """
    old, new = body.blocks(before.body), body.blocks(after.body)
    found = differences.compare([b.text for b in old], [b.text for b in new])
    paragraphs = [change for change in found if change.kind is not Kind.SAME]
    had, has = _named(before, old), _named(after, new)
    return Changes(
        title=differences.spans(before.title, after.title),
        lede=differences.spans(before.lede, after.lede),
        byline=_byline(before, after),
        paragraphs=paragraphs,
        untouched=len(found) - len(paragraphs),
        figures=_figures(old, new) if paragraphs else [],
        added=sorted(has - had),
        removed=sorted(had - has),
    )


def _byline(before: StoryText, after: StoryText) -> list[Beside]:
    rows = (
        (_("来源"), *(str(text.source or "") for text in (before, after))),
        (_("作者"), *(str(text.author or "") for text in (before, after))),
        (_("原文时间"), _stated(before), _stated(after)),
    )
    return [Beside(*row) for row in rows if row[1] != row[2]]


def _stated(text: StoryText) -> str:
    """The time the original gave, no more exact than it gave it, and its own words."""
    told = (stamp(text.stated_at, text.stated_precision), text.stated_printed)
    return " · ".join(filter(None, told))


def _named(text: StoryText, blocks) -> set[str]:
    rows = {str(row) for about in text.ABOUT for row in getattr(text, about).all()}
    addresses = {found[1] for b in blocks for found in ADDRESS.findall(b.html)}
    return rows | addresses


def _figures(old, new) -> list[Beside]:
    names = known_names()
    before, after = _said(old, names), _said(new, names)
    return [
        Beside("，".join(filter(None, what)), before.get(what, ""), after.get(what, ""))
        for what in {**before, **after}
        if before.get(what) != after.get(what)
    ]


def _said(blocks, names) -> dict[tuple[str, str, str], str]:
    """What was measured, in the order of the text, and its figures with their time."""
    said = defaultdict(list)
    for fact in reader.propose(blocks, names).facts:
        when = f"（{fact.period.printed}）" if fact.period else ""
        said["、".join(fact.subject), fact.indicator, fact.whole].append(
            _printed(fact) + when
        )
    return {what: "、".join(figures) for what, figures in said.items()}


def _printed(fact) -> str:
    """The figure, and where it is a fall the word that says so: 增长3.3% is no 下降3.3%."""
    if fact.base_value >= 0 or level(fact.figure[:1]) == "-":
        return fact.figure
    return values.falling(fact.figure, fact.quote.text[: fact.mark[0]])
