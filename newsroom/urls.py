"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from articles.admin import review_page
from articles.views import content, health, industry, live, reading

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
    path("language/", include("django.conf.urls.i18n")),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/articles/desk/", review_page.desk_page, name="desk"),
    path("admin/", admin.site.urls),
]
