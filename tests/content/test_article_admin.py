"""Entering an article in the admin: comfortable, and no save is lost unseen."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

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


def test_saving_an_untouched_form_keeps_the_seconds_of_the_stated_time(as_clerk):
    moment = make.MONDAY.replace(second=7)
    article = make.article(stated_at=moment)
    as_clerk.post(change_url(article), open_form(as_clerk, change_url(article)))
    article.refresh_from_db()
    assert article.stated_at == moment


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
