"""How staff sign in and out: sessions, the second step, and the lock after wrong tries.

The sign-in of the admin is the only door; what it checks, nothing behind it checks
again.
"""

import re
import secrets
from base64 import b32encode
from datetime import datetime, timedelta

import segno
from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django_otp import devices_for_user, verify_token
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import auditing
from articles.models import AuditEntry, Chore, DeskSession
from articles.network import client_address

DESK = "desk"  # where a session keeps what its person is shown of it
SPARE_CODES = 8
AGENT = 300


class AccountError(Exception):
    """An act that cannot be done; its text is for the person who tried."""


class LongEnough(MinimumLengthValidator):
    """Django's rule, in a sentence that Django 5.2 has not got in Chinese."""

    def get_error_message(self):
        return _("密码太短，至少要 %(n)d 个字符。") % {"n": self.min_length}

    def get_help_text(self):
        return _("密码至少要 %(n)d 个字符。") % {"n": self.min_length}


def signed_in(request) -> None:
    """Note on the new session where it is, and let it end after a working day."""
    now = timezone.now()
    auditing.record("account.in", request.user, request.user, _from(request))
    request.session[DESK] = {
        "address": client_address(request),
        "agent": request.headers.get("User-Agent", "")[:AGENT],
        "at": now.isoformat(),
    }
    # A moment, not an age: work done meanwhile does not lengthen the day.
    request.session.set_expiry(now + timedelta(seconds=settings.SESSION_COOKIE_AGE))


def signed_out(request) -> None:
    """Note that the person of *request* leaves, before the session knows them no more."""
    auditing.record("account.out", request.user, request.user, _from(request))


def _from(request) -> str:
    browser = browser_of(request.headers.get("User-Agent", ""))
    return " · ".join(filter(None, [client_address(request), browser]))


def sessions_of(user, current: str) -> list[dict]:
    """What *user* is shown of each open session; *current* is the key of this one."""
    shown = []
    for row in DeskSession.objects.open_of(user):
        desk = row.get_decoded().get(DESK, {})
        shown.append(
            {
                "key": row.session_key,
                "is_this": row.session_key == current,
                "browser": browser_of(desk.get("agent", "")),
                "address": desk.get("address", ""),
                "since": desk.get("at") and datetime.fromisoformat(desk["at"]),
                "ends": row.expire_date,
            }
        )
    return shown


def browser_of(agent: str) -> str:
    """A User-Agent in words a person knows theirs by: "Chrome · Windows"."""
    browsers = (
        ("Edg", "Edge"),
        ("MicroMessenger", "微信"),
        ("Firefox", "Firefox"),
        ("Chrome", "Chrome"),
        ("Safari", "Safari"),
    )
    systems = (
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Mac OS", "macOS"),
        ("Linux", "Linux"),
    )
    named = [
        next((name for mark, name in names if mark in agent), "")
        for names in (browsers, systems)
    ]
    return " · ".join(filter(None, named)) or agent[:40]


def end_session(user, key: str) -> None:
    """Sign out the session called *key*; raises AccountError unless it is *user*'s."""
    with transaction.atomic():
        ended = DeskSession.objects.filter(user=user, session_key=key).delete()[0]
        if not ended:
            raise AccountError(_("这个会话已经结束。"))
        auditing.record("account.end", user, user)


def end_other_sessions(user, current: str) -> int:
    """Sign out every session of *user* but *current*; return how many there were."""
    with transaction.atomic():
        others = DeskSession.objects.open_of(user).exclude(session_key=current)
        ended = others.delete()[0]
        auditing.record("account.end", user, user, str(ended))
    return ended


def forget_ended_sessions(now: datetime) -> int:
    """Delete, once a day, the rows of sessions that have ended; return how many.

    They open nothing since they ended; this only keeps the table small.
    """
    if not Chore.objects.claim("sessions", now):
        return 0
    gone = DeskSession.objects.ended().delete()[0]
    Chore.objects.finish("sessions", now + timedelta(days=1))
    return gone


# --- The second step ------------------------------------------------------------


def has_second_step(user) -> bool:
    return TOTPDevice.objects.filter(user=user, confirmed=True).exists()


