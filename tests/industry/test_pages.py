"""A page each for region, cluster and alliance: what it is and which stories tell of it."""

from datetime import date

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.directory import NAMED
from articles.models import Event, Industry, Organisation
from tests import make

pytestmark = pytest.mark.django_db


def test_a_region_shows_its_members_clusters_and_stories(client):
    zhejiang = make.region("浙江", aliases=["浙江省"])
    delta = make.region("长三角", kind="group")
    delta.members.add(zhejiang)
    cluster = make.cluster("宁波市绿色石化集群")
    cluster.regions.add(zhejiang)
    make.published("浙江集群观察", regions=[zhejiang])

    html = client.get(zhejiang.get_absolute_url()).content.decode()
    for told in ("浙江省", "长三角", "宁波市绿色石化集群", "浙江集群观察"):
        assert told in html
    assert "浙江" in client.get(delta.get_absolute_url()).content.decode()


def clusters_row(tree):
    [row] = [dt.next for dt in tree.css("dl.facts dt") if dt.text() == "产业集群"]
    return row


def test_a_region_lists_the_clusters_of_its_cities_and_members_as_the_directory_does(
    client,
):
    delta = make.region("长三角", slug="delta", kind="group")
    zhejiang = make.region("浙江", slug="zhejiang")
    delta.members.add(zhejiang)
    ningbo = make.region("宁波", slug="ningbo", kind="city", parent=zhejiang)
    make.cluster("宁波市绿色石化集群").regions.add(ningbo)
    make.cluster("环杭州湾纺织集群").regions.add(zhejiang, ningbo)
    make.cluster("别处的集群").regions.add(make.region("江苏"))
    names = ["宁波市绿色石化集群", "环杭州湾纺织集群"]
    for slug in ("delta", "zhejiang", "ningbo"):
        tree = LexborHTMLParser(client.get(f"/region/{slug}/").content)
        assert [a.text() for a in clusters_row(tree).css("a")] == names
        assert "看这里的 2 个集群" in tree.body.text()
        data = client.get(f"/region/{slug}.json").json()
        assert (data["clusters"], data["clusters_count"]) == (names, 2)
        assert client.get(data["clusters_url"]).json()["count"] == 2


def test_a_long_list_of_clusters_says_how_many_it_leaves_out_and_where_they_are(
    client, django_assert_num_queries
):
    zhejiang = make.region("浙江", slug="zhejiang")
    for n in range(NAMED + 5):
        make.cluster(f"第{n:02}集群").regions.add(zhejiang)
    with django_assert_num_queries(16):  # no live news, no stories
        html = client.get("/region/zhejiang/").content
    row = clusters_row(LexborHTMLParser(html))
    assert len(row.css("li")) == NAMED
    assert f"共 {NAMED + 5} 个，这里列出 {NAMED} 个。" in row.text()
    assert row.css_first("p a").attributes["href"] == "/clusters/?region=zhejiang"
    data = client.get("/region/zhejiang.json").json()
    assert (len(data["clusters"]), data["clusters_count"]) == (NAMED, NAMED + 5)


def test_a_region_without_clusters_leads_to_no_empty_list(client):
    html = client.get(make.region().get_absolute_url()).content.decode()
    assert "产业集群" not in html
    assert "/clusters/?region=" not in html


def test_a_cluster_says_who_designated_it_or_that_nobody_entered_that(client):
    known = make.cluster(
        "甲集群",
        batch="第一批",
        designated_on=date(2022, 11, 30),
        source_note="公告名单",
    )
    unknown = make.cluster("乙集群")
    told = LexborHTMLParser(client.get(known.get_absolute_url()).content).body.text()
    assert "第一批 2022-11-30" in told
    assert "公告名单" in told
    assert "时间与批次未录入" in client.get(unknown.get_absolute_url()).content.decode()


def test_an_alliance_shows_its_founding_members_and_open_list(client):
    event = Event.objects.create(name="第七届论坛", slug="forum-7")
    alliance = make.alliance(
        founded_at=event, founded_on=date(2025, 6, 7), open_list=True
    )
    alliance.regions.add(make.region("安徽"))
    alliance.industries.add(Industry.objects.create(name="大飞机", slug="plane"))
    alliance.members.add(Organisation.objects.create(name="甲研究院", slug="jia"))
    page = client.get(alliance.get_absolute_url()).content
    text = LexborHTMLParser(page).body.text()
    for told in (
        "2025-06-07 第七届论坛",
        "安徽",
        "大飞机",
        "甲研究院",
        "成员不止这些",
    ):
        assert told in text
    assert client.get(f"/alliance/{alliance.slug}.json").json()["open_list"]


def test_of_an_alliance_without_members_nobody_is_told_there_are_more(client):
    alliance = make.alliance(open_list=True)
    assert "成员不止" not in client.get(alliance.get_absolute_url()).content.decode()
    assert not client.get(f"/alliance/{alliance.slug}.json").json()["open_list"]


@pytest.mark.parametrize("name", ["region", "cluster", "alliance"])
def test_a_name_nobody_has_is_a_plain_404(client, name):
    answer = client.get(reverse(name, args=["no-such-thing"]))
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_subject_without_stories_says_so(client):
    assert "还没有报道" in client.get(make.region().get_absolute_url()).content.decode()
