"""What was done to a live story, in words: editors' acts and the machine's placements."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from articles.live.sentences import sentence, short
from articles.live.undoing import why_not
from articles.live.world import World
from articles.models import Change, FeedItem, LiveStory, Receipt
from articles.templatetags.zh import stamp

LINES = 50


@dataclass(frozen=True)
class Line:
    """One step: who did what, when and why, and whether it can be undone now.

    Undone by *receipt* where there is one, else by setting *item* apart. *why_not* is
    the reason why it cannot be; *undone* says who undid it already.
    """

    at: datetime
    who: str
    what: str
    why: str
    why_not: str
    undone: str = ""
    receipt: Receipt | None = None
    item: FeedItem | None = None


def of_story(story: LiveStory, items: list[FeedItem]) -> tuple[list[Line], int]:
    """The newest LINES steps of *story*, newest first, and how many acts are left out.

    *items* are those it has, with `placed_like` loaded: their placements are steps too.
    """
    acts = Receipt.objects.of_story(story).order_by("-pk")
    receipts = list(acts.for_history()[:LINES])
    left_out = acts.count() - LINES if len(receipts) == LINES else 0
    world = World(receipts)
    reasons = why_not(receipts, world)
    lines = [_of_act(r, world.changes[r.pk], reasons[r.pk]) for r in receipts]
    lines += [_of_placement(i, len(items)) for i in items if i.placed_like_id]
    lines.sort(key=lambda line: line.at, reverse=True)
    return lines, left_out


def _of_act(receipt: Receipt, changes: list[Change], reason: str) -> Line:
    undone = ""
    if over := receipt.undone_by:
        told = {"who": over.by or _("机器"), "when": stamp(over.at), "n": over.pk}
        undone = _("已由 %(who)s 在 %(when)s 撤销（第 %(n)d 号）") % told
    because = [receipt.reason, receipt.rule, receipt.evidence]
    return Line(
        receipt.at,
        str(receipt.by or _("机器")),
        sentence(receipt, changes),
        "；".join(filter(None, because)),
        "" if undone else reason,
        undone,
        receipt,
    )


def _of_placement(item: FeedItem, members: int) -> Line:
    names = {"item": short(item), "like": short(item.placed_like)}
    why, chance = item.placed_because, item.placed_probability
    if chance is not None:
        why += _("（相同的概率 %(chance).0f%%）") % {"chance": chance * 100}
    why_not = ""
    if item.placed_by_editor:
        why_not = _("编辑已经另作安排。")
    elif members < 2:
        why_not = _("这条快讯只有这一个条目。")
    return Line(
        item.received_at,
        _("机器"),
        _("归入「%(item)s」，与「%(like)s」相同") % names,
        why,
        why_not,
        item=item,
    )
