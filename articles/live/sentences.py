"""What an act on the live list did, in one sentence."""

from datetime import datetime

from django.utils.translation import gettext as _

from articles.models import Change, Receipt
from articles.templatetags.zh import stamp

Act = Receipt.Act


def sentence(receipt: Receipt, changes: list[Change]) -> str:
    """What *receipt* did, by the *changes* it kept."""
    act, item, story = receipt.act, short(receipt.item), short(receipt.story)
    names = {"item": item, "story": story, "into": short(receipt.into)}
    if act == Act.UNDO:
        of = receipt.undoes
        told = {"n": of.pk, "act": of.get_act_display()}
        return _("撤销第 %(n)d 号「%(act)s」") % told
    if act == Act.IMPORTANCE:
        said = _after(changes, "said_important")
        words = {True: _("定为重要"), False: _("定为一般"), None: _("重要性交回机器")}
        return words[said]
    if act == Act.PIN:
        until = _after(changes, "pinned_until")
        if not until:
            return _("置顶，直到取消")
        when = stamp(datetime.fromisoformat(until))
        return _("置顶至 %(when)s") % {"when": when}
    if act == Act.ANSWER:
        same = next((c.after.get("answer") for c in changes if c.other_id), None)
        return _("回答：是同一条") if same else _("回答：不是同一条")
    wordings = {
        Act.MERGE: _("把「%(story)s」并入「%(into)s」"),
        Act.SPLIT: _("把「%(item)s」拆为单独的快讯"),
        Act.MOVE: _("把「%(item)s」移到「%(into)s」"),
        Act.LEAD: _("选「%(item)s」为主条目"),
        Act.HIDE: _("隐藏"),
        Act.SHOW: _("恢复显示"),
        Act.UNPIN: _("取消置顶"),
        Act.APART: _("撤销机器对「%(item)s」的归并"),
        Act.REGROUP: _("重新归并：「%(item)s」等从「%(story)s」到「%(into)s」"),
    }
    return wordings[Act(act)] % names


def short(row, length=24) -> str:
    """The beginning of a story's or an item's words."""
    words = str(row) if row else ""
    return words if len(words) <= length else words[:length] + "…"


def _after(changes: list[Change], field: str):
    return next((c.after[field] for c in changes if field in c.after), None)
