"""One page says how every feed is doing, worst first, in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.live import feed_health, feeding
from articles.live.refresh import Askers, refresh_due
from articles.models import Feed, FeedDay, Source
from tests import make
from tests.live.feed_server import response, running

pytestmark = pytest.mark.django_db

PAGE = "admin:articles_feed_health"
RSS = """<rss version="2.0"><channel><title>x</title>
<item><title>{}</title><guid>{}</guid></item></channel></rss>"""


@pytest.fixture
def server(settings):
    with running() as loopback:
        settings.FETCH_ALLOW = loopback.allow
        yield loopback


def polled(title, **fields):
    now = timezone.now()
    fields = {
        "last_success_at": now,
        "next_check_at": now + timedelta(minutes=5),
        **fields,
    }
    source = Source.objects.get_or_create(name=title)[0]
    return Feed.objects.create(
        source=source,
        kind="address",
        title=title,
        url=f"https://{make.numbers.__next__()}.example/",
        **fields,
    )


def look(client, **query):
    return client.get(reverse(PAGE), query).content.decode()


def rows(client, **query):
    html = LexborHTMLParser(look(client, **query))
    return [node.text().strip() for node in html.css(".feed-table tbody th a")]


def one_of_each():
    now = timezone.now()
    fine = polled("甲正常")
    FeedDay.objects.add(fine, now, checks=3, new=4, repeats=1, milliseconds=600)
    polled("乙停用", is_active=False)
    FeedDay.objects.add(polled("丙安静"), now, checks=3)
    polled("丁新加", last_success_at=None)
    polled("戊迟到", next_check_at=now - timedelta(hours=1))
    polled("己出错", failures=2, last_error="对方答复 500。")
    polled("庚出错更久", failures=9, last_error="连不上 x.example：拒绝连接")


ORDER = ["庚出错更久", "己出错", "戊迟到", "丙安静", "丁新加", "甲正常", "乙停用"]


def test_the_worst_stand_first_with_their_state_and_error_in_words(as_editor):
    one_of_each()
    assert rows(as_editor) == ORDER
    html = look(as_editor)
    for state in feed_health.State:
        assert f"{feed_health.MARKS[state]} {state.label}" in html
    assert "对方答复 500。" in html
    assert "连续 9 次" in html


def test_it_is_narrowed_by_state_and_by_words(as_editor):
    one_of_each()
    assert rows(as_editor, state="failing") == ["庚出错更久", "己出错"]
    assert rows(as_editor, q="出错 更久") == ["庚出错更久"]
    assert rows(as_editor, state="nonsense") == ORDER
    assert "没有符合条件的信源" in look(as_editor, q="没有这个")


def test_items_a_day_repeats_and_checks_are_counted(as_editor):
    one_of_each()
    [fine] = [h for h in feed_health.of_all(timezone.now()) if h.state == "fine"]
    assert fine.new == [0, 0, 0, 0, 0, 0, 4]
    assert (fine.repeats_share, fine.checks, fine.seconds) == (25, 3, 0.2)
    assert fine.bars[-1] == (48, 0, 20)
    html = look(as_editor, state="fine")
    assert "0 0 0 0 0 0 4" in html
    assert "25%" in html


def test_counts_of_a_week_ago_are_another_weeks(as_editor):
    feed, now = polled("甲"), timezone.now()
    FeedDay.objects.add(feed, now - timedelta(days=7), new=9)
    FeedDay.objects.add(feed, now - timedelta(days=6), new=1)
    [found] = feed_health.of_all(now)
    assert found.new == [1, 0, 0, 0, 0, 0, 0]


def test_an_empty_desk_says_how_to_begin(as_editor):
    make.feed()  # a pasted page is not asked for anything
    html = look(as_editor)
    assert "还没有信源" in html
    assert reverse("admin:articles_feed_import") in html


def test_that_no_worker_runs_is_said(as_editor):
    now = timezone.now()
    polled("甲", next_check_at=now - timedelta(hours=1))
    assert "worker" in look(as_editor)
    polled("乙")
    assert "worker" not in look(as_editor)


@pytest.mark.parametrize("feeds", [3, 1000])
def test_it_costs_the_same_for_three_feeds_and_a_thousand(
    as_editor, feeds, django_assert_num_queries
):
    source = make.source()
    Feed.objects.bulk_create(
        Feed(source=source, kind="address", title=f"f{n}", url=f"https://{n}.example/")
        for n in range(feeds)
    )
    today = timezone.localdate()
    FeedDay.objects.bulk_create(
        FeedDay(feed=feed, day=today - timedelta(days=n), new=n)
        for feed in Feed.objects.all()
        for n in range(7)
    )
    look(as_editor)
    with django_assert_num_queries(6):
        look(as_editor)
    assert len(rows(as_editor)) == min(feeds, 100)
    assert len(rows(as_editor, page=10)) == min(feeds, 100)


class TestChecks:
    def check(self, client, feed, **fields):
        address = reverse("admin:articles_feed_check", args=[feed.pk])
        return client.post(address, fields, follow=True)

    def test_a_feed_is_checked_now_and_says_what_came(self, server, as_editor):
        url = server.put("/a", response(RSS.format("样本港通航", "1").encode()))
        feed = feeding.add(url, "甲社")
        answer = self.check(as_editor, feed, here="state=fine&q=x")
        assert answer.redirect_chain[-1][0].endswith("health/?state=fine&q=x")
        assert "甲社：新增 1 条。" in answer.content.decode()
        day = FeedDay.objects.get()
        assert (day.checks, day.items, day.new, day.failures) == (1, 1, 1, 0)

    def test_what_went_wrong_is_said_in_words(self, server, as_editor):
        feed = feeding.add(server.url("/missing"), "甲社")
        html = self.check(as_editor, feed).content.decode()
        assert "甲社：" in html
        assert "404" in html
        day = FeedDay.objects.get()
        assert (day.checks, day.failures, day.new) == (1, 1, 0)

    def test_a_look_at_the_address_checks_nothing(self, as_editor):
        feed = polled("甲")
        address = reverse("admin:articles_feed_check", args=[feed.pk])
        assert as_editor.get(address).status_code == 405

    def test_a_pasted_page_or_no_feed_cannot_be_checked(self, as_editor):
        assert self.check(as_editor, make.feed()).status_code == 404
        address = reverse("admin:articles_feed_check", args=[99])
        assert as_editor.post(address).status_code == 404

    def test_a_clerk_sees_and_does_not_check(self, as_clerk):
        feed = polled("甲")
        assert rows(as_clerk) == ["甲"]
        assert "立即检查" not in look(as_clerk)
        assert self.check(as_clerk, feed).status_code == 403

    def test_who_may_not_see_feeds_sees_no_health(self, client, django_user_model):
        client.force_login(django_user_model.objects.create_user("x", is_staff=True))
        assert client.get(reverse(PAGE)).status_code == 403

    def test_repeats_are_items_that_told_what_was_told(self, server):
        for n, outlet in enumerate(("甲社", "乙社")):
            words = RSS.format("示例国5月CPI同比上涨3.3%，前值2.1%", n)
            feeding.add(server.put(f"/{n}", response(words.encode())), outlet)
        with Askers() as askers:
            refresh_due(timezone.now(), askers)
        assert FeedDay.objects.count() == 2
        assert sum(day.new for day in FeedDay.objects.all()) == 2
        assert sum(day.repeats for day in FeedDay.objects.all()) == 1
