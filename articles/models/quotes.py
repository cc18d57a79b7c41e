"""The exact words a fact was read from, and where each frozen text has them."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.revision import Revision


class QuoteQuerySet(models.QuerySet):
    def lost(self):
        """Quotes the newest text of their article no longer has, newest loss first."""
        return self.filter(lost_at__isnull=False).order_by("-lost_at", "pk")


class Quote(models.Model):
    """A clause of an article, word for word, with what stands around it.

    Where it stands is told for the text it was last looked for in: *block*, *start* and
    *end* are those of the newest frozen text that has it, or of the working copy it was
    read from. `Place` keeps the same for each frozen text.
    """

    article = models.ForeignKey(
        "articles.Article",
        models.PROTECT,
        verbose_name=_("文章"),
        related_name="quotes",
    )
    text = models.TextField(_("原话"))
    block = models.CharField(_("段落"), max_length=20)
    start = models.PositiveIntegerField(_("起"))
    end = models.PositiveIntegerField(_("止"))
    before = models.TextField(_("前文"), blank=True)
    after = models.TextField(_("后文"), blank=True)
    lost_at = models.DateTimeField(_("失去时间"), null=True, blank=True)

    objects = QuoteQuerySet.as_manager()

    class Meta:
        ordering = ["article", "pk"]
        verbose_name = verbose_name_plural = _("引文")
        constraints = [
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="quote_has_words"
            ),
            models.CheckConstraint(
                condition=~Q(text="") & ~Q(block=""), name="quote_has_text_and_block"
            ),
        ]

    def __str__(self):
        return self.text


class PlaceQuerySet(models.QuerySet):
    def shown(self):
        """Places in the texts readers have now."""
        return self.filter(Revision.shown_at(timezone.now(), "revision__"))


class Place(models.Model):
    """Where the words of a quote stand in one frozen text."""

    quote = models.ForeignKey(Quote, models.CASCADE, related_name="places")
    revision = models.ForeignKey(
        "articles.Revision", models.CASCADE, related_name="places"
    )
    block = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()

    objects = PlaceQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("引文位置")
        constraints = [
            models.UniqueConstraint(
                fields=["quote", "revision"], name="place_is_one_per_quote_and_revision"
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="place_has_words"
            ),
        ]

    def __str__(self):
        return f"{self.block} {self.start}-{self.end}"
