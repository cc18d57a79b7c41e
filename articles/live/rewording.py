"""Store what a feed reworded: the old words as a version, the new ones on the item.

The item is then placed as if it had just come: with other numbers it may not stay where
it was. What an editor placed, and what an editor hid, stays where it is.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils.translation import gettext as _

from articles import search
from articles.live import grouping, groups, versions
from articles.live.editing import lead_on
from articles.live.incoming import Incoming
from articles.live.ledger import Ledger
from articles.live.tables import Tables, day_of, minute_of, pair_numbers, reading_of
from articles.models import (
    Change,
    Comparison,
    Feed,
    FeedItem,
    ItemVersion,
    LiveClock,
    LiveStory,
    RarePair,
    Receipt,
)

PLACE = (
    "story_id",
    "is_linked",
    "placed_like_id",
    "placed_because",
    "placed_probability",
)


def take(feed: Feed, items: Iterable[Incoming]) -> int:
    """Bring the items *feed* gave before up to date; return how many were reworded.

    All or none. The live list moves on by one version if anything changed. A summary,
    an image or a mark of importance that was missing is filled in without a version.
    """
    given: dict[str, Incoming] = {}
    for one in items:
        given.setdefault(one.guid, one)
    with transaction.atomic():
        LiveClock.objects.lock()
        known = _known(feed, list(given))
        changed = [item for item in known if _is_due(item, given[item.guid])]
        filled = [
            item
            for item in known
            if item not in changed and _fill(item, given[item.guid])
        ]
        if changed or filled:
            version = LiveClock.objects.tick()
            grouping.recount({item.story_id for item in filled}, version)
            for item in changed:
                _reword(item, given[item.guid], version)
    return len(changed)


def as_worded(items: Iterable[FeedItem], moment: datetime) -> None:
    """Put on each of *items*, in memory only, the words it had at *moment*; one query."""
    items = [item for item in items if item.changes]
    prefetch_related_objects(items, "versions")
    for item in items:
        said = versions.wording_at(item, moment)
        for name in versions.CARRIED:
            setattr(item, name, getattr(said, name))


def _known(feed: Feed, guids: Sequence[str]) -> list[FeedItem]:
    """The items of *feed* with one of *guids*, without what is long and rarely needed."""
    found = []
    for start in range(0, len(guids), grouping.BATCH):
        batch = feed.items.filter(guid__in=guids[start : start + grouping.BATCH])
        found += batch.defer("summary", "placed_because").annotate(
            has_summary=~Q(summary="")
        )
    return found


def _is_due(item: FeedItem, given: Incoming) -> bool:
    return versions.is_reworded(item, given) and versions.may_change(
        item, given.received_at
    )


def _fill(item: FeedItem, given: Incoming) -> bool:
    """Store what *item* lacked and *given* has; whether that was anything."""
    lacking = {}
    if given.summary and not item.has_summary and given.text == item.text:
        lacking["summary"] = given.summary
    if given.image and not item.image:
        lacking["image"] = given.image
    if given.is_important and not item.is_important:
        lacking["is_important"] = True
    if lacking:
        FeedItem.objects.filter(pk=item.pk).update(**lacking)
    return bool(lacking)


def _reword(item: FeedItem, given: Incoming, version: int) -> None:
    before = copy(item)
    item.changes += 1
    ItemVersion.objects.create(
        item=item,
        number=item.changes,
        seen_at=item.changed_at or item.received_at,
        replaced_at=given.received_at,
        **{name: getattr(item, name) for name in versions.CARRIED},
    )
    _carry(item, given, versions.corrects_time(before, given))
    item.key = grouping.key_of(reading_of(item))
    item.save(update_fields=[*versions.CARRIED, "is_important", "key", *CHANGED])
    search.index_again([item])
    touched = {item.story_id}
    says_another = item.key != before.key or item.told_at != before.told_at
    if says_another and not item.is_archived:
        _forget(before)
        touched |= _place_anew(item, version)
    grouping.recount(touched, version)


CHANGED = ("changes", "changed_at")


def _carry(item: FeedItem, given: Incoming, is_retimed: bool) -> None:
    """Put the words of *given* on *item*; its time only if that was corrected."""
    told = ("printed", "told_at", "precision", "date_assumed", "is_future_clamped")
    for name in versions.CARRIED:
        if is_retimed or name not in told:
            setattr(item, name, getattr(given, name) or getattr(item, name))
    if is_retimed:
        item.date_assumed, item.is_future_clamped = given.date_assumed, False
    item.summary = given.summary  # one of other words would not fit these
    item.is_important = item.is_important or given.is_important
    item.changed_at = given.received_at


def _forget(before: FeedItem) -> None:
    """Make an item unfindable by the words it had, and withdraw the questions they raised."""
    minute = minute_of(before)
    RarePair.objects.filter(
        day=day_of(minute),
        pair__in=pair_numbers(reading_of(before)),
        minute=minute,
        item=before.pk,
    ).delete()
    asked = Comparison.objects.filter(Q(a=before.pk) | Q(b=before.pk))
    asked.filter(answer=None, origin=Comparison.Origin.UNSURE).delete()


def _place_anew(item: FeedItem, version: int) -> set[int]:
    """Place *item* by its new words; return the stories that gained or lost it."""
    reading = reading_of(item)
    asking = copy(item)
    asking.pk = None  # as if it came now: it sees what came after it as well
    tables = Tables([asking], leaving_out=item.pk).asking_for(asking)
    placement = groups.place(reading, tables)
    decided = grouping.Decided(item, reading, placement, placement.story or 0, None)
    grouping.keep_pairs([decided])
    grouping.keep_doubts([decided], {})
    old = LiveStory.objects.get(pk=item.story_id)
    if item.placed_by_editor or old.hidden_because:
        return set()
    was = {name: getattr(item, name) for name in PLACE}
    grouping.settle(decided, placement.story or _story_of_its_own(item, old, version))
    item.placed_like_id = placement.because
    now = {name: getattr(item, name) for name in PLACE}
    FeedItem.objects.filter(pk=item.pk).update(**now)
    if item.story_id != old.pk:
        _move(item, old, was, now, version, is_new=placement.story is None)
    return {old.pk, item.story_id}


def _story_of_its_own(item: FeedItem, old: LiveStory, version: int) -> int:
    """The pk of a story for *item* alone: the one it is in, if nothing else is."""
    if not old.items.exclude(pk=item.pk).exists():
        return old.pk
    born = LiveStory(lead=item, told_at=item.told_at, born=version, version=version)
    born.save()
    return born.pk


def _move(
    item: FeedItem, old: LiveStory, was: dict, now: dict, version: int, is_new: bool
) -> None:
    """Keep the receipt of *item* going from *old* to where it is now.

    What stays in *old* gets another lead; if nothing does, its address leads on.
    """
    new = item.story
    receipt = Receipt(
        act=Receipt.Act.REGROUP,
        rule=_("条目改写后重新归并"),
        evidence=item.placed_because,
        story=old,
        into=new,
        item=item,
    )
    kept = Ledger(receipt, version)
    kept.note(Change(item_id=item.pk, story_id=old.pk), was, now)
    if is_new:  # undone, its address leads to where the item was
        before = {"merged_into_id": old.pk}
        kept.note(Change(story_id=new.pk), before, {"merged_into_id": None})
    first = old.items.order_by("is_linked", "told_at", "pk").first()
    if first is None:
        lead_on(kept, old, new)
    elif old.lead_id == item.pk:
        kept.stories([old.pk], lead_id=first.pk, lead_by_editor=False)
    kept.keep()
