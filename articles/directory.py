"""The clusters of the country: which are asked for, and how many stand where."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce

from articles.models import Cluster, Industry, Region

# Counts over all clusters are made once a minute for each choice of filters; a page of
# ten thousand clusters then costs what a page of a hundred does.
KEPT = 60


@dataclass(frozen=True)
class Choice:
    """The filters of the directory, as its address has them; unknown ones are none."""

    region: Region | None = None
    industry: Industry | None = None
    level: str = ""
    words: str = ""

    @property
    def key(self) -> str:
        said = f"{self.region and self.region.pk}|{self.industry and self.industry.pk}"
        said = f"{said}|{self.level}|{self.words}"
        return "clusters:" + hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Counts:
    """How many clusters of a choice stand in each province, and for which industry."""

    total: int
    unplaced: int
    provinces: dict[int, int]
    matrix: dict[tuple[int, int], int]


def choice_of(query) -> Choice:
    """Read the filters of an address."""
    level = query.get("level", "")
    return Choice(
        region=_of(Region, query.get("region", "")),
        industry=_of(Industry, query.get("industry", "")),
        level=level if level in Cluster.Level.values else "",
        words=query.get("q", "").strip()[:60],
    )


def _of(model, slug: str):
    return model.objects.filter(slug=slug[:100]).first() if slug else None


def clusters_of(choice: Choice):
    """The clusters of *choice*, by name; a region holds those of its parts and members."""
    rows = Cluster.objects.all()
    if choice.region:
        inside = Region.objects.filter(
            Q(pk=choice.region.pk)
            | Q(parent=choice.region)
            | Q(groups=choice.region)
            | Q(parent__groups=choice.region)
        )
        rows = rows.filter(pk__in=_with("regions", inside.values("pk")))
    if choice.industry:
        inside = Industry.objects.filter(
            Q(pk=choice.industry.pk)
            | Q(parent=choice.industry)
            | Q(parent__parent=choice.industry)
        )
        rows = rows.filter(pk__in=_with("industries", inside.values("pk")))
    if choice.level:
        rows = rows.filter(level=choice.level)
    if choice.words:
        rows = rows.filter(
            Q(name__icontains=choice.words) | Q(short_name__icontains=choice.words)
        )
    return rows.order_by("name")


def counts(choice: Choice) -> Counts:
    """Counts of *choice*, at most KEPT seconds old."""
    found = cache.get(choice.key)
    if found is None:
        found = _count(choice)
        cache.set(choice.key, found, KEPT)
    return found


def _with(relation: str, inside):
    through = getattr(Cluster, relation).through
    field = "region_id" if relation == "regions" else "industry_id"
    return through.objects.filter(**{f"{field}__in": inside}).values("cluster_id")


def _count(choice: Choice) -> Counts:
    rows = clusters_of(choice).order_by()
    # A city counts for its province; a group or belt is no place on the map.
    province = Case(
        When(regions__kind=Region.Kind.CITY, then=F("regions__parent")),
        When(regions__kind=Region.Kind.PROVINCE, then=F("regions")),
    )
    branch = Coalesce(F("industries__parent"), F("industries"))
    placed = rows.annotate(province=province).filter(province__isnull=False)
    provinces = placed.values("province").annotate(n=Count("pk", distinct=True))
    matrix = (
        placed.annotate(branch=branch)
        .filter(branch__isnull=False)
        .values("province", "branch")
        .annotate(n=Count("pk", distinct=True))
    )
    total = rows.count()
    return Counts(
        total=total,
        unplaced=total - placed.values("pk").distinct().count(),
        provinces={row["province"]: row["n"] for row in provinces},
        matrix={(row["province"], row["branch"]): row["n"] for row in matrix},
    )
