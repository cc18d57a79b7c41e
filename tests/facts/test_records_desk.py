"""The clerk's page: proposals beside the text, answered one by one, kept for ever."""

import pytest
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import proposing
from articles.models import (
    Agreement,
    Article,
    Decision,
    Fact,
    KnownUnknown,
    Programme,
    Quote,
)
from tests import make

pytestmark = pytest.mark.django_db

BODY = (
    "长三角拥有国家级先进制造业集群26个，其中浙江有7个。数字经济增加值突破12万亿元。\n\n"
    "浙江开展“十链百场万企”系列对接活动，累计举办活动956场。"
)


@pytest.fixture
def article():
    zhejiang = make.region("浙江")
    make.region("长三角", kind="group").members.add(zhejiang)
    return make.article("集群观察", BODY)


def address(article):
    return reverse("admin:articles_article_facts", args=[article.pk])


def card(client, article, words, what="fact"):
    """The fields of the form whose proposal has *words*, as a browser would send them."""
    page = LexborHTMLParser(client.get(address(article)).content)
    reading = proposing.read(article)
    [entry] = [e for e in reading.open if e.what == what and words in e.words]
    form = page.css_first(f"#e-{entry.key[:12]} form")
    sent = {"key": entry.key}
    for field in form.css("input[name], textarea[name]"):
        if (
            field.attributes.get("type") == "checkbox"
            and "checked" not in field.attributes
        ):
            continue
        told = field.attributes.get("value") or field.text()
        if field.attributes.get("type") == "checkbox":
            told = "on"
        sent[field.attributes["name"]] = told
    for field in form.css("select[name]"):
        chosen = field.css_first("option[selected]") or field.css_first("option")
        sent[field.attributes["name"]] = chosen.attributes.get("value") or ""
    del sent["csrfmiddlewaretoken"]
    return sent, entry.key[:12]


def press(client, article, sent, act="accept", **mended):
    return client.post(address(article), sent | mended | {"act": act}, follow=True)


def test_the_words_of_each_proposal_are_marked_and_lead_to_its_form(as_clerk, article):
    page = LexborHTMLParser(as_clerk.get(address(article)).content)
    marks = {
        mark.text(): mark.attributes["href"]
        for mark in page.css(".desk-text a.proposed")
    }
    assert {"26个", "7个", "突破12万亿元"} <= marks.keys()
    for target in marks.values():
        assert page.css_first(target) is not None


def test_what_a_clerk_accepts_waits_for_an_editor_and_names_the_clerk(
    as_clerk, article
):
    sent, _id = card(as_clerk, article, "突破12万亿元")
    answer = press(as_clerk, article, sent)
    [fact] = Fact.objects.all()
    assert fact.figure == "突破12万亿元"
    assert fact.base_value == 12_000_000_000_000
    assert fact.status == Fact.Status.PROPOSED
    assert (fact.entered_by, fact.checked_by) != (None, fact.entered_by)
    assert fact.checked_by is None
    assert fact.quote.text[fact.mark_start : fact.mark_end] == "突破12万亿元"
    assert "待核" in answer.content.decode()


def test_what_an_editor_accepts_is_verified_by_that_editor(as_editor, article):
    sent, _id = card(as_editor, article, "26个")
    press(as_editor, article, sent)
    [fact] = Fact.objects.all()
    assert fact.status == Fact.Status.VERIFIED
    assert fact.checked_by == fact.entered_by


