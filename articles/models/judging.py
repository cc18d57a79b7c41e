"""What the judge goes by and what is learned from: rare pairs, and labelled pairs."""

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from articles.models.items import FeedItem


class RarePair(models.Model):
    """A rare character pair of an item: how items worth judging are found.

    Two shared pairs within 48 hours make a candidate. The key is the index, and its
    days come first: what is looked up and what is written lies among the rows of a few
    days, however long the archive is. After changing `candidates.keys`, run
    `regroup_stories`.
    """

    pk = models.CompositePrimaryKey("day", "pair", "minute", "item")
    day = models.IntegerField()  # whole days since 1970, UTC
    pair = models.BigIntegerField()
    minute = models.IntegerField()  # whole minutes since 1970
    item = models.ForeignKey(
        FeedItem, models.CASCADE, related_name="rare_pairs", db_index=False
    )

    class Meta:
        verbose_name = verbose_name_plural = _("罕见字对")

    def __str__(self):
        return str(self.pk)


class ComparisonQuerySet(models.QuerySet):
    def unanswered(self):
        """Pairs the judge was unsure of and nobody has answered, newest first."""
        return self.filter(answer__isnull=True).order_by("-pk")


class Comparison(models.Model):
    """Two items the judge was unsure of, or an editor spoke on: a labelled pair."""

    class Origin(models.TextChoices):
        UNSURE = "unsure", _("机器拿不准")
        MERGE = "merge", _("编辑合并")
        SPLIT = "split", _("编辑拆分")

    # The smaller pk first, so that a pair is one row whichever way it was met.
    a = models.ForeignKey(
        FeedItem, models.CASCADE, verbose_name=_("甲"), related_name="+"
    )
    b = models.ForeignKey(
        FeedItem, models.CASCADE, verbose_name=_("乙"), related_name="+"
    )
    origin = models.CharField(_("由来"), max_length=6, choices=Origin)
    probability = models.FloatField(_("相同的概率"))
    reasons = models.TextField(_("理由"), blank=True)
    answer = models.BooleanField(_("是同一条"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("回答人"),
        null=True,
        blank=True,
    )
    answered_at = models.DateTimeField(_("回答时间"), null=True, blank=True)

    objects = ComparisonQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = verbose_name_plural = _("成对比较")
        constraints = [
            models.UniqueConstraint(
                fields=["a", "b"], name="comparison_is_one_per_pair"
            ),
            models.CheckConstraint(
                condition=models.Q(a__lt=F("b")), name="comparison_has_the_older_first"
            ),
            models.CheckConstraint(
                condition=models.Q(answer__isnull=True)
                | models.Q(answered_at__isnull=False),
                name="comparison_answer_has_its_time",
            ),
        ]

    def __str__(self):
        return f"{self.a} / {self.b}"

    @property
    def percent(self) -> int:
        return round(self.probability * 100)
