"""What a story says, and the frozen copies of it that are reviewed and shown."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.outlets import Author, Source
from articles.models.times import Precision


class StoryText(models.Model):
    """What a story says and is about; the working copy and each frozen copy have it."""

    # A working copy may be saved without a title; submission asks for one.
    title = models.CharField(_("标题"), max_length=200, blank=True)
    lede = models.TextField(_("导语"), blank=True)
    body = models.TextField(
        _("正文"), blank=True, help_text=_("Markdown；段落之间空一行。")
    )
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("来源"), null=True, blank=True
    )
    author = models.ForeignKey(
        Author, models.PROTECT, verbose_name=_("作者"), null=True, blank=True
    )
    stated_at = models.DateTimeField(_("原文时间"), null=True, blank=True)
    stated_printed = models.CharField(_("原文时间（原样）"), max_length=60, blank=True)
    stated_precision = models.CharField(
        _("时间精度"), max_length=6, choices=Precision, blank=True
    )
    regions = models.ManyToManyField(
        "articles.Region", verbose_name=_("地区"), blank=True
    )
    industries = models.ManyToManyField(
        "articles.Industry", verbose_name=_("产业"), blank=True
    )
    clusters = models.ManyToManyField(
        "articles.Cluster", verbose_name=_("产业集群"), blank=True
    )
    alliances = models.ManyToManyField(
        "articles.Alliance", verbose_name=_("联盟"), blank=True
    )

    programmes = models.ManyToManyField(
        "articles.Programme", verbose_name=_("举措"), blank=True
    )
    agreements = models.ManyToManyField(
        "articles.Agreement", verbose_name=_("协议"), blank=True
    )

    ABOUT = (
        "regions",
        "industries",
        "clusters",
        "alliances",
        "programmes",
        "agreements",
    )
    WORDS = (
        "title",
        "lede",
        "body",
        "source",
        "author",
        "stated_at",
        "stated_printed",
        "stated_precision",
    )

    class Meta:
        abstract = True


class Revision(StoryText):
    """A frozen copy of an article; its text is never edited, so what was read is a fact.

    Review writes beside the text: who approved it, and from when until when readers
    are shown it. The database refuses to show what nobody approved, and two at once.
    """

    class Correction(models.TextChoices):
        SUBSTANTIVE = "substantive", _("实质更正")
        TYPO = "typo", _("文字订正")

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="revisions",
    )
    number = models.PositiveIntegerField(_("版本号"))
    of_version = models.PositiveIntegerField(_("所取的保存次数"), default=0)
    frozen_at = models.DateTimeField(_("定稿时间"), default=timezone.now)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("定稿人"),
        null=True,
        blank=True,
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("执笔人"),
        blank=True,
        related_name="+",
    )
    correction = models.CharField(
        _("更正"), max_length=11, choices=Correction, blank=True
    )
    correction_note = models.TextField(_("更正说明"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("通过人"),
        null=True,
        blank=True,
        related_name="+",
    )
    approved_at = models.DateTimeField(_("通过时间"), null=True, blank=True)
    approved_alone = models.BooleanField(_("本人通过"), default=False)
    shown_from = models.DateTimeField(_("上线时间"), null=True, blank=True)
    shown_until = models.DateTimeField(_("下线时间"), null=True, blank=True)

    class Meta:
        default_related_name = "revisions"
        ordering = ["article", "-number"]
        verbose_name = verbose_name_plural = _("版本")
        indexes = [
            models.Index(fields=["-shown_from"], name="revision_shown"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_is_one_per_article"
            ),
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(shown_from__isnull=False, shown_until__isnull=True),
                name="one_revision_is_shown_to_the_end",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_from__isnull=True)
                | models.Q(approved_at__isnull=False),
                name="shown_revision_is_approved",
            ),
            models.CheckConstraint(
                condition=models.Q(shown_until__isnull=True)
                | models.Q(shown_until__gte=models.F("shown_from")),
                name="shown_until_is_after_from",
            ),
        ]

    def __str__(self):
        return _("%(title)s（第 %(number)d 版）") % {
            "title": self.title or _("（无题）"),
            "number": self.number,
        }

    @staticmethod
    def shown_at(moment, prefix="") -> models.Q:
        """The condition that a revision is what readers see at *moment*."""
        return models.Q(**{f"{prefix}shown_from__lte": moment}) & (
            models.Q(**{f"{prefix}shown_until__isnull": True})
            | models.Q(**{f"{prefix}shown_until__gt": moment})
        )
