"""Pictures: checked and stripped, named by content, in widths, with words of their own."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

from articles import body, picture_names, pictures
from articles.models import Picture
from tests import make

UPLOAD = "admin:articles_picture_upload"


def photo(width=2000, height=1000, form="JPEG", **more):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, form, **more)
    return out.getvalue()


def opened(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return Image.open(io.BytesIO(b"".join(answer.streaming_content)))


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def upload(client, raw, alt="车间里的机器人", name="a.jpg"):
    data = {"file": SimpleUploadedFile(name, raw), "alt": alt}
    return client.post(reverse(UPLOAD), data)


@pytest.mark.django_db
def test_an_uploaded_picture_is_shown_in_the_width_a_screen_needs(as_clerk, client):
    markdown = upload(as_clerk, photo()).json()["markdown"]
    make.published(slug="s", body=f"第一段。\n\n{markdown}")

    page = LexborHTMLParser(client.get("/story/s/").content)
    image = page.css_first(".body img").attributes
    assert (image["alt"], image["width"], image["height"]) == (
        "车间里的机器人",
        "2000",
        "1000",
    )
    offered = dict(reversed(part.split()) for part in image["srcset"].split(", "))
    assert list(offered) == ["480w", "960w", "1600w"]
    for width, address in offered.items():
        assert opened(client, address).width == int(width[:-1])
    assert "immutable" in client.get(image["src"]).headers["Cache-Control"]


@pytest.mark.django_db
def test_a_small_picture_is_not_blown_up(as_clerk, client):
    address = upload(as_clerk, photo(300, 200, "PNG")).json()["address"]
    assert opened(client, address).size == (300, 200)
    assert picture_names.attributes(address)["srcset"].count("w=") == 1


@pytest.mark.django_db
def test_a_sideways_photo_stands_upright_and_forgets_where_it_was_taken():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "secret camera"
    picture = pictures.take_in(photo(400, 200, exif=exif), "甲")
    assert (picture.width, picture.height) == (200, 400)
    stored = pictures.default_storage.open(pictures.file_name(picture.digest, 200))
    assert b"secret camera" not in stored.read()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "alt", "told"),
    [
        (b"<svg onload='alert(1)'/>", "甲", "读不出"),
        (b"", "甲", "读不出"),
        (photo()[:400], "甲", "读不出"),
        (photo(10_001, 5_000, "PNG"), "甲", "像素"),
        (photo(), " ", "替代文字"),
    ],
    ids=["svg", "empty", "cut off", "too many pixels", "no words"],
)
def test_what_cannot_be_taken_in_is_refused_in_a_sentence(as_clerk, raw, alt, told):
    answer = upload(as_clerk, raw, alt)
    assert answer.status_code == 400
    assert told in answer.json()["error"]
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_the_same_picture_is_kept_once(as_clerk):
    first, second = upload(as_clerk, photo()), upload(as_clerk, photo(), alt="另写")
    assert first.json() == second.json()
    assert Picture.objects.get().alt == "车间里的机器人"


@pytest.mark.django_db
def test_only_who_may_add_pictures_uploads(client):
    assert upload(client, photo()).status_code == 302
    nobody = make.staff("录入员")
    nobody.groups.clear()
    client.force_login(nobody)
    assert upload(client, photo()).status_code == 403
    assert not Picture.objects.exists()


@pytest.mark.django_db
def test_the_admin_takes_pictures_in_without_scripts(as_clerk):
    data = {"file": SimpleUploadedFile("a.jpg", photo()), "alt": "甲", "credit": "乙"}
    as_clerk.post(reverse("admin:articles_picture_add"), data)
    picture = Picture.objects.get()
    assert picture.uploaded_by is not None
    page = reverse("admin:articles_picture_change", args=[picture.pk])
    assert picture.markdown in as_clerk.get(page).content.decode()

    data["file"] = SimpleUploadedFile("b.jpg", b"no picture")
    html = as_clerk.post(reverse("admin:articles_picture_add"), data).content.decode()
    assert "读不出" in html


@pytest.mark.django_db
@pytest.mark.parametrize("width", ["0", "x", "99999999999", "-1", "", "²"])
def test_any_width_asked_for_gets_a_picture(as_clerk, client, width):
    address = upload(as_clerk, photo()).json()["address"]
    assert client.get(address, {"w": width}).status_code == 200


@pytest.mark.django_db
def test_a_picture_nobody_uploaded_is_missing(client):
    assert client.get("/picture/0123456789abcdef-10x10.webp").status_code == 404


def test_words_of_a_picture_cannot_break_out_of_their_place():
    picture = Picture(digest="0" * 16, width=9, height=9, alt="甲](x)\n![乙\\")
    [block] = body.blocks(picture.markdown)
    assert len(re.findall("<img", block.html)) == 1
    assert 'src="/picture/' in block.html


def test_a_picture_of_another_site_stays_words():
    [block] = body.blocks("![外图](https://a.example/x.webp)")
    assert "<img" not in block.html
