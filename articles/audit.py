"""Looking through the log of all: what is asked for, a page of it, and taking it away."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

from django import forms
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import fact_rows
from articles.auditing import ACTS, KINDS
from articles.models import AuditEntry

ROWS = 100
# Counting goes no further: beyond it, that there are more is all that matters.
MOST_COUNTED = 10_000
MACHINE = "machine"
# A place in the log as an address has it: the time to the microsecond, and the pk.
PLACE = re.compile(r"(\d{1,11})\.(\d{6})-(\d{1,18})", re.ASCII)
COLUMNS = (
    *("id", "at", "who", "act", "act_name", "thing", "key", "title"),
    *("told", "note", "via", "whence"),
)


class DayInput(forms.DateInput):
    """A calendar; of what is no day it shows nothing, as a browser would not either."""

    input_type = "date"

    def format_value(self, value):
        try:
            return date.fromisoformat(str(value)).isoformat()
        except ValueError:
            return None


def day_field(label):
    return forms.DateField(
        label=label,
        required=False,
        widget=DayInput,
        error_messages={"invalid": _("请写成 2025-06-09 这样的日期。")},
    )


class Asked(forms.Form):
    """What of the log is asked for; every field may be left out."""

    who = forms.ChoiceField(label=_("何人"), required=False)
    act = forms.ChoiceField(label=_("做了什么"), required=False)
    thing = forms.ChoiceField(label=_("对象"), required=False)
    since = day_field(_("从"))
    until = day_field(_("到"))
    q = forms.CharField(
        label=_("文字"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )

    def __init__(self, data, things: dict):
        """*things* are the names of the kinds of rows that are told of, by model name."""
        super().__init__(data, label_suffix="")
        acted = AuditEntry.objects.filter(by=OuterRef("pk")).order_by()
        people = User.objects.filter(Exists(acted)).order_by("username")
        self.fields["who"].choices = [
            ("", _("所有人")),
            (MACHINE, _("机器")),
            *((str(pk), name) for pk, name in people.values_list("pk", "username")),
        ]
        self.fields["act"].choices = [
            ("", _("所有操作")),
            *((name, _of_kind(kind, name)) for kind, (name, _acts) in KINDS.items()),
        ]
        self.fields["thing"].choices = [("", _("所有对象")), *things.items()]

    def clean(self):
        told = super().clean()
        since, until = told.get("since"), told.get("until")
        if since and until and since > until:
            raise forms.ValidationError(_("「从」晚于「到」，什么也找不到。"))
        return told

    def rows(self):
        """The entries asked for, newest first; none where the question is wrong."""
        if not self.is_valid():
            return AuditEntry.objects.none()
        asked, rows = self.cleaned_data, AuditEntry.objects.all()
        if asked["who"]:
            rows = rows.filter(by=None if asked["who"] == MACHINE else asked["who"])
        if asked["act"].endswith("."):
            rows = rows.filter(act__in=[a for a, _n in of_kind(asked["act"][:-1])])
        elif asked["act"]:
            rows = rows.filter(act=asked["act"])
        if asked["thing"]:
            rows = rows.filter(thing=asked["thing"])
        if asked["since"]:
            rows = rows.filter(at__gte=_midnight(asked["since"]))
        if asked["until"]:
            rows = rows.filter(at__lt=_midnight(asked["until"] + timedelta(days=1)))
        return rows.with_words(asked["q"].split())


def of_kind(kind: str) -> list[tuple[str, str]]:
    """The acts of *kind* with their names."""
    return [(f"{kind}.{act}", name) for act, name in KINDS[kind][1].items()]


def _of_kind(kind: str, name: str) -> list[tuple[str, str]]:
    """A choice for all acts of *kind*, then one for each."""
    return [(f"{kind}.", _("全部：%(kind)s") % {"kind": name}), *of_kind(kind)]


def page(rows, before: str) -> tuple[list[AuditEntry], str]:
    """ROWS of *rows*, those below the place *before*, and the place to go on from.

    The place is "" where there are no more. A place that cannot be read is the top.
    """
    place = PLACE.fullmatch(before)
    if place:
        at = datetime.fromtimestamp(int(place[1]), UTC)
        rows = rows.before(at + timedelta(microseconds=int(place[2])), int(place[3]))
    shown = list(rows[: ROWS + 1])
    following = place_of(shown[ROWS - 1]) if len(shown) > ROWS else ""
    return shown[:ROWS], following


def place_of(entry: AuditEntry) -> str:
    at = entry.at
    return f"{int(at.timestamp())}.{at.microsecond:06}-{entry.pk}"


def as_data(entry: AuditEntry) -> dict:
    """The columns of *entry* as CSV and JSON tell them; the time is Beijing's."""
    return {
        "id": entry.pk,
        "at": timezone.localtime(entry.at).isoformat(timespec="seconds"),
        "who": entry.who or None,
        "act": entry.act,
        "act_name": act_name(entry.act),
        "thing": entry.thing,
        "key": entry.key,
        "title": entry.title,
        "told": entry.told,
        "note": entry.note,
        "via": entry.via,
        "whence": entry.whence,
    }


def act_name(act: str) -> str:
    """What *act* is called; one that is called nothing any more, as it is written."""
    return str(ACTS.get(act, act))


def csv_lines(rows):
    return fact_rows.csv_lines(COLUMNS, map(as_data, rows))


def json_lines(rows):
    for entry in rows:
        yield json.dumps(as_data(entry), ensure_ascii=False) + "\n"


def _midnight(day):
    """When *day* begins in Beijing."""
    return timezone.make_aware(datetime.combine(day, time.min))
