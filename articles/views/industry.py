"""A page each for a region, a cluster and an alliance, with its stories."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles.models import Alliance, Article, Cluster, Region
from articles.views.paging import page_of
from articles.views.side import side_column

STORIES_A_PAGE = 20


@require_safe
def region(request, slug):
    rows = Region.objects.select_related("parent").prefetch_related(
        "members", "groups", "alliances", "clusters", "led_clusters"
    )
    return _page(request, "region", get_object_or_404(rows, slug=slug), "regions")


@require_safe
def cluster(request, slug):
    rows = Cluster.objects.select_related("lead_city").prefetch_related(
        "regions", "industries"
    )
    return _page(request, "cluster", get_object_or_404(rows, slug=slug), "clusters")


@require_safe
def alliance(request, slug):
    rows = Alliance.objects.select_related("founded_at").prefetch_related(
        "members", "regions", "industries"
    )
    return _page(request, "alliance", get_object_or_404(rows, slug=slug), "alliances")


def _page(request, name, subject, relation):
    stories = Article.objects.public().for_cards().about(**{relation: subject})
    return render(
        request,
        f"articles/industry/{name}.html",
        {
            name: subject,
            "stories": page_of(stories, request, STORIES_A_PAGE),
            **side_column(request),
        },
    )
