"""An article gets another address: nobody sets it back unasked, and old links lead on."""

import pytest
from django.test import Client
from django.urls import reverse

from articles import readdressing, review
from articles.links import inside
from articles.models import Article, AuditEntry, OldAddress, Writing
from tests import make
from tests.content.test_article_admin import change_url, open_form
from tests.review.test_readers import SECRET, in_every_hidden_state, told
from tests.review.test_unsaved import Desk, _fields, merged, radios

pytestmark = pytest.mark.django_db


def story(slug):
    return Client().get(reverse("story", args=[slug]))


def moved(article, slug):
    readdressing.readdress(article, slug)
    article.refresh_from_db()
    return article


# --- Two forms --------------------------------------------------------------------


@pytest.fixture
def older():
    """Editor E's form, opened before editor F moved the article from one to two."""
    article = make.published(slug="one", body="原文。")
    e, f = Desk(article, "编辑", "e"), Desk(article, "编辑", "f")
    f.type(slug="two")
    assert f.save().status_code == 302
    return e


def test_an_older_form_that_left_the_address_alone_does_not_set_it_back(older):
    older.type(body="E 改过的。")
    assert older.save().status_code == 302
    article = Article.objects.get()
    assert (article.slug, article.body) == ("two", "E 改过的。")
    assert "网址名" not in AuditEntry.objects.filter(by=older.user).first().told


def test_an_older_form_saved_untouched_changes_nothing(older):
    before = Article.objects.values().get()
    assert older.save().status_code == 302
    assert Article.objects.values().get() == before


def test_who_typed_an_address_over_a_newer_one_is_told_what_stands_there(older):
    older.type(slug="three", body="E 改过的。")
    html = older.save().content.decode()
    assert "网址名已在别处改为「two」，「three」没有保存" in html
    article = Article.objects.get()
    assert (article.slug, article.body) == ("two", "原文。")

    older.fields = _fields(html)
    assert (older.fields["slug"], older.fields["opened_slug"]) == ("three", "two")
    assert older.save().status_code == 302
    assert Article.objects.get().slug == "three"


def test_an_address_typed_where_nobody_else_did_is_taken():
    desk = Desk(make.article(slug="one"), "编辑")
    desk.type(slug="two")
    assert desk.save().status_code == 302
    assert Article.objects.get().slug == "two"


def test_two_who_typed_the_same_address_agree(older):
    older.type(slug="two", body="E 改过的。")
    assert older.save().status_code == 302
    assert Article.objects.get().slug == "two"
    assert "网址名" not in AuditEntry.objects.filter(by=older.user).first().told


def test_an_emptied_box_leaves_the_address_as_it_is(older):
    older.type(slug="", body="E 改过的。")
    assert older.save().status_code == 302
    assert Article.objects.get().slug == "two"


def test_who_may_not_change_an_address_does_not_set_it_back_either():
    article = make.published(slug="one")
    author = Desk(article, "作者")
    assert "slug" not in author.fields
    moved(article, "two")
    author.type(body="作者改过的。")
    assert author.save().status_code == 302
    article.refresh_from_db()
    assert (article.slug, article.body) == ("two", "作者改过的。")


def test_a_copy_loaded_before_does_not_set_it_back_when_its_text_is_saved():
    article = make.article(slug="one")
    stale = Article.objects.get()
    moved(article, "two")
    stale.body = "旧稿改过的。"
    review.edit(stale, make.editor())
    article.refresh_from_db()
    assert (article.slug, article.body) == ("two", "旧稿改过的。")


def test_a_merge_takes_the_address_of_the_one_who_changed_it(older):
    f = Desk(older.article, "编辑", "f2")
    f.type(body="F 改过的。")
    f.save()
    older.type(title="E 的题")
    html = older.save().content.decode()
    assert _fields(html)["slug"] == "two"
    assert radios(html) == []
    merged(older, html)
    assert older.save().status_code == 302
    article = Article.objects.get()
    assert (article.slug, article.title, article.body) == (
        "two",
        "E 的题",
        "F 改过的。",
    )


@pytest.mark.parametrize(("pick", "slug"), [("mine", "three"), ("theirs", "two")])
def test_a_merge_asks_which_of_two_typed_addresses_it_is_to_be(older, pick, slug):
    f = Desk(older.article, "编辑", "f2")
    f.type(body="F 改过的。")
    f.save()
    older.type(slug="three")
    html = older.save().content.decode()
    [name] = radios(html)
    merged(older, html, **{name: pick})
    assert older.save().status_code == 302
    assert Article.objects.get().slug == slug


def test_unsaved_text_is_restored_beside_the_address_of_now(older):
    older.type(body="E 写了一半。")
    older.keep()
    older.open(f"?restore={Writing.objects.with_text().get().token}")
    assert (older.fields["slug"], older.fields["body"]) == ("two", "E 写了一半。")
    assert older.save().status_code == 302
    assert Article.objects.get().slug == "two"


def test_a_typed_address_is_restored_and_still_refused_over_a_newer_one(older):
    older.type(slug="three")
    older.keep()
    older.open(f"?restore={Writing.objects.with_text().get().token}")
    assert (older.fields["slug"], older.fields["opened_slug"]) == ("three", "one")
    assert "「three」没有保存" in older.save().content.decode()


