"""A page each for region, cluster and alliance: what it is and which stories tell of it."""

from datetime import date

import pytest
from django.urls import reverse

from articles.models import Event, Industry
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


def test_a_cluster_says_who_designated_it_or_that_nobody_entered_that(client):
    known = make.cluster(
        "甲集群",
        batch="第一批",
        designated_on=date(2022, 11, 30),
        source_note="公告名单",
    )
    unknown = make.cluster("乙集群")
    html = client.get(known.get_absolute_url()).content.decode()
    assert "第一批 2022-11-30" in html
    assert "公告名单" in html
    assert "时间与批次未录入" in client.get(unknown.get_absolute_url()).content.decode()


def test_an_alliance_shows_its_founding_members_and_open_list(client):
    event = Event.objects.create(name="第七届论坛", slug="forum-7")
    alliance = make.alliance(
        founded_at=event, founded_on=date(2025, 6, 7), open_list=True
    )
    alliance.regions.add(make.region("安徽"))
    alliance.industries.add(Industry.objects.create(name="大飞机", slug="plane"))
    html = client.get(alliance.get_absolute_url()).content.decode()
    for told in ("2025-06-07 第七届论坛", "安徽", "大飞机", "成员不止这些"):
        assert told in html


@pytest.mark.parametrize("name", ["region", "cluster", "alliance"])
def test_a_name_nobody_has_is_a_plain_404(client, name):
    answer = client.get(reverse(name, args=["no-such-thing"]))
    assert answer.status_code == 404
    assert "没有这个页面" in answer.content.decode()


def test_a_subject_without_stories_says_so(client):
    assert "还没有报道" in client.get(make.region().get_absolute_url()).content.decode()
