"""A page one may not open says so as a page of the site, and leads on."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db


def page_of(answer):
    assert answer.status_code == 403
    page = LexborHTMLParser(answer.content)
    for node in page.css("[name=csrfmiddlewaretoken]"):
        node.decompose()  # another at each answer
    return page


def test_who_may_not_open_a_page_is_told_in_chinese_and_led_on(client):
    client.force_login(make.clerk())
    page = page_of(client.get(reverse("admin:auth_user_changelist")))
    assert "没有权限" in page.css_first("h1").text()
    leads = [node.attributes["href"] for node in page.css("main a")]
    assert leads == [reverse("admin:index"), reverse("home")]
    assert not page.css_first("aside")


def test_what_is_there_and_what_is_not_are_refused_alike(client):
    there = make.staff("管理员", "guan")
    client.force_login(make.clerk())
    answers = {
        page_of(client.get(reverse("admin:auth_user_change", args=[pk]))).html
        for pk in (there.pk, there.pk + 999)
    }
    assert len(answers) == 1


def test_one_signs_out_there_and_comes_to_sign_in_as_somebody_else(client):
    client.force_login(make.clerk())
    page = page_of(client.get(reverse("admin:auth_user_changelist")))
    form = page.css_first("main form")
    fields = {n.attributes["name"]: n.attributes["value"] for n in form.css("input")}
    answer = client.post(form.attributes["action"], fields, follow=True)
    assert answer.redirect_chain == [(reverse("admin:login"), 302)]
    assert "_auth_user_id" not in client.session


def test_it_says_so_in_english_too(client):
    client.force_login(make.clerk())
    client.cookies["django_language"] = "en"
    html = client.get(reverse("admin:auth_user_changelist")).content.decode()
    assert "You may not open this page" in html


def test_it_asks_the_database_nothing(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert "没有权限" in render_to_string("403.html", request=rf.get("/"))


def test_an_articles_form_names_people_without_a_link_one_may_not_follow(client):
    clerk = make.clerk()
    article = make.article(created_by=clerk, updated_by=clerk)
    client.force_login(clerk)
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = LexborHTMLParser(client.get(address).content)
    for row in (".field-entered_by", ".field-last_changed_by"):
        assert page.css_first(f"{row} .readonly").text() == clerk.username
    assert not page.css("a[href*='/auth/user/']")
