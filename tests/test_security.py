"""Headers, policy and cookies; no page has anything inline, the admin included."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from tests import make

pytestmark = pytest.mark.django_db


def assert_nothing_inline(answer, address):
    tree = LexborHTMLParser(answer.content)
    for node in tree.css("*"):
        assert node.tag != "style", address
        assert (
            node.tag != "script"
            or "src" in node.attributes
            or node.attributes.get("type") in ("application/json", "text/html")
        ), (
            address,
            node.html,
        )
        inline = [
            name for name in node.attributes if name == "style" or name.startswith("on")
        ]
        assert not inline, (address, node.html)


def fill():
    region, cluster, alliance = (
        make.region(slug="r"),
        make.cluster(slug="c"),
        make.alliance(slug="a"),
    )
    article = make.published(
        slug="s", regions=[region], clusters=[cluster], alliances=[alliance]
    )
    item = make.flash("甲厂投产")
    return {
        "region": region,
        "cluster": cluster,
        "alliance": alliance,
        "article": article,
        "feeditem": item,
        "livestory": item.story,
        "feed": item.feed,
        "source": item.source,
    }


def reader_pages(rows):
    yield from ("/", "/live/", "/hot/", "/no-such-page/", "/admin/login/")
    yield from (
        rows[name].get_absolute_url()
        for name in ("region", "cluster", "alliance", "article", "livestory")
    )


def admin_pages(rows):
    yield from ("/admin/", "/admin/articles/", "/admin/password_change/")
    yield reverse("admin:articles_intake_paste")
    yield reverse("desk")
    for page in ("preview", "review"):
        yield reverse(f"admin:articles_article_{page}", args=[rows["article"].pk])
    for name in ("region", "industry", "event", "cluster", "alliance"):
        yield reverse(f"admin:articles_{name}_import")
        yield reverse(f"admin:articles_{name}_export")
    from django.contrib import admin

    for model in admin.site._registry:
        label = f"{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"admin:{label}_changelist")
    for name in (
        "source",
        "author",
        "article",
        *("region", "industry", "organisation", "event", "cluster", "alliance"),
    ):
        yield reverse(f"admin:articles_{name}_add")
    for name, row in rows.items():
        for page in ("change", "history"):
            yield reverse(f"admin:articles_{name}_{page}", args=[row.pk])
    yield reverse("admin:articles_region_delete", args=[rows["region"].pk])


def test_no_page_for_readers_has_anything_inline(client):
    for address in reader_pages(fill()):
        assert_nothing_inline(client.get(address), address)


def test_no_page_of_the_admin_has_anything_inline(client):
    rows = fill()
    person = make.staff("管理员")
    person.is_superuser = True
    person.save()
    client.force_login(person)
    for address in admin_pages(rows):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert_nothing_inline(answer, address)


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere(client):
    for address in ("/", "/admin/login/", "/no-such-page/", "/healthz"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "http" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy


def test_pages_carry_the_usual_protections(client):
    headers = client.get("/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"


def test_every_form_that_writes_wants_a_csrf_token():
    strict = Client(enforce_csrf_checks=True)
    for name in ("read", "set_language"):
        assert strict.post(reverse(name)).status_code == 403


def test_scripts_cannot_read_the_session_or_reader_cookie(client):
    article = make.published()
    client.get(article.get_absolute_url())
    assert client.cookies["reader"]["httponly"]
    assert settings.SESSION_COOKIE_HTTPONLY


def test_htmx_may_not_evaluate_code_or_ask_other_sites(client):
    config = LexborHTMLParser(client.get("/").content).css_first(
        "meta[name=htmx-config]"
    )
    for rule in (
        '"allowEval":false',
        '"selfRequestsOnly":true',
        '"includeIndicatorStyles":false',
    ):
        assert rule in config.attributes["content"]


@pytest.mark.parametrize("group", ["录入员", "作者", "编辑", "主编", "管理员"])
def test_each_group_may_do_what_it_is_for_and_no_more(client, group):
    client.force_login(make.staff(group))
    article = make.approved()
    client.post(
        reverse("admin:articles_article_changelist"),
        {"action": "publish_selected", "_selected_action": [article.pk]},
    )
    article.refresh_from_db()
    lets_out = group not in ("录入员", "作者")
    assert (article.status == "published") == lets_out
    may_see_people = client.get("/admin/auth/user/").status_code == 200
    assert may_see_people == (group == "管理员")
    for name in ("revision", "reviewevent", "feeditem", "intake"):
        assert client.get(f"/admin/articles/{name}/add/").status_code in (302, 403)


def test_a_preview_of_a_draft_is_for_staff_only(client):
    draft = make.article("尚未公布的数字")
    address = reverse("admin:articles_article_preview", args=[draft.pk])
    assert client.get(address).status_code == 302
    client.force_login(make.clerk())
    assert "尚未公布的数字" in client.get(address).content.decode()
    nobody = make.staff("录入员")
    nobody.groups.clear()
    client.force_login(nobody)
    assert client.get(address).status_code in (403, 404)
    client.force_login(make.clerk())
    assert (
        client.get(reverse("admin:articles_article_preview", args=[999])).status_code
        == 404
    )


def test_a_request_without_its_token_gets_a_sentence_and_nothing_inline():
    answer = Client(enforce_csrf_checks=True).post(
        reverse("set_language"), {"language": "en"}
    )
    assert answer.status_code == 403
    assert "没有被接受" in answer.content.decode()
    assert_nothing_inline(answer, "403")
