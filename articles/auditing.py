"""Writing the log of all, and what its acts are called.

Every process records its act here in its own transaction: who did what to what. One
table that all write to, and not a view over the tables of each: those keep what holds
now (a decision, who checked a fact last, whether a merge stands), and what held before
is overwritten there. One table also has one order in time, so a page of it costs the
same however long the log is.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles import came_from
from articles.models import AuditEntry, Receipt, ReviewEvent

# {kind: (its name, {act: its name})}; an entry's act is "kind.act".
KINDS = {
    "row": (
        _("录入"),
        {
            "add": pgettext_lazy("做过", "添加"),
            "change": pgettext_lazy("做过", "修改"),
            "delete": pgettext_lazy("做过", "删除"),
            "discard": pgettext_lazy("做过", "丢弃没保存的文字"),
        },
    ),
    "review": (_("审稿"), dict(ReviewEvent.Act.choices)),
    "live": (_("快讯"), dict(Receipt.Act.choices)),
    "fact": (
        _("数据"),
        {
            "accept": pgettext_lazy("做过", "采纳建议"),
            "reject": pgettext_lazy("做过", "否决建议"),
            "reopen": pgettext_lazy("做过", "收回答复"),
            "verify": pgettext_lazy("做过", "核对数据"),
            "dispute": pgettext_lazy("做过", "数据存疑"),
            "overrule": pgettext_lazy("做过", "裁定疑点"),
            "correct": pgettext_lazy("做过", "更正数据"),
            "take-back": pgettext_lazy("做过", "撤回更正"),
        },
    ),
    "merge": (
        _("合并记录"),
        {
            "do": pgettext_lazy("做过", "合并"),
            "undo": pgettext_lazy("做过", "撤销合并"),
        },
    ),
    "taking-in": (
        _("采集"),
        {
            "page": pgettext_lazy("做过", "采集页面"),
            "picture": pgettext_lazy("做过", "上传图片"),
            "feed": pgettext_lazy("做过", "加入信源"),
            "check": pgettext_lazy("做过", "立即检查信源"),
        },
    ),
    "account": (
        _("账号"),
        {
            "in": pgettext_lazy("做过", "登录"),
            "out": pgettext_lazy("做过", "退出"),
            "locked": pgettext_lazy("做过", "试错过多，登录锁定"),
            "password": pgettext_lazy("做过", "改密码"),
            "end": pgettext_lazy("做过", "结束会话"),
            "second-on": pgettext_lazy("做过", "启用两步验证"),
            "second-off": pgettext_lazy("做过", "停用两步验证"),
            "codes": pgettext_lazy("做过", "更换备用码"),
        },
    ),
    "upkeep": (
        _("维护"),
        {
            "groups": pgettext_lazy("做过", "重设各组权限"),
            "train": pgettext_lazy("做过", "训练判重"),
        },
    ),
}
ACTS = {
    f"{kind}.{act}": name
    for kind, (_name, acts) in KINDS.items()
    for act, name in acts.items()
}


def record(act: str, by, thing=None, told="", note: str = "") -> AuditEntry:
    """Write that *by* (None for the machine) did *act* to the row *thing*.

    *told* says what precisely: words, or a function that makes them, which is called
    in the site's language. *note* is the reason the person gave.
    """
    made = entry(act, by, thing, told, note)
    made.save()
    return made


def record_all(act: str, by, things, told="") -> None:
    """The same act done to each of *things*, in one write."""
    AuditEntry.objects.bulk_create(
        [entry(act, by, thing, told) for thing in things], batch_size=500
    )


def entry(act: str, by, thing=None, told="", note: str = "") -> AuditEntry:
    """An entry that is not stored yet."""
    if act not in ACTS:
        raise ValueError(f"{act} is no act of articles.auditing.KINDS")
    via, whence = came_from.now()
    with in_the_sites_language():
        title = "" if thing is None else str(thing)
        told = str(told() if callable(told) else told)
    return AuditEntry(
        by=by,
        who=by.get_username() if by else "",
        act=act,
        thing="" if thing is None else thing._meta.model_name,
        key="" if thing is None else str(thing.pk),
        title=title[:200],
        told=told,
        note=note.strip(),
        via=via,
        whence=whence[:200],
    )


def in_the_sites_language():
    """The log speaks one language, whatever the person who acted reads."""
    return translation.override(settings.LANGUAGE_CODE)
