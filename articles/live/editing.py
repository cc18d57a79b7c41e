"""What an editor does to the items of live stories: merge, split, move, answer doubts.

Each act is kept as a receipt, by which it can be undone, and as a labelled pair, so that
the judge can learn from it; it marks the items it places, so that no machine moves them.
How a story stands in the list is in `marking`, undoing in `undoing`.
"""

from django.utils.translation import gettext as _

from articles.live import ledger
from articles.live.ledger import EditingError, Ledger
from articles.models import Comparison, FeedItem, LiveStory, Receipt

__all__ = ["EditingError", "answer", "apart", "merge", "move", "split"]

Act, Origin = Receipt.Act, Comparison.Origin


def merge(story: LiveStory, into: LiveStory, by, reason="") -> Receipt:
    """Make the items of *story* members of *into*; the old address leads there.

    Raises EditingError when the two are one already, either was merged away, or one of
    them is hidden and the other is not.
    """
    with ledger.act(Act.MERGE, by, reason, story=story, into=into) as kept:
        _join(kept, story, into)
        kept.label(story.lead, into.lead, True, Origin.MERGE)
    return kept.receipt


def split(item: FeedItem, by, reason="") -> LiveStory:
    """Take *item* out of its story and return the new story it tells alone.

    Raises EditingError when it is alone already.
    """
    with ledger.act(Act.SPLIT, by, reason, item=item) as kept:
        item.refresh_from_db()
        stays = _part(kept, item)
        kept.label(item, stays, False, Origin.SPLIT)
    item.refresh_from_db()
    return item.story


def apart(item: FeedItem, by, reason="") -> Receipt:
    """Undo that the machine joined *item* to its story: it tells a story of its own.

    Raises EditingError when no machine joined it, or somebody spoke on it since.
    """
    with ledger.act(Act.APART, by, reason, item=item) as kept:
        item.refresh_from_db()
        if item.placed_by_editor or not item.placed_like_id:
            raise EditingError(_("这个条目不是机器归并的，或编辑已经另作安排。"))
        kept.receipt.rule = _("判重")
        kept.receipt.evidence = item.placed_because
        like = item.placed_like
        _part(kept, item)
        kept.label(item, like, False, Origin.SPLIT)
    item.refresh_from_db()
    return kept.receipt


def move(item: FeedItem, into: LiveStory, by, reason="") -> Receipt:
    """Make *item* a member of *into*; a story it leaves empty leads there from now on.

    Raises EditingError when it is there already or *into* was merged away.
    """
    with ledger.act(Act.MOVE, by, reason, item=item, into=into) as kept:
        item.refresh_from_db()
        into.refresh_from_db()
        old = item.story
        if old == into:
            raise EditingError(_("这个条目已经在那条快讯里。"))
        if into.merged_into_id:
            raise EditingError(_("那条快讯已经并入别的快讯。"))
        kept.receipt.story = old
        rest = _rest(item)
        kept.label(item, into.lead, True, Origin.MERGE)
        kept.items([item.pk], fixes=True, story_id=into.pk, is_linked=False)
        _fix_lead(kept, into)
        if rest:
            stays = _hand_over_lead(kept, old, item, rest)
            kept.label(item, stays, False, Origin.SPLIT)
        else:
            lead_on(kept, old, into)
    item.refresh_from_db()
    return kept.receipt


def answer(comparison: Comparison, same: bool, by) -> Receipt:
    """Record whether the two tell the same news, and place them accordingly.

    Raises EditingError when somebody answered before, or what follows cannot be done.
    """
    about = {"item": comparison.b, "story": comparison.b.story}
    with ledger.act(Act.ANSWER, by, "", **about) as kept:
        comparison.refresh_from_db()
        if comparison.answer is not None:
            who = comparison.answered_by or _("他人")
            raise EditingError(_("%(who)s 已经回答过。") % {"who": who})
        a, b = comparison.a, comparison.b
        kept.receipt.story = b.story
        kept.label(a, b, same, comparison.origin)
        if same and a.story_id != b.story_id:
            kept.receipt.into = a.story
            _join(kept, b.story, a.story)
        elif not same and a.story_id == b.story_id:
            _part(kept, b)
    comparison.refresh_from_db()
    return kept.receipt


def _join(kept: Ledger, story: LiveStory, into: LiveStory) -> None:
    """Move all items of *story* to *into*."""
    story.refresh_from_db()
    into.refresh_from_db()
    if story == into:
        raise EditingError(_("这是同一条快讯。"))
    if story.merged_into_id or into.merged_into_id:
        raise EditingError(_("其中一条已经并入别的快讯。"))
    if bool(story.hidden_because) != bool(into.hidden_because):
        raise EditingError(_("其中一条已隐藏，另一条没有；请先恢复显示，或一并隐藏。"))
    kept.items(story.items.all(), fixes=True, story_id=into.pk)
    _fix_lead(kept, into)
    lead_on(kept, story, into)


def _part(kept: Ledger, item: FeedItem) -> FeedItem:
    """Give *item*, just read, a story of its own; return who leads the one it leaves."""
    old, rest = item.story, _rest(item)
    if not rest:
        raise EditingError(_("这条快讯只有这一个条目，无从拆分。"))
    new = LiveStory.objects.create(
        lead=item,
        told_at=item.told_at,
        born=kept.version,
        version=kept.version,
        hidden_because=old.hidden_because,  # what was hidden is not shown by a split
        merged_into=old,  # so that undone, its address leads to where the item is
    )
    kept.receipt.story, kept.receipt.into = old, new
    kept.stories([new.pk], merged_into_id=None)
    kept.items([item.pk], fixes=True, story_id=new.pk, is_linked=False)
    return _hand_over_lead(kept, old, item, rest)


def _rest(item: FeedItem) -> list[FeedItem]:
    """The other items of its story, likeliest lead first."""
    others = item.story.items.exclude(pk=item.pk)
    return list(others.order_by("is_linked", "told_at", "pk"))


def _hand_over_lead(kept: Ledger, story, leaving: FeedItem, rest) -> FeedItem:
    """Give *story* another lead if *leaving* was it; return who leads it."""
    if story.lead_id != leaving.pk:
        return story.lead
    kept.stories([story.pk], lead_id=rest[0].pk, lead_by_editor=False)
    return rest[0]


def _fix_lead(kept: Ledger, story: LiveStory) -> None:
    """Keep *story* where it is: what joins it by an editor's word has joined its lead."""
    kept.items([story.lead_id], fixes=True)


def lead_on(kept: Ledger, story: LiveStory, into: LiveStory) -> None:
    """Let the emptied *story*, and what led to it, lead to *into* in one step.

    Its pin and an editor's word on its importance go along where *into* has none.
    """
    kept.stories(LiveStory.objects.filter(merged_into=story), merged_into_id=into.pk)
    if story.pinned_at and not (into.pinned_at or into.hidden_because):
        pin = {"pinned_at": story.pinned_at, "pinned_until": story.pinned_until}
        kept.stories([into.pk], **pin)
    if story.said_important is not None and into.said_important is None:
        kept.stories([into.pk], said_important=story.said_important)
    gone = {"merged_into_id": into.pk, "pinned_at": None, "pinned_until": None}
    kept.stories([story.pk], **gone)
