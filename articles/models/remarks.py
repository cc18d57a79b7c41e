"""What reviewers say of a paragraph, and what became of it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Remark(models.Model):
    """Somebody's words on one paragraph of a text, or on the whole; open until closed.

    The paragraph is kept as it read then: a later text has it elsewhere, otherwise or
    not at all, and the remark is shown where its likest paragraph stands. While it is
    open the article does not go out.
    """

    class State(models.TextChoices):
        OPEN = "open", _("未了结")
        RESOLVED = "resolved", _("已了结")
        WAIVED = "waived", _("已放行")

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="remarks",
    )
    of_version = models.PositiveIntegerField(_("所看的保存次数"))
    block = models.PositiveIntegerField(_("第几段"), help_text=_("0 为全文。"))
    paragraph = models.TextField(_("当时的段落"), blank=True)
    words = models.TextField(_("批注"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("何人"),
        related_name="+",
    )
    at = models.DateTimeField(_("何时"), default=timezone.now)
    state = models.CharField(_("状态"), max_length=8, choices=State, default=State.OPEN)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("了结人"),
        null=True,
        blank=True,
        related_name="+",
    )
    closed_at = models.DateTimeField(_("了结时间"), null=True, blank=True)
    closed_because = models.TextField(_("了结说明"), blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("批注")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="open", closed_by__isnull=True)
                | ~models.Q(state="open") & models.Q(closed_by__isnull=False),
                name="closed_remark_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="waived") | ~models.Q(closed_because=""),
                name="waived_remark_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["article", "state"], name="remark_of_article"),
        ]

    def __str__(self):
        return self.words[:60]

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN
