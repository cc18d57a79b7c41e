"""The same story under another title: found by its text, in a fixed number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from articles import lookalike, review, sketches
from articles.models import Article, TextMark
from articles.review import checklist
from tests import make

FIRST = (
    "江南省九日发布规划，到二〇二八年建成七个千亿级产业集群，其中物联网集群落户无锡，"
    "石化集群落户宁波，语音集群落户合肥。规划要求三地共用检测平台，企业凭一张证书通行各园区。"
)
SECOND = (
    "当地工信部门负责人说，过去五年里集群企业的订单有近一半来自省外，物流和人才成了新的瓶颈，"
    "下一步要把铁路专用线修进园区，让货物当天就能到港。沿线六个县已经动工，资金由省市两级分担。"
)
OTHER = (
    "海关总署公布的数据显示，前五个月机电产品出口同比增长，民营企业进出口比重继续提升，"
    "对共建国家出口保持两位数增长。分析人士认为外贸韧性来自产品升级，订单向高附加值环节集中。"
)


def shared(one, other):
    return sketches.share(sketches.shingles(one), sketches.shingles(other))


def test_width_script_and_punctuation_make_no_other_text():
    assert shared(FIRST, FIRST.replace("，", ", ").replace("产业", "產業")) == 1


def test_texts_about_other_things_share_nothing():
    assert shared(FIRST, OTHER) == 0


def test_half_of_a_text_is_half():
    assert shared(FIRST + SECOND, FIRST + OTHER) == pytest.approx(0.5, abs=0.1)


def test_of_a_text_quoted_whole_all_is_shared():
    assert shared(FIRST, SECOND + FIRST + OTHER) == 1


def test_a_text_too_short_to_tell_is_like_nothing():
    assert shared(FIRST[:50], FIRST[:50]) == 0
    assert sketches.sketch(FIRST[:50]) == []


@given(st.text(max_size=400), st.text(max_size=400))
def test_what_is_shared_is_a_part_and_the_same_both_ways(one, other):
    assert 0 <= shared(one, other) == shared(other, one) <= 1
    assert len(sketches.sketch(one)) <= sketches.SIZE
    assert all(0 <= mark < 2**63 for mark in sketches.sketch(one))


def alike(article):
    return [(one.other.title, one.percent) for one in lookalike.to(article)]


@pytest.mark.django_db
class TestOnFile:
    def test_a_story_under_another_title_is_found_by_its_text(self):
        make.article("江南省规划七个千亿级集群", body=f"{FIRST}\n\n{SECOND}")
        make.article("前五月外贸增长", body=OTHER)
        again = make.article("七地抢跑，集群时代来了", body=f"{FIRST}\n\n{SECOND}")
        assert alike(again) == [("江南省规划七个千亿级集群", 100)]

    def test_a_paragraph_in_common_is_no_likeness(self):
        make.article("江南省规划集群", body=f"{FIRST}\n\n{OTHER}\n\n{OTHER[::-1]}")
        assert alike(make.article("铁路修进园区", body=SECOND + FIRST[:40])) == []

    def test_it_is_the_text_of_now_that_is_compared(self):
        editor = make.editor()
        first = make.article("江南省规划七个千亿级集群", body=FIRST)
        again = make.article("七地抢跑，集群时代来了", body=FIRST)
        first.body = OTHER
        review.edit(first, editor)
        assert alike(again) == []
        assert TextMark.objects.filter(article=first).count() == sketches.SIZE

    def test_one_found_by_text_and_title_is_told_once(self):
        make.article("江南省规划七个千亿级集群", body=FIRST)
        assert alike(make.article("江南省规划七个千亿级集群！", body=FIRST)) == [
            ("江南省规划七个千亿级集群", 100)
        ]

    def test_it_stops_publishing_until_an_editor_lets_it_pass(self):
        editor = make.editor()
        make.published("江南省规划七个千亿级集群", body=FIRST)
        again = make.submitted("七地抢跑，集群时代来了", body=FIRST)
        review.approve(again, editor)
        with pytest.raises(review.ReviewError, match="正文有 100% 与《江南省规划"):
            review.publish(again, editor)
        make.let_pass(again, editor)
        review.publish(again, editor)
        assert again.status == "published"

    def test_what_was_let_pass_stays_so_when_a_comma_is_mended(self):
        editor, writer = make.editor(), make.staff("作者")
        make.article("江南省规划七个千亿级集群", body=FIRST)
        again = make.article("七地抢跑，集群时代来了", body=f"{FIRST}\n\n{SECOND}")
        make.let_pass(again, editor)
        again.body = again.body.replace("，", "、", 1)
        review.edit(again, writer)
        [point] = [p for p in checklist.of(again).points if p.name == "alike"]
        assert point.state == "passed"

    def test_it_costs_the_same_among_two_and_among_forty(self):
        def cost(article):
            with CaptureQueriesContext(connection) as queries:
                assert len(lookalike.to(article)) == 2
            return len(queries)

        make.article("甲地发布规划", body=FIRST)
        make.article("乙地发布规划", body=FIRST)
        few = cost(make.article("某地另有打算", body=f"{FIRST}。"))
        Article.objects.filter(title="某地另有打算").delete()
        for n in range(40):
            make.article(f"{n}号港口吞吐", body=f"{n}号港口。{OTHER}")
        assert cost(make.article("某地另有打算", body=f"{FIRST}。")) == few == 3

    def test_a_pasted_page_is_held_against_texts_on_file(self, client):
        make.article("江南省规划七个千亿级集群", body=f"{FIRST}\n\n{SECOND}")
        client.force_login(make.clerk())
        page = "\n".join(
            ["七地抢跑，集群时代来了", "来源：某社 2025-06-09 10:00", FIRST, SECOND]
        )
        address = reverse("admin:articles_intake_paste")
        html = client.post(
            address, {"text": page, "outlet": "某网", "captured": "2025-06-09 11:40"}
        ).content.decode()
        assert "与《江南省规划七个千亿级集群》（草稿）相同" in html
