"""Who asks for something by its name is led to its page before anything else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import subject_pages
from articles.models import Agreement, Programme
from tests import make

pytestmark = pytest.mark.django_db


def offered(client, q, **more):
    """What stands first, as (address, kind)."""
    html = client.get(reverse("search"), {"q": q, **more}).content
    return [
        (li.css_first("a").attributes["href"], li.css_first("small").text())
        for li in LexborHTMLParser(html).css("#results .subjects li")
    ]


@pytest.fixture
def named():
    make.region("无锡", slug="wuxi", kind="city", aliases=["无锡市"])
    make.cluster("无锡市物联网集群", slug="things", short_name="无锡物联网")
    make.cluster("长三角(含江西)大飞机集群", slug="plane")
    make.alliance("长三角先进制造业集群联盟", slug="alliance", aliases=["集群联盟"])
    make.region("长三角", slug="delta", kind="group")
    make.region("宁波", slug="ningbo", kind="city")


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("无锡市物联网集群", [("/cluster/things/", "产业集群")]),
        ("無錫物聯網", [("/cluster/things/", "产业集群")]),
        ("无锡 物联网", [("/cluster/things/", "产业集群"), ("/region/wuxi/", "地区")]),
        ('"长三角（含江西）大飞机集群"', [("/cluster/plane/", "产业集群")]),
        ("长三角先进制造业集群联盟", [("/alliance/alliance/", "联盟")]),
        (
            "长三角集群联盟",
            [("/region/delta/", "地区"), ("/alliance/alliance/", "联盟")],
        ),
        ("无锡 -长三角", [("/region/wuxi/", "地区")]),
        ("宁波银行", []),
        ("没有的名字", []),
    ],
)
def test_what_a_question_names_stands_first_with_its_kind(client, named, asked, found):
    assert offered(client, asked) == found


def test_a_name_is_offered_where_nothing_else_is_found(client, named):
    html = client.get(reverse("search"), {"q": "无锡市物联网集群"}).content.decode()
    assert "没有提到它的报道和快讯" in html
    assert "没有找到" not in html
    assert offered(client, "无锡市物联网集群", kind="live") == []


def test_what_only_a_draft_tells_of_is_offered_when_readers_have_it(client):
    editor = make.editor()
    read = {"made_by_reading": True}
    programme = Programme.objects.create(name="十链百场万企", slug="chains", **read)
    agreement = Agreement.objects.create(name="共建框架协议", slug="frame", **read)
    make.indicator("融资额", **read)
    draft = make.article("草稿", "江苏有12个。")
    draft.programmes.add(programme)
    for name in ("十链百场万企", "共建框架协议", "融资额"):
        assert offered(client, name) == [], name
    article = make.article("两省", "江苏有12个。")
    article.programmes.add(programme)
    article.agreements.add(agreement)
    make.publish(article, editor)
    measures = make.indicator("集群数", **read)
    make.fact(article, "江苏有12个", "12个", by=editor, measures=measures)
    assert offered(client, "十链百场万企") == [("/programme/chains/", "举措")]
    assert offered(client, "共建框架协议") == [("/agreement/frame/", "协议")]
    assert offered(client, "集群数") == [(measures.get_absolute_url(), "指标")]
    measures.name = "集群总数"
    measures.save()
    assert offered(client, "集群数") == []
    assert offered(client, "集群总数") == [(measures.get_absolute_url(), "指标")]


def test_a_new_name_is_known_at_once(client, named):
    assert offered(client, "太湖") == []
    region = make.region("太湖", slug="taihu")
    assert offered(client, "太湖") == [("/region/taihu/", "地区")]
    region.delete()
    assert offered(client, "太湖") == []


def test_of_many_so_named_a_few_are_offered_at_a_fixed_cost(client):
    costs = []
    for rows in (3, 30):
        for n in range(rows):
            make.cluster(f"{rows}之{n}集群", aliases=["同名集群"])
        offered(client, "同名集群")  # the names are read once after a change
        with CaptureQueriesContext(connection) as queries:
            found = offered(client, "同名集群")
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert len(found) == subject_pages.MOST
