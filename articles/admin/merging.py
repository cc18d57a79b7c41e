"""Merging in the admin: choose what stays, look at it, do it, undo it."""

from django.contrib import admin, messages
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from articles import merging
from articles.admin.readonly import ReadOnly
from articles.models import Merge


class Merges:
    """An action of lists whose rows can turn out to be one."""

    def has_merge_permission(self, request):
        return request.user.has_perm("articles.add_merge")

    @admin.action(description=_("合并所选"), permissions=["merge"])
    def merge_selected(self, request, queryset):
        rows = list(queryset.order_by("pk")[:11])
        if not 2 <= len(rows) <= 10:
            told = _("请选择两条到十条要合并的记录。")
            self.message_user(request, told, messages.ERROR)
            return None
        kept = {str(row.pk): row for row in rows}.get(request.POST.get("keep", ""))
        if kept is None:
            return render(
                request,
                "admin/articles/merge.html",
                {
                    **self.admin_site.each_context(request),
                    "title": _("合并%(kind)s") % {"kind": self.opts.verbose_name},
                    "rows": [(row, self._weight(row)) for row in rows],
                    "opts": self.opts,
                },
            )
        for row in rows:
            if row.pk != kept.pk:
                self._merge(request, row, kept)
        return None

    def _merge(self, request, row, kept):
        try:
            merging.merge(row, kept, request.user)
        except merging.MergeError as error:
            self.message_user(
                request,
                _("%(what)s：%(why)s") % {"what": row, "why": error},
                messages.ERROR,
            )
            return
        told = _("已把「%(row)s」并入「%(kept)s」；在「合并记录」里可以撤销。")
        self.message_user(request, told % {"row": row, "kept": kept})

    def _weight(self, row):
        """How many rows point at *row*, which is what choosing depends on."""
        return sum(
            relation.related_model._base_manager.filter(
                **{relation.field.attname: row.pk}
            ).count()
            for relation in merging.relations(type(row))
        )


@admin.register(Merge)
class MergeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = [
        "gone_name",
        "kept_name",
        "kind",
        "by",
        "at",
        "undone_by",
        "undone_at",
    ]
    list_display_links = None
    list_filter = ["kind", ("undone_at", admin.EmptyFieldListFilter)]
    list_select_related = ["by", "undone_by"]
    search_fields = ["gone_name", "kept_name"]
    actions = ["undo_selected"]

    def has_undo_permission(self, request):
        return request.user.has_perm("articles.change_merge")

    @admin.action(description=_("撤销所选的合并"), permissions=["undo"])
    def undo_selected(self, request, queryset):
        for record in queryset.order_by("-pk"):
            try:
                merging.undo(record, request.user)
            except merging.MergeError as error:
                self.message_user(
                    request,
                    _("%(what)s：%(why)s") % {"what": record, "why": error},
                    messages.ERROR,
                )
            else:
                told = _("已撤销：%(record)s") % {"record": record}
                self.message_user(request, told)
