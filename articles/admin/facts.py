"""Facts one by one: typed in with their words, verified, disputed, corrected."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import accepting, auditing, correcting, rights, sheets_of_facts
from articles.admin import correct_page
from articles.admin.industry import SheetAdmin
from articles.admin.readonly import ReadOnly
from articles.figure_entry import read_figure
from articles.models import (
    Article,
    Decision,
    Fact,
    KnownUnknown,
    Overrule,
    Quote,
)
from articles.models.facts import ABOUT
from articles.templatetags.facts import as_of
from articles.words_of import WordsError, locate

ANSWERED_FOR = (Fact.Status.VERIFIED, Fact.Status.SUPERSEDED)


class FactForm(forms.ModelForm):
    """A fact typed in by hand: its figure as printed, and the words it stands in."""

    figure = forms.CharField(
        label=_("数值"),
        max_length=60,
        help_text=_("连同限定词和单位，如 超过200场次。"),
    )
    falls = forms.BooleanField(label=_("是下降"), required=False)
    article = forms.ModelChoiceField(
        label=_("文章"), queryset=Article.objects.all(), required=False
    )
    words = forms.CharField(
        label=_("原话"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 90}),
        help_text=_("从正文照抄含有这个数字的一句；没有原话的数据不能核对。"),
    )

    class Meta:
        model = Fact
        fields = [
            "indicator",
            *ABOUT,
            "foreseen",
            "period_printed",
            "period_start",
            "period_end",
            "period_precision",
            "period_relative",
            "part_of",
            "note",
        ]

    def __init__(self, *args, **options):
        super().__init__(*args, **options)
        if "article" not in self.fields:
            return  # shown, and not to be typed in
        article = self.fields["article"]
        article.widget = AutocompleteSelect(
            Quote._meta.get_field("article"), admin.site
        )
        article.widget.choices = (
            article.choices
        )  # a form that comes back prints its own
        if self.instance.pk:
            self.initial["figure"] = self.instance.typed
            self.initial["falls"] = self.instance.base_value < 0
        if self.instance.quote_id:
            self.initial["article"] = self.instance.quote.article_id
            self.initial["words"] = self.instance.quote.text

    def clean(self):
        told = super().clean()
        if "figure" in told:
            try:
                self.value, unit = read_figure(told["figure"])
            except ValueError as error:
                self.add_error("figure", str(error))
            else:
                self._check_unit(told.get("indicator"), unit)
        if told.get("words") and not told.get("article"):
            self.add_error("article", _("请选原话所在的文章。"))
        elif told.get("words") and "figure" in told:
            try:
                self.found = locate(told["article"], told["words"], told["figure"])
            except WordsError as error:
                self.add_error("words", str(error))
        return told

    def _check_unit(self, indicator, unit):
        if indicator and indicator.unit != unit:
            self.add_error(
                "figure",
                _("这个指标以「%(base)s」计，「%(unit)s」不是同一种单位。")
                % {"base": indicator.unit, "unit": unit},
            )

    def _post_clean(self):
        """The value's columns are set first, so that the model checks the whole fact."""
        for column, value in getattr(self, "value", {}).items():
            setattr(self.instance, column, value)
        if getattr(self, "value", None) and self.cleaned_data.get("falls"):
            self.instance.base_value = -self.instance.base_value
        super()._post_clean()


class Outdated(admin.SimpleListFilter):
    title = _("更新值")
    parameter_name = "newer"

    def lookups(self, request, model_admin):
        return [("1", _("已有更新值"))]

    def queryset(self, request, queryset):
        return queryset.outdated() if self.value() else queryset


class LostWords(admin.SimpleListFilter):
    title = _("原话")
    parameter_name = "words"

    def lookups(self, request, model_admin):
        return [("lost", _("正文里已找不到")), ("none", _("没有原话"))]

    def queryset(self, request, queryset):
        match self.value():
            case "lost":
                return queryset.filter(quote__lost_at__isnull=False)
            case "none":
                return queryset.filter(quote=None)
        return queryset


