"""A person's own account: where they are signed in, and the second step of signing in."""

from axes.utils import reset
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import User
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from articles import accounts
from articles.models import DeskSession


def _page(request, template, **context):
    context |= {**admin.site.each_context(request), "title": _("我的账号")}
    return render(request, f"admin/articles/account/{template}.html", context)


@never_cache
@require_safe
def account(request):
    """Sessions, and whether the second step is on."""
    return _page(
        request,
        "account",
        sessions=accounts.sessions_of(request.user, request.session.session_key),
        has_second_step=accounts.has_second_step(request.user),
    )


@require_POST
def end_session(request):
    key = request.POST.get("session", "")
    try:
        accounts.end_session(request.user, key)
    except accounts.AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("会话已结束。"))
    return redirect("admin:account")


@require_POST
def end_others(request):
    ended = accounts.end_other_sessions(request.user, request.session.session_key)
    messages.success(request, _("已结束 %(n)d 个其他会话。") % {"n": ended})
    return redirect("admin:account")


@require_POST
def begin_second_step(request):
    try:
        accounts.begin_second_step(request.user)
    except accounts.AccountError as error:
        messages.error(request, str(error))
        return redirect("admin:account")
    return redirect("admin:account-second-step")


@never_cache
def second_step(request):
    """Show the key to put into an authenticator (GET); turn the step on (POST)."""
    if request.method == "POST":
        try:
            codes = accounts.confirm_second_step(
                request.user, request.POST.get("code", "")
            )
            return _page(request, "spare_codes", codes=codes)
        except accounts.AccountError as error:
            messages.error(request, str(error))
    device = accounts.pending_second_step(request.user)
    if device is None:
        return redirect("admin:account")
    return _page(
        request,
        "second_step",
        picture=accounts.qr_code(device),
        secret=accounts.secret_of(device),
    )


@never_cache
@require_POST
def spare_codes(request):
    try:
        codes = accounts.renew_spare_codes(request.user, request.POST.get("code", ""))
    except accounts.AccountError as error:
        messages.error(request, str(error))
        return redirect("admin:account")
    return _page(request, "spare_codes", codes=codes)


@require_POST
def drop_second_step(request):
    try:
        accounts.drop_second_step(request.user, request.POST.get("code", ""))
    except accounts.AccountError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("两步验证已停用。"))
    return redirect("admin:account")


PAGES = [
    ("", account, "account"),
    ("sessions/end/", end_session, "account-end-session"),
    ("sessions/end-others/", end_others, "account-end-others"),
    ("second-step/begin/", begin_second_step, "account-second-step-begin"),
    ("second-step/", second_step, "account-second-step"),
    ("second-step/codes/", spare_codes, "account-spare-codes"),
    ("second-step/off/", drop_second_step, "account-second-step-off"),
]

admin.site.unregister(User)


class NewPersonForm(AdminUserCreationForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The admin puts the cursor there itself; the browser complains of both.
        self.fields["username"].widget.attrs.pop("autofocus", None)


@admin.register(User)
class PersonAdmin(UserAdmin):
    """Django's people, and what an administrator does when a phone or laptop is lost."""

    actions = ("end_sessions", "forget_second_step", "unlock")
    add_form = NewPersonForm
    readonly_fields = ("last_login", "date_joined")  # facts, nobody's to type

    @admin.action(
        description=gettext_lazy("结束所选人员的全部会话"), permissions=["change"]
    )
    def end_sessions(self, request, queryset):
        ended = DeskSession.objects.filter(user__in=queryset).delete()[0]
        self.message_user(request, _("已结束 %(n)d 个会话。") % {"n": ended})

    @admin.action(
        description=gettext_lazy("停用所选人员的两步验证"), permissions=["change"]
    )
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
        self.message_user(request, _("已解除 %(n)d 人的锁定。") % {"n": len(queryset)})
