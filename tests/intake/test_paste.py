"""Pasting a page in the admin: see first, keep with one click, refusals in words."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles.models import Article, Intake, LiveStory
from tests import make

pytestmark = pytest.mark.django_db

PAGE = (Path(__file__).parents[2] / "articles/sample/page.txt").read_text(
    encoding="utf-8"
)
ENTRIES = (f"标题{n}\n社 06-01\n{n}\n" for n in range(1, 300))
LONG_HOT_LIST = "热门文章\n" + "".join(ENTRIES)
PASTE = "admin:articles_intake_paste"


def paste(client, text=PAGE, captured="2025-06-09 11:40", **more):
    data = {"text": text, "captured": captured, **more}
    return client.post(reverse(PASTE), data)


def test_a_clerk_sees_what_a_page_holds_before_anything_is_stored(as_clerk):
    html = paste(as_clerk).content.decode()
    assert "40 行，20 条，20 行重复" in html
    assert "热榜：10 条" in html
    assert "日期为推定" in html
    assert not Intake.objects.exists()
    assert not LiveStory.objects.exists()


def test_one_click_keeps_exactly_what_was_shown(as_clerk):
    preview = LexborHTMLParser(paste(as_clerk).content)
    form = preview.css_first(".intake-keep")
    fields = {
        node.attributes["name"]: node.attributes.get("value", "")
        for node in form.css("input")
    }
    fields["text"] = form.css_first("textarea").text().replace("\n", "\r\n")
    fields["keep"] = "1"
    answer = as_clerk.post(reverse(PASTE), fields, follow=True)

    intake = Intake.objects.get()
    assert intake.text == PAGE
    article = Article.objects.get()
    assert answer.redirect_chain[-1][0] == reverse(
        "admin:articles_article_change", args=[article.pk]
    )
    assert (article.status, article.created_by) == ("draft", intake.received_by)
    assert "资讯 40 行，为 20 条" in answer.content.decode()


def test_an_uploaded_file_keeps_its_encoding_through_the_preview(as_clerk):
    file = SimpleUploadedFile("page.txt", PAGE.encode("gb18030"))
    html = paste(as_clerk, text="", file=file).content
    encoding = LexborHTMLParser(html).css_first("[name=encoding]").attributes["value"]
    assert encoding == "gb18030"
    paste(as_clerk, encoding=encoding, keep="1")
    assert Intake.objects.get().encoding == "gb18030"


def test_the_same_page_again_says_so_and_keeps_one(as_clerk):
    paste(as_clerk, keep="1")
    assert "采集过" in paste(as_clerk).content.decode()
    answer = as_clerk.post(
        reverse(PASTE),
        {"text": PAGE, "captured": "2025-06-09 11:40", "keep": "1"},
        follow=True,
    )
    assert "没有新增" in answer.content.decode()
    assert Intake.objects.count() == Article.objects.count() == 1


def test_what_was_not_understood_is_listed_and_marked_in_the_original(as_clerk):
    odd = PAGE.replace("热门文章\n", "热门文章\n@@##!!\n")
    tree = LexborHTMLParser(paste(as_clerk, text=odd).content)
    noted = [node.text() for node in tree.css(".original .noted")]
    assert "@@##!!" in noted
    assert any("@@##!!" in node.text() for node in tree.css(".notes li"))


def test_the_preview_says_in_words_what_kind_of_text_was_given(as_clerk):
    assert "形式 纯文本，编码 UTF-8" in paste(as_clerk).content.decode()
    html = paste(as_clerk, text=f"<html><body><p>{PAGE}</p></body></html>").content
    assert "形式 HTML，编码 UTF-8" in html.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"text": " "}, "请粘贴内容"),
        ({"captured": "2999-01-01 00:00"}, "还没有到"),
        ({"captured": "昨天"}, "有效的日期和时间，如 2026-11-24 09:30"),
        ({"captured": "0001-01-01 00:00"}, "太早"),
        (
            {
                "text": "热门文章\n"
                + "".join(f"标题{n}\n社 06-01\n{n}\n" for n in range(1, 300))
            },
            "热榜有",
        ),
        ({"text": "", "file": SimpleUploadedFile("a.pdf", b"%PDF-1.7 ...")}, "PDF"),
    ],
)
def test_refusals_are_sentences_and_store_nothing(as_clerk, fields, sentence):
    html = paste(as_clerk, **fields).content.decode()
    assert sentence in html
    assert not Intake.objects.exists()


def test_pasted_markup_is_shown_as_text_in_the_preview(as_clerk):
    nasty = PAGE.replace("产业联盟", "<script>alert(1)</script>产业联盟", 1)
    assert "<script>alert" not in paste(as_clerk, text=nasty).content.decode()


def test_a_title_nearly_like_another_is_pointed_out(as_clerk):
    title = PAGE.splitlines()[0]
    make.article(title=title.replace("成立", "正式成立"))
    assert "相近，请确认不是同一篇" in paste(as_clerk).content.decode()


def test_who_may_not_add_intakes_is_refused(client):
    person = make.staff("录入员")
    person.groups.clear()
    client.force_login(person)
    assert client.get(reverse(PASTE)).status_code == 403


def test_anonymous_visitors_are_sent_to_sign_in(client):
    assert client.get(reverse(PASTE)).status_code == 302


def test_a_page_without_title_keeps_its_paragraphs_under_their_first_words(as_clerk):
    text = (
        "样品社 2025-06-07 10:00\n\n"
        + "这是一段没有标题的正文，说了一件事情。" * 3
        + "\n\n第二段正文在此。"
    )
    html = paste(as_clerk, text=text).content.decode()
    assert "没有找到标题" in html
    paste(as_clerk, text=text, keep="1")
    article = Article.objects.get()
    assert article.title.startswith("这是一段没有标题的正文")
    assert "第二段正文在此" in article.body


def test_a_hot_list_that_counts_from_nought_is_kept(as_clerk):
    text = "热门文章\n日排行\n周排行\n第一条热门新闻标题在这里\n示例财经\n06-01\n0\n"
    assert paste(as_clerk, text=text, keep="1").status_code in (200, 302)


def test_an_intake_tells_in_words_what_came_of_it(as_clerk):
    paste(as_clerk, keep="1")
    address = reverse("admin:articles_intake_change", args=[Intake.objects.get().pk])
    html = as_clerk.get(address).content.decode()
    assert "导语与第 2 段开头相同" in html
    assert (
        reverse("admin:articles_article_change", args=[Article.objects.get().pk])
        in html
    )


def test_a_reprint_does_not_give_its_outlet_the_lists_of_the_page(as_clerk):
    preview = LexborHTMLParser(paste(as_clerk, outlet="转载网").content)
    form = preview.css_first(".intake-keep")
    assert "资讯和热榜记在「转载网」名下" in preview.body.text()

    outlet = form.css_first("[name=outlet]").attributes["value"]
    paste(as_clerk, text=form.css_first("textarea").text(), outlet=outlet, keep="1")

    article = Article.objects.get()
    assert article.source.name != "转载网"
    assert {str(story.lead.source) for story in LiveStory.objects.all()} == {"转载网"}
    assert article.intake.hot_list.source.name == "转载网"


@pytest.mark.parametrize(
    ("captured", "told"),
    [
        ("2025-06-12 11:40", "采集时间比原文时间晚 5 天"),
        ("2025-06-02 11:40", "采集时间比原文时间早 5 天"),
        ("2025-06-09 23:59", None),
        ("2025-06-05 00:01", None),
    ],
)
def test_a_capture_days_from_the_pages_own_date_is_pointed_out(
    as_clerk, captured, told
):
    html = paste(as_clerk, captured=captured).content.decode()
    assert ("比原文时间" in html) == bool(told)
    assert (told or "") in html


def test_a_page_without_live_news_has_no_dates_to_mistake(as_clerk):
    text = PAGE.partition("实时资讯")[0]
    assert (
        "比原文时间" not in paste(as_clerk, text, "2025-07-12 11:40").content.decode()
    )


def test_no_repeats_are_not_counted(as_clerk):
    text = "实时资讯\n10:21\n甲地出口增长3.3%\n10:08\n乙市发布补贴细则\n"
    preview = paste(as_clerk, text).content.decode()
    assert "资讯：2 条" in preview
    assert "重复" not in preview
    answer = as_clerk.post(
        reverse(PASTE),
        {"text": text, "captured": "2025-06-09 11:40", "keep": "1"},
        follow=True,
    ).content.decode()
    assert "资讯 2 条，新增 2 条" in answer


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"text": ""}, "请粘贴内容或选择文件。"),
        ({"text": "<rss><channel></channel></rss>"}, "RSS 或 Atom"),
        ({"text": "", "file": b""}, "所提交的是空文件。"),
    ],
)
def test_what_is_wrong_is_told_once(as_clerk, given, told):
    if "file" in given:
        given = given | {"file": SimpleUploadedFile("page.txt", given["file"])}
    page = LexborHTMLParser(paste(as_clerk, **given).content)
    # A list of errors within the box of errors would be framed twice.
    assert page.css(".errornote .errorlist") == []
    boxes = [box.text() for box in page.css(".errornote, .errorlist")]
    assert sum(told in box for box in boxes) == 1
    assert sum("请粘贴内容或选择文件。" in box for box in boxes) <= (
        "file" not in given
    )
