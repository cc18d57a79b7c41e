"""Feeds, the items they give, and the live stories those items tell."""

from datetime import datetime, time, timedelta

from django.core.validators import MinValueValidator
from django.db import connection, models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.outlets import Intake, Source
from articles.models.times import Precision

# Longer than asking an address may take, so that a turn is never taken twice.
LEASE = timedelta(minutes=3)
LONGEST_WAIT = timedelta(days=1)
# More at the top than this and the newest news is out of sight on a phone.
PINS = 3


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


class LiveClockManager(models.Manager):
    def now(self) -> int:
        """The version of the live list: it grows whenever anything in it changes."""
        return self.values_list("version", flat=True).filter(pk=1).first() or 0

    def lock(self) -> None:
        """Wait until nobody else is placing items; held until the transaction ends."""
        if not self.select_for_update().filter(pk=1).exists():
            self.get_or_create(pk=1)
            self.lock()

    def tick(self) -> int:
        """Move to the next version and return it; call inside a transaction.

        The row is locked until that transaction ends, so versions become visible in
        the order of their numbers and no poller can skip one. A database sequence
        would hand out numbers that commit out of order.
        """
        self.lock()
        self.filter(pk=1).update(version=F("version") + 1)
        return self.now()


class LiveClock(models.Model):
    """One row: the version of the live list, which an idle poll compares with its own."""

    version = models.PositiveBigIntegerField(default=0)

    objects = LiveClockManager()

    class Meta:
        verbose_name = verbose_name_plural = _("快讯时钟")

    def __str__(self):
        return str(self.version)


class LiveStoryQuerySet(models.QuerySet):
    def shown(self):
        """Live stories a reader may see, newest first."""
        return self.filter(merged_into__isnull=True, hidden_because="").order_by(
            "-told_at", "-pk"
        )

    def for_rows(self):
        """Load what a row of the live list prints."""
        return self.select_related("lead__source")

    def on_day(self, day):
        """Stories told on *day*, a date in Beijing."""
        start, end = self.bounds(day)
        return self.filter(told_at__gte=start, told_at__lt=end)

    @staticmethod
    def bounds(day):
        """The first moment of *day* in Beijing and the first after it."""
        start = timezone.make_aware(datetime.combine(day, time.min))
        return start, start + timedelta(days=1)

    def bulk_recount(self, counted):
        """Write (items, sources, told_at, important, version, pk) rows in one round trip."""
        # As the fields write it: SQLite compares times as text, and a driver's own way
        # of writing them would make equal times differ.
        written = connection.ops.adapt_datetimefield_value
        counted = [(*row[:2], written(row[2]), *row[3:]) for row in counted]
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.model._meta.db_table} SET items_count = %s,"  # noqa: S608
                " sources_count = %s, told_at = %s,"
                " is_important = COALESCE(said_important, %s), version = %s"
                " WHERE id = %s",
                counted,
            )

    def bulk_set_leads(self, rows):
        """Write (lead, pk) rows in one round trip."""
        with connection.cursor() as cursor:
            cursor.executemany(
                f"UPDATE {self.model._meta.db_table} SET lead_id = %s WHERE id = %s",  # noqa: S608
                rows,
            )

    def changed_after(self, version, pk, until):
        """Stories, shown or not, as they changed: all after *version*, oldest change first.

        With *pk* also those of *version* itself that come after that story: one version
        may have changed thousands. Nothing later than version *until*.
        """
        rows = self.filter(version__lte=until).order_by("version", "pk")
        if pk is None:
            return rows.filter(version__gt=version)
        return rows.filter(version__gte=version).exclude(version=version, pk__lte=pk)

    def before(self, told_at, pk):
        """Stories that stand below the one of *told_at* and *pk* in the list."""
        below = models.Q(told_at__lt=told_at) | models.Q(pk__lt=pk)
        return self.filter(below, told_at__lte=told_at)

    def pinned(self, now=None):
        """Shown stories an editor put at the top and whose time there is not over."""
        lasting = models.Q(pinned_until=None) | models.Q(
            pinned_until__gt=now or timezone.now()
        )
        return self.shown().filter(lasting, pinned_at__isnull=False)

    def for_sidebar(self, rows):
        """The first *rows* of the live list: what is pinned, then the newest, as a list."""
        pinned = list(self.pinned().for_rows()[:PINS])
        others = self.shown().exclude(pk__in=[story.pk for story in pinned])
        return pinned + list(others.for_rows()[: max(rows - len(pinned), 0)])


class LiveStory(models.Model):
    """The group of items that tell the same news: one row in the sidebar."""

    lead = models.ForeignKey(
        "articles.FeedItem",
        models.RESTRICT,
        verbose_name=_("主条目"),
        null=True,
        related_name="+",
    )
    lead_by_editor = models.BooleanField(_("主条目由编辑选定"), default=False)
    told_at = models.DateTimeField(_("时间"))
    born = models.PositiveBigIntegerField(_("出现于"), db_index=True, editable=False)
    version = models.PositiveBigIntegerField(_("变动于"), db_index=True, editable=False)
    items_count = models.PositiveIntegerField(_("条目数"), default=0)
    sources_count = models.PositiveIntegerField(_("来源数"), default=0)
    is_important = models.BooleanField(_("重要"), default=False)
    # An editor's word outranks what `recount` finds in the items; None leaves it to them.
    said_important = models.BooleanField(_("编辑认定的重要性"), null=True, blank=True)
    pinned_at = models.DateTimeField(_("置顶于"), null=True, blank=True)
    pinned_until = models.DateTimeField(_("置顶至"), null=True, blank=True)
    hidden_because = models.CharField(_("隐藏原因"), max_length=200, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("并入"),
        null=True,
        blank=True,
        related_name="merged",
    )

    objects = LiveStoryQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        verbose_name = verbose_name_plural = _("快讯")
        indexes = [
            models.Index(
                fields=["-told_at", "-id"],
                condition=models.Q(merged_into__isnull=True, hidden_because=""),
                name="live_story_shown",
            ),
            models.Index(
                fields=["pinned_at"],
                condition=models.Q(pinned_at__isnull=False),
                name="live_story_pinned",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(merged_into=F("id")),
                name="live_story_is_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return self.lead.text if self.lead else f"#{self.pk}"

    def get_absolute_url(self):
        return reverse("live-story", args=[self.pk])

    @property
    def is_shown(self) -> bool:
        """As `LiveStory.objects.shown()` has it."""
        return self.merged_into_id is None and not self.hidden_because

    @staticmethod
    def wordings():
        """What to prefetch for telling who told a story, and when: no texts."""
        columns = (
            "story_id",
            "source",
            "told_at",
            "received_at",
            "precision",
            "date_assumed",
        )
        items = FeedItem.objects.select_related("source").only(
            *columns, "source__name", "source__is_sample", "source__homepage"
        )
        return models.Prefetch("items", items.order_by("told_at", "pk"))

    @property
    def is_pinned(self):
        """Whether it stands at the top now; what `pinned` asks of many."""
        if self.pinned_at is None or self.merged_into_id or self.hidden_because:
            return False
        return self.pinned_until is None or self.pinned_until > timezone.now()


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
