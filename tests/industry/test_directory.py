"""The directory of clusters and the comparison: filters, counts, sharing, empty states."""

import json

import pytest
from django.core.cache import cache
from selectolax.lexbor import LexborHTMLParser

from articles.models import Industry
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clusters():
    cache.clear()
    jiangsu = make.region("江苏", slug="jiangsu", code="320000")
    wuxi = make.region("无锡", slug="wuxi", kind="city", parent=jiangsu)
    zhejiang = make.region("浙江", slug="zhejiang", code="330000")
    delta = make.region("长三角", slug="delta", kind="group")
    delta.members.add(jiangsu, zhejiang)
    parent = Industry.objects.create(name="信息技术", slug="it")
    child = Industry.objects.create(name="物联网", slug="iot", parent=parent)
    things = make.cluster("无锡市物联网集群")
    things.regions.add(wuxi)
    things.industries.add(child)
    both = make.cluster("江浙软件集群", batch="第二批")
    both.regions.add(jiangsu, zhejiang)
    both.industries.add(parent)
    make.cluster("没有地方的集群")


def page(client, query=""):
    return LexborHTMLParser(client.get(f"/clusters/{query}").content)


def listed(tree):
    table = tree.css("#clusters-found table")[-1]
    return [a.text() for a in table.css("tbody th a")]


def test_a_city_counts_for_its_province_and_a_shared_cluster_for_each(client):
    tree = page(client)
    tiles = {a.attributes["aria-label"] for a in tree.css("svg.tiles a")}
    assert tiles == {"江苏 2", "浙江 1"}
    assert "其中 1 个没有录入所在省份" in tree.css_first(".count").text()
    cells = [td.text() for td in tree.css(".matrix tbody td")]
    assert cells == ["2", "2", "1", "1"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 3),
        ("?region=jiangsu", 2),
        ("?region=wuxi", 1),
        ("?region=delta", 2),
        ("?industry=it", 2),
        ("?industry=iot", 1),
        ("?region=zhejiang&industry=iot", 0),
        ("?q=软件", 1),
        ("?level=provincial", 0),
        ("?region=nowhere&level=galactic&page=99", 3),
    ],
)
def test_the_address_says_which_clusters(client, query, found):
    tree = page(client, query)
    assert f"共 {found} 个集群" in tree.css_first(".count").text()
    assert client.get(f"/clusters.json{query}").json()["count"] == found
    body = b"".join(client.get(f"/clusters.csv{query}")).decode("utf-8-sig")
    assert len(body.splitlines()) == found + 1
    if found:
        assert len(listed(tree)) == found
    else:
        assert "没有这样的集群" in tree.body.text()


def test_htmx_gets_the_list_alone_and_the_filters_stay_chosen(client):
    answer = client.get("/clusters/?region=jiangsu", headers={"HX-Request": "true"})
    assert b"<html" not in answer.content
    assert "HX-Request" in answer.headers["Vary"]
    chosen = page(client, "?region=jiangsu").css("option[selected]")
    assert [option.text() for option in chosen] == ["江苏"]


def test_words_from_the_address_are_escaped(client):
    answer = client.get(
        "/clusters/?q=%3Cscript%3Ealert(1)%3C/script%3E"
    ).content.decode()
    assert "<script>alert" not in answer


def test_up_to_six_are_compared_and_the_rest_is_said(client):
    for n in range(7):
        make.region(f"第{n}省", slug=f"p{n}")
    query = "&".join(f"id=p{n}" for n in range(7))
    tree = LexborHTMLParser(client.get(f"/compare/?{query}&id=nowhere").content)
    text = tree.body.text()
    assert "一次最多对比 6 个，其余 1 个没有列出" in text
    assert "没有网址名为「nowhere」的地区" in text
    assert "还没有核对过的数据可比" in text


def test_compared_values_stand_in_columns_with_a_chart(client):
    editor = make.editor()
    article = make.published("两省", "江苏有12个，浙江有近9个。", by=editor)
    from articles.models import Region

    jiangsu, zhejiang = (Region.objects.get(slug=s) for s in ("jiangsu", "zhejiang"))
    measures = make.indicator("集群")
    make.fact(
        article, "江苏有12个", "12个", by=editor, region=jiangsu, measures=measures
    )
    make.fact(
        article, "浙江有近9个", "近9个", by=editor, region=zhejiang, measures=measures
    )
    address = "/compare/?id=zhejiang&id=jiangsu"
    tree = LexborHTMLParser(client.get(address).content)
    row = tree.css_first(".fact-table tbody tr")
    assert [td.css_first("span.value").text() for td in row.css("td")] == [
        "近9个",
        "12个",
    ]
    assert len(tree.css("svg.ranges g.bar")) == 2
    data = json.loads(client.get(address.replace("/?", ".json?")).content)
    assert [v["figure"] for v in data["indicators"][0]["values"]] == ["近9个", "12个"]


def test_nothing_chosen_is_an_empty_state(client):
    assert "勾选要比的" in client.get("/compare/").content.decode()
    assert "对比集群" in client.get("/compare/?kind=cluster&id=").content.decode()


@pytest.mark.parametrize(
    "address", ["/programme/x/", "/agreement/x/", "/indicator/x/", "/cluster/x.json"]
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404
