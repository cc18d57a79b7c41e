"""What an editor does to live stories: merge, split, answer the judge's doubts.

Each act is kept as a labelled pair, so that the judge can learn from it, and marks the
items it places, so that no machine moves them again.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.live import grouping
from articles.live.judge import judge_readings
from articles.live.tables import reading_of
from articles.models import Comparison, FeedItem, LiveClock, LiveStory


class EditingError(Exception):
    """An act that cannot be done; its text is for the editor who tried."""


def merge(story: LiveStory, into: LiveStory, by) -> None:
    """Make the items of *story* members of *into*; the old address leads there.

    Raises EditingError when the two are one already or either was merged away.
    """
    with transaction.atomic():
        LiveClock.objects.lock()
        story.refresh_from_db()
        into.refresh_from_db()
        if story == into:
            raise EditingError(_("这是同一条快讯。"))
        if story.merged_into_id or into.merged_into_id:
            raise EditingError(_("其中一条已经并入别的快讯。"))
        label(story.lead, into.lead, True, Comparison.Origin.MERGE, by)
        story.items.update(story=into, placed_by_editor=True)
        into.items.filter(pk=into.lead_id).update(placed_by_editor=True)
        version = LiveClock.objects.tick()
        # One step, however often it was merged; who keeps a copy is told of each.
        story.merged.update(merged_into=into, version=version)
        LiveStory.objects.filter(pk=story.pk).update(
            merged_into=into, items_count=0, sources_count=0, version=version
        )
        grouping.recount([into.pk], version)


def split(item: FeedItem, by) -> LiveStory:
    """Take *item* out of its story and return the new story it tells alone.

    Raises EditingError when it is alone already.
    """
    with transaction.atomic():
        LiveClock.objects.lock()
        item.refresh_from_db()
        old = item.story
        rest = old.items.exclude(pk=item.pk).order_by("is_linked", "told_at", "pk")
        if not rest.exists():
            raise EditingError(_("这条快讯只有这一个条目，无从拆分。"))
        stays = rest.first() if old.lead_id == item.pk else old.lead
        label(item, stays, False, Comparison.Origin.SPLIT, by)
        version = LiveClock.objects.tick()
        new = LiveStory.objects.create(
            lead=item, told_at=item.told_at, born=version, version=version
        )
        FeedItem.objects.filter(pk=item.pk).update(
            story=new, placed_by_editor=True, is_linked=False
        )
        LiveStory.objects.filter(pk=old.pk).update(lead=stays)
        grouping.recount([old.pk, new.pk], version)
    item.refresh_from_db()
    return new


def answer(comparison: Comparison, same: bool, by) -> None:
    """Record whether the two tell the same news, and place them accordingly.

    Raises EditingError when somebody answered before.
    """
    with transaction.atomic():
        moved = Comparison.objects.filter(pk=comparison.pk, answer=None).update(
            answer=same, answered_by=by, answered_at=timezone.now()
        )
        comparison.refresh_from_db()
        if not moved:
            raise EditingError(
                _("%(who)s已经回答过。") % {"who": comparison.answered_by or _("他人")}
            )
        a, b = comparison.a, comparison.b
        if same and a.story_id != b.story_id:
            merge(b.story, a.story, by)
        elif not same and a.story_id == b.story_id:
            split(b, by)


def label(one: FeedItem, other: FeedItem, same: bool, origin: str, by) -> None:
    """Keep that *by* said of the two whether they tell the same news; the last word counts."""
    a, b = sorted((one, other), key=lambda item: item.pk)
    verdict = judge_readings(reading_of(a), reading_of(b))
    said = {"answer": same, "answered_by": by, "answered_at": timezone.now()}
    Comparison.objects.update_or_create(
        a=a,
        b=b,
        defaults=said,
        create_defaults={
            **said,
            "origin": origin,
            "probability": verdict.probability,
            "reasons": "；".join(verdict.reasons),
        },
    )
