"""Data entry and review desks, one file a subject."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin import (
    content,
    facts,
    feeds,
    industry,
    initiatives,
    intake,
    live,
    merging,
    reading,
)

__all__ = [
    "content",
    "facts",
    "feeds",
    "industry",
    "initiatives",
    "intake",
    "live",
    "merging",
    "reading",
]

admin.site.site_title = admin.site.site_header = _("新闻台后台")
admin.site.index_title = _("录入与审稿")
