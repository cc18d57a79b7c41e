"""A clerk with a browser: paste, look, keep; and no page of the desk is blocked."""

from pathlib import Path

import pytest
from django.urls import reverse

from articles.models import Article, Intake
from tests import make

SAMPLE = Path(__file__).parents[2] / "articles/sample"


@pytest.fixture
def desk(open_page):
    def sign_in(person, address):
        page = open_page("/admin/login/?next=" + address)
        page.fill("#id_username", person.username)
        page.fill("#id_password", "pass-word-1")
        page.click("[type=submit]")
        page.wait_for_url("**" + address)
        return page

    return sign_in


def test_a_clerk_pastes_a_page_looks_and_keeps_it(desk):
    page = desk(make.clerk(), reverse("admin:articles_intake_paste"))
    text = (SAMPLE / "page.txt").read_text(encoding="utf-8")
    page.fill("#id_text", text)
    page.fill("#id_captured", "2025-06-09 11:40")
    page.click("input[type=submit]")
    assert "40 行，20 条，20 行重复" in page.content()
    assert not Intake.objects.exists()
    page.click("button[name=keep]")
    page.wait_for_selector(".messagelist .success")
    assert Intake.objects.get().text == text
    assert Article.objects.get().title in page.content()
    assert page.heard == []
    assert page.evaluate("window.seen.policy") == []


def test_relations_are_typed_and_chosen_without_a_policy_report(desk):
    region = make.region("浙江")
    article = make.article()
    page = desk(
        make.editor(), reverse("admin:articles_article_change", args=[article.pk])
    )
    page.click(".field-regions .select2-selection")
    page.keyboard.type("浙")
    page.click(".select2-results__option:has-text('浙江')")
    page.click("[name=_submit]")
    page.wait_for_url("**/review/")
    article.refresh_from_db()
    assert list(article.submitted_revision.regions.all()) == [region]
    assert page.heard == []
    assert page.evaluate("window.seen.policy") == []


def test_a_sheet_is_tried_before_it_is_written(desk):
    page = desk(make.editor(), reverse("admin:articles_region_import"))
    page.set_input_files("#id_import_file", SAMPLE / "regions.csv")
    page.wait_for_timeout(200)
    page.click("input[type=submit]")
    page.wait_for_selector("text=长三角")
    page.goto(page.url.replace("import/", "export/"))
    assert page.heard == []
    assert page.evaluate("window.seen.policy") == []
