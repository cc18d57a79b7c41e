"""How feeds did, day by day; and what a worker does once a day."""

from datetime import timedelta

from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.feeds import Feed


class FeedDayQuerySet(models.QuerySet):
    def add(self, feed, now, **counts):
        """Add *counts* to the day of *feed* that *now* lies in, by Beijing's calendar.

        The counters move in the database, so two workers at once both count.
        """
        day = timezone.localdate(now)
        row, _created = self.get_or_create(feed=feed, day=day)
        moved = {name: F(name) + count for name, count in counts.items() if count}
        if moved:
            self.filter(pk=row.pk).update(**moved)


class FeedDay(models.Model):
    """What one feed brought on one day: a row a day, however often it is asked."""

    feed = models.ForeignKey(
        Feed, models.CASCADE, verbose_name=_("信源"), related_name="days"
    )
    day = models.DateField(_("日期"), db_index=True)
    checks = models.PositiveIntegerField(_("检查"), default=0)
    failures = models.PositiveIntegerField(_("失败"), default=0)
    items = models.PositiveIntegerField(_("读到"), default=0)
    new = models.PositiveIntegerField(_("新增"), default=0)
    # Of the new ones, those that told what was told already.
    repeats = models.PositiveIntegerField(_("重复"), default=0)
    rewordings = models.PositiveIntegerField(_("改写"), default=0)
    milliseconds = models.PositiveBigIntegerField(_("用时（毫秒）"), default=0)

    objects = FeedDayQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = verbose_name_plural = _("信源日计")
        constraints = [
            models.UniqueConstraint(
                fields=["feed", "day"], name="feed_day_is_one_per_day"
            ),
        ]

    def __str__(self):
        return f"{self.feed} {self.day}"


class ChoreManager(models.Manager):
    def claim(self, name, now, lease=timedelta(minutes=10)) -> bool:
        """Take the turn at *name*; False when it is not due or somebody has it.

        The filter is the lock. Who dies before `finish` leaves it due after *lease*.
        """
        chore = self.filter(name=name).first()
        if chore is None:
            chore, _created = self.get_or_create(name=name, defaults={"due_at": now})
        if chore.due_at > now:  # asked every two seconds, so nothing is written for it
            return False
        turn = self.filter(pk=chore.pk, due_at=chore.due_at)
        return bool(turn.update(due_at=now + lease))

    def finish(self, name, due_at) -> None:
        self.filter(name=name).update(due_at=due_at)


class Chore(models.Model):
    """Something workers do now and then, one of them at a time."""

    name = models.CharField(max_length=30, unique=True)
    due_at = models.DateTimeField()

    objects = ChoreManager()

    class Meta:
        verbose_name = verbose_name_plural = _("定时工作")

    def __str__(self):
        return self.name
