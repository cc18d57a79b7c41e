"""Find known names in a text: pure, and linear in the text's length."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """A name found in a text: whose it is, as written there, and where it begins."""

    pk: int
    name: str
    wording: str
    start: int


class Index:
    """Names made ready for searching many texts: rows of (pk, name, aliases)."""

    def __init__(self, known: Iterable[tuple[int, str, Sequence[str]]]):
        self.by_head: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
        for pk, name, aliases in known:
            for wording in {name, *aliases}:
                if len(wording) >= 2:  # one character is no name: 沪 is in 沪深300
                    self.by_head[wording[:2]].append((wording, pk, name))
        for wordings in self.by_head.values():
            wordings.sort(key=lambda row: -len(row[0]))

    def mentions(self, text: str) -> Iterator[Found]:
        """Yield every mention of a name in *text*, in order.

        Of names that begin at the same place the longest wins and what it covers is not
        searched again, so 长三角先进制造业集群联盟 is not also a mention of 长三角.
        """
        position = 0
        while position < len(text) - 1:
            for wording, pk, name in self.by_head.get(
                text[position : position + 2], ()
            ):
                if text.startswith(wording, position):
                    yield Found(pk, name, wording, position)
                    position += len(wording)
                    break
            else:
                position += 1


def find(text: str, known: Iterable[tuple[int, str, Sequence[str]]]) -> list[Found]:
    """Return the first of the `Index.mentions` of each *known* name, in text order."""
    found: dict[int, Found] = {}
    for mention in Index(known).mentions(text):
        found.setdefault(mention.pk, mention)
    return list(found.values())
