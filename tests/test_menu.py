"""The list of all there is in the admin: by the work it belongs to, daily work first."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from selectolax.lexbor import LexborHTMLParser

from articles import menu
from tests import make

pytestmark = pytest.mark.django_db


def sections(client, address="admin:index", *args):
    """{what a section is called: what is listed in it}, in the order of the page."""
    html = client.get(reverse(address, args=args)).content.decode()
    page = LexborHTMLParser(html).css_first("#content")
    return {
        section.css_first("caption").text(strip=True): [
            row.text(strip=True) for row in section.css("th[scope=row]")
        ]
        for section in page.css(".module:has(caption)")
    }


@pytest.fixture
def administrator(client):
    client.force_login(User.objects.create_superuser("guan"))
    return client


def test_stories_come_first_and_what_is_seldom_wanted_last(administrator):
    found = sections(administrator)
    assert list(found) == [
        *("写稿", "快讯与采集", "数据", "名录", "记录与裁定", "人员与权限"),
    ]
    assert found["写稿"] == ["文章", "图片", "来源", "作者"]
    assert found["快讯与采集"][0] == "快讯"
    assert found["数据"][0] == "数据"
    assert found["人员与权限"] == ["用户", "组", "验证器", "备用码"]


def test_the_log_of_the_live_desk_is_told_from_the_log_of_all(administrator):
    found = sections(administrator)
    assert "快讯操作记录" in found["快讯与采集"]
    assert "操作总账" in found["记录与裁定"]
    listed = administrator.get(reverse("admin:articles_receipt_changelist"))
    assert "快讯操作记录" in listed.content.decode()


def test_everything_there_is_stands_in_one_section(administrator):
    listed = [name for names in sections(administrator).values() for name in names]
    assert len(listed) == len(set(listed)) == len(admin.site._registry)
    known = [model for _, _, models in menu.SECTIONS for model in models]
    assert set(known) == {m._meta.model_name for m in admin.site._registry}


def test_what_no_section_names_follows_as_django_has_it(monkeypatch, administrator):
    monkeypatch.setattr(menu, "SECTIONS", menu.SECTIONS[:-1])
    found = sections(administrator)
    assert set(found["认证和授权"]) == {"用户", "组"}
    assert next(iter(found)) == "写稿"


def test_a_person_sees_only_what_they_have_to_do_with(client):
    client.force_login(make.clerk())
    found = sections(client)
    assert "文章" in found["写稿"]
    assert "人员与权限" not in found
    assert "操作总账" not in str(found)


def test_the_page_of_an_app_has_the_sections_of_the_app(administrator):
    found = sections(administrator, "admin:app_list", "articles")
    assert list(found) == ["写稿", "快讯与采集", "数据", "名录", "记录与裁定"]
    answer = administrator.get(reverse("admin:app_list", args=["articles"]))
    page = LexborHTMLParser(answer.content.decode())
    assert page.css_first("h1").text() != "写稿"
    assert sections(administrator, "admin:app_list", "auth") == {
        "人员与权限": ["用户", "组"]
    }
