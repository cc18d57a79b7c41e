"""Each value of an indicator, with its qualifier, words and date."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from articles import values
from articles.facts.level import level
from articles.facts.proposals import Comparator
from articles.facts.proposals import Direction as D
from articles.models.checked import Checked
from articles.models.content import Article
from articles.models.corrections import FactCorrection
from articles.models.indicators import Indicator
from articles.models.quotes import Place, Quote

ABOUT = ("region", "industry", "cluster", "alliance", "programme")


class FactQuerySet(models.QuerySet):
    def public(self):
        """Facts any reader may see now; every page, chart, CSV and JSON starts here.

        Verified, and their words stand in the text readers have of a public article.
        """
        return self.printed().filter(status=Fact.Status.VERIFIED)

    def answered_for(self):
        """Facts an editor answered for whose words readers can read: of those since
        corrected the story still says what they were.
        """
        answered = (Fact.Status.VERIFIED, Fact.Status.SUPERSEDED)
        return self.printed().filter(status__in=answered)

    def printed(self):
        """Facts whose words readers can read now, whatever became of the facts."""
        return self.filter(
            Exists(Place.objects.shown().filter(quote=OuterRef("quote")))
        )

    def of_texts_by(self, user):
        """Facts in texts *user* is a writer of: as sent in, or else the working copy."""
        sent = Q(quote__article__submitted_revision__writers=user)
        unsent = Q(
            quote__article__submitted_revision=None, quote__article__writers=user
        )
        return self.filter(sent | unsent).distinct()

    def for_tables(self):
        """Load what a row of a table of facts prints."""
        articles = (
            Article.objects.with_published()
            .select_related("published_revision__source")
            .defer(
                "body", "lede", "published_revision__body", "published_revision__lede"
            )
        )
        return self.select_related(
            "indicator", "checked_by", "quote", *ABOUT
        ).prefetch_related(models.Prefetch("quote__article", articles))

    def with_corrections(self):
        """Load what readers were told before each value was put right."""
        standing = FactCorrection.objects.standing()
        return self.prefetch_related(models.Prefetch("corrects", standing))

    def with_places(self):
        """Add where the words of each stand in the revision the query filters by."""
        return self.annotate(
            place_block=F("quote__places__block"),
            place_start=F("quote__places__start"),
        )

    def outdated(self):
        """Verified facts a newer value of which is public, as `series.is_newer` says."""
        others = (
            Fact.objects.public()
            .filter(indicator=OuterRef("indicator"), about_key=OuterRef("about_key"))
            .exclude(quote__article=OuterRef("quote__article"))
        )
        of_later_time = others.filter(period_end__gt=OuterRef("period_end"))
        said_later = others.filter(
            quote__article__stated_at__gt=OuterRef("quote__article__stated_at")
        )
        undated = Q(period_end=None)
        return self.filter(
            Exists(of_later_time)
            | Exists(said_later.filter(undated))
            | undated & Exists(said_later),
            status=Fact.Status.VERIFIED,
        )

    def in_time(self):
        """Dated facts by their period, then undated ones by when they were reported."""
        return self.order_by(
            F("period_end").asc(nulls_last=True), "quote__article__stated_at", "pk"
        )


class Fact(Checked):
    """One value of an indicator, as its article prints it."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("待核")
        VERIFIED = "verified", _("已核")
        DISPUTED = "disputed", _("存疑")
        SUPERSEDED = "superseded", _("已更正")

    class Direction(models.TextChoices):
        EXACT = D.EXACT, _("等于")
        ABOUT = D.ABOUT, _("约")
        NEARLY = D.NEARLY, _("近")
        OVER = D.OVER, _("超过")
        UNDER = D.UNDER, _("不足")
        AT_LEAST = D.AT_LEAST, _("至少")
        AT_MOST = D.AT_MOST, _("至多")

    class Precision(models.TextChoices):
        NOT_STATED = "", _("原文未注明时间")
        DAY = "day", _("日")
        MONTH = "month", _("月")
        QUARTER = "quarter", _("季")
        HALF = "half", _("半年")
        YEAR = "year", _("年")
        SPAN = "span", _("一段时间")
        AS_PRINTED = "as printed", _("原文说法，无确切日期")

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, verbose_name=_("指标"), related_name="facts"
    )
    subject = models.CharField(_("主体（原文）"), max_length=200, blank=True)
    region = models.ForeignKey(
        "articles.Region", models.PROTECT, verbose_name=_("地区"), null=True, blank=True
    )
    industry = models.ForeignKey(
        "articles.Industry",
        models.PROTECT,
        verbose_name=_("产业"),
        null=True,
        blank=True,
    )
    cluster = models.ForeignKey(
        "articles.Cluster",
        models.PROTECT,
        verbose_name=_("产业集群"),
        null=True,
        blank=True,
    )
    alliance = models.ForeignKey(
        "articles.Alliance",
        models.PROTECT,
        verbose_name=_("联盟"),
        null=True,
        blank=True,
    )
    programme = models.ForeignKey(
        "articles.Programme",
        models.PROTECT,
        verbose_name=_("举措"),
        null=True,
        blank=True,
    )
    # Of the five above, made by save() and by merging: whose values form one series.
    about_key = models.CharField(max_length=120, editable=False, blank=True)

    direction = models.CharField(
        _("限定"), max_length=10, choices=Direction, default=Direction.EXACT
    )
    words_before = models.CharField(_("数前限定词"), max_length=30, blank=True)
    words_inside = models.CharField(_("数后余字"), max_length=10, blank=True)
    words_after = models.CharField(_("单位后限定词"), max_length=30, blank=True)
    cumulative = models.BooleanField(_("累计"), default=False)
    printed_value = models.CharField(_("数值（原样）"), max_length=40)
    value = models.DecimalField(_("数值"), max_digits=24, decimal_places=6)
    unit = models.CharField(_("单位（原样）"), max_length=20, blank=True)
    base_value = models.DecimalField(_("基本单位数值"), max_digits=24, decimal_places=6)
    foreseen = models.CharField(
        _("预测用语"), max_length=20, blank=True, help_text=_("预计、力争、拟……")
    )

    period_printed = models.CharField(_("时间（原样）"), max_length=60, blank=True)
    period_start = models.DateField(_("时间起"), null=True, blank=True)
    period_end = models.DateField(_("时间止"), null=True, blank=True)
    period_precision = models.CharField(
        _("时间精度"), max_length=10, choices=Precision, blank=True
    )
    period_relative = models.BooleanField(_("日期由报道日推得"), default=False)

    quote = models.ForeignKey(
        Quote,
        models.PROTECT,
        verbose_name=_("引文"),
        null=True,
        blank=True,
        related_name="facts",
    )
    mark_start = models.PositiveIntegerField(_("数字在引文中起"), default=0)
    mark_end = models.PositiveIntegerField(_("数字在引文中止"), default=0)
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("属于其中"),
        null=True,
        blank=True,
        related_name="parts",
    )

    status = models.CharField(
        _("状态"), max_length=10, choices=Status, default=Status.PROPOSED
    )
    superseded_by = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("更正为"),
        null=True,
        blank=True,
        related_name="supersedes",
    )
    note = models.CharField(_("核对说明"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("录入人"),
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    entered_at = models.DateTimeField(_("录入时间"), auto_now_add=True)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = verbose_name_plural = _("数据")
        permissions = [("verify_fact", _("可以核对数据"))]
        indexes = [
            models.Index(fields=["indicator", "about_key"], name="fact_series"),
            models.Index(fields=["status", "cluster"], name="fact_of_cluster"),
            models.Index(fields=["status", "region"], name="fact_of_region"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="verified")
                | Q(
                    quote__isnull=False,
                    checked_by__isnull=False,
                    checked_at__isnull=False,
                    mark_start__lt=F("mark_end"),
                ),
                name="verified_fact_has_words_and_checker",
            ),
            models.CheckConstraint(
                condition=~Q(status="superseded") | Q(superseded_by__isnull=False),
                name="superseded_fact_has_successor",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=True, period_end__isnull=True)
                | Q(period_start__lte=F("period_end")),
                name="fact_period_has_both_ends_in_order",
            ),
            models.CheckConstraint(
                condition=Q(period_start__isnull=False)
                & ~Q(period_precision__in=("", "as printed"))
                | Q(period_start__isnull=True, period_precision="as printed")
                & ~Q(period_printed="")
                | Q(
                    period_start__isnull=True,
                    period_precision="",
                    period_printed="",
                    period_relative=False,
                ),
                name="fact_period_is_stated_or_not",
            ),
            models.CheckConstraint(
                condition=Q(value__gte=0) & ~Q(printed_value=""),
                name="fact_value_is_unsigned_and_printed",
            ),
            models.CheckConstraint(
                condition=~Q(part_of=F("id")) & ~Q(superseded_by=F("id")),
                name="fact_is_not_its_own_part_or_successor",
            ),
        ]

    @property
    def doubt(self) -> str:
        """What tells this doubt from another of the same fact; "" where nobody doubts it."""
        if self.status != self.Status.DISPUTED:
            return ""
        return f"{self.pk}-{self.checked_at.timestamp() if self.checked_at else 0}"

    def __str__(self):
        return f"{self.indicator} {self.figure}"

    def save(self, *args, **kwargs):
        self.about_key = self.key_of_about()
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{self.quote.article.get_absolute_url()}#fact-{self.pk}"

    def clean(self):
        self.clean_period()
        super().clean()

    def clean_period(self):
        """Raise ValidationError where the period is half stated or runs backwards."""
        dated = self.period_precision not in ("", self.Precision.AS_PRINTED)
        if bool(self.period_start) != bool(self.period_end):
            raise ValidationError(_("时间的起和止要么都填，要么都不填。"))
        if self.period_start and self.period_start > self.period_end:
            raise ValidationError(_("时间止于开始之前。"))
        if dated != bool(self.period_start):
            raise ValidationError(_("有确切起止日期才有时间精度，反之亦然。"))
        if not self.period_precision and (self.period_printed or self.period_relative):
            raise ValidationError(_("有时间的原文，请选时间精度。"))
        if (
            self.period_precision == self.Precision.AS_PRINTED
            and not self.period_printed
        ):
            raise ValidationError(_("请写出时间的原文。"))

    def key_of_about(self) -> str:
        """Whom the fact is about, as one comparable word: "region1;cluster2"."""
        told = ((kind, getattr(self, f"{kind}_id")) for kind in ABOUT)
        return ";".join(f"{kind}{pk}" for kind, pk in told if pk)

    @property
    def about(self) -> list:
        """The rows the fact is about, widest first."""
        return [row for kind in ABOUT if (row := getattr(self, kind))]

    @property
    def comparator(self) -> Comparator:
        return Comparator(
            direction=D(self.direction),
            before=self.words_before,
            after=self.words_after,
            cumulative=self.cumulative,
            inside=self.words_inside,
        )

    @property
    def is_bound(self) -> bool:
        return self.comparator.is_bound

    @property
    def figure(self) -> str:
        """The value as readers must see it: never without its qualifier, nor a fall
        without the word that makes it one (下降3.2个百分点).
        """
        if self.base_value >= 0:
            return self.typed
        before = self.quote.text[: self.mark_start] if self.quote else ""
        sign = self.quote.text[self.mark_start :][:1] if self.quote else ""
        if level(sign) == "-":
            before += sign
        return values.falling(self.typed, before)

    @property
    def typed(self) -> str:
        """The value as a form or a sheet takes it, where that it falls is told beside."""
        return values.figure(self.comparator, self.printed_value, self.unit)
