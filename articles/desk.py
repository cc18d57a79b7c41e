"""The admin site: Django's, with our sign-in, a person's account page, and no more.

Beside the admin package and not in it: the first registration anywhere makes the site,
and must not bring our own registrations with it.
"""

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.forms import (
    AdminAuthenticationForm,
    AdminPasswordChangeForm,
)
from django.contrib.auth.signals import user_login_failed
from django.contrib.auth.views import PasswordChangeView
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.i18n import JavaScriptCatalog

from articles import accounts, auditing, menu, sessions
from articles.desk_log import Logged, delete_selected

WHY_ENDED = {
    sessions.IDLE: _("一段时间没有操作，已退出。登录后回到刚才的页面。"),
    sessions.OVER: _("登录已到期，或已在别处结束。登录后回到刚才的页面。"),
}


class SignInForm(AdminAuthenticationForm):
    """Name and password, and the second step of those who turned it on."""

    code = forms.CharField(
        label=_("验证码"),
        required=False,
        max_length=20,
        help_text=_("只有启用了两步验证的账号需要；也可填一个备用码。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "spellcheck": "false"}
        ),
    )

    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not accounts.has_second_step(user):
            return
        code = self.data.get("code", "").strip()
        if not code:
            raise ValidationError(_("请输入验证器上的六位验证码。"), code="no-code")
        if not accounts.passes_second_step(user, code):
            # Told as any failure is, so that guessing codes is locked out as well.
            user_login_failed.send(
                sender=__name__,
                credentials={"username": user.get_username()},
                request=self.request,
            )
            raise ValidationError(_("验证码不对或已经用过。"), code="bad-code")


class PasswordForm(AdminPasswordChangeForm):
    """A person's own new password; that it was changed is in the log, as a fact."""

    def save(self, commit=True):
        with transaction.atomic():
            auditing.record("account.password", self.user, self.user)
            return super().save(commit)


class DeskSite(admin.AdminSite):
    site_title = site_header = _("新闻台后台")
    index_title = _("录入与审稿")
    login_form = SignInForm

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.add_action(delete_selected, "delete_selected")

    def register(self, model_or_iterable, admin_class=None, **options):
        """As Django's, but what is done there is told to the log of all."""
        admin_class = admin_class or admin.ModelAdmin
        named = {"__doc__": admin_class.__doc__, "__module__": admin_class.__module__}
        logged = type(admin_class.__name__, (Logged, admin_class), named)
        super().register(model_or_iterable, logged, **options)

    def get_app_list(self, request, app_label=None):
        return menu.by_work(super().get_app_list(request, app_label))

    def app_index(self, request, app_label, extra_context=None):
        """The page of an app, called by the app's name and not by its first section."""
        title = apps.get_app_config(app_label).verbose_name
        named = {"title": title, **(extra_context or {})}
        return super().app_index(request, app_label, named)

    def login(self, request, extra_context=None):
        ended = WHY_ENDED.get(sessions.why_ended(request), "")
        response = super().login(request, {"ended": ended, **(extra_context or {})})
        if request.method == "POST" and request.user.is_authenticated:
            accounts.signed_in(request)
        return response

    def logout(self, request, extra_context=None):
        if request.method == "POST" and request.user.is_authenticated:
            accounts.signed_out(request)
        return super().logout(request, extra_context)

    def password_change(self, request, extra_context=None):
        answer = PasswordChangeView.as_view(
            form_class=PasswordForm,
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={**self.each_context(request), **(extra_context or {})},
            template_name="registration/password_change_form.html",
        )
        request.current_app = self.name
        return answer(request)

    def i18n_javascript(self, request, extra_context=None):
        """Django's words for its scripts, and ours where it has no Chinese for them."""
        words = JavaScriptCatalog.as_view(packages=["django.contrib.admin", "articles"])
        return words(request)

    def get_urls(self):
        from articles.admin import account

        own = [
            path(f"account/{address}", self.admin_view(view), name=name)
            for address, view, name in account.PAGES
        ]
        return [*own, *super().get_urls()]
