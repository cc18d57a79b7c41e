"""The open proposals of the page 数据, some at a time, and the text that leads to each."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.html import format_html

from articles import body, marking
from articles.models import Article, Decision
from articles.proposing import Entry

# A form costs the page 10 ms and 4 KB; nobody answers more than these at one sitting.
MOST = 60
# Answers shown until somebody asks for all of them.
MOST_ANSWERED = 200


@dataclass(frozen=True)
class Batch:
    """The forms on the page: MOST of the *open* proposals, from the one at *first*."""

    open: list[Entry]
    first: int = 0

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
        return address(self.open[max(0, self.first - MOST)], self.open[self.first - 1])

    @property
    def later(self) -> str:
        return address(self.open[self.last]) if self.after else ""

    def leads_to(self, n: int) -> str:
        """The address of the form of the open proposal at *n*, on this page or another."""
        entry = self.open[n]
        return f"#e-{entry.id}" if self.first <= n < self.last else address(entry)


def batch(open_entries: list[Entry], begins_with: str, refused: str = "") -> Batch:
    """Return the batch that begins with the proposal of that id; the first for none such.

    The one with the key *refused* is on it whatever happened to the others.
    """
    ids = {entry.id: n for n, entry in enumerate(open_entries)}
    found = Batch(open_entries, ids.get(begins_with, 0))
    if refused and refused not in {entry.key for entry in found.shown}:
        return Batch(open_entries, ids.get(refused[:12], 0))
    return found


def address(begins_with: Entry, at: Entry | None = None) -> str:
    """The query of the batch that begins with an entry, and the card *at* of it."""
    query = urlencode({"from": begins_with.id})
    return f"?{query}#e-{(at or begins_with).id}"


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
