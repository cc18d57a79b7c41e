"""Times as a Chinese reader expects them printed, in Beijing time."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.clock import how_long_since, how_long_until

register = template.Library()
register.filter(how_long_since)
register.filter(how_long_until)


@register.filter
def stamp(moment, precision="minute"):
    """A time no more exact than it was given: day, minute or second."""
    if moment is None:
        return ""
    patterns = {"second": "Y-m-d H:i:s", "day": "Y-m-d"}
    return date_format(timezone.localtime(moment), patterns.get(precision, "Y-m-d H:i"))


@register.filter
def clock(moment):
    return date_format(timezone.localtime(moment), "H:i")


@register.filter
def hour(moment):
    return date_format(timezone.localtime(moment), "H")


@register.filter
def day_heading(day, form=""):
    """今天, 昨天, 6月9日, and 2025年6月9日 when it was another year.

    In the *form* "date" it is the date even for today: what stays true overnight.
    """
    today = timezone.localdate()
    if form != "date" and day == today:
        return _("今天")
    if form != "date" and (today - day).days == 1:
        return _("昨天")
    return date_format(day, _("n月j日") if day.year == today.year else _("Y年n月j日"))


@register.filter
def beijing_day(moment):
    return timezone.localdate(moment)


@register.filter
def item(mapping, key):
    """What *mapping* has under *key*, which a dot in a template cannot say; or ""."""
    return mapping.get(key, "") if mapping else ""
