"""Every page of the admin in a real browser: fit for everybody, on a phone as well."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import reverse

from articles import body, review
from articles.review import remarks
from tests import make
from tests.browser.conftest import EVERY_SCREEN
from tests.browser.test_review import RULES
from tests.intake.pages import as_text
from tests.review.addresses import ACCOUNT, DESK, MODELS, PEOPLE, SITE, rows_of_a_model
from tests.review.test_addresses import rows

# What a browser is sent there is no page.
FILES = {
    "admin/articles/feed/export/",
    "admin/articles/auditentry/export.<str:form>",
    "admin/autocomplete/",
    "admin/jsi18n/",
}
PHONE = 390
# Between them, both widths and both themes.
OPPOSITE = [(390, "dark"), (1440, "light")]
# The list of all models stands beside every page but on a phone. On most pages it is
# passed over, as it is most of what there is to look at; it is looked at by itself.
BESIDE = "#nav-sidebar"
# All a text may hold: what no test shows, no test finds fault with.
EVERY_KIND = """## 小标题

江南有集群7个。江北有集群9个，占3/5。

> 有人说，江北还会增加。

- 一项
- 另一项，见[公告](https://a.example/1)

| 地区 | 集群 |
| --- | --- |
| 江南 | 7个 |
"""
WIDER = "() => document.documentElement.scrollWidth > innerWidth"
# The library that completes what one types builds its fields in the queue of things to
# do when the page is ready; who is at its end sees them all. Colours change by degrees.
SETTLED = """async () => {
  if (window.django?.jQuery)
    await new Promise(done => setTimeout(() => django.jQuery(done)));
  await Promise.all(document.getAnimations().map(each => each.finished));
}"""


def pages():
    """The addresses of all pages of the admin that an administrator can open."""
    stated = [*DESK, *SITE, *ACCOUNT]
    for model in MODELS:
        stated += rows_of_a_model(model)
    for pattern, get, _post, address in stated:
        answers = get.split()
        answer = answers[PEOPLE.index("administrator")] if answers[1:] else get
        if answer == "200" and pattern not in FILES:
            yield address


def test_every_page_of_the_admin_is_fit_for_everybody(signed_in):
    known, administrator = rows(), make.staff("管理员", "guan")
    log_about(known, administrator)
    page, wrong = signed_in(administrator), {}
    for number, address in enumerate(pages()):
        show_at(page, *EVERY_SCREEN[number % len(EVERY_SCREEN)])
        answer = page.goto(page.base + address.format(**known))
        told = faults(page, but=BESIDE) if answer.ok else [answer.status]
        if told:
            wrong[address] = told
    assert not wrong


@pytest.mark.parametrize("address", ["/admin/", "/admin/articles/region/"])
def test_the_list_of_all_models_is_fit_for_everybody(signed_in, address):
    page = signed_in(make.staff("管理员", "guan"), address)
    for screen in EVERY_SCREEN:
        show_at(page, *screen)
        page.goto(page.base + address)
        assert faults(page) == [], screen


def test_who_is_not_signed_in_is_asked_by_a_page_fit_for_everybody(open_page):
    page = open_page("/admin/")
    assert_fit(page)
    page.fill("#id_username", "nobody")
    page.fill("#id_password", "wrong")
    page.click("[type=submit]")
    page.wait_for_selector(".errornote")
    assert_fit(page)


def test_a_desk_of_one_person_says_so_on_pages_fit_for_everybody(signed_in, settings):
    settings.ONE_PERSON_DESK = True
    page = signed_in(make.staff("管理员", "guan"), reverse("desk"))
    page.wait_for_selector(".one-person")
    assert_fit(page)


@pytest.fixture
def desk(signed_in):
    """An administrator's browser, and rows to choose from."""
    for name in ("jia", "yi", "bing"):
        make.region(name, name)
        make.cluster(name, name)
    return signed_in(make.staff("管理员", "guan"), "/admin/articles/region/")


def choose(page, action):
    page.goto(f"{page.base}/admin/articles/cluster/")
    for box in page.locator(".action-select").all()[:2]:
        box.check()
    page.select_option("[name=action]", action)
    page.click(".actions button")


def test_what_is_chosen_in_a_list_is_asked_about_on_a_page_fit_for_everybody(desk):
    choose(desk, "merge_selected")
    desk.wait_for_selector("[name=keep]")
    assert_fit(desk)
    choose(desk, "delete_selected")
    desk.wait_for_selector(".delete-confirmation")
    assert_fit(desk)
    desk.click("#content [type=submit]")
    desk.wait_for_selector(".messagelist")
    assert_fit(desk)


def test_a_list_filtered_sorted_and_found_empty_is_fit_for_everybody(desk):
    for query in (
        "kind__exact=province&o=2.1",
        "q=nowhere",
        "kind__exact=province&_facets",
    ):
        desk.goto(f"{desk.base}/admin/articles/region/?{query}")
        assert_fit(desk)


def test_a_form_sent_back_is_fit_for_everybody(desk):
    for address in ("region/add/", "article/add/", "fact/add/", "feed/try/"):
        desk.goto(f"{desk.base}/admin/articles/{address}")
        if "article/" in address:
            desk.click("[name=_submit]")
        else:
            desk.eval_on_selector("#content form", "form => { form.noValidate = true }")
            desk.click(".submit-row .default")
        desk.wait_for_selector(".errorlist, .errornote")
        assert_fit(desk)


@pytest.mark.parametrize(
    ("row", "told"),
    [("丁市,ding,city,,,,", "tr.new"), ("戊市,wu,village,,,,", "td.said li")],
)
def test_a_sheet_previewed_is_fit_for_everybody(desk, tmp_path, row, told):
    sheet = tmp_path / "regions.csv"
    columns = "name,slug,kind,parent,code,aliases,members"
    sheet.write_text(f"{columns}\njia,jia,city,,330000,甲城,\n{row}\n")
    desk.goto(f"{desk.base}/admin/articles/region/import/")
    desk.set_input_files("[name=import_file]", sheet)
    desk.select_option("[name=format]", "0")
    desk.click("#content [type=submit]")
    desk.wait_for_selector(told)
    assert_fit(desk)


def test_a_page_previewed_before_it_is_kept_is_fit_for_everybody(desk):
    desk.goto(f"{desk.base}/admin/articles/intake/paste/")
    desk.fill("[name=text]", as_text())
    desk.click("#content [type=submit]")
    desk.wait_for_selector(".original")
    assert_fit(desk)


def test_an_articles_facts_are_fit_for_everybody(desk):
    article = make.article("有数据的", body=EVERY_KIND)
    make.fact(article, "江南有集群7个", "7个")
    desk.goto(desk.base + reverse("admin:articles_article_facts", args=[article.pk]))
    assert_fit(desk)


def test_all_figures_of_an_article_are_chosen_at_once(desk):
    article = make.article("有数据的", body="江南有集群7个。江北有集群9个。")
    for words, figure in (("江南有集群7个", "7个"), ("江北有集群9个", "9个")):
        make.fact(article, words, figure)
    address = reverse("admin:articles_article_facts", args=[article.pk])
    desk.goto(desk.base + address)
    desk.get_by_role("checkbox", name="全选").check()
    assert desk.locator("#facts input[name=fact]:checked").count() == 2
    desk.locator("#facts input[name=fact]").first.uncheck()
    assert not desk.get_by_role("checkbox", name="全选").is_checked()
    assert_fit(desk)


def test_an_article_returned_is_fit_for_everybody(desk):
    article = make.submitted("送审的一篇", lede="导语。", body=EVERY_KIND)
    blocks = body.blocks(article.body)
    remarks.add(article, make.editor(), {0: "题目太大。", 2: "7个还是9个？"}, blocks)
    review.return_to_author(article, make.editor(), "请改第二段")
    for name in ("change", "review", "history"):
        address = reverse(f"admin:articles_article_{name}", args=[article.pk])
        desk.goto(desk.base + address)
        assert_fit(desk)


def test_a_text_sent_in_again_beside_the_returned_one_is_fit_for_everybody(desk):
    writer = make.person("作者", "a-writer")
    article = make.published("见报的一篇", body=EVERY_KIND, lede="导语。")
    make.fact(article, "江南有集群7个", "7个", by=make.editor())
    article.body = EVERY_KIND.replace("9个", "8个")
    review.edit(article, writer)
    review.correct(article, writer, "substantive", "改为8个。")
    review.return_to_author(article, make.editor(), "是11个。")
    article.body = EVERY_KIND.replace("9个", "11个")
    review.edit(article, writer)
    review.correct(article, writer, "substantive", "改为11个。")
    address = reverse("admin:articles_article_review", args=[article.pk])
    desk.goto(desk.base + address)
    assert desk.locator(".changes-since a").is_visible()
    assert desk.locator(".fact-table").is_visible()
    assert_fit(desk)


def test_a_page_one_may_not_open_is_fit_for_everybody(signed_in):
    page = signed_in(make.clerk(), "/admin/auth/user/")
    assert page.locator("h1").inner_text() == "你没有权限打开这一页"
    page.heard.clear()  # the browser names the answer's number
    assert_fit(page)


def test_the_second_step_is_set_up_on_pages_fit_for_everybody(desk):
    desk.goto(f"{desk.base}/admin/account/")
    desk.click("form[action$='second-step/begin/'] button")
    desk.wait_for_selector(".qr-box svg")
    assert_fit(desk)


def test_a_wide_table_is_reached_and_scrolled_by_keyboard_on_a_phone(desk):
    show_at(desk, PHONE, "light")
    desk.goto(f"{desk.base}/admin/auth/user/")
    box = desk.get_by_role("region", name="用户")
    assert box.evaluate("box => box.scrollWidth > box.clientWidth")
    box.focus()
    desk.keyboard.press("ArrowRight")
    desk.wait_for_function("box => box.scrollLeft > 0", arg=box.element_handle())


def test_the_filters_of_a_list_are_a_touch_away_on_a_phone(desk):
    show_at(desk, PHONE, "light")
    desk.goto(f"{desk.base}/admin/articles/region/")
    desk.click(".to-filters a")
    heading = desk.locator("#changelist-filter-header")
    desk.wait_for_function(
        "at => at.getBoundingClientRect().top < innerHeight",
        arg=heading.element_handle(),
    )
    show_at(desk, 1440, "light")
    assert not desk.locator(".to-filters").is_visible()


def show_at(page, width, scheme):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)


