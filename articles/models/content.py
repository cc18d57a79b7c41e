"""Outlets, authors, pasted pages, and articles with their frozen revisions."""

import hashlib

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models.times import Precision
from articles.text import fold


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


class StoryText(models.Model):
    """What a story says and is about; the working copy and each frozen copy have it."""

    title = models.CharField(_("标题"), max_length=200)
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


class ArticleQuerySet(models.QuerySet):
    def public(self):
        """Articles any reader may see now, newest first; every public page starts here.

        What the page prints is published_revision, never the article's own text.
        """
        return self.filter(
            status=Article.Status.PUBLISHED,
            published_revision__isnull=False,
            publish_at__lte=timezone.now(),
        ).order_by("-publish_at", "-pk")

    def for_cards(self):
        """Load what a list card prints, so that a page of cards adds no queries."""
        return self.select_related(
            "published_revision__source", "published_revision__author"
        ).defer("body", "lede", "published_revision__body")

    def for_story(self):
        """Load what the story page prints beside the cards' columns."""
        return self.select_related(
            "published_revision__source", "published_revision__author"
        ).prefetch_related(
            *(f"published_revision__{subject}" for subject in StoryText.ABOUT)
        )

    def free_slug(self, title, day):
        """An address nobody has yet: the day, and the title's Latin letters or a digest."""
        stem = slugify(title)[:40].strip("-")
        stem = stem or hashlib.sha256(title.encode()).hexdigest()[:6]
        slug, number = f"{day:%Y%m%d}-{stem}", 1
        while self.filter(slug=slug).exists():
            number += 1
            slug = f"{day:%Y%m%d}-{stem}-{number}"
        return slug

    def about(self, **subject):
        """Articles whose published text is about *subject*, as in about(regions=hefei)."""
        return self.filter(
            **{f"published_revision__{name}": row for name, row in subject.items()}
        )


class Article(StoryText):
    """The working copy an editor types in; readers see its published revision."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        PUBLISHED = "published", _("已发布")
        WITHDRAWN = "withdrawn", _("已撤下")

    slug = models.SlugField(
        _("网址名"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("留空则自动生成；发布后请勿改动，以免旧链接失效。"),
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_revision = models.ForeignKey(
        "articles.Revision",
        models.RESTRICT,
        verbose_name=_("已发布版本"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    publish_at = models.DateTimeField(
        _("发布时间"), null=True, blank=True, editable=False
    )
    intake = models.ForeignKey(
        Intake,
        models.PROTECT,
        verbose_name=_("采集"),
        null=True,
        blank=True,
        editable=False,
        related_name="articles",
    )
    title_key = models.CharField(max_length=200, editable=False, db_index=True)
    version = models.PositiveIntegerField(_("保存次数"), default=1, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("录入人"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("最后修改人"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    created_at = models.DateTimeField(_("录入时间"), auto_now_add=True)
    updated_at = models.DateTimeField(_("最后修改"), auto_now=True)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        default_related_name = "articles"
        ordering = ["-created_at", "-pk"]
        verbose_name = verbose_name_plural = _("文章")
        permissions = [("publish_article", _("可以发布文章"))]
        indexes = [
            models.Index(fields=["status", "-publish_at"], name="article_public"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(published_revision__isnull=False, publish_at__isnull=False),
                name="published_article_has_revision_and_time",
            ),
        ]

    def __str__(self):
        return self.title

    def save(self, *args, update_fields=None, **kwargs):
        """Store the working copy; each save of its text is a new version of it."""
        if update_fields is None:
            self.title_key = fold(self.title)[:200]
            if self.pk:
                self.version += 1
            if not self.slug:
                day = timezone.localdate(self.stated_at or timezone.now())
                self.slug = Article.objects.free_slug(self.title, day)
        super().save(*args, update_fields=update_fields, **kwargs)

    def get_absolute_url(self):
        return reverse("story", args=[self.slug])


class Revision(StoryText):
    """A frozen copy of an article; never edited, so a reader's text is a fact."""

    article = models.ForeignKey(
        Article, models.PROTECT, verbose_name=_("文章"), related_name="revisions"
    )
    number = models.PositiveIntegerField(_("版本号"))
    frozen_at = models.DateTimeField(_("定稿时间"), auto_now_add=True)
    frozen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("定稿人"),
        null=True,
        blank=True,
    )

    class Meta:
        default_related_name = "revisions"
        ordering = ["article", "-number"]
        verbose_name = verbose_name_plural = _("版本")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "number"], name="revision_number_is_one_per_article"
            ),
        ]

    def __str__(self):
        return _("%(title)s（第 %(number)d 版）") % {
            "title": self.title,
            "number": self.number,
        }
