"""Entering an article in the admin: comfortable, and no save is lost unseen."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import review
from articles.models import Article
from tests import make

pytestmark = pytest.mark.django_db


def change_url(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def open_form(client, address):
    """The fields of the form at *address* as a browser would send them back."""
    tree = LexborHTMLParser(client.get(address).content)
    form = tree.css_first("#article_form")
    fields = {
        node.attributes["name"]: node.attributes.get("value") or ""
        for node in form.css("input[name]")
        if node.attributes.get("type") != "submit"
    }
    fields |= {
        node.attributes["name"]: node.text().removeprefix("\n")
        for node in form.css("textarea")
    }
    for select in form.css("select"):
        chosen = [
            option.attributes["value"] for option in select.css("option[selected]")
        ]
        if "multiple" in select.attributes:
            fields[select.attributes["name"]] = chosen
        else:
            fields[select.attributes["name"]] = chosen[0] if chosen else ""
    return fields


def test_a_clerk_enters_an_article_and_it_stays_a_draft(as_clerk):
    add = reverse("admin:articles_article_add")
    fields = open_form(as_clerk, add) | {"title": "新篇", "body": "正文。"}
    assert as_clerk.post(add, fields).status_code == 302
    article = Article.objects.get()
    assert (article.status, article.created_by.groups.get().name) == ("draft", "录入员")
    assert article.slug


def test_what_a_text_sent_in_lacks_is_told_above_its_form_with_the_way_there(client):
    client.force_login(make.person("作者", "wang"))
    add = reverse("admin:articles_article_add")
    fields = open_form(client, add) | {"title": "新篇", "body": "正文。"}
    html = client.post(add, fields | {"_submit": "1"}).content
    (wrong,) = LexborHTMLParser(html).css(".errors-where li")
    assert "送审前请注明来源。" in wrong.text()
    way = wrong.css_first("a")
    assert way.text() == "来源"
    assert LexborHTMLParser(html).css_first(way.attributes["href"]).tag == "select"
    assert not LexborHTMLParser(client.get(add).content).css(".errors-where")


def test_saving_an_untouched_form_keeps_the_seconds_of_the_stated_time(as_clerk):
    moment = make.MONDAY.replace(second=7)
    article = make.article(stated_at=moment)
    as_clerk.post(change_url(article), open_form(as_clerk, change_url(article)))
    article.refresh_from_db()
    assert article.stated_at == moment


def saved_with(client, **fields):
    """The article of a form sent in with *fields*, or the page that sent it back."""
    add = reverse("admin:articles_article_add")
    answer = client.post(add, open_form(client, add) | {"title": "新篇"} | fields)
    if answer.status_code == 302:
        return Article.objects.get()
    return LexborHTMLParser(answer.content)


@pytest.mark.parametrize(
    ("typed", "chosen", "kept"),
    [
        ("11:40", "", "minute"),
        ("11:40:00", "", "minute"),
        ("11:40:07", "", "second"),
        ("11:40", "day", "day"),
        ("00:00", "day", "day"),
    ],
)
def test_a_time_is_as_exact_as_it_was_typed_unless_another_is_chosen(
    as_clerk, typed, chosen, kept
):
    article = saved_with(
        as_clerk, stated_at_0="2026-11-24", stated_at_1=typed, stated_precision=chosen
    )
    assert article.stated_precision == kept


def test_a_midnight_is_asked_whether_it_stands_for_the_day(as_clerk):
    page = saved_with(as_clerk, stated_at_0="2026-11-24", stated_at_1="00:00")
    told = page.css_first(".field-stated_precision .errorlist, .errors-where li")
    assert "只知道日期选「到日」" in told.text()
    assert not Article.objects.exists()


def test_a_stored_time_that_says_no_precision_is_left_as_it_is(as_clerk):
    article = make.article(stated_at=make.MONDAY)
    as_clerk.post(change_url(article), open_form(as_clerk, change_url(article)))
    article.refresh_from_db()
    assert (article.stated_precision, article.version) == ("", 1)


def test_a_title_too_long_is_told_with_both_numbers_and_kept_in_the_form(as_clerk):
    long = "长" * 1200
    page = saved_with(as_clerk, title=long)
    told = page.css_first(".field-title .errorlist").text()
    assert told.strip() == "标题最多 200 个字，现在有 1200 个。"
    box = page.css_first("#id_title").attributes
    assert box["value"] == long
    assert "maxlength" not in box
    assert saved_with(as_clerk, title="长" * 200).title == "长" * 200


def test_the_second_of_two_savers_is_told_who_was_first_and_keeps_their_text(client):
    article = make.article(body="原来的正文。")
    first, second = make.staff("录入员", "wang"), make.staff("录入员", "li")
    client.force_login(first)
    mine = open_form(client, change_url(article)) | {"body": "王的正文。"}
    client.force_login(second)
    theirs = open_form(client, change_url(article)) | {"body": "李的正文。"}
    client.force_login(first)
    assert client.post(change_url(article), mine).status_code == 302

    client.force_login(second)
    answer = client.post(change_url(article), theirs)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "wang 于" in html
    assert "李的正文。" in html
    assert "王的正文。" in html
    article.refresh_from_db()
    assert article.body == "王的正文。"

    again = theirs | {"opened_version": article.version}
    assert client.post(change_url(article), again).status_code == 302
    article.refresh_from_db()
    assert article.body == "李的正文。"


def test_a_title_nearly_like_another_is_pointed_out_after_saving(as_clerk):
    other = make.article("长三角集群联盟在沪成立")
    add = reverse("admin:articles_article_add")
    fields = open_form(as_clerk, add) | {
        "title": "长三角集群联盟今在沪成立",
        "body": "正文。",
    }
    html = as_clerk.post(add, fields, follow=True).content.decode()
    assert "标题与《长三角集群联盟在沪成立》（草稿）相近" in html
    assert change_url(other) in html


def test_an_unlike_title_is_not_pointed_at(as_clerk):
    make.article("宁波石化集群寻找新市场")
    add = reverse("admin:articles_article_add")
    fields = open_form(as_clerk, add) | {
        "title": "合肥语音产业十年回望",
        "body": "正文。",
    }
    assert "相近" not in as_clerk.post(add, fields, follow=True).content.decode()


def test_view_on_site_is_offered_for_what_is_public_only(as_editor):
    draft, public = make.article(), make.published("已发布的一篇")
    assert "/admin/r/" not in as_editor.get(change_url(draft)).content.decode()
    assert (
        public.get_absolute_url() in as_editor.get(change_url(public)).content.decode()
    )


@pytest.mark.parametrize(
    "name", ["source", "author", "region", "industry", "cluster", "alliance"]
)
def test_relations_are_found_by_typing(as_clerk, name):
    make.region("浙江")
    make.cluster("浙东集群")
    field = {"source": "source", "author": "author"}.get(name)
    model, relation = (
        "article",
        field
        or {
            "region": "regions",
            "industry": "industries",
            "cluster": "clusters",
            "alliance": "alliances",
        }[name],
    )
    answer = as_clerk.get(
        reverse("admin:autocomplete"),
        {
            "app_label": "articles",
            "model_name": model,
            "field_name": relation,
            "term": "浙",
        },
    )
    expected = {"region": ["浙江"], "cluster": ["浙东集群"]}.get(name, [])
    assert [row["text"] for row in answer.json()["results"]] == expected


def test_hiding_a_live_story_takes_it_from_readers_and_tells_open_pages(
    as_editor, client
):
    story = make.flash("误发消息").story
    version = story.version
    as_editor.post(
        reverse("admin:articles_livestory_act", args=[story.pk]),
        {"hide": "1", "reason": "误发"},
    )
    story.refresh_from_db()
    assert story.hidden_because == "误发"
    assert story.version > version
    assert "误发消息" not in client.get("/").content.decode()


def test_a_clerk_cannot_break_the_address_of_a_published_story(as_clerk):
    article = make.published(slug="kept")
    fields = open_form(as_clerk, change_url(article)) | {"slug": "other"}
    as_clerk.post(change_url(article), fields)
    article.refresh_from_db()
    assert article.slug == "kept"


def test_a_preview_says_that_readers_do_not_see_it(as_clerk):
    draft = make.article("尚未公布的数字")
    html = as_clerk.get(
        reverse("admin:articles_article_preview", args=[draft.pk])
    ).content.decode()
    assert "读者还看不到" in html
    assert "data-read" not in html
    assert "canonical" not in html


def test_a_moment_outside_the_calendar_is_refused_at_the_field(as_clerk):
    article = make.article()
    fields = open_form(as_clerk, change_url(article)) | {
        "stated_at_0": "0001-01-01",
        "stated_at_1": "00:00:00",
    }
    assert "没有这样早" in as_clerk.post(change_url(article), fields).content.decode()


def test_why_a_text_came_back_stands_at_the_top_of_its_form_until_it_is_sent_again(
    client,
):
    writer, editor = make.staff("作者", "wang"), make.editor()
    article = make.submitted("退回去的", by=writer)
    review.return_to_author(article, editor, "数字没有出处。")
    client.force_login(writer)

    def told():
        html = LexborHTMLParser(client.get(change_url(article)).content)
        return [node.text() for node in html.css(".state-box .returned-because")]

    [because] = told()
    assert "数字没有出处。" in because
    assert "退回第 1 版" in because
    assert str(editor) in because
    fields = open_form(client, change_url(article)) | {"body": "改了一半。"}
    client.post(change_url(article), fields)
    [still] = told()  # the first save makes it a draft, and is no answer yet
    assert "数字没有出处。" in still
    article.refresh_from_db()
    review.submit(article, by=writer)
    assert told() == []


def test_deleting_is_offered_of_what_was_never_sent_in_and_of_nothing_else(client):
    client.force_login(make.staff("主编", "zhao"))
    draft, sent = make.article("草稿"), make.submitted("送审的")
    assert "deletelink" in client.get(change_url(draft)).content.decode()
    assert "deletelink" not in client.get(change_url(sent)).content.decode()
    delete = "admin:articles_article_delete"
    assert client.get(reverse(delete, args=[draft.pk])).status_code == 200
    assert client.get(reverse(delete, args=[sent.pk])).status_code == 403


def test_of_many_chosen_to_be_deleted_those_sent_in_are_named(client):
    client.force_login(make.staff("主编", "zhao"))
    draft, sent = make.article("草稿"), make.submitted("送审的")
    chosen = {"action": "delete_selected", "_selected_action": [draft.pk, sent.pk]}
    answer = client.post(reverse("admin:articles_article_changelist"), chosen)
    assert answer.context["protected"] == [
        "送审的：已有定稿、数据或审稿记录，不能删除。"
    ]
    assert not answer.context["perms_lacking"]
    assert Article.objects.count() == 2


def test_a_withdrawn_article_tells_the_way_back(client):
    article = make.published("撤下的")
    client.force_login(make.staff("作者", "wang"))
    way = "要让读者再看到：改好后「送审更正」"
    review_page = reverse("admin:articles_article_review", args=[article.pk])
    assert way not in client.get(change_url(article)).content.decode()
    review.withdraw(article, make.editor(), "数字有误")
    assert way in client.get(change_url(article)).content.decode()
    assert way in client.get(review_page).content.decode()
    review.correct(article, make.person("作者", "wang"), "typo")
    assert way not in client.get(change_url(article)).content.decode()
