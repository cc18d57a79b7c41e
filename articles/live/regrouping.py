"""Place stored items anew, after a rule of the judge changed.

Each set of items that moved together is a receipt, so that an editor sees it in the
stories' history and may undo it.
"""

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.live import grouping
from articles.live.editing import lead_on
from articles.live.ledger import ITEM, Ledger
from articles.live.tables import reading_of
from articles.models import Change, FeedItem, LiveClock, LiveStory, Receipt

MACHINE = (
    "story",
    "key",
    "is_linked",
    "placed_like",
    "placed_because",
    "placed_probability",
)
Addresses = dict[int, int]


def regroup(since=None) -> tuple[int, int]:
    """Place every item received *since* then (an aware time; all if None) again.

    In the order they came, each seeing only what came before it, so the same rules
    give the same stories. What an editor placed or hid stays where it is. A story keeps
    its address, and how an editor let it stand, as long as its first item begins a
    story; an emptied story points to where its news went. Returns how many items were
    looked at and how many moved.
    """
    looked = moved = 0
    firsts = _firsts_of_reworded()
    for rows in _batches(since):
        with transaction.atomic():
            version = LiveClock.objects.tick()
            moved += _place_again(rows, version, firsts)
        looked += len(rows)
    return looked, moved


def _firsts_of_reworded() -> Addresses:
    """Where an editor chose the wording the lead says nothing of who began the story."""
    chosen = LiveStory.objects.filter(lead_by_editor=True, merged_into=None).order_by()
    firsts = chosen.annotate(first=Min("items")).values_list("first", "pk")
    return dict(firsts)


def _batches(since) -> Iterator[list[FeedItem]]:
    # Archived items have left the index that placing looks in: they stay as they are.
    items = FeedItem.objects.filter(is_archived=False)
    items = items.select_related("feed", "story").order_by("pk")
    if since:
        items = items.filter(received_at__gte=since)
    last = 0
    while rows := list(items.filter(pk__gt=last)[: grouping.BATCH]):
        yield rows
        last = rows[-1].pk


def _place_again(rows: list[FeedItem], version: int, firsts: Addresses) -> int:
    """Place *rows* again and return how many went to another story."""
    before = {row.pk: _pointers(row) for row in rows}
    stays = {row.pk for row in rows if row.placed_by_editor or row.story.hidden_because}
    for row in rows:
        row.key = grouping.key_of(reading_of(row))
    decided = grouping.decide(rows, version, stays)
    batch = Ledger(Receipt(act=Receipt.Act.REGROUP), version)
    born = [one for one in decided if one.born]
    stories = _stories_of_their_own(born, firsts, batch)
    for one in decided:
        if one.item.pk not in stays:
            grouping.settle(one, stories.get(one.story, one.story))
            one.item.placed_like_id = one.placement.because
    FeedItem.objects.bulk_update(rows, MACHINE)
    grouping.keep_pairs(decided)
    grouping.keep_doubts(decided, {})
    changed = [row for row in rows if before[row.pk]["story_id"] != row.story_id]
    for row in changed:
        was_in = before[row.pk]["story_id"]
        change = Change(item_id=row.pk, story_id=was_in)
        batch.note(change, before[row.pk], _pointers(row))
    tidy(batch)
    grouping.recount(batch.touched(), version)
    rule = _("判重规则变动后重新归并")
    keep_receipts(batch.changes(), {row.pk: row for row in changed}, rule)
    return len(changed)


def _pointers(row: FeedItem) -> dict:
    return {name: getattr(row, name) for name in ITEM}


def _stories_of_their_own(born, firsts: Addresses, batch: Ledger) -> Addresses:
    """The pk of the story each of *born* begins.

    The one it is in if it began that; else one it led before, which comes back; else
    a new one. One whose wording an editor chose goes by *firsts*.
    """
    items = {one.item.pk: one.item for one in born}
    led: Addresses = {}
    leading = LiveStory.objects.filter(lead__in=list(items), lead_by_editor=False)
    for pk, lead in leading.order_by("pk").values_list("pk", "lead_id"):
        if lead not in led or items[lead].story_id == pk:
            led[lead] = pk
    led |= {item: pk for item, pk in firsts.items() if item in items}
    batch.stories(led.values(), merged_into_id=None)
    new = [one for one in born if one.item.pk not in led]
    LiveStory.objects.bulk_create([one.born for one in new])
    LiveStory.objects.bulk_set_leads([(one.item.pk, one.born.pk) for one in new])
    for one in new:  # undone, its address leads to where the item was
        before = {"merged_into_id": one.item.story_id}
        batch.note(Change(story_id=one.born.pk), before, {"merged_into_id": None})
    return {one.story: led.get(one.item.pk) or one.born.pk for one in born}


def tidy(batch: Ledger) -> None:
    """Point emptied stories to where their lead went; give the others a lead they have."""
    stories = LiveStory.objects.filter(pk__in=batch.touched(), merged_into=None)
    for story in stories.exclude(lead__story=F("pk")).select_related("lead__story"):
        first = story.items.order_by("pk").first()
        if first:
            batch.stories([story.pk], lead_id=first.pk, lead_by_editor=False)
        else:
            lead_on(batch, story, story.lead.story)


def keep_receipts(changes: list[Change], moved: dict[int, FeedItem], rule: str) -> None:
    """Keep one receipt for each set of stories between which items moved.

    *moved* are the items by pk, as they are now; *rule* says on what account.
    """
    last_item = FeedItem.objects.aggregate(last=Max("pk"))["last"] or 0
    receipts, kept = [], []
    for together in _connected(changes):
        items = [moved[c.item_id] for c in together if c.item_id]
        if not items:
            continue  # a story that only came back to its own
        first = items[0]
        was_in = next(c.story_id for c in together if c.item_id == first.pk)
        receipt = Receipt(
            act=Receipt.Act.REGROUP,
            at=timezone.now(),
            rule=rule,
            evidence=first.placed_because,
            story_id=was_in,
            into_id=first.story_id,
            item=first,
            last_item=last_item,
        )
        receipts.append(receipt)
        for change in together:
            change.receipt = receipt
        kept += together
    Receipt.objects.bulk_create(receipts)
    Change.objects.bulk_create(kept)
    auditing.record_all("live.regroup", None, [one.item for one in receipts], rule)


def _connected(changes: list[Change]) -> list[list[Change]]:
    """*changes* in sets that share no story, in their order."""
    joined: dict[int, int] = {}

    def root(story: int) -> int:
        while (over := joined.setdefault(story, story)) != story:
            story = over
        return story

    for change in changes:
        first, *others = change.stories()
        for other in others:
            joined[root(other)] = root(first)
    sets = defaultdict(list)
    for change in changes:
        sets[root(change.story_id)].append(change)
    return list(sets.values())
