"""A remark or a doubt while a text is going out: it comes first and stops it, or waits."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection, connections

from articles import accepting, body, review
from articles.models import Article, Fact
from articles.review import checklist, remarks
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)
A_MOMENT = 1  # second: more than an act takes that nothing holds up


@pytest.fixture
def editor():
    if connection.vendor != "postgresql":
        pytest.skip(
            "SQLite lets one transaction write at a time; this is for PostgreSQL"
        )
    return make.editor()


def intrude(monkeypatch, publish, act):
    """Let another person *act* between the look through the list and its publication."""
    looked, acted, look = Event(), Event(), checklist.of

    def look_and_wait(*arguments, **named):
        found = look(*arguments, **named)
        looked.set()
        acted.wait(A_MOMENT)
        return found

    def press():
        assert looked.wait(20)
        try:
            act()
        finally:
            acted.set()
            connections.close_all()

    monkeypatch.setattr(checklist, "of", look_and_wait)
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(press)
        publish()
        other.result(20)


def acts(article):
    return [event.act for event in article.review_events.order_by("pk")]


def test_no_remark_slips_in_between_the_list_and_the_publication(editor, monkeypatch):
    article = make.approved(body="全省有集群。")
    row, other = Article.objects.get(pk=article.pk), make.editor()
    intrude(
        monkeypatch,
        lambda: review.publish(Article.objects.get(pk=article.pk), editor),
        lambda: remarks.add(row, other, {1: "再查一查"}, body.blocks(row.body)),
    )
    assert acts(article)[-2:] == ["publish", "remark"]


def test_no_doubt_slips_in_between_the_list_and_the_publication(editor, monkeypatch):
    article = make.article(body="全省有7个集群。")
    fact = make.fact(article, "全省有7个集群", "7个", by=editor)
    make.approve(article)
    order = []

    def publish():
        review.publish(Article.objects.get(pk=article.pk), editor)
        order.append("published")

    def dispute():
        accepting.dispute(Fact.objects.get(pk=fact.pk), "存疑", make.editor())
        order.append("disputed")

    intrude(monkeypatch, publish, dispute)
    assert order == ["published", "disputed"]
