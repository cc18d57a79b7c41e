"""The forms beside the text: one for each proposed fact, name and unknown."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles import naming
from articles.accepting import refuse_other_number
from articles.facts.proposals import NameKind
from articles.figure_entry import read_figure
from articles.models import Cluster, Event, Fact, Indicator, Programme, Region
from articles.subjects import Subjects

KINDS = {
    NameKind.REGION: "region",
    NameKind.REGION_GROUP: "region",
    NameKind.INDUSTRY: "industry",
    NameKind.CLUSTER: "cluster",
    NameKind.ALLIANCE: "alliance",
    NameKind.PROGRAMME: "programme",
}
ONE_A_LINE = _("每行一个。")


class LinesField(forms.CharField):
    """A list of names, one a line."""

    def __init__(self, rows=2, **options):
        options.setdefault("required", False)
        options.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**options)

    def prepare_value(self, value):
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value):
        lines = (line.strip() for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class FactForm(forms.Form):
    """A figure as the text has it; every part may be mended before it is accepted."""

    figure = forms.CharField(
        label=_("数值"),
        max_length=60,
        help_text=_("连同限定词和单位，如 超过200场次。"),
    )
    indicator = forms.CharField(label=_("指标"), max_length=100)
    whole = forms.CharField(label=_("占什么的"), max_length=60, required=False)
    about = LinesField(label=_("关于谁"), help_text=ONE_A_LINE)
    period_printed = forms.CharField(
        label=_("时间（原样）"), max_length=60, required=False
    )
    period_start = forms.DateField(label=_("时间起"), required=False)
    period_end = forms.DateField(label=_("时间止"), required=False)
    period_precision = forms.ChoiceField(
        label=_("时间精度"), choices=Fact.Precision.choices, required=False
    )
    kind = forms.ChoiceField(label=_("类别"), choices=Indicator.Kind.choices)
    falls = forms.BooleanField(label=_("是下降"), required=False)
    foreseen = forms.CharField(label=_("预测用语"), max_length=20, required=False)

    # What is not a date, a share or a forecast needs none of these filled in.
    RARELY = ("kind", "falls", "foreseen", "period_start", "period_end")

    def __init__(self, proposal, *args, **options):
        self.proposal = proposal
        period = proposal.period
        options["initial"] = {
            "figure": proposal.comparator.around(proposal.printed_value, proposal.unit),
            "indicator": proposal.indicator,
            "whole": proposal.whole,
            "about": _about(proposal),
            "kind": proposal.kind.value,
            "falls": proposal.base_value < 0,
            "foreseen": proposal.foreseen,
            "period_printed": period.printed if period else "",
            "period_start": period and period.start,
            "period_end": period and period.end,
            "period_precision": _precision(period),
        }
        super().__init__(*args, **options)

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        try:
            self.filled = self._as_fact(told)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        Fact(
            **{k: v for k, v in self.filled.items() if k != "indicator"}
        ).clean_period()
        return told

    def _as_fact(self, told) -> dict:
        """The columns of a fact; `indicator` is what `accepting` looks one up by."""
        value, base_unit = self._value(told)
        return {
            "indicator": {
                "name": told["indicator"],
                "kind": told["kind"],
                "unit": base_unit,
                "whole": told["whole"],
            },
            "subject": "、".join(self.proposal.subject)[:200],
            **{f"{k}_id": pk for k, pk in Subjects().resolve(told["about"]).items()},
            **value,
            "foreseen": told["foreseen"],
            "period_printed": told["period_printed"],
            "period_start": told["period_start"],
            "period_end": told["period_end"],
            "period_precision": told["period_precision"],
            "period_relative": bool(
                self.proposal.period
                and self.proposal.period.relative
                and told["period_start"]
            ),
        }

    def _value(self, told) -> tuple[dict, str]:
        """The value's columns and base unit; as proposed where nobody mended the words."""
        one = self.proposal
        if told["figure"] == self.initial["figure"]:
            value = {
                "direction": one.comparator.direction.value,
                "words_before": one.comparator.before,
                "words_inside": one.comparator.inside,
                "words_after": one.comparator.after,
                "cumulative": one.comparator.cumulative,
                "printed_value": one.printed_value,
                "value": one.value,
                "unit": one.unit,
                "base_value": abs(one.base_value),
            }
            base_unit = one.base_unit
        else:
            value, base_unit = read_figure(told["figure"])
            first, last = one.mark
            refuse_other_number(value["printed_value"], one.quote.text[first:last])
        if told["falls"]:
            value["base_value"] = -value["base_value"]
        return value, base_unit


