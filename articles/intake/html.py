"""An HTML page → what it holds: its lists by heading, its article by density."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .article import TITLE_LONGEST, halves
from .assemble import Parts, assemble
from .blocks import Box, Tree
from .byline import byline
from .decode import MAX_LINES
from .density import LINK_SHARE, PUNCTUATION, article_box, left_out
from .lines import Account, Line, visible
from .markup import Markup
from .metadata import Metadata, absolute, moment, read_metadata
from .page import IntakeError, Note, Page, shown
from .pieces import list_lines
from .sections import find_sections

TITLE_SHORTEST = 6
STANDFIRST_SHORTEST = 30
MOST_BYLINE_PARTS = 12
CELL_LONGEST = 40


def read_html(source: str, captured: datetime, notes: tuple[Note, ...] = ()) -> Page:
    """Read decoded HTML. Raises IntakeError: "not-a-page", "too-many-tags",
    "too-many-lines"."""
    markup = Markup(source)
    tree = Tree(markup.html)
    if len(tree.blocks) > MAX_LINES:
        raise IntakeError("too-many-lines", lines=len(tree.blocks), limit=MAX_LINES)
    # Head tags come first; to parse the body a second time would be waste.
    head = markup.html[:200_000]
    known = read_metadata(head, markup.title, markup.linked_data)
    account = Account()
    account.notes.extend(notes)
    page = _Reader(tree, known, captured, account).read()
    return _completed(page, known)


class _Reader:
    def __init__(self, tree: Tree, known: Metadata, captured, account: Account):
        self.tree = tree
        self.known = known
        self.captured = captured
        self.account = account

    def read(self) -> Page:
        tree = self.tree
        site = left_out(tree)
        seen = [(n, b) for n, b in enumerate(tree.blocks) if n not in site]
        lines, owners = list_lines(seen, lambda url: absolute(self.known.url, url))
        found = find_sections(lines, self.captured)
        listed = {owners[i] for i in (*found.live, *found.hot)}
        site |= left_out(tree, listed)
        rest = [n for n, _ in seen if n not in listed and n not in site]
        title = self._headline(rest)
        inside = self._article(rest, title)
        if not listed and len(inside) <= (title is not None):
            inside = rest  # too little text to weigh: then all of it is the page
        outside = dict.fromkeys(set(rest) - set(inside), "outside")
        self._tell_left_out(site | outside)
        # Article lines are numbered past the pieces of lists in the account.
        article = self._rows_joined([self._line(n, len(lines)) for n in inside], inside)
        shaped = found.live_by_shape
        parts = Parts(
            article=article,
            live=([lines[i] for i in found.live], [found.kinds[i] for i in found.live]),
            hot=([lines[i] for i in found.hot], [found.kinds[i] for i in found.hot]),
            other=[],
            live_by_shape=None if shaped is None else lines[shaped],
            title=next((t for t in article if t.index - len(lines) == title), None),
        )
        for number, alt in tree.images:
            self.account.remark("image-left-out", Line(-1, number, alt))
        if not (article or listed):
            raise IntakeError("not-a-page", lines=len(tree.blocks))
        return assemble("html", parts, self.captured, self.account)

    def _headline(self, numbers: list[int]) -> int | None:
        """The block that is the title: an h1 the head names too, then either."""
        named = [n for n in numbers if self._is_named(self.tree.blocks[n].text)]
        tops = [n for n in numbers if self._tag(n) == "h1"]
        both = [n for n in named if n in set(tops)]
        subs = [n for n in numbers if self._tag(n) == "h2"]
        return next(iter([*both, *named, *tops, *subs[:1]]), None)

    def _is_named(self, text: str) -> bool:
        if not TITLE_SHORTEST <= len(text) <= TITLE_LONGEST:
            return False
        core = "".join(text.split())
        return any("".join(n.split()).startswith(core) for n in self.known.names)

    def _tag(self, number: int) -> str:
        return self.tree.boxes[self.tree.blocks[number].box].tag

    def _article(self, rest: list[int], title: int | None) -> list[int]:
        """The blocks of the article: title, what signs it, and the dense box."""
        chosen = article_box(self.tree, [n for n in rest if n != title])
        box = self.tree.boxes[chosen] if chosen is not None else None
        found = []
        for number in rest:
            within = box is not None and box.first <= number < box.end
            if number == title:
                found.append(number)
            elif within and (title is None or number > title or title >= box.end):
                if self.tree.blocks[number].link_share < LINK_SHARE:
                    found.append(number)
            elif title is not None and number > title and self._is_head(number, box):
                found.append(number)
        return found

    def _is_head(self, number: int, box: Box | None) -> bool:
        """Whether a block between title and body is byline or standfirst."""
        if box is not None and number >= box.first:
            return False
        text = self._text(number)
        if byline(text, self.captured):
            return True
        return len(text) >= STANDFIRST_SHORTEST and bool(PUNCTUATION.search(text))

    def _text(self, number: int) -> str:
        """The block's text; a byline's parts are apart even where no space is."""
        block = self.tree.blocks[number]
        if 1 < len(block.leaves) <= MOST_BYLINE_PARTS:
            spaced = visible(" ".join(visible(leaf.text) for leaf in block.leaves))
            if byline(spaced, self.captured):
                return spaced
        return block.text

    def _line(self, number: int, offset: int) -> Line:
        block = self.tree.blocks[number]
        return Line(offset + number, block.number, self._text(number), block.url)

    def _rows_joined(self, article: list[Line], numbers: list[int]) -> list[Line]:
        """The lines, with the short cells of a table row made one line."""
        rows = [self._table_row(number) for number in numbers]
        joined: list[Line] = []
        for place, line in enumerate(article):
            if place and rows[place] and rows[place] == rows[place - 1]:
                text = f"{joined[-1].text} | {line.text}"
                joined[-1] = joined[-1]._replace(text=text)
            else:
                joined.append(line)
        return joined

    def _table_row(self, number: int) -> int:
        """The box of the table row a block is a short cell of, 0 if it is none."""
        block = self.tree.blocks[number]
        cell = self.tree.boxes[block.box]
        alone = cell.end - cell.first == 1
        if cell.tag not in ("td", "th") or not alone or len(block.text) > CELL_LONGEST:
            return 0
        return cell.parent

    def _tell_left_out(self, sorts: dict[int, str]) -> None:
        gone: dict[str, list[int]] = {}
        for number in sorted(sorts):
            gone.setdefault(sorts[number], []).append(number)
        for sort, numbers in gone.items():
            block = self.tree.blocks[numbers[0]]
            line = Line(-1, block.number, block.text)
            self.account.remark("boilerplate", line, sort=sort, count=len(numbers))


def _completed(page: Page, known: Metadata) -> Page:
    """*page* with what its text leaves open taken from its metadata, and noted."""
    notes = list(page.notes)
    more: dict = {"url": known.url}

    def take(code: str, lacking: str, text: str, **fields) -> None:
        notes[:] = [note for note in notes if note.code != lacking]
        notes.append(Note(code, None, {"text": shown(text)}))
        more.update(fields)

    if not page.title and known.title:
        parts = {"title": known.title, "title_halves": halves(known.title)}
        take("title-from-metadata", "no-title", known.title, **parts)
    at = None if page.published_printed else moment(known.published)
    if at:
        parts = {"published_at": at, "published_printed": known.published}
        parts["published_precision"] = "second" if "T" in known.published else "day"
        take("date-from-metadata", "no-date", known.published, **parts)
    if not page.source and known.source:
        take("source-from-metadata", "", known.source, source=known.source)
    if not page.author and not page.source and known.author:
        take("author-from-metadata", "", known.author, author=known.author)
    return replace(page, **more, notes=tuple(notes))
