"""Chinese first, English beside it, and no sentence without its translation."""

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import polib
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from selectolax.lexbor import LexborHTMLParser

from articles import auditing, clock, review
from articles.labels import LABELS
from tests import make

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "articles/locale/en/LC_MESSAGES"


def test_every_sentence_has_its_english():
    catalogue = polib.pofile(str(LOCALE / "django.po"))
    assert len(catalogue) > 200
    missing = [
        entry.msgid
        for entry in catalogue
        if not entry.translated() and not entry.obsolete
    ]
    assert missing == []
    assert not [entry.msgid for entry in catalogue if entry.fuzzy]


def test_the_compiled_catalogue_is_the_written_one():
    written = {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural
        for entry in polib.pofile(str(LOCALE / "django.po"))
        if not entry.obsolete
    }
    compiled = {
        (entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural
        for entry in polib.mofile(str(LOCALE / "django.mo"))
    }
    assert written == compiled


def test_placeholders_survive_translation():
    import re

    for entry in polib.pofile(str(LOCALE / "django.po")):
        texts = [entry.msgstr, *entry.msgstr_plural.values()]
        for text in filter(None, texts):
            assert set(re.findall(r"%\(\w+\)", entry.msgid)) == set(
                re.findall(r"%\(\w+\)", text)
            ), entry.msgid


@pytest.mark.django_db
def test_pages_speak_chinese_whatever_the_browser_prefers(client):
    html = client.get("/", headers={"Accept-Language": "en-GB,en"}).content.decode()
    assert 'lang="zh-hans"' in html
    assert "实时资讯" in html


@pytest.mark.django_db
def test_a_reader_can_choose_english_and_comes_back_to_the_same_page(client):
    make.flash("甲厂投产")
    answer = client.post(
        reverse("set_language"), {"language": "en", "next": "/live/"}, follow=True
    )
    html = answer.content.decode()
    assert answer.redirect_chain == [("/live/", 302)]
    assert 'lang="en"' in html
    assert "Live" in html
    assert "甲厂投产" in html  # the news itself is never translated


@pytest.mark.django_db
def test_a_made_up_language_is_chinese(client):
    client.cookies["django_language"] = "xx"
    assert 'lang="zh-hans"' in client.get("/").content.decode()


def test_no_sentence_of_the_product_is_missing_from_the_catalogue(tmp_path):
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("CI has no gettext")
        pytest.skip("no gettext on this machine (apt install gettext)")
    for name in ("articles", "templates", "newsroom"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "manage.py", tmp_path)
    subprocess.run(
        [
            sys.executable,
            "manage.py",
            "makemessages",
            "-l",
            "en",
            "--no-obsolete",
            "-v0",
        ],
        cwd=tmp_path,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
            "DEBUG": "1",
            "DATA_DIR": str(tmp_path / "var"),
        },
        check=True,
    )
    fresh = polib.pofile(str(tmp_path / LOCALE.relative_to(ROOT) / "django.po"))
    kept = polib.pofile(str(LOCALE / "django.po"))
    assert {(row.msgctxt, row.msgid) for row in fresh} == {
        (row.msgctxt, row.msgid) for row in kept
    }


CHINESE = ROOT / "articles/locale/zh_Hans/LC_MESSAGES"


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_chinese_of_djangos_words_is_the_written_one(name):
    def words(rows):
        return {row.msgid: row.msgstr or row.msgstr_plural for row in rows}

    written = words(polib.pofile(str(CHINESE / f"{name}.po")))
    assert written == words(polib.mofile(str(CHINESE / f"{name}.mo")))


@pytest.mark.django_db
def test_choosing_groups_for_a_person_is_told_in_chinese(client):
    client.force_login(make.person("管理员", "guan"))
    words = client.get(reverse("admin:jsi18n")).content.decode()
    for sentence in ("Choose all %s", "Remove selected %s", "(click to clear)"):
        assert rf'"{sentence}": "\u' in words, sentence
    assert r'"Available %s": "\u' in words  # Django's own are there as well


@pytest.mark.django_db
def test_a_new_persons_and_a_new_passwords_page_have_no_english_sentence(client):
    chief = make.person("管理员", "guan")
    client.force_login(chief)
    added = client.get(reverse("admin:auth_user_add")).content.decode()
    assert "After you" not in added
    assert "用户建好以后" in added
    address = reverse("admin:auth_user_password_change", args=[chief.pk])
    changed = client.get(address).content.decode()
    assert "If disabled" not in changed
    assert "停用以后" in changed


