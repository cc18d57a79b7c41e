"""What somebody has open and has not saved: never the article itself."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# A form says every 20 s that it is open; one that missed two turns is held to be gone.
OPEN = timedelta(seconds=60)


class WritingQuerySet(models.QuerySet):
    def with_text(self):
        """What was typed and neither saved nor discarded, the newest first."""
        return self.filter(saved_at__isnull=False).order_by("-saved_at", "-pk")

    def open_now(self):
        return self.filter(seen_at__gt=timezone.now() - OPEN)

    def for_lists(self):
        return self.select_related("by").defer("base", "unsaved")


class Writing(models.Model):
    """What one form holds: of an article, or of a story that was never saved.

    Two open forms never share a row, so what is typed in one cannot replace what was
    typed in the other, be they two people's or one person's: `holder` names the page
    the row belongs to now, and a page that restores it takes it over.
    """

    token = models.SlugField(max_length=32, unique=True)
    holder = models.SlugField(max_length=32, blank=True)
    article = models.ForeignKey(
        "articles.Article",
        models.CASCADE,
        verbose_name=_("文章"),
        null=True,
        related_name="writings",
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        verbose_name=_("何人"),
        related_name="+",
    )
    # The version of the article the text was made from, and what that version said:
    # a merge needs it, and most versions are never frozen.
    version = models.PositiveIntegerField(_("所据的保存次数"), default=0)
    base = models.JSONField(_("所据的文字"), null=True)
    unsaved = models.JSONField(_("未保存的文字"), null=True)
    size = models.PositiveIntegerField(_("字符数"), default=0)
    # Which of the page's turns it came with: what arrives late does not replace what is
    # newer. The page counts, for a clock can be set back.
    turn = models.PositiveBigIntegerField(default=0)
    saves = models.PositiveIntegerField(_("暂存次数"), default=0)
    came_from = models.SlugField(max_length=32, blank=True)
    opened_at = models.DateTimeField(_("打开时间"), default=timezone.now)
    seen_at = models.DateTimeField(_("最近在场"), null=True)
    saved_at = models.DateTimeField(_("暂存时间"), null=True)

    objects = WritingQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_at", "-pk"]
        verbose_name = verbose_name_plural = _("未保存的文字")
        indexes = [
            models.Index(fields=["article", "-saved_at"], name="writing_of_article"),
            models.Index(fields=["by", "-saved_at"], name="writing_of_person"),
            models.Index(fields=["seen_at"], name="writing_seen"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(saved_at__isnull=True, unsaved__isnull=True)
                | models.Q(saved_at__isnull=False, unsaved__isnull=False),
                name="writing_with_text_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.by} {self.article_id or ''}"

    @property
    def title(self) -> str:
        """What it is called in a list, which has loaded its text."""
        return (self.unsaved or {}).get("title") or str(_("（无题）"))
