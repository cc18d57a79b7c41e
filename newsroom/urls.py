"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from articles.views import content, directory, health, industry, live, reading

urlpatterns = [
    path("", content.home, name="home"),
    path("story/<slug:slug>/", content.story, name="story"),
    path("live/", live.live, name="live"),
    path("live/news/", live.news, name="live-news"),
    path("live/latest/", live.latest, name="live-latest"),
    path("live/<int:pk>/", live.live_story, name="live-story"),
    path("hot/", reading.hot_page, name="hot"),
    path("read/", reading.read, name="read"),
    path("region/<slug:slug>/", industry.region, name="region"),
    path("cluster/<slug:slug>/", industry.cluster, name="cluster"),
    path("alliance/<slug:slug>/", industry.alliance, name="alliance"),
    path("clusters/", directory.clusters, name="clusters"),
    path("compare/", directory.compare, name="compare"),
    path("programme/<slug:slug>/", industry.programme, name="programme"),
    path("agreement/<slug:slug>/", industry.agreement, name="agreement"),
    path("indicator/<slug:slug>/", industry.indicator, name="indicator"),
    path("language/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
