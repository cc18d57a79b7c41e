"""Addresses that bring items, and whose turn it is to be asked."""

from datetime import timedelta

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.outlets import Source

# Longer than asking an address may take, so that a turn is never taken twice.
LEASE = timedelta(minutes=3)
LONGEST_WAIT = timedelta(days=1)


class FeedQuerySet(models.QuerySet):
    def due(self, now):
        """Feeds to poll at *now*, longest waiting first."""
        return self.filter(is_active=True, next_check_at__lte=now).order_by(
            "next_check_at"
        )


class Feed(models.Model):
    """An address of a source that brings items; pasted pages have one each source."""

    class Kind(models.TextChoices):
        ADDRESS = "address", _("网址")
        PAGE = "page", _("采集页面")
        SAMPLE = "sample", _("示例信源")

    class Judging(models.TextChoices):
        NORMAL = "normal", _("按意思")
        EXACT = "exact", _("仅文字相同")
        NEVER = "never", _("从不归并")

    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("来源"), related_name="feeds"
    )
    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    title = models.CharField(_("名称"), max_length=100)
    url = models.URLField(
        _("网址"),
        max_length=500,
        blank=True,
        help_text=_("RSS、Atom、RDF、JSON Feed，或下面的映射能读懂的 JSON。"),
    )
    mapping = models.JSONField(
        _("JSON 映射"),
        null=True,
        blank=True,
        help_text=_("快讯接口的键名：items、text、time、url、guid、importance 等。"),
    )
    category = models.CharField(
        _("分类"),
        max_length=100,
        blank=True,
        help_text=_("多层以「/」分隔，如：财经/宏观。"),
    )
    minutes = models.PositiveSmallIntegerField(
        _("间隔（分钟）"), default=5, validators=[MinValueValidator(1)]
    )
    judging = models.CharField(
        _("判重"),
        max_length=6,
        choices=Judging,
        default=Judging.NORMAL,
        help_text=_("这个信源的条目怎样与别的条目归并。"),
    )
    is_active = models.BooleanField(_("启用"), default=True)
    next_check_at = models.DateTimeField(
        _("下次检查"), null=True, blank=True, db_index=True
    )
    last_success_at = models.DateTimeField(
        _("上次成功"), null=True, blank=True, editable=False
    )
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=100, blank=True, editable=False)
    failures = models.PositiveIntegerField(_("连续失败"), default=0, editable=False)
    last_error = models.TextField(_("最近错误"), blank=True, editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name = verbose_name_plural = _("信源")
        constraints = [
            models.UniqueConstraint(
                fields=["source", "kind", "title"], name="feed_is_one_per_source_title"
            ),
            models.UniqueConstraint(
                fields=["url"],
                condition=~models.Q(url=""),
                name="feed_is_one_per_address",
                violation_error_message=_("这个网址已经是信源。"),
            ),
            models.CheckConstraint(
                condition=models.Q(kind="address") ^ models.Q(url=""),
                name="feed_with_an_address_has_one",
            ),
        ]

    def __str__(self):
        return self.title

    def claim(self, now) -> bool:
        """Take this feed's turn; False when another worker was first.

        The filter is the lock: of two that read the same turn, one moves it. Who dies
        before the turn is done leaves the feed due again after LEASE.
        """
        turn = Feed.objects.filter(pk=self.pk, next_check_at=self.next_check_at)
        return bool(turn.update(next_check_at=now + LEASE))

    def give_back(self, now) -> None:
        """Leave a claimed turn undone, for the next worker that comes."""
        Feed.objects.filter(pk=self.pk).update(next_check_at=now)

    def record_success(self, now, next_check_at, etag="", last_modified=""):
        self.last_success_at, self.next_check_at = now, next_check_at
        self.etag, self.last_modified = etag[:500], last_modified[:100]
        self.failures, self.last_error = 0, ""
        self.save(
            update_fields=[
                "last_success_at",
                "next_check_at",
                "etag",
                "last_modified",
                "failures",
                "last_error",
            ]
        )

    def record_failure(self, error, now, wait=timedelta(0)):
        """Keep what went wrong where an editor looks, and try again later.

        Each failure in a row doubles the wait, to a day at most; a source that asks
        for more, by *wait*, gets it.
        """
        self.failures += 1
        doubled = timedelta(minutes=self.minutes) * 2 ** min(self.failures, 12)
        self.next_check_at = now + max(
            min(doubled, LONGEST_WAIT), min(wait, LONGEST_WAIT)
        )
        self.last_error = str(error)
        self.save(update_fields=["failures", "last_error", "next_check_at"])
