"""Regions, industries, organisations, events, clusters and alliances; sheets of them."""

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from import_export.forms import ExportForm
from import_export.results import RowResult

from articles import auditing, rights, sheets, sheets_of_facts
from articles.admin.merging import Merges
from articles.admin.printed_names import KeepsPrintedNames
from articles.came_from import Via, coming
from articles.models import (
    Alliance,
    Cluster,
    Event,
    Industry,
    LearntName,
    Organisation,
    Region,
)
from articles.sheet_formats import CSV, XLSX

ROWS_LOGGED = {
    RowResult.IMPORT_TYPE_NEW: "row.add",
    RowResult.IMPORT_TYPE_UPDATE: "row.change",
}


class AliasesField(forms.CharField):
    """A list of names, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value):
        lines = (line.strip() for line in (value or "").splitlines())
        return [line for line in lines if line]

    def has_changed(self, initial, data):
        return (initial or []) != self.to_python(data)


class NamedForm(forms.ModelForm):
    aliases = AliasesField(label=_("别名"), required=False, help_text=_("每行一个。"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "aliases" in self.fields:
            learnt = LearntName.objects.of([self.instance]).not_for_readers()
            self.fields["aliases"].help_text += "".join(
                _("「%(name)s」是读稿时记下的，读者有了写到它的文字才看得到。")
                % {"name": name}
                for name in learnt
            )


# Told below the box, as a note lies where people leave each other notes.
FOR_READERS = _("印在读者页上。留给同事的话不要写在这里。")


class AllianceForm(NamedForm):
    class Meta:
        help_texts = {"note": FOR_READERS}

    def clean(self):
        entered = super().clean()
        if entered.get("open_list") and not entered.get("members"):
            self.add_error("open_list", sheets.OPEN_WITHOUT_MEMBERS)
        return entered


class NamedAdmin(KeepsPrintedNames, admin.ModelAdmin):
    form = NamedForm
    search_fields = ["name", "aliases", "slug"]
    ordering = ["name"]
    list_per_page = 50

    def get_deleted_objects(self, objs, request):
        """What a published story is about stays: a revision is a fact."""
        found = super().get_deleted_objects(objs, request)
        told = [
            _("%(row)s：已定稿的报道写到它，不能删除。") % {"row": row}
            for row in objs
            if hasattr(row, "revisions") and row.revisions.exists()
        ]
        return *found[:3], [*found[3], *told]

    def save_model(self, request, obj, form, change):
        """What is taken from the list and put there again by hand is public at once."""
        super().save_model(request, obj, form, change)
        LearntName.objects.forget(obj)

    @admin.display(description=_("别名"))
    def other_names(self, row):
        return "、".join(row.aliases)


class MadeByReading:
    """Rows a text's reading may have made: who may let readers see them, lists them."""

    def get_list_filter(self, request):
        return [*super().get_list_filter(request), "made_by_reading"]

    def get_fields(self, request, obj=None):
        fields = super().get_fields(request, obj)
        return [name for name in fields if name != "made_by_reading"] + [
            "made_by_reading"
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        if rights.has_permission(request.user, "approve"):
            return fixed
        return [*fixed, "made_by_reading"]


class SheetAdmin(ImportExportModelAdmin, NamedAdmin):
    """Rows that also come and go as CSV or XLSX sheets; import asks before it writes."""

    import_formats = export_formats = [CSV, XLSX]
    # The form with a box for every column styles itself inline, which our policy blocks.
    export_form_class = ExportForm

    def get_import_resource_classes(self, request):
        return [self.sheet]

    def get_export_resource_classes(self, request):
        return [self.sheet]

    def process_import(self, request, **kwargs):
        """Store the sheet that was previewed, once: its copy is gone afterwards."""
        named = request.POST.get("original_file_name", "")
        try:
            # What the sheet changed and what the log says of it: both or neither.
            with transaction.atomic(), coming(Via.SHEET, named):
                return super().process_import(request, **kwargs)
        except FileNotFoundError:
            told = _("这张表已经导入过，或者放得太久了；请重新上传。")
            self.message_user(request, told, messages.ERROR)
            return HttpResponseRedirect("../import/")

    def generate_log_entries(self, result, request):
        super().generate_log_entries(result, request)
        for came, act in ROWS_LOGGED.items():
            rows = [row.instance for row in result if row.import_type == came]
            auditing.record_all(act, request.user, rows)

    def add_data_read_fail_error_to_form(self, form, e):
        form.add_error("import_file", _("文件读不了：请核对格式是 CSV 还是 XLSX。"))

    def has_import_permission(self, request):
        return self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return self.has_view_permission(request)


class CountsStories:
    """A column of how many articles are about a row, counted in the list's own query."""

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(story_count=Count("articles"))

    @admin.display(description=_("文章数"), ordering="story_count")
    def stories(self, row):
        return row.story_count


@admin.register(Region)
class RegionAdmin(MadeByReading, SheetAdmin):
    sheet = sheets.RegionSheet
    list_display = ["name", "kind", "code", "parent", "other_names"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent", "members"]


@admin.register(Industry)
class IndustryAdmin(MadeByReading, SheetAdmin):
    sheet = sheets.IndustrySheet
    list_display = ["name", "parent", "other_names"]
    list_filter = [("parent", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["parent"]
    autocomplete_fields = ["parent"]


@admin.register(Organisation)
class OrganisationAdmin(Merges, MadeByReading, SheetAdmin):
    sheet = sheets_of_facts.OrganisationSheet
    actions = ["merge_selected"]
    list_display = ["name", "region", "other_names"]
    list_select_related = ["region"]
    autocomplete_fields = ["region"]


@admin.register(Event)
class EventAdmin(MadeByReading, SheetAdmin):
    sheet = sheets.EventSheet
    list_display = ["name", "series", "edition", "held_on", "place"]
    date_hierarchy = "held_on"
    ordering = ["-held_on", "name"]


@admin.register(Cluster)
class ClusterAdmin(Merges, CountsStories, MadeByReading, SheetAdmin):
    actions = ["merge_selected"]
    sheet = sheets.ClusterSheet
    list_display = ["name", "level", "batch", "designated_on", "lead_city", "stories"]
    list_filter = [
        "level",
        "batch",
        ("regions", admin.RelatedOnlyFieldListFilter),
        ("industries", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["lead_city"]
    autocomplete_fields = ["lead_city", "regions", "industries"]


@admin.register(Alliance)
class AllianceAdmin(Merges, CountsStories, MadeByReading, SheetAdmin):
    form = AllianceForm
    actions = ["merge_selected"]
    sheet = sheets.AllianceSheet
    list_display = ["name", "founded_on", "founded_at", "open_list", "stories"]
    list_filter = ["open_list", ("regions", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["founded_at"]
    autocomplete_fields = ["members", "regions", "industries", "founded_at"]
