"""What stories are about: regions, industries, clusters, alliances, events."""

import secrets

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from articles.models.told import ForReaders, MadeByReading, ReadFrom


def check_aliases(aliases):
    """Raise ValidationError unless *aliases* is a list of different, non-empty names."""
    if not isinstance(aliases, list) or not all(
        isinstance(alias, str) and alias.strip() == alias and alias for alias in aliases
    ):
        raise ValidationError(_("别名须为文字列表，每个别名前后不留空格。"))
    if len(set(aliases)) != len(aliases):
        raise ValidationError(_("别名有重复。"))


class NamesStampManager(models.Manager):
    def now(self, pk: int = 1) -> str:
        """What changes whenever a name does; "" where nobody knows, so keep nothing then."""
        return self.values_list("stamp", flat=True).filter(pk=pk).first() or ""

    def renew(self, pk: int = 1) -> None:
        self.update_or_create(pk=pk, defaults={"stamp": secrets.token_hex(8)})


class NamesStamp(models.Model):
    """A row that is another one after every change of a name: what indexes of names go by.

    Indicators have a row of their own: they come with every text that is read, and are
    none of the names that texts are read with.

    Drawn, not counted: a count that was rolled back would come again with other names.
    """

    stamp = models.CharField(max_length=16)

    objects = NamesStampManager()

    class Meta:
        verbose_name = verbose_name_plural = _("名称标记")

    def __str__(self):
        return self.stamp


class NamedQuerySet(ForReaders):
    def for_recognition(self):
        """Rows of (pk, name, aliases): all that finding names in a text needs."""
        return self.values_list("pk", "name", "aliases")

    @transaction.atomic
    def update(self, **values):
        NamesStamp.objects.renew(self.model.names_stamp)
        return super().update(**values)

    @transaction.atomic
    def delete(self):
        NamesStamp.objects.renew(self.model.names_stamp)
        return super().delete()

    @transaction.atomic
    def bulk_create(self, *rows, **options):
        NamesStamp.objects.renew(self.model.names_stamp)
        return super().bulk_create(*rows, **options)


class Named(MadeByReading):
    """Something with an official name, other names, and a page of its own."""

    name = models.CharField(_("名称"), max_length=100, unique=True)
    slug = models.SlugField(_("网址名"), max_length=100, unique=True)
    aliases = models.JSONField(
        _("别名"), default=list, blank=True, validators=[check_aliases]
    )

    names_stamp = 1
    objects = NamedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self):
        return self.name

    @transaction.atomic
    def save(self, *args, **kwargs):
        NamesStamp.objects.renew()
        super().save(*args, **kwargs)

    @transaction.atomic
    def delete(self, *args, **kwargs):
        NamesStamp.objects.renew()
        return super().delete(*args, **kwargs)


class RegionQuerySet(NamedQuerySet):
    def for_recognition(self):
        """As for any name, but 全国 and 全球 stand in every story and say little of it."""
        far = (Region.Kind.NATION, Region.Kind.WORLD)
        return super().for_recognition().exclude(kind__in=far)


class Region(Named):
    class Kind(models.TextChoices):
        PROVINCE = "province", _("省级")
        CITY = "city", _("市")
        GROUP = "group", _("区域")
        BELT = "belt", _("经济带")
        NATION = "nation", _("国家")
        WORLD = "world", _("世界")

    kind = models.CharField(_("类别"), max_length=10, choices=Kind)
    code = models.CharField(_("行政区划代码"), max_length=6, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级地区"),
        null=True,
        blank=True,
        related_name="parts",
    )
    members = models.ManyToManyField(
        "self",
        verbose_name=_("成员地区"),
        symmetrical=False,
        blank=True,
        related_name="groups",
        help_text=_("区域和经济带由哪些地区组成，如长三角由三省一市组成。"),
    )

    objects = RegionQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("地区")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(code="") | models.Q(code__regex=r"^\d{6}$"),
                name="region_code_is_six_digits",
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=~models.Q(code=""),
                name="region_code_is_unique",
            ),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="region_is_not_its_own_parent",
            ),
        ]

    def get_absolute_url(self):
        return reverse("region", args=[self.slug])


class Industry(Named):
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("上级产业"),
        null=True,
        blank=True,
        related_name="parts",
    )

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("产业")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")),
                name="industry_is_not_its_own_parent",
            ),
        ]


class Organisation(ReadFrom, Named):
    region = models.ForeignKey(
        Region, models.PROTECT, verbose_name=_("所在地区"), null=True, blank=True
    )

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("机构")


class Event(ReadFrom, Named):
    series = models.CharField(_("系列"), max_length=100, blank=True)
    edition = models.PositiveSmallIntegerField(_("届次"), null=True, blank=True)
    held_on = models.DateField(_("举办日期"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)

    class Meta(Named.Meta):
        ordering = ["-held_on", "name"]
        verbose_name = verbose_name_plural = _("活动")


class Cluster(Named):
    """An industrial cluster (never a group of duplicate items)."""

    class Level(models.TextChoices):
        NATIONAL = "national", _("国家级")
        PROVINCIAL = "provincial", _("省级")
        CITY = "city", _("市级")

    short_name = models.CharField(_("简称"), max_length=60, blank=True)
    level = models.CharField(_("级别"), max_length=10, choices=Level)
    batch = models.CharField(_("批次"), max_length=40, blank=True)
    designated_on = models.DateField(_("认定日期"), null=True, blank=True)
    lead_city = models.ForeignKey(
        Region,
        models.PROTECT,
        verbose_name=_("牵头城市"),
        null=True,
        blank=True,
        related_name="led_clusters",
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("所在地区"), blank=True, related_name="clusters"
    )
    industries = models.ManyToManyField(
        Industry, verbose_name=_("产业"), blank=True, related_name="clusters"
    )
    source_note = models.CharField(_("资料来源"), max_length=200, blank=True)
    source_url = models.URLField(_("来源网址"), max_length=500, blank=True)

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("产业集群")

    def get_absolute_url(self):
        return reverse("cluster", args=[self.slug])


class Alliance(Named):
    members = models.ManyToManyField(
        Organisation, verbose_name=_("成员机构"), blank=True, related_name="alliances"
    )
    regions = models.ManyToManyField(
        Region, verbose_name=_("所涉地区"), blank=True, related_name="alliances"
    )
    industries = models.ManyToManyField(
        Industry, verbose_name=_("产业"), blank=True, related_name="alliances"
    )
    founded_at = models.ForeignKey(
        Event,
        models.PROTECT,
        verbose_name=_("成立于活动"),
        null=True,
        blank=True,
        related_name="founded_alliances",
    )
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    open_list = models.BooleanField(
        _("名单未尽"), default=False, help_text=_("原文以「等」结尾，成员不止这些。")
    )
    note = models.TextField(_("说明"), blank=True)

    class Meta(Named.Meta):
        verbose_name = verbose_name_plural = _("联盟")

    def get_absolute_url(self):
        return reverse("alliance", args=[self.slug])

    @property
    def has_more_members(self) -> bool:
        """Whether there are members beside those listed; of a list that is not, nobody knows."""
        return self.open_list and bool(self.members.all())
