"""People and groups: what each may do, and what is done when somebody leaves.

Who has acted is never deleted, for the log names them; they are shut out instead.
"""

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    AdminUserCreationForm,
    SetUnusablePasswordMixin,
)
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import accounts
from articles.models import AuditEntry, DeskSession

in_html = lazy(format_html, SafeString)

# What these hold is written out in the log: that rights changed says too little.
RIGHTS = (
    *("is_active", "is_staff", "is_superuser"),
    *("groups", "user_permissions", "permissions"),
)


class TellsRights:
    """An admin that tells the log not only that rights changed but from what to what."""

    def construct_change_message(self, request, form, formsets, add=False):
        message = super().construct_change_message(request, form, formsets, add)
        told = [_of_right(form, name) for name in RIGHTS if name in form.changed_data]
        return [*message, {"told": told}] if told and not add else message


def _of_right(form, name: str) -> str:
    label, now = form.fields[name].label, form.cleaned_data[name]
    if isinstance(now, bool):
        return f"{label}：{'+' if now else '−'}"
    before, now = set(form.initial.get(name) or ()), set(now)
    signed = [("+", now - before), ("−", before - now)]
    changed = [f"{sign}{row}" for sign, rows in signed for row in sorted(rows, key=str)]
    return f"{label}：{'，'.join(changed)}"


def _have_acted(people):
    """Those of *people* the log names: nobody may delete them."""
    acts = AuditEntry.objects.filter(by=OuterRef("pk"))
    return people.filter(Exists(acts.order_by()))


admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(Group)
class StaffGroupAdmin(TellsRights, GroupAdmin):
    """Django's groups."""


class NewPersonForm(AdminUserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The admin puts the cursor there itself; the browser complains of both.
        self.fields["username"].widget.attrs.pop("autofocus", None)


class NewPasswordForm(AdminPasswordChangeForm):
    """Django's, whose warning is in English only."""

    usable_password_help_text = in_html(
        '{}<ul id="id_unusable_warning" class="messagelist">'
        '<li class="warning">{}</li></ul>',
        SetUnusablePasswordMixin.usable_password_help_text,
        gettext_lazy("停用以后，这个用户现在的密码不再保留。"),
    )


@admin.register(User)
class PersonAdmin(TellsRights, UserAdmin):
    """Django's people, and what an administrator does when a phone or laptop is lost."""

    actions = ("shut_out", "end_sessions", "forget_second_step", "unlock")
    add_form = NewPersonForm
    change_password_form = NewPasswordForm
    readonly_fields = ("last_login", "date_joined")  # facts, nobody's to type

    def get_actions(self, request):
        """All but deleting many: almost everybody has acted, and cannot be deleted."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def get_deleted_objects(self, objs, request):
        """Who has acted stands in the way of their own deletion, with a sentence.

        What else stands in it, entry by entry, would be the whole of the log; and that
        nobody may delete those is no right to ask for.
        """
        found, counts, lacking, protected = super().get_deleted_objects(objs, request)
        acted = _have_acted(User.objects.filter(pk__in=[person.pk for person in objs]))
        told = _(
            '{} 在操作总账里有记录，不能删除。离职的人请<a href="{}">停用</a>：'
            "去掉「有效」的勾；此后不能登录，做过的事仍有据可查。"
        )
        sentences = [
            format_html(
                told, person, reverse("admin:auth_user_change", args=[person.pk])
            )
            for person in acted
        ]
        if sentences:
            return found, counts, set(), sentences
        return found, counts, lacking, protected

    @transaction.atomic
    def user_change_password(self, request, id, form_url=""):
        return super().user_change_password(request, id, form_url)

    @admin.action(
        description=gettext_lazy("停用所选人员（不再能登录）"), permissions=["change"]
    )
    @transaction.atomic
    def shut_out(self, request, queryset):
        people = list(queryset.filter(is_active=True).exclude(pk=request.user.pk))
        User.objects.filter(pk__in=[p.pk for p in people]).update(is_active=False)
        DeskSession.objects.filter(user__in=people).delete()
        for person in people:
            self.log_change(request, person, _("停用账号，并结束全部会话"))
        self.message_user(request, _("已停用 %(n)d 人。") % {"n": len(people)})
        if queryset.filter(pk=request.user.pk).exists():
            told = _("不能停用自己。")
            self.message_user(request, told, messages.WARNING)

    @admin.action(
        description=gettext_lazy("结束所选人员的全部会话"), permissions=["change"]
    )
    @transaction.atomic
    def end_sessions(self, request, queryset):
        ended = DeskSession.objects.filter(user__in=queryset).delete()[0]
        for person in queryset:
            self.log_change(request, person, _("结束全部会话"))
        self.message_user(request, _("已结束 %(n)d 个会话。") % {"n": ended})

    @admin.action(
        description=gettext_lazy("停用所选人员的两步验证"), permissions=["change"]
    )
    @transaction.atomic
    def forget_second_step(self, request, queryset):
        for person in queryset:
            accounts.forget_second_step(person)
            self.log_change(request, person, _("停用两步验证"))
        self.message_user(
            request, _("已停用 %(n)d 人的两步验证。") % {"n": len(queryset)}
        )

    @admin.action(
        description=gettext_lazy("解除所选人员的登录锁定"), permissions=["change"]
    )
    def unlock(self, request, queryset):
        for person in queryset:
            reset(username=person.get_username())
            self.log_change(request, person, _("解除登录锁定"))
        self.message_user(request, _("已解除 %(n)d 人的锁定。") % {"n": len(queryset)})
