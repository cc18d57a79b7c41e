"""The live list for other programs: valid, cached, and never more than readers may see."""

import json
from datetime import datetime, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from django.urls import reverse

from articles import review
from articles.live import editing, regrouping
from articles.models import Feed, FeedItem, LiveClock, LiveStory, Source
from tests import make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ["/live.atom", "/live.json", "/api/live?since=0"]


def hide(story):
    """As the live desk does it: with a reason, and a new version."""
    LiveStory.objects.filter(pk=story.pk).update(
        hidden_because="误发", version=LiveClock.objects.tick()
    )


def told(client, address="/live.json"):
    answer = client.get(address)
    assert answer.status_code == 200
    return json.loads(answer.content)


def entries(client, address="/live.atom"):
    root = ElementTree.fromstring(client.get(address).content)
    return root.findall(f"{ATOM}entry")


def text(entry, name):
    return entry.findtext(ATOM + name)


# --- What is in them ------------------------------------------------------------


def test_the_atom_feed_tells_each_story_once_with_what_a_reader_needs(client):
    make.flash("甲厂投产", make.MONDAY, is_important=True, url="https://news.example/1")
    make.flash("甲厂，投产", make.MONDAY + timedelta(minutes=5), outlet="江北快讯")
    make.flash("乙港<b>&恢复通航", make.MONDAY + timedelta(hours=1))

    newer, older = entries(client)

    assert text(newer, "title") == "乙港<b>&恢复通航"
    assert newer.find(f"{ATOM}category") is None
    story = LiveStory.objects.get(lead__text="甲厂投产")
    assert text(older, "id") == f"tag:127.0.0.1,2026:live/{story.pk}"
    assert text(older, "published") == "2025-06-09T11:40:00+08:00"
    assert text(older, "updated") == "2025-06-09T11:45:00+08:00"
    assert older.find(f"{ATOM}category").attrib == {
        "term": "important",
        "label": "重要",
    }
    links = {link.get("rel"): link.get("href") for link in older.findall(f"{ATOM}link")}
    assert links == {
        "alternate": f"http://testserver{story.get_absolute_url()}",
        "via": "https://news.example/1",
    }
    assert "来源：江南快讯、江北快讯" in text(older, "summary")


def test_a_feed_reader_finds_the_atom_feed_well_formed(client):
    make.flash("甲厂投产")
    read = feedparser.parse(client.get("/live.atom").content)
    assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", 1)
    assert read.feed.id == "tag:127.0.0.1,2026:live"
    own = [link.href for link in read.feed.links if link.rel == "self"]
    assert own == ["http://testserver/live.atom"]


@pytest.mark.parametrize("bad", ["\x0b", "\x1f", "\ufffe", "\uffff"])
def test_characters_that_xml_cannot_say_do_not_break_the_feed(client, bad):
    make.flash(f"甲厂{bad}投产")
    assert text(entries(client)[0], "title") == "甲厂投产"
    assert told(client)["items"][0]["content_text"]


def test_the_json_feed_is_what_the_standard_says(client):
    make.flash("甲厂投产", is_important=True, url="https://news.example/1")
    Source.objects.update(homepage="https://jiangnan.example/")
    answer = client.get("/live.json")
    feed = json.loads(answer.content)

    assert answer.headers["Content-Type"] == "application/feed+json"
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "http://testserver/live.json"
    assert feed["home_page_url"] == "http://testserver/live/"
    [item] = feed["items"]
    assert isinstance(item["id"], str)
    assert item["content_text"] == "甲厂投产"
    assert datetime.fromisoformat(item["date_published"]) == make.MONDAY
    assert item["tags"] == ["重要"]
    assert item["external_url"] == "https://news.example/1"
    assert item["authors"] == [{"name": "江南快讯", "url": "https://jiangnan.example/"}]
    # Every key is one of the standard, or begins with the _ it keeps for others.
    known = {"id", "url", "external_url", "content_text", "date_published"}
    known |= {"date_modified", "authors", "tags"}
    assert {key for key in item if not key.startswith("_")} == known
    known = {"version", "title", "home_page_url", "feed_url", "description"}
    known |= {"language", "authors", "items"}
    assert {key for key in feed if not key.startswith("_")} == known


def test_our_own_reader_reads_our_own_feeds(client):
    from articles.live.parse import parse

    make.flash("甲厂投产", is_important=True)
    for address in ("/live.atom", "/live.json"):
        answer = client.get(address)
        kind = answer.headers["Content-Type"]
        read = parse(answer.content, kind, "https://news.example" + address)
        [item] = read.items
        assert "甲厂投产" in (item.title or item.html or item.content)


