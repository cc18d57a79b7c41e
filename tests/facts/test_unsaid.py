"""What a text leaves unsaid: readers are told once a second person has seen it."""

import pytest
from django.urls import reverse

from articles import accepting, proposing
from articles.models import KnownUnknown
from tests import make

pytestmark = pytest.mark.django_db
BODY = "长三角已有26个集群，其中浙江有7个。"


@pytest.fixture
def article():
    return make.published(body=BODY)


def note(article, by):
    """Accept, as *by*, all that the text of *article* leaves unsaid."""
    reading = proposing.read(article)
    entries = [one for one in reading.open if one.what == "unknown"]
    assert entries
    for entry in entries:
        accepting.accept_unknown(reading, entry, by)


def readers_are_told(client, article):
    client.logout()
    return "未列明" in client.get(article.get_absolute_url()).content.decode()


def test_a_clerks_word_waits_for_an_editors(client, article):
    note(article, make.clerk())
    assert not readers_are_told(client, article)
    editor = make.editor()
    client.force_login(editor)
    desk = reverse("admin:articles_article_facts", args=[article.pk])
    assert "待核对的未言明之处" in client.get(desk).content.decode()
    rows = [row.pk for row in KnownUnknown.objects.waiting()]
    client.post(desk, {"act": "verify-unknowns", "unknown": rows})
    assert {row.checked_by for row in KnownUnknown.objects.all()} == {editor}
    assert readers_are_told(client, article)


def test_an_editors_word_counts_at_once(client, article):
    note(article, make.editor())
    assert readers_are_told(client, article)


def test_a_clerk_answers_for_nothing_and_a_writer_not_for_their_own(client, article):
    note(article, make.clerk())
    desk = reverse("admin:articles_article_facts", args=[article.pk])
    rows = [row.pk for row in KnownUnknown.objects.waiting()]
    sent = {"act": "verify-unknowns", "unknown": rows}
    client.force_login(make.clerk())
    assert client.post(desk, sent).status_code == 403
    writer = make.editor()
    article.submitted_revision.writers.add(writer)
    client.force_login(writer)
    assert "须由另一人核对" in client.post(desk, sent).content.decode()
    assert KnownUnknown.objects.checked().count() == 0


def test_a_row_that_is_none_of_this_text_is_left_alone(client, article):
    note(article, make.clerk())
    other = make.published("又一篇", body=BODY)
    client.force_login(make.editor())
    desk = reverse("admin:articles_article_facts", args=[other.pk])
    pk = KnownUnknown.objects.waiting()[0].pk
    client.post(desk, {"act": "verify-unknowns", "unknown": [pk, "x", "9" * 30]})
    assert KnownUnknown.objects.checked().count() == 0


def test_more_than_one_act_takes_are_refused_whole_and_said(client, article):
    note(article, make.clerk())
    desk = reverse("admin:articles_article_facts", args=[article.pk])
    rows = [row.pk for row in KnownUnknown.objects.waiting()]
    client.force_login(make.editor())
    sent = {"act": "verify-unknowns", "unknown": [*rows, *range(900, 1400)]}
    answer = client.post(desk, sent, follow=True)
    assert "一次最多 500 条，什么也没有做。" in answer.content.decode()
    assert KnownUnknown.objects.waiting().count() == len(rows)
