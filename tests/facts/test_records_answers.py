"""Answers on the clerk's page that are taken back, or are of nothing chosen."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles import proposing
from articles.models import Article, Decision, Programme
from tests import make
from tests.facts.test_records_desk import BODY, address, card, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    make.region("长三角", kind="group").members.add(make.region("浙江"))
    return make.article("集群观察", BODY)


def answered(client, article):
    page = LexborHTMLParser(client.get(address(article)).content)
    return [row.text() for row in page.css(".answered li")]


def reopening(client, article, words):
    """The answer of 收回 beside *words* among the answered."""
    page = LexborHTMLParser(client.get(address(article)).content)
    [row] = [one for one in page.css(".answered li") if words in one.text()]
    key = row.css_first("input[name=key]").attributes["value"]
    return press(client, article, {"key": key}, act="reopen").content.decode()


def test_an_accepted_name_is_taken_back_with_the_row_that_was_made_for_it(
    as_clerk, article
):
    press(as_clerk, article, card(as_clerk, article, "十链百场万企", "name")[0])
    before = Article.objects.get().version
    [told] = [row for row in answered(as_clerk, article) if "举措：" in row]
    assert "已采纳" in told and "收回" in told
    page = reopening(as_clerk, article, "举措：")
    assert "已收回，重新待定" in page
    assert "没有别处用到，已一并删除" in page
    assert not article.programmes.exists()
    assert not Programme.objects.exists()
    assert Article.objects.get().version == before + 1
    assert "name" in [entry.what for entry in proposing.read(article).open]


@pytest.mark.parametrize(("first", "then"), [("en", "zh-hans"), ("zh-hans", "en")])
def test_a_name_is_taken_back_in_whatever_language_it_was_accepted(
    as_clerk, article, settings, first, then
):
    sent = card(as_clerk, article, "十链百场万企", "name")[0]
    as_clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = first
    press(as_clerk, article, sent)
    as_clerk.cookies[settings.LANGUAGE_COOKIE_NAME] = then
    [key] = [row.key for row in Decision.objects.filter(fact=None)]
    press(as_clerk, article, {"key": key}, act="reopen")
    assert not article.programmes.exists()
    assert not Programme.objects.exists()


def test_a_row_others_use_or_had_before_stays_when_its_name_is_taken_back(
    as_clerk, article
):
    press(as_clerk, article, card(as_clerk, article, "十链百场万企", "name")[0])
    other = make.article("又一篇", "浙江举办“十链百企”对接活动100场。")
    sent, prefix = card(as_clerk, other, "十链百企", "name")
    press(as_clerk, other, sent, **{f"{prefix}-known_as": "十链百场万企"})

    page = reopening(as_clerk, article, "举措：")
    assert "「十链百场万企」这条记录保留" in page
    assert not article.programmes.exists()
    page = reopening(as_clerk, other, "举措：")
    assert "「十链百企」仍记作它的别名" in page
    assert not other.programmes.exists()
    assert Programme.objects.exists()


def test_a_name_whose_words_were_edited_away_can_still_be_taken_back(as_clerk, article):
    press(as_clerk, article, card(as_clerk, article, "十链百场万企", "name")[0])
    Article.objects.filter(pk=article.pk).update(body="全部重写。")
    reopening(as_clerk, article, "举措：")
    assert not article.programmes.exists()
    assert not answered(as_clerk, article)


def test_a_name_taken_back_twice_is_told_so_the_second_time(as_clerk, article):
    press(as_clerk, article, card(as_clerk, article, "十链百场万企", "name")[0])
    key = Decision.objects.get().key
    press(as_clerk, article, {"key": key}, act="reopen")
    page = press(as_clerk, article, {"key": key}, act="reopen").content.decode()
    assert "还没有答复，无从收回" in page


def test_the_level_of_a_new_cluster_is_chosen_by_a_person(as_clerk):
    article = make.article("集群", "加快建设苏州市高端医疗器械产业集群。")
    sent, prefix = card(as_clerk, article, "产业集群", "name")
    assert sent[f"{prefix}-level"] == ""
    page = press(as_clerk, article, sent).content.decode()
    assert "正文没有说级别，请选一个" in page
    assert not article.clusters.exists()
    press(as_clerk, article, sent, **{f"{prefix}-level": "city"})
    assert article.clusters.get().level == "city"


@pytest.mark.parametrize("act", ["verify", "dispute"])
def test_answering_for_nothing_chosen_says_that_nothing_was_done(
    as_editor, article, act
):
    press(as_editor, article, card(as_editor, article, "7个")[0])
    page = press(as_editor, article, {"why": "不对"}, act=act).content.decode()
    assert "没有勾选数据，什么也没有做" in page
    assert "已核对 0 条" not in page and "已存疑" not in page
