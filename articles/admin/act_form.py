"""The form of one act of review: what all of them have."""

from django import forms
from django.utils.translation import gettext_lazy as _


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

    def full_clean(self):
        """And let the page open at the first field that is to be corrected."""
        super().full_clean()
        wrong = next((name for name in self.fields if name in self.errors), None)
        if wrong:
            self.fields[wrong].widget.attrs["autofocus"] = True

    def do(self):
        """Do the act; raises ReviewError."""
        raise NotImplementedError

    def told(self) -> str:
        """What was done, once it is."""
        return _("已%(act)s。") % {"act": self.label}
