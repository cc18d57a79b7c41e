"""What people said of the machine's proposals and findings; nothing is forgotten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.checked import Checked


class Decision(models.Model):
    """One answer to one proposal; the proposal is known again by its words (*key*).

    Proposals themselves are read from the text each time it is looked at, so a better
    reader proposes better; an answer stays with the words it was given for.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("已采纳")
        REJECTED = "rejected", _("已否决")
        REOPENED = "reopened", _("重新待定")

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="decisions",
    )
    key = models.CharField(max_length=64)
    words = models.CharField(_("所涉文字"), max_length=200)
    answer = models.CharField(_("决定"), max_length=10, choices=Answer)
    became = models.CharField(_("成为"), max_length=200, blank=True)
    fact = models.ForeignKey(
        "articles.Fact",
        models.SET_NULL,
        verbose_name=_("数据"),
        null=True,
        blank=True,
        related_name="decisions",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("决定人"),
        related_name="+",
    )
    at = models.DateTimeField(_("决定时间"), auto_now=True)

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = _("对建议的决定")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"], name="decision_is_one_per_proposal"
            ),
        ]

    def __str__(self):
        return f"{self.words} · {self.get_answer_display()}"


class KnownUnknownQuerySet(models.QuerySet):
    def checked(self):
        """What readers may be told: an editor who did not write the text answers for it."""
        return self.filter(checked_by__isnull=False)

    def waiting(self):
        return self.filter(checked_by=None)


class KnownUnknown(Checked):
    """Something an article leaves unsaid, and somebody confirmed that it does."""

    class Kind(models.TextChoices):
        REST = "rest", _("其余未列明")
        UNLISTED = "unlisted", _("只有数目，没有名单")
        OPEN_LIST = "open list", _("名单未尽")
        UNNAMED_PARTIES = "unnamed parties", _("有未具名的一方")

    quote = models.ForeignKey(
        "articles.Quote",
        models.PROTECT,
        verbose_name=_("引文"),
        related_name="unknowns",
    )
    kind = models.CharField(_("类别"), max_length=15, choices=Kind)
    fact = models.ForeignKey(
        "articles.Fact",
        models.CASCADE,
        verbose_name=_("所涉数据"),
        null=True,
        blank=True,
        related_name="unknowns",
    )
    count = models.DecimalField(
        _("未知数目"), max_digits=24, decimal_places=6, null=True, blank=True
    )
    subject = models.CharField(_("什么未列明"), max_length=200, blank=True)
    listed = models.JSONField(_("已列明的"), default=list, blank=True)
    mark_start = models.PositiveIntegerField(default=0)
    mark_end = models.PositiveIntegerField(default=0)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("确认人"),
        related_name="+",
    )
    noted_at = models.DateTimeField(_("确认时间"), auto_now_add=True)

    objects = KnownUnknownQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("已知的未知")
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "kind", "mark_start", "mark_end", "subject"],
                name="unknown_is_one_per_words",
            ),
            models.CheckConstraint(
                condition=Q(mark_start__lte=F("mark_end")), name="unknown_mark_in_order"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}：{self.subject}"

    def verify(self, by) -> None:
        """Let readers be told of it, on the word of *by*; an earlier checker's stays."""
        if self.checked_by_id is None:
            self.checked_by, self.checked_at = by, timezone.now()
            self.save(update_fields=["checked_by", "checked_at"])


class Overrule(models.Model):
    """An editor's reason why a finding of the referee does not stand."""

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="overrules",
    )
    key = models.CharField(max_length=64)
    finding = models.TextField(_("所提疑点"))
    reason = models.CharField(_("理由"), max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("编辑"),
        related_name="+",
    )
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        ordering = ["-at"]
        verbose_name = verbose_name_plural = _("对疑点的裁定")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "key"], name="overrule_is_one_per_finding"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="overrule_has_reason"),
        ]

    def __str__(self):
        return f"{self.finding}：{self.reason}"
