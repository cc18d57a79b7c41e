"""The lines of an article → title, byline, lede and body."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from .boilerplate import closing_block, ignored
from .byline import Byline, byline
from .lines import Account, Line

TITLE_LONGEST = 100
# A byline stands among the first lines; after that a dated line is body text.
HEAD_LINES = 12
BYLINE_LINES = 5
LEDE_SHORTEST = 10
TITLE_SHORTEST = 8
NAME_LONGEST = 12
HALF_SHORTEST = 4
# Clocks of sites and of captures differ; a day is what time zones can explain.
FUTURE = timedelta(days=1)

NAME = re.compile(r"[^\W\d_][\w·. ]*")
SENTENCE_END = re.compile("[。！!？?；;]$|。")
LEDE_LABEL = re.compile(
    r"[【\[（(]?(?:(?:内容|本文|文章)?(?:摘要|提要)|导语|导读|核心提示)[】\])）]?\s*[:：]?\s*"
)
CRUMBS = re.compile(r"[>›»＞]|^(?:首页|当前位置|您的位置)")
ELLIPSIS = re.compile(r"(?:…+|\.{3,}|。{3,})$")


@dataclass
class Article:
    title: str = ""
    halves: tuple[str, ...] = ()
    byline: Byline = field(default_factory=Byline)
    lede: str = ""
    lede_repeats: int | None = None
    paragraphs: list[Line] = field(default_factory=list)


def is_title(text: str) -> bool:
    return len(text) <= TITLE_LONGEST and not SENTENCE_END.search(text.rstrip("！!？?"))


def halves(title: str) -> tuple[str, ...]:
    """The two parts of a headline set apart by a space, else the title alone."""
    parts = title.split()
    if len(parts) == 2 and all(_is_half(part) for part in parts):
        return tuple(parts)
    return (title,) if title else ()


def _is_half(part: str) -> bool:
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in part)
    return chinese >= HALF_SHORTEST


def read_article(
    lines: list[Line], title: Line | None, captured: datetime, account: Account
) -> Article:
    """Read the article in *lines*; each line is claimed or noted.

    *title* is one of the lines, when it is known to be the headline.
    """
    article = Article()
    lines = without_boilerplate(lines, account, keep=title)
    lines = [line for line in lines if line is not title]
    first, after = _find_byline(lines, captured)
    for line in lines[first:after]:
        article.byline = article.byline.joined(byline(line.text, captured))
        account.claim(line, "byline")
    head, body = lines[:first], lines[after:]
    if title is None and not head:  # no byline, or one above the headline
        head, body = body[:1], body[1:]
    body = _take_title(article, title, head, account) + body
    _take_lede(article, body, account)
    for line in article.paragraphs:
        account.claim(line, "paragraph")
    _check_date(article.byline, lines[first:after], captured, account)
    return article


def without_boilerplate(
    lines: list[Line], account: Account, keep: Line | None = None
) -> list[Line]:
    kept: list[Line] = []
    left: dict[str, list[Line]] = {}
    closing = ""
    for place, line in enumerate(lines):
        # 「相关阅读」 opens a block only after something was there to relate to.
        closing = closing or (closing_block(line.text) if place > 1 else "")
        sort = closing or ignored(line.text)
        if sort and line is not keep:
            left.setdefault(sort, []).append(line)
        else:
            kept.append(line)
    for sort, gone in left.items():
        account.note("boilerplate", gone[0], sort=sort, count=len(gone))
        for line in gone[1:]:
            account.claim(line, "note")
    return kept


def _find_byline(lines: list[Line], captured: datetime) -> tuple[int, int]:
    """Where the byline begins and ends; an empty span at 0 when there is none."""
    for first, line in enumerate(lines[:HEAD_LINES]):
        found = byline(line.text, captured)
        if found is None:
            continue
        after = first + 1
        for more in lines[after : first + BYLINE_LINES]:
            other = byline(more.text, captured)
            if other is None or not other.adds_to(found):
                break
            found = found.joined(other)
            after += 1
        return first, after
    return 0, 0


def _take_title(
    article: Article, title: Line | None, head: list[Line], account: Account
) -> list[Line]:
    """Give *article* its title from *head*, and return what of that is body."""
    title = title or _likeliest_title(head)
    if title is None:
        account.remark_page("no-title")
        return head
    article.title, article.halves = title.text, halves(title.text)
    account.claim(title, "title")
    body = []
    for line in head:
        if line.index < title.index:
            account.note("unread", line)
        elif line.index > title.index and not is_title(line.text):
            body.append(line)
        elif line.index > title.index:
            _take_short_line(article, line, account)
    return body


def _likeliest_title(head: list[Line]) -> Line | None:
    fit = [line for line in head if is_title(line.text)]
    fit = [line for line in fit if not CRUMBS.search(line.text)] or fit[-1:]
    long = next((line for line in fit if len(line.text) >= TITLE_SHORTEST), None)
    return long or max(fit, key=lambda line: len(line.text), default=None)


def _take_short_line(article: Article, line: Line, account: Account) -> None:
    """Read a short line between title and date: an outlet, a signer, or neither."""
    said = article.byline
    if len(line.text) > NAME_LONGEST or not NAME.fullmatch(line.text):
        account.note("unread", line)
    elif not said.source:
        article.byline = replace(said, source=line.text)
        account.claim(line, "byline")
    elif not said.author:
        article.byline = replace(said, author=line.text)
        account.claim(line, "byline")
    else:
        account.note("unread", line)


def _take_lede(article: Article, body: list[Line], account: Account) -> None:
    article.paragraphs = body
    if not body:
        return
    label = LEDE_LABEL.match(body[0].text)
    if label and label.end() == len(body[0].text) and len(body) > 1:
        account.claim(body[0], "heading")
        lede, rest = body[1], body[2:]
        text = lede.text
    else:
        lede, rest = body[0], body[1:]
        marked = label and label[0].strip()[-1] in "】])）:："
        label = label if marked else None
        text = lede.text[label.end() :] if label else lede.text
    stem = ELLIPSIS.sub("", text)
    number = _repeated_in(stem, rest)
    if label is None and number is None:
        return
    article.lede, article.paragraphs = text, rest
    account.claim(lede, "lede")
    if number is not None:
        abridged = stem != text
        article.lede_repeats = None if abridged else number
        code = "lede-abridged" if abridged else "lede-repeats"
        account.remark(code, lede, paragraph=number)


def _repeated_in(lede: str, paragraphs: list[Line]) -> int | None:
    if len(lede) < LEDE_SHORTEST:
        return None
    for number, line in enumerate(paragraphs, 1):
        if line.text.startswith(lede):
            return number
    return None


def _check_date(found: Byline, lines, captured: datetime, account: Account) -> None:
    if not found.printed:
        account.remark_page("no-date")
        return
    line = next(line for line in lines if byline(line.text, captured).printed)
    if found.at is None:
        account.remark("bad-date", line, printed=found.printed)
    elif found.at > captured + FUTURE:
        account.remark("future-date", line, printed=found.printed)
