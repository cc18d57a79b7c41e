"""A sign-in nobody works in ends by itself, and the sign-in page says why."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import DeskSession
from tests import make
from tests.accounts.test_signing_in import is_in, sign_in

pytestmark = pytest.mark.django_db
WHERE = "/admin/articles/article/?q=集群"


@pytest.fixture
def later(monkeypatch):
    """Let *minutes* go by."""
    clock = [timezone.now()]
    monkeypatch.setattr(timezone, "now", lambda: clock[0])

    def go(minutes):
        clock[0] += timedelta(minutes=minutes)

    return go


@pytest.fixture
def at_work(later):
    client = Client()
    sign_in(client, make.clerk())
    assert is_in(client)
    return client


def test_work_keeps_a_session_open(at_work, later):
    for _hour in range(3):
        later(119)
        assert is_in(at_work)


def test_two_hours_without_work_end_it_and_the_sign_in_says_so(at_work, later):
    later(121)
    answer = at_work.get(WHERE, follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("admin:login"))
    assert "一段时间没有操作，已退出" in answer.content.decode()


def test_whoever_signs_in_again_comes_back_to_their_page_and_hears_it_once(
    at_work, later
):
    later(121)
    there = at_work.get(WHERE)["Location"]
    data = {"username": "", "password": "pass-word-1"}
    data["username"] = str(DeskSession.objects.get().user)
    answer = at_work.post(there, data)
    assert answer.status_code == 302
    assert (
        at_work.get(answer["Location"])
        .wsgi_request.get_full_path()
        .startswith("/admin/articles/article/?q=")
    )
    at_work.post(reverse("admin:logout"))
    html = at_work.get("/admin/", follow=True).content.decode()
    assert "已退出" not in html
    assert "已到期" not in html


def test_a_form_sent_too_late_leads_back_to_the_page_it_was_on(at_work, later):
    page = reverse("admin:articles_livestory_change", args=[make.flash("甲").story_id])
    later(121)
    act = reverse("admin:articles_livestory_act", args=[1])
    came_from = f"http://testserver{page}"
    sent = at_work.post(act, headers={"Referer": came_from})
    assert sent["Location"] == f"{reverse('admin:login')}?next={page}"


def test_a_strangers_page_is_nothing_to_come_back_to(at_work, later):
    later(121)
    act = reverse("admin:articles_livestory_act", args=[1])
    sent = at_work.post(act, headers={"Referer": "https://evil.example/x"})
    assert sent["Location"] == f"{reverse('admin:login')}?next={act}"


def test_what_a_page_asks_by_itself_keeps_no_session_open(at_work, later):
    for _half_hour in range(4):
        later(29)
        at_work.get("/admin/", headers={"X-Background": "1"})
        at_work.get("/live/latest/")
    later(29)
    assert not is_in(at_work)


def test_a_page_that_asks_by_itself_does_not_use_up_the_reason(at_work, later):
    later(121)
    at_work.get("/admin/", headers={"X-Background": "1"}, follow=True)
    html = at_work.get(WHERE, follow=True).content.decode()
    assert "一段时间没有操作，已退出" in html


def test_a_session_ended_elsewhere_is_told_otherwise(at_work):
    DeskSession.objects.all().delete()
    html = at_work.get(WHERE, follow=True).content.decode()
    assert "已在别处结束" in html


def test_who_never_signed_in_is_told_nothing(client):
    html = client.get(WHERE, follow=True).content.decode()
    assert 'class="ended-session"' not in html


def test_an_idle_session_is_listed_as_open_no_more(at_work, later):
    later(121)
    person = DeskSession.objects.get().user
    assert not DeskSession.objects.open_of(person).exists()


def test_how_long_is_a_setting(at_work, later, settings):
    settings.SESSION_IDLE = timedelta(minutes=10)
    later(11)
    assert not is_in(at_work)


def test_the_worker_clears_what_has_ended_once_a_day_and_no_more(at_work, later):
    later(121)
    sign_in(Client(), DeskSession.objects.get().user)
    call_command("worker", "--once")
    assert DeskSession.objects.count() == 1

    later(121)
    call_command("worker", "--once")
    assert DeskSession.objects.count() == 1  # its turn is tomorrow
    later(24 * 60)
    call_command("worker", "--once")
    assert not DeskSession.objects.exists()


def test_work_is_noted_at_most_once_a_minute(at_work, later, django_assert_num_queries):
    later(2)
    at_work.get("/admin/account/")
    seen = DeskSession.objects.get().seen_at
    later(0.5)
    at_work.get("/admin/account/")
    assert (
        DeskSession.objects.get().seen_at
        == seen
        == timezone.now() - timedelta(seconds=30)
    )
