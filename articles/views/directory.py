"""The directory of clusters with its map, and regions or clusters side by side."""

from django.http import JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import comparing, directory, fact_rows
from articles.charts import tiles
from articles.models import Cluster, Industry, Region
from articles.views.paging import page_of
from articles.views.side import side_column

CLUSTERS_A_PAGE = 50
COLUMNS = (
    "name",
    "short_name",
    "level",
    "batch",
    "designated_on",
    "lead_city",
    "regions",
    "industries",
    "url",
)


@require_safe
@vary_on_headers("HX-Request")
def clusters(request, form="html"):
    """Clusters by region and industry; the filters are the address."""
    choice = directory.choice_of(request.GET)
    rows = (
        directory.clusters_of(choice)
        .select_related("lead_city")
        .prefetch_related("regions", "industries")
    )
    if form == "csv":
        return _as_csv(request, rows)
    page = page_of(rows, request, CLUSTERS_A_PAGE)
    if form == "json":
        return _as_json(request, page)
    counts = directory.counts(choice)
    provinces = list(Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("code"))
    branches = list(Industry.objects.filter(parent=None))
    context = {
        "choice": choice,
        "clusters": page,
        "counts": counts,
        "map": _map(request, choice, counts, provinces),
        "matrix": _matrix(counts, provinces, branches),
        "levels": Cluster.Level.choices,
        "provinces": provinces,
        "groups": Region.objects.filter(kind__in=(Region.Kind.GROUP, Region.Kind.BELT)),
        "branches": branches,
        "query": _query(request),
    }
    if request.htmx:
        return render(request, "articles/industry/_clusters.html", context)
    return render(
        request, "articles/industry/clusters.html", context | side_column(request)
    )


@require_safe
def compare(request, form="html"):
    """Up to six regions or clusters side by side, indicator by indicator."""
    asked = comparing.asked(request.GET)
    found = comparing.compare(asked.subjects)
    if form == "json":
        return JsonResponse(
            comparing.as_data(asked, found, request.build_absolute_uri),
            json_dumps_params={"ensure_ascii": False, "indent": 1},
        )
    if form == "csv":
        rows = (
            fact_rows.as_data(fact, request.build_absolute_uri)
            for line in found
            for fact in line.facts
            if fact
        )
        return _csv(fact_rows.csv_lines(fact_rows.COLUMNS, rows), "compare.csv")
    return render(
        request,
        "articles/industry/compare.html",
        {
            "asked": asked,
            "lines": [(line, mark_safe(line.chart)) for line in found],  # noqa: S308
            "choices": comparing.choices(asked.kind),
            "query": request.GET.urlencode(),
            **side_column(request),
        },
    )


def _map(request, choice, counts, provinces):
    drawn = {}
    for province in provinces:
        query = _query(request, region=province.slug)
        drawn[province.code] = tiles.Tile(
            name=province.name,
            count=counts.provinces.get(province.pk, 0),
            href=f"?{query}",
            chosen=choice.region == province,
        )
    return mark_safe(tiles.draw(drawn, _("各省级地区的集群数")))  # noqa: S308


def _matrix(counts, provinces, branches):
    """Rows of (province, its total, a number for each branch), none of them empty."""
    used = {branch for _province, branch in counts.matrix}
    shown = [branch for branch in branches if branch.pk in used]
    rows = [
        (
            province,
            counts.provinces[province.pk],
            [
                (branch, counts.matrix.get((province.pk, branch.pk), 0))
                for branch in shown
            ],
        )
        for province in provinces
        if province.pk in counts.provinces
    ]
    return {"branches": shown, "rows": rows}


def _query(request, **changed) -> str:
    """The filters of this address, with some of them changed, as a query."""
    query = request.GET.copy()
    for name in ("page", "hot"):
        query.pop(name, None)
    for name in [name for name, value in query.items() if not value]:
        query.pop(name)
    for name, value in changed.items():
        query[name] = value
    return query.urlencode()


def _row(cluster, address) -> dict:
    return {
        "name": cluster.name,
        "short_name": cluster.short_name,
        "level": cluster.level,
        "batch": cluster.batch,
        "designated_on": cluster.designated_on and cluster.designated_on.isoformat(),
        "lead_city": cluster.lead_city and cluster.lead_city.name,
        "regions": [row.name for row in cluster.regions.all()],
        "industries": [row.name for row in cluster.industries.all()],
        "url": address(cluster.get_absolute_url()),
    }


def _as_json(request, page):
    data = {
        "count": page.paginator.count,
        "page": page.number,
        "pages": page.paginator.num_pages,
        "clusters": [_row(row, request.build_absolute_uri) for row in page],
    }
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _as_csv(request, rows):
    told = (_row(row, request.build_absolute_uri) for row in rows.iterator(1000))
    return _csv(fact_rows.csv_lines(COLUMNS, told), "clusters.csv")


def _csv(lines, name):
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
