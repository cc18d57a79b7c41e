"""What regions do together: programmes they run and agreements they sign."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.industry import (
    Cluster,
    Event,
    Industry,
    Named,
    Organisation,
    Region,
    check_aliases,
)


class Programme(Named):
    """A policy, series of events or platform with a name: 一群一策, 十链百场万企."""

    class Kind(models.TextChoices):
        POLICY = "policy", _("政策")
        MATCHMAKING = "matching", _("对接活动")
        PLATFORM = "platform", _("平台")
        FUND = "fund", _("资金")
        OTHER = "other", _("其他")

    kind = models.CharField(
        _("类别"), max_length=10, choices=Kind, default=Kind.OTHER, blank=False
    )
    region = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("实施地区"),
        null=True,
        blank=True,
        related_name="programmes",
    )
    industries = models.ManyToManyField(
        Industry, verbose_name=_("产业"), blank=True, related_name="programmes"
    )
    note = models.TextField(_("说明"), blank=True)

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("举措")

    def get_absolute_url(self):
        return reverse("programme", args=[self.slug])


class Agreement(Named):
    """What two or more parties signed; its parties stand as they were printed."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("框架协议")
        COOPERATION = "cooperate", _("合作协议")
        MEMORANDUM = "memo", _("备忘录")
        CONTRACT = "contract", _("合同")
        OTHER = "other", _("其他")

    kind = models.CharField(
        _("类别"), max_length=10, choices=Kind, default=Kind.OTHER, blank=False
    )
    signed_at = models.ForeignKey(
        Event,
        models.PROTECT,
        verbose_name=_("签署于活动"),
        null=True,
        blank=True,
        related_name="agreements",
    )
    signed_on = models.DateField(_("签署日期"), null=True, blank=True)
    parties_printed = models.JSONField(
        _("签署方（原文）"),
        default=list,
        blank=True,
        validators=[check_aliases],
    )
    parties = models.ManyToManyField(
        Organisation, verbose_name=_("签署机构"), blank=True, related_name="agreements"
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("所涉地区"), blank=True, related_name="agreements"
    )
    unnamed_parties = models.BooleanField(
        _("有未具名的签署方"),
        default=False,
        help_text=_("原文只写「多省市科技部门」之类，没有列出名字。"),
    )
    aims = models.TextField(_("目标"), blank=True)
    cluster = models.ForeignKey(
        Cluster,
        models.PROTECT,
        verbose_name=_("产业集群"),
        null=True,
        blank=True,
        related_name="agreements",
    )

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("协议")

    def get_absolute_url(self):
        return reverse("agreement", args=[self.slug])