def assert_fit(page):
    for screen in OPPOSITE:
        show_at(page, *screen)
        assert faults(page) == [], (page.url, screen)


def faults(page, but=""):
    """What is wrong with the page that is open, for anybody, at the screen it has.

    What the browser blocked or said since the page was opened is among it.
    """
    page.evaluate(SETTLED)
    told = [*page.evaluate("window.seen.policy"), *page.heard]
    found = Axe().run(
        page,
        context={"exclude": [but]} if but else None,
        options={"runOnly": RULES, "resultTypes": ["violations"]},
    )
    told += [
        (rule["id"], [node["html"][:160] for node in rule["nodes"]])
        for rule in found.response["violations"]
    ]
    # axe copies sheets that import others into a <style>, which is its own affair.
    page.evaluate("window.seen.policy = []")
    page.heard.clear()
    page.set_viewport_size({"width": PHONE, "height": 844})
    if page.evaluate(WIDER):
        told.append("wider than a phone")
    return told


def log_about(known, by):
    """A line in the history of each row that has one."""
    for row in known.values():
        if isinstance(row, Model):
            kind = ContentType.objects.get_for_model(row)
            for flag in (ADDITION, CHANGE):
                LogEntry.objects.create(
                    user=by,
                    content_type=kind,
                    object_id=row.pk,
                    object_repr=str(row)[:200],
                    action_flag=flag,
                    change_message="已修改。",
                )
