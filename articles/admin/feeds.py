"""Feeds: added after a look at what they bring, with their health in the list."""

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import auditing
from articles.admin.feed_health import HealthPage
from articles.admin.feed_opml import OpmlPages
from articles.live import feeding
from articles.live.errors import FeedError
from articles.live.feed_wording import note, sentence
from articles.live.refresh import Askers, refresh
from articles.models import Feed

ITEMS_SHOWN = 30


class TryForm(forms.Form):
    url = forms.CharField(
        label=_("网址"),
        max_length=500,
        widget=forms.TextInput(attrs={"size": 80, "inputmode": "url"}),
        validators=[feeding.check_address],
    )
    mapping = forms.JSONField(
        label=_("JSON 映射"),
        required=False,
        validators=[feeding.check_mapping],
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
    )


class FeedForm(forms.ModelForm):
    class Meta:
        model = Feed
        fields = [
            "source",
            "title",
            "url",
            "mapping",
            "category",
            "minutes",
            "judging",
            "is_active",
        ]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.kind = self.instance.kind or Feed.Kind.ADDRESS

    def clean_url(self):
        url = self.cleaned_data["url"]
        if self.instance.kind == Feed.Kind.ADDRESS:
            if not url:
                raise forms.ValidationError(_("请填写网址。"))
            feeding.check_address(url)
        elif url:
            raise forms.ValidationError(_("这种信源没有网址。"))
        return url

    def clean_mapping(self):
        mapping = self.cleaned_data["mapping"]
        feeding.check_mapping(mapping)
        return mapping


@admin.register(Feed)
class FeedAdmin(HealthPage, OpmlPages, admin.ModelAdmin):
    form = FeedForm
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
    list_filter = ["kind", "is_active", "judging", "category"]
    list_select_related = ["source"]
    search_fields = ["title", "source__name", "url", "category"]
    autocomplete_fields = ["source"]
    readonly_fields = [
        "kind",
        "last_success_at",
        "next_check_at",
        "failures",
        "last_error",
    ]
    actions = ["check_now"]

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None:
            form.base_fields["url"].required = True
        return form

    def get_changeform_initial_data(self, request):
        return {
            "url": request.GET.get("url", ""),
            "title": request.GET.get("title", ""),
        }

    def save_form(self, request, form, change):
        feed = super().save_form(request, form, change)
        if not change or "url" in form.changed_data or feed.is_active:
            # A new address, or one switched on again, is looked at soon.
            feed.next_check_at = timezone.now() if feed.kind != Feed.Kind.PAGE else None
        return feed

    def has_delete_permission(self, request, obj=None):
        return False  # its items stay; switch it off instead

    @admin.action(description=_("立即检查"), permissions=["change"])
    def check_now(self, request, queryset):
        polled = queryset.exclude(kind=Feed.Kind.PAGE)
        with Askers() as askers:
            added = refresh(list(polled), timezone.now(), askers)
        auditing.record_all("taking-in.check", request.user, polled)
        self.message_user(
            request, _("新增 %(n)d 条；出错的信源见「最近错误」。") % {"n": added}
        )

    def get_urls(self):
        attempt = path(
            "try/", self.admin_site.admin_view(self.attempt), name="articles_feed_try"
        )
        return [attempt, *super().get_urls()]

    def attempt(self, request):
        """Ask an address and show what it would bring; nothing is stored."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = TryForm(request.POST or None)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("试读信源"),
            "form": form,
        }
        if form.is_valid():
            context |= self._brought(form)
        return render(request, "admin/articles/feed/try.html", context)

    def _brought(self, form):
        url, mapping = form.cleaned_data["url"], form.cleaned_data["mapping"]
        try:
            with Askers(at_once=1) as askers:
                found = askers.try_address(url, mapping, timezone.now())
        except FeedError as error:
            form.add_error("url", sentence(error))
            return {}
        asked = QueryDict(mutable=True)
        asked.update({"url": url, "title": found.title[:100]})
        return {
            "found": found,
            "items": found.items[:ITEMS_SHOWN],
            "left_out": max(len(found.items) - ITEMS_SHOWN, 0),
            "notes": [note(told) for told in found.notes],
            "add_url": f"{reverse('admin:articles_feed_add')}?{asked.urlencode()}",
        }
