"""The log of review: who did what to which revision, when, and why."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models.append_only import AppendOnlyModel


class ReviewEvent(AppendOnlyModel):
    """One act of review, written in the transaction of the act; never changed after."""

    class Act(models.TextChoices):
        EDIT = "edit", pgettext_lazy("做过", "修改")
        SUBMIT = "submit", pgettext_lazy("做过", "送审")
        CORRECT = "correct", pgettext_lazy("做过", "送审更正")
        RETURN = "return", pgettext_lazy("做过", "退回")
        APPROVE = "approve", pgettext_lazy("做过", "通过")
        SCHEDULE = "schedule", pgettext_lazy("做过", "定时")
        UNSCHEDULE = "unschedule", pgettext_lazy("做过", "取消定时")
        PUBLISH = "publish", pgettext_lazy("做过", "发布")
        WITHDRAW = "withdraw", pgettext_lazy("做过", "撤下")
        RESTORE = "restore", pgettext_lazy("做过", "恢复旧版")
        REMARK = "remark", pgettext_lazy("做过", "批注")
        RESOLVE = "resolve", pgettext_lazy("做过", "了结批注")
        REOPEN = "reopen", pgettext_lazy("做过", "重开批注")
        WAIVE = "waive", pgettext_lazy("做过", "放行")
        NAMES = "names", pgettext_lazy("做过", "增减名称")

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="review_events",
    )
    revision = models.ForeignKey(
        "articles.Revision",
        models.PROTECT,
        verbose_name=_("版本"),
        null=True,
        blank=True,
        related_name="review_events",
    )
    act = models.CharField(_("做了什么"), max_length=10, choices=Act)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("何人"),
        related_name="+",
    )
    at = models.DateTimeField(_("何时"), default=timezone.now)
    note = models.TextField(_("说明"), blank=True)

    class Meta:
        # Acts of one moment keep the order they were written in.
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = _("审稿记录")
        indexes = [models.Index(fields=["article", "-at"], name="event_of_article")]

    def __str__(self):
        return f"{self.article_id} {self.get_act_display()} {self.by}"
