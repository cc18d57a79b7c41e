"""What of a text can be followed: names with a page here, and securities.

A name leads to its own page, or to our search for it while it has none; a security to
our search for its code. Nothing leads to another site.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from articles import names, securities
from articles.kept_names import Kept
from articles.models import Alliance, Cluster, LearntName, Organisation, Region
from articles.reached import Known, hidden, told_apart

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

    def __init__(self, known: Iterable[tuple[Known, list[str]]] = ()) -> None:
        """*known* are pairs of an address and the wordings that lead to it.

        Those that need something are as if nobody knew them until `for_readers_of` asked.
        """
        known = list(known)
        self._finder = names.Finder(known)
        self._waiting = self._hidden = {each for each, _wordings in known if each.needs}

    def for_readers_of(self, texts: Iterable[str]) -> "Names":
        """These names with those of *texts* that have reached readers.

        No query where no name made or learnt by reading stands in them, else one a kind.
        """
        if not self._waiting:
            return self
        standing = {each for text in texts for each in self._finder.standing(text)}
        told = copy(self)
        told._hidden = hidden(self._waiting, standing)
        return told

    def links(self, text: str) -> list[Link]:
        """The first mention of each name in *text* and every security, apart, in order."""
        found = [
            Link(code.start, code.end, search_for(code.code))
            for code in securities.find(text)
        ]
        taken = [(link.start, link.end) for link in found]
        seen = set()
        for known, start, end in self._finder.all(text, but=self._hidden):
            url = known.what
            if url in seen or any(start < to and at < end for at, to in taken):
                continue
            if names.stands_for_itself(text, start, end):
                seen.add(url)
                found.append(Link(start, end, url))
        return sorted(found, key=lambda link: link.start)


def search_for(words: str) -> str:
    return f"{reverse('search')}?{urlencode({'q': words})}"


NOBODY = Names()


def known_names(texts: Iterable[str] = ()) -> Names:
    """The names readers of *texts* may know of now.

    One query, five more after a name changed, and one for each kind of which names in
    *texts* were made or learnt by reading.
    """
    return _kept.now().for_readers_of(texts)


def _all_names() -> Names:
    learnt, known = LearntName.objects.by_row(), []
    for model in LINKED:
        columns = ["pk", "name", "aliases", "slug", "made_by_reading"]
        if model is Cluster:
            columns.append("short_name")
        for row in model.objects.for_recognition().values_list(*columns, named=True):
            url = (
                reverse(model._meta.model_name, args=[row.slug])
                if hasattr(model, "get_absolute_url")
                else search_for(row.name)
            )
            wordings = [row.name, *row.aliases, getattr(row, "short_name", "")]
            whose = (model._meta.model_name, row.pk)
            made = {whose} if row.made_by_reading else set()
            known += told_apart(url, wordings, made, learnt.get(whose, {}))
    return Names(known)


_kept = Kept(_all_names)
