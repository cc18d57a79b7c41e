"""For robots: what there is, and where they have no business."""

from django.conf import settings
from django.contrib.sitemaps import views
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.sitemaps import MAPS

FRESH = 600  # seconds; a news robot asks every quarter of an hour

# Not the desk, nor what pages ask for by themselves, nor addresses without end: any past
# minute, any question, any choice of filters. What a page is called without them is
# said by its canonical address.
ROBOTS = """\
User-agent: *
Disallow: /admin/
Disallow: /api/
Disallow: /read/
Disallow: /language/
Disallow: /search/
Disallow: /compare
Disallow: /live/at/
Disallow: /live/news/
Disallow: /live/latest/
Disallow: /live/outlets/
Disallow: /*?*q=
Disallow: /*?*hot=
Disallow: /*?*only=
Disallow: /*?*region=
Disallow: /*?*industry=

Sitemap: {sitemap}
"""


@require_safe
def robots(request):
    told = ROBOTS.format(sitemap=request.build_absolute_uri(reverse("sitemap")))
    return _for_all(HttpResponse(told, content_type="text/plain; charset=utf-8"))


@require_safe
def index(request):
    """Where the maps are, page by page."""
    return _for_all(views.index(request, MAPS, sitemap_url_name="sitemap-section"))


@require_safe
def section(request, section):
    """One map; ?p= names its page."""
    return _for_all(views.sitemap(request, MAPS, section))


def _for_all(response):
    """It is the same for everybody and in every language."""
    response.headers["Cache-Control"] = f"public, max-age={FRESH}"
    response.headers["Content-Language"] = settings.LANGUAGE_CODE
    return response
