"""Real feeds come in by themselves; what is wrong with one is said on that one."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from articles.live import arriving, feeding
from articles.live.refresh import Askers, refresh_due
from articles.models import Feed, FeedItem, LiveStory
from tests import make
from tests.live.feed_server import response, running

pytestmark = pytest.mark.django_db

RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>江南电讯</title>
<item><title>乙港恢复通航</title><link>https://news.example/2</link><pubDate>{later}</pubDate></item>
<item><title>甲厂&lt;b&gt;投产&lt;/b&gt;</title><link>https://news.example/1</link><pubDate>{now}</pubDate></item>
</channel></rss>"""


@pytest.fixture
def server(settings):
    with running() as loopback:
        settings.FETCH_ALLOW = loopback.allow
        yield loopback


def rss():
    now = timezone.localtime() - timedelta(hours=1)
    return RSS.format(
        now=f"{now:%a, %d %b %Y %H:%M:%S} +0800",
        later=f"{now + timedelta(minutes=5):%a, %d %b %Y %H:%M:%S} +0800",
    ).encode()


def due(now=None):
    with Askers() as askers:
        return refresh_due(now or timezone.now(), askers)


def test_a_feed_added_from_the_shell_comes_in_with_the_next_turn(server, client):
    url = server.put("/feed.xml", response(rss()))
    call_command("feeds", "add", url, source="江南电讯", stdout=StringIO())
    out = StringIO()
    call_command("worker", once=True, stdout=out)
    assert out.getvalue().strip() == "2"
    home = client.get("/").content.decode()
    assert home.index("乙港恢复通航") < home.index("甲厂投产")
    assert "<b>投产" not in home
    out = StringIO()
    call_command("feeds", "list", stdout=out)
    assert "江南电讯" in out.getvalue()


def test_a_second_look_brings_nothing_twice(server):
    feed = feeding.add(server.put("/feed.xml", response(rss())), "江南电讯")
    assert due() == 2
    Feed.objects.update(next_check_at=timezone.now())
    assert due() == 0
    assert FeedItem.objects.count() == LiveStory.objects.count() == 2
    feed.refresh_from_db()
    assert feed.next_check_at > timezone.now() + timedelta(minutes=4)


def test_an_unchanged_feed_is_asked_with_what_it_told_us(server):
    head = {"ETag": '"v1"', "Last-Modified": "Mon, 09 Jun 2025 03:40:00 GMT"}
    url = server.put(
        "/feed.xml", response(rss(), *(f"{k}: {v}" for k, v in head.items()))
    )
    feed = feeding.add(url, "江南电讯")
    due()
    feed.refresh_from_db()
    assert (feed.etag, feed.last_modified) == ('"v1"', head["Last-Modified"])
    server.put("/feed.xml", response(b"", status="304 Not Modified"))
    Feed.objects.update(next_check_at=timezone.now())
    assert due() == 0
    assert 'If-None-Match: "v1"' in server.requests[-1]
    feed.refresh_from_db()
    assert feed.failures == 0


def test_a_broken_feed_gets_its_sentence_and_its_neighbours_come_in(server):
    bad = feeding.add(
        server.put("/bad", response(b"<html><body>hello</body></html>")), "甲社"
    )
    good = feeding.add(server.put("/good", response(rss())), "乙社")
    down = feeding.add(server.url("/missing"), "丙社")
    now = timezone.now()
    assert due(now) == 2
    for feed in (bad, good, down):
        feed.refresh_from_db()
    assert "网页" in bad.last_error
    assert "404" in down.last_error
    assert (good.failures, good.last_error) == (0, "")
    assert bad.next_check_at == now + timedelta(minutes=10)


def test_a_fault_of_ours_with_one_feed_is_said_there_and_its_neighbour_comes_in(
    server, monkeypatch, caplog
):
    bad = feeding.add(server.put("/bad", response(rss())), "甲社")
    good = feeding.add(server.put("/good", response(rss())), "乙社")
    take_in = arriving.take_in

    def fail_for_one(feed, items):
        if feed == bad:
            raise ValueError("surprise")
        return take_in(feed, items)

    monkeypatch.setattr(arriving, "take_in", fail_for_one)
    assert due() == 2
    for feed in (bad, good):
        feed.refresh_from_db()
    assert "程序出错" in bad.last_error
    assert good.last_error == ""
    assert "surprise" in caplog.text


def test_a_feed_is_claimed_only_when_there_is_room_to_ask_it(server):
    """What one worker has no room for is another's to take."""
    taken = []
    url = server.url("/missing")
    feeds = (taken.append(pk) or Feed(pk=pk, url=url) for pk in range(1, 8))
    with Askers(at_once=2) as askers:
        for answered, _asked in enumerate(askers.ask_all(feeds, timezone.now()), 1):
            assert len(taken) <= answered + 1
    assert answered == len(taken) == 7


def test_told_to_stop_no_more_is_taken(server):
    feeds = (Feed(pk=pk, url=server.url("/missing")) for pk in range(1, 8))
    with Askers(at_once=2) as askers:
        answers = askers.ask_all(feeds, timezone.now())
        first = next(answers)
        askers.stop.set()
        rest = list(answers)
    assert {asked.feed.pk for asked in (first, *rest)} == {1, 2}
    assert next(feeds).pk == 3


