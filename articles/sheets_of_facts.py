"""Sheets of organisations, programmes, agreements, indicators and facts.

A fact's value is one cell, with its qualifier and unit as printed (超过200场次), so that
no sheet shows a bounded figure as exact; it is read as the admin's form reads it. What
a sheet brings waits for an editor, whatever its status column says.
"""

from django.utils.translation import gettext as _
from import_export import fields, widgets

from articles import accepting, words_of
from articles.figure_entry import read_figure
from articles.models import (
    Agreement,
    Article,
    Cluster,
    Event,
    Fact,
    Indicator,
    Industry,
    Organisation,
    Programme,
    Region,
)
from articles.sheets import (
    SEPARATOR,
    DayWidget,
    ListWidget,
    Sheet,
    SheetMeta,
    many,
    one,
)
from articles.subjects import Subjects


class OrganisationSheet(Sheet):
    region = one("region", Region)

    class Meta(SheetMeta):
        model = Organisation
        fields = ("name", "slug", "aliases", "region")


class ProgrammeSheet(Sheet):
    region = one("region", Region)
    industries = many("industries", Industry)

    class Meta(SheetMeta):
        model = Programme
        fields = ("name", "slug", "aliases", "kind", "region", "industries", "note")


class AgreementSheet(Sheet):
    signed_at = one("signed_at", Event)
    signed_on = fields.Field("signed_on", "signed_on", DayWidget())
    parties_printed = fields.Field("parties_printed", "parties_printed", ListWidget())
    parties = many("parties", Organisation)
    regions = many("regions", Region)
    cluster = one("cluster", Cluster)

    class Meta(SheetMeta):
        model = Agreement
        fields = (
            "name",
            "slug",
            "aliases",
            "kind",
            "signed_at",
            "signed_on",
            "parties_printed",
            "parties",
            "unnamed_parties",
            "regions",
            "cluster",
            "aims",
        )


class IndicatorSheet(Sheet):
    class Meta(SheetMeta):
        model = Indicator
        fields = ("name", "slug", "kind", "unit", "whole", "aliases", "note")


class IndicatorWidget(widgets.ForeignKeyWidget):
    """An indicator by its address name; several may share a name."""

    def clean(self, value, row=None, **kwargs):
        found = Indicator.objects.filter(slug=value).first()
        if found is None:
            raise ValueError(_("没有网址名为「%(slug)s」的指标。") % {"slug": value})
        return found


class FactSheet(Sheet):
    """A row is known again by its id; a row without one is a new fact."""

    aliases = None
    indicator = fields.Field(
        "indicator", "indicator", IndicatorWidget(Indicator, "slug")
    )
    about = fields.Field(column_name="about")
    figure = fields.Field(column_name="figure")
    falls = fields.Field(column_name="falls")
    article = fields.Field(column_name="article")
    words = fields.Field(column_name="words")
    period_start = fields.Field("period_start", "period_start", DayWidget())
    period_end = fields.Field("period_end", "period_end", DayWidget())
    status = fields.Field("status", "status", readonly=True)

    class Meta:
        model = Fact
        import_id_fields = ("id",)
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_bulk = False
        fields = (
            "id",
            "indicator",
            "about",
            "figure",
            "falls",
            "foreseen",
            "period_printed",
            "period_precision",
            "period_start",
            "period_end",
            "article",
            "words",
            "note",
            "status",
        )

    def get_queryset(self):
        return Fact.objects.for_tables()

    def before_import(self, dataset, **kwargs):
        missing = {"indicator", "figure"} - set(dataset.headers or [])
        if missing:
            raise ValueError(
                _("表格缺少这些列：%(columns)s。")
                % {"columns": "、".join(sorted(missing))}
            )
        if "id" not in dataset.headers:
            dataset.append_col([""] * len(dataset), header="id")
        self.subjects = Subjects()

    def import_instance(self, fact, row, **kwargs):
        """Fill in what one cell tells several columns, after the plain columns."""
        if fact.pk and fact.status != Fact.Status.PROPOSED:
            raise ValueError(
                _("第 %(id)s 号数据已由编辑经手，不能用表格改。") % {"id": fact.pk}
            )
        super().import_instance(fact, row, **kwargs)
        columns, unit = read_figure(str(row.get("figure") or ""))
        for column, value in columns.items():
            setattr(fact, column, value)
        if str(row.get("falls") or "") == "1":
            fact.base_value = -fact.base_value
        if unit != fact.indicator.unit:
            raise ValueError(
                _("这个指标以「%(base)s」计，「%(unit)s」不是同一种单位。")
                % {"base": fact.indicator.unit, "unit": unit}
            )
        for kind in self.subjects.kinds:
            setattr(fact, f"{kind}_id", None)
        names = ListWidget().clean(row.get("about"))
        for kind, pk in self.subjects.resolve(names).items():
            setattr(fact, f"{kind}_id", pk)
        self._bind(fact, row)

    def _bind(self, fact, row):
        words, slug = str(row.get("words") or ""), str(row.get("article") or "")
        if not words:
            return
        article = Article.objects.filter(slug=slug).first()
        if article is None:
            raise ValueError(_("没有网址名为「%(slug)s」的文章。") % {"slug": slug})
        found, fact.mark_start, fact.mark_end = words_of.locate(
            article, words, str(row["figure"]).strip()
        )
        fact.quote = accepting.quote_for(article, found)

    def skip_row(self, instance, original, row, import_validation_errors=None):
        """Unchanged means every stored column, not only those a cell stands for."""
        if import_validation_errors or not original.pk:
            return False
        columns = [field.attname for field in Fact._meta.concrete_fields]
        return all(getattr(instance, c) == getattr(original, c) for c in columns)

    def dehydrate_about(self, fact):
        return SEPARATOR.join(str(row) for row in fact.about)

    def dehydrate_figure(self, fact):
        return fact.typed if fact.pk else ""

    def dehydrate_falls(self, fact):
        return "1" if fact.pk and fact.base_value < 0 else ""

    def dehydrate_article(self, fact):
        return fact.quote.article.slug if fact.quote else ""

    def dehydrate_words(self, fact):
        return fact.quote.text if fact.quote else ""
