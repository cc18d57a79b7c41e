"""Names accepted from a text that is in review, approved or out: with what they go."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from articles import naming, proposing, review, rights
from articles.models import Article, Programme, Revision
from tests import make
from tests.review.test_desk import offered, press, review_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return make.staff("编辑", "li")


@pytest.fixture
def wuxi():
    return make.region("无锡", kind="city")


def accept(article, said, by, **mended):
    """Accept what the text says as *said*, filled in as *mended* says otherwise."""
    reading = proposing.read(Article.objects.get(pk=article.pk))
    [entry] = [
        one
        for one in reading.entries
        if one.what == "name" and one.proposal.name == said
    ]
    filled = {"name": said, "known_as": entry.proposal.known, "fields": {}} | mended
    naming.accept_name(reading, entry, filled, by)
    article.refresh_from_db()


def test_it_goes_on_in_review_with_the_text_and_its_list(client, editor, wuxi):
    article = make.submitted(body="无锡有7个集群。")
    client.force_login(editor)
    accept(article, "无锡", editor)
    sent = article.submitted_revision
    assert (sent.number, list(sent.regions.all())) == (2, [wuxi])
    assert [row.username for row in sent.writers.all()] == ["a-writer"]
    assert not Revision.objects.get(article=article, number=1).regions.exists()
    tree = LexborHTMLParser(client.get(review_url(article)).content)
    assert "7个" in tree.css_first(".checklist").text()
    left = tree.css_first(".act-approve [name=left]").attributes["value"]
    press(client, article, "approve", then="now", left=left, because="看过。")
    assert article.status == "published"
    assert list(article.published_revision.regions.all()) == [wuxi]


def test_a_page_opened_before_it_decides_on_nothing_it_does_not_show(
    client, editor, wuxi
):
    article = make.submitted(body="无锡的集群很多。")
    client.force_login(editor)
    early = client.get(review_url(article)).content
    accept(article, "无锡", make.staff("编辑", "zhao"))
    assert "zhao 于" in press(client, article, "approve", page=early)
    assert article.status == "in_review"


def test_what_was_approved_stays_as_it_was_and_says_so(client, editor, wuxi):
    article = make.submitted(body="无锡的集群很多。")
    review.approve(article, editor)
    accept(article, "无锡", editor)
    client.force_login(editor)
    html = client.get(review_url(article)).content.decode()
    assert "第 1 版里没有，下一版才有" in html
    review.publish(Article.objects.get(pk=article.pk), editor)
    article.refresh_from_db()
    assert not article.published_revision.regions.exists()


def test_of_what_is_out_the_names_accepted_since_can_be_sent_in(client, editor, wuxi):
    article = make.published(body="无锡的集群很多。")
    client.force_login(make.staff("作者", "wang"))
    assert "correct" not in offered(client, article)
    accept(article, "无锡", editor)
    assert "correct" in offered(client, article)
    press(client, article, "correct", kind="typo")
    assert article.status == "in_review"
    assert list(article.submitted_revision.regions.all()) == [wuxi]


def test_a_name_that_is_typed_and_not_read_wants_a_second_person(editor):
    article = make.submitted(body="浙江举办“十链百场万企”对接活动100场。")
    fields = {"kind": "other"}
    accept(article, "十链百场万企", editor, name="速买某某600000必涨", fields=fields)
    assert article.programmes.get().name == "速买某某600000必涨"
    for act in (review.approve, lambda row, by: review.publish(row, by)):
        with pytest.raises(review.ReviewError):
            act(article, editor)
    other = make.staff("编辑", "zhao")
    review.approve(article, other)
    make.let_pass(article, other)
    with pytest.raises(review.ReviewError, match="另一人"):
        review.publish(article, editor)
    review.publish(article, other)


def test_a_name_said_to_be_another_row_wants_a_second_person(editor):
    Programme.objects.create(name="一链一校", slug="yi-lian")
    article = make.submitted(body="浙江举办“十链百场万企”对接活动100场。")
    accept(article, "十链百场万企", editor, known_as="一链一校")
    with pytest.raises(review.ReviewError, match="另一人"):
        review.approve(article, editor)


def test_the_new_version_a_name_makes_stands_in_the_log(client, editor, wuxi):
    article = make.submitted(body="无锡的集群很多。")
    accept(article, "无锡", editor)
    event = article.submitted_revision.review_events.get()
    assert (event.act, event.by, event.note) == ("names", editor, "＋无锡")
    client.force_login(editor)
    assert "增减名称" in client.get(review_url(article)).content.decode()


def test_a_text_is_kept_when_others_change_what_it_is_about_and_then_its_words(
    editor, wuxi
):
    writer = make.staff("作者", "wang")
    article = Article(title="标题", body="无锡的集群很多。", source=make.source())
    review.edit(article, writer)
    accept(article, "无锡", editor)
    article = Article.objects.get(pk=article.pk)
    article.body = "另一篇。"
    review.edit(article, editor)
    [kept] = article.revisions.all()
    assert (kept.body, kept.frozen_by) == ("无锡的集群很多。", writer)


@pytest.mark.parametrize("about", [False, True])
def test_another_name_of_what_the_text_names_or_is_about_makes_nobody_a_writer(
    editor, about
):
    alliance = make.alliance("江南绿色石化产业联盟", slug="green")
    names_it = "" if about else "江南绿色石化产业联盟扩员。"
    article = make.article("扩员", f"会上为江南绿色化工产业联盟授牌。{names_it}")
    if about:
        article.alliances.add(alliance)
    review.submit(article, make.person("作者", "a-writer"))
    article.refresh_from_db()
    accept(article, "江南绿色化工产业联盟", editor, known_as=alliance.name)
    assert list(article.submitted_revision.alliances.all()) == [alliance]
    assert editor not in article.submitted_revision.writers.all()
    assert rights.may(editor, "approve", article)
