"""Sheets of regions, industries, events, clusters and alliances: their columns.

A sheet names other rows by their names and puts "|" between several. A row is known
again by its slug, so a corrected sheet can be put in again. Rows of one sheet may refer
to rows above them.
"""

import re

from django.core.exceptions import ObjectDoesNotExist
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources, results, widgets

from articles import rights
from articles.models import (
    Alliance,
    Cluster,
    Event,
    Industry,
    LearntName,
    Organisation,
    Region,
)
from articles.sheet_formats import unescaped

SEPARATOR = "|"
# Cell text is escaped by the library, so a tag can only be one it wrote itself.
INLINE_STYLE = re.compile(r"(?<=<ins|<del) style=\"[^\"]*\"")


class ListWidget(widgets.Widget):
    """A list of words in one cell."""

    def clean(self, value, row=None, **kwargs):
        return [
            word.strip() for word in str(value or "").split(SEPARATOR) if word.strip()
        ]

    def render(self, value, obj=None, **kwargs):
        return SEPARATOR.join(value or [])


class NameWidget(widgets.ForeignKeyWidget):
    """Another row, by its name; an unknown name is an error of the sheet's row."""

    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except ObjectDoesNotExist:
            raise ValueError(_unknown(self.model, [value])) from None


class NamesWidget(widgets.ManyToManyWidget):
    """Several other rows by their names."""

    def clean(self, value, row=None, **kwargs):
        wanted = ListWidget().clean(value)
        found = {
            known.name: known for known in self.model.objects.filter(name__in=wanted)
        }
        missing = [name for name in wanted if name not in found]
        if missing:
            raise ValueError(_unknown(self.model, missing))
        return [found[name] for name in wanted]


def _unknown(model, names) -> str:
    return _("没有名为「%(names)s」的%(kind)s。") % {
        "names": "」「".join(names),
        "kind": model._meta.verbose_name,
    }


def one(name, model):
    return fields.Field(name, name, NameWidget(model, "name"))


def many(name, model):
    widget = NamesWidget(model, separator=SEPARATOR, field="name")
    return fields.Field(name, name, widget, m2m_add=False)


class WholeWidget(widgets.IntegerWidget):
    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except (ArithmeticError, ValueError):
            raise ValueError(_("「%(value)s」不是整数。") % {"value": value}) from None


class DayWidget(widgets.DateWidget):
    def clean(self, value, row=None, **kwargs):
        try:
            return super().clean(value, row, **kwargs)
        except ValueError:
            raise ValueError(
                _("「%(value)s」不是日期，请写成 2025-06-09。") % {"value": value}
            ) from None


class PlainError(results.Error):
    """An error without the trace, which says nothing to the person with the sheet."""

    traceback = ""


class PlainDiff(resources.Diff):
    """What a sheet would change, marked by <ins> and <del> without inline styles.

    The library colours them inline, which our content security policy blocks; the
    admin's style sheet does it instead.
    """

    def as_html(self):
        return [mark_safe(INLINE_STYLE.sub("", html)) for html in super().as_html()]  # noqa: S308


class Sheet(resources.ModelResource):
    """A sheet that checks its rows as the admin's form would."""

    aliases = fields.Field("aliases", "aliases", ListWidget())

    def get_diff_class(self):
        return PlainDiff

    def get_error_result_class(self):
        return PlainError

    def before_import(self, dataset, **kwargs):
        if "slug" not in (dataset.headers or []):
            raise ValueError(_("表格没有 slug 这一列，无从知道每行说的是谁。"))

    def before_import_row(self, row, **kwargs):
        for column, cell in row.items():
            row[column] = unescaped(cell)

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.name_before = "" if new else getattr(instance, "name", "")

    def after_save_instance(self, instance, row, **kwargs):
        LearntName.objects.forget(instance)

    def before_save_instance(self, instance, row, user=None, **kwargs):
        before = instance.name_before
        if user is None or before in ("", instance.name):
            return
        as_before = type(instance)(pk=instance.pk, name=before)
        if not (allowed := rights.may_rename(user, as_before)):
            raise ValueError(str(allowed))


class SheetMeta:
    import_id_fields = ("slug",)
    clean_model_instances = True
    skip_unchanged = True
    report_skipped = True
    use_bulk = False


class RegionSheet(Sheet):
    parent = one("parent", Region)
    members = many("members", Region)

    class Meta(SheetMeta):
        model = Region
        fields = ("name", "slug", "kind", "parent", "code", "aliases", "members")


class IndustrySheet(Sheet):
    parent = one("parent", Industry)

    class Meta(SheetMeta):
        model = Industry
        fields = ("name", "slug", "parent", "aliases")


class EventSheet(Sheet):
    edition = fields.Field("edition", "edition", WholeWidget())
    held_on = fields.Field("held_on", "held_on", DayWidget())

    class Meta(SheetMeta):
        model = Event
        fields = ("name", "slug", "aliases", "series", "edition", "held_on", "place")


class ClusterSheet(Sheet):
    designated_on = fields.Field("designated_on", "designated_on", DayWidget())
    lead_city = one("lead_city", Region)
    regions = many("regions", Region)
    industries = many("industries", Industry)

    class Meta(SheetMeta):
        model = Cluster
        fields = (
            "name",
            "short_name",
            "slug",
            "level",
            "batch",
            "designated_on",
            "lead_city",
            "regions",
            "industries",
            "aliases",
            "source_note",
            "source_url",
        )


OPEN_WITHOUT_MEMBERS = gettext_lazy(
    "没有成员，就没有未尽的名单：请录入原文列出的成员，或不选「名单未尽」。"
)


class AllianceSheet(Sheet):
    founded_on = fields.Field("founded_on", "founded_on", DayWidget())
    members = many("members", Organisation)
    regions = many("regions", Region)
    industries = many("industries", Industry)
    founded_at = one("founded_at", Event)

    class Meta(SheetMeta):
        model = Alliance
        fields = (
            "name",
            "slug",
            "aliases",
            "members",
            "regions",
            "industries",
            "founded_on",
            "founded_at",
            "open_list",
            "note",
        )

    def before_import_row(self, row, **kwargs):
        """Refuse a list that goes on and has no beginning, as the form does."""
        super().before_import_row(row, **kwargs)
        if widgets.BooleanWidget().clean(row.get("open_list")) and not (
            ListWidget().clean(row["members"])
            if "members" in row
            else Alliance.objects.filter(slug=row["slug"], members__isnull=False)
        ):
            raise ValueError(OPEN_WITHOUT_MEMBERS)
