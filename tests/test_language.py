"""Chinese first, English beside it, and no sentence without its translation."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from django.urls import reverse

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
        entry.msgid: entry.msgstr or entry.msgstr_plural
        for entry in polib.pofile(str(LOCALE / "django.po"))
        if not entry.obsolete
    }
    compiled = {
        entry.msgid: entry.msgstr or entry.msgstr_plural
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
    assert {entry.msgid for entry in fresh} == {entry.msgid for entry in kept}
