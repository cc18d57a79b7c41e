"""What readers see of review: corrections, withdrawn pages, and nothing else at all."""

from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles import hot, review
from articles.models import Article, ReaderDay
from tests import make
from tests.review.addresses import READERS
from tests.review.test_addresses import rows

pytestmark = pytest.mark.django_db
SECRET = "绝密词"


def page(client, article):
    return client.get(article.get_absolute_url()).content.decode()


def correct(article, kind, note, body):
    author, editor = make.person("作者", "a-writer"), make.person("编辑", "an-editor")
    row = Article.objects.get(pk=article.pk)
    row.body = body
    review.edit(row, author)
    review.correct(row, author, kind, note)
    review.approve(row, editor)
    make.let_pass(row, editor)
    review.publish(row, editor)


def test_readers_are_told_of_a_substantive_correction_and_when(client, monkeypatch):
    article = make.published(body="7个集群。")
    later = timezone.now() + timedelta(hours=5)
    monkeypatch.setattr(timezone, "now", lambda: later)
    correct(article, "substantive", "集群数由7个更正为9个。", "9个集群。")
    html = page(client, article)
    assert f"更新于 {timezone.localtime(later):%Y-%m-%d %H:%M}" in html
    assert "集群数由7个更正为9个。" in html
    assert "9个集群。" in html


def test_of_a_typo_readers_are_not_told(client):
    article = make.published(body="集裙。")
    correct(article, "typo", "错字。", "集群。")
    html = page(client, article)
    assert "集群。" in html
    for silent in ("更新于", "错字", "更正"):
        assert silent not in html


def test_a_correction_note_is_text_and_never_markup(client):
    article = make.published()
    correct(article, "substantive", "<script>alert(1)</script>", "新文。")
    assert "<script>alert(1)" not in page(client, article)


def test_a_correction_in_review_is_not_told_of(client):
    article = make.published(body="旧文。")
    author = make.person("作者", "a-writer")
    row = Article.objects.get(pk=article.pk)
    row.body = f"新文{SECRET}。"
    review.edit(row, author)
    review.correct(row, author, "substantive", f"更正说明{SECRET}")
    assert SECRET not in page(client, article)
    review.return_to_author(row, make.editor(), "再查")
    assert SECRET not in page(client, article)


def test_a_withdrawn_story_says_so_and_why_and_is_in_no_list(client):
    region = make.region("浙江")
    article = make.published(f"撤下的标题{SECRET}", regions=[region])
    make.published("留下的一篇", regions=[region])
    review.withdraw(article, make.editor(), "数据来源已更正，原文不实。")
    answer = client.get(article.get_absolute_url())
    html = answer.content.decode()
    assert answer.status_code == 410
    assert "已撤下" in html
    assert "数据来源已更正，原文不实。" in html
    assert SECRET not in html
    for address in (reverse("home"), reverse("hot"), region.get_absolute_url()):
        listed = client.get(address).content.decode()
        assert SECRET not in listed, address
    assert "留下的一篇" in client.get(reverse("home")).content.decode()


def test_withdrawing_and_bringing_back_ends_the_notice(client):
    article = make.published()
    review.withdraw(article, make.editor(), "待核实。")
    make.publish(article)
    assert client.get(article.get_absolute_url()).status_code == 200


def in_every_hidden_state():
    """An article of each kind that readers must not see, named by its kind."""
    author, editor = make.person("作者", "a-writer"), make.person("编辑", "an-editor")
    texts = {"title": f"标题{SECRET}", "body": f"正文{SECRET}", "lede": SECRET}
    hidden = {
        name: make.article(slug=f"hidden-{name}", **texts)
        for name in ("draft", "review", "returned", "approved", "scheduled", "ended")
    }
    for name, article in hidden.items():
        if name != "draft":
            review.submit(article, author, SECRET)
        if name == "returned":
            review.return_to_author(article, editor, SECRET)
        if name in ("approved", "scheduled", "ended"):
            review.approve(article, editor, SECRET)
            make.let_pass(article, editor)
        if name in ("scheduled", "ended"):
            review.schedule(article, editor, timezone.now() + timedelta(hours=1))
        if name == "ended":
            article.lede = f"再改{SECRET}"
            review.edit(article, author)
    return hidden


def told(answer):
    """All of an answer that a reader could tell apart from another."""
    kept = {
        name: value for name, value in answer.headers.items() if name != "Set-Cookie"
    }
    return answer.status_code, answer.content, kept, sorted(answer.cookies)


def test_a_hidden_story_answers_exactly_as_a_missing_one():
    missing = told(Client().get(reverse("story", args=["no-such-story"])))
    assert missing[0] == 404
    for name, article in in_every_hidden_state().items():
        address = article.get_absolute_url()
        assert told(Client().get(address)) == missing, name
        assert told(Client().head(address))[0] == 404, name
        assert told(Client().post(address))[0] == 405


def test_hidden_texts_are_on_no_page_even_after_an_editor_looked_at_them(client):
    known = rows()
    hidden = in_every_hidden_state()
    withdrawn = make.published(f"撤下{SECRET}", body=SECRET, slug="hidden-withdrawn")
    review.withdraw(withdrawn, make.editor(), "有误。")
    newer = known["article"]
    newer.body = f"发布以后又写{SECRET}"
    newer.lede = SECRET
    review.edit(newer, make.person("作者", "a-writer"))
    for article in (*hidden.values(), newer):
        article.regions.add(known["region"])
        article.clusters.add(known["cluster"])
        article.alliances.add(known["alliance"])

    client.force_login(make.staff("管理员"))
    for article in (*hidden.values(), withdrawn, newer):
        for name in ("preview", "review", "change"):
            address = reverse(f"admin:articles_article_{name}", args=[article.pk])
            assert SECRET in client.get(address).content.decode()
        client.get(article.get_absolute_url())
    assert SECRET in client.get(reverse("desk")).content.decode()

    client.logout()
    queries = ("", "?q=标题", "?q=正文", "?hot=week", "?page=2")
    for _pattern, _get, _post, address in READERS:
        for query in queries:
            answer = client.get(address.format(**known) + query, follow=True)
            body = b"".join(answer) if answer.streaming else answer.content
            assert SECRET.encode() not in body, (address, query)
    for article in (*hidden.values(), withdrawn):
        assert SECRET not in page(client, article)


def test_the_desks_own_pages_are_kept_by_no_cache_and_listed_by_no_robot(client):
    draft = make.article()
    client.force_login(make.editor())
    for name in ("preview", "review"):
        answer = client.get(reverse(f"admin:articles_article_{name}", args=[draft.pk]))
        assert "no-store" in answer.headers["Cache-Control"]
        assert answer.headers["X-Robots-Tag"] == "noindex"
        assert '<meta name="robots" content="noindex">' in answer.content.decode()
    assert "no-store" in client.get(reverse("desk")).headers["Cache-Control"]


def test_a_read_of_a_hidden_story_is_not_counted_and_not_told(client, monkeypatch):
    """Not even of a page that was opened while it was public, with all that proves it."""
    hidden, shown = in_every_hidden_state().values(), make.published("看得到的一篇")
    client.get(shown.get_absolute_url())  # gives the reader's cookie
    tickets = {row.pk: hot.page_token(row) for row in (*hidden, shown)}
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 60)
    for row in (*hidden, shown):
        answer = client.post(
            reverse("read"), {"page": tickets[row.pk]}, HTTP_USER_AGENT="Firefox/140.0"
        )
        assert (answer.status_code, answer.content) == (204, b"")
    assert [row.article for row in ReaderDay.objects.all()] == [shown]