def begin_second_step(user) -> None:
    """Make the key that *user* is to put into an authenticator, a new one each time.

    Raises AccountError when the second step is on already.
    """
    if has_second_step(user):
        raise AccountError(_("两步验证已经启用。"))
    with transaction.atomic():
        TOTPDevice.objects.filter(user=user).delete()
        TOTPDevice.objects.create(user=user, confirmed=False, name="totp")


def pending_second_step(user) -> TOTPDevice | None:
    """The key that *user* has not yet proved to have, if there is one."""
    return TOTPDevice.objects.filter(user=user, confirmed=False).first()


def qr_code(device: TOTPDevice) -> str:
    """The address of *device* as an SVG picture, dark on light in either theme."""
    picture = segno.make(device.config_url, error="m", micro=False)
    return mark_safe(picture.svg_inline(scale=5, light="#fff", svgclass="qr"))  # noqa: S308


def secret_of(device: TOTPDevice) -> str:
    """The key of *device* as a person types it: base 32, in groups of four."""
    return " ".join(re.findall(".{1,4}", b32encode(device.bin_key).decode()))


def confirm_second_step(user, code: str) -> list[str]:
    """Turn the second step on, if *code* proves that the key arrived.

    Returns the spare codes, which are shown once. Raises AccountError.
    """
    device = pending_second_step(user)
    if device is None:
        raise AccountError(_("没有待确认的两步验证，请重新开始。"))
    if not verify_token(user, device.persistent_id, _digits(code)):
        raise AccountError(_("验证码不对。请看手机时间是否准确，再输入新的六位码。"))
    with transaction.atomic():
        TOTPDevice.objects.filter(pk=device.pk).update(confirmed=True)
        auditing.record("account.second-on", user, user)
        return _new_spare_codes(user)


def renew_spare_codes(user, code: str) -> list[str]:
    """New spare codes in place of the old, for who proves to hold the key."""
    if not passes_second_step(user, code):
        raise AccountError(_("验证码不对，备用码没有更换。"))
    with transaction.atomic():
        auditing.record("account.codes", user, user)
        return _new_spare_codes(user)


def drop_second_step(user, code: str) -> None:
    """Turn the second step off, for who proves to hold the key or a spare code."""
    if not passes_second_step(user, code):
        raise AccountError(_("验证码不对，两步验证仍然启用。"))
    with transaction.atomic():
        forget_second_step(user)
        auditing.record("account.second-off", user, user)


def forget_second_step(user) -> None:
    """Turn the second step of *user* off: for an administrator, when a phone is lost."""
    for device in devices_for_user(user, confirmed=None):
        device.delete()


def passes_second_step(user, code: str) -> bool:
    """Whether *code* is the authenticator's, or an unused spare code, which it uses up."""
    digits = _digits(code)
    # Six digits are the phone's; asking the spare codes as well would slow their owner
    # down for another device's mistakes.
    kind = TOTPDevice if re.fullmatch(r"\d{6}", digits) else StaticDevice
    devices = kind.objects.filter(user=user, confirmed=True)
    return any(
        verify_token(user, device.persistent_id, digits) is not None
        for device in devices
    )


def _digits(code: str) -> str:
    return re.sub(r"[\s-]", "", code).lower()


def _new_spare_codes(user) -> list[str]:
    StaticDevice.objects.filter(user=user).delete()
    device = StaticDevice.objects.create(user=user, name="spare", confirmed=True)
    # No letters or digits that look alike; eight of them are 39 bits.
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    codes = [
        "".join(secrets.choice(alphabet) for _place in range(8))
        for _code in range(SPARE_CODES)
    ]
    StaticToken.objects.bulk_create(
        StaticToken(device=device, token=code) for code in codes
    )
    return codes


def locked_out(request, response=None, credentials=None):
    """What axes answers to who tried too often: how long to wait, and whom to ask."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    _note_lock(request)
    return render(
        request, "admin/articles/account/locked.html", {"minutes": minutes}, status=429
    )


def _note_lock(request) -> None:
    """Tell the log of a lock once while it lasts, and only of names we have.

    Whoever knows no name of ours cannot make the log longer.
    """
    name, address = request.POST.get("username", ""), client_address(request)
    person = User.objects.filter(username=name).first()
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    told = AuditEntry.objects.filter(act="account.locked", at__gt=since, told=address)
    if person and not told.filter(key=str(person.pk)).exists():
        auditing.record("account.locked", None, person, address)
