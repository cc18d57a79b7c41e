"""The directory of clusters and the comparison: filters, counts, sharing, empty states."""

import json

import pytest
from django.core.cache import cache
from selectolax.lexbor import LexborHTMLParser

from articles import review
from articles.models import Article, Cluster, Industry, Region
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clusters():
    cache.clear()
    world = make.region("全球", slug="world", kind="world")
    china = make.region("中国", slug="china", kind="nation", parent=world)
    jiangsu = make.region("江苏", slug="jiangsu", code="320000", parent=china)
    wuxi = make.region("无锡", slug="wuxi", kind="city", parent=jiangsu)
    zhejiang = make.region("浙江", slug="zhejiang", code="330000", parent=china)
    delta = make.region("长三角", slug="delta", kind="group")
    delta.members.add(jiangsu, zhejiang)
    make.region("长江经济带", slug="belt", kind="belt").members.add(delta)
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
        ("?region=china", 2),
        ("?region=world", 2),
        ("?region=belt", 2),
        ("?industry=it", 2),
        ("?industry=iot", 1),
        ("?region=zhejiang&industry=iot", 0),
        ("?q=软件", 1),
        ("?level=provincial", 0),
        ("?page=99", 3),
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


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("region=nowhere", "没有「nowhere」这个地区，没有按它筛选。"),
        ("industry=%00x", "这个产业，没有按它筛选。"),
        ("level=galactic", "没有「galactic」这个级别，没有按它筛选。"),
        ("region=nowhere&level=galactic", "没有「galactic」这个级别"),
    ],
)
def test_an_unknown_filter_is_said_to_people_and_refused_to_programs(
    client, query, told
):
    tree = page(client, f"?{query}&q=集群")
    assert told in tree.css_first("#clusters-found").text()
    assert "共 3 个集群" in tree.body.text()
    # What the page leads to is filtered by what is known.
    for link in tree.css(".data-links a[href^='/clusters']"):
        assert client.get(link.attributes["href"]).status_code == 200
    refusal = client.get(f"/clusters.json?{query}")
    assert refusal.status_code == 400
    assert told in refusal.json()["error"]
    refusal = client.get(f"/clusters.csv?{query}")
    assert refusal.status_code == 400
    assert told in refusal.content.decode()


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


@pytest.fixture
def two_with_figures():
    """江苏 and 浙江 with a figure each, of one indicator; no cluster has any."""
    editor = make.editor()
    article = make.published("两省", "江苏有12个，浙江有近9个。", by=editor)
    for slug, words, figure in (
        ("jiangsu", "江苏有12个", "12个"),
        ("zhejiang", "浙江有近9个", "近9个"),
    ):
        make.fact(
            *(article, words, figure),
            by=editor,
            region=Region.objects.get(slug=slug),
            measures=make.indicator("集群"),
        )


def compare_links(client, address):
    tree = LexborHTMLParser(client.get(address).content)
    return [a.text() for a in tree.css("main a[href^='/compare/']")]


def test_while_no_two_have_figures_nobody_is_led_to_compare(client):
    tree = LexborHTMLParser(client.get("/compare/?kind=cluster").content)
    assert "有核对过的数据的集群还不到两个" in tree.css_first("main").text()
    assert not tree.css("main form")
    cluster = Cluster.objects.first()
    for address in ("/clusters/", "/region/jiangsu/", cluster.get_absolute_url()):
        assert compare_links(client, address) == []


def test_from_two_on_they_are(client, two_with_figures):
    tree = LexborHTMLParser(client.get("/compare/").content)
    names = {box.attributes["value"] for box in tree.css("main [type=checkbox]")}
    assert names == {"jiangsu", "zhejiang"}
    assert "勾选要比的" in tree.css_first("main").text()
    assert compare_links(client, "/clusters/") == ["对比地区"]
    assert compare_links(client, "/region/jiangsu/") == ["与别处对比"]
    assert compare_links(client, "/region/wuxi/") == []  # it has no figures


def test_one_alone_is_told_that_two_are_wanted(client, two_with_figures):
    tree = LexborHTMLParser(client.get("/compare/?id=zhejiang").content)
    assert "现在只有「浙江」，请再选" in tree.css_first("main .notice").text()
    assert len(tree.css("main thead th")) == 2  # its own figures are no secret
    [chosen] = tree.css("main [checked]")
    assert chosen.attributes["value"] == "zhejiang"
    [told] = client.get("/compare.json?id=zhejiang").json()["troubles"]
    assert "请再选" in told


def test_figures_readers_do_not_see_make_nothing_comparable(client, two_with_figures):
    review.withdraw(Article.objects.get(), make.editor(), "数字有误。")
    cache.clear()
    assert compare_links(client, "/clusters/") == []
    assert "还不到两个" in client.get("/compare/").content.decode()


def test_compared_values_stand_in_columns_with_a_chart(client, two_with_figures):
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


@pytest.mark.parametrize(
    "address", ["/programme/x/", "/agreement/x/", "/indicator/x/", "/cluster/x.json"]
)
def test_what_is_not_there_is_404(client, address):
    assert client.get(address).status_code == 404
