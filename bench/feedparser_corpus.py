"""How far our reading of feeds agrees with feedparser's own tests.

    python bench/feedparser_corpus.py PATH-OF-UNPACKED-SDIST [--show]

Each test feed states what must hold, as an expression over feedparser's answer. Here
the fields we store are replaced in that answer by what our own reader made of the same
bytes, and the expression is asked again. Markup is compared as we store it: after the
allow-list.
"""

from __future__ import annotations

import argparse
import html
import re
import sys
import warnings
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import feedparser

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from articles.live.errors import ParseError
from articles.live.markup import safe
from articles.live.parse import parse

TEST = re.compile(rb"Description:\s*(.*?)\s*Expect:\s*(.*?)\s*-->", re.DOTALL)
HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)
# What feedparser looks at when it dates, guesses and reports is not stored.
STORED = ("title", "link", "id", "published", "updated", "summary", "content")
GROUPS = ("wellformed", "illformed", "entities", "encoding")


class Markup(str):
    """Equal to whatever comes out the same of the allow-list."""

    __hash__ = str.__hash__
    base = ""

    @classmethod
    def of(cls, markup: str, base: str) -> Markup:
        made = cls(markup)
        made.base = base
        return made

    def __eq__(self, other):
        if not isinstance(other, str):
            return False
        return as_stored(self, self.base) == as_stored(other, self.base)

    def __ne__(self, other):
        return not self == other


def as_stored(markup: str, base: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(safe(markup, base)))


def main() -> None:
    warnings.simplefilter("ignore")
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sdist", type=Path)
    options.add_argument("--show", action="store_true", help="print what disagrees")
    asked = options.parse_args()
    tested = Counter()
    for group in GROUPS:
        told = Counter()
        for path in sorted((asked.sdist / "tests" / group).rglob("*.xml")):
            verdict, why = judged(path)
            told[verdict] += 1
            if asked.show and verdict in ("differs", "refused"):
                print(f"  {verdict}: {path.relative_to(asked.sdist)}: {why}")
        total = told["agrees"] + told["differs"] + told["refused"]
        share = told["agrees"] / total if total else 0
        if group in ("wellformed", "illformed"):
            tested += told
        print(f"{group}: {told['agrees']} of {total} agree ({share:.2%}) {dict(told)}")
    total = tested["agrees"] + tested["differs"] + tested["refused"]
    share = tested["agrees"] / total
    print(f"wellformed and illformed: {tested['agrees']} of {total} ({share:.2%})")


def judged(path: Path) -> tuple[str, str]:
    body = path.read_bytes()
    expression, headers = expectation(body), {}
    if not expression:
        return "untold", ""
    if "http" in path.name or path.parent.name == "http":
        headers = as_served(path, header_fields(body))
    theirs = feedparser.parse(path.open("rb"), response_headers=headers)
    if not holds(expression, theirs):
        return "theirs-fails", ""  # needs their own test server
    url = headers.get("content-location", "")
    try:
        ours = parse(body, headers.get("content-type", ""), url)
    except ParseError as error:
        return "refused", str(error)
    substitute(theirs, ours)
    return ("agrees", "") if holds(expression, theirs) else ("differs", expression)


def expectation(body: bytes) -> str:
    for encoding in ("utf-8", "utf-16", "utf-32", "cp037"):
        try:
            found = TEST.search(body.decode(encoding).encode())
        except UnicodeError:
            found = TEST.search(body)
        if found:
            return found[2].decode("utf-8", "replace").strip()
    return ""


def header_fields(body: bytes) -> dict[str, str]:
    found = HEADER.findall(body)
    return {k.decode().strip().lower(): v.decode().strip() for k, v in found}


def as_served(path: Path, headers: dict[str, str]) -> dict[str, str]:
    """The headers their own test server would send, with the address it is at."""
    below = path.parts[path.parts.index("tests") :]
    address = "http://127.0.0.1:8097/" + "/".join(below)
    place = urljoin(address, headers.get("content-location", ""))
    safe_place = place if place.startswith("http") else address
    return {
        "content-type": "application/xml",
        **headers,
        "content-location": safe_place,
    }


def holds(expression: str, answer) -> bool:
    names = {**answer, "feedparser": feedparser, "true": True, "false": False}
    try:
        return bool(eval(expression, names))
    except Exception:
        return False


def substitute(theirs, ours) -> None:
    """Put what we read in the place of what feedparser read."""
    del theirs["entries"][len(ours.items) :]
    for entry, item in zip(theirs["entries"], ours.items, strict=False):
        words = {
            "title": Markup.of(item.title, item.base),
            "link": item.url,
            "id": item.guid,
            "published": item.published,
            "updated": item.updated,
            "summary": stored(item, item.html, entry, "summary"),
        }
        for name in STORED:
            if name in words and (dict.__contains__(entry, name) or words[name]):
                dict.__setitem__(entry, name, words[name])
        for name in ("title", "summary"):
            detail = dict.get(entry, name + "_detail")
            if isinstance(detail, dict) and "value" in detail:
                detail["value"] = words[name]
        contents = dict.get(entry, "content")
        if isinstance(contents, list) and contents:
            full = stored(item, item.content, contents[0], "")
            contents[0]["value"] = full
    if len(theirs["entries"]) < len(ours.items):
        theirs["entries"] += [None] * (len(ours.items) - len(theirs["entries"]))


def stored(item, markup: str, entry, name: str) -> Markup:
    detail = entry.get(name + "_detail") if name else entry
    plainly = isinstance(detail, dict) and detail.get("type") == "text/plain"
    return Markup.of(html.unescape(markup) if plainly else markup, item.base)


if __name__ == "__main__":
    main()