def test_a_mended_proposal_is_stored_as_mended(as_clerk, article):
    sent, prefix = card(as_clerk, article, "突破12万亿元")
    mended = {f"{prefix}-figure": "超过12万亿元", f"{prefix}-about": "长三角"}
    press(as_clerk, article, sent, **mended)
    [fact] = Fact.objects.all()
    assert (fact.figure, fact.direction) == ("超过12万亿元", Fact.Direction.OVER)
    assert fact.base_value == 12_000_000_000_000
    assert [str(row) for row in fact.about] == ["长三角"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("figure", "超过12345678901万亿元", "读不成一个数值"),
        ("figure", "许多", "读不成一个数值"),
        ("figure", "27个", "没有「27」：数据照原文录"),
        ("figure", "3个和4个", "读不成一个数值"),
        ("about", "火星", "没有名为「火星」"),
        ("about", "长三角\n浙江", "只能关于一个地区"),
        ("period_start", "2025-06-02", "要么都填"),
        ("indicator", "", "这个字段是必填项"),
    ],
)
def test_a_wrong_field_is_a_sentence_and_nothing_is_stored(
    as_clerk, article, field, value, sentence
):
    sent, prefix = card(as_clerk, article, "26个")
    answer = press(as_clerk, article, sent, **{f"{prefix}-{field}": value})
    assert sentence in answer.content.decode()
    assert not Fact.objects.exists()
    assert not Decision.objects.exists()
    assert value.split("\n")[0] in answer.content.decode()


def test_a_rejected_proposal_does_not_come_back_with_the_next_reading(
    as_clerk, article
):
    sent, _id = card(as_clerk, article, "7个")
    press(as_clerk, article, sent, act="reject")
    article.body = "新加的一段。\n\n" + article.body
    article.save()
    reading = proposing.read(Article.objects.get())
    assert ("fact", "7个") not in [(entry.what, entry.words) for entry in reading.open]
    assert ("fact", "7个") in [(entry.what, entry.words) for entry in reading.rejected]


def test_an_answer_taken_back_is_open_again_and_its_fact_gone(as_clerk, article):
    sent, _id = card(as_clerk, article, "7个")
    press(as_clerk, article, sent)
    press(as_clerk, article, {"key": sent["key"]}, act="reopen")
    assert not Fact.objects.exists()
    assert "7个" in [entry.words for entry in proposing.read(article).open]
    assert Decision.objects.get().answer == Decision.Answer.REOPENED


def test_a_clerk_cannot_take_back_what_an_editor_verified(client, article):
    clerk, editor = make.clerk(), make.editor()
    client.force_login(clerk)
    sent, _id = card(client, article, "7个")
    press(client, article, sent)
    client.force_login(editor)
    press(client, article, {"fact": [Fact.objects.get().pk]}, act="verify")
    client.force_login(clerk)
    answer = press(client, article, {"key": sent["key"]}, act="reopen")
    assert "只有编辑能收回" in answer.content.decode()
    assert Fact.objects.get().checked_by == editor


def test_the_second_of_two_people_is_told_of_the_first(client, article):
    first, second = make.clerk(), make.clerk()
    client.force_login(first)
    sent, _id = card(client, article, "7个")
    client.force_login(second)
    press(client, article, sent, act="reject")
    client.force_login(first)
    answer = press(client, article, sent)
    assert f"{second} 已经答复过" in answer.content.decode().lower()
    assert not Fact.objects.exists()


def test_a_part_finds_its_whole_whichever_is_accepted_first(as_clerk, article):
    for words in ("7个", "26个"):
        press(as_clerk, article, card(as_clerk, article, words)[0])
    part, whole = (Fact.objects.get(printed_value=n) for n in ("7", "26"))
    assert part.part_of == whole


def test_a_programme_named_is_made_and_linked_and_its_other_name_taught_once(
    as_clerk, article
):
    sent, prefix = card(as_clerk, article, "十链百场万企", "name")
    press(as_clerk, article, sent, **{f"{prefix}-region": "浙江"})
    programme = Programme.objects.get()
    assert programme.region.name == "浙江"
    assert list(article.programmes.all()) == [programme]

    other = make.article("又一篇", "浙江举办“十链百企”对接活动100场。")
    sent, prefix = card(as_clerk, other, "十链百企", "name")
    press(as_clerk, other, sent, **{f"{prefix}-known_as": "十链百场万企"})
    programme.refresh_from_db()
    assert programme.aliases == ["十链百企"]
    assert list(other.programmes.all()) == [programme]
    assert "十链百企" not in [e.words for e in proposing.read(other).open]


