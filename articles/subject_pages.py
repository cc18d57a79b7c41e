"""Which of the subjects that have a page a reader asks for by name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from copy import copy

from django.db.models import Value

from articles import names, tokens
from articles.kept_names import Kept
from articles.models import (
    Agreement,
    Alliance,
    Cluster,
    Indicator,
    LearntName,
    NamesStamp,
    Programme,
    Region,
)
from articles.reached import Known, hidden, told_apart
from articles.reached import Row as Subject

MODELS = {
    model._meta.model_name: model
    for model in (Alliance, Cluster, Region, Programme, Agreement, Indicator)
}
# A question of two hundred characters may name dozens; more are no help.
MOST = 8


class Index:
    """The names of all subjects, as search reads them: `tokens.units` of each."""

    def __init__(
        self,
        known: Iterable[tuple[Known, Iterable[str]]],
    ) -> None:
        """Names of what needs something are unknown until `for_readers_of` asked."""
        self._waiting: set[Known] = set()
        self._whose: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        for subject, wordings in known:
            if subject.needs:
                self._waiting.add(subject)
            for wording in dict.fromkeys(wordings):
                if found := tuple(tokens.units(wording)):
                    self._whose[found].append(subject)
        self._hidden = self._waiting
        lengths: dict[str, set[int]] = defaultdict(set)
        for found in self._whose:
            lengths[found[0]].add(len(found))
        self._lengths = {head: sorted(n, reverse=True) for head, n in lengths.items()}

    def for_readers_of(self, query: tokens.Query) -> "Index":
        """These names with those in *query* that have reached readers.

        No query of the database where it has no name made or learnt by reading, else
        one a kind.
        """
        if not self._waiting:
            return self
        wordings = [_whole(query)]
        for word in query.wanted:
            wordings += [
                tuple(word[at : at + length])
                for at, head in enumerate(word)
                for length in self._lengths.get(head, ())
            ]
        standing = {each for found in wordings for each in self._whose.get(found, ())}
        told = copy(self)
        told._hidden = hidden(self._waiting, standing)
        return told

    def named_by(self, query: tokens.Query) -> list[Subject]:
        """The subjects whose names stand in what *query* wants, in its order."""
        found = self._known_as(_whole(query))
        for word in query.wanted:
            for part, is_name in self.parts(word):
                found += self._known_as(part) if is_name else ()
        return list(dict.fromkeys(found))

    def _known_as(self, wording: tuple[str, ...]) -> list[Subject]:
        known = self._whose.get(wording, ())
        return [each.what for each in known if each not in self._hidden]

    def parts(self, word: Sequence[str]) -> list[tuple[tuple[str, ...], bool]]:
        """*word* in pieces, each with whether it is a name.

        As `names.Finder`: of names that begin at one place the longest, and apart.
        """
        text, at, rest = "".join(word), 0, 0
        found = []
        while at < len(word):
            for length in self._lengths.get(word[at], ()):
                part = tuple(word[at : at + length])
                if self._known_as(part) and self._is_meant(text, word, at, length):
                    found += [(tuple(word[rest:at]), False), (part, True)]
                    at = rest = at + length
                    break
            else:
                at += 1
        found.append((tuple(word[rest:]), False))
        return [(part, is_name) for part, is_name in found if part]

    @staticmethod
    def _is_meant(text, word, at, length) -> bool:
        if length == len(word):
            return True
        start = len("".join(word[:at]))
        end = start + len("".join(word[at : at + length]))
        # One character within a word is no name: 沪 is in 沪深300.
        return end - start > 1 and names.stands_for_itself(text, start, end)


def _whole(query: tokens.Query) -> tuple[str, ...]:
    """All that *query* wants as one wording."""
    return tuple(unit for word in query.wanted for unit in word)


def asked_for(query: tokens.Query) -> list:
    """The subjects *query* names that readers may know of, in its order, at most MOST.

    The queries of `names_in`, and one for each kind that was named.
    """
    named = names_in(query).named_by(query)[:MOST]
    rows = {}
    for kind, model in MODELS.items():
        if pks := [pk for found, pk in named if found == kind]:
            found = model.objects.for_readers().filter(pk__in=pks)
            rows |= {(kind, row.pk): row for row in found}
    return [rows[subject] for subject in named if subject in rows]


def names_in(query: tokens.Query) -> Index:
    """The names readers may know of, as far as *query* has them.

    Two queries, two more after a name changed, and one for each kind of which it names
    what was made or learnt by reading.
    """
    return _kept.now().for_readers_of(query)


def _all_names() -> Index:
    each = [
        model.objects.order_by().values_list(
            Value(kind),
            "pk",
            "name",
            "aliases",
            "short_name" if model is Cluster else Value(""),
            "made_by_reading",
        )
        for kind, model in MODELS.items()
    ]
    learnt, known = LearntName.objects.by_row(), []
    for kind, pk, name, aliases, short, by_reading in each[0].union(
        *each[1:], all=True
    ):
        made = {(kind, pk)} if by_reading else set()
        wordings = [name, *aliases, short]
        known += told_apart((kind, pk), wordings, made, learnt.get((kind, pk), {}))
    return Index(known)


_kept = Kept(
    _all_names,
    beside=lambda: NamesStamp.objects.now(Indicator.names_stamp),
)
