"""The log of all in the admin: looked through, filtered, taken away; never written."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Value
from django.http import StreamingHttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import audit
from articles.admin.readonly import ReadOnly
from articles.models import AuditEntry

FORMS = {
    "csv": (audit.csv_lines, "text/csv; charset=utf-8"),
    "jsonl": (audit.json_lines, "application/x-ndjson; charset=utf-8"),
}


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly, admin.ModelAdmin):
    """One page in place of Django's list: it counts no further than it must."""

    def get_urls(self):
        export = path(
            "export.<str:form>",
            self.admin_site.admin_view(require_safe(self.export)),
            name="articles_auditentry_export",
        )
        return [export, *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """The newest entries asked for, or those below ?before=."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = audit.Asked(request.GET, self._things())
        return self._answer(request, asked)

    def export(self, request, form):
        """Exactly the entries asked for, all of them, newest first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = audit.Asked(request.GET, self._things())
        if form not in FORMS or not asked.is_valid():
            return self._answer(request, asked, status=400)
        lines, content_type = FORMS[form]
        rows = asked.rows().iterator(2000)
        name = f"audit-{timezone.localtime():%Y%m%d-%H%M}.{form}"
        return StreamingHttpResponse(
            lines(rows),
            content_type=content_type,
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    def _answer(self, request, asked, status=200):
        rows = asked.rows()
        shown, following = audit.page(rows, request.GET.get("before", ""))
        count = rows.order_by()[: audit.MOST_COUNTED + 1].count()
        query = request.GET.copy()
        query.pop("before", None)
        links = self._links(request, shown)
        names = self._things()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.opts.verbose_name_plural,
            "asked": asked,
            "entries": [
                {
                    "entry": entry,
                    "act": audit.act_name(entry.act),
                    "thing": names.get(entry.thing, entry.thing),
                    "link": links.get((entry.thing, entry.key)),
                }
                for entry in shown
            ],
            "count": min(count, audit.MOST_COUNTED),
            "many": count > audit.MOST_COUNTED,
            "is_filtered": any(query.values()),
            "is_below": bool(request.GET.get("before")),
            "query": query.urlencode(),
            "following": following,
            "older": _older(query, following),
        }
        template = "admin/articles/auditentry/list.html"
        response = render(request, template, context, status=status)
        response.headers["Cache-Control"] = "no-store"
        return response

    def _models(self) -> dict:
        return {model._meta.model_name: model for model in self.admin_site._registry}

    def _things(self) -> dict:
        """What each kind of row is called, by its model's name."""
        return {
            name: model._meta.verbose_name for name, model in self._models().items()
        }

    def _links(self, request, entries) -> dict:
        """{(kind, key): address} of what is still there and *request* may see.

        One query, whatever kinds of rows the page tells of.
        """
        wanted: dict[str, set] = {}
        for entry in entries:
            if entry.key.isascii() and entry.key.isdigit():
                wanted.setdefault(entry.thing, set()).add(entry.key)
        models = self._models()
        found = [
            models[name]
            ._base_manager.filter(pk__in=keys)
            .order_by()
            .values_list(Value(name), "pk")
            for name, keys in sorted(wanted.items())
            if name in models
            and self.admin_site.get_model_admin(models[name]).has_view_permission(
                request
            )
        ]
        if not found:
            return {}
        there = found[0].union(*found[1:], all=True)
        return {(name, str(pk)): self._address(models[name], pk) for name, pk in there}

    @staticmethod
    def _address(model, pk) -> str:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}_change"
        return reverse(name, args=[pk])


def _older(query, following: str) -> str:
    """The question *query* asked again of what lies below the place *following*."""
    older = query.copy()
    older["before"] = following
    return older.urlencode()
