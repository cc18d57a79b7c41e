"""The hot list with its tabs, and the beacon that counts reads."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from articles import hot
from articles.views.side import hot_list, live_rows


@require_safe
@vary_on_headers("HX-Request")
def hot_page(request):
    """The hot list; a tab asks the same address for the list alone."""
    context = hot_list(request.GET.get("hot"))
    if request.htmx:
        return render(request, "articles/reading/_hot.html", context)
    return render(request, "articles/reading/page.html", context | live_rows())


@require_POST
def read(request):
    """Count a read; the answer never says whether it counted."""
    hot.count_read(request, request.POST.get("page", ""))
    return HttpResponse(status=204)
