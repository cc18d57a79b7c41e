"""What is typed and not saved: kept for its writer, offered again, merged, never shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles import review, writing
from articles.models import Article, AuditEntry, Writing
from articles.writing.fields import MAX_CHARACTERS
from tests import make
from tests.content.test_article_admin import change_url, open_form
from tests.review.addresses import READERS
from tests.review.test_addresses import rows

pytestmark = pytest.mark.django_db
KEEP = "/admin/articles/article/keep/"
ADD = "/admin/articles/article/add/"
SECRET = "绝密词"


class Desk:
    """Somebody signed in, with the form of one article (or of a new story) before them."""

    def __init__(self, article=None, group="作者", name=None, client=None):
        self.user = make.staff(group, name) if client is None else None
        self.client = client or Client()
        if client is None:
            self.client.force_login(self.user)
        self.article = article
        self.address = change_url(article) if article else ADD
        self.open()

    def open(self, query=""):
        self.fields = open_form(self.client, self.address + query)
        self.turn = int(self.fields["turn"])

    def type(self, **words):
        self.fields |= words

    def keep(self, **sent):
        self.turn += 1
        about = {"article": self.article.pk if self.article else "", "text": "1"}
        sent = self.fields | about | {"turn": self.turn} | sent
        return self.client.post(KEEP, sent)

    def beat(self):
        about = {"article": self.article.pk if self.article else ""}
        return self.client.post(KEEP, self.form | about).json()

    @property
    def form(self):
        """The hidden fields that say which form it is."""
        names = (
            "writing",
            "holder",
            "held_by",
            "held_turn",
            "writing_from",
            "based_on",
        )
        sent = {name: self.fields[name] for name in names}
        return sent | {"opened_version": self.fields["opened_version"]}

    def save(self, **sent):
        return self.client.post(self.address, self.fields | sent)

    def page(self, query=""):
        return self.client.get(self.address + query).content.decode()


def shown(html, selector):
    return [node.text() for node in LexborHTMLParser(html).css(selector)]


def radios(html):
    """The names of what must be picked, in the order of the page."""
    found = LexborHTMLParser(html).css("[type=radio][value=mine]")
    return [node.attributes["name"] for node in found]


# --- Autosave ---------------------------------------------------------------------


def test_autosave_touches_no_article_and_ends_no_approval():
    article = make.approved("已通过的一篇", body="原文。")
    before = Article.objects.filter(pk=article.pk).values().get()
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.type(body="王写了一半")
    li.type(body="李也写了一半")
    assert wang.keep().json()["said"].startswith("已暂存")
    assert li.keep().status_code == 200
    assert Article.objects.filter(pk=article.pk).values().get() == before
    bodies = {row.by.username: row.unsaved["body"] for row in Writing.objects.all()}
    assert bodies == {"wang": "王写了一半", "li": "李也写了一半"}
    assert li.save().status_code == 302  # another's autosave made nobody's form stale


def test_an_untouched_form_keeps_no_text():
    desk = Desk(make.article(stated_at=make.MONDAY, lede="导语"))
    assert desk.keep().json()["said"] == ""
    assert not Writing.objects.with_text().exists()
    desk.type(lede="导语改了")
    desk.keep()
    desk.type(lede="导语")
    desk.keep()
    assert not Writing.objects.with_text().exists()


@pytest.mark.parametrize("around", ["\n", "  \r\n\r\n", "\u3000"])
def test_a_form_is_untouched_though_it_strips_what_is_stored(around):
    desk = Desk(make.article(body=f"正文。{around}", title=f"{around}标题"))
    desk.keep()
    assert not Writing.objects.with_text().exists()
    assert "恢复" not in shown(desk.page(), ".writing-kept a")
    desk.save()
    desk.article.refresh_from_db()
    assert desk.article.version == 1  # and saving it is no edit
    desk.type(body="正文，又一句。")
    desk.keep()
    assert Writing.objects.with_text().count() == 1


def test_nothing_but_spaces_is_no_new_story():
    desk = Desk()
    desk.type(title="  ", body=" \n\u3000\n")
    desk.keep()
    assert not Writing.objects.with_text().exists()


def test_a_draft_that_nothing_would_accept_is_kept_all_the_same():
    desk = Desk(make.article(stated_at=make.MONDAY))
    desk.type(title="", body="", stated_at_0="2025-06", stated_at_1="")
    desk.keep()
    again = Desk(desk.article, client=desk.client)
    again.open(f"?restore={Writing.objects.get(saved_at__isnull=False).token}")
    assert (again.fields["title"], again.fields["stated_at_0"]) == ("", "2025-06")


def test_two_forms_of_one_person_do_not_replace_each_others_text():
    article = make.article(body="原文。")
    first = Desk(article)
    second = Desk(article, client=first.client)
    first.type(body="第一页写的。")
    second.type(body="第二页写的。")
    first.keep()
    second.keep()
    assert {row.unsaved["body"] for row in Writing.objects.all()} == {
        "第一页写的。",
        "第二页写的。",
    }


def test_what_arrives_late_does_not_replace_what_is_newer():
    desk = Desk(make.article())
    desk.type(body="后写的。")
    desk.keep(turn=9)
    desk.type(body="先写的。")
    answer = desk.keep(turn=8).json()
    assert Writing.objects.get().unsaved["body"] == "后写的。"
    assert (answer["turn"], answer["said"]) == (9, "")  # and nobody is told it was kept


def test_what_is_sent_in_its_turn_is_kept_and_the_answer_says_so():
    desk = Desk(make.article())
    for turn, body in ((1, "先写的。"), (2, "后写的。")):
        desk.type(body=body)
        answer = desk.keep().json()
        assert (answer["turn"], answer["said"][:3]) == (turn, "已暂存")
        assert desk.beat()["turn"] == turn
    assert Writing.objects.get().unsaved["body"] == "后写的。"


def test_a_restored_form_counts_its_turns_on_from_what_lies_here():
    desk = Desk(make.article())
    desk.type(body="写了一半。")
    desk.keep(turn=41)
    desk.open(f"?restore={desk.fields['writing']}")
    assert desk.fields["turn"] == "41"
    desk.type(body="写完了。")
    assert desk.keep().json()["turn"] == 42
    assert Writing.objects.get().unsaved["body"] == "写完了。"


def test_what_was_on_its_way_before_a_refused_save_does_not_replace_what_that_kept(
    conflict,
):
    wang, _li, _region = conflict
    html = wang.save(turn="7").content.decode()
    assert _fields(html)["turn"] == "7"
    late = wang.keep(turn=6, body="先写的。").json()
    assert late["turn"] == 7
    [row] = Writing.objects.with_text()
    assert row.unsaved["body"].startswith("有9个")


def test_a_row_is_its_writers_alone():
    article = make.article()
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.type(body="王的。")
    wang.keep()
    li.type(
        writing=wang.fields["writing"], held_by=wang.fields["holder"], body="冒名。"
    )
    assert li.keep().status_code == 400
    assert Writing.objects.get().unsaved["body"] == "王的。"
    assert li.keep(writing="x").status_code == 400


def test_too_long_a_text_is_refused_in_a_sentence():
    desk = Desk(make.article())
    desk.type(body="长" * (MAX_CHARACTERS + 1))
    answer = desk.keep()
    assert answer.status_code == 400
    assert "暂存最多 500000 个；请直接保存" in answer.json()["error"]
    assert desk.save().status_code == 302  # the button takes it


def test_hostile_values_are_kept_as_words_or_left_out():
    desk = Desk(make.article())
    desk.type(
        body="有\x00零。", regions=["9" * 40, "x", "-1"], source="9" * 18, based_on="x"
    )
    desk.type(opened_slug="甲\x00", held_by="\x00", held_turn="-1", writing_from="\x00")
    assert desk.keep().status_code == 200
    kept = Writing.objects.get()
    assert (kept.unsaved["body"], kept.unsaved["regions"]) == ("有零。", [])
    assert "\x00" not in str((kept.base, kept.came_from, kept.holder))
    assert "有零" in desk.page(f"?restore={kept.token}")
    preview = reverse("admin:articles_article_unsaved_preview", args=[kept.token])
    assert desk.client.get(preview).status_code == 200


def test_keeping_for_a_deleted_article_says_so():
    article = make.article()
    desk = Desk(article)
    Article.objects.filter(pk=article.pk).delete()
    answer = desk.keep()
    assert (answer.status_code, "已经删除" in answer.json()["error"]) == (400, True)


# --- Saving ends it ---------------------------------------------------------------


def test_saving_ends_what_the_form_kept_and_only_that():
    article = make.article()
    first = Desk(article)
    second = Desk(article, client=first.client)
    for desk, body in ((first, "第一页。"), (second, "第二页。")):
        desk.type(body=body)
        desk.keep()
    assert first.save().status_code == 302
    assert [row.unsaved["body"] for row in Writing.objects.all()] == ["第二页。"]


def test_saving_leaves_the_text_that_another_page_took_over_and_typed_on():
    first, second = two_pages_of_one_text()
    second.type(body="第二页接着写的。")
    second.keep()
    assert first.save().status_code == 302
    [row] = Writing.objects.with_text()
    assert row.unsaved["body"] == "第二页接着写的。"
    assert second.beat()["turn"] == row.turn
    second.open(f"?restore={row.token}")
    assert second.save(opened_version="2").status_code == 302
    assert not Writing.objects.exists()


def test_a_page_without_scripts_ends_the_text_it_restored_as_long_as_it_is_that_text():
    first, second = two_pages_of_one_text()
    first.type(body="第一页接着写的。")
    first.keep()
    assert second.save().status_code == 302
    assert Writing.objects.get().unsaved["body"] == "第一页接着写的。"

    first.open(f"?restore={Writing.objects.get().token}")
    assert first.save(opened_version="2").status_code == 302
    assert not Writing.objects.exists()


def test_a_page_opened_in_the_background_does_not_replace_what_was_typed_on_meanwhile():
    first, second = two_pages_of_one_text()
    first.type(body="第一页接着写的。")
    first.keep()
    second.keep()
    bodies = {row.unsaved["body"] for row in Writing.objects.with_text()}
    assert bodies == {"第一页接着写的。", "写了一半。"}


def two_pages_of_one_text():
    """A page with half a text, and another it was restored into; both are open."""
    first = Desk(make.article(body="原文。"))
    first.type(body="写了一半。")
    first.keep()
    second = Desk(first.article, client=first.client)
    second.open(f"?restore={first.fields['writing']}")
    return first, second


def test_a_page_whose_text_was_ended_elsewhere_learns_that_nothing_lies_here():
    desk = Desk(make.article())
    desk.type(body="写了一半。")
    kept = desk.keep().json()["turn"]
    assert desk.beat()["turn"] == kept
    Writing.objects.all().delete()
    assert desk.beat()["turn"] != kept
    assert desk.keep().json()["said"].startswith("已暂存")
    assert Writing.objects.get().unsaved["body"] == "写了一半。"


def test_saving_a_merged_text_leaves_what_was_typed_on_in_the_text_it_came_from(
    conflict,
):
    wang, _li, _region = conflict
    html = wang.save().content.decode()
    own = _fields(html)["writing"]
    merged(wang, html, **{radios(html)[0]: "mine"})
    other = Desk(wang.article, client=wang.client)
    other.open(f"?restore={own}")
    other.type(body="又写了一段。")
    other.keep()
    assert wang.save().status_code == 302
    assert Writing.objects.with_text().get().unsaved["body"] == "又写了一段。"


def test_a_new_story_is_kept_offered_restored_and_ended_by_saving():
    desk = Desk(group="录入员")
    region = make.region("浙江")
    desk.type(title="新篇", regions=[region.pk])
    desk.keep()
    html = desk.page()
    assert "你有 1 篇没有保存的新稿" in html
    token = Writing.objects.get().token
    assert f"?restore={token}" in html

    desk.open(f"?restore={token}")
    assert desk.fields["title"] == "新篇"
    assert desk.fields["regions"] == [str(region.pk)]
    assert desk.save().status_code == 302
    assert list(Article.objects.get().regions.all()) == [region]
    assert not Writing.objects.exists()
    assert "没有保存的新稿" not in desk.page()


def test_of_two_forms_restored_from_one_text_neither_replaces_the_other():
    article = make.article()
    desk = Desk(article)
    desk.type(body="写了一半。")
    desk.keep()
    token = Writing.objects.get().token
    pages = [Desk(article, client=desk.client) for _ in range(2)]
    for page in pages:
        page.open(f"?restore={token}")
    for body in ("甲", "乙"):  # both go on typing, by turns
        for page in pages:
            page.type(body=f"{body}{pages.index(page)}。")
            page.type(writing=page.keep().json()["writing"])
    assert {row.unsaved["body"] for row in Writing.objects.all()} == {"乙0。", "乙1。"}


def test_a_restored_form_may_be_loaded_again_and_again():
    desk = Desk(make.article())
    desk.type(body="写了一半。")
    desk.keep()
    for n in range(3):
        desk.open(f"?restore={desk.fields['writing']}")
        assert desk.fields["body"].startswith("写了一半。")
        desk.type(body=f"写了一半。{n}")
        desk.keep()
    assert Writing.objects.count() == 1


def test_discarding_is_a_post_of_its_writer(client):
    desk = Desk(make.article(), name="wang")
    desk.type(body="不要了。")
    desk.keep()
    address = reverse(
        "admin:articles_article_unsaved_one", args=[Writing.objects.get().token]
    )
    client.force_login(make.staff("主编"))
    assert client.post(address, {"act": "discard"}).status_code == 403
    desk.client.get(address)
    desk.client.post(address, {"act": "something"})
    assert Writing.objects.with_text().exists()
    told = desk.client.post(address, {"act": "discard"}, follow=True).content.decode()
    assert "已丢弃" in told
    assert not Writing.objects.exists()


@pytest.mark.parametrize("stored", [True, False])
def test_who_discarded_how_much_of_which_text_is_in_the_log(stored):
    desk = Desk(make.article("甲稿") if stored else None, name="wang")
    desk.type(title="改过的题", body="写了十个字不要了了")
    desk.keep()
    row = Writing.objects.get()
    address = reverse("admin:articles_article_unsaved_one", args=[row.token])
    desk.client.post(address, {"act": "something"})
    assert not AuditEntry.objects.filter(act="row.discard").exists()
    desk.client.post(address, {"act": "discard"})
    entry = AuditEntry.objects.get(act="row.discard")
    assert entry.told == f"《改过的题》没保存的 {row.size} 字"
    of_what = ("article", str(desk.article.pk), "甲稿") if stored else ("", "", "")
    assert (entry.who, entry.thing, entry.key, entry.title) == ("wang", *of_what)
    assert "十个字" not in entry.told


# --- Deleting the article it is of ------------------------------------------------


@pytest.fixture
def chief(client):
    person = make.person("主编", "zhao")
    client.force_login(person)
    return person


def deleted(client, *articles, one_by_one):
    """The page that answers when *articles* are to be deleted."""
    if one_by_one:
        [article] = articles
        address = reverse("admin:articles_article_delete", args=[article.pk])
        return client.post(address, {"post": "yes"}, follow=True).content.decode()
    keys = [article.pk for article in articles]
    sent = {"action": "delete_selected", "_selected_action": keys, "post": "yes"}
    address = reverse("admin:articles_article_changelist")
    return client.post(address, sent, follow=True).content.decode()


@pytest.mark.parametrize("one_by_one", [True, False])
def test_an_article_is_not_deleted_from_under_somebody_elses_unsaved_text(
    client, chief, one_by_one
):
    article = make.article("甲稿")
    row = make.unsaved(article, make.person("作者", "wang"), body="王写了一半。")
    html = deleted(client, article, one_by_one=one_by_one)
    at = f"{timezone.localtime(row.saved_at):%Y-%m-%d %H:%M}"
    assert f"甲稿：wang 有没保存的文字（{at} 暂存，" in html
    assert Writing.objects.get().unsaved["body"] == "王写了一半。"

    writing.discard(row)
    deleted(client, article, one_by_one=one_by_one)
    assert not Article.objects.exists()


@pytest.mark.parametrize("one_by_one", [True, False])
def test_an_article_goes_with_ones_own_unsaved_text_and_with_forms_without_any(
    client, chief, one_by_one
):
    article = make.article("甲稿")
    make.unsaved(article, chief, body="自己写了一半。")
    Desk(article, name="wang").beat()
    assert "没保存的文字" not in deleted(client, article, one_by_one=one_by_one)
    assert not Article.objects.exists()


def test_of_many_articles_none_goes_while_one_has_unsaved_text_and_each_person_is_named(
    client, chief
):
    one, other = make.article("甲稿"), make.article("乙稿")
    wang, li = make.person("作者", "wang"), make.person("作者", "li")
    for person in (wang, wang, li):
        make.unsaved(one, person)
    html = deleted(client, one, other, one_by_one=False)
    assert html.count("甲稿：wang 有没保存的文字") == 1
    assert html.count("甲稿：li 有没保存的文字") == 1
    assert "乙稿：" not in html
    assert Article.objects.count() == 2


# --- Who else is here -------------------------------------------------------------


def test_two_who_have_it_open_are_told_of_each_other_until_one_closes():
    article = make.article()
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.beat()
    [sentence] = li.beat()["here"]
    assert sentence.startswith("wang 也打开了这篇文章（")
    assert "li 也打开了这篇文章" in wang.page()
    li.client.post(KEEP, li.form | {"article": article.pk, "closed": "1"})
    assert wang.beat()["here"] == []
    assert "li 也打开了" not in wang.page()


def test_two_tabs_of_one_person_are_told_of_each_other_as_their_own():
    article = make.article()
    tab = Desk(article, name="wang")
    assert tab.beat()["here"] == []
    other = Desk(article, client=tab.client)
    assert "你在另一个页面也打开了这篇文章（" in tab.page()
    [sentence] = other.beat()["here"]
    assert sentence.startswith("你在另一个页面也打开了")
    assert tab.beat()["here"] == [sentence]
    other.client.post(KEEP, other.form | {"article": article.pk, "closed": "1"})
    assert tab.beat()["here"] == []


def test_the_form_of_a_merged_text_is_alone(conflict):
    wang, _li, _region = conflict
    html = wang.save().content.decode()
    query = (
        "?" + merged(wang, html, **{radios(html)[0]: "mine"})["Location"].split("?")[1]
    )
    assert "你在另一个页面也打开了" not in wang.page(query)


def test_who_was_last_seen_a_while_ago_is_not_here(monkeypatch):
    article = make.article()
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.beat()
    later = timezone.now() + timedelta(seconds=61)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert li.beat()["here"] == []


def test_one_learns_of_a_newer_save_before_pressing_save():
    article = make.article()
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    assert wang.beat()["newer"] == ""
    li.type(body="李的。")
    li.save()
    assert "li 于 " in wang.beat()["newer"]
    assert "你保存时可以合并" in wang.beat()["newer"]


def test_forms_that_were_killed_are_forgotten_but_never_their_text(monkeypatch):
    article = make.article()
    empty, full = Desk(article), Desk(article)
    empty.beat()
    full.type(body="写了一半。")
    full.keep()
    much_later = timezone.now() + timedelta(days=400)
    monkeypatch.setattr(timezone, "now", lambda: much_later)
    Desk(make.article(), client=_signed_in()).beat()
    kept = Writing.objects.filter(article=article)
    assert [row.unsaved["body"] for row in kept] == ["写了一半。"]


def _signed_in():
    client = Client()
    client.force_login(make.editor())
    return client


# --- Conflict and merge -----------------------------------------------------------


@pytest.fixture
def conflict():
    """wang and li opened one text; li saved first, and both changed the first line."""
    article = make.article(body="有7个集群。\n\n第二段。\n\n第三段。")
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.beat()
    wang.type(title="王的题", body="有9个集群。\n\n第二段。\n\n第三段。")
    region = make.region("浙江")
    li.type(body="有8个集群。\n\n第二段。\n\n第三段，补。", regions=[region.pk])
    assert li.save().status_code == 302
    return wang, li, region


def merged(desk, html, **picks):
    """The form after 采用合并稿 with *picks* for the conflicts of *html*."""
    desk.fields = _fields(html)
    answer = desk.save(_merge="采用合并稿", **picks)
    if answer.status_code != 302:
        return answer
    query = answer["Location"].partition("?")[2]
    desk.open(f"?{query}")
    return answer


def _fields(html):
    class Sent:
        def get(self, _address):
            return type("Answer", (), {"content": html.encode()})

    return {k: v for k, v in open_form(Sent(), "").items() if not k.startswith("pick-")}


def test_a_refused_save_shows_both_texts_and_merges_what_it_can(conflict):
    wang, _li, region = conflict
    html = wang.save().content.decode()
    assert "li 于 " in html
    assert "对方保存的文字" in html
    assert "只有我改了" in html
    assert "只有对方改了" in html
    [name] = radios(html)
    assert merged(wang, html, **{name: "mine"}).status_code == 302
    assert wang.fields["title"] == "王的题"
    assert wang.fields["body"] == "有9个集群。\n\n第二段。\n\n第三段，补。"
    assert wang.fields["regions"] == [str(region.pk)]

    assert Article.objects.get().body.startswith("有8个")  # not saved before one saves
    assert wang.save().status_code == 302
    article = Article.objects.get()
    assert article.body == "有9个集群。\n\n第二段。\n\n第三段，补。"
    assert list(article.regions.all()) == [region]
    assert not Writing.objects.with_text().exists()
    assert "有8个" in article.revisions.first().body  # theirs is in the history


@pytest.mark.parametrize(
    ("pick", "first"),
    [("theirs", "有8个集群。"), ("both", "有9个集群。\n\n有8个集群。")],
)
def test_the_others_line_or_both_may_be_picked(conflict, pick, first):
    wang, _li, _region = conflict
    html = wang.save().content.decode()
    merged(wang, html, **{radios(html)[0]: pick})
    assert wang.fields["body"] == f"{first}\n\n第二段。\n\n第三段，补。"


def test_a_merge_with_something_undecided_is_refused_and_keeps_the_text(conflict):
    wang, _li, _region = conflict
    html = wang.save().content.decode()
    answer = merged(wang, html)
    told = answer.content.decode()
    assert "请在上面逐处选定" in told
    assert "不合并而直接保存，将以你的文字替换对方的" in told  # still said
    assert _fields(answer.content.decode())["body"].startswith("有9个集群。")
    assert Article.objects.get().body.startswith("有8个")


def test_who_does_not_merge_but_saves_again_prevails_and_the_other_is_in_history(
    conflict,
):
    wang, _li, _region = conflict
    answer = merged(wang, wang.save().content.decode())  # with nothing picked
    wang.fields = _fields(answer.content.decode())
    assert wang.save(_continue="1").status_code == 302
    article = Article.objects.get()
    assert article.body.startswith("有9个")
    kept = article.revisions.first()
    assert "有8个" in kept.body
    [warning] = shown(wang.page(), ".messagelist .warning")
    assert warning.startswith("已替换 li 于 ")
    assert f"它留在历史里，是第 {kept.number} 版" in warning


def test_a_save_that_replaces_nothing_or_was_merged_speaks_of_no_replacement(conflict):
    wang, li, _region = conflict
    html = wang.save().content.decode()
    merged(wang, html, **{radios(html)[0]: "mine"})
    wang.save(_continue="1")
    assert "已替换" not in wang.page()
    li.open()
    li.type(body="李后来又改。")
    li.save(_continue="1")
    assert "已替换" not in li.page()


def test_where_the_two_texts_stand_is_said_before_them_and_after_them(conflict):
    wang, _li, _region = conflict
    html = wang.save().content.decode()
    first, panel = html.index("没有保存。"), html.index('id="two-texts-title"')
    assert first < panel < html.index("两边的文字并排在上面")


def test_ones_own_save_in_another_tab_is_told_as_ones_own_and_stays_in_the_history():
    article = make.article(body="原文。")
    tab = Desk(article, name="wang")
    other = Desk(article, client=tab.client)
    other.user = tab.user
    tab.type(body="第一页写的。")
    assert tab.save().status_code == 302
    other.type(body="第二页写的。")
    html = other.save().content.decode()
    assert "你在另一个页面于 " in html
    assert "wang 于 " not in html
    assert "对方" not in html
    other.fields = _fields(html)
    other.save(_continue="1")
    [warning] = shown(other.page(), ".messagelist .warning")
    assert "已替换你在另一个页面于 " in warning
    bodies = article.revisions.values_list("body", flat=True)
    assert "第一页写的。" in bodies


def test_a_third_save_in_between_is_asked_about_anew(conflict):
    wang, li, _region = conflict
    html = wang.save().content.decode()
    li.open()
    li.type(body="有10个集群。\n\n第二段。\n\n第三段，补。")
    li.save()
    answer = merged(wang, html, **{radios(html)[0]: "mine"}).content.decode()
    assert "对方保存的文字" in answer
    assert radios(answer) != radios(html)


def test_without_scripts_the_base_comes_from_the_history_or_all_is_asked():
    article = make.article(body="甲。\n\n乙。", updated_by=make.person("作者", "zhao"))
    wang, li = Desk(article, name="wang"), Desk(article, name="li")
    wang.type(body="甲改。\n\n乙。")
    for body in ("甲。\n\n乙改。", "甲。\n\n乙又改。"):  # of these none is frozen
        li.open()
        li.type(body=body)
        li.save()
    html = wang.save().content.decode()
    assert radios(html) == []  # what zhao wrote was frozen when li saved over it
    assert "可以直接合并" in html

    late = Desk(article, name="sun")
    late.type(body="甲。\n\n乙又改了。")
    li.open()
    li.type(body="甲。\n\n乙再改。")
    li.save()
    html = late.save().content.decode()
    assert "原来的文字没有留下" in html
    assert len(radios(html)) == 1


def test_restoring_what_the_article_has_left_behind_leads_into_the_merge(conflict):
    wang, _li, _region = conflict
    wang.keep()
    token = Writing.objects.get(by=wang.user).token
    html = wang.page(f"?restore={token}")
    assert "对方保存的文字" in html
    assert _fields(html)["body"].startswith("有9个")
    merged(wang, html, **{radios(html)[0]: "theirs"})
    assert wang.save().status_code == 302
    assert Article.objects.get().body.startswith("有8个")


def test_a_refused_save_is_offered_again_to_who_went_away(conflict):
    wang, _li, _region = conflict
    wang.save()
    assert "你 " in wang.page()
    assert "暂存的文字" in wang.page()
    [row] = Writing.objects.with_text()
    assert row.unsaved["body"].startswith("有9个")


# --- Others' text -----------------------------------------------------------------


def test_an_editor_rescues_what_somebody_away_has_typed():
    article = make.article(body="原文。")
    wang = Desk(article, name="wang")
    wang.type(body="原文。\n\n王走前写的。")
    wang.keep()
    row = Writing.objects.get()
    li = Desk(article, group="编辑", name="li")
    html = li.page()
    assert "wang 有未保存的文字" in html
    one = reverse("admin:articles_article_unsaved_one", args=[row.token])
    assert one in html
    assert "王走前写的" in li.client.get(one).content.decode()
    li.open(f"?restore={row.token}")
    assert li.save().status_code == 302
    article.refresh_from_db()
    assert (article.body, article.updated_by) == ("原文。\n\n王走前写的。", li.user)
    assert Writing.objects.filter(by=wang.user).exists()  # wang decides about it


def test_a_colleague_learns_that_there_is_text_but_not_what_it_says():
    article = make.article()
    wang = Desk(article, name="wang")
    wang.type(body=SECRET)
    wang.keep()
    token = Writing.objects.get().token
    li = Desk(article, group="作者", name="li")
    one = reverse("admin:articles_article_unsaved_one", args=[token])
    assert "wang 有未保存的文字" in li.page()
    assert one not in li.page()
    assert SECRET not in li.page(f"?restore={token}")
    assert li.client.get(one).status_code == 403
    listed = reverse("admin:articles_article_unsaved")
    assert token not in li.client.get(listed).content.decode()
    assert token in wang.client.get(listed).content.decode()
    li.type(writing_from=token, body="甲。")
    li.keep()
    assert Writing.objects.get(by=wang.user).unsaved["body"] == SECRET


def test_the_preview_of_unsaved_text_is_its_writers_and_of_no_cache():
    article = make.published(body="读者看到的。")
    wang, chief = Desk(article), Desk(article, group="主编")
    wang.type(body=f"写到一半{SECRET}", title="新题 后半")
    address = wang.keep().json()["preview"]
    answer = wang.client.get(address)
    html = answer.content.decode()
    assert f"写到一半{SECRET}" in html
    assert "<script" not in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert chief.client.get(address).status_code == 403
    assert "/admin/login/" in Client().get(address)["Location"]
    form = wang.client.get(change_url(article)).headers
    assert "frame-src 'self'" in form["Content-Security-Policy"]
    assert form["X-Frame-Options"] == "DENY"


def test_the_preview_of_a_new_story_has_its_subjects():
    desk = Desk()
    region = make.region("浙江")
    desk.type(title="新篇", body="一段。", regions=[region.pk])
    html = desk.client.get(desk.keep().json()["preview"]).content.decode()
    assert "浙江" in shown(html, ".about")[0]
    assert not Article.objects.exists()


def test_who_may_not_write_keeps_nothing_and_is_offered_nothing(client):
    article = make.article()
    person = make.staff("录入员")
    person.groups.clear()
    from django.contrib.auth.models import Permission

    person.user_permissions.add(Permission.objects.get(codename="view_article"))
    client.force_login(person)
    html = client.get(change_url(article)).content.decode()
    assert "autosave.js" not in html
    assert "live-preview-button" not in html
    sent = {
        "writing": "x" * 16,
        "holder": "y" * 16,
        "article": article.pk,
        "text": "1",
        "body": "甲",
    }
    assert client.post(KEEP, sent).status_code == 403
    assert client.post(KEEP, sent | {"article": ""}).status_code == 403
    assert not Writing.objects.exists()


def test_unsaved_text_is_on_no_readers_page():
    known = rows()
    article = known["article"]
    desk, new = Desk(article), Desk()
    for one in (desk, new):
        one.type(title=SECRET, body=SECRET, lede=SECRET)
        preview = one.keep().json()["preview"]
        assert SECRET in one.client.get(preview).content.decode()
    anybody = Client()
    for _pattern, _get, _post, address in READERS:
        answer = anybody.get(address.format(**known) + "?q=绝密", follow=True)
        body = b"".join(answer) if answer.streaming else answer.content
        assert SECRET.encode() not in body, address


def test_ones_own_text_is_offered_however_much_others_have_left():
    article = make.article()
    wang = Desk(article, name="wang")
    wang.type(body="王的。")
    wang.keep()
    li = make.staff("作者", "li")
    for n in range(25):
        make.unsaved(article, li, body=f"李的第{n}份。")
    assert "你 " in shown(wang.page(), ".writing-kept li")[0]


def test_many_differences_are_shown_whole_and_none_is_left_out():
    stored = "\n\n".join(f"第{n}段，原有{n}个。" for n in range(300))
    article = make.article(body=stored)
    row = make.unsaved(article, make.staff("作者"), body=stored.replace("原", "现"))
    li = Desk(article, group="编辑")
    one = reverse("admin:articles_article_unsaved_one", args=[row.token])
    sides = shown(li.client.get(one).content.decode(), ".one-side")
    assert sides[-2:] == ["第299段，现有299个。", "第299段，原有299个。"]
    assert len(sides) == 600


# --- Cost, and what the history shows ---------------------------------------------


def test_the_history_has_one_line_for_all_the_times_a_form_was_kept():
    article = make.article()
    desk = Desk(article, name="wang")
    for n in range(1, 4):
        desk.type(body=f"写到第{n}段。")
        desk.keep()
    [row] = writing.unsaved(article)
    assert (row.by.username, row.saves) == ("wang", 3)
    assert row.size > 0
    assert not article.revisions.exists()


@pytest.mark.parametrize("others", [1, 12])
def test_keeping_and_opening_cost_the_same_with_one_colleague_and_twelve(
    others, django_assert_num_queries
):
    article = make.article()
    for n in range(others):
        desk = Desk(article, name=f"colleague{n}")
        desk.type(body=f"第{n}人写的。")
        desk.keep()
    desk = Desk(article, group="编辑", name="wang")
    desk.type(body="王写的。")
    desk.keep()
    with django_assert_num_queries(11):
        desk.keep()
    with django_assert_num_queries(20):
        desk.page()
    with django_assert_num_queries(6):
        desk.client.get(reverse("admin:articles_article_unsaved"))


def test_an_edit_by_merge_is_an_edit_and_ends_the_approval(conflict):
    wang, _li, _region = conflict
    article = Article.objects.get()
    review.submit(article, make.person("作者", "zhao"))
    html = wang.save().content.decode()
    merged(wang, html, **{radios(html)[0]: "mine"})
    wang.save()
    article.refresh_from_db()
    assert article.status == "draft"
    assert wang.user in article.writers.all()