def test_an_untouched_older_form_keeps_no_text(older):
    assert older.keep().json()["said"] == ""
    assert not Writing.objects.with_text().exists()


# --- The log ----------------------------------------------------------------------


def test_the_log_tells_an_address_with_the_one_before():
    desk = Desk(make.article(slug="one"), "编辑")
    desk.type(slug="two", title="新题")
    desk.save()
    told = AuditEntry.objects.get(act="row.change").told
    assert "网址名：one → two" in told
    desk.open()
    desk.type(title="又一题")
    desk.save()
    assert "→" not in AuditEntry.objects.filter(act="row.change").first().told


# --- Readers ----------------------------------------------------------------------


def test_a_published_address_that_was_changed_leads_on(client):
    article = make.published(slug="one")
    old = client.get("/story/one/")
    moved(moved(article, "two"), "three")
    for slug in ("one", "two"):
        answer = client.get(f"/story/{slug}/")
        assert (answer.status_code, answer["Location"]) == (301, "/story/three/")
        assert client.head(f"/story/{slug}/").status_code == 301
    assert client.get("/story/three/").content.count(b"<article") == old.content.count(
        b"<article"
    )


def test_an_article_may_have_its_old_address_back(client):
    article = moved(moved(make.published(slug="one"), "two"), "one")
    assert client.get("/story/one/").status_code == 200
    answer = client.get("/story/two/")
    assert (answer.status_code, answer["Location"]) == (301, "/story/one/")
    assert "no-cache" in answer["Cache-Control"]  # or browsers would go in circles
    assert [old.slug for old in article.old_addresses.all()] == ["two"]


def test_an_address_readers_never_had_is_not_kept():
    article = moved(make.article(slug="one"), "two")
    assert not OldAddress.objects.exists()
    make.publish(article)
    assert story("one").status_code == 404


def test_the_old_address_of_a_withdrawn_article_says_so_and_leads_on_when_it_is_back():
    article = moved(make.published(f"标题{SECRET}", slug="one"), "two")
    review.withdraw(article, make.editor(), "数据有误。")
    answer = story("one")
    assert answer.status_code == 410
    assert "数据有误。" in answer.content.decode()
    assert SECRET not in answer.content.decode()
    make.publish(article)
    assert story("one").status_code == 301


def test_the_old_address_of_a_hidden_article_answers_exactly_as_a_missing_one():
    missing = told(story("no-such-story"))
    assert missing[0] == 404
    for name, article in in_every_hidden_state().items():
        OldAddress.objects.create(slug=f"old-{name}", article=article)
        for method in ("get", "head", "options"):
            asked = getattr(Client(), method)
            expected = told(asked(reverse("story", args=["no-such-story"])))
            assert told(asked(f"/story/old-{name}/")) == expected, (name, method)


def test_an_old_address_costs_three_queries_at_most(django_assert_max_num_queries):
    moved(make.published(slug="one"), "two")
    with django_assert_max_num_queries(3):
        assert story("one").status_code == 301


def test_a_link_to_an_old_address_is_no_dead_link():
    moved(make.published(slug="one"), "two")
    gone = moved(make.published("另一篇", slug="three"), "four")
    review.withdraw(gone, make.editor(), "数据有误。")
    found = inside.verdicts(["/story/one/", "/story/three/", "/story/five/"])
    codes = {path: verdict.said["code"] for path, verdict in found.items()}
    assert codes == {
        "/story/one/": inside.OPEN,
        "/story/three/": "own-withdrawn",
        "/story/five/": "own-nothing",
    }


# --- Nobody else gets it ----------------------------------------------------------


def test_an_address_is_not_handed_out_that_another_article_once_had_in_public():
    first = make.article("同一标题", stated_at=make.MONDAY)
    slug = first.slug
    make.publish(first)
    moved(first, "other")
    second = make.article("同一标题", stated_at=make.MONDAY)
    assert second.slug == f"{slug}-2"


def test_the_form_refuses_an_address_that_another_article_once_had_in_public(as_editor):
    moved(make.published("先来的一篇", slug="one"), "two")
    other = make.article("后来的一篇", slug="three")
    add = reverse("admin:articles_article_add")
    for address, words in (
        (change_url(other), {}),
        (add, {"title": "新", "body": "文"}),
    ):
        fields = open_form(as_editor, address) | words | {"slug": "one"}
        html = as_editor.post(address, fields).content.decode()
        assert "读者曾在这个网址读到《先来的一篇》" in html
    fields = open_form(as_editor, change_url(other)) | {"slug": "four"}
    assert as_editor.post(change_url(other), fields).status_code == 302


def test_the_form_gives_an_article_its_own_old_address_back(as_editor):
    article = moved(make.published(slug="one"), "two")
    fields = open_form(as_editor, change_url(article)) | {"slug": "one"}
    assert as_editor.post(change_url(article), fields).status_code == 302
    assert story("one").status_code == 200
    assert story("two").status_code == 301
