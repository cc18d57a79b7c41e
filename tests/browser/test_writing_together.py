"""Two people with the same story open: they see each other, and no word is lost."""

import pytest
from playwright.sync_api import expect

from articles.models import Article, Writing
from tests import make
from tests.browser.conftest import SCREENS
from tests.browser.test_review import at_desk  # noqa: F401

BODY = "全市有国家级集群7个。\n\n第二段没有人改。\n\n第三段。"
# The page's own clock: what waits for a pause in typing need not be waited for.
NOW = "document.dispatchEvent(new Event('visibilitychange'))"


@pytest.fixture
def desks(at_desk):  # noqa: F811
    """Sign people in and open the form of an article, or of a new story, for them."""

    def open_for(name, article=None, group="作者", **options):
        person = at_desk(make.person(group, name), **options)
        if article:
            person.go("admin:articles_article_change", article.pk)
        else:
            person.go("admin:articles_article_add")
        person.page.wait_for_selector(".writing-bar")
        return person

    return open_for


def kept(person):
    """Wait until the server has what was typed."""
    with person.page.expect_response("**/keep/") as answer:
        person.page.evaluate(NOW)
    assert answer.value.ok
    expect(person.page.locator("#autosave-status")).to_contain_text("已暂存")


def in_order(person):
    expect(person.page.locator("#id_body")).to_be_visible()
    person.page.wait_for_selector(".select2-selection[aria-label]")
    person.assert_in_order()


def test_two_who_have_one_story_open_see_each_other_and_a_save(desks):
    article = make.article("标题", body=BODY)
    wang, li = desks("wang", article), desks("li", article)
    expect(li.page.locator("#writing-here")).to_contain_text("wang 也打开了")
    wang.page.evaluate(NOW)
    expect(wang.page.locator("#writing-here")).to_contain_text("li 也打开了")

    li.page.fill("#id_title", "李的标题")
    li.page.click("[name=_save]")
    li.page.wait_for_url("**/article/")
    wang.page.evaluate(NOW)
    expect(wang.page.locator("#writing-here .newer")).to_contain_text("可以合并")
    expect(wang.page.locator("#writing-here")).not_to_contain_text("也打开了")
    in_order(wang)


def test_the_text_of_a_killed_page_is_there_when_one_comes_back(desks):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article)
    wang.page.fill("#id_body", "写到一半。")
    kept(wang)
    address = wang.page.url
    context = wang.page.context
    wang.page.close()

    wang.page = context.new_page()
    wang.page.goto(address)
    assert "写到一半" not in wang.page.input_value("#id_body")
    wang.page.click(".writing-kept >> text=恢复")
    expect(wang.page.locator("#id_body")).to_have_value("写到一半。")
    wang.page.click("[name=_save]")
    wang.page.wait_for_url("**/article/")
    article.refresh_from_db()
    assert article.body == "写到一半。"
    assert not Writing.objects.with_text().exists()


def test_a_page_sends_its_text_again_when_nothing_lies_there_for_it(desks):
    wang = desks("wang", make.article("标题", body=BODY))
    wang.page.fill("#id_body", "写到一半。")
    kept(wang)
    Writing.objects.all().delete()  # as another page's save or discarding would
    with wang.page.expect_response("**/keep/"):
        wang.page.evaluate(NOW)
    expect(wang.page.locator("#autosave-status")).to_contain_text("正在暂存")
    kept(wang)
    assert Writing.objects.get().unsaved["body"] == "写到一半。"
    assert wang.page.heard == []


def test_a_page_whose_clock_goes_back_keeps_what_was_typed_last(desks):
    wang = desks("wang", make.article("标题", body=BODY))
    for hour, body in (("12:00", "先写的。"), ("11:00", "后写的。")):
        wang.page.clock.set_fixed_time(f"2026-11-24T{hour}:00")
        wang.page.fill("#id_body", body)
        kept(wang)
    assert Writing.objects.get().unsaved["body"] == "后写的。"


