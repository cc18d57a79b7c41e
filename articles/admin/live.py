"""Feeds, items and live stories as the desk sees them."""

from django.contrib import admin, messages
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from articles.admin.readonly import ReadOnly
from articles.live import editing
from articles.models import Comparison, FeedItem, LiveClock, LiveStory


class ItemInline(ReadOnly, admin.TabularInline):
    model = FeedItem
    fk_name = "story"
    fields = readonly_fields = [
        "text",
        "source",
        "told_at",
        "printed",
        "date_assumed",
        "is_linked",
        "placed_because",
        "placed_by_editor",
    ]
    show_change_link = True
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("source")


class SaysRefusals:
    """Do an editor's act, and put a refusal into the page's messages."""

    def do(self, request, act, *arguments) -> bool:
        try:
            act(*arguments, request.user)
        except editing.EditingError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        return True


@admin.register(LiveStory)
class LiveStoryAdmin(SaysRefusals, admin.ModelAdmin):
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
    actions = ["merge_selected"]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False  # what was observed stays; hide it with a reason instead

    def save_model(self, request, story, form, change):
        with transaction.atomic():
            story.version = LiveClock.objects.tick()
            super().save_model(request, story, form, change)

    @admin.action(description=_("合并所选快讯"), permissions=["change"])
    def merge_selected(self, request, queryset):
        """Merge into the story that was told first; its address stays."""
        stories = list(queryset.order_by("told_at", "pk"))
        if len(stories) < 2:
            self.message_user(request, _("请选择至少两条快讯。"), messages.ERROR)
            return
        first, *others = stories
        merged = sum(self.do(request, editing.merge, other, first) for other in others)
        if merged:
            told = _("已把 %(n)d 条并入「%(story)s」。") % {"n": merged, "story": first}
            self.message_user(request, told)

    @admin.display(description=_("文字"))
    def text(self, story):
        return story.lead.text if story.lead else ""


@admin.register(FeedItem)
class FeedItemAdmin(SaysRefusals, ReadOnly, admin.ModelAdmin):
    list_display = ["text", "source", "told_at", "date_assumed", "placed_because"]
    actions = ["split_selected"]
    list_filter = [
        "date_assumed",
        "is_future_clamped",
        "is_archived",
        ("changed_at", admin.EmptyFieldListFilter),
        ("source", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["source"]
    search_fields = ["text"]
    date_hierarchy = "told_at"

    def has_split_permission(self, request):
        return request.user.has_perm("articles.change_livestory")

    @admin.action(description=_("拆为单独的快讯"), permissions=["split"])
    def split_selected(self, request, queryset):
        done = sum(self.do(request, editing.split, item) for item in queryset)
        if done:
            self.message_user(request, _("已拆出 %(n)d 条。") % {"n": done})


@admin.register(Comparison)
class ComparisonAdmin(SaysRefusals, ReadOnly, admin.ModelAdmin):
    """The pairs the judge is unsure of, to be answered; and those answered."""

    list_display = ["one", "other", "likelihood", "reasons", "answer", "answered_by"]
    list_display_links = None
    list_filter = [("answer", admin.EmptyFieldListFilter), "origin"]
    list_select_related = ["a__source", "b__source", "answered_by"]
    actions = ["same_news", "other_news"]

    def has_answer_permission(self, request):
        return request.user.has_perm("articles.change_livestory")

    @admin.display(description=_("甲"))
    def one(self, pair):
        return f"{pair.a}（{pair.a.source}）"

    @admin.display(description=_("乙"))
    def other(self, pair):
        return f"{pair.b}（{pair.b.source}）"

    @admin.display(description=_("相同的概率"), ordering="probability")
    def likelihood(self, pair):
        return f"{pair.probability:.0%}"

    @admin.action(description=_("是同一条，合并"), permissions=["answer"])
    def same_news(self, request, queryset):
        self._answer(request, queryset, True)

    @admin.action(description=_("不是同一条"), permissions=["answer"])
    def other_news(self, request, queryset):
        self._answer(request, queryset, False)

    def _answer(self, request, queryset, same):
        done = sum(self.do(request, editing.answer, pair, same) for pair in queryset)
        if done:
            self.message_user(request, _("已回答 %(n)d 对。") % {"n": done})
