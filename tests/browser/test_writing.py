"""Writing in a browser: buttons, clean pasting, a picture with its words."""

from django.urls import reverse
from playwright.sync_api import expect

from articles.models import Article, Picture
from tests import make
from tests.browser.test_review import violations
from tests.content.test_pictures import photo

PASTE = """html => {
  const data = new DataTransfer();
  data.setData("text/html", html);
  data.setData("text/plain", "只有文字");
  const paste = new ClipboardEvent("paste", {clipboardData: data, bubbles: true,
    cancelable: true});
  document.querySelector("#id_body").dispatchEvent(paste);
}"""


def form_of(open_page, article):
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = open_page("/admin/login/?next=" + address)
    page.fill("#id_username", make.staff("作者").username)
    page.fill("#id_password", "pass-word-1")
    page.click("[type=submit]")
    page.wait_for_selector(".writing-bar")
    return page


def test_a_story_is_written_with_buttons_and_a_clean_paste(open_page):
    article = make.article("标题", body="甲厂投产")
    page = form_of(open_page, article)
    body = page.locator("#id_body")
    body.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("ControlOrMeta+b")
    assert body.input_value() == "**甲厂投产**"
    page.keyboard.press("ControlOrMeta+z")
    assert body.input_value() == "甲厂投产"

    page.keyboard.press("ControlOrMeta+a")
    page.evaluate(PASTE, "<p style='color:red'>乙厂<b>停产</b><script>1</script></p>")
    expect(body).to_have_value("乙厂**停产**")
    assert "图片请另行上传" in page.locator(".writing-status").inner_text()

    page.click(".writing-bar >> text=列表")
    page.click("[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.body == "- 乙厂**停产**"
    assert page.evaluate("window.seen.policy") == []
    assert page.heard == []


def test_a_paste_that_cannot_be_read_goes_in_as_its_words(open_page):
    page = form_of(open_page, make.article("标题", body=""))
    page.route("**/paste/", lambda route: route.abort())
    page.evaluate(PASTE, "<p>有格式</p>")
    expect(page.locator("#id_body")).to_have_value("只有文字")
    assert "只粘贴了文字" in page.locator(".writing-status").inner_text()


def test_a_picture_goes_in_with_its_words_and_not_without(open_page):
    page = form_of(open_page, make.article("标题", body="第一段"))
    page.click("#id_body")
    page.keyboard.press("ControlOrMeta+End")
    page.click(".writing-bar >> text=图片")
    file = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photo(600, 400)}
    page.set_input_files("#writing-file", file)
    page.click("[data-act=upload]")
    expect(page.locator("#writing-picture [role=alert]")).not_to_be_empty()
    assert not Picture.objects.exists()
    assert violations(page) == []

    page.fill("#writing-alt", "车间里的机器人")
    page.click("[data-act=upload]")
    page.wait_for_selector("#writing-picture", state="hidden")
    markdown = Picture.objects.get().markdown
    assert page.input_value("#id_body") == f"第一段\n\n{markdown}"
    assert Article.objects.get().body == "第一段"  # not saved before one saves


def test_a_second_press_of_a_button_takes_its_mark_away(open_page):
    page = form_of(open_page, make.article("标题", body="甲厂\n\n乙厂"))
    body = page.locator("#id_body")

    def press(name):
        page.click(f".writing-bar >> text={name}")
        return body.input_value()

    body.focus()
    page.keyboard.press("ControlOrMeta+a")
    assert press("列表") == "- 甲厂\n\n- 乙厂"
    assert press("列表") == "甲厂\n\n乙厂"
    assert press("引用") == "> 甲厂\n> \n> 乙厂"
    assert press("引用") == "甲厂\n\n乙厂"
    page.keyboard.press("ControlOrMeta+Home")
    assert press("标题") == "## 甲厂\n\n乙厂"
    assert press("标题") == "甲厂\n\n乙厂"
    page.keyboard.press("ControlOrMeta+a")
    assert press("加粗") == "**甲厂\n\n乙厂**"
    assert press("加粗") == "甲厂\n\n乙厂"
    page.keyboard.press("ControlOrMeta+End")
    assert press("加粗") == "甲厂\n\n乙厂****"
    assert press("加粗") == "甲厂\n\n乙厂"
    page.keyboard.press("ControlOrMeta+z")  # the browser's own undo still knows
    assert body.input_value() == "甲厂\n\n乙厂****"
    # A heading of another rank becomes one of this rank.
    body.fill("### 甲厂")
    assert press("标题") == "## 甲厂"
    assert press("标题") == "甲厂"
    body.fill("## ")
    assert press("标题") == ""