def test_a_sample_source_is_marked_wherever_it_is_told(client):
    make.flash("甲厂投产", outlet="示例快讯")
    Source.objects.update(is_sample=True)
    assert entries(client)[0].find(f"{ATOM}category").get("term") == "sample"
    assert told(client)["items"][0]["tags"] == ["示例"]
    [row] = told(client, "/api/live?since=0")["stories"]
    assert row["sources"] == [{"name": "示例快讯", "sample": True}]


def test_only_what_readers_may_see_is_told_by_any_of_them(client):
    kept = make.flash("甲厂投产").story
    hidden = make.flash("误发的乙港消息").story
    merged = make.flash("丙矿复产的别样说法").story
    hide(hidden)
    editing.merge(merged, kept, by=None)
    assert LiveStory.objects.shown().count() == 1

    for address in FEEDS:
        answer = client.get(address)
        page = answer.content.decode()
        assert "甲厂投产" in page
        assert "误发" not in page, address
        assert "别样说法" not in page, address
    assert text(entries(client)[0], "id").endswith(f"live/{kept.pk}")
    assert len(told(client)["items"]) == 1
    # Of one not shown the API tells that it went, and where; nothing it said.
    rows = told(client, "/api/live?since=0")["stories"]
    gone = [row for row in rows if "text" not in row]
    assert [(row["id"], row["hidden"], row["merged_into"]) for row in gone] == [
        (hidden.pk, True, None),
        (merged.pk, False, kept.pk),
    ]
    assert all(set(row) == {"id", "version", "hidden", "merged_into"} for row in gone)


def test_the_id_of_a_story_outlives_merging_and_the_address_of_the_site(client):
    kept, gone = make.flash("甲厂投产").story, make.flash("乙港恢复通航").story
    before = {text(entry, "id") for entry in entries(client)}
    editing.merge(gone, kept, by=None)
    root = ElementTree.fromstring(
        client.get("/live.atom", headers={"host": "localhost"}).content
    )
    after = {text(entry, "id") for entry in root.findall(f"{ATOM}entry")}
    assert after < before


def test_time_is_told_with_how_exact_it_is_and_whether_its_day_was_assumed(client):
    make.flash("甲厂投产", precision="day", date_assumed=True)
    [row] = told(client, "/api/live?since=0")["stories"]
    assert row["time"] == {
        "at": "2025-06-09T11:40:00+08:00",
        "precision": "day",
        "assumed": True,
    }
    FeedItem.objects.update(precision="", date_assumed=False)
    [row] = told(client, "/api/live?since=0")["stories"]
    assert (row["time"]["precision"], row["time"]["assumed"]) == (None, False)


def test_an_empty_list_is_an_empty_answer(client):
    assert entries(client) == []
    assert told(client)["items"] == []
    empty = {"version": 0, "since": "0", "next": None, "stories": []}
    assert told(client, "/api/live?since=0") == empty


# --- Following the list ----------------------------------------------------------


class Copy:
    """What a program keeps that follows /api/live as its README says."""

    def __init__(self, client, limit=100):
        self.client, self.limit, self.since, self.rows = client, limit, "0", {}

    def follow(self):
        address = f"/api/live?since={self.since}&limit={self.limit}"
        while address:
            answer = told(self.client, address)
            for row in answer["stories"]:
                if row["hidden"] or row["merged_into"]:
                    self.rows.pop(row["id"], None)
                else:
                    self.rows[row["id"]] = (row["text"], row["items"], row["important"])
            address = answer["next"]
        self.since = answer["since"]
        return self

    def is_right(self):
        shown = LiveStory.objects.shown().for_rows()
        return self.rows == {
            story.pk: (story.lead.text, story.items_count, story.is_important)
            for story in shown
        }


@pytest.mark.parametrize("limit", [1, 2, 3, 500])
def test_who_follows_the_changes_holds_a_right_copy(client, limit):
    copy = Copy(client, limit)
    make.flashes(7)  # one version, so pages end inside it
    assert copy.follow().is_right()

    a = make.flash("甲厂投产").story
    b = make.flash("乙港恢复通航").story
    item = make.flash("乙港恢复通航！", outlet="江北快讯")
    assert item.story_id == b.pk
    assert not copy.is_right()
    assert copy.follow().is_right()

    hide(a)
    editing.merge(b, LiveStory.objects.shown().exclude(pk=b.pk).first(), by=None)
    assert copy.follow().is_right()
    item.refresh_from_db()
    editing.split(item, by=None)
    assert copy.follow().is_right()
    LiveStory.objects.filter(pk=a.pk).update(
        hidden_because="", version=LiveClock.objects.tick()
    )
    assert copy.follow().is_right()
    assert a.pk in copy.rows


def test_stories_emptied_by_a_new_rule_are_told_of(client):
    for outlet in ("江南快讯", "江北快讯"):
        make.feed(outlet, judging=Feed.Judging.NEVER)
        make.flash("甲厂投产", outlet=outlet)
    copy = Copy(client).follow()
    assert len(copy.rows) == 2
    Feed.objects.update(judging=Feed.Judging.NORMAL)
    regrouping.regroup()
    assert LiveStory.objects.shown().count() == 1
    assert copy.follow().is_right()


