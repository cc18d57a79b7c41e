"""Corrections of figures that readers were shown: what was, what is, and where it stood."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class FactCorrectionQuerySet(models.QuerySet):
    def standing(self):
        """Corrections that nobody took back."""
        return self.filter(taken_back_at=None)


class FactCorrection(models.Model):
    """One value replaced by another, with the receipt of where the old one was shown.

    Made and taken back by `articles.correcting` alone, which also reads *places*,
    *others*, *parts* and *rests*; a correction that was taken back keeps its row.
    """

    old = models.ForeignKey(
        "articles.Fact",
        models.PROTECT,
        verbose_name=_("原数据"),
        related_name="corrections",
    )
    new = models.ForeignKey(
        "articles.Fact",
        models.PROTECT,
        verbose_name=_("更正为"),
        related_name="corrects",
    )
    # As readers had them, with their qualifiers; the rows may be mended later.
    was = models.CharField(_("原作"), max_length=150)
    became = models.CharField(_("改作"), max_length=150)
    note = models.CharField(
        _("说明（读者可见）"),
        max_length=300,
        help_text=_("为什么改：统计口径、笔误、来源更正……读者在数据卡上看到。"),
    )
    old_status = models.CharField(max_length=10, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("更正人"),
        related_name="+",
    )
    at = models.DateTimeField(_("更正时间"), default=timezone.now)
    places = models.JSONField(_("当时显示在"), default=list, editable=False)
    others = models.JSONField(_("仍印着旧值的报道"), default=list, editable=False)
    # The old value's parts, given to the new one; and counts made from the old value.
    parts = models.JSONField(default=list, editable=False)
    rests = models.JSONField(default=list, editable=False)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("撤回人"),
        null=True,
        blank=True,
        related_name="+",
    )
    taken_back_at = models.DateTimeField(_("撤回时间"), null=True, blank=True)
    taken_back_because = models.CharField(_("撤回原因"), max_length=300, blank=True)

    objects = FactCorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = verbose_name_plural = _("数据更正")
        constraints = [
            models.UniqueConstraint(
                fields=["old"],
                condition=Q(taken_back_at=None),
                name="fact_is_corrected_once",
            ),
            models.CheckConstraint(
                condition=~Q(old=F("new")) & ~Q(note="") & ~Q(was=""),
                name="correction_has_two_facts_and_a_note",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None)
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False),
                name="correction_taken_back_names_who",
            ),
        ]

    def __str__(self):
        return f"{self.was} → {self.became}"
