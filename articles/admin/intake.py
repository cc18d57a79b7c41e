"""Paste a page, see what it holds, keep it with one click."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _

from articles import lookalike
from articles.admin.readonly import ReadOnly
from articles.body import as_markdown
from articles.intake import report
from articles.intake.captured import EARLIEST
from articles.intake.decode import MAX_BYTES
from articles.intake.page import IntakeError, Note
from articles.intake.store import plan, store
from articles.intake.wording import refusal, sentence
from articles.models import Article, Intake

# A preview prints this many rows of each list and says how many more there are.
ROWS_SHOWN = 60
LINES_SHOWN = 2000


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("页面内容"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "cols": 100, "spellcheck": "false"}),
        help_text=_("把整页文字或 HTML 源码粘贴在这里，导航和广告不必删。"),
    )
    file = forms.FileField(
        label=_("或上传文件"),
        required=False,
        help_text=_("纯文本或 HTML，编码自动识别，最大 20 MB。"),
    )
    encoding = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    outlet = forms.CharField(
        label=_("页面所在网站"),
        required=False,
        max_length=60,
        help_text=_("页上的资讯和热榜记在它名下；留空则与文章同一来源。"),
    )
    captured = forms.DateTimeField(
        label=_("采集时间"),
        help_text=_("看到这一页的时间（北京时间）。资讯只有时刻，日期由它推定。"),
        widget=forms.DateTimeInput(format="%Y-%m-%d %H:%M"),
    )

    def clean_captured(self):
        captured = self.cleaned_data["captured"]
        if captured > timezone.now():
            raise forms.ValidationError(_("采集时间还没有到。"))
        if captured.year < EARLIEST:
            raise forms.ValidationError(_("采集时间太早了。"))
        return captured

    def clean(self):
        cleaned = super().clean()
        file = cleaned.get("file")
        if file and file.size > MAX_BYTES:
            raise forms.ValidationError(
                _("文件有 %(size).1f MB，最多 %(limit)d MB。"),
                params={"size": file.size / 2**20, "limit": MAX_BYTES >> 20},
            )
        # An empty or cut-off file has been told of as what it is.
        if (
            "file" not in self.errors
            and not file
            and not (cleaned.get("text") or "").strip()
        ):
            raise forms.ValidationError(_("请粘贴内容或选择文件。"))
        return cleaned

    def raw(self) -> bytes | str:
        """What was given: an uploaded file goes before pasted text."""
        file = self.cleaned_data.get("file")
        return file.read() if file else self.cleaned_data["text"]


@admin.register(Intake)
class IntakeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        "captured_at",
        "form",
        "encoding",
        "paragraphs",
        "live_rows",
        "live_repeats",
        "live_new",
        "hot_entries",
        "received_by",
        "received_at",
    ]
    list_select_related = ["received_by"]
    list_filter = ["form"]
    date_hierarchy = "received_at"
    search_fields = ["text"]
    fields = [
        "came_of_it",
        "told",
        "captured_at",
        ("form", "encoding"),
        ("paragraphs", "live_rows", "live_repeats", "live_new", "hot_entries"),
        ("received_by", "received_at"),
        "text",
    ]

    @admin.display(description=_("得到的内容"))
    def came_of_it(self, intake):
        rows = [*intake.articles.all(), getattr(intake, "hot_list", None)]
        links = [
            (
                reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk]),
                row,
            )
            for row in rows
            if row
        ]
        return format_html_join("；", '<a href="{}">{}</a>', links) or "—"

    @admin.display(description=_("读取说明"))
    def told(self, intake):
        notes = (Note(n["code"], n["line"], n["params"]) for n in intake.notes)
        return (
            format_html_join("", "<div>{}</div>", ((sentence(n),) for n in notes))
            or "—"
        )

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.resolver_match and request.resolver_match.url_name.endswith(
            "_changelist"
        ):
            return rows.defer("text", "notes")
        return rows

    def get_urls(self):
        paste = path(
            "paste/",
            self.admin_site.admin_view(self.paste),
            name="articles_intake_paste",
        )
        return [paste, *super().get_urls()]

    def paste(self, request):
        """Ask for a page (GET), show what it holds (POST), store it (POST with keep)."""
        if not request.user.has_perm("articles.add_intake"):
            raise PermissionDenied
        if request.method != "POST":
            form = PasteForm(initial={"captured": timezone.localtime()})
            return self._answer(request, form)
        form = PasteForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._answer(request, form)
        try:
            planned = plan(
                form.raw(),
                form.cleaned_data["captured"],
                form.cleaned_data["encoding"],
                form.cleaned_data["outlet"],
            )
        except IntakeError as error:
            form.add_error(None, refusal(error))
            return self._answer(request, form)
        if "keep" in request.POST:
            return self._keep(request, planned)
        return self._answer(request, form, planned)

    def _keep(self, request, planned):
        outcome = store(planned, by=request.user)
        level = messages.SUCCESS if outcome.is_new else messages.WARNING
        messages.add_message(request, level, report.summary(outcome))
        if outcome.article and request.user.has_perm("articles.change_article"):
            address = reverse(
                "admin:articles_article_change", args=[outcome.article.pk]
            )
        else:
            address = reverse("admin:articles_intake_change", args=[outcome.intake.pk])
        return HttpResponseRedirect(address)

    def _answer(self, request, form, planned=None):
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("采集页面"),
            "form": form,
        }
        if planned:
            context |= self._preview(form, planned)
        return render(request, "admin/articles/intake/paste.html", context)

    def _preview(self, form, planned):
        lines = planned.text.split("\n")
        noted = {note.line for note in planned.notes if note.code == "unread"}
        return {
            "plan": planned,
            "form_called": Intake.Form(planned.page.form).label,
            "keep_form": PasteForm(initial={"encoding": planned.encoding}),
            "notes": [sentence(note) for note in planned.notes],
            "live": planned.items[:ROWS_SHOWN],
            "live_left_out": max(len(planned.items) - ROWS_SHOWN, 0),
            "hot": planned.page.hot[:ROWS_SHOWN],
            "names": [
                name.wording for found in planned.names.values() for name in found
            ],
            "lines": [
                (number, line[:400], number in noted)
                for number, line in enumerate(lines[:LINES_SHOWN], 1)
            ],
            "lines_left_out": max(len(lines) - LINES_SHOWN, 0),
            "capture_apart": report.capture_apart(planned),
            "lookalikes": _lookalikes(planned),
        }


def _lookalikes(planned):
    """What is on file that may be the page's article under another title."""
    if not planned.has_article or planned.article_here:
        return []
    text = as_markdown(planned.page.paragraphs)
    return lookalike.to(Article(title=planned.title, body=text))
