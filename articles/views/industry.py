"""A page each for what stories are about, with its figures; each as JSON and CSV too."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_safe

from articles import (
    comparing,
    details,
    directory,
    fact_charts,
    fact_rows,
    merging,
    reached,
    timeline,
)
from articles.models import (
    Agreement,
    Alliance,
    Article,
    Cluster,
    Fact,
    Indicator,
    KnownUnknown,
    Programme,
    Region,
)
from articles.views.paging import page_of
from articles.views.side import side_column

STORIES_A_PAGE = 20


@require_safe
def region(request, slug, form="html"):
    rows = _for_readers(
        Region,
        "parent",
        "members",
        "groups",
        "alliances",
        "led_clusters",
        "programmes",
        "agreements",
    )
    return _page(request, "region", rows, slug, form)


@require_safe
def cluster(request, slug, form="html"):
    rows = _for_readers(Cluster, "lead_city", "regions", "industries", "agreements")
    return _page(request, "cluster", rows, slug, form)


@require_safe
def alliance(request, slug, form="html"):
    related = ("members", "regions", "industries", "founded_at")
    signed_there = Prefetch("founded_at__agreements", Agreement.objects.for_readers())
    rows = _for_readers(Alliance, *related).prefetch_related(signed_there)
    return _page(request, "alliance", rows, slug, form)


@require_safe
def programme(request, slug, form="html"):
    rows = _for_readers(Programme, "region", "industries")
    return _page(request, "programme", rows, slug, form)


@require_safe
def agreement(request, slug, form="html"):
    rows = _for_readers(Agreement, "signed_at", "cluster", "parties", "regions")
    return _page(request, "agreement", rows, slug, form)


@require_safe
def indicator(request, slug, form="html"):
    """Every public value of an indicator, whoever it is about."""
    row = get_object_or_404(Indicator.objects.for_readers(), slug=slug)
    facts = Fact.objects.public().filter(indicator=row)
    if form != "html":
        return _data(request, row, facts, form, None)
    page = _facts_page(request, facts)
    return render(
        request,
        "articles/industry/indicator.html",
        {
            "indicator": row,
            "facts": page,
            "chart": _chart(fact_charts.of_indicator(row, list(page))),
            "undated": sum(not fact.period_precision for fact in page),
            "data_address": row.get_absolute_url().rstrip("/"),
            **side_column(request),
        },
    )


def _for_readers(model, *related):
    """Rows of *model* readers may know of, with what of their *related* rows they may."""
    return model.objects.for_readers().prefetch_related(
        *(
            Prefetch(
                name, model._meta.get_field(name).related_model.objects.for_readers()
            )
            for name in related
        )
    )


def _page(request, name, rows, slug, form):
    subject = rows.filter(slug=slug).first()
    if subject is None:
        kept = merging.successor(rows.model, slug)
        if kept is None:
            raise Http404
        return redirect(kept, permanent=False)  # a merge can be undone
    [subject.aliases] = reached.other_names([subject]).values()
    facts = _facts_about(name, subject)
    stories = Article.objects.public().for_cards().about(**{f"{name}s": subject})
    if form != "html":
        return _data(request, subject, facts, form, stories)
    page = _facts_page(request, facts)
    return render(
        request,
        f"articles/industry/{name}.html",
        {
            name: subject,
            "subject": subject,
            "stories": page_of(stories, request, STORIES_A_PAGE),
            "facts": page,
            "charts": [
                (title, _chart(chart))
                for title, chart in fact_charts.comparable(list(page), subject)
            ],
            "unknowns": _unknowns(page),
            "comparable": _comparable(subject, page),
            "inside": directory.inside(subject) if name == "region" else None,
            "timeline": timeline.of(subject) if name == "alliance" else (),
            "undated": sum(not fact.period_precision for fact in page),
            "data_address": subject.get_absolute_url().rstrip("/"),
            **side_column(request),
        },
    )


def _comparable(subject, page) -> bool:
    """Whether there is anything to compare *subject* by, and anybody to compare it with."""
    kind = subject._meta.model_name
    return bool(kind in comparing.MODELS and page.object_list) and (
        comparing.has_others(subject)
    )


def _facts_about(name, subject):
    facts = Fact.objects.public()
    if name == "agreement":  # an agreement has aims, no figures of its own
        return facts.none()
    return facts.filter(**{name: subject})


def _facts_page(request, facts):
    rows = facts.for_tables().with_corrections().in_time()
    return Paginator(rows, fact_rows.A_PAGE).get_page(request.GET.get("facts"))


def _unknowns(page):
    return KnownUnknown.objects.checked().filter(fact__in=[fact.pk for fact in page])


def _chart(svg: str):
    return mark_safe(svg)  # noqa: S308 - drawn by articles.charts, which escapes


def _data(request, subject, facts, form, stories):
    """The same page for programs: CSV of all its figures, JSON of one page of them."""
    address = request.build_absolute_uri
    facts = facts.for_tables().with_corrections().in_time()
    if form == "csv":
        lines = fact_rows.csv_lines(
            fact_rows.COLUMNS,
            (fact_rows.as_data(fact, address) for fact in facts.iterator(2000)),
        )
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{subject.slug}.csv"'
        return response
    page = Paginator(facts, fact_rows.A_PAGE).get_page(request.GET.get("facts"))
    data = {
        "type": subject._meta.model_name,
        "name": subject.name,
        "aliases": subject.aliases,
        "url": address(subject.get_absolute_url()),
        **details.of(subject, address),
        "facts": [fact_rows.as_data(fact, address) for fact in page],
        "facts_count": page.paginator.count,
        "facts_page": page.number,
        "facts_pages": page.paginator.num_pages,
        "not_stated": [
            {
                "kind": gap.kind,
                "subject": gap.subject,
                "count": fact_rows.number(gap.count),
                "count_is_derived": gap.kind == KnownUnknown.Kind.REST,
                "listed": gap.listed,
            }
            for gap in _unknowns(page)
        ],
    }
    if stories is not None:
        found = page_of(stories, request, STORIES_A_PAGE)
        data["stories"] = [
            {
                "title": row.published_revision.title,
                "url": address(row.get_absolute_url()),
                "source": str(row.published_revision.source or ""),
            }
            for row in found
        ]
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})
