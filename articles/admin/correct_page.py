"""The page on which an editor puts a figure right, shown beforehand what that does."""

import re

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from articles import accepting, correcting, whereabouts
from articles.admin.corrections import labelled
from articles.models import Fact, FactCorrection
from articles.text import number_in

CANDIDATES = 50
# Eighteen digits fit the column of a key.
NUMBER = re.compile(r"(?:\S*/fact/)?0*(?P<number>[1-9]\d{0,17})(?:/\S*)?", re.ASCII)


class CorrectForm(forms.Form):
    """Which fact is right, why, and which other rows of the same value go with it."""

    new = forms.ModelChoiceField(
        Fact.objects.none(),
        label=gettext_lazy("更正为"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("请选更正为哪一条数据。")},
    )
    other = forms.CharField(
        label=gettext_lazy("或者：别的数据的编号或网址"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "上面没有列出时填：那条数据在后台的网址，或网址里的编号。"
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("说明（读者可见）"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 60}),
        help_text=gettext_lazy("为什么改，读者在数据卡上看到：更正：原作……"),
        error_messages={"required": gettext_lazy("请写明为什么更正，读者会看到。")},
    )
    though_different = forms.BooleanField(
        label=gettext_lazy("仍然更正（指标、对象或时间不同）"), required=False
    )
    also = forms.ModelMultipleChoiceField(
        Fact.objects.none(),
        label=gettext_lazy("别的报道里同一数值的数据，一并更正"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, old, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        same = [row.fact for row in whereabouts.printing_the_same(old)]
        twins = Fact.objects.filter(
            pk__in=same, status__in=correcting.CORRECTABLE
        ).exclude(pk=old.pk)
        listed = correcting.candidates(old).exclude(pk__in=same)[:CANDIDATES]
        self.fields["new"].queryset = correcting.candidates(old).filter(
            pk__in=[row.pk for row in listed]
        )
        self.fields["new"].label_from_instance = told
        self.fields["also"].queryset = twins.for_tables()
        self.fields["also"].label_from_instance = told
        self.fields["also"].initial = twins
        if not self.fields["also"].queryset:
            del self.fields["also"]
        if not listed:
            del self.fields["new"]
            self.fields["other"].label = _("更正为：正确数据的编号或网址")
            self.fields["other"].help_text = _(
                "正确的数据入库后，填它在后台的网址，或网址里的编号。"
            )

    def clean_other(self):
        """The number told, alone or in the address of a fact's page in the admin."""
        told = self.cleaned_data["other"].strip()
        found = NUMBER.fullmatch(told)
        if told and not found:
            raise forms.ValidationError(
                _("「%(told)s」不是数据的编号，也不是它的网址。") % {"told": told[:80]}
            )
        return int(found["number"]) if found else None

    def clean(self):
        cleaned = super().clean()
        number = cleaned.get("other")
        if number:
            cleaned["new"] = Fact.objects.filter(pk=number).first()
            self.errors.pop("new", None)
            if cleaned["new"] is None:
                self.add_error("other", _("没有编号为 %(n)d 的数据。") % {"n": number})
        elif "new" not in self.fields and "other" not in self.errors:
            self.add_error("other", _("请填正确数据的编号或网址。"))
        return cleaned


def told(fact: Fact) -> str:
    """A fact as one line: its figure, what of, whether checked, and its words."""
    about = "、".join(str(row) for row in fact.about)
    words = f"「{fact.quote.text}」" if fact.quote else ""
    story = fact.quote.article if fact.quote else ""
    return " · ".join(
        str(part)
        for part in (fact, about, fact.get_status_display(), words, story)
        if part
    )


def urls(model_admin) -> list:
    @require_http_methods(["GET", "HEAD", "POST"])
    def page(request, pk):
        return correct(model_admin, request, pk)

    return [
        path(
            "<int:pk>/correct/",
            model_admin.admin_site.admin_view(page),
            name="articles_fact_correct",
        )
    ]


def correct(model_admin, request, pk):
    """Ask what is right, say where the wrong value stands; then do it, with a receipt."""
    if not request.user.has_perm(accepting.VERIFY):
        raise PermissionDenied
    old = get_object_or_404(Fact.objects.for_tables(), pk=pk)
    chosen = number_in(request.GET.get("new"))
    data = request.POST if request.method == "POST" else None
    form = CorrectForm(old, data, initial={"new": chosen})
    if data is not None and form.is_valid():
        asked = form.cleaned_data
        try:
            [correction, *_more] = correcting.correct_all(
                [old, *asked.get("also", ())],
                asked["new"],
                request.user,
                asked["note"],
                asked["though_different"],
            )
        except accepting.FactError as error:
            messages.error(request, str(error))
        else:
            messages.success(
                request,
                _("已更正：%(correction)s。下面是回执。") % {"correction": correction},
            )
            address = "admin:articles_factcorrection_change"
            return HttpResponseRedirect(reverse(address, args=[correction.pk]))
    return render(
        request,
        "admin/articles/fact/correct.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": _("更正：%(fact)s") % {"fact": old},
            "opts": model_admin.opts,
            "old": old,
            "form": form,
            "story": old.quote and old.quote.article,
            "places": labelled(whereabouts.as_stored(whereabouts.of(old))),
            "others": whereabouts.as_stored(whereabouts.printing_the_same(old)),
            "corrections": corrections_of(old),
        },
    )


def corrections_of(fact: Fact):
    """The corrections *fact* is part of, as the old value or as the new."""
    either = fact.corrections.all() | fact.corrects.all()
    return FactCorrection.objects.filter(pk__in=either.values("pk")).select_related(
        "by", "taken_back_by"
    )
