"""The live list as it stood at a past moment: receipts since then read backwards."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q

from articles.live.ledger import STORY, stored
from articles.live.rewording import as_worded
from articles.models import Change, FeedItem, LiveStory, Receipt

# Among so many times the rows asked for are the items looked at, by time received: a
# story has two or three on a busy day.
ITEMS_A_ROW = 8
PINNING = [
    Receipt.Act.PIN,
    Receipt.Act.UNPIN,
    Receipt.Act.HIDE,
    Receipt.Act.MERGE,
    Receipt.Act.MOVE,
    Receipt.Act.UNDO,
]


@dataclass
class PastStory:
    """A story as it stood: its row now for the address, the rest as it was.

    *lead* is the item whose words readers saw, one of *items*, which are in the order
    told, in the words they had then, and have their sources loaded.
    """

    story: LiveStory
    lead: FeedItem
    items: list[FeedItem]
    is_important: bool
    is_pinned: bool
    hidden_because: str
    told_at: datetime = field(init=False)
    sources_count: int = field(init=False)

    def __post_init__(self):
        self.told_at = self.items[0].told_at
        self.sources_count = len({item.source_id for item in self.items})

    @property
    def items_count(self) -> int:
        return len(self.items)

    def get_absolute_url(self) -> str:
        """Where it is to be found now; merged since, that leads on."""
        return self.story.get_absolute_url()


def standing(moment: datetime, rows: int = 40, hidden: bool = False) -> list[PastStory]:
    """Return the live list as readers had it at *moment*, an aware time.

    At most *rows* stories, what was pinned then first, then the newest told. Of each,
    the items received by *moment* that were in it then, whatever was merged, split,
    moved or undone since; with *hidden* also those hidden at *moment*, else not.
    Stories are found by the last ``rows * ITEMS_A_ROW`` items received by *moment*, so
    that the cost, nine queries at most, is the same at any moment of a long archive.
    """
    pks = _stories_then(moment, rows * ITEMS_A_ROW) | _pinned_then(moment)
    now_there = FeedItem.objects.filter(story__in=pks, received_at__lte=moment)
    items = {item.pk: item for item in now_there.select_related("source")}
    since = _since(moment).filter(Q(story__in=pks) | Q(item__in=list(items)))
    before = _first_before(since)
    items |= _taken_out(before.keys(), items, moment)
    as_worded(items.values(), moment)
    members = defaultdict(list)
    for item in sorted(items.values(), key=lambda item: (item.told_at, item.pk)):
        then = before.get(("item", item.pk), {})
        members[then.get("story_id", item.story_id)].append(item)
    told = [
        _as_it_stood(story, before.get(("story", pk), {}), members[pk], moment)
        for pk, story in LiveStory.objects.in_bulk(
            [p for p in pks if p in members]
        ).items()
    ]
    listed = [one for one in told if hidden or not one.hidden_because]
    listed.sort(
        key=lambda one: (one.is_pinned, one.told_at, one.story.pk), reverse=True
    )
    return listed[:rows]


def _stories_then(moment: datetime, count: int) -> set[int]:
    """The stories that had the last *count* items received by *moment*."""
    received = FeedItem.objects.filter(received_at__lte=moment)
    last = dict(
        received.order_by("-received_at", "-pk").values_list("pk", "story_id")[:count]
    )
    before = _first_before(_since(moment).filter(item__in=list(last)))
    for (_kind, pk), fields in before.items():
        last[pk] = fields.get("story_id", last[pk])
    return set(last.values())


def _pinned_then(moment: datetime) -> set[int]:
    """The stories that may have been pinned: are now, or were until an act since."""
    now = LiveStory.objects.filter(pinned_at__isnull=False)
    was = _since(moment).filter(
        receipt__act__in=PINNING, item=None, before__has_key="pinned_at"
    )
    return {
        *now.order_by().values_list("pk", flat=True),
        *was.order_by().values_list("story_id", flat=True),
    }


def _since(moment: datetime):
    """The changes of items and stories after *moment*, first things first."""
    changes = Change.objects.filter(receipt__at__gt=moment, other=None)
    return changes.order_by("receipt_id", "pk")


def _first_before(changes: Iterable[Change]) -> dict[tuple, dict]:
    """What each row had before the first of *changes* to each of its fields."""
    before: dict[tuple, dict] = defaultdict(dict)
    for change in changes:
        for name, value in change.before.items():
            before[change.row].setdefault(name, value)
    return dict(before)


def _taken_out(rows, known, moment) -> dict[int, FeedItem]:
    """The items among *rows* that are in none of the stories any more."""
    gone = [pk for kind, pk in rows if kind == "item" and pk not in known]
    items = FeedItem.objects.filter(pk__in=gone, received_at__lte=moment)
    return {item.pk: item for item in items.select_related("source")}


def _as_it_stood(story, before, items, moment) -> PastStory:
    was = {name: getattr(story, name) for name in STORY} | stored(before)
    lead = next((item for item in items if item.pk == was["lead_id"]), items[0])
    said = was["said_important"]
    pinned, until = was["pinned_at"], was["pinned_until"]
    return PastStory(
        story,
        lead,
        items,
        is_important=any(i.is_important for i in items) if said is None else said,
        is_pinned=bool(
            pinned
            and pinned <= moment
            and (until is None or until > moment)
            and not was["hidden_because"]
        ),
        hidden_because=was["hidden_because"],
    )