def test_a_length_of_time_is_days_and_hours_without_a_comma():
    moment = timezone.now() + timedelta(days=6, hours=21, minutes=1)
    assert clock.how_long_until(moment).replace("\xa0", " ") == "6 天 21 小时"
    with translation.override("en"):
        told = clock.how_long_until(moment).replace("\xa0", " ")
    assert told == "6 days, 21 hours"


def test_a_length_of_time_is_a_month_and_not_january():
    moment = timezone.now() + timedelta(days=32)
    assert clock.how_long_until(moment).startswith("1\xa0个月")
    with translation.override("en"):
        assert clock.how_long_until(moment).startswith("1\xa0month")


def test_english_calls_one_thing_one_and_many_many():
    with translation.override("en"):
        called = {label: [str(name) for name in LABELS[label]] for label in LABELS}
    assert called["articles.Article"] == ["Article", "Articles"]
    assert called["articles.LiveStory"] == ["Live story", "Live stories"]
    for label, (one, many) in called.items():
        assert one.isascii(), label
        assert one != many, label


def test_english_says_all_acts_of_the_log_as_done_and_buttons_as_to_do():
    with translation.override("en"):
        done = {act: str(name) for act, name in auditing.ACTS.items()}
        assert translation.gettext("撤回更正") == "Take the correction back"
        assert translation.gettext("送审") == "Submit"
        assert translation.pgettext("去做", "置顶") == "Pin"
    assert done["fact.take-back"] == "Took a correction back"
    assert done["review.submit"] == "Submitted"
    assert done["review.schedule"] == "Scheduled"
    assert done["account.in"] == "Signed in"
    assert done["account.out"] == "Signed out"


def speaks(node):
    """The language a browser takes *node* to be in."""
    while node is not None and "lang" not in node.attributes:
        node = node.parent
    return node.attributes["lang"]


@pytest.mark.django_db
def test_names_on_english_pages_say_that_they_are_chinese(client):
    province = make.region("浙江", kind="province", code="330000")
    cluster = make.cluster()
    story = make.published(regions=[province], clusters=[cluster])
    item = make.flash("甲厂投产", timezone.now())
    client.cookies["django_language"] = "en"
    named = {
        "/": ["江南快讯", "甲厂投产"],
        story.get_absolute_url(): ["江南财讯", "浙江", "无锡市物联网集群"],
        item.story.get_absolute_url(): ["江南快讯"],
        reverse("clusters"): ["浙江"],
        reverse("live"): ["江南快讯"],
        reverse("live-outlets"): ["江南快讯"],
        "/search/?q=甲厂": ["江南快讯"],
    }
    for address, names in named.items():
        page = LexborHTMLParser(f"<body lang=en>{client.get(address).content.decode()}")
        for name in names:
            found = [
                node
                for node in page.css("body *")
                if node.text(deep=False).strip() == name
            ]
            assert found, (address, name)
            for node in found:
                if node.tag not in ("title", "script"):
                    assert speaks(node) == "zh-Hans", (address, node.html[:200])


@pytest.mark.django_db
def test_the_english_history_counts_one_character_and_keeps_its_sentences_apart(client):
    article = make.published(body="正文。")
    article.body = "正文。。"
    review.edit(article, make.person("作者", "a-writer"))
    review.correct(article, make.person("作者", "a-writer"), "typo")
    client.force_login(make.person("编辑", "an-editor"))
    client.cookies["django_language"] = "en"
    history = reverse("admin:articles_article_history", args=[article.pk])
    page = LexborHTMLParser(client.get(history).content)
    told = page.css_first("#content .help").text()
    assert "2 frozen revisions, the newest first. Choose “From”" in told
    heads = [node.text() for node in page.css(".history-head strong")]
    assert heads == ["Revision 2", "Revision 1"]
    size = page.css_first(".history-size .visually-hidden").text()
    assert size == "1 character added, 0 characters removed"
    one, two = article.revisions.order_by("number")
    compare = reverse("admin:articles_article_compare", args=[article.pk])
    sides = LexborHTMLParser(
        client.get(f"{compare}?from={one.pk}&to={two.pk}").content
    ).css_first(".compare-sides")
    assert [node.text() for node in sides.css("dt")] == ["From", "To"]
    assert "；" not in sides.text()


def test_english_calls_a_frozen_text_a_revision_everywhere():
    called = [
        entry.msgid
        for entry in polib.pofile(str(LOCALE / "django.po"))
        if "版" in entry.msgid and "版本号" not in entry.msgid
        for text in (entry.msgstr, *entry.msgstr_plural.values())
        if "version" in text.lower()
    ]
    assert called == ["打开时的版本"]  # the number of a save, which nobody sees
