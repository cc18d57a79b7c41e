"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path, re_path, register_converter

from articles.admin import review_page
from articles.views import (
    archive,
    content,
    directory,
    health,
    industry,
    live,
    news,
    past,
    pictures,
    reading,
    robots,
    search,
    syndication,
)


class DataForm:
    """The forms a page has for programs: its address with .json or .csv at the end."""

    regex = "json|csv"
    to_python = to_url = staticmethod(str)


register_converter(DataForm, "data")
SUBJECTS = ("region", "cluster", "alliance", "programme", "agreement", "indicator")

urlpatterns = [
    path("", content.home, name="home"),
    path("story/<slug:slug>/", content.story, name="story"),
    path("live/", archive.by_day, name="live"),
    path("live/news/", news.news, name="live-news"),
    path("live/latest/", news.latest, name="live-latest"),
    path("live/outlets/", news.outlets, name="live-outlets"),
    path("live/at/", past.choose, name="live-at-choose"),
    path("live/at/<str:minute>/", past.at, name="live-at"),
    path("live/<int:pk>/", live.live_story, name="live-story"),
    path("search/", search.results, name="search"),
    path("live.atom", syndication.live_atom, name="live-atom"),
    path("live.json", syndication.live_json, name="live-json"),
    path("api/live", syndication.live_api, name="live-api"),
    path("articles.atom", syndication.articles_atom, name="articles-atom"),
    re_path(
        r"^picture/(?P<digest>[0-9a-f]{16})-(?P<width>\d{1,5})x(?P<height>\d{1,5})\.webp$",
        pictures.picture,
        name="picture",
    ),
    path("favicon.ico", pictures.favicon, name="favicon"),
    path("hot/", reading.hot_page, name="hot"),
    path("read/", reading.read, name="read"),
    path("clusters/", directory.clusters, name="clusters"),
    path("clusters.<data:form>", directory.clusters, name="clusters-data"),
    path("compare/", directory.compare, name="compare"),
    path("compare.<data:form>", directory.compare, name="compare-data"),
    path("language/", include("django.conf.urls.i18n")),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", robots.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", robots.section, name="sitemap-section"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/articles/desk/", review_page.desk_page, name="desk"),
    path("admin/", admin.site.urls),
]
for name in SUBJECTS:
    view = getattr(industry, name)
    urlpatterns += [
        path(f"{name}/<slug:slug>/", view, name=name),
        path(f"{name}/<slug:slug>.<data:form>", view, name=f"{name}-data"),
    ]