def test_linking_a_name_makes_a_form_opened_before_stale(as_clerk, article):
    before = article.version
    press(as_clerk, article, card(as_clerk, article, "十链百场万企", "name")[0])
    assert Article.objects.get().version == before + 1


def test_an_agreement_keeps_its_parties_as_printed_and_says_who_is_unnamed(as_clerk):
    article = make.article(
        "签约",
        "多省市科技部门签署“长江经济带联动创新框架合作协议”，将推动平台共建。",
    )
    sent, _id = card(as_clerk, article, "框架合作协议", "name")
    press(as_clerk, article, sent)
    agreement = Agreement.objects.get()
    assert agreement.parties_printed == ["多省市科技部门"]
    assert agreement.unnamed_parties
    assert agreement.kind == Agreement.Kind.FRAMEWORK


def test_known_unknowns_are_confirmed_and_counted(as_clerk, article):
    for words in ("26个", "7个"):
        press(as_clerk, article, card(as_clerk, article, words)[0])
    press(as_clerk, article, card(as_clerk, article, "26个", "unknown")[0])
    unknown = KnownUnknown.objects.get()
    assert (unknown.kind, unknown.count, unknown.listed) == ("rest", 19, ["浙江"])


def test_an_article_edited_under_the_form_is_a_sentence(as_clerk, article):
    sent, _id = card(as_clerk, article, "7个")
    article.body = "全部重写。"
    article.save()
    answer = press(as_clerk, article, sent)
    assert "这条建议不在了" in answer.content.decode()
    assert not Quote.objects.exists()


@pytest.mark.parametrize("act", ["", "explode", "verify"])
def test_an_act_that_is_none_or_not_allowed_does_nothing(as_clerk, article, act):
    sent, _id = card(as_clerk, article, "7个")
    answer = press(as_clerk, article, sent, act=act)
    assert answer.status_code in (200, 403)
    assert not Fact.objects.exists()


def test_only_staff_who_may_see_facts_see_the_desk(client, article):
    assert client.get(address(article)).status_code == 302
    assert client.post(address(article), {"act": "reject"}).status_code == 302


def test_an_article_nobody_has_is_404(as_clerk):
    assert as_clerk.get("/admin/articles/article/999/facts/").status_code == 404


def test_a_text_without_figures_says_so(as_clerk):
    article = make.article("短讯", "今天天气很好。")
    assert "没有待答复的建议" in as_clerk.get(address(article)).content.decode()


def test_a_disputed_fact_needs_a_reason_and_leaves_the_readers(client, article):
    editor = make.editor()
    client.force_login(editor)
    press(client, article, card(client, article, "7个")[0])
    make.publish(Article.objects.get(), by=editor)
    fact = Fact.objects.get()
    assert Fact.objects.public().count() == 1
    answer = press(client, article, {"fact": [fact.pk]}, act="dispute", why=" ")
    assert "要写明理由" in answer.content.decode()
    assert Fact.objects.public().count() == 1
    press(client, article, {"fact": [fact.pk]}, act="dispute", why="与公报不符")
    assert not Fact.objects.public().exists()
    assert Fact.objects.get().note == "与公报不符"


def test_what_was_done_is_said_at_the_card_one_goes_on_to(as_clerk, article):
    sent, key = card(as_clerk, article, "26个")
    answer = press(as_clerk, article, sent, act="reject")
    place = answer.redirect_chain[-1][0].partition("#")[2]
    assert place not in ("", f"e-{key}")
    page = LexborHTMLParser(answer.content)
    [told] = page.css("[role=status].told")
    assert told.text() == "已否决：26个"
    assert page.css_first(f"#{place} .told") is not None
    assert page.css(".messagelist") == []


def test_what_was_refused_of_a_card_that_is_gone_is_said_at_the_top(as_clerk, article):
    sent, _key = card(as_clerk, article, "26个")
    sent["key"] = "0" * 40
    page = LexborHTMLParser(press(as_clerk, article, sent, act="reject").content)
    [told] = page.css(".messagelist .error")
    assert "这条建议不在了" in told.text()
