"""The form an article is typed in: no save is lost unseen, completeness at submission."""

from datetime import time

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import clock, readdressing, review
from articles.models import Article
from articles.models.revision import StoryText
from articles.models.times import Precision
from articles.writing.fields import as_sent

MIDNIGHT = time(0, 0)


class ExactDateTime(AdminSplitDateTime):
    """Date and time to the second: Django's own drops the seconds at each save."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.widgets[0].format, self.widgets[1].format = "%Y-%m-%d", "%H:%M:%S"
        for part, name in zip(self.widgets, (_("日期"), _("时刻")), strict=True):
            part.attrs["aria-label"] = name


class ArticleForm(forms.ModelForm):
    """An article with the version it was opened at, so that no save is lost unseen."""

    opened_version = forms.IntegerField(
        label=_("打开时的版本"), widget=forms.HiddenInput, required=False
    )
    restored = None  # fields of a Writing row, put into the form in place of the stored
    base = None  # what those were made from
    user = None  # whose form it is

    class Meta:
        model = Article
        fields = [*StoryText.WORDS, *StoryText.ABOUT, "slug"]
        widgets = {
            "title": forms.TextInput(attrs={"size": 90}),
            "lede": forms.Textarea(attrs={"rows": 3, "cols": 100}),
            "body": forms.Textarea(attrs={"rows": 24, "cols": 100}),
            "stated_at": ExactDateTime,
        }
        help_texts = {
            "stated_precision": _("填了时刻而不选，按所填的记：到分，或到秒。"),
        }
        error_messages = {
            "title": {
                "max_length": _(
                    "标题最多 %(limit_value)d 个字，现在有 %(show_value)d 个。"
                ),
            },
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.theirs = None
        self.stored = None
        if "title" in self.fields:
            # The box would cut a pasted title without a word; the form says how long it is.
            self.fields["title"].widget.attrs.pop("maxlength", None)
        if "opened_version" in self.fields:
            self.initial["opened_version"] = self.instance.version
        # What the box of the address had when somebody began to type.
        stored = self.initial.get("slug", "")
        is_new = not self.instance.pk
        self.opened_slug = stored if is_new else self.data.get("opened_slug", stored)
        if self.restored:
            words = self.restored["stated_at"].partition(" ")
            self.initial |= self.restored | {"stated_at": [words[0], words[2]]}
            began = (self.base or {}).get("slug", stored)
            if self.restored["slug"] == began:
                self.initial["slug"] = stored
            else:
                self.opened_slug = began

    def clean_stated_at(self):
        stated = self.cleaned_data["stated_at"]
        if stated and not 1900 <= stated.year <= 2200:
            raise forms.ValidationError(_("没有这样早或这样晚的报道。"))
        return stated

    def clean_slug(self):
        """An address once given is changed or kept, never emptied, nor given twice."""
        slug = self.cleaned_data["slug"] or self.opened_slug
        if slug == self.opened_slug:
            return slug
        other = readdressing.once_at(slug, but=self.instance)
        if other:
            raise forms.ValidationError(
                _("读者曾在这个网址读到《%(title)s》，旧链接仍要通到那里。请换一个。"),
                params={"title": other},
            )
        return slug

    def clean_lede(self):
        return as_sent(self.cleaned_data["lede"])

    def clean_body(self):
        return as_sent(self.cleaned_data["body"])

    def clean(self):
        cleaned = super().clean()
        self._complete_precision(cleaned)
        if self.instance.pk:
            self.stored = self._held()
            self._settle_slug(cleaned)
            self._refuse_stale(cleaned.get("opened_version"))
            if "_merge" in self.data:
                raise forms.ValidationError(
                    _(
                        "还没有合并：两边都改了的地方，请在上面逐处选定。"
                        "不合并而直接保存，将以你的为准。"
                    )
                )
        elif not any(cleaned.get(name) for name in ("title", "lede", "body")):
            raise forms.ValidationError(_("什么都还没有写，没有可保存的内容。"))
        if "_submit" in self.data:
            for name, told in review.missing(cleaned).items():
                if name not in self.errors:
                    self.add_error(name, told)
        return cleaned

    def _complete_precision(self, cleaned):
        """A time newly entered is as exact as it was typed, unless its field says else.

        Of a midnight nobody can tell whether it stands for the day: that is asked.
        """
        stated = cleaned.get("stated_at")
        if not stated or cleaned.get("stated_precision", "-"):
            return
        if stated == self.instance.stated_at:
            return  # as it is stored: an untouched form changes nothing
        at = timezone.localtime(stated).time()
        if at == MIDNIGHT:
            told = _("请注明：只知道日期选「到日」，确是零点选「到分」。")
            self.add_error("stated_precision", told)
            return
        precision = Precision.SECOND if at.second else Precision.MINUTE
        cleaned["stated_precision"] = precision

    def text_changed(self) -> bool:
        """Whether the words or subjects differ from what is stored.

        Saving an untouched form is no edit: it ends nobody's approval.
        """
        if self.stored is None:
            return True
        return any(
            _as_sent(getattr(self.stored, word)) != getattr(self.instance, word)
            for word in StoryText.WORDS
        ) or any(
            set(getattr(self.stored, subject).all()) != set(self.cleaned_data[subject])
            for subject in StoryText.ABOUT
        )

    def _held(self) -> Article:
        """The article as stored, its row locked until the admin's transaction ends.

        So what is decided here still holds when the save comes.
        """
        # Not joined to who saved it: PostgreSQL, having waited for the other's save, reads
        # the article again but not what is joined to it, and would say that nobody did.
        return Article.objects.held(self.instance.pk)

    def _settle_slug(self, cleaned):
        """Take the address from its box only where somebody typed in it.

        A form opened before the address was changed would set it back. Where somebody
        typed one as well, they are told what stands there, and the next save is theirs.
        """
        stored, typed = self.stored.slug, cleaned.get("slug")
        if typed is None:  # refused already, or not in this person's form
            self.instance.slug = stored
            return
        if typed == self.opened_slug:
            typed = stored
        if stored in (typed, self.opened_slug):
            cleaned["slug"] = typed
        else:
            told = _(
                "网址名已在别处改为「%(stored)s」，「%(typed)s」没有保存；"
                "再次保存，将以你填的为准。"
            )
            known = {"stored": stored, "typed": typed}
            self.add_error("slug", forms.ValidationError(told, params=known))
        self.initial["slug"] = self.opened_slug = stored
        self._put("slug", typed)

    def _put(self, name, value):
        """Let the form that comes back have *value* in the field *name*."""
        self.data = self.data.copy()
        self.data[self.add_prefix(name)] = value

    def _refuse_stale(self, opened):
        """Refuse to save over what somebody else saved meanwhile; both texts are kept."""
        now = self.stored
        if opened == now.version:
            return
        self.theirs = now
        self._put("opened_version", now.version)
        own = self.user and now.updated_by_id == self.user.pk
        raise forms.ValidationError(
            _(
                "你在另一个页面于 %(at)s 保存了这篇文章，所以这一页的这次没有保存。"
                "两边的文字并排在上面，可以合并；这一页的文字也还在表单里，不合并而再次保存，将以这一页的为准。"
            )
            if own
            else _(
                "%(who)s 于 %(at)s 保存了这篇文章，所以你的这次没有保存。两边的文字并排在上面，"
                "可以合并；你的文字也还在表单里，不合并而再次保存，将以你的为准。"
            ),
            code="stale",
            params={
                "who": now.updated_by or _("他人"),
                "at": clock.today_to_second(now.updated_at),
            },
        )


def _as_sent(value):
    """A stored word as its form sends it back: without what stood around it."""
    return as_sent(value) if isinstance(value, str) else value