def test_each_failure_doubles_the_wait_to_a_day_at_most(server):
    feed = feeding.add(server.url("/missing"), "丙社")
    waits = []
    for _ in range(12):
        now = timezone.now()
        Feed.objects.update(next_check_at=now)
        due(now)
        feed.refresh_from_db()
        waits.append((feed.next_check_at - now).total_seconds() / 60)
    assert waits[:4] == [10, 20, 40, 80]
    assert waits[-1] == 24 * 60


def test_a_source_that_asks_for_patience_gets_it(server):
    busy = response(b"", "Retry-After: 7200", status="429 Too Many Requests")
    feed = feeding.add(server.put("/busy", busy), "丙社")
    now = timezone.now()
    due(now)
    feed.refresh_from_db()
    assert feed.next_check_at == now + timedelta(hours=2)


def test_two_workers_never_take_the_same_turn(server):
    feed = feeding.add(server.put("/feed.xml", response(rss())), "江南电讯")
    now = timezone.now()
    mine, theirs = Feed.objects.get(pk=feed.pk), Feed.objects.get(pk=feed.pk)
    assert mine.claim(now)
    assert not theirs.claim(now)
    assert due(now) == 0  # and who never comes back leaves it due again
    assert due(now + timedelta(minutes=4)) == 2


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("ftp://news.example/feed", "http"),
        ("http://127.0.0.1/feed", "内部地址"),
        ("http://169.254.169.254/latest/meta-data/", "内部地址"),
        ("http://0x7f000001/", "不予访问"),
        ("http://user:pass@news.example/", "用户名和密码"),
        ("http://news.example:22/", "端口"),
        ("feed", "http"),
    ],
)
def test_an_address_we_must_not_ask_is_refused_in_words(url, why):
    with pytest.raises(CommandError, match=why):
        call_command("feeds", "add", url, source="甲社")
    assert not Feed.objects.exists()


def test_one_address_is_one_feed(server):
    url = server.put("/feed.xml", response(rss()))
    feeding.add(url, "江南电讯")
    with pytest.raises(CommandError, match="已经是信源"):
        call_command("feeds", "add", url, source="甲社", title="又一个")


def test_flash_json_comes_in_by_its_mapping(server):
    row = '{"id": 7, "content": "甲厂投产", "ctime": 1749440400, "level": "A"}'
    body = '{"data": {"list": [' + row + "]}}"
    mapping = {
        "items": "data.list",
        "text": "content",
        "time": "ctime",
        "guid": "id",
        "importance": "level",
        "important_values": ["A"],
    }
    url = server.put("/flash", response(body.encode()))
    feeding.add(url, "快讯社", mapping=mapping)
    assert due() == 1
    item = FeedItem.objects.get()
    assert (item.text, item.is_important) == ("甲厂投产", True)
    assert f"{timezone.localtime(item.told_at):%Y-%m-%d %H:%M}" == "2025-06-09 11:40"


@pytest.mark.parametrize("mapping", [[], {}, {"list": "x"}, {"items": 3}, "x"])
def test_a_mapping_that_is_none_is_refused(mapping):
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError):
        feeding.check_mapping(mapping)


def test_an_editor_sees_what_a_feed_would_bring_before_it_is_saved(server, as_editor):
    url = server.put("/feed.xml", response(rss()))
    html = as_editor.post(
        reverse("admin:articles_feed_try"), {"url": url}
    ).content.decode()
    assert "乙港恢复通航" in html
    assert "加为信源" in html
    assert not FeedItem.objects.exists()
    assert not Feed.objects.exists()


def test_what_is_wrong_with_an_address_is_said_at_the_field(server, as_editor):
    address = reverse("admin:articles_feed_try")
    page = server.put("/page", response(b"<html><body>hi</body></html>"))
    assert "这是网页" in as_editor.post(address, {"url": page}).content.decode()
    private = as_editor.post(address, {"url": "http://10.0.0.1/"}).content.decode()
    assert "内部地址" in private


def test_an_editor_adds_a_feed_and_checks_it_now(server, as_editor):
    url = server.put("/feed.xml", response(rss()))
    source = make.source("江南电讯")
    fields = {
        "source": source.pk,
        "title": "江南电讯",
        "url": url,
        "minutes": 5,
        "judging": "normal",
        "is_active": "on",
        "mapping": "null",
    }
    assert as_editor.post(reverse("admin:articles_feed_add"), fields).status_code == 302
    feed = Feed.objects.get()
    assert (feed.kind, feed.next_check_at is not None) == ("address", True)
    chosen = {"action": "check_now", "_selected_action": [feed.pk]}
    html = as_editor.post(
        reverse("admin:articles_feed_changelist"), chosen, follow=True
    )
    assert "新增 2 条" in html.content.decode()


def test_a_clerk_may_not_add_feeds(as_clerk):
    assert as_clerk.get(reverse("admin:articles_feed_try")).status_code == 403
    assert as_clerk.get(reverse("admin:articles_feed_add")).status_code == 403
