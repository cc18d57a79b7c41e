"""Undo an act on the live list: exactly what was, or a sentence why not."""

from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction

from articles.live import ledger
from articles.live.ledger import EditingError, stored
from articles.live.restoring import Draft
from articles.live.world import World
from articles.models import Receipt


def undo(receipt: Receipt, by, reason="") -> Receipt:
    """Put back what *receipt* changed and return the receipt of that.

    *receipt* is of an act, of an undoing, or of what the machine regrouped. What the
    machine joined since on the word of an item goes where that item goes. Counts, times
    and importance follow. Raises EditingError, and changes nothing, when a later act
    stands in the way; its text says whose, what and when.
    """
    about = {"undoes": receipt, "story": receipt.story, "into": receipt.into}
    with transaction.atomic():
        undo_act = Receipt.Act.UNDO
        with ledger.act(undo_act, by, reason, item=receipt.item, **about) as kept:
            receipt.refresh_from_db()
            world = World([receipt])
            draft = Draft(world, receipt)
            draft.put_back()
            _write(kept, draft)
        for pk, undone_by in world.overturned(receipt).items():
            if undone_by == 0:
                undone_by = kept.receipt.pk
            Receipt.objects.filter(pk=pk).update(undone_by=undone_by)
    receipt.refresh_from_db()
    return kept.receipt


def why_not(receipts: Iterable[Receipt], world: World | None = None) -> dict[int, str]:
    """For each of *receipts* by pk, why it cannot be undone now; "" when it can.

    In a fixed number of queries, none if *world* was read; and in the very sentence
    `undo` would refuse with.
    """
    receipts = list(receipts)
    world = world or World(receipts)
    told = {}
    for receipt in receipts:
        try:
            Draft(world, receipt).put_back()
        except EditingError as error:
            told[receipt.pk] = str(error)
        else:
            told[receipt.pk] = ""
    return told


def _write(kept: ledger.Ledger, draft: Draft) -> None:
    """Write what *draft* changes, rows that get the same in one go."""
    alike = defaultdict(list)
    for (kind, *pks), fields in draft.changed().items():
        if kind == "pair":
            kept.pair(*pks, stored(fields))
        else:
            fixes = kind == "item" and draft.fixes(*pks)
            alike[kind, fixes, tuple(sorted(fields.items()))] += pks
    for (kind, fixes, fields), pks in alike.items():
        if kind == "story":
            kept.stories(pks, **stored(dict(fields)))
        else:
            kept.items(pks, fixes=fixes, **dict(fields))
