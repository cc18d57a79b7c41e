"""Who has an article before them on the review page, as far as their browser tells."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.writing import OPEN

# Rows older than this say nothing any more.
KEPT = timedelta(days=1)


class PresenceQuerySet(models.QuerySet):
    def open_now(self):
        return self.filter(seen_at__gt=timezone.now() - OPEN).order_by("opened_at")

    def note(self, article, by) -> None:
        """Keep that *by* reads *article* now: one small write, no transaction of others."""
        now = timezone.now()
        own = self.filter(article=article, by=by)
        if own.filter(seen_at__gt=now - OPEN).update(seen_at=now):
            return
        self.filter(by=by, seen_at__lt=now - KEPT).delete()
        self.update_or_create(
            article=article, by=by, defaults={"opened_at": now, "seen_at": now}
        )


class Presence(models.Model):
    """One person at one article's review page: since when, and when last heard of."""

    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("文章"),
        related_name="presences",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("何人"),
        related_name="+",
    )
    opened_at = models.DateTimeField(_("打开时间"))
    seen_at = models.DateTimeField(_("最近在场"), db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("在场")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "by"], name="presence_is_one_per_person"
            )
        ]

    def __str__(self):
        return f"{self.by} · {self.article_id}"
