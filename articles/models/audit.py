"""The one log of all: who did what to what, when, why, and from where."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.append_only import AppendOnlyModel, AppendOnlyQuerySet


class AuditEntryQuerySet(AppendOnlyQuerySet):
    def before(self, at, pk):
        """Entries below the one of *pk*, written at *at*, newest first."""
        # The first condition says nothing more; it lets the index find the place.
        return self.filter(at__lte=at).filter(Q(at__lt=at) | Q(pk__lt=pk))

    def with_words(self, words):
        """Entries that have each of *words* somewhere in what they say."""
        rows = self
        for word in words:
            rows = rows.filter(
                Q(title__icontains=word)
                | Q(told__icontains=word)
                | Q(note__icontains=word)
                | Q(whence__icontains=word)
            )
        return rows


class AuditEntry(AppendOnlyModel):
    """One act of one person, or of the machine, written in the transaction of the act.

    It says in its own words what was done to what, and points at nothing but the
    person: what it tells of may be renamed or gone, and it still tells the same.
    """

    class Via(models.TextChoices):
        PAGE = "page", _("页面")
        SHEET = "sheet", _("导入表格")
        COMMAND = "command", _("命令")
        RECORD = "record", _("由旧记录补入")

    at = models.DateTimeField(_("何时"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("何人"),
        null=True,
        blank=True,
        related_name="+",
        help_text=_("空白为机器。"),
    )
    who = models.CharField(_("当时的用户名"), max_length=150, blank=True)
    # One of articles.auditing.ACTS, which grows without a migration.
    act = models.CharField(_("做了什么"), max_length=30)
    thing = models.CharField(_("什么东西"), max_length=30, blank=True)
    key = models.CharField(_("编号"), max_length=64, blank=True)
    title = models.CharField(_("当时的名称"), max_length=200, blank=True)
    told = models.TextField(_("详情"), blank=True)
    note = models.TextField(_("说明或原因"), blank=True)
    via = models.CharField(_("经由"), max_length=7, choices=Via)
    whence = models.CharField(_("页面或命令"), max_length=200, blank=True)

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        # Acts of one moment keep the order they were written in.
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = _("操作总账")
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_newest"),
            models.Index(fields=["by", "-at", "-id"], name="audit_of_person"),
            models.Index(fields=["act", "-at", "-id"], name="audit_of_act"),
            models.Index(fields=["thing", "-at", "-id"], name="audit_of_thing"),
        ]

    def __str__(self):
        return f"{self.who or _('机器')} {self.act} {self.title}"
