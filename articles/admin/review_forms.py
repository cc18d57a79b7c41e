"""The forms of the acts of review: what each asks for, and what it then does."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles import review, rights
from articles.models import Revision
from articles.review import checklist


class ActForm(forms.Form):
    """One act: its button, what it will do in words, and what it asks for."""

    act = ""
    label = ""
    meaning = ""

    note = forms.CharField(
        label=_("说明（编辑部内可见）"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, article, user, *args, listed=None, **kwargs):
        """*listed* is the checklist of the article, for forms that ask about it."""
        super().__init__(*args, auto_id=f"act-{self.act}-%s", label_suffix="", **kwargs)
        self.article, self.user, self.listed = article, user, listed

    def do(self):
        """Do the act; raises ReviewError."""
        raise NotImplementedError


class SubmitForm(ActForm):
    act, label = "submit", _("送审")
    meaning = _("工作稿定为一版，交给另一人审阅；之后再改，送审即作废。")

    def do(self):
        review.submit(self.article, self.user, self.cleaned_data["note"])


class CorrectForm(ActForm):
    act, label = "correct", _("送审更正")
    meaning = _("读者仍看原来的文字，直到另一人通过并发布这一版。")

    kind = forms.ChoiceField(
        label=_("这是"),
        choices=Revision.Correction.choices,
        widget=forms.RadioSelect,
        initial=Revision.Correction.SUBSTANTIVE,
    )
    public_note = forms.CharField(
        label=_("更正说明（读者可见）"),
        help_text=_("写明哪里改成了什么；实质更正必填，文字订正不向读者显示。"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    field_order = ["kind", "public_note", "note"]

    def clean(self):
        cleaned = super().clean()
        substantive = cleaned.get("kind") == Revision.Correction.SUBSTANTIVE
        if substantive and not cleaned.get("public_note"):
            self.add_error("public_note", _("实质更正要告诉读者改了什么。"))
        return cleaned

    def do(self):
        asked = self.cleaned_data
        review.correct(
            *(self.article, self.user),
            *(asked["kind"], asked["public_note"], asked["note"]),
        )


class ReturnForm(ActForm):
    act, label = "return", _("退回")
    meaning = _("交还作者修改。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = _("退回原因（作者会看到）")
        self.fields["note"].error_messages["required"] = _("退回时请写明原因。")

    def do(self):
        review.return_to_author(self.article, self.user, self.cleaned_data["note"])


class AtTime(forms.DateTimeField):
    """A moment typed in Beijing time."""

    def __init__(self, **kwargs):
        widget = forms.DateTimeInput(
            attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"
        )
        kwargs.setdefault("label", _("发布时间（北京时间）"))
        super().__init__(widget=widget, **kwargs)
        self.error_messages["invalid"] = _("请写成 2026-11-24 09:00 这样的时间。")
        self.error_messages["required"] = _("请写明何时发布。")

    def clean(self, value):
        moment = super().clean(value)
        if moment and not 1900 <= moment.year <= 2200:
            raise forms.ValidationError(self.error_messages["invalid"])
        if moment and moment <= timezone.now():
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
        if self.is_bound or not self.listed:
            return  # what was filled in is taken as it was
        count = len(self.listed.passable)
        if not count or not rights.may(self.user, "waive", self.article):
            del self.fields["because"], self.fields["left"]
            return
        self.initial["left"] = self.listed.digest
        self.fields["because"].help_text = ngettext(
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


class ApproveForm(SendingOut):
    act, label = "approve", _("通过")
    meaning = _("你读过这一版并为它负责；此后有人修改，通过即作废。")
    LATER, NOW, AT_TIME = "later", "now", "at"

    then = forms.ChoiceField(
        label=_("通过以后"),
        choices=[
            (LATER, _("暂不发布")),
            (NOW, _("立即发布")),
            (AT_TIME, _("定时发布")),
        ],
        widget=forms.RadioSelect,
        initial=LATER,
    )
    at = AtTime(required=False)
    field_order = ["then", "at", "because", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not rights.has_permission(self.user, "publish"):
            for name in ("then", "at", "because", "left"):
                self.fields.pop(name, None)

    def clean(self):
        cleaned = super().clean()
        timed = cleaned.get("then") == self.AT_TIME
        if timed and not cleaned.get("at") and "at" not in self.errors:
            self.add_error("at", _("请写明何时发布。"))
        return cleaned

    def do(self):
        asked, then = self.cleaned_data, self.cleaned_data.get("then", self.LATER)
        if then != self.LATER:
            self.let_pass()
        review.approve(self.article, self.user, asked["note"])
        if then == self.NOW:
            review.publish(self.article, self.user)
        if then == self.AT_TIME:
            review.schedule(self.article, self.user, asked["at"])


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


class UnscheduleForm(ActForm):
    act, label = "unschedule", _("取消定时")
    meaning = _("回到已通过，不会自动发布。")

    def do(self):
        review.unschedule(self.article, self.user, self.cleaned_data["note"])


class WithdrawForm(ActForm):
    act, label = "withdraw", _("撤下")
    meaning = _("读者不再看到正文；原网址说明已撤下及其原因。")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["note"].required = True
        self.fields["note"].label = _("撤下原因（读者可见）")
        self.fields["note"].error_messages["required"] = _("请写明撤下的原因。")

    def do(self):
        review.withdraw(self.article, self.user, self.cleaned_data["note"])


class RestoreForm(ActForm):
    act, label = "restore", _("恢复旧版")
    meaning = _("把选定的一版作为工作稿；现在的工作稿先存为一版，不会丢失。")

    revision = forms.ModelChoiceField(
        label=_("哪一版"),
        queryset=Revision.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": _("没有这一版。")},
    )
    field_order = ["revision", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["revision"].queryset = self.article.revisions.select_related(
            "frozen_by"
        ).defer("body", "lede")
        self.fields["revision"].label_from_instance = _named

    def do(self):
        asked = self.cleaned_data
        review.restore(self.article, self.user, asked["revision"], asked["note"])


def _named(revision) -> str:
    at = timezone.localtime(revision.frozen_at)
    return f"{revision} · {revision.frozen_by or '—'} · {at:%Y-%m-%d %H:%M}"


# In the order a person meets them.
FORMS = {
    form.act: form
    for form in (
        *(SubmitForm, CorrectForm, ApproveForm, PublishForm, ScheduleForm),
        *(UnscheduleForm, ReturnForm, RestoreForm, WithdrawForm),
    )
}
