"""Names and securities in a text lead somewhere; parts of other names do not."""

import html as escapes
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles import about, names, securities
from articles.linking import Names, known_names
from articles.models import Organisation, Region
from articles.reached import Known
from articles.templatetags.marks import found, linked
from articles.tokens import parse
from tests import make


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("贵州茅台(600519.SH)：净利增长", {"600519.SH": "600519"}),
        ("贵州茅台(600519)涨停", {"600519": "600519"}),
        ("五粮液（000858，股吧）走高", {"000858": "000858"}),
        ("*ST威领(002667)公告", {"002667": "002667"}),
        ("苏常柴Ａ(000570)", {"000570": "000570"}),
        ("中集安瑞科(03899.HK)", {"03899.HK": "03899"}),
        ("正力新能(3677.HK)", {"3677.HK": "3677"}),
        ("腾讯控股(00700)回购", {"00700": "00700"}),
        ("SZ000001涨停", {"SZ000001": "000001"}),
        ("北交所BJ920682", {"BJ920682": "920682"}),
        ("$TSLA盘前涨3%", {"$TSLA": "TSLA"}),
        ("谷歌(GOOG.O)、福特(F.N)", {"GOOG.O": "GOOG", "F.N": "F"}),
        ("在NASDAQ: BABA上市", {"BABA": "BABA"}),
        ("证券代码：600519", {"600519": "600519"}),
        ("机器人ETF(562500)成交", {"562500": "562500"}),
        ("某某转债(113050)", {"113050": "113050"}),
    ],
)
def test_codes_as_they_are_written(text, codes):
    assert {text[s.start : s.end]: s.code for s in securities.find(text)} == codes


@pytest.mark.parametrize(
    "text",
    [
        "600519",
        "碳酸锂报155850元/吨",
        "铜库存159425吨，增加225吨",
        "要闻汇总（2026-11-23）",
        "月报（202511）",
        "客服电话400-600519",
        "手机13600600519",
        "天津市和平区(300041)",
        "中山路(600036)",
        "邮编：300060",
        "（邮编：430070）",
        "募资(600000元)",
        "共300059人",
        "CPI(0.1%)、PMI(CPI)",
        "净流入HK$100、US$TSLA",
        "U.N 安理会",
        "编号id=600519",
        "https://a.example/600519.html",
        "3日(60次)",
    ],
)
def test_what_only_looks_like_a_code(text):
    assert securities.find(text) == []


PROVINCES = ("浙江", "贵州", "海南", "广东")
CITIES = ("北京", "上海", "宁波", "中山", "南通", "深圳")
WORDINGS = {
    "/a/": ["长三角先进制造业集群联盟"],
    "/r/csj/": ["长三角"],
    **{f"/r/{name}/": [name, name + "省"] for name in PROVINCES},
    **{f"/r/{name}/": [name, name + "市"] for name in CITIES},
}
REGIONS = Names((Known(url), names) for url, names in WORDINGS.items())


def named(text):
    return [text[link.start : link.end] for link in REGIONS.links(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("浙江发布规划，浙江省经信厅解读", ["浙江"]),
        (
            "长三角先进制造业集群联盟成立于长三角",
            ["长三角先进制造业集群联盟", "长三角"],
        ),
        ("深圳：支持集成电路企业", ["深圳"]),
        ("在上海、北京和宁波市举行", ["上海", "北京", "宁波市"]),
        ("28分在广东阳江（北纬21度）", ["广东"]),
        ("贵州茅台：将以不低于15亿元回购", []),
        ("宁波银行上调评级", []),
        ("北京时间21:30公布", []),
        ("深圳能源：拟公开发行", []),
        ("中山公用(000685.SZ)上半年净利", ["000685.SZ"]),
        ("上海证券交易所", []),
        ("孙中山故居修缮", []),
        ("越南通胀加速", []),
    ],
)
def test_names_are_linked_once_and_never_as_part_of_another(text, expected):
    assert named(text) == expected


ODD = {"/r/x/": "浙江", '/q/?a="&b': "<b>", "/z/": "&amp;"}
NAMES = Names((Known(url), [name]) for url, name in ODD.items())


@given(
    text=st.text(max_size=60)
    | st.text(alphabet="浙江省<b>/&amp;\"'600519().SH$TSLA ", max_size=60),
    asked=st.text(alphabet="浙江<b&amp 6", max_size=8),
)
def test_linking_and_marking_change_no_text_and_let_no_markup_through(text, asked):
    for html in (str(linked(text, NAMES)), str(found(text, parse(asked), NAMES))):
        bare = re.sub(r'<a href="[^"<>]*">|</a>|</?mark>', "", html)
        assert "<" not in bare and ">" not in bare
        assert escapes.unescape(bare) == text
        assert html.count("<a ") == html.count("</a>")


@given(
    text=st.text(max_size=200)
    | st.text(alphabet="SHZ0123456789().$:-浙江省", max_size=60)
)
def test_found_codes_stand_apart_and_where_they_say(text):
    end = 0
    for code in securities.find(text):
        assert end <= code.start < code.end
        assert code.code in text[code.start : code.end]
        end = code.end


