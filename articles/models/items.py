"""The items feeds and pages gave, each in its newest wording."""

from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles.models.feeds import Feed
from articles.models.live import LiveStory, LiveStoryQuerySet
from articles.models.outlets import Intake, Source
from articles.models.times import Precision


class FeedItemQuerySet(models.QuerySet):
    def tally(self):
        """Count what became of these items, as {"items", "shown", "folded", "hidden"}.

        Shown is an item readers see as the row of its story; folded one that stands
        under another's row; hidden one whose story an editor hid. Each is counted by
        its own condition, and the three always add up to the items.
        """
        seen = models.Q(story__merged_into__isnull=True, story__hidden_because="")
        leads = models.Q(story__lead=F("pk"))
        hidden = models.Q(story__merged_into__isnull=True) & ~models.Q(
            story__hidden_because=""
        )
        return self.order_by().aggregate(
            items=models.Count("pk"),
            shown=models.Count("pk", filter=seen & leads),
            folded=models.Count("pk", filter=seen & ~leads),
            hidden=models.Count("pk", filter=hidden),
        )

    def told_on(self, day):
        """Items told on *day*, a date in Beijing."""
        start, end = LiveStoryQuerySet.bounds(day)
        return self.filter(told_at__gte=start, told_at__lt=end)

    def for_wordings(self):
        """Who told a story, and when, the first first: no texts."""
        return (
            self.select_related("source")
            .only(
                *("story_id", "source", "told_at", "received_at"),
                *("precision", "date_assumed"),
                *("source__name", "source__is_sample", "source__homepage"),
            )
            .order_by("told_at", "pk")
        )


class FeedItem(models.Model):
    """One item as one feed gave it, in its newest wording; never deleted."""

    feed = models.ForeignKey(
        Feed, models.PROTECT, verbose_name=_("信源"), related_name="items"
    )
    # Beside feed.source: a list page reprints other outlets' items.
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("来源"))
    guid = models.CharField(_("标识"), max_length=200, editable=False)
    text = models.TextField(_("文字"))
    url = models.URLField(_("链接"), max_length=1000, blank=True)
    # HTML, sanitised when it came in and again when it is printed.
    summary = models.TextField(_("摘要"), blank=True)
    image = models.URLField(
        _("图片"),
        max_length=1000,
        blank=True,
        help_text=_("只作链接，页面不加载站外图片。"),
    )
    printed = models.CharField(_("时间（原样）"), max_length=60, blank=True)
    updated = models.CharField(_("更新时间（原样）"), max_length=60, blank=True)
    told_at = models.DateTimeField(_("时间"))
    precision = models.CharField(
        _("时间精度"), max_length=6, choices=Precision, blank=True
    )
    date_assumed = models.BooleanField(
        _("日期为推定"),
        default=False,
        help_text=_("原文只有时刻，日期按采集时间推定。"),
    )
    is_future_clamped = models.BooleanField(
        _("时间在未来"),
        default=False,
        help_text=_("原文时间在收到之后，改记为收到时间。"),
    )
    received_at = models.DateTimeField(_("收到时间"))
    changes = models.PositiveIntegerField(_("改写次数"), default=0, editable=False)
    changed_at = models.DateTimeField(
        _("改写于"), null=True, blank=True, editable=False
    )
    is_important = models.BooleanField(_("重要"), default=False)
    key = models.CharField(_("判重键"), max_length=64, editable=False)
    intake = models.ForeignKey(
        Intake,
        models.PROTECT,
        verbose_name=_("采集"),
        null=True,
        blank=True,
        related_name="items",
    )
    line = models.PositiveIntegerField(_("原文行号"), null=True, blank=True)
    story = models.ForeignKey(
        LiveStory, models.PROTECT, verbose_name=_("快讯"), related_name="items"
    )
    is_linked = models.BooleanField(
        _("长短稿"),
        default=False,
        help_text=_("比这条快讯长或短，列在其下，不作归并的依据。"),
    )
    placed_because = models.TextField(_("归并依据"), blank=True)
    placed_like = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("与之相同"),
        null=True,
        blank=True,
        related_name="+",
    )
    placed_probability = models.FloatField(_("相同的概率"), null=True, blank=True)
    placed_by_editor = models.BooleanField(_("由编辑归并"), default=False)
    is_archived = models.BooleanField(
        _("已归档"),
        default=False,
        editable=False,
        help_text=_("已过保留期：仍可查阅和编辑，但不再与新条目比对。"),
    )

    objects = FeedItemQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = verbose_name_plural = _("条目")
        indexes = [
            # What placing looks in, kept small by retention: the archive is not in it.
            models.Index(
                fields=["key", "told_at"],
                condition=models.Q(is_archived=False),
                name="item_hot_by_key",
            ),
            models.Index(
                fields=["told_at"],
                condition=models.Q(is_archived=False),
                name="item_hot_by_time",
            ),
            models.Index(fields=["received_at"], name="item_received"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "guid"], name="item_is_one_per_feed_guid"
            ),
        ]

    def __str__(self):
        return self.text
