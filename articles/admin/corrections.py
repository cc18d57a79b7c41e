"""Receipts of corrected figures: to be read, and taken back."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles import accepting, correcting, whereabouts
from articles.admin.readonly import ReadOnly
from articles.models import FactCorrection

KINDS = {
    "story": _("报道：正文、数据表和数据卡"),
    "card": _("别的报道的数据卡"),
    "indicator": _("指标页"),
    "region": _("地区页"),
    "cluster": _("产业集群页"),
    "alliance": _("联盟页"),
    "programme": _("举措页"),
    "chart": _("图"),
    "compare": _("对比表"),
    "compare-json": _("对比表的 JSON"),
    "compare-csv": _("对比表的 CSV"),
    "json": "JSON",
    "csv": "CSV",
}


class TakenBack(admin.SimpleListFilter):
    title = _("现状")
    parameter_name = "taken_back"

    def lookups(self, request, model_admin):
        return [("0", _("有效")), ("1", _("已撤回"))]

    def queryset(self, request, queryset):
        match self.value():
            case "0":
                return queryset.standing()
            case "1":
                return queryset.exclude(taken_back_at=None)
        return queryset


@admin.register(FactCorrection)
class FactCorrectionAdmin(ReadOnly, admin.ModelAdmin):
    change_form_template = "admin/articles/factcorrection/receipt.html"
    list_display = ["__str__", "indicator", "note", "by", "at", "stands"]
    list_filter = [TakenBack, ("by", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["old__indicator", "by"]
    search_fields = ["was", "became", "note", "old__indicator__name"]
    date_hierarchy = "at"

    @admin.display(description=_("指标"))
    def indicator(self, correction):
        return correction.old.indicator

    @admin.display(description=_("有效"), boolean=True)
    def stands(self, correction):
        return correction.taken_back_at is None

    def get_urls(self):
        take_back = path(
            "<int:pk>/take-back/",
            self.admin_site.admin_view(require_POST(self.take_back)),
            name="articles_factcorrection_take_back",
        )
        return [take_back, *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        correction = context["original"]
        context |= {
            "title": _("更正回执：%(correction)s") % {"correction": correction},
            "subtitle": None,
            "places": labelled(correction.places),
            "now": labelled(whereabouts.as_stored(whereabouts.of(correction.new))),
            "others": correcting.others_now(correction),
            "may_take_back": correction.taken_back_at is None
            and request.user.has_perm(accepting.VERIFY),
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def take_back(self, request, pk):
        if not request.user.has_perm(accepting.VERIFY):
            raise PermissionDenied
        correction = get_object_or_404(FactCorrection, pk=pk)
        try:
            correcting.take_back(
                correction, request.user, request.POST.get("because", "")
            )
        except accepting.FactError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.message_user(request, _("已撤回，原数据恢复原状；回执留着。"))
        address = reverse("admin:articles_factcorrection_change", args=[pk])
        return HttpResponseRedirect(address)


def labelled(places) -> list[tuple[str, dict]]:
    """Each of *places* with what it is, in the language of the page."""
    return [(KINDS.get(place["kind"], place["kind"]), place) for place in places]
