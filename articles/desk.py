"""The admin site: Django's, with our sign-in, a person's account page, and no more.

Beside the admin package and not in it: the first registration anywhere makes the site,
and must not bring our own registrations with it.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles import accounts


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


class DeskSite(admin.AdminSite):
    site_title = site_header = _("新闻台后台")
    index_title = _("录入与审稿")
    login_form = SignInForm

    def login(self, request, extra_context=None):
        response = super().login(request, extra_context)
        if request.method == "POST" and request.user.is_authenticated:
            accounts.signed_in(request)
        return response

    def get_urls(self):
        from articles.admin import account

        own = [
            path(f"account/{address}", self.admin_view(view), name=name)
            for address, view, name in account.PAGES
        ]
        return [*own, *super().get_urls()]
