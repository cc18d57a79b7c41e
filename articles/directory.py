"""The clusters of the country: which are asked for, and how many stand where."""

import hashlib
from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Case, Count, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from articles.models import Cluster, Industry, Region

# Counts over all clusters are made once a minute for each choice of filters; a page of
# ten thousand clusters then costs what a page of a hundred does.
KEPT = 60
# A region's own page names so many of its clusters; the directory has them all.
NAMED = 20


@dataclass(frozen=True)
class Choice:
    """The filters of the directory, as its address has them.

    An unknown value filters nothing; *troubles* says so to whoever asked, a sentence each.
    """

    region: Region | None = None
    industry: Industry | None = None
    level: str = ""
    words: str = ""
    troubles: tuple[str, ...] = ()

    @property
    def query(self) -> dict[str, str]:
        """The address's query for it, without what was unknown."""
        told = {
            "region": self.region.slug if self.region else "",
            "industry": self.industry.slug if self.industry else "",
            "level": self.level,
            "q": self.words,
        }
        return {name: value for name, value in told.items() if value}

    @property
    def key(self) -> str:
        said = f"{self.region and self.region.pk}|{self.industry and self.industry.pk}"
        said = f"{said}|{self.level}|{self.words}"
        return "clusters:" + hashlib.sha256(said.encode()).hexdigest()


@dataclass(frozen=True)
class Inside:
    """The first clusters of a region, by name, and how many it has in all."""

    rows: tuple[Cluster, ...]
    total: int

    @property
    def cut(self) -> bool:
        return len(self.rows) < self.total


@dataclass(frozen=True)
class Counts:
    """How many clusters of a choice stand in each province, and for which industry."""

    total: int
    unplaced: int
    provinces: dict[int, int]
    matrix: dict[tuple[int, int], int]


def choice_of(query) -> Choice:
    """Read the filters of an address."""
    asked = {name: query.get(name, "") for name in ("region", "industry", "level")}
    known = {
        "region": _of(Region, asked["region"]),
        "industry": _of(Industry, asked["industry"]),
        "level": asked["level"] if asked["level"] in Cluster.Level.values else "",
    }
    unknown = {
        "region": _("没有「%(value)s」这个地区，没有按它筛选。"),
        "industry": _("没有「%(value)s」这个产业，没有按它筛选。"),
        "level": _("没有「%(value)s」这个级别，没有按它筛选。"),
    }
    return Choice(
        **known,
        words=query.get("q", "").replace("\x00", "").strip()[:60],
        troubles=tuple(
            sentence % {"value": asked[name][:40]}
            for name, sentence in unknown.items()
            if asked[name] and not known[name]
        ),
    )


def _of(model, slug: str):
    # No slug has a NUL, which PostgreSQL would not even compare.
    if not slug or "\x00" in slug:
        return None
    return model.objects.for_readers().filter(slug=slug[:100]).first()


def clusters_of(choice: Choice):
    """The clusters of *choice* readers may know of, by name.

    A region holds those of its parts and members.
    """
    rows = Cluster.objects.for_readers()
    if choice.region:
        inside = _within(choice.region).values("pk")
        rows = rows.filter(pk__in=_with("regions", inside))
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


def inside(region: Region) -> Inside:
    """The clusters the directory has for *region*: two queries, however many."""
    found = clusters_of(Choice(region=region))
    return Inside(tuple(found[:NAMED]), found.count())


def _within(region: Region):
    """*region* with its parts and members and their parts, down to the cities.

    The world holds nations, these provinces, these cities; a belt may have groups as
    members, a group has provinces or cities.
    """
    lies = Q(pk=region.pk)
    for above in ("", "parent__", "parent__parent__"):
        lies |= Q(**{f"{above}parent": region})
    for above in ("", "parent__", "groups__", "parent__groups__"):
        lies |= Q(**{f"{above}groups": region})
    return Region.objects.filter(lies)


def counts(choice: Choice, total: int) -> Counts:
    """Counts of *choice*, at most KEPT seconds old, and of as many as there are now.

    *total* is how many there are: what a story brought goes when it is withdrawn.
    """
    found = cache.get(choice.key)
    if found is None or found.total != total:
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
