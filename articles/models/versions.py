"""What an item said before its feed reworded it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.items import FeedItem
from articles.models.times import Precision


class ItemVersion(models.Model):
    """One earlier wording of an item, as the item carried it until it was replaced.

    The item itself carries the newest, and counts these in `changes`.
    """

    item = models.ForeignKey(
        FeedItem, models.PROTECT, verbose_name=_("条目"), related_name="versions"
    )
    number = models.PositiveIntegerField(_("版次"))  # 1 is the first wording
    text = models.TextField(_("文字"))
    url = models.URLField(_("链接"), max_length=1000, blank=True)
    summary = models.TextField(_("摘要"), blank=True)
    image = models.URLField(_("图片"), max_length=1000, blank=True)
    printed = models.CharField(_("时间（原样）"), max_length=60, blank=True)
    updated = models.CharField(_("更新时间（原样）"), max_length=60, blank=True)
    told_at = models.DateTimeField(_("时间"))
    precision = models.CharField(
        _("时间精度"), max_length=6, choices=Precision, blank=True
    )
    date_assumed = models.BooleanField(_("日期为推定"), default=False)
    is_future_clamped = models.BooleanField(_("时间在未来"), default=False)
    seen_at = models.DateTimeField(_("见于"))
    replaced_at = models.DateTimeField(_("改于"))

    class Meta:
        ordering = ["item", "number"]
        verbose_name = verbose_name_plural = _("曾用标题")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="version_is_one_per_item_number"
            ),
        ]

    def __str__(self):
        return self.text
