"""The hot list: different readers, counted by a beacon that is hard to fool."""

from datetime import timedelta

import pytest
from django.core import signing
from django.urls import reverse
from django.utils import timezone

from articles import hot
from articles.models import ReaderDay
from tests import make

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"


@pytest.fixture
def open_story(client, monkeypatch):
    """Open a story as a new reader and tell of the read *after* so many seconds."""

    def open_it(
        article, after=10, agent=BROWSER, address="203.0.113.7", cookie=True, new=True
    ):
        if new:
            client.cookies.pop(hot.COOKIE, None)
        page = client.get(article.get_absolute_url(), HTTP_USER_AGENT=agent)
        token = page.context["read_token"]
        if not cookie:
            client.cookies.pop(hot.COOKIE, None)
        now = signing.time.time()
        with monkeypatch.context() as later:
            later.setattr(signing.time, "time", lambda: now + after)
            return client.post(
                reverse("read"),
                {"page": token},
                HTTP_USER_AGENT=agent,
                REMOTE_ADDR=address,
            )

    return open_it


def test_a_read_of_five_seconds_counts_once_a_day(open_story):
    article = make.published()
    assert open_story(article).status_code == 204
    open_story(article, new=False)
    assert ReaderDay.objects.count() == 1
    open_story(article)
    assert [row.readers for row in hot.most_read(days=1)] == [2]


@pytest.mark.parametrize(
    "how",
    [
        {"after": 2},
        {"after": 13 * 3600},
        {"agent": "SomeBot/1.0"},
        {"agent": "curl/8"},
        {"agent": ""},
        {"cookie": False},
    ],
    ids=["glance", "stale page", "robot", "curl", "no agent", "no cookie"],
)
def test_what_is_no_read_never_moves_a_rank(open_story, how):
    article = make.published()
    assert open_story(article, **how).status_code == 204
    assert not ReaderDay.objects.exists()


@pytest.mark.parametrize("token", ["", "1", "1:x:y", "x" * 5000])
def test_a_forged_page_token_counts_nothing(client, token):
    make.published()
    assert client.post(reverse("read"), {"page": token}).status_code == 204
    assert not ReaderDay.objects.exists()


def test_a_forged_reader_cookie_counts_nothing(client, open_story):
    article = make.published()
    client.get(article.get_absolute_url())
    client.cookies[hot.COOKIE] = "made-up:signature"
    open_story(article, new=False, cookie=False)
    assert not ReaderDay.objects.exists()


def test_staff_do_not_move_the_list_they_look_after(as_editor, open_story):
    open_story(make.published())
    assert not ReaderDay.objects.exists()


def test_one_network_cannot_make_up_readers_without_end(open_story):
    article = make.published()
    for last in range(hot.NETWORK_CAP + 5):
        open_story(article, address=f"203.0.113.{last + 1}")
    assert ReaderDay.objects.count() == hot.NETWORK_CAP
    open_story(article, address="198.51.100.1")
    assert ReaderDay.objects.count() == hot.NETWORK_CAP + 1


def test_who_reads_is_not_stored(open_story):
    open_story(make.published())
    row = ReaderDay.objects.get()
    assert "203.0.113" not in row.network + row.reader


def test_looking_at_pages_writes_nothing(client, django_assert_num_queries):
    article = make.published()
    client.get(article.get_absolute_url())
    assert not ReaderDay.objects.exists()
    assert client.get(reverse("read")).status_code == 405


def test_the_beacon_wants_a_csrf_token():
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("read"), {"page": "x"}).status_code == 403


def test_day_and_week_rank_by_readers_and_forget_older_days(client):
    first, second, third = (make.published(f"第{n}篇样稿") for n in "一二三")
    today = timezone.localdate()
    reads = [(first, 0, 1), (second, 0, 2), (third, 3, 3), (first, 9, 9)]
    for article, days_ago, readers in reads:
        for reader in range(readers):
            ReaderDay.objects.create(
                article=article,
                day=today - timedelta(days=days_ago),
                reader=f"{days_ago}-{reader}",
                network="n",
            )
    assert [row.pk for row in hot.most_read(days=1)] == [second.pk, first.pk]
    assert [row.pk for row in hot.most_read(days=7)] == [third.pk, second.pk, first.pk]
    week = client.get(reverse("hot"), {"hot": "week"}, headers={"HX-Request": "true"})
    html = week.content.decode()
    assert "<html" not in html
    assert html.index("第三篇") < html.index("第二篇") < html.index("第一篇")
    assert "3 人读过" in html


def test_an_empty_hot_list_says_so(client):
    assert "今天还没有阅读记录" in client.get(reverse("hot")).content.decode()


def test_a_captured_list_is_shown_as_its_outlets_with_its_time(client):
    from pathlib import Path

    from articles.intake.store import plan, store

    page = Path(__file__).parents[2] / "articles/sample/page.txt"
    store(plan(page.read_bytes(), make.MONDAY))
    html = client.get(reverse("hot"), {"hot": "captured"}).content.decode()
    assert "示例财经的榜单，采集于 2025-06-09 11:40" in html
    assert "示例通讯社" in html
    assert client.get(reverse("hot"), {"hot": "nonsense"}).status_code == 200
