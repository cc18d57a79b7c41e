"""Articles: the working copies, and what of them readers see."""

import hashlib

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models.outlets import Intake
from articles.models.revision import Revision, StoryText
from articles.models.sketches import TextMark
from articles.text import fold, without_turns


class ArticleQuerySet(models.QuerySet):
    def public(self):
        """Articles any reader may see now, newest first; every public page starts here.

        What the page prints is published_revision, never the article's own text: the
        one revision whose time to be shown has come and not passed. So a correction
        for three o'clock replaces the old text at three by this query alone. Only
        here is published_revision something a query can filter by and load.
        """
        # publish_at says nothing more; it lets the index find the newest first.
        return (
            self.with_published()
            .filter(published_revision__isnull=False, publish_at__lte=timezone.now())
            .order_by("-publish_at", "-pk")
        )

    def with_published(self):
        """Join what readers see of each now, which is nothing for those not public."""
        shown = Revision.shown_at(timezone.now(), "revisions__")
        return self.annotate(
            published_revision=models.FilteredRelation("revisions", condition=shown)
        )

    def withdrawn(self):
        """Articles readers once had and have no more, the last withdrawn first."""
        return (
            self.with_published()
            .filter(published_revision__isnull=True, withdrawn_at__isnull=False)
            .order_by("-withdrawn_at", "-pk")
        )

    def for_cards(self):
        """Load what a list card prints, so that a page of cards adds no queries."""
        return self.select_related(
            "published_revision__source", "published_revision__author"
        ).defer("body", "lede", "published_revision__body")

    def for_excerpts(self):
        """Load what a search result prints: a card, and words of its text."""
        return self.select_related(
            "published_revision__source", "published_revision__author"
        ).defer("body", "lede")

    def for_story(self):
        """Load what the story page prints beside the cards' columns.

        What it is about is read from the one revision when printed; a list that
        prints it for many calls prefetch_related_objects on their revisions.
        """
        return self.select_related(
            "published_revision__source", "published_revision__author"
        )

    def held(self, pk):
        """The article as stored now, its row ours until the transaction ends.

        (SQLite holds the whole database for the same span.)
        """
        return self.select_for_update(of=("self",)).get(pk=pk)

    def free_slug(self, title, day):
        """An address no article has or had: the day, and Latin letters or a digest."""
        stem = slugify(title)[:40].strip("-")
        stem = stem or hashlib.sha256(title.encode()).hexdigest()[:6]
        slug, number = f"{day:%Y%m%d}-{stem}", 1
        while self.filter(Q(slug=slug) | Q(old_addresses__slug=slug)).exists():
            number += 1
            slug = f"{day:%Y%m%d}-{stem}-{number}"
        return slug

    def about(self, **subject):
        """Articles whose published text is about *subject*, as in about(regions=hefei)."""
        return self.filter(
            **{f"published_revision__{name}": row for name, row in subject.items()}
        )