@admin.register(Fact)
class FactAdmin(SheetAdmin):
    form = FactForm
    sheet = sheets_of_facts.FactSheet
    list_display = [
        "indicator",
        "said",
        "whom",
        "when",
        "status",
        "checked_by",
        "article",
    ]
    list_filter = ["status", Outdated, LostWords, "indicator__kind", "period_precision"]
    search_fields = ["indicator__name", "subject", "quote__text"]
    ordering = ["-pk"]
    autocomplete_fields = ["indicator", *ABOUT, "part_of"]
    # Who corrects a figure leaves a receipt: articles.correcting, never a field.
    readonly_fields = [
        *("status", "superseded_by"),
        *("entered_by", "checked_by", "checked_at"),
    ]
    actions = ["verify_selected"]
    fieldsets = [
        (None, {"fields": ["indicator", ("figure", "falls"), "foreseen"]}),
        (_("关于谁"), {"fields": ABOUT}),
        (
            _("时间"),
            {
                "fields": [
                    ("period_printed", "period_precision"),
                    ("period_start", "period_end", "period_relative"),
                ]
            },
        ),
        (_("原话"), {"fields": ["article", "words", "part_of"]}),
        (
            _("核对"),
            {
                "fields": [
                    "status",
                    "superseded_by",
                    "note",
                    "entered_by",
                    "checked_by",
                    "checked_at",
                ]
            },
        ),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).for_tables()

    def get_readonly_fields(self, request, fact=None):
        """Of what an editor answered for nothing changes by typing but the note.

        Readers may have it: it is corrected with a receipt, or disputed first.
        """
        if fact is None or fact.status not in ANSWERED_FOR:
            return self.readonly_fields
        shown = [
            name for _title, part in self.fieldsets for name in flatten(part["fields"])
        ]
        return [name for name in shown if name != "note"]

    def has_verify_permission(self, request):
        return request.user.has_perm(accepting.VERIFY)

    def has_change_permission(self, request, obj=None):
        """What an editor answered for, only who may answer for it changes."""
        may = super().has_change_permission(request, obj)
        if obj and obj.status != Fact.Status.PROPOSED:
            return may and self.has_verify_permission(request)
        return may

    def has_delete_permission(self, request, obj=None):
        """Only what no reader has seen can go; the rest is disputed or corrected."""
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or obj.status == Fact.Status.PROPOSED)

    def get_deleted_objects(self, objs, request):
        found = super(SheetAdmin, self).get_deleted_objects(objs, request)
        told = [
            _("%(fact)s：已有编辑经手，不能删除；可以存疑或更正。") % {"fact": fact}
            for fact in objs
            if fact.status != Fact.Status.PROPOSED
        ]
        return *found[:3], [*found[3], *told]

    def save_model(self, request, fact, form, change):
        if not change:
            fact.entered_by = request.user
        if getattr(form, "found", None):
            words, fact.mark_start, fact.mark_end = form.found
            fact.quote = accepting.quote_for(form.cleaned_data["article"], words)
        if fact.status == Fact.Status.SUPERSEDED:
            if "_verify" in request.POST:
                told = _("已更正的数据读者看不到；要它重新作数，请撤回更正。")
                self.message_user(request, told, messages.WARNING)
        elif not self._is_doubted_since(request, fact) and "_verify" in request.POST:
            self._verify(request, fact)
        super().save_model(request, fact, form, change)
        if "_verify" in request.POST and fact.status == Fact.Status.VERIFIED:
            auditing.record("fact.verify", request.user, fact)

    def _is_doubted_since(self, request, fact) -> bool:
        """Whether it was doubted while the form was open: the doubt and its reason stay."""
        now = Fact.objects.filter(pk=fact.pk).first()
        if not now or not now.doubt or now.doubt == request.POST.get("_doubt"):
            return False
        fact.note, fact.status = now.note, now.status
        fact.checked_by, fact.checked_at = now.checked_by, now.checked_at
        told = _("你打开以后 %(who)s 存疑：%(why)s。存疑仍在；要核对请再按一次。")
        told = told % {"who": now.checked_by, "why": now.note}
        self.message_user(request, told, messages.WARNING)
        return True

    def _verify(self, request, fact):
        if not self.has_verify_permission(request):
            return
        if fact.quote_id is None:
            fact.status = Fact.Status.PROPOSED
            self.message_user(request, _("没有原话的数据不能核对。"), messages.WARNING)
            return
        allowed = rights.may_verify(request.user, fact.quote.article)
        if not allowed:
            self.message_user(request, str(allowed), messages.WARNING)
            return
        fact.status = Fact.Status.VERIFIED
        fact.checked_by, fact.checked_at = request.user, timezone.now()

    def get_urls(self):
        return [*correct_page.urls(self), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        context["may_verify"] = self.has_verify_permission(request)
        fact = context.get("original")
        if fact:
            context["corrections"] = correct_page.corrections_of(fact)
            context["may_correct"] = (
                context["may_verify"] and fact.status in correcting.CORRECTABLE
            )
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.action(description=_("核对所选数据"), permissions=["verify"])
    def verify_selected(self, request, queryset):
        moved = accepting.verify(queryset, request.user)
        self.message_user(request, _("已核对 %(n)d 条。") % {"n": moved})
        doubted = queryset.filter(status=Fact.Status.DISPUTED).count()
        if doubted:
            told = _("%(n)d 条存疑，没有核对：请在文章的「数据」页看理由、核对。")
            self.message_user(request, told % {"n": doubted}, messages.WARNING)
        if own := accepting.left_to_others(queryset, request.user).count():
            told = _("%(n)d 条所在的稿件你写过或改过，须由另一人核对。") % {"n": own}
            self.message_user(request, told, messages.WARNING)
        rest = queryset.filter(quote=None).count()
        if rest:
            told = _("%(n)d 条没有原话，不能核对。") % {"n": rest}
            self.message_user(request, told, messages.WARNING)

    @admin.display(description=_("数值"), ordering="base_value")
    def said(self, fact):
        return fact.figure

    @admin.display(description=_("关于谁"))
    def whom(self, fact):
        return "、".join(str(row) for row in fact.about) or fact.subject

    @admin.display(description=_("时间"), ordering="period_end")
    def when(self, fact):
        return as_of(fact)

    @admin.display(description=_("是下降"), boolean=True)
    def falls(self, fact):
        return fact.base_value < 0

    @admin.display(description=_("原话"))
    def words(self, fact):
        return fact.quote.text if fact.quote else ""

    @admin.display(description=_("文章"))
    def article(self, fact):
        return fact.quote.article if fact.quote else ""


@admin.register(Quote)
class QuoteAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["text", "article", "block", "lost_at"]
    list_filter = [("lost_at", admin.EmptyFieldListFilter)]
    list_select_related = ["article"]
    search_fields = ["text"]


@admin.register(KnownUnknown)
class KnownUnknownAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["subject", "kind", "count", "quote", "noted_by"]
    list_filter = ["kind"]
    list_select_related = ["quote", "noted_by"]


@admin.register(Decision)
class DecisionAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["words", "answer", "became", "article", "by", "at"]
    list_filter = ["answer"]
    list_select_related = ["article", "by"]
    search_fields = ["words", "became"]


@admin.register(Overrule)
class OverruleAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["finding", "reason", "article", "by", "at"]
    list_select_related = ["article", "by"]
