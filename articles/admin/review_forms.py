"""The forms of the acts of review: what each asks for, and what it then does."""

from django import forms
from django.utils.translation import gettext_lazy as _

from articles import clock, review
from articles.admin.act_form import ActForm
from articles.admin.sending_forms import (
    ApproveForm,
    PublishForm,
    ScheduleForm,
    UnscheduleForm,
)
from articles.models import Revision


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
    return f"{revision} · {revision.frozen_by or '—'} · {clock.to_minute(revision.frozen_at)}"


# In the order a person meets them.
FORMS = {
    form.act: form
    for form in (
        *(SubmitForm, CorrectForm, ApproveForm, PublishForm, ScheduleForm),
        *(UnscheduleForm, ReturnForm, RestoreForm, WithdrawForm),
    )
}
