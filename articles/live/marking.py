"""How a story stands in the list by an editor's word: wording, importance, hiding, pin.

Each act is a receipt, as those of `editing` are.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.live import ledger
from articles.live.ledger import EditingError
from articles.models import FeedItem, LiveStory, Receipt
from articles.models.live import PINS

Act = Receipt.Act
# Longer at the top than this is no news.
LONGEST_PIN = timedelta(days=30)


def lead(item: FeedItem, by, reason="") -> Receipt:
    """Let readers see the words of *item* for its story.

    Raises EditingError when they do already.
    """
    with ledger.act(Act.LEAD, by, reason, item=item) as kept:
        item.refresh_from_db()
        story = item.story
        if story.lead_id == item.pk:
            raise EditingError(_("读者看到的已经是这一条的文字。"))
        kept.receipt.story = story
        kept.stories([story.pk], lead_id=item.pk, lead_by_editor=True)
    return kept.receipt


def importance(story: LiveStory, word: bool | None, by, reason="") -> Receipt:
    """Call *story* important (True) or not (False), whatever its items say.

    None gives the word back to the items. Raises EditingError when it is so already.
    """
    with ledger.act(Act.IMPORTANCE, by, reason, story=story) as kept:
        _read(story)
        if story.said_important == word:
            raise EditingError(_("重要性已经是这样。"))
        kept.stories([story.pk], said_important=word)
    return kept.receipt


def hide(story: LiveStory, by, reason) -> Receipt:
    """Take *story* out of readers' sight; editors see the *reason*, which must be given.

    A pin goes. Raises EditingError without a reason, or when it is hidden already.
    """
    if not reason.strip():
        raise EditingError(_("请写明隐藏的原因。"))
    with ledger.act(Act.HIDE, by, reason, story=story) as kept:
        _read(story)
        if story.hidden_because:
            raise EditingError(_("这条快讯已经隐藏。"))
        out = {"pinned_at": None, "pinned_until": None}
        kept.stories([story.pk], hidden_because=reason.strip(), **out)
    return kept.receipt


def show(story: LiveStory, by, reason="") -> Receipt:
    """Let readers see a hidden *story* again. Raises EditingError when they do."""
    with ledger.act(Act.SHOW, by, reason, story=story) as kept:
        _read(story)
        if not story.hidden_because:
            raise EditingError(_("这条快讯没有隐藏。"))
        kept.stories([story.pk], hidden_because="")
    return kept.receipt


def pin(story: LiveStory, by, until=None, reason="") -> Receipt:
    """Let *story* stand above the newest, to *until* (an aware time) or till unpinned.

    Raises EditingError when it is hidden, pinned to the same time already, *until* is
    past or too far, or PINS others are pinned.
    """
    with ledger.act(Act.PIN, by, reason, story=story) as kept:
        _read(story)
        now = timezone.now()
        if story.hidden_because:
            raise EditingError(_("这条快讯已经隐藏，不能置顶。"))
        if until and until <= now:
            raise EditingError(_("置顶的截止时间已经过去。"))
        if until and until > now + LONGEST_PIN:
            longest = {"n": LONGEST_PIN.days}
            raise EditingError(_("置顶最多 %(n)d 天。") % longest)
        if story.is_pinned and story.pinned_until == until:
            raise EditingError(_("这条快讯已经置顶。"))
        others = list(LiveStory.objects.pinned(now).for_rows().exclude(pk=story.pk))
        if len(others) >= PINS:
            told = {"n": PINS, "story": str(others[-1])[:40]}
            raise EditingError(
                _("已有 %(n)d 条置顶，请先取消一条，例如「%(story)s」。") % told
            )
        kept.stories([story.pk], pinned_at=now, pinned_until=until)
    return kept.receipt


def unpin(story: LiveStory, by, reason="") -> Receipt:
    """Let *story* stand where its time puts it. Raises EditingError when it does."""
    with ledger.act(Act.UNPIN, by, reason, story=story) as kept:
        _read(story)
        if not story.is_pinned:
            raise EditingError(_("这条快讯没有置顶。"))
        kept.stories([story.pk], pinned_at=None, pinned_until=None)
    return kept.receipt


def _read(story: LiveStory) -> None:
    """Read *story* as it is now; refuse to act on one that was merged away."""
    story.refresh_from_db()
    if story.merged_into_id:
        raise EditingError(_("这条快讯已经并入别的快讯。"))
