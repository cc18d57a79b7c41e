"""The live desk in the admin: what an editor presses happens, and others may only look."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser

from articles.live import editing, marking
from articles.models import Comparison, LiveStory, Receipt
from tests import make

pytestmark = pytest.mark.django_db

ONE, OTHER = "示例港今起恢复通航", "样本市夜间公交增开十条线"


def page(story):
    return reverse("admin:articles_livestory_change", args=[story.pk])


def press(client, story, **given):
    """What the desk says after the button was pressed."""
    address = reverse("admin:articles_livestory_act", args=[story.pk])
    answer = client.post(address, given, follow=True)
    assert answer.status_code == 200
    return said(answer)


def said(answer):
    tree = LexborHTMLParser(answer.content)
    # The admin begins a message with a capital, be it somebody's name.
    return " ".join(n.text(strip=True).lower() for n in tree.css(".messagelist li"))


def buttons(html):
    return {
        node.text(strip=True) for node in LexborHTMLParser(html).css(".desk button")
    }


def repeated():
    first = make.flash(ONE)
    return first, make.flash(ONE + "。", outlet="江北快讯")


def doubt(one=ONE, other=OTHER, **fields):
    a, b = make.flash(one), make.flash(other)
    return Comparison.objects.create(
        a=a, b=b, origin="unsure", probability=0.43, reasons="主语不同", **fields
    )


QUEUE = "/admin/articles/comparison/queue/"


def test_a_story_shows_its_items_evidence_and_history(as_editor):
    first, second = repeated()
    html = as_editor.get(page(first.story)).content.decode()
    for shown in (first.text, second.text, "江北快讯", second.placed_because, "机器"):
        assert shown in html
    assert {"选为主条目", "拆为单独的快讯", "隐藏", "置顶", "撤销"} <= buttons(html)


def test_an_editor_marks_a_story_by_buttons(as_editor):
    first, second = repeated()
    story = first.story
    assert press(as_editor, story, importance="yes") == "重要性已定。"
    assert press(as_editor, story, lead=second.pk) == "主条目已换。"
    until = timezone.localtime() + timedelta(hours=2)
    when = until.strftime("%Y-%m-%dT%H:%M")
    assert press(as_editor, story, pin="1", until=when) == "已置顶。"
    story.refresh_from_db()
    assert (story.is_important, story.lead, story.is_pinned) == (True, second, True)
    assert timezone.localtime(story.pinned_until).strftime("%H:%M") == when[-5:]
    assert press(as_editor, story, unpin="1") == "已取消置顶。"
    assert press(as_editor, story, hide="1", reason="不实") == "已隐藏。"
    assert "不实" in as_editor.get(page(story)).content.decode()
    assert press(as_editor, story, show="1") == "已恢复显示。"
    assert Receipt.objects.count() == 6


def test_an_editor_places_items_by_buttons_and_undoes_it(as_editor):
    first, second = repeated()
    other = make.flash(OTHER).story
    assert press(as_editor, first.story, split=second.pk) == "已拆为单独的快讯。"
    second.refresh_from_db()
    told = press(as_editor, second.story, move=other.pk, item=second.pk)
    assert told == f"已移到「{OTHER}」。"
    assert press(as_editor, other, merge=first.story_id) == f"已并入「{ONE}」。"
    assert LiveStory.objects.shown().count() == 1
    for receipt in Receipt.objects.all():
        told = press(as_editor, first.story, undo=receipt.pk)
        assert told == f"已撤销第 {receipt.pk} 号操作。"
    assert LiveStory.objects.shown().count() == 2
    assert press(as_editor, first.story, apart=second.pk) == "已撤销机器的归并。"
    assert LiveStory.objects.shown().count() == 3


def test_a_step_that_cannot_be_undone_says_why_in_place_of_its_button(as_editor):
    first, other = make.flash(ONE).story, make.flash(OTHER).story
    third = make.flash("丙厂停产检修").story
    by = make.editor()
    editing.merge(other, first, by)
    editing.merge(first, third, by)
    html = as_editor.get(page(third)).content.decode()
    assert f"现在不能撤销：{by} 在" in html
    below = Receipt.objects.last().pk
    assert f"{by} 在" in press(as_editor, third, undo=below)


def test_likely_places_are_offered_and_searched_for(as_editor):
    item = make.flash("甲市港口今起恢复通航，首日进出船舶12艘")
    near = make.flash("甲市港口昨日恢复通航，进出船舶21艘").story
    make.flash(OTHER)
    moving = f"{page(item.story)}?move={item.pk}"
    html = LexborHTMLParser(as_editor.get(moving).content)
    places = [node.attributes["value"] for node in html.css("button[name=move]")]
    assert places[0] == str(near.pk)
    assert len(places) == 2
    html = as_editor.get(moving + "&q=公交").content.decode()
    assert OTHER in html
    assert near.lead.text not in html
    html = as_editor.get(f"{moving}&q=%23{near.pk}").content.decode()
    assert near.lead.text in html
    assert "没有找到" in as_editor.get(moving + "&q=无此话").content.decode()


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "没有这样的操作"),
        ({"hide": "1"}, "请写明隐藏的原因"),
        ({"hide": "1", "reason": "长" * 201}, "最多 200 个字"),
        ({"pin": "1", "until": "明天"}, "这样的时间"),
        ({"pin": "1", "until": "2020-01-01T00:00"}, "已经过去"),
        ({"unpin": "1"}, "没有置顶"),
        ({"show": "1"}, "没有隐藏"),
        ({"lead": "x"}, "找不到"),
        ({"lead": "9" * 30}, "找不到"),
        ({"move": "1", "item": "7777"}, "找不到"),
        ({"merge": "7777"}, "找不到"),
        ({"undo": "7777"}, "找不到"),
        ({"importance": "maybe"}, "没有这样的操作"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(as_editor, given, told):
    assert told in press(as_editor, make.flash(ONE).story, **given)
    assert not Receipt.objects.exists()


def test_an_item_that_has_left_the_story_is_not_acted_on_from_its_old_page(as_editor):
    first, second = repeated()
    editing.split(second, make.editor())
    assert "已经不在" in press(as_editor, first.story, lead=second.pk)


@pytest.mark.parametrize("address", ["7777", "x", "9" * 30])
def test_a_story_that_is_not_there_leads_back_with_a_sentence(as_editor, address):
    answer = as_editor.get(f"/admin/articles/livestory/{address}/change/", follow=True)
    assert answer.status_code == 200
    assert said(answer)


def test_a_merged_story_is_shown_with_where_it_went(as_editor):
    first, other = make.flash(ONE).story, make.flash(OTHER).story
    editing.merge(other, first, make.editor())
    html = as_editor.get(page(other)).content.decode()
    assert "已经并入" in html
    assert page(first) in html
    assert "已经并入" in press(as_editor, other, pin="1")


def test_who_may_look_sees_no_button_and_is_refused(as_clerk):
    first, second = repeated()
    asked = doubt("丙厂停产检修", "丁港封航")
    marking.hide(first.story, make.editor(), "不实")
    html = as_clerk.get(page(first.story)).content.decode()
    assert first.text in html
    assert buttons(html) == set()
    act = reverse("admin:articles_livestory_act", args=[first.story_id])
    for given in ({"split": second.pk}, {"undo": Receipt.objects.get().pk}):
        assert as_clerk.post(act, given).status_code == 403
    html = as_clerk.get(QUEUE).content.decode()
    assert asked.a.text in html
    assert buttons(html) == set()
    given = {"pair": asked.pk, "answer": "same"}
    assert as_clerk.post(QUEUE, given).status_code == 403
    assert Receipt.objects.count() == 1


def test_who_may_not_look_sees_nothing(client):
    story = make.flash(ONE).story
    act = reverse("admin:articles_livestory_act", args=[story.pk])
    for address in (page(story), QUEUE, act):
        assert client.get(address).status_code == 302  # to sign in
    stranger = make.staff()
    stranger.groups.clear()
    client.force_login(stranger)
    for address in (page(story), QUEUE):
        assert client.get(address).status_code == 403
    assert client.post(act, {"pin": "1"}).status_code == 403


def test_acts_are_posts_with_a_token(as_editor):
    story = make.flash(ONE).story
    act = reverse("admin:articles_livestory_act", args=[story.pk])
    assert as_editor.get(act, {"pin": "1"}).status_code == 405
    as_editor.handler.enforce_csrf_checks = True
    assert as_editor.post(act, {"pin": "1"}).status_code == 403
    assert as_editor.post(QUEUE, {"undo": "1"}).status_code == 403
    assert not Receipt.objects.exists()


def test_doubts_come_one_by_one_with_their_differences_marked(as_editor):
    doubt("丙厂停产检修", "丁港封航")
    doubt("产值增长3.1%", "产值增长3.7%")
    html = LexborHTMLParser(as_editor.get(QUEUE).content)
    assert "还有 2 对" in html.css_first("#left").text()
    assert "43%" in html.css_first("#left").text()
    assert html.css_first("del.amount").text() == "3.1%"
    assert html.css_first("ins.amount").text() == "3.7%"


def test_an_answer_goes_on_to_the_next_and_can_be_taken_back(as_editor):
    old, new = doubt("丙厂停产检修", "丁港封航"), doubt()
    given = {"pair": new.pk, "answer": "same"}
    answer = as_editor.post(QUEUE, given, follow=True)
    assert said(answer) == "已记下：是同一条。"
    assert old.a.text in answer.content.decode()
    assert LiveStory.objects.shown().count() == 3
    undo = LexborHTMLParser(answer.content).css_first("button[name=undo]")
    given = {"undo": undo.attributes["value"]}
    answer = as_editor.post(QUEUE, given, follow=True)
    assert "已撤销" in said(answer)
    assert new.a.text in answer.content.decode()
    assert LiveStory.objects.shown().count() == 4
    new.refresh_from_db()
    assert new.answer is None


def test_a_skipped_pair_waits_until_the_others_are_done(as_editor):
    old, new = doubt("丙厂停产检修", "丁港封航"), doubt()
    html = as_editor.get(QUEUE, {"after": new.pk}).content.decode()
    assert old.a.text in html
    html = as_editor.get(QUEUE, {"after": old.pk}).content.decode()
    assert "跳过的还有 2 对" in html
    Comparison.objects.all().delete()
    assert "没有拿不准" in as_editor.get(QUEUE).content.decode()


def test_a_pair_answered_by_somebody_meanwhile_is_a_sentence(as_editor):
    old, new = doubt("丙厂停产检修", "丁港封航"), doubt()
    other = make.editor()
    editing.answer(new, False, other)
    answer = as_editor.post(QUEUE, {"pair": new.pk, "answer": "same"}, follow=True)
    assert said(answer) == f"{other} 已经回答过。"
    assert old.a.text in answer.content.decode()
    new.refresh_from_db()
    assert new.answer is False


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"pair": "x", "answer": "same"},
        {"undo": "9" * 40},
        {"pair": "7", "answer": "?"},
    ],
)
def test_a_nonsense_answer_is_a_sentence(as_editor, given):
    doubt()
    answer = as_editor.post(QUEUE, given, follow=True)
    assert answer.status_code == 200
    assert said(answer)
    assert not Receipt.objects.exists()


def test_ones_own_last_answer_is_what_is_taken_back(as_editor):
    theirs = doubt()
    editing.answer(theirs, False, make.editor())
    doubt("丙厂停产检修", "丁港封航")
    assert "撤销上一个回答" not in as_editor.get(QUEUE).content.decode()


@pytest.mark.parametrize("number", [2, 30])
def test_desk_pages_cost_the_same_whatever_was_done(
    as_editor, number, django_assert_num_queries
):
    story = make.flash(ONE).story
    by = make.editor()
    for n in range(number):
        make.flash(ONE + "。" * (n + 1), outlet=f"第{n}社")
        editing.merge(make.flash(f"第{n}号样品批次通过检验").story, story, by)
        doubt(f"第{n}号桥开通", f"第{n}号隧道封闭")
    as_editor.get("/admin/")
    with django_assert_num_queries(14):
        as_editor.get(page(story))
    with django_assert_num_queries(16):
        as_editor.get(page(story), {"move": story.lead_id})
    with django_assert_num_queries(7):
        as_editor.get(QUEUE)
    with django_assert_num_queries(11):
        as_editor.get(reverse("admin:articles_receipt_changelist"))


def test_the_desk_counts_what_became_of_the_days_items(as_editor):
    repeated()
    marking.hide(make.flash(OTHER).story, make.editor(), "不实")
    address = reverse("admin:articles_livestory_changelist")
    day = {"told_at__year": 2025, "told_at__month": 6, "told_at__day": 9}
    html = as_editor.get(address, day).content.decode()
    assert "2025-06-09 的条目 3 个：列出 1，归并 1，隐藏 1" in html
    assert "不实" in html
    bad = {"told_at__year": 2025, "told_at__month": 2, "told_at__day": 30}
    assert as_editor.get(address, bad, follow=True).status_code == 200


@pytest.mark.parametrize("standing", ["pinned", "hidden", "merged", ""])
def test_the_desk_finds_pinned_hidden_and_merged_stories(as_editor, standing):
    by = make.editor()
    texts = {"pinned": ONE, "hidden": OTHER, "merged": "丙厂停产检修", "": "丁港封航"}
    stories = {name: make.flash(text).story for name, text in texts.items()}
    marking.pin(stories["pinned"], by)
    marking.hide(stories["hidden"], by, "不实")
    editing.merge(stories["merged"], stories[""], by)
    address = reverse("admin:articles_livestory_changelist")
    html = as_editor.get(address, {"standing": standing} if standing else {})
    found = {name for name in texts if texts[name] in html.content.decode()}
    assert found == ({"pinned", "hidden", ""} if standing == "" else {standing})


def test_the_log_of_receipts_is_read_only(as_editor, as_clerk):
    marking.hide(make.flash(ONE).story, make.editor(), "不实")
    address = reverse("admin:articles_receipt_changelist")
    html = as_editor.get(address).content.decode()
    assert "不实" in html
    change = reverse("admin:articles_receipt_change", args=[Receipt.objects.get().pk])
    assert as_editor.post(change, {"reason": "改"}).status_code == 403