@pytest.mark.django_db
def test_names_with_a_page_lead_there_and_the_others_to_our_search():
    make.region("浙江", slug="zj")
    make.cluster("无锡市物联网集群", slug="wx", short_name="无锡物联网")
    Organisation.objects.create(name="某某研究院", slug="yjy")
    html = str(
        linked("浙江与无锡物联网、某某研究院签约，贵州茅台(600519)参与", known_names())
    )
    tree = LexborHTMLParser(html)
    assert {node.text(): node.attributes["href"] for node in tree.css("a")} == {
        "浙江": "/region/zj/",
        "无锡物联网": "/cluster/wx/",
        "某某研究院": "/search/?q=%E6%9F%90%E6%9F%90%E7%A0%94%E7%A9%B6%E9%99%A2",
        "600519": "/search/?q=600519",
    }


@pytest.mark.django_db
def test_the_whole_nation_and_the_world_are_no_links():
    make.region("中国", kind="nation", aliases=["全国"])
    make.region("全球", kind="world")
    assert "<a" not in str(linked("全国与全球产量", known_names()))


@pytest.mark.django_db
def test_names_are_read_again_after_any_change_and_not_before(
    django_assert_num_queries,
):
    region = make.region("浙江", slug="zj")
    known_names()
    with django_assert_num_queries(1):
        known_names()
    region.aliases = ["之江"]
    region.save()
    assert "zj" in str(linked("之江实验", known_names()))
    Region.objects.filter(pk=region.pk).update(slug="new")
    assert "new" in str(linked("之江实验", known_names()))
    region.delete()
    assert "<a" not in str(linked("之江实验", known_names()))


@pytest.mark.django_db
def test_a_row_of_the_list_links_its_names_and_nests_no_link(client):
    make.region("浙江", slug="zj")
    make.flash("浙江：贵州茅台(600519)到访<script>")
    html = client.get(reverse("home")).content.decode()
    row = LexborHTMLParser(html).css_first(".row")
    assert (
        row.css_first(".row-text").text().strip()
        == "浙江：贵州茅台(600519)到访<script>"
    )
    assert [a.attributes["href"] for a in row.css(".row-text a")] == [
        "/region/zj/",
        "/search/?q=600519",
    ]
    assert row.css("a a") == []


def test_what_a_story_is_about_is_named_by_any_of_its_names():
    subjects = about.About(
        [
            ("浙江", ["浙江", "浙江省"]),
            ("无锡市物联网集群", ["无锡市物联网集群", "无锡物联网"]),
        ],
        ["600519"],
    )
    assert subjects.named_in("无锡物联网与浙江省签约") == ["无锡市物联网集群", "浙江"]
    assert subjects.named_in("贵州茅台(600519.SH)分红") == ["600519"]
    assert subjects.named_in("浙江龙盛(600352.SH)分红") == []
    assert subjects.named_in("上海发布规划") == []


@pytest.mark.django_db
def test_rows_about_what_the_open_story_is_about_are_marked_and_counted(client):
    story = make.published("浙江集群", slug="zj", regions=[make.region("浙江")])
    make.flash("浙江发布产业规划")
    make.flash("乙港恢复通航")
    tree = LexborHTMLParser(client.get(story.get_absolute_url()).content)
    [row] = tree.css(".row.about-this")
    assert "浙江发布产业规划" in row.text()
    assert row.css_first(".mark.about").text() == "与本文有关"
    assert "2 条中有 1 条与本文有关" in tree.css_first(".about-bar").text()
    only = LexborHTMLParser(
        client.get(story.get_absolute_url(), {"only": "about"}).content
    )
    assert [node.text().strip() for node in only.css(".row-text")] == [
        "浙江发布产业规划"
    ]
    assert LexborHTMLParser(client.get("/").content).css(".about-this") == []


@pytest.mark.django_db
def test_news_that_comes_in_later_is_marked_as_well(client):
    story = make.published("浙江集群", slug="zj", regions=[make.region("浙江")])
    make.flash("浙江发布产业规划")
    for name, query in (("live-news", {"since": "0"}), ("live-latest", {})):
        html = client.get(reverse(name), {**query, "about": story.slug}).content
        assert len(LexborHTMLParser(html).css(".row.about-this")) == 1
        html = client.get(reverse(name), query).content
        assert LexborHTMLParser(html).css(".row.about-this") == []


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["nothing", "", "x" * 500, "a\x00b", "浙江"])
def test_an_unknown_story_marks_nothing(client, slug):
    make.flash("浙江发布产业规划")
    answer = client.get(reverse("live-news"), {"since": "0", "about": slug})
    assert answer.status_code == 200
    assert b"about-this" not in answer.content


@pytest.mark.django_db
def test_a_draft_tells_nothing_of_its_subjects(client):
    article = make.article("浙江集群", slug="draft")
    article.regions.add(make.region("浙江"))
    make.flash("浙江发布产业规划")
    html = client.get(reverse("live-latest"), {"about": "draft"}).content
    assert b"about-this" not in html


def test_a_place_in_front_of_a_code_is_part_of_its_name():
    assert not names.stands_for_itself("江西铜业股份(00358.HK)", 0, 2)
    assert names.stands_for_itself("江西省铜业", 0, 3)
