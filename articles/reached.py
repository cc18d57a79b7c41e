"""Which of what was made or learnt while a text was read has reached readers: asked of few."""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from typing import NamedTuple

from django.apps import apps

from articles.models import LearntName

Row = tuple[str, int]  # the name of its model, and its pk


class Known(NamedTuple):
    """What a name stands for, and the rows readers must know of to be told so.

    A row made by reading is one of *needs*, and so is the `LearntName` of another name.
    """

    what: Hashable
    needs: frozenset[Row] = frozenset()


def told_apart(
    what: Hashable, wordings: Iterable[str], made: set[Row], learnt: dict[str, Row]
) -> list[tuple[Known, list[str]]]:
    """*wordings* of *what* by what readers must know of to be told them.

    *made* holds its row where that was made by reading; *learnt* the names that were.
    """
    apart = defaultdict(list)
    for wording in filter(None, wordings):
        needs = made | {learnt[wording]} if wording in learnt else made
        apart[Known(what, frozenset(needs))].append(wording)
    return list(apart.items())


def hidden(waiting: Collection[Known], standing: Iterable[Known]) -> set[Known]:
    """Those of *waiting*, names that need something, that readers may not know of.

    Asked for *standing* alone, the few that a text has: one query for each kind of what
    they need, none where they need nothing.
    """
    asked = [known for known in standing if known.needs]
    shown = reached(row for known in asked for row in known.needs)
    return set(waiting).difference(known for known in asked if known.needs <= shown)


def reached(rows: Iterable[Row]) -> set[Row]:
    """Those of *rows* that readers may know of: a query for each kind among them."""
    kinds: dict[str, list[int]] = defaultdict(list)
    for kind, pk in rows:
        kinds[kind].append(pk)
    found = set()
    for kind, pks in kinds.items():
        known = apps.get_model("articles", kind).objects.for_readers()
        shown = known.order_by().filter(pk__in=pks).values_list("pk", flat=True)
        found |= {(kind, pk) for pk in shown}
    return found


def other_names(rows: Iterable) -> dict[Row, list[str]]:
    """The other names of *rows* that readers may know of: at most one query."""
    rows = list(rows)
    named = [row for row in rows if row.aliases]
    waiting = LearntName.objects.of(named).not_for_readers().by_row()
    return {
        _key(row): [
            name for name in row.aliases if name not in waiting.get(_key(row), ())
        ]
        for row in rows
    }


def still(rows: Iterable) -> list:
    """Those of *rows*, a few of one kind, that readers may know of now, in their order.

    One query beside theirs where any was made by reading.
    """
    rows = list(rows)
    shown = reached(_key(row) for row in rows if row.made_by_reading)
    return [row for row in rows if not row.made_by_reading or _key(row) in shown]


def _key(row) -> Row:
    return row._meta.model_name, row.pk
