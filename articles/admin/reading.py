"""Hot lists as they were captured."""

from django.contrib import admin
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.admin.readonly import ReadOnly
from articles.models import HotEntry, HotList


class EntryInline(ReadOnly, admin.TabularInline):
    model = HotEntry
    fields = readonly_fields = [
        "rank",
        "title",
        "source",
        "printed",
        "day",
        "year_assumed",
    ]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


@admin.register(HotList)
class HotListAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["source", "captured_at", "length"]
    list_select_related = ["source"]
    date_hierarchy = "captured_at"
    inlines = [EntryInline]

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(length=Count("entries"))

    @admin.display(description=_("条目数"), ordering="length")
    def length(self, hot_list):
        return hot_list.length
