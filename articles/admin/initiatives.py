"""Programmes, agreements and indicators; sheets of them."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles import sheets_of_facts
from articles.admin.industry import (
    FOR_READERS,
    AliasesField,
    CountsStories,
    MadeByReading,
    NamedForm,
    SheetAdmin,
)
from articles.models import Agreement, Indicator, Programme


class ProgrammeForm(NamedForm):
    class Meta:
        help_texts = {"note": FOR_READERS}


@admin.register(Programme)
class ProgrammeAdmin(CountsStories, MadeByReading, SheetAdmin):
    form = ProgrammeForm
    sheet = sheets_of_facts.ProgrammeSheet
    list_display = ["name", "kind", "region", "stories", "other_names"]
    list_filter = ["kind", ("region", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["region"]
    autocomplete_fields = ["region", "industries"]


class AgreementForm(NamedForm):
    parties_printed = AliasesField(
        label=_("签署方（原文）"), required=False, help_text=_("每行一个。")
    )


@admin.register(Agreement)
class AgreementAdmin(CountsStories, MadeByReading, SheetAdmin):
    form = AgreementForm
    sheet = sheets_of_facts.AgreementSheet
    list_display = [
        "name",
        "kind",
        "signed_at",
        "signed_on",
        "unnamed_parties",
        "stories",
    ]
    list_filter = ["kind", "unnamed_parties"]
    list_select_related = ["signed_at"]
    autocomplete_fields = ["signed_at", "parties", "regions", "cluster"]


class IndicatorForm(forms.ModelForm):
    aliases = AliasesField(label=_("别名"), required=False, help_text=_("每行一个。"))

    class Meta:
        help_texts = {"note": FOR_READERS}


@admin.register(Indicator)
class IndicatorAdmin(MadeByReading, SheetAdmin):
    form = IndicatorForm
    sheet = sheets_of_facts.IndicatorSheet
    list_display = ["name", "kind", "unit", "whole", "other_names"]
    list_filter = ["kind"]
    search_fields = ["name", "whole"]
