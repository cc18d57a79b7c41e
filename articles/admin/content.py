"""Sources, authors, articles with their frozen revisions, and the reader's preview."""

from django.contrib import admin, messages
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import auditing, lookalike, readdressing, review, rights
from articles.admin import (
    fact_desk,
    history_page,
    review_margin,
    review_page,
    writing,
)
from articles.admin.article_filters import ForReaders
from articles.admin.article_form import ArticleForm
from articles.admin.keeping_sent import KeepsWhatWasSent
from articles.admin.printed_names import KeepsPrintedNames
from articles.admin.readonly import ReadOnly
from articles.admin.review import last_return
from articles.admin.unsaved import KeepsUnsaved
from articles.models import Article, Author, Revision, Source
from articles.review import remarks, telling


@admin.register(Source)
class SourceAdmin(KeepsPrintedNames, admin.ModelAdmin):
    list_display = ["name", "homepage", "articles_count", "is_sample"]
    search_fields = ["name"]
    list_filter = ["is_sample"]

    def get_queryset(self, request):
        # Counting groups the rows, and what is grouped has lost its order.
        rows = super().get_queryset(request).annotate(written=Count("articles"))
        return rows.order_by("name")

    @admin.display(description=_("文章数"), ordering="written")
    def articles_count(self, source):
        return source.written