def test_saving_in_one_tab_leaves_the_text_typed_on_in_the_other(desks):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article)
    wang.page.fill("#id_body", "写到一半。")
    kept(wang)
    first = wang.page
    wang.page = first.context.new_page()
    wang.page.goto(first.url)
    wang.page.click(".writing-kept >> text=恢复")
    expect(wang.page.locator("#id_body")).to_have_value("写到一半。")
    wang.page.fill("#id_body", "接着写的。")
    kept(wang)

    first.click("[name=_save]")
    first.wait_for_url("**/article/")
    assert Writing.objects.with_text().get().unsaved["body"] == "接着写的。"
    kept(wang)
    expect(wang.page.locator("#writing-here")).to_contain_text("可以合并")


def test_a_new_story_is_kept_when_its_page_is_left_and_thrown_away_when_asked(desks):
    wang = desks("wang")
    expect(wang.page.locator("#id_title")).to_be_focused()
    wang.page.keyboard.type("没写完的新稿")
    wang.go("desk")  # left at once, before any pause in typing
    for _ in range(20):  # what a page sends when it is left, nobody waits for
        wang.go("admin:articles_article_add")
        if wang.page.locator(".writing-kept").count():
            break
    expect(wang.page.locator(".writing-kept")).to_contain_text("1 篇没有保存的新稿")
    in_order(wang)
    wang.page.click(".writing-kept >> text=丢弃")
    wang.page.wait_for_selector(".messagelist .success")
    assert not Writing.objects.with_text().exists()
    assert not Article.objects.exists()


def test_saving_while_the_text_is_on_its_way_leaves_nothing_behind(desks):
    wang = desks("wang")
    wang.page.fill("#id_title", "新篇")
    wang.page.evaluate(NOW)
    wang.page.click("[name=_continue]")
    wang.page.wait_for_selector(".messagelist .success")
    assert Article.objects.get().title == "新篇"
    assert not Writing.objects.with_text().exists()


def test_what_the_server_does_not_take_is_said_and_stays_in_the_page(desks):
    wang = desks("wang", make.article("标题", body=BODY))
    wang.page.route("**/keep/", lambda route: route.abort())
    wang.page.fill("#id_body", "写到一半。")
    wang.page.evaluate(NOW)
    expect(wang.page.locator("#autosave-status")).to_contain_text("文字还在本页")
    wang.page.unroute("**/keep/")
    kept(wang)
    wang.page.context.clear_cookies(name="sessionid")
    wang.page.fill("#id_body", "又写了一些。")
    wang.page.evaluate(NOW)
    expect(wang.page.locator("#autosave-status")).to_contain_text("登录已失效")
    assert wang.page.input_value("#id_body") == "又写了一些。"


def test_a_save_after_signing_out_waits_in_the_page_until_one_is_in_again(desks):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article)
    cookies = wang.page.context.cookies()
    wang.page.context.clear_cookies(name="sessionid")
    wang.page.fill("#id_body", "退出以后写的。")
    wang.page.click("[name=_save]")
    expect(wang.page.locator("#autosave-status")).to_contain_text("登录已失效")
    expect(wang.page.locator("#autosave-status")).to_be_in_viewport()
    assert wang.page.input_value("#id_body") == "退出以后写的。"
    article.refresh_from_db()
    assert article.body == BODY

    wang.page.context.add_cookies(cookies)  # signed in on another page
    wang.page.click("[name=_save]")
    wang.page.wait_for_url("**/article/")
    article.refresh_from_db()
    assert article.body == "退出以后写的。"
    assert not Writing.objects.with_text().exists()


