"""A person's own account: sessions seen and ended, the second step on and off."""

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from articles import accounts
from articles.models import DeskSession
from tests import make
from tests.accounts.test_signing_in import careful, code_of, is_in, sign_in

pytestmark = pytest.mark.django_db
__all__ = ["careful"]

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36"


def signed_in(person, agent=FIREFOX):
    client = Client(headers={"User-Agent": agent})
    assert sign_in(client, person).status_code == 302
    return client


def account(client):
    return client.get(reverse("admin:account")).content.decode()


def post(client, name, **data):
    return client.post(reverse(f"admin:{name}"), data, follow=True).content.decode()


def test_a_person_sees_where_they_are_signed_in():
    person = make.clerk()
    here, _phone = signed_in(person), signed_in(person, PHONE)
    html = account(here)
    assert "Firefox · Windows" in html
    assert "Chrome · Android" in html
    assert html.count("当前会话") == 1


def test_ending_a_session_signs_that_browser_out_and_no_other():
    person = make.clerk()
    here, phone, office = (signed_in(person) for _browser in range(3))
    post(here, "account-end-session", session=phone.session.session_key)
    assert [is_in(client) for client in (here, phone, office)] == [True, False, True]

    assert "已结束 1 个" in post(here, "account-end-others")
    assert [is_in(client) for client in (here, office)] == [True, False]


def test_nobody_ends_or_sees_the_session_of_another():
    mine, theirs = signed_in(make.clerk()), signed_in(make.clerk(), PHONE)
    assert "Android" not in account(mine)
    html = post(mine, "account-end-session", session=theirs.session.session_key)
    assert "已经结束" in html
    assert is_in(theirs)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one():
    person = make.clerk()
    here, other = signed_in(person), signed_in(person)
    new = "a-much-longer-one"
    here.post(
        reverse("admin:password_change"),
        {"old_password": "pass-word-1", "new_password1": new, "new_password2": new},
    )
    assert [is_in(client) for client in (here, other)] == [True, False]
    assert "当前会话" in account(here)


def test_the_second_step_is_turned_on_by_proving_that_the_key_arrived():
    person = make.editor()
    client = signed_in(person)
    html = post(client, "account-second-step-begin")
    assert "<svg" in html
    device = TOTPDevice.objects.get(user=person)
    assert accounts.secret_of(device) in html

    assert "验证码不对" in post(client, "account-second-step", code="000000")
    assert not accounts.has_second_step(person)

    html = post(client, "account-second-step", code=code_of(person))
    assert accounts.has_second_step(person)
    assert html.count("<code>") == accounts.SPARE_CODES
    assert "<code>" not in account(client)  # shown once


def test_looking_at_the_account_page_writes_nothing():
    client = signed_in(make.clerk())
    account(client)
    assert client.get(reverse("admin:account-second-step")).status_code == 302
    assert not TOTPDevice.objects.exists()


def test_the_second_step_goes_off_only_with_a_code(careful, client):
    client.force_login(careful)
    assert "仍然启用" in post(client, "account-second-step-off", code="000000")
    assert accounts.has_second_step(careful)
    assert "已停用" in post(client, "account-second-step-off", code=careful.spare[0])
    assert not accounts.has_second_step(careful)


def test_new_spare_codes_make_the_old_ones_worthless(careful, client):
    client.force_login(careful)
    post(client, "account-spare-codes", code=careful.spare[0])
    assert not accounts.passes_second_step(careful, careful.spare[1])


def test_a_begun_second_step_does_not_replace_the_one_that_is_on(careful, client):
    client.force_login(careful)
    assert "已经启用" in post(client, "account-second-step-begin")
    assert accounts.has_second_step(careful)


def test_an_administrator_helps_who_lost_a_phone_and_an_editor_may_not(careful, client):
    theirs = signed_in(other := make.clerk())
    data = {"_selected_action": [careful.pk, other.pk]}
    people = reverse("admin:auth_user_changelist")

    client.force_login(make.editor())
    answer = client.post(people, {**data, "action": "forget_second_step"})
    assert answer.status_code == 403
    assert accounts.has_second_step(careful)

    client.force_login(make.staff("管理员"))
    client.post(people, {**data, "action": "forget_second_step"})
    client.post(people, {**data, "action": "end_sessions"})
    assert not accounts.has_second_step(careful)
    assert not is_in(theirs)


def test_readers_have_no_session(client):
    client.get("/")
    assert not DeskSession.objects.exists()


@pytest.mark.parametrize("name", ["account", "account-second-step"])
def test_the_account_page_is_for_who_is_signed_in(client, name):
    assert client.get(reverse(f"admin:{name}")).status_code == 302
