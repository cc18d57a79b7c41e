"""The forms of the acts that bring a text to readers, now or at a time, and of changing it."""

import re
from datetime import timedelta

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles import review, rights
from articles.admin.act_form import ActForm
from articles.review import checklist, telling
from articles.review.acts import FURTHEST

# The browser's own box takes years of six digits, which no calendar here does.
FAR_YEAR = re.compile(r"\d{5,6}-")


def _example() -> str:
    tomorrow = timezone.localtime(timezone.now() + timedelta(days=1))
    return gettext("请写成 %(day)s 09:00 这样的时间。") % {
        "day": f"{tomorrow:%Y-%m-%d}"
    }


class AtTime(forms.DateTimeField):
    """A moment typed in Beijing time, to come and within a year."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        )
        kwargs.setdefault("label", _("发布时间（北京时间）"))
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = lazy(_example, str)()
        self.error_messages["required"] = _("请写明何时发布。")
        self.error_messages["year"] = _("年份不对：请写从现在起一年之内的时间。")

    def clean(self, value):
        if FAR_YEAR.match(value or ""):
            raise forms.ValidationError(self.error_messages["year"])
        moment = super().clean(value)
        if moment is None:
            return None
        now = timezone.now()
        if moment.year < 1900 or moment - now > FURTHEST:
            raise forms.ValidationError(self.error_messages["year"])
        if moment <= now:
            raise forms.ValidationError(_("这个时间已经过去。"))
        return moment


class SendingOut(ActForm):
    """An act that brings the text to readers, with what of the list is still open.

    A reason lets all of it pass that the person had before them, and no more: what was
    found since then stops the act.
    """

    because = forms.CharField(
        label=_("放行原因"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=checklist.LONGEST,
        required=False,
    )
    left = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.listed:
            self.show_list(self.listed)

    def show_list(self, listed):
        """Ask for a reason where *listed* has something to let pass, and say for how much.

        In a form that was sent in the field stays, with what the person had before them.
        """
        count = len(listed.passable)
        may_pass = rights.may(self.user, "waive", self.article)
        if not self.is_bound and not (count and may_pass):
            self.fields.pop("because", None)
            self.fields.pop("left", None)
        if not count or "because" not in self.fields:
            return
        self.initial["left"] = listed.digest
        # Of the bound field: one that was sent in has read its texts already.
        self["because"].help_text = ngettext(
            "清单上还有 %(n)d 项没有处理，写明原因即一并放行。",
            "清单上还有 %(n)d 项没有处理，写明原因即一并放行。",
            count,
        ) % {"n": count}

    def let_pass(self):
        """Let what is listed pass, if a reason was given."""
        because = self.cleaned_data.get("because", "")
        left = self.cleaned_data.get("left", "").split()
        if because and left:
            checklist.let_pass(self.article, self.user, left, because)


class ChoosesWhen:
    """For an act that asks `then`, and `at` only where that says at a time."""

    LATER, NOW, AT_TIME = "later", "now", "at"

    def clean(self):
        cleaned = super().clean()
        timed = cleaned.get("then") == self.AT_TIME
        if not timed:
            self.errors.pop("at", None)  # a time nobody asked for, and that is not seen
        if timed and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("请写明何时发布。"))
        return cleaned

    def send_out(self):
        """Publish or schedule, as was chosen; neither for later."""
        then = self.cleaned_data.get("then", self.LATER)
        if then == self.NOW:
            review.publish(self.article, self.user)
        if then == self.AT_TIME:
            review.schedule(self.article, self.user, self.cleaned_data["at"])


class ApproveForm(ChoosesWhen, SendingOut):
    act, label = "approve", _("通过")
    meaning = _("你读过这一版并为它负责；此后有人修改，通过即作废。")

    then = forms.ChoiceField(
        label=_("通过以后"),
        choices=[
            (ChoosesWhen.LATER, _("暂不发布")),
            (ChoosesWhen.NOW, _("立即发布")),
            (ChoosesWhen.AT_TIME, _("定时发布")),
        ],
        widget=forms.RadioSelect,
        initial=ChoosesWhen.LATER,
    )
    at = AtTime(required=False)
    field_order = ["then", "at", "because", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not rights.has_permission(self.user, "publish"):
            for name in ("then", "at", "because", "left"):
                self.fields.pop(name, None)

    def do(self):
        self.let_pass()
        review.approve(self.article, self.user, self.cleaned_data["note"])
        self.send_out()

    def told(self) -> str:
        then = self.cleaned_data.get("then", self.LATER)
        if then == self.AT_TIME:
            at = telling.until(self.cleaned_data["at"])
            return _("已通过，定于 %(at)s发布。") % {"at": at}
        return _("已通过并发布。") if then == self.NOW else super().told()


class PublishForm(SendingOut):
    act, label = "publish", _("发布")
    meaning = _("读者立即看到通过的这一版。")

    field_order = ["because", "note"]

    def do(self):
        self.let_pass()
        review.publish(self.article, self.user, self.cleaned_data["note"])


class ScheduleForm(SendingOut):
    act, label = "schedule", _("定时发布")
    meaning = _("到时自动发布，之前可以取消。")

    at = AtTime()
    field_order = ["at", "because", "note"]

    def do(self):
        self.let_pass()
        asked = self.cleaned_data
        review.schedule(self.article, self.user, asked["at"], asked["note"])

    def told(self) -> str:
        return _("已定时，定于 %(at)s发布。") % {
            "at": telling.until(self.cleaned_data["at"])
        }


class UnscheduleForm(ChoosesWhen, ActForm):
    act, label = "unschedule", _("改动定时")
    meaning = _("取消即回到已通过，不会自动发布；改时间或立即发布，仍是通过的这一版。")

    then = forms.ChoiceField(
        label=_("改成"),
        choices=[
            (ChoosesWhen.LATER, _("取消定时")),
            (ChoosesWhen.NOW, _("立即发布")),
            (ChoosesWhen.AT_TIME, _("改到另一时间")),
        ],
        widget=forms.RadioSelect,
        initial=ChoosesWhen.LATER,
        required=False,
    )
    at = AtTime(required=False)
    field_order = ["then", "at", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["at"] = self.article.goes_out_at
        if rights.wrote(self.user, self.article) and not settings.ONE_PERSON_DESK:
            del self.fields["then"], self.fields["at"]  # a second person's to send out

    def do(self):
        """Both acts or neither: the caller's transaction ends with this."""
        review.unschedule(self.article, self.user, self.cleaned_data["note"])
        self.send_out()

    def told(self) -> str:
        then = self.cleaned_data.get("then", self.LATER)
        if then == self.AT_TIME:
            at = telling.until(self.cleaned_data["at"])
            return _("已改时间，定于 %(at)s发布。") % {"at": at}
        return _("已立即发布。") if then == self.NOW else _("已取消定时。")
