"""What is measured: the units and wholes that make values comparable."""

import hashlib

from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.industry import NamedQuerySet, NamesStamp, check_aliases
from articles.models.told import MadeByReading


class Indicator(MadeByReading):
    """What is measured, in which base unit, and of what whole: 新能源汽车产量, %, 全国."""

    class Kind(models.TextChoices):
        COUNT = "count", _("数量")
        SHARE = "share", _("占比")
        AMOUNT = "amount", _("总量")
        GROWTH = "growth", _("增速")
        RANK = "rank", _("排名")

    name = models.CharField(_("名称"), max_length=100)
    kind = models.CharField(_("类别"), max_length=6, choices=Kind)
    unit = models.CharField(_("基本单位"), max_length=20)
    whole = models.CharField(
        _("占什么的"),
        max_length=60,
        blank=True,
        help_text=_("占比和排名所依的整体，如全国、全球。"),
    )
    slug = models.SlugField(_("网址名"), max_length=60, unique=True, blank=True)
    aliases = models.JSONField(
        _("别名"), default=list, blank=True, validators=[check_aliases]
    )
    note = models.TextField(_("说明"), blank=True)

    names_stamp = 2
    objects = NamedQuerySet.as_manager()

    class Meta:
        ordering = ["name", "whole", "unit"]
        verbose_name = verbose_name_plural = _("指标")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "kind", "unit", "whole"], name="indicator_is_one"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(unit=""), name="indicator_has_name_and_unit"
            ),
        ]

    def __str__(self):
        return self.label

    @transaction.atomic
    def save(self, *args, **kwargs):
        NamesStamp.objects.renew(self.names_stamp)
        if not self.slug:
            said = "|".join((self.name, self.kind, self.unit, self.whole))
            self.slug = "i-" + hashlib.sha256(said.encode()).hexdigest()[:12]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("indicator", args=[self.slug])

    @transaction.atomic
    def delete(self, *args, **kwargs):
        NamesStamp.objects.renew(self.names_stamp)
        return super().delete(*args, **kwargs)

    @property
    def label(self) -> str:
        """The name with its whole, since 占全国 and 占全球 are two indicators."""
        return f"{self.name}（{self.whole}）" if self.whole else self.name
