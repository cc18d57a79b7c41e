"""Facts in templates: as of when, and what is not known, in words."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles import values
from articles.facts.proposals import NameKind
from articles.models import Fact, KnownUnknown

register = template.Library()


@register.filter
def as_of(fact) -> str:
    """The period of *fact* as printed, with its dates where they add to the words."""
    if not fact.period_precision:
        return _("原文未注明时间")
    if not fact.period_start:
        return fact.period_printed
    dates = period_dates(fact)
    if not fact.period_printed or fact.period_printed == dates:
        return dates
    if fact.period_relative:
        return _("%(printed)s（推得 %(dates)s）") % {
            "printed": fact.period_printed,
            "dates": dates,
        }
    return f"{fact.period_printed}（{dates}）"


@register.filter
def period_dates(fact) -> str:
    """The period's dates no finer than its precision: 2024, 2024-05, 2024-06-02."""
    start, end = fact.period_start, fact.period_end
    if start is None:
        return ""
    match fact.period_precision:
        case Fact.Precision.YEAR if start.year == end.year:
            return str(start.year)
        case Fact.Precision.MONTH if (start.year, start.month) == (end.year, end.month):
            return f"{start:%Y-%m}"
        case Fact.Precision.DAY if start == end:
            return f"{start:%Y-%m-%d}"
        case Fact.Precision.QUARTER if end.month - start.month == 2:
            return _("%(year)d年第%(n)d季度") % {
                "year": start.year,
                "n": end.month // 3,
            }
    return f"{date_format(start, 'Y-m-d')} — {date_format(end, 'Y-m-d')}"


@register.filter
def correction_sentence(correction) -> str:
    """What readers were told before, as the card of the right value says it."""
    return _("更正：原作 %(was)s（%(day)s，%(note)s）") % {
        "was": correction.was,
        "day": date_format(timezone.localtime(correction.at), "Y-m-d"),
        "note": correction.note,
    }


@register.filter
def corrected_sentence(row) -> str:
    """What is right instead of a figure the text still prints, and since when it is."""
    return _("此数已更正为 %(right)s（%(day)s，%(note)s）") % {
        "right": row.fact.superseded_by.figure,
        "day": date_format(timezone.localtime(row.corrected.at), "Y-m-d"),
        "note": row.corrected.note,
    }


@register.filter
def unknown_sentence(unknown) -> str:
    """What is not known, for a proposal or a stored row."""
    kind = getattr(unknown, "kind", None) or unknown.gap.value
    listed = "、".join(unknown.listed)
    told = {
        "subject": unknown.subject,
        "n": values.plain(unknown.count),
        "listed": listed,
    }
    match kind:
        case KnownUnknown.Kind.REST if told["n"]:
            return (
                _("%(subject)s：除%(listed)s外，其余 %(n)s 个原文未列明（由差推算）。")
                % told
            )
        case KnownUnknown.Kind.REST:
            return _("%(subject)s：除%(listed)s外，其余原文未列明。") % told
        case KnownUnknown.Kind.UNLISTED if told["n"]:
            return _("%(subject)s：共 %(n)s 个，原文没有列出名单。") % told
        case KnownUnknown.Kind.UNLISTED:
            return _("%(subject)s：原文没有列出名单。") % told
        case KnownUnknown.Kind.OPEN_LIST:
            return _("%(subject)s：只列出%(listed)s等，名单未尽。") % told
    return _("%(subject)s：有未具名的一方。") % told


@register.filter
def name_kind(kind) -> str:
    """What a proposed name names, in the reader's language."""
    return {
        NameKind.REGION: _("地区"),
        NameKind.REGION_GROUP: _("区域"),
        NameKind.INDUSTRY: _("产业"),
        NameKind.CLUSTER: _("产业集群"),
        NameKind.ALLIANCE: _("联盟"),
        NameKind.PROGRAMME: _("举措"),
        NameKind.AGREEMENT: _("协议"),
        NameKind.EVENT: _("活动"),
        NameKind.ORGANISATION: _("机构"),
    }[kind]


@register.filter
def subject_kind(row) -> str:
    """What one thing with a page is; the models' own names stand over lists, in the plural."""
    return {
        "region": pgettext("一个", "地区"),
        "cluster": pgettext("一个", "产业集群"),
        "alliance": pgettext("一个", "联盟"),
        "programme": pgettext("一个", "举措"),
        "agreement": pgettext("一个", "协议"),
        "indicator": pgettext("一个", "指标"),
    }[row._meta.model_name]


@register.filter
def gap_kind(gap) -> str:
    return KnownUnknown.Kind(gap.value).label


@register.filter
def last_chars(text: str, number: int) -> str:
    """The end of *text*, with … before it where something was left out."""
    return text if len(text) <= number else f"…{text[-number:]}"


@register.filter
def person(user) -> str:
    """Somebody's full name as readers may see it; a sign-in name is not theirs to know."""
    return (user.get_full_name() or _("编辑")) if user else ""
