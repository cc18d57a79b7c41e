"""Marks that turn the direction of writing reach no page, by whatever road a text comes."""

import pytest
from django.utils import timezone

from articles.intake import store
from articles.intake.read import read
from articles.live.items import arrival
from articles.live.parsed import ParsedItem
from articles.models import Article, FeedItem, Intake
from articles.text import TURNS, without_turns
from tests import make
from tests.intake import pages

MARKS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
TURNED = "产值\u202e500\u202c亿元，\u2067反转\u2069"
STRAIGHT = "产值500亿元，反转"


@pytest.mark.parametrize("mark", MARKS)
def test_every_such_mark_is_taken_out_and_nothing_else(mark):
    assert without_turns(f"增长{mark}12%。\u3000\n“A股”") == "增长12%。\u3000\n“A股”"


@pytest.mark.django_db
def test_a_text_is_saved_without_them():
    article = make.article(TURNED, TURNED, lede=TURNED)
    article.refresh_from_db()
    assert (article.title, article.lede, article.body) == (STRAIGHT,) * 3
    article.body += "\u202e321"
    article.save()
    article.refresh_from_db()
    assert article.body == f"{STRAIGHT}321"


@pytest.mark.django_db
def test_a_text_typed_in_a_form_is_saved_and_shown_without_them(as_clerk):
    article = make.article("集群观察", "正文。")
    address = f"/admin/articles/article/{article.pk}/change/"
    form = as_clerk.get(address).context["adminform"].form
    sent = {
        name: form[name].value() or ""
        for name in ("source", "author", "slug", "opened_version")
    }
    sent |= {"title": TURNED, "lede": "", "body": TURNED}
    sent |= {"stated_at_0": "", "stated_at_1": ""}
    as_clerk.post(address, sent)
    stored = Article.objects.get()
    assert (stored.title, stored.body) == (STRAIGHT, STRAIGHT)


@pytest.mark.django_db
def test_a_pasted_page_is_kept_as_it_came_and_read_without_them():
    text = pages.as_text().replace("签约", "签\u202e约")
    assert TURNS.search(text)
    store.store(store.plan(text, pages.CAPTURED))
    assert Intake.objects.get().text == text
    article = Article.objects.get()
    told = [article.title, article.lede, article.body]
    told += FeedItem.objects.values_list("text", flat=True)
    assert "签约" in "".join(told)
    assert not TURNS.search("".join(told))


@pytest.mark.parametrize(
    "mark", ["\u202e", "&#x202E;", "&#8238;", "&#x2067", "&rlm;", "&#08207;"]
)
def test_a_page_in_html_is_read_without_them_however_they_are_written(mark):
    shape = pages.SHAPES[0]()
    turned = shape.replace("签约", f"签{mark}约")
    assert turned != shape
    found = read(turned, pages.CAPTURED)
    assert found.paragraphs == read(shape, pages.CAPTURED).paragraphs
    assert found.live == read(shape, pages.CAPTURED).live


@pytest.mark.parametrize("mark", ["\u202e", "&#x202e;", "&#8238;", "&rlm;"])
def test_an_item_of_a_feed_is_taken_in_without_them(mark):
    item = ParsedItem(
        title=f"产值{mark}500亿元",
        title_is_html=True,
        html=f"<p>反{mark}转<b>五成{mark}</b></p>",
    )
    found = arrival(item, timezone.now())
    assert (found.text, found.summary) == ("产值500亿元", "<p>反转<b>五成</b></p>")
