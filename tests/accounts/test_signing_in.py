"""Signing in: guessing is locked out, the second step is asked of who turned it on."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import accounts
from tests import make

pytestmark = pytest.mark.django_db
SIGN_IN = "admin:login"


def sign_in(client, person, password="pass-word-1", code="", **more):
    data = {"username": str(person), "password": password, "code": code}
    return client.post(reverse(SIGN_IN) + "?next=/admin/", data, **more)


def is_in(client):
    return client.get("/admin/").status_code == 200


def code_of(person, ahead=0):
    """What the authenticator of *person* shows; *ahead* steps later than now."""
    device = TOTPDevice.objects.get(user=person)
    device.throttle_reset()
    return f"{totp(device.bin_key, device.step, device.t0, device.digits, ahead):06}"


@pytest.fixture
def careful():
    """An editor who turned the second step on; spare codes with them."""
    person = make.editor()
    accounts.begin_second_step(person)
    person.spare = accounts.confirm_second_step(person, code_of(person))
    return person


def test_a_name_and_a_password_are_enough_without_the_second_step(client):
    sign_in(client, make.clerk())
    assert is_in(client)


def test_five_wrong_passwords_lock_the_name_out_from_that_address(client):
    person = make.clerk()
    for _try in range(5):
        answer = sign_in(client, person, "wrong")
    assert answer.status_code == 429
    assert "15 分钟后再试" in answer.content.decode()

    assert sign_in(client, person).status_code == 429  # even the right one, for now
    assert not is_in(client)


def test_the_lock_keeps_out_nobody_else(client):
    person, other = make.clerk(), make.clerk()
    for _try in range(5):
        sign_in(client, person, "wrong")

    sign_in(elsewhere := Client(REMOTE_ADDR="192.0.2.7"), person)
    assert is_in(elsewhere)
    sign_in(neighbour := Client(), other)
    assert is_in(neighbour)


def test_an_administrator_opens_the_lock(client):
    person = make.clerk()
    for _try in range(5):
        sign_in(client, person, "wrong")
    chief = Client()
    chief.force_login(make.staff("管理员"))
    chief.post(
        reverse("admin:auth_user_changelist"),
        {"action": "unlock", "_selected_action": [person.pk]},
    )
    assert sign_in(client, person).status_code == 302


def test_a_right_password_forgets_the_wrong_ones_before_it(client):
    person = make.clerk()
    for _round in range(3):
        for _try in range(4):
            assert sign_in(client, person, "wrong").status_code == 200
        assert sign_in(client, person).status_code == 302


def test_the_address_of_a_proxy_is_not_the_address_of_its_callers(client, settings):
    settings.TRUST_PROXY = True
    person = make.clerk()
    for _try in range(5):
        sign_in(
            client, person, "wrong", headers={"X-Forwarded-For": "1.1.1.1, 9.9.9.9"}
        )
    answer = sign_in(client, person, headers={"X-Forwarded-For": "1.1.1.1, 8.8.8.8"})
    assert answer.status_code == 302


def test_with_the_second_step_on_a_password_alone_does_not_open(client, careful):
    answer = sign_in(client, careful)
    assert "六位验证码" in answer.content.decode()
    assert not is_in(client)

    answer = sign_in(client, careful, code="000000")
    assert "验证码不对" in answer.content.decode()
    assert not is_in(client)


def test_the_authenticators_code_opens_once(client, careful):
    code = code_of(careful, ahead=1)  # the one of this step confirmed the key
    sign_in(client, careful, code=code)
    assert is_in(client)

    sign_in(again := Client(), careful, code=code)
    assert not is_in(again)


def test_a_spare_code_opens_once(client, careful):
    spare = careful.spare[0]
    sign_in(client, careful, code=f" {spare[:4].upper()}-{spare[4:]} ")
    assert is_in(client)

    sign_in(again := Client(), careful, code=spare)
    assert not is_in(again)


def test_guessing_codes_is_locked_out_like_guessing_passwords(client, careful):
    statuses = [
        sign_in(client, careful, code=f"{guess:06}").status_code for guess in range(6)
    ]
    assert statuses[-1] == 429


def test_a_session_ends_after_a_working_day_however_busy_it_is(client, monkeypatch):
    sign_in(client, make.clerk())
    began = timezone.now()
    for hour in range(1, 12):
        monkeypatch.setattr(timezone, "now", lambda: began + timedelta(hours=hour))  # noqa: B023
        assert is_in(client)
    later = began + timedelta(hours=11, minutes=59)
    monkeypatch.setattr(timezone, "now", lambda: later)
    session = client.session
    session["touched"] = True  # as a message for the next page does
    session.save()
    assert is_in(client)

    monkeypatch.setattr(timezone, "now", lambda: later + timedelta(minutes=2))
    assert not is_in(client)


@pytest.mark.parametrize("password", ["short-1", "1234567890123", "newsroom12"])
def test_weak_passwords_are_refused_in_words(client, password):
    person = make.staff("录入员", "newsroom1")
    client.force_login(person)
    answer = client.post(
        reverse("admin:password_change"),
        {
            "old_password": "pass-word-1",
            "new_password1": password,
            "new_password2": password,
        },
    )
    assert "密码" in answer.context["form"].errors.as_text()
    person.refresh_from_db()
    assert person.check_password("pass-word-1")
