"""In English too, what stays Chinese is marked as Chinese, and one thing is called one."""

import re
from datetime import date

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles.models import Agreement, Event, Industry, Organisation, Programme
from tests import make

pytestmark = pytest.mark.django_db
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def addresses():
    """Pages of one thing each, with everything on them."""
    editor = make.editor()
    zhejiang = make.region("浙江", slug="zhejiang", aliases=["浙江省"])
    ningbo = make.region("宁波", slug="ningbo", kind="city", parent=zhejiang)
    industry = Industry.objects.create(name="大飞机", slug="plane")
    event = Event.objects.create(
        name="第七届论坛", slug="forum", held_on=date(2025, 6, 7)
    )
    cluster = make.cluster(
        "宁波市绿色石化集群",
        slug="cluster",
        short_name="宁波石化",
        aliases=["宁波绿色石化"],
        batch="第一批",
        source_note="公告名单",
        lead_city=ningbo,
    )
    cluster.regions.add(ningbo, zhejiang)
    cluster.industries.add(industry)
    alliance = make.alliance(
        "江南制造联盟",
        slug="alliance",
        aliases=["制造联盟"],
        founded_at=event,
        open_list=True,
        note="说明。",
    )
    alliance.members.add(Organisation.objects.create(name="甲研究院", slug="jia"))
    alliance.regions.add(zhejiang)
    programme = Programme.objects.create(
        name="十链百场万企", slug="chains", region=zhejiang, note="说明。"
    )
    agreement = Agreement.objects.create(
        name="共建协议",
        slug="agreement",
        cluster=cluster,
        signed_at=event,
        parties_printed=["沪苏浙皖"],
        aims="目标。",
    )
    article = make.published("两省", "浙江占全国近1/3，宁波占2成。", by=editor)
    measures = make.indicator("规模", "share", "%", "全国", aliases=["体量"])
    about = {"by": editor, "measures": measures}
    make.fact(article, "浙江占全国近1/3", "近1/3", region=zhejiang, **about)
    rows = (zhejiang, cluster, alliance, programme, agreement, measures)
    return [row.get_absolute_url() for row in (*rows, article)]


def language(node) -> str:
    """What *node* is said to be in."""
    while node is not None:
        if node.attributes.get("lang"):
            return node.attributes["lang"].lower()
        node = node.parent
    return ""


def chinese_leaves(tree, where):
    for node in tree.css(where):
        own = node.text(deep=False)
        if CHINESE.search(own):
            yield node, own.strip()


def test_names_and_quotes_are_marked_as_chinese_for_those_who_listen(client, addresses):
    client.cookies["django_language"] = "en"
    where = ", ".join(
        f"main {part}"
        for part in ("h1", ".tags *", "q", ".fact-card *", ".facts dd", ".facts dd *")
    )
    for address in addresses:
        tree = LexborHTMLParser(client.get(address).content)
        told = [
            text
            for node, text in chinese_leaves(tree, where)
            if not language(node).startswith("zh")
        ]
        assert (address, told) == (address, [])
        for head in tree.css("main thead th"):
            assert language(head) == "en", address


def test_one_thing_is_called_one_thing(client, addresses):
    client.cookies["django_language"] = "en"
    kinds = {}
    for address in addresses[:-1]:
        tree = LexborHTMLParser(client.get(address).content)
        kinds[address.split("/")[1]] = tree.css_first(".kicker").text().split(" · ")[0]
    assert kinds == {
        "region": "Region",
        "cluster": "Industrial cluster",
        "alliance": "Alliance",
        "programme": "Programme",
        "agreement": "Agreement",
        "indicator": "Indicator",
    }


def test_the_sentences_over_a_storys_figures_stand_apart_as_each_language_has_it(
    client, addresses
):
    tree = LexborHTMLParser(client.get(addresses[-1]).content)
    told = tree.css_first(".story-facts .caption").text()
    assert told == "1 个数字由编辑对照原文核过。其中 1 个原文未注明时间。"
    client.cookies["django_language"] = "en"
    tree = LexborHTMLParser(client.get(addresses[-1]).content)
    assert ". " in tree.css_first(".story-facts .caption").text()
    assert "，" not in tree.css_first(".fact-card dl dd:last-child").text()
