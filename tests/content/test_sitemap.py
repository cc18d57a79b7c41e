"""What robots are told there is, and where they are asked not to go."""

from datetime import datetime, timedelta
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import review, sitemaps
from articles.models import Agreement, Article, Programme
from tests import make

pytestmark = pytest.mark.django_db
XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOST = "http://testserver"


def addresses(client, address):
    """{path: when it changed last} of a map, or of the maps of the index."""
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/xml"
    found = {}
    for row in ElementTree.fromstring(answer.content):
        location = row.findtext(f"{XML}loc")
        assert location.startswith(f"{HOST}/")
        found[location.removeprefix(HOST)] = row.findtext(f"{XML}lastmod")
    return found


def all_addresses(client):
    """Every page that any map names."""
    found = {}
    for page in addresses(client, "/sitemap.xml"):
        found |= addresses(client, page)
    return found


def test_every_public_page_is_named_once_and_answers(client):
    region, cluster, alliance = make.region(), make.cluster(), make.alliance()
    article = make.published(regions=[region], clusters=[cluster])
    found = all_addresses(client)
    for row in (article, region, cluster, alliance):
        assert row.get_absolute_url() in found
    assert reverse("home") in found
    for address in found:
        assert client.get(address).status_code == 200, address


def test_a_story_is_dated_by_when_readers_got_the_text_they_have(client, monkeypatch):
    article = make.published()
    address = article.get_absolute_url()
    first = datetime.fromisoformat(addresses(client, "/sitemap-stories.xml")[address])
    assert first == article.revisions.get().shown_from
    assert first.utcoffset() == timedelta(hours=8)

    row = Article.objects.get(pk=article.pk)
    row.body = "改过的正文。"
    review.edit(row, make.person("作者", "a-writer"))
    assert addresses(client, "/sitemap-stories.xml")[address] == first.isoformat()

    later = timezone.now() + timedelta(hours=3)
    monkeypatch.setattr(timezone, "now", lambda: later)
    make.publish(row)
    for told in (
        addresses(client, "/sitemap-stories.xml")[address],
        addresses(client, "/sitemap.xml")["/sitemap-stories.xml"],
    ):
        assert datetime.fromisoformat(told) == later


def test_a_story_comes_and_goes_with_its_page(client, monkeypatch):
    article = make.approved()
    address = article.get_absolute_url()
    at = timezone.now() + timedelta(hours=1)
    review.schedule(article, make.person("编辑", "an-editor"), at)
    assert address not in addresses(client, "/sitemap-stories.xml")
    monkeypatch.setattr(timezone, "now", lambda: at)
    assert address in addresses(client, "/sitemap-stories.xml")
    review.withdraw(Article.objects.get(pk=article.pk), make.editor(), "有误。")
    assert address not in addresses(client, "/sitemap-stories.xml")


def test_what_was_only_read_in_a_text_nobody_has_is_not_named(client):
    editor = make.editor()
    draft = make.article(body="绝密省有集群7个。")
    read = {"made_by_reading": True}
    plan = Programme.objects.create(name="绝密行动", slug="secret-plan", **read)
    deal = Agreement.objects.create(name="绝密协议", slug="secret-deal", **read)
    draft.programmes.add(plan)
    draft.agreements.add(deal)
    measures = make.indicator("绝密指标", **read)
    make.fact(draft, "绝密省有集群7个", "7个", by=editor, measures=measures)
    told = [a for a in all_addresses(client) if "secret" in a or "/indicator/" in a]
    assert told == []

    make.publish(draft)
    found = all_addresses(client)
    for address in ("/programme/secret-plan/", "/agreement/secret-deal/"):
        assert address in found
    assert measures.get_absolute_url() in found


def test_a_cluster_that_was_merged_is_named_by_its_successor_alone(client):
    from articles import merging

    kept, gone = make.cluster("甲市集群"), make.cluster("甲市产业集群")
    merging.merge(gone, kept, make.editor())
    found = addresses(client, "/sitemap-clusters.xml")
    assert list(found) == [kept.get_absolute_url()]