class Article(StoryText):
    """The working copy an editor types in; readers see its published revision.

    status is where the working copy stands; what readers see is told by the revisions'
    own times. So a published article can have a newer copy in review at the same time.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("草稿")
        IN_REVIEW = "in_review", _("待审")
        RETURNED = "returned", _("已退回")
        APPROVED = "approved", _("已通过")
        PUBLISHED = "published", _("已发布")  # or will be, at its revision's time
        WITHDRAWN = "withdrawn", _("已撤下")

    slug = models.SlugField(
        _("网址名"),
        max_length=80,
        unique=True,
        blank=True,
        help_text=_("留空则自动生成；发布后改动，旧网址会转到新网址。"),
    )
    status = models.CharField(
        _("状态"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    submitted_revision = models.ForeignKey(
        "articles.Revision",
        models.RESTRICT,
        verbose_name=_("送审版本"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("工作稿照此送审、通过或发布；一经修改即不作数。"),
    )
    publish_at = models.DateTimeField(
        _("首次发布"), null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(
        _("撤下时间"), null=True, blank=True, editable=False
    )
    withdrawn_because = models.TextField(_("撤下原因"), blank=True, editable=False)
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("执笔人"),
        blank=True,
        editable=False,
        related_name="+",
        help_text=_("自读者上次得到一版以来改过文字的人；他们都不能审这一稿。"),
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

    # What saving a working copy writes; what review wrote is never among it, so a copy
    # loaded before an act cannot undo the act. Nor is the address, which `articles.readdressing`
    # changes.
    EDITED = (
        *StoryText.WORDS,
        "title_key",
        "version",
        "status",
        "submitted_revision",
        "updated_by",
        "updated_at",
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        default_related_name = "articles"
        ordering = ["-created_at", "-pk"]
        verbose_name = verbose_name_plural = _("文章")
        permissions = [
            ("submit_article", _("可以送审文章")),
            ("correct_article", _("可以送审更正")),
            ("review_article", _("可以审阅文章")),
            ("publish_article", _("可以发布文章")),
            ("withdraw_article", _("可以撤下文章")),
        ]
        indexes = [
            models.Index(fields=["-publish_at", "-id"], name="article_public"),
            models.Index(fields=["status", "-updated_at"], name="article_desk"),
            models.Index(
                fields=["-withdrawn_at"],
                condition=models.Q(withdrawn_at__isnull=False),
                name="article_withdrawn",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | models.Q(publish_at__isnull=False),
                name="published_article_has_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["in_review", "approved", "published"])
                | models.Q(submitted_revision__isnull=False),
                name="what_is_reviewed_is_frozen",
            ),
        ]

    def __str__(self):
        return self.title or str(_("（无题）"))

    def save(self, *args, update_fields=None, **kwargs):
        """Store the working copy; each save of its text is a new version of it.

        The earlier version's submission, approval or time to go out ends with it: they
        were of a text that is no longer the working copy. (What readers already see
        stays.) Pages save by review.edit, which also keeps who wrote. Marks that turn the
        direction of writing are taken out here, where every text comes by.
        """
        if update_fields is not None:
            return super().save(*args, update_fields=update_fields, **kwargs)
        for name in ("title", "lede", "body"):
            setattr(self, name, without_turns(getattr(self, name)))
        self.title_key = fold(self.title)[:200]
        adding = self._state.adding
        if adding and not self.slug:
            day = timezone.localdate(self.stated_at or timezone.now())
            self.slug = Article.objects.free_slug(self.title, day)
        if not adding:
            self.version += 1
            self.status, self.submitted_revision = Article.Status.DRAFT, None
            kwargs["update_fields"] = self.EDITED
        with transaction.atomic():
            super().save(*args, **kwargs)
            TextMark.objects.renew(self)
            if not adding:
                self.unschedule()

    def unschedule(self) -> bool:
        """Take back the revision that waits for its time; return whether one did."""
        now = timezone.now()
        waiting = self.revisions.filter(shown_from__gt=now).first()
        if waiting is None:
            return False
        at, waiting.shown_from = waiting.shown_from, None
        waiting.save(update_fields=["shown_from"])
        self.revisions.filter(shown_until=at).update(shown_until=None)
        # Asked of the database: this copy may have been loaded before the time was set.
        if Article.objects.filter(pk=self.pk, publish_at__gt=now).update(
            publish_at=None
        ):
            self.publish_at = None
        return True

    def refresh_from_db(self, *args, **kwargs):
        self.__dict__.pop("published_revision", None)
        super().refresh_from_db(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("story", args=[self.slug])

    @cached_property
    def published_revision(self):
        """What readers see now, or None; articles of public() come with it loaded."""
        return self.revisions.filter(Revision.shown_at(timezone.now())).first()

    def told_corrections(self):
        """What readers are told was corrected, newest first; of typos they are not."""
        return self.revisions.filter(
            correction=Revision.Correction.SUBSTANTIVE,
            shown_from__lte=timezone.now(),
        ).order_by("-shown_from", "-number")

    @property
    def was_public(self) -> bool:
        """Whether readers ever could see it: its address is theirs, its changes told."""
        return self.publish_at is not None and self.publish_at <= timezone.now()

    @property
    def goes_out_at(self):
        """When the scheduled working copy will be shown; None when nothing waits."""
        if self.status != Article.Status.PUBLISHED:
            return None
        at = self.submitted_revision.shown_from
        return at if at and at > timezone.now() else None

    @property
    def is_as_published(self) -> bool:
        """Whether readers have the working copy just as it is now."""
        return (
            self.status == Article.Status.PUBLISHED
            and self.goes_out_at is None
            and self.submitted_revision.of_version == self.version
        )

    def state(self) -> str:
        """The status in words, where the one word of the column would not do."""
        if self.goes_out_at:
            return _("定时更正") if self.was_public else _("定时发布")
        if (
            self.status == Article.Status.PUBLISHED
            and self.submitted_revision.correction
        ):
            return _("已更正")
        if self.status == Article.Status.WITHDRAWN:
            return self.get_status_display()
        status = self.get_status_display()
        # A text that was set for a time after the withdrawal may have come since.
        if self.withdrawn_at and not self.published_revision:
            return _("%(status)s（原文已撤下）") % {"status": status}
        if self.was_public and self.status != Article.Status.PUBLISHED:
            return _("%(status)s（原文已发布）") % {"status": status}
        return status
