"""An item as its source wrote it → what grouping takes, dated and without markup."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from articles.intake.live_times import local

from .dates import told_at
from .incoming import Incoming
from .markup import folded, plain, safe, web_address
from .parsed import ParsedItem

MAX_TEXT = 2000
MAX_GUID = 200
MAX_PRINTED = 60
MAX_SUMMARY = 20_000
# A title that only says what kind of item this is, or when it came.
SAYS_NOTHING = re.compile(
    r"(?:7[x×*]24(?:小时)?|24小时)?(?:财经|实时|最新|全球|要闻|市场)?(?:快讯|资讯|直播|消息|电报)?"
    r"|(?:无标题|untitled|no title|\(no subject\))|[\d\s:：/.年月日-]*",
    re.IGNORECASE,
)
CUT_SHORT = re.compile(r"(?:\.{3,}|…+|。{3,})$")
OPEN_END = re.compile(r"(?:<[^<>]*|&#?\w{0,30})$")


def arrivals(items: Sequence[ParsedItem], now: datetime) -> tuple[Incoming, ...]:
    """What *items*, received at *now*, come to; in their order, each guid once.

    Items without a word in them are left out. A feed that gives different items one
    id has no ids: those are then told apart by their words.
    """
    made = [arrival(item, now) for item in items]
    made = [one for one in made if one.text]
    worded = {(one.guid, one.text): one for one in reversed(made)}
    shared = Counter(guid for guid, _ in worded)
    kept: dict[str, Incoming] = {}
    for one in made:
        if shared[one.guid] > 1:
            one = replace(one, guid=_digest(one.guid, one.text))
        kept.setdefault(one.guid, one)
    return tuple(kept.values())


def arrival(item: ParsedItem, now: datetime) -> Incoming:
    """What one item comes to. Where no time can be read it was told at *now*."""
    body = plain(item.html or item.content)
    text = _text(item, body)
    stated = told_at(item.published, now, item.updated)
    url = web_address(item.url) or web_address(item.guid)
    return Incoming(
        guid=_guid(item, text, stated and not stated.is_future_clamped and stated.at),
        text=shortened(text, MAX_TEXT),
        told_at=stated.at if stated else now,
        received_at=now,
        precision=stated.precision if stated else "",
        date_assumed=stated.date_assumed if stated else False,
        printed=folded(item.published or item.updated)[:MAX_PRINTED],
        url=url,
        is_important=item.is_important,
        summary=_summary(item, text, body),
        image=web_address(item.image),
        updated=folded(item.updated)[:MAX_PRINTED],
        is_future_clamped=bool(stated and stated.is_future_clamped),
    )


def _text(item: ParsedItem, body: str) -> str:
    """The words to show: the title, unless the body says it and more.

    Flash news is often one text, whose beginning a feed repeats as its title.
    """
    title = plain(item.title) if item.title_is_html else folded(item.title)
    if not body or not title:
        return title or body
    if SAYS_NOTHING.fullmatch(title):
        return body
    if CUT_SHORT.search(title) and body.startswith(CUT_SHORT.sub("", title)):
        return body
    return title


def _summary(item: ParsedItem, text: str, body: str) -> str:
    if not body or body == text:
        return ""
    return shortened_html(item.html or item.content, item.base)


def shortened_html(markup: str, base: str) -> str:
    """Sanitised *markup*, cut between tags or at least not inside an entity."""
    clean = safe(markup, base)
    if len(clean) <= MAX_SUMMARY:
        return clean
    tag = clean.rfind("<", 0, MAX_SUMMARY)
    kept = clean[: tag if tag > MAX_SUMMARY // 2 else MAX_SUMMARY]
    return safe(OPEN_END.sub("", kept) + "…")


def shortened(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _guid(item: ParsedItem, text: str, at) -> str:
    """What the feed knows the item by: its id, else its link, else its words.

    Without either, equal words of two days are two items.
    """
    if known := folded(item.guid) or web_address(item.url):
        return known if len(known) <= MAX_GUID else _digest(known)
    return _digest(text, local(at).date().isoformat() if at else "")


def _digest(*words: str) -> str:
    told = "\n".join(words).encode("utf-8", "replace")
    return "sha256:" + hashlib.sha256(told).hexdigest()
