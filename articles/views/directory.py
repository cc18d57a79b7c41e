"""The directory of clusters with its map, and regions or clusters side by side."""

from urllib.parse import urlencode

from django.db.models import Prefetch
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import comparing, directory, fact_rows
from articles.charts import tiles
from articles.models import Cluster, Industry, Region
from articles.reached import still
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
    if form != "html" and choice.troubles:
        return _refused(choice.troubles, form)
    regions = Region.objects.for_readers()
    rows = directory.clusters_of(choice).prefetch_related(
        Prefetch("regions", regions),
        Prefetch("industries", Industry.objects.for_readers()),
    )
    with_lead = rows.prefetch_related(Prefetch("lead_city", regions))
    if form == "csv":
        return _as_csv(request, with_lead)
    if form == "json":
        return _as_json(request, page_of(with_lead, request, CLUSTERS_A_PAGE))
    page = page_of(rows, request, CLUSTERS_A_PAGE)
    counts = directory.counts(choice, page.paginator.count)
    provinces = still(Region.objects.filter(kind=Region.Kind.PROVINCE).order_by("code"))
    belts = (Region.Kind.GROUP, Region.Kind.BELT)
    branches = still(Industry.objects.filter(parent=None))
    context = {
        "choice": choice,
        "clusters": page,
        "counts": counts,
        "map": _map(choice, counts, provinces),
        "matrix": _matrix(counts, provinces, branches),
        "levels": Cluster.Level.choices,
        "provinces": provinces,
        "groups": still(Region.objects.filter(kind__in=belts)),
        "branches": branches,
        "query": urlencode(choice.query),
        "compared_kinds": comparing.kinds(),
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
            "compared_kinds": comparing.kinds(),
            "query": request.GET.urlencode(),
            **side_column(request),
        },
    )


def _map(choice, counts, provinces):
    drawn = {}
    for province in provinces:
        query = urlencode(choice.query | {"region": province.slug})
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


def _refused(troubles, form):
    """A program cannot see that it got more than it asked for, so it gets nothing."""
    told = " ".join(troubles)
    if form == "json":
        unescaped = {"ensure_ascii": False}
        return JsonResponse({"error": told}, status=400, json_dumps_params=unescaped)
    return HttpResponse(
        f"{told}\n", status=400, content_type="text/plain; charset=utf-8"
    )


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
