"""Feeds, items and live stories as the desk sees them."""

from datetime import date

from django.contrib import admin, messages
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles.admin.desk import Desk
from articles.admin.doubts import Doubts
from articles.admin.readonly import ReadOnly
from articles.live import editing, history
from articles.models import Comparison, FeedItem, LiveStory, Receipt


class SaysRefusals:
    """Do an editor's act, and put a refusal into the page's messages."""

    def do(self, request, act, *arguments) -> bool:
        try:
            act(*arguments, request.user)
        except editing.EditingError as error:
            self.message_user(request, str(error), messages.ERROR)
            return False
        return True


class Standing(admin.SimpleListFilter):
    """Shown, pinned, hidden or merged away; what readers see, unless asked otherwise."""

    title = _("状态")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [("pinned", _("置顶")), ("hidden", _("已隐藏")), ("merged", _("已并入"))]

    def queryset(self, request, queryset):
        if self.value() == "merged":
            return queryset.filter(merged_into__isnull=False)
        live = queryset.filter(merged_into=None)
        if self.value() == "hidden":
            return live.exclude(hidden_because="")
        if self.value() == "pinned":
            return live.filter(
                pk__in=LiveStory.objects.pinned().order_by().values("pk")
            )
        return live


@admin.register(LiveStory)
class LiveStoryAdmin(Desk, SaysRefusals, admin.ModelAdmin):
    """The live desk: the list as editors see it, and a page for each story."""

    list_display = [
        "text",
        "told_at",
        "stands",
        "items_count",
        "sources_count",
    ]
    list_filter = [Standing, "is_important"]
    list_select_related = ["lead"]
    list_per_page = 50
    search_fields = ["lead__text"]
    date_hierarchy = "told_at"
    actions = ["merge_selected"]
    change_list_template = "admin/articles/livestory/list.html"

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False  # what was observed stays; hide it with a reason instead

    def changelist_view(self, request, extra_context=None):
        day = _day_chosen(request) or timezone.localdate()
        told = FeedItem.objects.told_on(day).tally()
        doubts = Comparison.objects.unanswered().count()
        more = {"day": day, "tally": told, "doubts": doubts, **(extra_context or {})}
        return super().changelist_view(request, more)

    @admin.display(description=_("状态"))
    def stands(self, story):
        """What an editor said of it, and whether it is important, in words."""
        words = [
            (story.is_important, _("重要")),
            (story.is_pinned, _("置顶")),
            (
                story.hidden_because,
                _("%(what)s：%(why)s")
                % {"what": _("已隐藏"), "why": story.hidden_because},
            ),
            (story.merged_into_id, _("已并入")),
        ]
        return str(_("，")).join(str(word) for holds, word in words if holds) or "—"

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
            link = f"{self._address(first)}#history-title"
            where = _("看操作记录，可在那里撤销")
            told = format_html('{} <a href="{}">{}</a>', told, link, where)
            self.message_user(request, told)

    @admin.display(description=_("文字"))
    def text(self, story):
        return story.lead.text if story.lead else ""


def _day_chosen(request) -> date | None:
    """The day chosen in the list's date hierarchy, if one is."""
    parts = [
        request.GET.get(f"told_at__{part}", "") for part in ("year", "month", "day")
    ]
    try:
        day = date(*map(int, parts))
    except (ValueError, OverflowError):
        return None
    return day if 1900 <= day.year <= 2200 else None


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
class ComparisonAdmin(Doubts, SaysRefusals, ReadOnly, admin.ModelAdmin):
    """The pairs the judge is unsure of, to be answered; and those answered."""

    list_display = ["one", "other", "likelihood", "reasons", "answer", "answered_by"]
    list_display_links = None
    list_filter = [("answer", admin.EmptyFieldListFilter), "origin"]
    list_select_related = ["a__source", "b__source", "answered_by"]
    actions = ["same_news", "other_news"]
    change_list_template = "admin/articles/comparison/list.html"

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


@admin.register(Receipt)
class ReceiptAdmin(ReadOnly, admin.ModelAdmin):
    """Every act on the live list, to look through; undone on the page of its story."""

    list_display = ["number", "at", "by", "act", "told", "reason", "stands"]
    list_display_links = None
    list_filter = ["act", ("by", admin.RelatedOnlyFieldListFilter)]
    date_hierarchy = "at"

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        return rows.for_history().prefetch_related("changes")

    @admin.display(description=_("编号"), ordering="pk")
    def number(self, receipt):
        address = reverse("admin:articles_livestory_change", args=[receipt.story_id])
        return format_html('<a href="{}">#{}</a>', address, receipt.pk)

    @admin.display(description=_("内容"))
    def told(self, receipt):
        return history.sentence(receipt, receipt.changes.all())

    @admin.display(description=_("有效"), boolean=True)
    def stands(self, receipt):
        return receipt.stands
