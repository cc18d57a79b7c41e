"""The open proposals of the page 数据, some at a time, and the text that leads to each."""

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.html import format_html

from articles import body, marking
from articles.models import Article, Decision
from articles.proposing import Entry

# A form costs the page 10 ms and 4 KB; nobody answers more than these at one sitting.
MOST = 60
# Answers shown until somebody asks for all of them.
MOST_ANSWERED = 200
# Of what else is listed whole: findings, and words the text has lost.
MOST_LISTED = 100


@dataclass(frozen=True)
class Batch:
    """The forms on the page: MOST of the *open* proposals, from the one at *first*."""

    open: list[Entry]
    first: int = 0
    beside: str = ""  # what else the address says: see `beside`

    @property
    def shown(self) -> list[Entry]:
        return self.open[self.first : self.first + MOST]

    @property
    def number(self) -> int:
        """Which proposal the first form is of, counted from 1."""
        return self.first + 1

    @property
    def last(self) -> int:
        return min(self.first + MOST, len(self.open))

    @property
    def after(self) -> int:
        return len(self.open) - self.last

    @property
    def earlier(self) -> str:
        """The address of those before, at the last of them; "" where there are none."""
        if not self.first:
            return ""
        begins_with = self.open[max(0, self.first - MOST)]
        return self._address(begins_with, self.open[self.first - 1])

    @property
    def later(self) -> str:
        return self._address(self.open[self.last]) if self.after else ""

    def leads_to(self, n: int) -> str:
        """The address of the form of the open proposal at *n*, on this page or another."""
        entry = self.open[n]
        return f"#e-{entry.id}" if self.first <= n < self.last else self._address(entry)

    def _address(self, begins_with: Entry, at: Entry | None = None) -> str:
        return address(self.beside, begins_with.id, f"e-{(at or begins_with).id}")


@dataclass(frozen=True)
class Listed:
    """The first of many *rows*; all where ?<name>=all asks for them."""

    name: str
    rows: list
    query: QueryDict

    @property
    def shown(self) -> list:
        asked = self.query.get(self.name) == "all"
        return self.rows if asked else self.rows[:MOST_LISTED]

    @property
    def all(self) -> str:
        """The address of them all, at their title; "" where all are shown."""
        if len(self.shown) == len(self.rows):
            return ""
        query = self.query.copy()
        query[self.name] = "all"
        return f"?{query.urlencode()}#{self.name}-title"


def batch(open_entries: list[Entry], query, refused: str = "") -> Batch:
    """Return the batch that begins with the proposal ?from= names; the first for none such.

    The one with the key *refused* is on it whatever happened to the others.
    """
    ids = {entry.id: n for n, entry in enumerate(open_entries)}
    found = Batch(open_entries, ids.get(query.get("from"), 0), beside(query))
    if refused and refused not in {entry.key for entry in found.shown}:
        return replace(found, first=ids.get(refused[:12], 0))
    return found


def beside(query) -> str:
    """What *query* says of the rest of the page: which facts are listed."""
    rest = query.copy()
    rest.pop("from", None)
    return rest.urlencode()


def address(beside: str, begins_with: str, at: str) -> str:
    """The address, on this path, of the batch that begins so and of the place *at* in it."""
    begins = begins_with and urlencode({"from": begins_with})
    query = "&".join(filter(None, (beside, begins)))
    return f"?{query}#{at}" if query else f"#{at}"


def latest(answered: list[Decision], query) -> list[Decision]:
    """Those of *answered* to show, in their order: the last given, or all if asked for."""
    if len(answered) <= MOST_ANSWERED or query.get("answered") == "all":
        return answered
    last = {one.pk for one in sorted(answered, key=lambda one: one.at)[-MOST_ANSWERED:]}
    return [one for one in answered if one.pk in last]


def blocks(article: Article, shown: Batch) -> list[str]:
    """The text with a link on each open proposal's words to its form."""
    marks: dict[str, list] = {}
    spans: dict[str, list] = {}
    for number, entry in enumerate(shown.open):
        block, start, end = entry.span
        spans.setdefault(block, []).append((start, end, number))
    for block, found in spans.items():
        for start, end, numbers in marking.groups(found):
            here = [n for n in numbers if shown.first <= n < shown.last]
            opening = format_html(
                '<a class="proposed" href="{}" data-for="{}">',
                shown.leads_to((here or numbers)[0]),
                " ".join(f"e-{shown.open[number].id}" for number in numbers),
            )
            marks.setdefault(block, []).append(marking.Mark(start, end, opening))
    return [
        marking.mark(block.html, marks.get(block.key, ()))
        for block in body.blocks(article.body)
    ]
