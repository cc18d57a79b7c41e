"""What an address gave, as its source wrote it: untrusted, undated, unstripped."""

from dataclasses import dataclass
from urllib.parse import urljoin

from articles.intake.page import Note

# An item is news, not a book: what is longer is cut, and said to be.
LONGEST = {
    "guid": 2_000,
    "title": 5_000,
    "html": 30_000,
    "content": 30_000,
    "url": 2_000,
    "base": 2_000,
    "image": 2_000,
    "published": 200,
    "updated": 200,
}
# Sanitising takes the square of how deep tags are nested: 5 ms at this many.
MAX_TAGS = 1_000
MARKUP = {"html", "content", "title"}


@dataclass(frozen=True)
class ParsedItem:
    """One entry of a feed. Dates are text.

    `html` is its summary and `content` its full text where the feed gives both; both
    are markup, relative to `base`. `title` is markup too if `title_is_html`.
    """

    guid: str = ""
    title: str = ""
    html: str = ""
    url: str = ""
    published: str = ""
    updated: str = ""
    content: str = ""
    image: str = ""
    base: str = ""
    title_is_html: bool = False
    is_important: bool = False


@dataclass(frozen=True)
class ParsedFeed:
    """A feed as read; `title` is text. Notes: "bad-characters", "items-left-out",
    "texts-cut", "items-unreadable"."""

    title: str
    items: tuple[ParsedItem, ...]
    notes: tuple[Note, ...] = ()


def bounded(words: dict[str, str | bool]) -> tuple[ParsedItem, bool]:
    """An item of *words*, none too long, and whether one had to be cut."""
    cut = {name: words[name][:most] for name, most in LONGEST.items() if name in words}
    for name in MARKUP & cut.keys():
        cut[name] = "<".join(cut[name].split("<", MAX_TAGS)[:MAX_TAGS])
    was_cut = any(len(cut[name]) < len(words[name]) for name in cut)
    return ParsedItem(**{**words, **cut}), was_cut


def joined(base: str, link: str) -> str:
    """*link* as seen from *base*; "" if there is none, or it is no link at all."""
    try:
        return urljoin(base, link) if link else ""
    except ValueError:
        return ""
