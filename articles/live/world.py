"""The rows that acts on the live list touched, as they are now, and all that was ever done
to them: read in a fixed number of queries, however many acts they are."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from django.db.models import Q

from articles.live.ledger import ITEM, LABEL, STORY, plain
from articles.models import Change, Comparison, FeedItem, LiveStory, Receipt

Row = tuple


class World:
    """The rows *receipts* changed as they are now, with all that was ever done to them."""

    def __init__(self, receipts: Iterable[Receipt]):
        self.rows: dict[Row, dict] = {}
        self.changes: dict[int, list[Change]] = defaultdict(list)
        self.history: dict[Row, list[Change]] = defaultdict(list)
        self.left: dict[int, list[Change]] = defaultdict(list)
        self.members: dict[int, set[int]] = defaultdict(set)
        self.receipts = {receipt.pk: receipt for receipt in receipts}
        named = list(Change.objects.filter(receipt__in=list(self.receipts)))
        for change in named:
            self.changes[change.receipt_id].append(change)
        stories = {pk for change in named for pk in change.stories()}
        items = {change.item_id for change in named if change.item_id}
        others = {change.other_id for change in named if change.other_id}
        self._read_items(
            FeedItem.objects.filter(Q(story__in=stories) | Q(pk__in=items))
        )
        self._read(
            "story",
            LiveStory.objects.filter(Q(pk__in=stories) | Q(merged_into__in=stories)),
            STORY,
        )
        pairs = Comparison.objects.filter(a__in=items, b__in=others)
        for pair in pairs.values("a_id", "b_id", *LABEL):
            row = "pair", pair.pop("a_id"), pair.pop("b_id")
            self.rows[row] = {name: plain(value) for name, value in pair.items()}
        near = [row[1] for row in self.rows if row[0] == "item"]
        self._read_history(Q(story__in=stories) | Q(item__in=near))
        pinned = LiveStory.objects.pinned().order_by()
        self.pinned = set(pinned.values_list("pk", flat=True))

    def _read(self, kind, rows, fields):
        for row in rows.order_by().values("pk", *fields):
            pk = row.pop("pk")
            self.rows[kind, pk] = {name: plain(value) for name, value in row.items()}

    def _read_items(self, rows):
        self._read("item", rows, ITEM)
        for (_kind, pk), fields in self.rows.items():
            self.members[fields["story_id"]].add(pk)

    def _read_history(self, touching: Q):
        changes = Change.objects.filter(touching).select_related("receipt__by")
        for change in changes.order_by("receipt_id", "pk"):
            self.receipts.setdefault(change.receipt_id, change.receipt)
            self.history[change.row].append(change)
            if change.row[0] == "item" and change.story_id:
                self.left[change.story_id].append(change)

    def overturned(self, receipt: Receipt) -> dict[int, int | None]:
        """By pk, what will have undone each act whose standing undoing *receipt* turns.

        Itself falls, what it had undone stands again (None), and so on down the chain.
        The undoing of *receipt* has no pk yet: 0 stands for it.
        """
        chain = [receipt]
        while pk := chain[-1].undoes_id:
            if pk not in self.receipts:
                self.receipts[pk] = chain[-1].undoes
            chain.append(self.receipts[pk])
        undone = {receipt.pk: 0}
        for over, under in pairwise(chain):
            undone[under.pk] = over.pk if undone[over.pk] is None else None
        return undone
