"""A reader with a browser opens figures' cards; a clerk answers proposals by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from articles.models import Article, Decision, Fact
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_reading import axe_violations, seen

BODY = (
    "长三角拥有国家级先进制造业集群26个，占全国近1/3。\n\n"
    "数字经济增加值突破12万亿元，活动超过200场次。"
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture
def story():
    editor = make.editor()
    delta = make.region("长三角", slug="delta", kind="group")
    make.region("浙江", slug="zhejiang", code="330000")
    article = make.published("集群观察", BODY, by=editor, regions=[delta])
    measures = make.indicator("国家级先进制造业集群", "share", "%", "全国")
    share = "占全国近1/3"
    make.fact(article, share, "近1/3", by=editor, region=delta, measures=measures)
    count = "长三角拥有国家级先进制造业集群26个"
    make.fact(article, count, "26个", by=editor, region=delta)
    return article


def settled(page):
    page.wait_for_timeout(200)
    return page


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_card_opens_in_place_and_escape_gives_the_focus_back(
    open_page, story, width, scheme
):
    page = settled(open_page(story.get_absolute_url(), width, scheme))
    assert page.locator(".fact-card:popover-open").count() == 0
    mark = page.locator("a.figure", has_text="近1/3")
    mark.click()
    card = page.locator(".fact-card:popover-open")
    assert card.count() == 1
    for told in ("近1/3", "原文未注明时间", "占全国近1/3", "长三角"):
        assert told in card.text_content()
    box = card.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    assert mark.get_attribute("aria-expanded") == "true"
    assert axe_violations(page) == []
    page.keyboard.press("Escape")
    assert page.locator(".fact-card:popover-open").count() == 0
    assert page.evaluate("document.activeElement.textContent") == "近1/3"
    assert seen(page) == {"shift": 0, "policy": []}
    assert page.heard == []


def test_by_keyboard_the_card_opens_as_its_words_get_the_focus(open_page, story):
    page = settled(open_page(story.get_absolute_url()))
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "26个"
    assert "26个" in page.locator(".fact-card:popover-open").text_content()
    page.keyboard.press("Tab")
    assert "近1/3" in page.locator(".fact-card:popover-open").text_content()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "document.activeElement.closest('.fact-card') !== null"
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent") == "近1/3"


def test_a_touch_elsewhere_or_on_the_close_button_closes_it(open_page, story):
    page = settled(open_page(story.get_absolute_url(), 390, has_touch=True))
    page.locator("a.figure").first.tap()
    assert page.locator(".fact-card:popover-open").count() == 1
    page.locator(".fact-card:popover-open .close").tap()
    assert page.locator(".fact-card:popover-open").count() == 0
    page.locator("a.figure").first.tap()
    page.locator("h1").tap()
    assert page.locator(".fact-card:popover-open").count() == 0


def test_without_javascript_the_words_lead_to_their_row(open_page, story):
    page = open_page(story.get_absolute_url(), java_script_enabled=False)
    mark = page.locator("a.figure", has_text="近1/3")
    assert not page.locator(".fact-card").first.is_visible()
    mark.click()
    fact = Fact.objects.get(printed_value="1/3")
    assert page.url.endswith(f"#fact-{fact.pk}")
    assert page.locator(f"#fact-{fact.pk}").is_visible()


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_pages_of_facts_are_for_everyone(open_page, story, width, scheme):
    cluster = make.cluster(slug="wuxi")
    cluster.regions.add(story.regions.get())
    indicator = Fact.objects.get(printed_value="1/3").indicator
    for address in (
        "/clusters/",
        "/compare/?id=delta",
        "/region/delta/",
        indicator.get_absolute_url(),
    ):
        page = settled(open_page(address, width, scheme))
        assert (address, axe_violations(page)) == (address, [])
        wide = "document.documentElement.scrollWidth <= innerWidth"
        assert page.evaluate(wide), address
        assert seen(page)["policy"] == []
        assert page.heard == []


def test_a_filter_changes_the_list_and_the_address(open_page, story):
    region = make.region("江苏", slug="jiangsu", code="320000")
    make.cluster("江苏的集群").regions.add(region)
    make.cluster("别处的集群")
    page = settled(open_page("/clusters/"))
    assert page.locator("text=别处的集群").count() == 1
    page.select_option("select[name=region]", "jiangsu")
    page.locator("text=别处的集群").wait_for(state="detached")
    assert "region=jiangsu" in page.url
    page.reload()
    assert page.locator("text=别处的集群").count() == 0
    assert page.locator("text=江苏的集群").count() == 1


@pytest.fixture
def desk(open_page):
    def sign_in(person, address):
        page = open_page("/admin/login/?next=" + address)
        page.fill("#id_username", person.username)
        page.fill("#id_password", "pass-word-1")
        page.click("[type=submit]")
        page.wait_for_url("**" + address)
        return settled(page)

    return sign_in


def test_a_clerk_answers_one_after_the_other_by_keyboard(desk):
    make.region("长三角", kind="group")
    article = make.article("集群观察", BODY)
    page = desk(make.clerk(), f"/admin/articles/article/{article.pk}/facts/")
    total = page.locator(".proposal").count()
    assert total >= 4
    assert page.heard == []
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    ours = [
        node["html"]
        for rule in found
        for node in rule["nodes"]
        if ".fact-desk" in str(node["target"]) or ".proposal" in str(node["target"])
    ]
    assert ours == []
    while "26个" not in (page.locator(".desk-text .now").text_content() or ""):
        page.keyboard.press("j")
    kind = "document.activeElement.querySelector('button[value=accept]') !== null"
    assert page.evaluate(kind)
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.locator(".proposal").count() == total - 1
    with page.expect_navigation():
        page.keyboard.press("x")
    assert page.locator(".proposal").count() == total - 2
    answers = set(Decision.objects.values_list("answer", flat=True))
    assert answers == {"accepted", "rejected"}
    assert Article.objects.get().decisions.count() == 2
    assert seen(page)["policy"] == []
