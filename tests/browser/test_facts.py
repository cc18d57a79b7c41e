"""A reader with a browser opens figures' cards; a clerk answers proposals by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache

from articles import accepting
from articles.admin import fact_batches, fact_table
from articles.models import Article, Decision, Fact, Industry
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


def test_by_keyboard_one_goes_on_in_the_text_after_a_card(open_page, story):
    page = settled(open_page(story.get_absolute_url()))
    focused = "document.activeElement.textContent"
    inside = "document.activeElement.closest('.fact-card') !== null"
    page.locator("#main").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "关闭"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(focused) == "26个"
    page.keyboard.press("Enter")
    links = page.locator(".fact-card:popover-open").locator("a, button").count()
    for _ in range(links):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    before = page.evaluate("scrollY")
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "近1/3"
    assert page.evaluate("scrollY") == before
    assert "近1/3" in page.locator(".fact-card:popover-open").text_content()
    # After the last figure comes what stands after it, not what stands after the cards.
    page.keyboard.press("Enter")
    links = page.locator(".fact-card:popover-open").locator("a, button").count()
    for _ in range(links + 1):
        page.keyboard.press("Tab")
    assert page.locator(".fact-card:popover-open").count() == 0
    assert page.evaluate("document.activeElement.closest('.story-facts') !== null")


@pytest.mark.parametrize("shown_at", [60, 180, 300, 410])
def test_a_card_ends_within_a_low_window_and_shows_that_it_scrolls(open_page, shown_at):
    editor = make.editor()
    body = "甲、乙、丙三类企业占比均在35%左右。\n\n" + "后文。\n\n" * 60
    article = make.published("三类企业", "前文。\n\n" * 30 + body, by=editor)
    for name in ("甲", "乙", "丙"):
        measures = make.indicator(f"{name}类企业", "share", "%", "全国")
        words = "甲、乙、丙三类企业占比均在35%左右"
        make.fact(article, words, "35%左右", by=editor, measures=measures)
    page = open_page(article.get_absolute_url(), 720)
    page.set_viewport_size({"width": 720, "height": 450})
    mark = page.locator("a.figure").first
    top = mark.evaluate("mark => mark.getBoundingClientRect().top")
    page.evaluate(f"scrollBy(0, {top} - {shown_at})")
    mark.evaluate("mark => mark.click()")
    card = page.locator(".fact-card:popover-open")
    box = card.bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= 450
    assert card.locator("section").count() == 3
    assert card.evaluate("card => card.scrollHeight > card.clientHeight")
    assert "scroll" in card.evaluate(
        "card => getComputedStyle(card).backgroundAttachment"
    )


def test_a_touch_elsewhere_or_on_the_close_button_closes_it(open_page, story):
    page = settled(open_page(story.get_absolute_url(), 390, has_touch=True))
    page.locator("a.figure").first.tap()
    assert page.locator(".fact-card:popover-open").count() == 1
    page.locator(".fact-card:popover-open .close").tap()
    assert page.locator(".fact-card:popover-open").count() == 0
    page.locator("a.figure").first.tap()
    page.locator("h1").tap()
    assert page.locator(".fact-card:popover-open").count() == 0


@pytest.mark.parametrize("width", [320, 390])
def test_a_short_figure_is_not_broken_and_a_long_one_does_not_widen_the_page(
    open_page, width
):
    editor = make.editor()
    # Whatever the line's length, one of these would have to break within its figure.
    figures = [f"{n}万家" for n in range(12, 36)]
    padded = ["字" * n + figure for n, figure in enumerate(figures)]
    long = "超过12345678901.25元"
    long_words = f"{'字' * 12}{long}"
    article = make.published("长短", "\n\n".join([*padded, long_words]), by=editor)
    for words, figure in zip(padded, figures, strict=True):
        make.fact(article, words, figure, by=editor)
    make.fact(article, long_words, long, by=editor)
    page = settled(open_page(article.get_absolute_url(), width))
    lines = page.locator(".body a.figure").evaluate_all(
        "marks => marks.map(mark => mark.getClientRects().length)"
    )
    assert lines[:-1] == [1] * 24
    assert lines[-1] > 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


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


BRANCHES = "新一代信息技术 生物医药与健康 高端装备 新材料 汽车 能源与电力装备 石化与化工 消费品工业"


@pytest.fixture
def every_branch():
    cache.clear()  # the counts are kept for a minute
    cluster = make.cluster("样样都有的集群")
    cluster.regions.add(make.region("内蒙古", slug="neimenggu", code="150000"))
    for n, name in enumerate(BRANCHES.split()):
        cluster.industries.add(Industry.objects.create(name=name, slug=f"b{n}"))


LOOK_AT_THE_TABLE = """box => {
  const at = element => element.getBoundingClientRect();
  const row = box.querySelector("tbody tr");
  box.scrollLeft = 0;
  const before = at(row.firstElementChild).left;
  box.focus();
  return {inside: box.clientWidth, wide: box.scrollWidth, name: box.getAttribute("aria-label"),
    focused: document.activeElement === box, shade: getComputedStyle(box).backgroundAttachment,
    before: before};
}"""


def test_the_table_of_regions_and_industries_fits_a_desk(open_page, every_branch):
    page = settled(open_page("/clusters/"))
    page.locator(".matrix summary").click()
    seen_of_it = page.locator(".matrix .table-scroll").evaluate(LOOK_AT_THE_TABLE)
    assert seen_of_it["wide"] <= seen_of_it["inside"]


def test_on_a_phone_it_shows_that_it_scrolls_and_whose_row_it_is(
    open_page, every_branch
):
    page = settled(open_page("/clusters/", 390))
    page.locator(".matrix summary").click()
    box = page.locator(".matrix .table-scroll")
    told = box.evaluate(LOOK_AT_THE_TABLE)
    assert told["wide"] > told["inside"]
    assert told["focused"]
    assert told["name"] == "地区 × 产业"
    assert "scroll" in told["shade"]
    assert "local" in told["shade"]
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "() => document.querySelector('.matrix .table-scroll').scrollLeft > 0"
    )
    head = box.locator("tbody th").bounding_box()
    assert head["x"] == told["before"]


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


def test_the_keys_go_on_to_the_next_batch_and_back(desk, monkeypatch):
    monkeypatch.setattr(fact_batches, "MOST", 2)
    article = make.article(
        "各类企业", "第1类有11家。\n\n第2类有12家。\n\n第3类有13家。"
    )
    page = desk(make.clerk(), f"/admin/articles/article/{article.pk}/facts/")
    now = page.locator(".desk-text .now")
    page.keyboard.press("j")
    assert "12家" in now.text_content()
    with page.expect_navigation():
        page.keyboard.press("j")
    assert "13家" in now.text_content()
    assert page.locator(".proposal").count() == 1
    with page.expect_navigation():
        page.keyboard.press("k")
    assert "12家" in now.text_content()
    # The words of a proposal that is not on the page lead to the page that has it.
    page.locator(".desk-text a", has_text="13家").click()
    page.wait_for_url("**from=*")
    assert "13家" in now.text_content()


@pytest.fixture
def many_facts(monkeypatch):
    """Five accepted figures, two to a page of the table."""
    monkeypatch.setattr(fact_table, "A_PAGE", 2)
    figures = [f"{n}家" for n in range(11, 16)]
    article = make.article(
        "各类企业", "\n\n".join(f"某类企业有{figure}。" for figure in figures)
    )
    for figure in figures:
        make.fact(article, f"某类企业有{figure}", figure)
    return article


def test_the_address_of_a_fact_leads_to_its_row_on_whatever_page(desk, many_facts):
    first, last = Fact.objects.order_by("pk")[0], Fact.objects.order_by("pk")[4]
    address = f"/admin/articles/article/{many_facts.pk}/facts/"
    page = desk(make.editor(), address)
    page.goto(f"{page.url}#fact-{last.pk}")
    page.wait_for_url(f"**?facts=3#fact-{last.pk}")
    focused = "document.activeElement.id"
    assert page.evaluate(focused) == f"fact-{last.pk}"
    assert "15家" in page.locator("tr:target").text_content()
    # From there another one, by its place alone.
    page.evaluate(f"location.hash = '#fact-{first.pk}'")
    page.wait_for_url(f"**?facts=1#fact-{first.pk}")
    assert page.evaluate(focused) == f"fact-{first.pk}"
    page.evaluate("location.hash = '#fact-999999'")
    page.wait_for_url("**?facts=1#facts")
    assert "不在这篇文章里" in page.locator("#facts .told").text_content()
    assert seen(page)["policy"] == []


def test_by_keyboard_the_table_is_paged_and_answering_keeps_its_page(desk, many_facts):
    address = f"/admin/articles/article/{many_facts.pk}/facts/"
    page = desk(make.editor(), address)
    onward = page.locator("#facts .fact-pages a[rel=next]")
    onward.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shown = page.locator("#facts tbody")
    assert "13家" in shown.text_content()
    assert "11家" not in shown.text_content()
    # The next thing Tab meets is in the table's section, not at the top of the page.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#facts') !== null")
    proposals = page.locator(".proposal").count()
    assert proposals >= 2
    page.locator(".proposal").first.focus()
    with page.expect_navigation():
        page.keyboard.press("x")
    assert page.locator(".proposal").count() == proposals - 1
    assert "facts=2" in page.url
    assert "13家" in shown.text_content()
    # Beyond the last proposal the keys do not turn the pages of the table.
    for _ in range(proposals):
        page.keyboard.press("j")
    assert "facts=2" in page.url
    assert page.evaluate("document.activeElement.matches('.proposal')")


def test_all_of_a_page_are_chosen_and_verified_and_none_beside(desk, many_facts):
    address = f"/admin/articles/article/{many_facts.pk}/facts/?facts=2"
    page = desk(make.editor(), address)
    page.get_by_role("checkbox", name="全选这一页的 2 条").check()
    with page.expect_navigation():
        page.click("button[value=verify]")
    assert "已核对 2 条" in page.locator("#facts .told").text_content()
    verified = Fact.objects.filter(status="verified").order_by("pk")
    assert [fact.figure for fact in verified] == ["13家", "14家"]
    assert page.locator("#facts input[name=fact]:checked").count() == 0


@pytest.mark.parametrize("width", [390, 1440])
def test_the_pages_of_the_table_are_for_everyone(desk, many_facts, width):
    accepting.dispute(Fact.objects.first(), "与公报不符", make.editor())
    page = desk(
        make.editor(), f"/admin/articles/article/{many_facts.pk}/facts/?facts=2"
    )
    page.set_viewport_size({"width": width, "height": 900})
    found = Axe().run(page, options={"runOnly": RULES}).response["violations"]
    ours = [
        node["html"]
        for rule in found
        for node in rule["nodes"]
        if "#facts" in str(node["target"]) or ".fact-" in str(node["target"])
    ]
    assert ours == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
