"""Rows that turned out to be one: what was moved, so that it can be moved back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Merge(models.Model):
    """One row merged into another of its kind, with all that undoing it needs.

    *moved* is made and read by `articles.merging` alone. The old address leads to the
    row that was kept, as long as the merge stands.
    """

    kind = models.CharField(_("类别"), max_length=20)
    kept_id = models.BigIntegerField(_("留下的编号"))
    kept_name = models.CharField(_("留下"), max_length=100)
    gone_id = models.BigIntegerField(_("并入的编号"))
    gone_name = models.CharField(_("并入"), max_length=100)
    gone_slug = models.SlugField(_("原网址名"), max_length=100)
    moved = models.JSONField(_("移动的内容"), editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("合并人"),
        related_name="+",
    )
    at = models.DateTimeField(_("合并时间"), auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("撤销人"),
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = _("合并记录")
        indexes = [models.Index(fields=["kind", "gone_slug"], name="merge_old_address")]

    def __str__(self):
        return f"{self.gone_name} → {self.kept_name}"