def test_many_stories_are_told_in_pages_and_none_twice(client, monkeypatch):
    monkeypatch.setattr(sitemaps.Stories, "limit", 3)
    articles = [make.published(f"第{n}篇") for n in range(7)]
    pages = [page for page in addresses(client, "/sitemap.xml") if "stories" in page]
    assert pages == [
        "/sitemap-stories.xml",
        "/sitemap-stories.xml?p=2",
        "/sitemap-stories.xml?p=3",
    ]
    told = [address for page in pages for address in addresses(client, page)]
    assert told == [article.get_absolute_url() for article in articles]


@pytest.mark.parametrize("stories", [2, 30])
def test_they_cost_the_same_however_many_stories_there_are(
    client, stories, django_assert_num_queries
):
    for n in range(stories):
        make.published(f"第{n}篇")
        make.cluster(f"第{n}集群")
    with django_assert_num_queries(8):  # a count each but lists, the newest story
        client.get("/sitemap.xml")
    costs = dict.fromkeys(sitemaps.MAPS, 1) | {"lists": 0, "stories": 2, "clusters": 2}
    for (
        section,
        cost,
    ) in costs.items():  # without a row nothing is asked after the count
        with django_assert_num_queries(cost, info=section):
            client.get(f"/sitemap-{section}.xml")


@pytest.mark.parametrize(
    "address",
    ["/sitemap-drafts.xml", "/sitemap-stories.xml?p=9", "/sitemap-stories.xml?p=x"],
)
def test_a_map_that_is_not_there_is_not_found(client, address):
    assert client.get(address).status_code == 404


def robots(client):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"].startswith("text/plain")
    return answer.content.decode()


def test_robots_are_told_of_the_map_and_kept_from_the_desk(client):
    text = robots(client)
    assert f"Sitemap: {HOST}/sitemap.xml" in text
    rules = RobotFileParser()
    rules.parse(text.splitlines())
    for closed in (
        "/admin/",
        "/admin/login/",
        "/search/?q=x",
        "/live/at/2025-06-09T11:40/",
    ):
        assert not rules.can_fetch("*", closed), closed
    article = make.published()
    for open_to_all in (
        *("/", "/live/", "/clusters/", "/articles.atom", "/sitemap-stories.xml"),
        *("/static/css/newsroom.css", "/picture/0123456789abcdef-640x480.webp?w=480"),
        article.get_absolute_url(),
    ):
        assert rules.can_fetch("*", open_to_all), open_to_all


def test_no_address_in_the_map_is_closed_to_robots(client):
    make.published(regions=[make.region()], clusters=[make.cluster()])
    rules = RobotFileParser()
    rules.parse(robots(client).splitlines())
    for address in all_addresses(client):
        assert rules.can_fetch("*", address), address


@pytest.mark.parametrize(
    ("asked", "known_as"),
    [
        ("/", "/"),
        ("/?hot=week", "/"),
        ("/?page=2&hot=week", "/?page=2"),
        ("/?page=1", "/"),
        ("/live/?day=2025-06-09&page=3&q=甲", "/live/?day=2025-06-09&page=3"),
        ("/clusters/?region=zhejiang", "/clusters/"),
        ("/story/s/?only=about&page=2", "/story/s/"),
    ],
)
def test_a_page_says_by_which_one_address_it_is_known(client, asked, known_as):
    make.published(slug="s")
    html = client.get(asked).content.decode()
    escaped = known_as.replace("&", "&amp;")
    assert html.count('rel="canonical"') == 1
    assert f'<link rel="canonical" href="{HOST}{escaped}">' in html


def test_a_preview_at_the_desk_is_known_by_no_address(client):
    client.force_login(make.editor())
    address = reverse("admin:articles_article_preview", args=[make.article().pk])
    assert 'rel="canonical"' not in client.get(address).content.decode()
