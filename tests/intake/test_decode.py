"""Bytes become text in whatever coding they come, or are refused with a reason."""

import codecs

import pytest

from articles.intake import decode as decoding
from articles.intake.decode import decode
from articles.intake.page import IntakeError
from articles.intake.read import read

from . import pages

TEXT = "循环窑炉点火在即\n釉料涨价18%，窑工放假3天\n"
META = '<html><head><meta charset="{}"></head><body><p>釉料涨价，窑工放假。</p>'


def refusal(raw):
    with pytest.raises(IntakeError) as refused:
        read(raw, pages.CAPTURED)
    return refused.value


@pytest.mark.parametrize(
    "coding",
    ["utf-8", "utf-8-sig", "gbk", "gb2312", "gb18030", "utf-16", "utf-16-le",
     "utf-16-be", "utf-32"],
)  # fmt: skip
def test_a_page_in_any_coding_is_the_same_page(coding):
    text = pages.as_text()
    assert read(text.encode(coding), pages.CAPTURED) == read(text, pages.CAPTURED)


@pytest.mark.parametrize("shape", pages.SHAPES, ids=lambda shape: shape.__name__)
@pytest.mark.parametrize("coding", ["gbk", "utf-16"])
def test_html_in_any_coding_is_the_same_page(shape, coding):
    html = shape()
    assert read(html.encode(coding), pages.CAPTURED) == read(html, pages.CAPTURED)


@pytest.mark.parametrize(
    ("declared", "coding"),
    [("gb2312", "gbk"), ("gbk", "gb18030"), ("utf-8", "gbk"), ("gb2312", "utf-8"),
     ("big5", "big5"), ("zip", "utf-8"), ("utf-16", "utf-8"), ("nonsense", "gbk")],
)  # fmt: skip
def test_a_wrong_declaration_does_no_harm(declared, coding):
    html = META.format(declared)
    if coding == "big5":
        html = META.format(declared).replace(
            "釉料涨价，窑工放假。", "陶瓷上市，萬人空巷。"
        )
    assert decode(html.encode(coding))[0] == html


def test_bad_bytes_are_replaced_counted_and_placed():
    raw = TEXT.encode("gb18030").replace("窑工".encode("gb18030"), b"\xff\xff")
    text, coding, [note] = decode(raw)
    assert coding == "gb18030"
    assert "釉料涨价18%" in text
    assert (note.code, note.line) == ("bad-characters", 2)
    assert note.params["count"] == text.count("\ufffd") > 0


def test_one_bad_byte_does_not_turn_utf8_into_gibberish():
    text, coding, [note] = decode(pages.as_text().encode() + b"\xe7\xaa")
    assert coding == "utf-8"
    assert pages.TITLE in text
    assert note.params["count"] == 1


def test_a_page_cut_off_inside_a_utf16_character_is_read():
    text, _, [note] = decode(TEXT.encode("utf-16")[:-1])
    assert "釉料涨价" in text
    assert note.code == "bad-characters"


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04" + bytes(40), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "PNG"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(40), "OLE"),
        (bytes(range(256)) * 20, ""),
    ],
)
def test_a_binary_file_is_refused_by_its_kind(raw, kind):
    refused = refusal(raw)
    assert (refused.code, refused.params["kind"]) == ("binary", kind)


def test_a_page_over_the_limit_is_refused_with_both_numbers():
    refused = refusal(b"x" * (decoding.MAX_BYTES + 1))
    assert refused.code == "too-large"
    assert refused.params == {
        "size": decoding.MAX_BYTES + 1,
        "limit": decoding.MAX_BYTES,
    }


def test_the_limit_counts_bytes_of_pasted_text_too():
    assert refusal("窑" * (decoding.MAX_BYTES // 3 + 1)).code == "too-large"


def test_a_page_of_more_lines_than_any_page_has_is_refused():
    refused = refusal(b"a\n" * decoding.MAX_LINES)
    assert refused.code == "too-many-lines"
    assert refused.params["limit"] == decoding.MAX_LINES


def test_a_page_at_the_limit_is_read():
    row = "10:21\n一条足够长的快讯，讲的是窑炉与釉料的行情，还有包装与物流\n".encode()
    raw = (b"\xe5\xbf\xab\xe8\xae\xaf\n" + row * 400_000)[: decoding.MAX_BYTES]
    page = read(raw, pages.CAPTURED)
    assert len(page.live) == len(raw) // len(row) + 1  # the last one cut short


def test_controls_and_lone_surrogates_are_dropped_and_lines_keep_their_numbers():
    text, _, _ = decode("甲\x00\x07\r\n乙\ud800\r丙\u2028丁\x1b")
    assert text == "甲\n乙\n丙\n丁"


def test_a_byte_order_mark_is_no_part_of_the_title():
    raw = codecs.BOM_UTF8 + "\ufeff循环窑炉点火在即\n2024-03-10".encode()
    assert read(raw, pages.CAPTURED).title == "循环窑炉点火在即"
