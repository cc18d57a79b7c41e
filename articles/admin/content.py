"""Sources, authors, articles with their frozen revisions, and the reader's preview."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import body, cards, lookalike, review
from articles.admin import fact_desk
from articles.admin.readonly import ReadOnly
from articles.intake.article import halves
from articles.models import Article, Author, Revision, Source
from articles.models.content import StoryText
from articles.views.side import side_column


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
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
class AuthorAdmin(admin.ModelAdmin):
    list_display = ["name", "source"]
    list_select_related = ["source"]
    list_filter = [("source", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["name", "source__name"]
    autocomplete_fields = ["source"]


class ExactDateTime(AdminSplitDateTime):
    """Date and time to the second: Django's own drops the seconds at each save."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets[0].format, self.widgets[1].format = "%Y-%m-%d", "%H:%M:%S"


class ArticleForm(forms.ModelForm):
    """An article with the version it was opened at, so that no save is lost unseen."""

    opened_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = [*StoryText.WORDS, *StoryText.ABOUT, "slug"]
        widgets = {
            "title": forms.TextInput(attrs={"size": 90}),
            "lede": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 100}),
            "stated_at": ExactDateTime,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = None
        if "opened_version" in self.fields:
            self.initial["opened_version"] = self.instance.version

    def clean_stated_at(self):
        stated = self.cleaned_data["stated_at"]
        if stated and not 1900 <= stated.year <= 2200:
            raise forms.ValidationError(_("没有这样早或这样晚的报道。"))
        return stated

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk:
            self._refuse_stale(cleaned.get("opened_version"))
        return cleaned

    def _refuse_stale(self, opened):
        """Refuse to save over what somebody else saved meanwhile; both texts are kept.

        The row is locked until the admin's transaction ends, so the answer still holds
        when the save comes (SQLite locks the whole database for the same span).
        """
        now = (
            Article.objects.select_for_update(of=("self",))
            .select_related("updated_by")
            .get(pk=self.instance.pk)
        )
        if opened == now.version:
            return
        self.theirs = now
        self.data = self.data.copy()
        self.data[self.add_prefix("opened_version")] = now.version
        raise forms.ValidationError(
            _(
                "%(who)s 于 %(at)s 保存了这篇文章。你的文字仍在下面，对方的文字附在页末；"
                "核对后再次保存，将以你的文字为准。"
            ),
            code="stale",
            params={
                "who": now.updated_by or _("他人"),
                "at": f"{timezone.localtime(now.updated_at):%H:%M:%S}",
            },
        )


class RevisionInline(ReadOnly, admin.TabularInline):
    model = Revision
    fields = ["number", "frozen_at", "frozen_by"]
    readonly_fields = fields
    extra = 0
    show_change_link = True
    verbose_name_plural = _("已定稿的版本")

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("frozen_by")


@admin.register(Article)
class ArticleAdmin(admin.ModelAdmin):
    form = ArticleForm
    list_display = [
        "title",
        "status",
        "source",
        "stated_at",
        "updated_by",
        "updated_at",
    ]
    list_filter = [
        "status",
        ("source", admin.RelatedOnlyFieldListFilter),
        ("regions", admin.RelatedOnlyFieldListFilter),
        ("clusters", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["source", "updated_by"]
    search_fields = ["title", "lede", "body"]
    date_hierarchy = "stated_at"
    autocomplete_fields = [
        "source",
        "author",
        "regions",
        "industries",
        "clusters",
        "alliances",
    ]
    readonly_fields = ["status", "publish_at", "intake", "created_by", "updated_by"]
    actions = ["publish_selected", "withdraw_selected"]
    inlines = [RevisionInline]
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
        (_("本文所涉"), {"fields": ["alliances", "clusters", "regions", "industries"]}),
        (
            _("状态"),
            {
                "fields": [
                    "status",
                    "publish_at",
                    "slug",
                    "intake",
                    "created_by",
                    "updated_by",
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

    def save_model(self, request, article, form, change):
        article.updated_by = request.user
        if not change:
            article.created_by = request.user
        super().save_model(request, article, form, change)
        for other in lookalike.titles_like(article):
            messages.warning(
                request,
                format_html(
                    _('标题与已有文章相近：<a href="{}">{}</a>，请确认不是重复录入。'),
                    reverse("admin:articles_article_change", args=[other.pk]),
                    other.title,
                ),
            )

    def save_related(self, request, form, formsets, change):
        """Publish once what the article is about is saved too, where that was asked."""
        super().save_related(request, form, formsets, change)
        fact_desk.warn(request, form.instance)
        if "_publish" not in request.POST or not self.has_publish_permission(request):
            return
        try:
            review.publish(form.instance, by=request.user)
        except review.ReviewError as error:
            told = _("已保存，但没有发布：%(why)s") % {"why": error}
            self.message_user(request, told, messages.ERROR)
            return
        messages.success(
            request,
            format_html(
                _('已发布，读者现在看到的是这一版：<a href="{0}">{0}</a>'),
                form.instance.get_absolute_url(),
            ),
        )

    def get_readonly_fields(self, request, obj=None):
        """The address of a published article is readers' already: an editor's to change."""
        kept = (
            obj
            and obj.published_revision_id
            and not self.has_publish_permission(request)
        )
        return [*self.readonly_fields, "slug"] if kept else self.readonly_fields

    def view_on_site(self, article):
        is_public = Article.objects.public().filter(pk=article.pk).exists()
        return article.get_absolute_url() if is_public else None

    def render_change_form(self, request, context, *args, **kwargs):
        form = context["adminform"].form
        context["theirs"] = getattr(form, "theirs", None)
        context["may_publish"] = self.has_publish_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    @admin.action(description=_("发布所选文章"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self._each(request, queryset, lambda row: review.publish(row, by=request.user))

    @admin.action(description=_("撤下所选文章"), permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        self._each(request, queryset, review.withdraw)

    def _each(self, request, queryset, act):
        done = 0
        # The list's rows come without their text; an act needs all of it.
        for article in Article.objects.filter(pk__in=queryset.values("pk")):
            try:
                act(article)
                done += 1
            except review.ReviewError as error:
                self.message_user(request, f"{article}：{error}", messages.ERROR)
        if done:
            self.message_user(
                request, ngettext("已处理 %d 篇。", "已处理 %d 篇。", done) % done
            )

    def get_urls(self):
        preview = path(
            "<int:pk>/preview/",
            self.admin_site.admin_view(self.preview),
            name="articles_article_preview",
        )
        return [preview, *fact_desk.urls(self), *super().get_urls()]

    def preview(self, request, pk):
        """The working copy as readers would see it; for staff who may see the article."""
        article = self.get_object(request, str(pk))
        if article is None:
            raise Http404
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        return render(
            request,
            "articles/content/story.html",
            {
                "article": article,
                "revision": article,
                "halves": halves(article.title),
                "figures": cards.plain(article.body),
                "lede_in_body": body.contains(article.body, article.lede),
                "is_preview": True,
                **side_column(request),
            },
        )


@admin.register(Revision)
class RevisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["article", "number", "frozen_at", "frozen_by"]
    list_select_related = ["article", "frozen_by"]
    search_fields = ["title"]
    date_hierarchy = "frozen_at"
