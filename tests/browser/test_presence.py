"""Two at one text, in browsers: each hears of the other and nothing moves for it."""

import pytest
from playwright.sync_api import expect

from articles import review
from articles.models import Article, Presence
from tests import make
from tests.browser.test_review import at_desk  # noqa: F401


@pytest.fixture
def article():
    return make.submitted(body="全省的集群很多。")


def looked(page):
    """Let the page ask as it does every 20 s, and wait until it has heard."""
    with page.expect_response("**/review/here/") as answer:
        page.evaluate("htmx.trigger('#review-here', 'look')")
    return answer.value.status


def test_who_comes_to_the_same_text_is_named_and_moves_nothing(at_desk, article):  # noqa: F811
    li, zhao = make.staff("编辑", "li"), make.staff("编辑", "zhao")
    first = at_desk(li, "mouse")
    first.go("admin:articles_article_review", article.pk)
    first.page.wait_for_load_state("networkidle")
    assert Presence.objects.get().by == li
    acts = first.page.locator("details.act").first
    before = acts.bounding_box()

    Presence.objects.note(article, zhao)
    assert looked(first.page) == 200
    told = first.page.locator("#review-here")
    expect(told).to_contain_text("zhao 正在看审稿页")
    assert acts.bounding_box() == before
    assert looked(first.page) == 204  # nothing new, so nothing is said again

    review.approve(Article.objects.get(pk=article.pk), zhao)
    assert looked(first.page) == 200
    expect(told).to_contain_text("「通过」")
    told.locator("a").click()
    first.page.wait_for_selector("#review-title:has-text('已通过')")