class NameForm(forms.Form):
    """Something named in the text: known by another name, or new."""

    name = forms.CharField(label=_("名称"), max_length=100)
    known_as = forms.CharField(
        label=_("就是"),
        max_length=100,
        required=False,
        help_text=_("已有的名称；填了就记作它的别名，以后自动认出。"),
    )

    RARELY = ()

    def __init__(self, proposal, *args, **options):
        self.proposal = proposal
        options["initial"] = {"name": proposal.name, "known_as": proposal.known}
        super().__init__(*args, **options)
        if not proposal.known:
            self.fields |= _fields_of(proposal)

    def clean(self):
        told = super().clean()
        if self.errors:
            return told
        fields = {}
        if not told["known_as"] and told.get("level") == "":
            self.add_error("level", _("正文没有说级别，请选一个。"))
            return told
        if not told["known_as"]:
            try:
                fields = _row_fields(self.proposal, told)
            except ValueError as error:
                raise ValidationError(str(error)) from error
        self.filled = {
            "name": told["name"],
            "known_as": told["known_as"],
            "fields": fields,
        }
        return told


def filled_in(form_class, proposal, **mended):
    """The form of *proposal* as somebody sends it who changes only what is *mended*."""
    blank = form_class(proposal)
    sent = {
        name: blank[name].value() for name in blank.fields if name not in mended
    } | mended
    data = {name: value for name, value in sent.items() if value not in (None, False)}
    return form_class(proposal, data)


def _about(proposal) -> list[str]:
    """The first name of each kind a fact can be about; whoever accepts may change them."""
    first: dict = {}
    for name in proposal.about:
        if name.kind in KINDS:
            first.setdefault(KINDS[name.kind], name.name)
    return list(first.values())


def _precision(period) -> str:
    if period is None:
        return ""
    return period.precision.value if period.start else "as printed"


def _fields_of(proposal) -> dict:
    """What a new row of that kind needs beside its name, filled in from the text."""
    region = forms.CharField(
        label=_("地区"), required=False, initial=proposal.region, max_length=100
    )
    match proposal.kind:
        case NameKind.REGION | NameKind.REGION_GROUP:
            is_group = proposal.kind is NameKind.REGION_GROUP
            return {
                "kind": forms.ChoiceField(
                    label=_("类别"),
                    choices=Region.Kind.choices,
                    initial=Region.Kind.GROUP if is_group else Region.Kind.CITY,
                ),
                "members": LinesField(
                    label=_("成员地区"), initial=proposal.parties, help_text=ONE_A_LINE
                ),
            }
        case NameKind.CLUSTER:
            return {
                "level": forms.ChoiceField(
                    label=_("级别"),
                    required=False,
                    # No text says the level by being silent: a person chooses.
                    choices=[("", _("请选择")), *Cluster.Level.choices],
                )
            }
        case NameKind.ALLIANCE:
            return {
                "region": region,
                "open_list": forms.BooleanField(
                    label=_("名单未尽"), required=False, initial=proposal.open_list
                ),
            }
        case NameKind.PROGRAMME:
            return {
                "region": region,
                "kind": forms.ChoiceField(
                    label=_("类别"),
                    choices=Programme.Kind.choices,
                    initial=Programme.Kind.OTHER,
                ),
            }
        case NameKind.AGREEMENT:
            return {
                "parties_printed": LinesField(
                    label=_("签署方（原文）"),
                    initial=proposal.parties,
                    help_text=ONE_A_LINE,
                ),
                "unnamed_parties": forms.BooleanField(
                    label=_("有未具名的签署方"),
                    required=False,
                    initial=proposal.unnamed_parties,
                ),
                "signed_at": forms.CharField(
                    label=_("签署于活动"), required=False, max_length=100
                ),
            }
        case NameKind.EVENT:
            return {
                "series": forms.CharField(
                    label=_("系列"), required=False, initial=proposal.series
                ),
                "edition": forms.IntegerField(
                    label=_("届次"),
                    required=False,
                    min_value=1,
                    max_value=32767,
                    initial=proposal.edition,
                ),
            }
    return {}


def _row_fields(proposal, told) -> dict:
    """Columns and relations of a new row from what the form was told."""
    fields = {
        key: told[key]
        for key in (
            "kind",
            "level",
            "open_list",
            "parties_printed",
            "unnamed_parties",
            "series",
            "edition",
        )
        if key in told
    }
    if proposal.kind is NameKind.AGREEMENT:
        fields["kind"] = naming.agreement_kind(told["name"])
        fields["signed_at"] = _row(Event, told["signed_at"])
    if "members" in told:
        fields["members"] = [_row(Region, name) for name in told["members"]]
    if told.get("region"):
        region = _row(Region, told["region"])
        if proposal.kind is NameKind.ALLIANCE:
            fields["regions"] = [region]
        else:
            fields["region"] = region
    return fields


def _row(model, name: str):
    if not name:
        return None
    row = naming.holder(model, name)
    if row is None:
        raise ValueError(
            _("没有名为「%(name)s」的%(kind)s。")
            % {"name": name, "kind": model._meta.verbose_name}
        )
    return row
