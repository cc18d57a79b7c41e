"""Paragraphs taken apart: sentences, their clauses, and the names standing in them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from articles.names import Index

from .level import level
from .places import NAME_GOES_ON, PLACES
from .proposals import KnownName, Name, NameKind, Quote
from .quotes import quote_at

# A clause longer than this is no clause: hostile text, or a table pasted as one line.
LONGEST = 240

# What figures are of, and not whom they are about.
MEASURED = (NameKind.INDUSTRY, NameKind.PROGRAMME, NameKind.AGREEMENT, NameKind.EVENT)

_SENTENCE = re.compile(r"[。!?;\n]+")
_CLAUSE = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))|(?<!\d):|:(?!\d)|--")
_GOES_ON = re.compile(NAME_GOES_ON)


@dataclass(frozen=True)
class Span:
    start: int
    end: int


@dataclass(frozen=True)
class Mention:
    """A known name in a paragraph, [start:end], and whose it is."""

    start: int
    end: int
    name: Name

    @property
    def is_somebody(self) -> bool:
        """Whether a figure may be about it: 集成电路产量 is of chips, about who makes them."""
        return self.name.kind not in MEASURED


class Names:
    """Known names ready for reading: the database's first, then places all know."""

    def __init__(self, known: Iterable[KnownName]):
        self.known: list[KnownName] = list(known)
        taken = {w for k in self.known for w in (k.name, *k.aliases)}
        for place in PLACES:
            free = tuple(w for w in (place.name, *place.aliases) if w not in taken)
            if free:
                self.known.append(
                    KnownName(place.kind, place.name, free, place.members)
                    if place.name in taken
                    else place
                )
        rows = [(n, k.name, k.aliases) for n, k in enumerate(self.known)]
        self.index = Index(rows)

    def mentions(self, text: str) -> list[Mention]:
        """Return every known name in *text*, none inside a longer one or another's."""
        found = []
        for hit in self.index.mentions(text):
            end = hit.start + len(hit.wording)
            known = self.known[hit.pk]
            place = known.kind in (NameKind.REGION, NameKind.REGION_GROUP)
            if place and _GOES_ON.match(text, end):
                continue
            found.append(Mention(hit.start, end, Name(known.kind, known.name)))
        return found


class Paragraph:
    """A passage being read: its text as printed and levelled, sentences and names."""

    def __init__(self, key: str, text: str, names: Names):
        self.key, self.printed = key, text
        self.text = level(text)
        self.mentions = names.mentions(text)
        self._clauses: dict[Span, list[Span]] = {}
        self.sentences = _split(self.text, 0, len(self.text), _SENTENCE)

    def clauses(self, sentence: Span) -> list[Span]:
        if sentence not in self._clauses:
            whole = _split(self.text, sentence.start, sentence.end, _CLAUSE)
            parts = [part for clause in whole for part in _chopped(clause)]
            self._clauses[sentence] = parts
        return self._clauses[sentence]

    def sentence_at(self, start: int) -> Span | None:
        """Return the last sentence that begins at or before *start*."""
        return _last_from(self.sentences, start)

    def clause_at(self, start: int, end: int) -> Span:
        """Return the clause [start:end] stands in, widened to hold it."""
        sentence = self.sentence_at(start)
        clause = sentence and _last_from(self.clauses(sentence), start)
        if not clause:
            return Span(start, end)
        return Span(min(clause.start, start), max(clause.end, end))

    def quote(self, start: int, end: int) -> Quote:
        """Return the words at [start:end], without white space at their ends."""
        return quote_at(self.key, self.printed, start, end)

    def named_in(self, start: int, end: int) -> Sequence[Mention]:
        """Return the mentions that stand wholly within [start:end]."""
        first = bisect_left(self.mentions, start, key=attrgetter("start"))
        last = bisect_left(self.mentions, end, first, key=attrgetter("start"))
        return [m for m in self.mentions[first:last] if m.end <= end]

    def name_at(self, start: int) -> Mention | None:
        """Return the mention that begins at *start*."""
        n = bisect_left(self.mentions, start, key=attrgetter("start"))
        found = self.mentions[n] if n < len(self.mentions) else None
        return found if found and found.start == start else None


def _split(text: str, start: int, end: int, pattern: re.Pattern) -> list[Span]:
    spans, begin = [], start
    for match in pattern.finditer(text, start, end):
        if match.start() > begin:
            spans.append(Span(begin, match.start()))
        begin = match.end()
    if end > begin:
        spans.append(Span(begin, end))
    return spans


def _last_from(spans: list[Span], start: int) -> Span | None:
    n = bisect_right(spans, start, key=attrgetter("start"))
    return spans[n - 1] if n else None


def _chopped(clause: Span) -> list[Span]:
    return [
        Span(at, min(at + LONGEST, clause.end))
        for at in range(clause.start, clause.end, LONGEST)
    ]