def test_nothing_new_is_an_empty_answer_and_now_is_a_place_to_begin(client):
    make.flash("甲厂投产")
    now = told(client, "/api/live?since=now")
    assert now["stories"] == []
    assert now["version"] == LiveClock.objects.now()
    make.flash("乙港恢复通航")
    [row] = told(client, f"/api/live?since={now['since']}")["stories"]
    assert row["text"] == "乙港恢复通航"
    assert told(client)["_newsroom"]["version"] == now["version"] + 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "请用 since"),
        ("since=", "请用 since"),
        ("since=x", "不是"),
        ("since=-1", "不是"),
        ("since=1.5", "不是"),
        ("since=１", "不是"),
        ("since=" + "9" * 19, "不是"),
        ("since=1-", "不是"),
        ("since=%00", "不是"),
        ("since=999999", "现在才到 1"),
        ("since=0&limit=0", "limit"),
        ("since=0&limit=501", "limit"),
        ("since=0&limit=x", "limit"),
        ("since=0&limit=" + "9" * 5000, "limit"),
    ],
)
def test_a_question_that_cannot_be_answered_gets_a_sentence(client, query, said):
    make.flash("甲厂投产")
    answer = client.get("/api/live?" + query)
    assert answer.status_code == 400
    assert said in json.loads(answer.content)["error"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert len(answer.content) < 400


# --- What they cost, and who may keep them ------------------------------------------


@pytest.mark.parametrize("address", FEEDS)
def test_every_cache_may_keep_them_for_a_short_while(client, address):
    make.flash("甲厂投产")
    client.cookies["django_language"] = "en"
    answer = client.get(address)
    assert answer.headers["Cache-Control"].startswith("public, max-age=")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    client.cookies.clear()
    assert client.get(address).content == answer.content  # one copy serves all


@pytest.mark.parametrize("address", FEEDS)
def test_an_unchanged_list_costs_one_query_by_its_key(
    client, address, django_assert_num_queries
):
    make.flash("甲厂投产")
    etag = client.get(address).headers["ETag"]
    with django_assert_num_queries(1) as asked:
        answer = client.get(address, headers={"if-none-match": etag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == etag
    assert "max-age" in answer.headers["Cache-Control"]
    assert '"articles_liveclock"."id" = 1' in asked.captured_queries[0]["sql"]

    make.flash("乙港恢复通航")
    assert client.get(address, headers={"if-none-match": etag}).status_code == 200


def test_who_is_up_to_date_costs_one_query_even_without_an_etag(
    client, django_assert_num_queries
):
    make.flashes(5)
    now = LiveClock.objects.now()
    with django_assert_num_queries(1):
        client.get(f"/api/live?since={now}")


@pytest.mark.parametrize("stories", [5, 300])
def test_they_cost_the_same_however_long_the_list(
    client, stories, django_assert_num_queries
):
    make.flashes(stories)
    for address in FEEDS:
        with django_assert_num_queries(3, info=address):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize("address", [*FEEDS, "/articles.atom"])
def test_they_are_for_reading_only(client, address):
    assert client.post(address).status_code == 405
    assert client.head(address).status_code == 200


def test_every_page_names_the_feeds_and_the_live_page_links_them(client):
    for page in ("/", "/live/"):
        html = client.get(page).content.decode()
        for name in ("live-atom", "live-json", "articles-atom"):
            assert f'href="{reverse(name)}"' in html
    assert html.count(reverse("live-atom")) == 2


# --- Articles ---------------------------------------------------------------------


def test_the_articles_feed_tells_published_text_and_never_the_working_copy(client):
    article = make.published("集群产值再创新高", lede="导语。")
    make.article("还在写的稿子")
    withdrawn = make.published("撤下的稿子")
    review.withdraw(withdrawn, make.editor(), "有误")
    article.title = "还没发布的新标题"
    article.save()

    [entry] = entries(client, "/articles.atom")
    assert text(entry, "title") == "集群产值再创新高"
    assert text(entry, "summary") == "导语。"
    assert text(entry, "id") == f"tag:127.0.0.1,2026:story/{article.pk}"
    assert entry.find(f"{ATOM}link").get("href").endswith(article.get_absolute_url())


def test_an_unchanged_articles_feed_costs_two_queries(
    client, django_assert_num_queries
):
    make.published("集群产值再创新高")
    with django_assert_num_queries(3):
        etag = client.get("/articles.atom").headers["ETag"]
    with django_assert_num_queries(2):
        same = client.get("/articles.atom", headers={"if-none-match": etag})
    assert same.status_code == 304
    make.published("又一篇")
    changed = client.get("/articles.atom", headers={"if-none-match": etag})
    assert "又一篇" in changed.content.decode()