def test_a_save_waits_in_the_page_while_the_server_does_not_answer(desks):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article)
    wang.page.route("**/keep/", lambda route: route.abort())
    wang.page.fill("#id_body", "断线时写的。")
    wang.page.click("[name=_save]")
    expect(wang.page.locator("#autosave-status")).to_contain_text("请再按一次保存")
    assert wang.page.input_value("#id_body") == "断线时写的。"
    wang.page.unroute("**/keep/")
    wang.page.dblclick("[name=_save]")  # twice, as the impatient do
    wang.page.wait_for_url("**/article/")
    article.refresh_from_db()
    assert (article.body, article.version) == ("断线时写的。", 2)


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_a_conflict_is_merged_by_keyboard(desks, width, scheme):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article, by="keyboard", width=width, scheme=scheme)
    wang.page.wait_for_load_state("networkidle")
    li = desks("li", article)
    li.page.fill("#id_body", BODY.replace("7个", "8个").replace("第三段", "第三段，补"))
    li.page.click("[name=_save]")
    li.page.wait_for_url("**/article/")

    wang.write("#id_body", BODY.replace("7个", "9个"))
    wang.press("[name=_continue]")
    wang.page.wait_for_selector(".two-texts")
    assert "li 于" in wang.text()
    in_order(wang)
    overflow = wang.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0
    wang.reach(".pick [value=mine]")
    wang.page.keyboard.press("Space")
    wang.press("[name=_merge]")
    wang.page.wait_for_url("**?restore=*")
    merged = BODY.replace("7个", "9个").replace("第三段", "第三段，补")
    expect(wang.page.locator("#id_body")).to_have_value(merged)
    wang.press("[name=_continue]")
    wang.page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.body == merged


def test_the_preview_beside_the_form_shows_what_is_typed_and_keeps_its_place(desks):
    article = make.article(
        "标题", body="\n\n".join(f"第{n}段。" * 30 for n in range(30))
    )
    wang = desks("wang", article)
    pane = wang.page.frame_locator("#live-preview iframe:not(.coming)")
    expect(pane.locator("article.story")).to_contain_text("第29段")
    shift = wang.page.evaluate("window.seen.shift")  # of Django's own side bar
    wang.page.evaluate(
        "document.querySelector('#live-preview iframe').contentWindow.scrollTo(0, 900)"
    )
    wang.page.locator("#id_title").fill("刚打的标题")
    kept(wang)
    expect(pane.locator("h1")).to_contain_text("刚打的标题")
    scrolled = "document.querySelector('#live-preview iframe').contentWindow.scrollY"
    assert wang.page.evaluate(scrolled) == 900
    assert wang.page.evaluate("window.seen.shift") == shift
    in_order(wang)
    wang.press("#live-preview-button")
    expect(wang.page.locator("#live-preview")).to_be_hidden()


def test_on_a_phone_the_preview_opens_by_a_button(desks):
    article = make.article("标题", body=BODY)
    wang = desks("wang", article, width=390)
    expect(wang.page.locator("#live-preview")).to_be_hidden()
    wang.press("#live-preview-button")
    pane = wang.page.frame_locator("#live-preview iframe:not(.coming)")
    expect(pane.locator("article.story")).to_contain_text("国家级集群7个")
    in_order(wang)
    overflow = wang.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0


def test_nothing_is_asked_while_nobody_looks(desks):
    wang = desks("wang", make.article("标题", body=BODY))
    wang.page.wait_for_load_state("networkidle")
    asked = []
    wang.page.on("request", lambda request: asked.append(request.url))
    wang.page.evaluate(
        "Object.defineProperty(document, 'visibilityState', {value: 'hidden'})"
    )
    wang.page.clock.install()
    wang.page.evaluate(NOW)
    wang.page.clock.run_for(120_000)
    assert [url for url in asked if url.endswith("/keep/")] == []


@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_the_page_of_an_unsaved_text_is_in_order(desks, width, scheme):
    article = make.article("标题", body=BODY)
    make.unsaved(article, make.person("作者", "wang"), body=BODY.replace("7个", "9个"))
    li = desks("li", article, group="编辑", width=width, scheme=scheme)
    expect(li.page.locator(".writing-kept")).to_contain_text("wang 有未保存的文字")
    in_order(li)
    for link in (".writing-kept >> text=看一看", ".breadcrumbs >> text=未保存的文字"):
        li.page.click(link)
        li.page.wait_for_load_state()
        li.assert_in_order()
        overflow = li.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overflow <= 0
