"""Of many open proposals the page 数据 has some forms at a time, and every one in reach."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import proposing
from articles.admin import fact_batches
from articles.models import Decision
from tests import make

pytestmark = pytest.mark.django_db

BODY = "\n\n".join(f"第{n}类样品企业有{n + 10}家。" for n in range(7))


@pytest.fixture
def article(monkeypatch):
    monkeypatch.setattr(fact_batches, "MOST", 3)
    return make.article("各类企业", BODY)


def address(article):
    return reverse("admin:articles_article_facts", args=[article.pk])


def ids(article):
    return [entry.id for entry in proposing.read(article).open]


def page(client, address):
    return LexborHTMLParser(client.get(address).content)


def cards(tree):
    return [card.attributes["id"].removeprefix("e-") for card in tree.css(".proposal")]


def press(client, article, n, act="reject", query="", **sent):
    """Press a button of the open proposal at *n* on the page with *query*."""
    entry = proposing.read(article).open[n]
    told = {"key": entry.key, "act": act, **sent}
    return client.post(f"{address(article)}{query}", told)


def test_some_are_shown_and_the_page_says_how_many_there_are(as_clerk, article):
    tree = page(as_clerk, address(article))
    assert cards(tree) == ids(article)[:3]
    assert "待答复 7 条" in tree.css_first("#open-title").text()
    assert tree.css_first("a[rel=next]").text() == "后面还有 4 条，看下一批"
    assert tree.css_first("a[rel=prev]") is None


def test_every_proposal_is_met_once_by_going_on(as_clerk, article):
    met, at = [], address(article)
    while at:
        tree = page(as_clerk, at.partition("#")[0])
        met += cards(tree)
        onward = tree.css_first("a[rel=next]")
        at = onward and address(article) + onward.attributes["href"]
    assert met == ids(article)
    back = tree.css_first("a[rel=prev]").attributes["href"]
    before = page(as_clerk, address(article) + back.partition("#")[0])
    assert cards(before) == ids(article)[3:6]


def test_all_words_are_marked_and_lead_to_a_page_that_has_their_form(as_clerk, article):
    tree = page(as_clerk, address(article))
    marks = tree.css(".desk-text a.proposed")
    assert len(marks) == 7
    for mark in marks:
        query, _, at = mark.attributes["href"].partition("#e-")
        assert at in cards(page(as_clerk, address(article) + query) if query else tree)


def test_an_answer_leads_to_the_next_one_in_the_same_batch(as_clerk, article):
    _first, _second, third, fourth, _fifth, sixth, _last = ids(article)
    assert press(as_clerk, article, 1).url == f"{address(article)}#e-{third}"
    # Of the batch that begins with the fourth, the fifth is answered, then the fourth.
    told = press(as_clerk, article, 3, query=f"?from={fourth}")
    assert told.url == f"{address(article)}?from={fourth}#e-{sixth}"
    told = press(as_clerk, article, 2, query=f"?from={fourth}")
    assert told.url == f"{address(article)}?from={sixth}#e-{sixth}"


def test_the_last_answer_of_the_last_batch_leads_back_to_the_first(as_clerk, article):
    first, last = ids(article)[0], ids(article)[-1]
    told = press(as_clerk, article, 6, query=f"?from={last}")
    assert told.url == f"{address(article)}#e-{first}"


def test_a_form_filled_in_wrongly_is_shown_again_whatever_its_batch(as_clerk, article):
    told = press(as_clerk, article, 5, act="accept", query="?from=000000000000")
    tree = LexborHTMLParser(told.content)
    refused = tree.css_first(".proposal[data-refused]")
    assert refused.attributes["id"] == f"e-{ids(article)[5]}"


def test_an_address_of_one_answered_since_begins_at_the_first(as_clerk, article):
    second = ids(article)[1]
    press(as_clerk, article, 1)
    tree = page(as_clerk, f"{address(article)}?from={second}")
    assert cards(tree) == ids(article)[:3]


def test_the_queries_are_the_same_for_few_and_many(as_clerk, article):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            as_clerk.get(address(article))
        return len(queries)

    cost()  # content types and the like are looked up once
    few = cost()
    article.body = "\n\n".join(f"第{n}类样品企业有{n + 10}家。" for n in range(70))
    article.save()
    assert cost() == few


def test_the_latest_answers_are_listed_and_all_when_asked_for(
    as_clerk, article, monkeypatch
):
    monkeypatch.setattr(fact_batches, "MOST_ANSWERED", 2)
    for _ in range(3):
        press(as_clerk, article, 0)
    first = Decision.objects.order_by("at").first()
    tree = page(as_clerk, address(article))
    assert len(tree.css(".answered li")) == 2
    assert "已答复的建议 3 条" in tree.css_first("#answered summary").text()
    assert first.key not in tree.css_first(".answered").html
    everything = page(as_clerk, f"{address(article)}?answered=all")
    assert len(everything.css(".answered li")) == 3
