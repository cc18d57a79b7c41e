"""Three journeys from end to end: a feed's bytes, an editor's draft, an opened page."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import hot
from articles.live import feeding
from articles.models import Article, Feed, FeedItem, LiveClock, LiveStory
from tests import make
from tests.live.feed_server import response, running

pytestmark = pytest.mark.django_db

READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def server(settings):
    with running() as loopback:
        settings.FETCH_ALLOW = loopback.allow
        yield loopback


def test_from_the_bytes_of_two_feeds_to_one_row_and_out_again(server, client, tmp_path):
    told = f"{timezone.localtime():%Y-%m-%d %H:%M}"
    rss = (
        '<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel>'
        "<title>江南电讯</title><item><guid>7</guid><link>https://a.example/7</link>"
        f"<title>甲厂二期&lt;b&gt;投产&lt;/b&gt;，总投资50亿元</title><pubDate>{told}</pubDate>"
        "</item></channel></rss>"
    )
    flash = {
        "list": [
            {"id": 9, "text": "甲厂二期投产，总投资50亿元！", "at": told, "hot": 1}
        ]
    }
    mapping = {"items": "list", "text": "text", "time": "at", "guid": "id"}
    mapping |= {"importance": "hot", "important_values": ["1"]}
    feeding.add(
        server.put("/rss", response(rss.encode("gb2312"), "Content-Type: text/xml")),
        "江南电讯",
    )
    feeding.add(
        server.put("/flash", response(json.dumps(flash).encode())),
        "江北快讯",
        mapping=mapping,
    )
    before = LiveClock.objects.now()

    with open(tmp_path / "out", "w") as out:
        call_command("worker", once=True, stdout=out)

    # Stored as it was written, once each, and told as one story.
    assert set(FeedItem.objects.values_list("text", flat=True)) == {
        "甲厂二期投产，总投资50亿元",
        "甲厂二期投产，总投资50亿元！",
    }
    story = LiveStory.objects.get()
    assert (story.sources_count, story.is_important) == (2, True)
    assert not Feed.objects.exclude(last_error="").exists()

    # A page that was open hears of it, and a page opened now has it once.
    poll = client.get(reverse("live-news"), {"since": before})
    assert poll.status_code == 200
    home = LexborHTMLParser(client.get("/").content)
    [row] = home.css("#live .row")
    assert "甲厂二期投产，总投资50亿元" in row.text()
    assert "重要" in row.text()
    assert "2家" in row.text()

    # Its own page has both wordings and why they are one.
    page = client.get(story.get_absolute_url()).content.decode()
    assert "江南电讯" in page
    assert "江北快讯" in page
    assert "https://a.example/7" in page

    # And it goes out as it came in: once.
    atom = ElementTree.fromstring(client.get("/live.atom").content)
    assert len(atom.findall("{http://www.w3.org/2005/Atom}entry")) == 1
    [item] = client.get("/live.json").json()["items"]
    assert {author["name"] for author in item["authors"]} == {"江南电讯", "江北快讯"}
    [told] = client.get(f"/api/live?since={before}").json()["stories"]
    assert (told["id"], told["important"], told["items"]) == (story.pk, True, 2)

    # The next turn brings nothing twice.
    Feed.objects.update(next_check_at=timezone.now())
    with open(tmp_path / "out", "w") as out:
        call_command("worker", once=True, stdout=out)
    assert FeedItem.objects.count() == 2
    now = LiveClock.objects.now()
    idle = client.get(reverse("live-news"), {"since": now})
    assert idle.status_code == 204


def test_from_a_draft_to_a_page_a_list_and_a_feed(client):
    draft = make.article("集群产值再创新高")
    address = draft.get_absolute_url()
    assert client.get(address).status_code == 404
    assert "集群产值再创新高" not in client.get("/articles.atom").content.decode()

    article = make.published("集群产值达1.2万亿元")
    for page in (article.get_absolute_url(), "/", "/articles.atom"):
        assert "集群产值达1.2万亿元" in client.get(page).content.decode()
    Article.objects.filter(pk=article.pk).update(title="改到一半的标题")
    for page in (article.get_absolute_url(), "/", "/articles.atom"):
        assert "改到一半" not in client.get(page).content.decode()


def test_from_a_page_opened_to_the_hot_list(client, monkeypatch):
    article = make.published("集群产值再创新高")
    opened = timezone.now()
    page = LexborHTMLParser(
        client.get(article.get_absolute_url(), headers={"user-agent": READER}).content
    )
    token = page.css_first("[data-page]").attributes["data-page"]
    assert not hot.most_read(1)

    later = opened + timedelta(seconds=6)
    monkeypatch.setattr(timezone, "now", lambda: later)
    monkeypatch.setattr("time.time", later.timestamp)
    counted = client.post(
        reverse("read"), {"page": token}, headers={"user-agent": READER}
    )

    assert counted.status_code == 204
    assert [read.pk for read in hot.most_read(1)] == [article.pk]
    assert "集群产值再创新高" in client.get("/hot/").content.decode()
