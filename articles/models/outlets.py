"""Outlets we credit, people who sign, and the pages that were pasted."""

import hashlib

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """An outlet we credit."""

    name = models.CharField(_("名称"), max_length=60, unique=True)
    homepage = models.URLField(_("主页"), blank=True)
    is_sample = models.BooleanField(_("示例"), default=False, editable=False)

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = _("来源")

    def __str__(self):
        return self.name


class Author(models.Model):
    """A person who signs; the same name at two outlets is two authors."""

    name = models.CharField(_("姓名"), max_length=60)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("来源"))

    class Meta:
        ordering = ["name"]
        verbose_name = verbose_name_plural = _("作者")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "source"], name="author_is_one_per_source"
            ),
        ]

    def __str__(self):
        return self.name


class Intake(models.Model):
    """One pasted or fetched page: its text for ever, and what came of it."""

    class Form(models.TextChoices):
        TEXT = "text", _("纯文本")
        HTML = "html", "HTML"

    digest = models.CharField(_("指纹"), max_length=64, unique=True, editable=False)
    text = models.TextField(_("原文"))
    form = models.CharField(_("形式"), max_length=4, choices=Form)
    encoding = models.CharField(_("编码"), max_length=20)
    captured_at = models.DateTimeField(_("采集时间"))
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("录入人"),
        null=True,
        blank=True,
    )
    # What the page held, counted when it went in.
    paragraphs = models.PositiveIntegerField(_("段落"), default=0)
    live_rows = models.PositiveIntegerField(_("资讯行"), default=0)
    live_repeats = models.PositiveIntegerField(_("重复行"), default=0)
    live_new = models.PositiveIntegerField(_("新条目"), default=0)
    hot_entries = models.PositiveIntegerField(_("热榜条目"), default=0)
    notes = models.JSONField(_("读取说明"), default=list, blank=True)

    class Meta:
        ordering = ["-received_at", "-pk"]
        verbose_name = verbose_name_plural = _("采集")

    def __str__(self):
        return (
            f"{timezone.localtime(self.captured_at):%Y-%m-%d %H:%M} · {self.digest[:8]}"
        )

    @staticmethod
    def digest_of(text: str) -> str:
        """SHA-256 of *text* in hex: the same page twice has the same digest."""
        return hashlib.sha256(text.encode()).hexdigest()
