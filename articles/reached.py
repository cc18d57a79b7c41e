"""Which of the rows made while a text was read have reached readers: asked of few at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.apps import apps

Row = tuple[str, int]  # the name of its model, and its pk


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


def still(rows: Iterable) -> list:
    """Those of *rows*, a few of one kind, that readers may know of now, in their order.

    One query beside theirs where any was made by reading.
    """
    rows = list(rows)
    made = [(row._meta.model_name, row.pk) for row in rows if row.made_by_reading]
    shown = reached(made)
    return [
        row
        for row in rows
        if not row.made_by_reading or (row._meta.model_name, row.pk) in shown
    ]
