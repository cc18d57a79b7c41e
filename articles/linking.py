"""What of a text can be followed: names with a page here, and securities.

A name leads to its own page, or to our search for it while it has none; a security to
our search for its code. Nothing leads to another site.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from threading import Lock
from urllib.parse import urlencode

from django.urls import reverse

from articles import names, securities
from articles.models import Alliance, Cluster, NamesStamp, Organisation, Region

# Of equal wordings the narrower thing wins.
LINKED = (Alliance, Cluster, Organisation, Region)


@dataclass(frozen=True)
class Link:
    """A part of a text that leads to *url*."""

    start: int
    end: int
    url: str


class Names:
    """All names known at one moment, found in any number of texts without a query."""

    def __init__(self, known: Iterable[tuple[str, list[str]]] = ()) -> None:
        """*known* are pairs of an address and the wordings that lead to it."""
        self._finder = names.Finder(known)

    def links(self, text: str) -> list[Link]:
        """The first mention of each name in *text* and every security, apart, in order."""
        found = [
            Link(code.start, code.end, search_for(code.code))
            for code in securities.find(text)
        ]
        taken = [(link.start, link.end) for link in found]
        seen = set()
        for url, start, end in self._finder.all(text):
            if url in seen or any(start < to and at < end for at, to in taken):
                continue
            if names.stands_for_itself(text, start, end):
                seen.add(url)
                found.append(Link(start, end, url))
        return sorted(found, key=lambda link: link.start)


def search_for(words: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': words})}"


NOBODY = Names()
_kept: tuple[str, Names] = ("", NOBODY)
_building = Lock()


def known_names() -> Names:
    """The names known now: one query, and four more after a name changed."""
    global _kept
    stamp = NamesStamp.objects.now()
    if not stamp or stamp != _kept[0]:
        with _building:
            if not stamp or stamp != _kept[0]:
                # The stamp was read first: a name that came in between comes next time.
                _kept = (stamp, Names(_all_names()))
    return _kept[1]


def _all_names() -> list[tuple[str, list[str]]]:
    known = []
    for model in LINKED:
        columns = ["pk", "name", "aliases", "slug"]
        if model is Cluster:
            columns.append("short_name")
        for row in model.objects.for_recognition().values_list(*columns, named=True):
            url = (
                reverse(model._meta.model_name, args=[row.slug])
                if hasattr(model, "get_absolute_url")
                else search_for(row.name)
            )
            wordings = [row.name, *row.aliases, getattr(row, "short_name", "")]
            known.append((url, list(filter(None, wordings))))
    return known
