"""Who read what, counted without knowing who; and hot lists as outlets gave them."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.content import Article
from articles.models.outlets import Intake, Source


class ReaderDay(models.Model):
    """One reader read one article on one day (Beijing date); a second time is no row."""

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("文章"), related_name="reader_days"
    )
    day = models.DateField(_("日期"))
    reader = models.CharField(_("读者指纹"), max_length=32)
    network = models.CharField(_("网络指纹"), max_length=32)

    class Meta:
        verbose_name = verbose_name_plural = _("阅读")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "reader"], name="reader_counts_once_a_day"
            ),
        ]
        indexes = [
            models.Index(fields=["day", "article"], name="reader_day_by_day"),
        ]

    def __str__(self):
        return f"{self.article_id} {self.day}"


class HotList(models.Model):
    """An outlet's own ranking as captured at one time; ours is counted, not stored."""

    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("来源"))
    captured_at = models.DateTimeField(_("采集时间"))
    tabs = models.JSONField(_("榜名"), default=list, blank=True)
    intake = models.OneToOneField(
        Intake, models.PROTECT, verbose_name=_("采集"), related_name="hot_list"
    )

    class Meta:
        ordering = ["-captured_at", "-pk"]
        verbose_name = verbose_name_plural = _("热榜")

    def __str__(self):
        return f"{self.source} {timezone.localtime(self.captured_at):%Y-%m-%d}"


class HotEntry(models.Model):
    """One row of a captured hot list, under its own outlet's name."""

    hot_list = models.ForeignKey(
        HotList, models.CASCADE, verbose_name=_("热榜"), related_name="entries"
    )
    position = models.PositiveIntegerField(_("次序"))
    # As printed: an outlet may well print one rank twice.
    rank = models.PositiveSmallIntegerField(_("名次"))
    title = models.CharField(_("标题"), max_length=300)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("来源"), null=True, blank=True
    )
    printed = models.CharField(_("日期（原样）"), max_length=30, blank=True)
    day = models.DateField(_("日期"), null=True, blank=True)
    year_assumed = models.BooleanField(_("年份为推定"), default=False)
    url = models.URLField(_("链接"), max_length=1000, blank=True)

    class Meta:
        ordering = ["hot_list", "position"]
        verbose_name = verbose_name_plural = _("热榜条目")
        constraints = [
            models.UniqueConstraint(
                fields=["hot_list", "position"], name="hot_position_is_one_per_list"
            ),
            models.CheckConstraint(
                condition=models.Q(rank__gte=1), name="hot_rank_begins_at_one"
            ),
        ]

    def __str__(self):
        return f"{self.rank}. {self.title}"
