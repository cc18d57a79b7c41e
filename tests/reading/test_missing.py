"""A page that is not there is still a page of the site: one reads on from it."""

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db

NOWHERE = ["/nowhere/", "/story/nothing/", "/live/99/", "/picture/x.webp", "/admin/no/"]


@pytest.mark.parametrize("address", NOWHERE)
def test_a_page_that_is_not_there_leads_on(client, address):
    client.force_login(make.editor())
    answer = client.get(address)
    assert answer.status_code == 404
    page = LexborHTMLParser(answer.content)
    assert "没有这个页面" in page.css_first("h1").text()
    leads = [node.attributes["href"] for node in page.css(".masthead nav a")]
    names = ("home", "live", "clusters", "hot", "search")
    assert leads == [reverse(name) for name in names]
    assert page.css_first(".search-box input[name=q]")
    assert page.css_first("link[rel=icon]")
    assert not page.css_first("link[rel=canonical]")
    assert not page.css_first("aside")


def test_it_says_so_in_english_too(client):
    client.cookies["django_language"] = "en"
    html = client.get("/nowhere/").content.decode()
    assert "There is no such page" in html
    assert "Hot list" in html


def test_it_asks_the_database_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/nowhere/").status_code == 404


def test_what_the_address_says_is_shown_as_text(client):
    html = client.get('/"><script>alert(1)</script>/').content.decode()
    assert "<script>alert" not in html


def test_a_page_that_failed_needs_nothing_to_say_so_and_has_the_sign_of_the_site():
    page = LexborHTMLParser(render_to_string("500.html"))
    assert "出了点问题" in page.css_first("h1").text()
    assert page.css_first("link[rel=icon]")


def test_the_sign_of_the_site_is_where_browsers_look_for_it(client):
    answer = client.get("/favicon.ico")
    assert answer.status_code == 302
    assert answer.url.endswith("icons/newsroom.svg")
    assert client.post("/favicon.ico").status_code == 405
