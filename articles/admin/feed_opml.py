"""Feeds as an OPML file: taken in after a look at what each row comes to; given out."""

from collections import Counter

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from articles.live import opml, subscriptions
from articles.live.encodings import text_of
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence

ROWS_SHOWN = 500


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("OPML 文件"),
        help_text=gettext_lazy("最多 5 MB、2000 个信源；下一步先预览，不会存入。"),
        widget=forms.FileInput(attrs={"accept": ".opml,.xml,text/xml"}),
    )

    def clean_file(self):
        """The file's outlines, and its text for the page to send again."""
        file = self.cleaned_data["file"]
        body = file.read(opml.MAX_BYTES + 1)
        try:
            return opml.parse(body), text_of(body, "")[0]
        except FeedError as error:
            raise forms.ValidationError(sentence(error)) from error


class OpmlPages:
    """Import and export pages of the feeds' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_opml), name="articles_feed_import"),
            path(
                "export/",
                view(require_safe(self.export_opml)),
                name="articles_feed_export",
            ),
            *super().get_urls(),
        ]

    def import_opml(self, request):
        """Take a file, show what its rows come to, and then store what was shown."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        if "keep" in request.POST:
            return self._keep(request)
        sent = (request.POST, request.FILES) if request.method == "POST" else ()
        form = FileForm(*sent)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("导入 OPML"),
            "form": form,
        }
        if form.is_valid():
            outlines, text = form.cleaned_data["file"]
            context |= _shown(subscriptions.plan(outlines), outlines.left_out)
            context["text"] = text
        return render(request, "admin/articles/feed/import.html", context)

    def _keep(self, request):
        # With a mark, so that what the text declares of its bytes counts no more.
        body = request.POST.get("text", "").encode("utf-8-sig", "replace")
        try:
            planned = subscriptions.plan(opml.parse(body))
        except FeedError as error:
            self.message_user(request, sentence(error), messages.ERROR)
            return redirect("admin:articles_feed_import")
        added = subscriptions.carry_out(planned, request.user)
        self.message_user(request, _("已加入 %(n)d 个信源。") % {"n": added})
        for row in [row for row in planned if row.state == subscriptions.WRONG][:20]:
            told = _("第 %(n)d 个未加入：%(why)s") % {
                "n": row.outline.number,
                "why": row.why,
            }
            self.message_user(request, told, messages.WARNING)
        return redirect("admin:articles_feed_changelist")

    def export_opml(self, request):
        if not self.has_view_permission(request):
            raise PermissionDenied
        day = timezone.localdate()
        return HttpResponse(
            subscriptions.export(),
            content_type="text/x-opml; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="feeds-{day}.opml"'},
        )


def _shown(planned: list[subscriptions.Planned], left_out: int) -> dict:
    counts = Counter(row.state for row in planned)
    # What is wrong is looked at first, and what is here already last.
    order = (subscriptions.WRONG, subscriptions.NEW, subscriptions.HERE)
    rows = sorted(planned, key=lambda row: order.index(row.state))
    return {
        "planned": rows[:ROWS_SHOWN],
        "rows_left_out": max(len(rows) - ROWS_SHOWN, 0),
        "left_out": left_out,
        "new": counts[subscriptions.NEW],
        "here": counts[subscriptions.HERE],
        "wrong": counts[subscriptions.WRONG],
        "is_planned": True,
    }
