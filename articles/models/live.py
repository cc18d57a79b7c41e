"""Live stories, each the items that tell one news, and the clock of their list."""

from datetime import datetime, time, timedelta

from django.db import connection, models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# More at the top than this and the newest news is out of sight on a phone.
PINS = 3


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

    @property
    def is_pinned(self):
        """Whether it stands at the top now; what `pinned` asks of many."""
        if self.pinned_at is None or self.merged_into_id or self.hidden_because:
            return False
        return self.pinned_until is None or self.pinned_until > timezone.now()
