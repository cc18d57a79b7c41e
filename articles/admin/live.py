"""Feeds, items and live stories as the desk sees them."""

from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.admin.readonly import ReadOnly
from articles.models import Feed, FeedItem, LiveClock, LiveStory


@admin.register(Feed)
class FeedAdmin(admin.ModelAdmin):
    list_display = [
        "title",
        "source",
        "kind",
        "is_active",
        "last_success_at",
        "next_check_at",
        "failures",
        "last_error",
    ]
    list_filter = ["kind", "is_active"]
    list_select_related = ["source"]
    search_fields = ["title", "source__name"]
    readonly_fields = ["source", "kind", "last_success_at", "failures", "last_error"]

    def has_add_permission(self, request):
        return False  # pages and the sample make theirs; polled feeds are not here yet


class ItemInline(ReadOnly, admin.TabularInline):
    model = FeedItem
    fk_name = "story"
    fields = readonly_fields = [
        "text",
        "source",
        "told_at",
        "printed",
        "date_assumed",
        "received_at",
        "placed_because",
    ]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


@admin.register(LiveStory)
class LiveStoryAdmin(admin.ModelAdmin):
    list_display = [
        "text",
        "told_at",
        "is_important",
        "items_count",
        "sources_count",
        "hidden_because",
    ]
    list_filter = ["is_important", ("hidden_because", admin.EmptyFieldListFilter)]
    list_select_related = ["lead"]
    search_fields = ["lead__text"]
    date_hierarchy = "told_at"
    fields = ["text", "told_at", "is_important", "hidden_because", "merged_into"]
    readonly_fields = ["text", "told_at", "merged_into"]
    inlines = [ItemInline]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False  # what was observed stays; hide it with a reason instead

    def save_model(self, request, story, form, change):
        with transaction.atomic():
            story.version = LiveClock.objects.tick()
            super().save_model(request, story, form, change)

    @admin.display(description=_("文字"))
    def text(self, story):
        return story.lead.text if story.lead else ""


@admin.register(FeedItem)
class FeedItemAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["text", "source", "told_at", "date_assumed", "received_at"]
    list_filter = ["date_assumed", ("source", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["source"]
    search_fields = ["text"]
    date_hierarchy = "told_at"