@admin.register(Author)
class AuthorAdmin(KeepsPrintedNames, admin.ModelAdmin):
    kept = ("name", "source")  # together they are one author
    list_display = ["name", "source"]
    list_select_related = ["source"]
    list_filter = [("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "source__name"]
    autocomplete_fields = ["source"]


# What an edit ended, told to who made it.
VOIDED = {
    Article.Status.IN_REVIEW: _("文章原在待审：文字改了，须再次送审。"),
    Article.Status.APPROVED: _("文章原已通过：文字改了，通过作废，须再次送审。"),
    Article.Status.PUBLISHED: _("读者仍看原来的文字。改动须送审、通过后才发布。"),
}

UNSCHEDULED = _("定时发布已取消：文字改了，须再次送审、通过。")


@admin.register(Article)
class ArticleAdmin(KeepsUnsaved, KeepsWhatWasSent, admin.ModelAdmin):
    form = ArticleForm
    list_display = [
        "__str__",
        "state",
        "source",
        "stated_at",
        "updated_by",
        "updated_at",
    ]
    list_filter = [
        "status",
        ForReaders,
        ("source", admin.RelatedOnlyFieldListFilter),
        ("regions", admin.RelatedOnlyFieldListFilter),
        ("clusters", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["source", "updated_by", "submitted_revision"]
    search_fields = ["title", "lede", "body"]
    date_hierarchy = "stated_at"
    autocomplete_fields = [
        "source",
        "author",
        "regions",
        "industries",
        "clusters",
        "alliances",
        "programmes",
        "agreements",
    ]
    readonly_fields = ["publish_at", "intake", "entered_by", "last_changed_by"]
    actions = ["submit_selected", "publish_selected"]

    class Media:
        js = ["js/live-preview.js"]
        css = {"all": ["css/writing.css"]}

    fieldsets = [
        (None, {"fields": ["title", "lede", "body", "opened_version"]}),
        (
            _("署名与时间"),
            {
                "fields": [
                    "source",
                    "author",
                    ("stated_at", "stated_precision"),
                    "stated_printed",
                ]
            },
        ),
        (
            _("本文所涉"),
            {
                "fields": [
                    "alliances",
                    "clusters",
                    "regions",
                    "industries",
                    "programmes",
                    "agreements",
                ]
            },
        ),
        (
            _("记录"),
            {
                "fields": [
                    "publish_at",
                    "slug",
                    "intake",
                    "entered_by",
                    "last_changed_by",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name.endswith(
            "_changelist"
        ):
            return rows.defer("body", "lede")
        return rows

    @admin.display(description=_("状态"), ordering="status")
    def state(self, article):
        return article.state()

    # Names and no links: who types here may not open the pages of people.
    @admin.display(description=_("录入人"))
    def entered_by(self, article):
        return article.created_by or self.get_empty_value_display()

    @admin.display(description=_("最后修改人"))
    def last_changed_by(self, article):
        return article.updated_by or self.get_empty_value_display()

    def save_model(self, request, article, form, change):
        if change:
            readdressing.readdress(form.stored, article.slug)
        if change and not form.text_changed():
            return  # its address is no part of the text
        self.keep_replaced(request, form)
        review.edit(article, request.user)
        if change and form.stored.goes_out_at:
            self.message_user(request, UNSCHEDULED, messages.WARNING)
        elif change and form.stored.status in VOIDED:
            self.message_user(request, VOIDED[form.stored.status], messages.WARNING)
        for alike in lookalike.to(article):
            messages.warning(
                request,
                format_html(
                    '{} <a href="{}">{}</a>',
                    alike.sentence,
                    reverse("admin:articles_article_change", args=[alike.other.pk]),
                    _("打开那一篇"),
                ),
            )

    def construct_change_message(self, request, form, formsets, add=False):
        """An address is told with the one before: links to it are out in the world."""
        message = super().construct_change_message(request, form, formsets, add)
        if add or "slug" not in form.changed_data:
            return message
        with auditing.in_the_sites_language():
            name = Article._meta.get_field("slug").verbose_name
            told = f"{name}：{form.stored.slug} → {form.instance.slug}"
        return [*message, {"told": [told]}]

    def save_related(self, request, form, formsets, change):
        """Send it to review once what it is about is saved too, where that was asked."""
        super().save_related(request, form, formsets, change)
        fact_desk.warn(request, form.instance)
        article = form.instance
        if "_submit" not in request.POST or article.was_public:
            return
        try:
            review.submit(article, by=request.user)
        except review.ReviewError as error:
            told = _("已保存，但没有送审：%(why)s") % {"why": error}
            self.message_user(request, told, messages.ERROR)
            return
        self.message_user(request, _("已保存并送审，等另一人审阅。"))

    def response_add(self, request, obj, post_url_continue=None):
        return self._to_review(request, obj) or super().response_add(request, obj)

    def response_change(self, request, obj):
        return self._to_review(request, obj) or super().response_change(request, obj)

    def _to_review(self, request, article):
        """Where sending it in leads: its review page, which asks what was corrected."""
        if "_submit" not in request.POST:
            return None
        address = reverse("admin:articles_article_review", args=[article.pk])
        asks = article.was_public and rights.may(request.user, "correct", article)
        if asks:
            told = _("已保存，还没有送审：请写明改了什么，再按「确认送审更正」。")
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(
            f"{address}?act=correct#review" if asks else address
        )

    def get_readonly_fields(self, request, obj=None):
        """The address of a published article is readers' already: an editor's to change."""
        kept = obj and obj.publish_at and not self.has_publish_permission(request)
        return [*self.readonly_fields, "slug"] if kept else self.readonly_fields

    def view_on_site(self, article):
        return article.get_absolute_url() if article.published_revision else None

    def render_change_form(self, request, context, *args, **kwargs):
        article, user = context.get("original"), request.user
        known = bool(article and article.was_public)
        context["may_submit"] = rights.has_permission(
            user, "correct" if known else "submit"
        )
        if article:
            context["standing"] = telling.standing(article)
            context["state"] = article.state()
            context["review_acts"] = review_page.acts_for(user, article)
            context["refused_acts"] = review_page.refused_for(user, article)
            context["open_remarks"] = remarks.open_on(article)
            context["log"] = log = list(review_page.log_of(article))
            context["last_return"] = last_return(log)
            context["revisions"] = review_page.revisions_of(article)
        return super().render_change_form(request, context, *args, **kwargs)

    def history_view(self, request, object_id, extra_context=None):
        return history_page.listed(self, request, object_id)

    def has_submit_permission(self, request):
        return rights.has_permission(request.user, "submit")

    def has_publish_permission(self, request):
        return rights.has_permission(request.user, "publish")

    # Approving is not among them: who approves has opened the text and read it.
    @admin.action(description=_("送审所选文章"), permissions=["submit"])
    def submit_selected(self, request, queryset):
        self._each(request, queryset, lambda row: review.submit(row, request.user))

    @admin.action(description=_("发布所选已通过的文章"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self._each(request, queryset, lambda row: review.publish(row, request.user))

    def _each(self, request, queryset, act):
        done = 0
        # The list's rows come without their text; an act needs all of it.
        for article in Article.objects.filter(pk__in=queryset.values("pk")):
            try:
                act(article)
                done += 1
            except review.ReviewError as error:
                self.message_user(
                    request,
                    _("%(what)s：%(why)s") % {"what": article, "why": error},
                    messages.ERROR,
                )
        if done:
            self.message_user(
                request, ngettext("已处理 %d 篇。", "已处理 %d 篇。", done) % done
            )

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "<int:pk>/preview/",
                view(review_page.preview),
                name="articles_article_preview",
            ),
            path(
                "<int:pk>/review/",
                view(review_page.review_page),
                name="articles_article_review",
            ),
            *review_margin.urls(view),
            *writing.urls(view),
            *fact_desk.urls(self),
            *history_page.urls(self),
            *super().get_urls(),
        ]


@admin.register(Revision)
class RevisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["article", "number", "frozen_at", "frozen_by"]
    list_select_related = ["article", "frozen_by"]
    search_fields = ["title"]
    date_hierarchy = "frozen_at"
