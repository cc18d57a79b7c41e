"""Bytes of a pasted or fetched page → its text, with the line count kept."""

from __future__ import annotations

import codecs
import re

from .page import IntakeError, Note

MAX_BYTES = 20 * 1024 * 1024
# 20 MiB of live rows, time and text on lines of their own, are about 460,000
# lines; more are no page. Each costs about 1 kB of memory while it is read.
MAX_LINES = 500_000

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: it begins the same way
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
BINARY_MAGIC = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    b"PK\x05\x06": "ZIP",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"\xd0\xcf\x11\xe0": "OLE",
    b"\x1f\x8b": "GZIP",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7Z",
    b"\x7fELF": "ELF",
    b"{\\rtf": "RTF",
    b"SQLite format 3\x00": "SQLITE",
}
DECLARED = re.compile(
    rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,30})"""
    rb"""|^\s*<\?xml\b[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,30})""",
    re.IGNORECASE,
)
# What pages call GB2312 or GBK holds GB18030 as often as not; it contains both.
CHINESE = {"gb2312", "gbk", "gb18030", "cp936", "ms936", "x-gbk", "gb_2312-80"}

LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029]")
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]+")
# Share of control bytes above which a file is no page: text has next to none.
CONTROL_SHARE = 0.02
CONTROLS = bytes(sorted({*range(0x20)} - {0x09, 0x0A, 0x0C, 0x0D, 0x1B}))


def decode(raw: bytes | str) -> tuple[str, str, tuple[Note, ...]]:
    """Return the text of *raw* with LF ends, its encoding's name, and notes.

    Line ends are replaced one for one, so line numbers stay those of the
    original. Raises IntakeError: "too-large", "too-many-lines", "empty",
    "binary".
    """
    size = _size(raw)
    if size > MAX_BYTES:
        raise IntakeError("too-large", size=size, limit=MAX_BYTES)
    if isinstance(raw, str):
        text, encoding, notes = raw, "str", []
    else:
        text, encoding, notes = _decoded(raw)
    text = _clean(text)
    lines = text.count("\n") + 1
    if lines > MAX_LINES:
        raise IntakeError("too-many-lines", lines=lines, limit=MAX_LINES)
    if not text or text.isspace():
        raise IntakeError("empty", size=size)
    return text, encoding, tuple(notes)


def _size(raw: bytes | str) -> int:
    if isinstance(raw, bytes) or raw.isascii():
        return len(raw)
    return len(raw.encode("utf-8", "surrogatepass"))


def _clean(text: str) -> str:
    return UNPRINTABLE.sub("", LINE_ENDS.sub("\n", text)).removeprefix("\ufeff")


def _decoded(raw: bytes) -> tuple[str, str, list[Note]]:
    for bom, encoding in BOMS:
        if raw.startswith(bom):
            return _lenient(raw[len(bom) :], encoding)
    for magic, kind in BINARY_MAGIC.items():
        if raw.startswith(magic):
            raise IntakeError("binary", kind=kind, size=len(raw))
    wide = _wide(raw)
    if wide:
        return _lenient(raw, wide)
    _refuse_binary(raw)
    for encoding in _candidates(raw):
        try:
            return raw.decode(encoding), encoding, []
        except (UnicodeDecodeError, LookupError):
            continue
    return _lenient(raw, _likelier(raw))


def _candidates(raw: bytes) -> list[str]:
    """Encodings to try strictly; the declared one only after UTF-8.

    Chinese text is hardly ever valid UTF-8 by chance, while a page that was
    saved again often keeps the declaration it had before.
    """
    found = DECLARED.search(raw[:4096])
    declared = (found[1] or found[2]).decode("ascii").lower() if found else ""
    wanted = ["utf-8", "gb18030"]
    if declared and declared not in CHINESE and _is_superset_of_ascii(declared):
        wanted.insert(1, declared)
    return wanted


def _is_superset_of_ascii(encoding: str) -> bool:
    """Whether text bytes can be *encoding* at all; refuses codecs such as zip."""
    try:
        return b"<a>1".decode(encoding) == "<a>1"
    except (LookupError, UnicodeError, TypeError, ValueError, AssertionError):
        return False


def _likelier(raw: bytes) -> str:
    """UTF-8 with a bad byte or GB18030 with one: whichever loses less."""
    sample = raw[:200_000]
    lost = {
        encoding: sample.decode(encoding, "replace").count("\ufffd")
        for encoding in ("utf-8", "gb18030")
    }
    return min(lost, key=lambda encoding: lost[encoding])


def _lenient(raw: bytes, encoding: str) -> tuple[str, str, list[Note]]:
    try:
        return raw.decode(encoding), encoding, []
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    clean = _clean(text)
    first = clean.find("\ufffd")
    if first < 0:
        return text, encoding, []
    line = clean.count("\n", 0, first) + 1
    start = clean.rfind("\n", 0, first) + 1
    quoted = clean[max(start, first - 40) : first + 60].split("\n")[0]
    bad = clean.count("\ufffd")
    note = Note.about("bad-characters", line, quoted, count=bad, encoding=encoding)
    return text, encoding, [note]


def _wide(raw: bytes) -> str:
    """UTF-16 without a BOM, told by where its NULs stand; "" if it is not."""
    sample = raw[:4096]
    if len(raw) % 2 or len(raw) < 4 or 0 not in sample:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # Line ends, digits and ASCII punctuation are enough to give one NUL in
    # fifty even to a Chinese page; real UTF-16 has them on one side only.
    few = max(1, len(sample) // 100)
    for encoding, many, none in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if many >= few and none * 20 <= many and _reads_as_text(raw, encoding):
            return encoding
    return ""


def _reads_as_text(raw: bytes, encoding: str) -> bool:
    sample = raw[:4096].decode(encoding, "replace")
    odd = sum(not (c.isprintable() or c.isspace()) for c in sample)
    return odd + sample.count("\ufffd") <= len(sample) * CONTROL_SHARE


def _refuse_binary(raw: bytes) -> None:
    sample = raw[:65536]
    controls = len(sample) - len(sample.translate(None, CONTROLS))
    if controls > max(4, len(sample) * CONTROL_SHARE):
        raise IntakeError("binary", kind="", size=len(raw))
