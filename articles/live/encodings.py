"""Bytes of a feed → text, whatever its server and its first line claim."""

from __future__ import annotations

import codecs
import re

from articles.intake.decode import BINARY_MAGIC, BOMS, CHINESE

from .errors import ParseError

DECLARED = re.compile(
    rb"""<\?xml\b[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{2,30})"""
    rb"""|<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})""",
    re.IGNORECASE,
)
IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
WIDE = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
    (b"{\0", "utf-16-le"),
    (b"\0{", "utf-16-be"),
)
# Python also knows codecs that no page is written in: escapes, punycode, UTF-7.
WRITTEN = re.compile(
    r"ascii|utf-8|gb18030|big5(hkscs)?|euc_\w+|iso2022_\w+|shift_jis\w*|cp\d+|"
    r"iso8859-\d+|koi8-\w|tis-620|hz|johab|mac-\w+"
)
# What servers claim when nobody told them anything.
UNTOLD = {"ascii", "iso8859-1", "cp1252"}
HANZI = re.compile("[\u4e00-\u9fff]")
HANZI_RUN = re.compile("[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]{2,}")
SAMPLE = 200_000


def text_of(body: bytes, content_type: str = "") -> tuple[str, str, int]:
    """Return the text of *body*, its encoding, and how many characters were lost.

    In order: a BOM, UTF-16 by its shape, valid UTF-8 (Chinese in another encoding is
    hardly ever that by chance, while declarations are often wrong), what the header
    says, what the document says, GB18030; and if none fits, the one that loses least,
    so that a bad byte costs itself and not its neighbours.
    Raises ParseError: "empty", "binary".
    """
    for bom, encoding in BOMS:
        if body.startswith(bom):
            return _lenient(body[len(bom) :], encoding)
    if not body.strip():
        raise ParseError("empty", size=len(body))
    for magic, kind in BINARY_MAGIC.items():
        if body.startswith(magic):
            raise ParseError("binary", kind=kind, size=len(body))
    start = body.lstrip(b"\t\n\r ")[:4]
    for shape, encoding in WIDE:
        if start.startswith(shape):
            return _lenient(body, encoding)
    candidates = _candidates(body, content_type)
    for encoding in candidates:
        try:
            return body.decode(encoding), encoding, 0
        except UnicodeDecodeError:
            continue
    return _lenient(body, min(candidates, key=lambda name: _lost(body, name)))


def _candidates(body: bytes, content_type: str) -> list[str]:
    header = IN_HEADER.search(content_type)
    inside = DECLARED.search(body[:4096])
    told = [
        _codec(header[1]) if header else "",
        _codec((inside[1] or inside[2]).decode("ascii")) if inside else "",
    ]
    told.sort(key=lambda name: name in UNTOLD)
    if any(name in UNTOLD for name in told) and _reads_as_chinese(body):
        told.insert(0, "gb18030")
    if not _is_ascii_superset_only(told):
        # ISO-2022-JP and HZ are plain ASCII bytes, so UTF-8 would always fit.
        return list(dict.fromkeys([*filter(None, told), "utf-8", "gb18030"]))
    return list(dict.fromkeys(["utf-8", *filter(None, told), "gb18030"]))


def _codec(label: str) -> str:
    """Python's name of a declared encoding, "" if it is none a page is written in."""
    if label.lower() in CHINESE:
        return "gb18030"  # it contains the others, and feeds use what it adds
    try:
        name = codecs.lookup(label).name
    except LookupError:
        return ""
    if name in ("gb2312", "gbk"):
        return "gb18030"
    return name if WRITTEN.fullmatch(name) else ""


def _is_ascii_superset_only(told: list[str]) -> bool:
    return not any(name == "hz" or name.startswith("iso2022") for name in told)


def _reads_as_chinese(body: bytes) -> bool:
    """Whether the bytes make words, not single letters, if read as GB18030."""
    text = body[:SAMPLE].decode("gb18030", "ignore")
    runs = sum(len(run) for run in HANZI_RUN.findall(text))
    return runs > len(HANZI.findall(text)) / 2 and runs > 3


def _lost(body: bytes, encoding: str) -> int:
    return body[:SAMPLE].decode(encoding, "replace").count("\ufffd")


def _lenient(body: bytes, encoding: str) -> tuple[str, str, int]:
    text = body.decode(encoding, "replace")
    return text, encoding, text.count("\ufffd")
