"""The lines of a page, what each looks like, and the account of each."""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from articles.text import without_turns

from .live_times import DAY, Wording, wording
from .page import Note, shown

# Beyond this many of one kind nobody reads on, so the rest is told as a number.
NOTES_PER_CODE = 2_000


class Line(NamedTuple):
    index: int  # place in the account
    number: int  # 1-based line of the decoded original
    text: str
    url: str = ""


class Kind(Enum):
    LIVE_HEADING = "live heading"
    HOT_HEADING = "hot heading"
    TABS = "tabs"
    MORE = "more"
    TIME = "time alone"
    TIMED = "time and text"
    RANK = "rank alone"
    CREDIT = "source and day"
    TEXT = "text"


class Account:
    """One role for every visible line; a second claim on a line is a defect."""

    def __init__(self) -> None:
        self.roles: dict[int, str] = {}
        self.notes: list[Note] = []
        self.told: Counter[str] = Counter()
        self.untold: dict[str, Line] = {}

    def claim(self, line: Line, role: str) -> None:
        if line.index in self.roles:
            raise RuntimeError(f"line {line.number} was read twice, as {role}")
        self.roles[line.index] = role

    def note(self, code: str, line: Line, **params: str | int) -> None:
        """Tell of *line*, which is then spoken for by nothing else."""
        self.claim(line, "note")
        self.remark(code, line, **params)

    def remark(self, code: str, line: Line, **params: str | int) -> None:
        """Tell something about a line that was read as what it is."""
        self.told[code] += 1
        if self.told[code] <= NOTES_PER_CODE:
            self.notes.append(Note.about(code, line.number, line.text, **params))
        elif code not in self.untold:
            self.untold[code] = line

    def remark_page(self, code: str, **params: str | int) -> None:
        self.notes.append(Note(code, None, params))

    def finish(self, lines: list[Line]) -> tuple[Note, ...]:
        """Call what nobody claimed unread, and return all notes in line order."""
        for line in lines:
            if line.index not in self.roles:
                self.note("unread", line)
        for code, line in self.untold.items():
            rest = self.told[code] - NOTES_PER_CODE
            params = {"text": shown(line.text), "about": code, "count": rest}
            self.notes.append(Note("more-of-the-same", line.number, params))
        return tuple(sorted(self.notes, key=lambda note: note.line or 0))


BULLETS = "•●○·▪■◆◇★☆►▶※*∙・"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f"
LONGEST_HEADING, LONGEST_CREDIT = 30, 50

LIVE_HEADING = re.compile(
    r"(?:7\s*[×xX*✕]\s*24\s*(?:小时)?"
    r"|(?:7\s*[×xX*✕]\s*24|24)\s*(?:小时)?(?:全球|财经|实时){0,2}"
    r"(?:快讯|资讯|新闻|直播|滚动)"
    r"|(?:实时|即时|最新|财经|市场|要闻|滚动|全球|热点|今日|股市)?(?:快讯|电报)"
    r"|(?:实时|即时|滚动|直播)(?:资讯|新闻|要闻|消息|播报|动态|财经|报道)|滚动|最新资讯)"
    r"(?:列表|中心|直播)?"
)
HOT_HEADING = re.compile(
    r"(?:(?:热门|热点|热读|热榜)(?:文章|新闻|资讯|阅读|排行榜?|推荐|榜单?|内容|要闻)?"
    r"|(?:文章|新闻|资讯|阅读|点击|人气|热度|浏览|热文)(?:排行榜?|热榜|榜单?)|热文"
    r"|排行榜?|热搜榜?|最热|大家都在看)"
)
TAB = re.compile(
    r"(?:(?:今日|本周|本月|日|周|月|年|总|24\s?小时|一周|48\s?小时|7\s?日)"
    r"(?:排行榜?|榜单?|热门|热榜|点击榜?)|今日|本周|本月|日|周|月)"
)
MORE = re.compile(
    r"(?:查看|点击|加载|阅读|显示)?(?:更多|全部)(?:快讯|资讯|新闻|文章|内容)?|more|展开",
    re.IGNORECASE,
)
MORE_BESIDE = re.compile(r"[\s|｜/>]+(?:查看)?(?:更多|全部)$")
DECORATION = " \t\u3000\u00a0【】[]「」『』<>《》›»|｜:：…+-—·•■◆▎#>＞" + INVISIBLE
RANK = re.compile(r"(?:第|No\.?\s?|TOP\s?)?(\d{1,3})(?:[.、．]|名|位)?", re.IGNORECASE)
CREDIT = re.compile(
    rf"(?P<source>[^\s。，,；;！!？?：:]{{1,20}}?)[\s|｜·/]+"
    rf"(?P<day>{DAY}(?:\s+\d\d?[:：]\d\d(?:[:：]\d\d)?)?)"
)
CREDITED = re.compile(rf"(?P<title>.*\S)[\s|｜]+{CREDIT.pattern}")
NUMBERED = re.compile(
    r"(?:No\.?|TOP|第)?\s?(\d{1,3})(?:[.、．]\s*|名\s*|\s+)(?=\D)(.+)", re.IGNORECASE
)
LONGEST_TITLE = 200
STAMP_LEAD = re.compile(
    rf"[\s{re.escape(BULLETS)}{INVISIBLE}]*(?P<open>[\[【(（〔])?\s*"
)
STAMP_TAIL = re.compile(r"\s*[\]】)）〕]")
SEPARATORS = re.compile(rf"[\s|｜{re.escape(BULLETS)}{INVISIBLE}]+")
MAY_BE_TIME = re.compile(r"\d[:：\-/.月年\s天小分秒]|刚[刚才]|[今昨]|前[天日]")
# What follows a clock inside a sentence or a score: 9:30前, 10:00至11:00, 3:10比.
RUNS_ON = "前后左右至到起—-–~～比战胜负平开收的时许分.)）,，、。;；%％/"


CLOCK_ALONE = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")


class Stamp(NamedTuple):
    said: Wording
    rest: str  # the text after the time, "" when the time stands alone
    tight: bool  # nothing stands between time and text


def visible(text: str) -> str:
    """*text* without the white and invisible characters around it, turns in it gone."""
    return without_turns(text).strip().strip(INVISIBLE).strip()


def unbulleted(text: str) -> str:
    return text.lstrip(BULLETS + " \t\u3000\u00a0" + INVISIBLE) or text


def stamp(text: str) -> Stamp | None:
    """Return the time a line begins with and the text after it, or None."""
    if CLOCK_ALONE.fullmatch(text):  # most lines that are times are just this
        return _clock_alone(text)
    if not MAY_BE_TIME.search(text, 0, 16):
        return None
    lead = STAMP_LEAD.match(text)
    said = wording(text, lead.end())
    if said is None:
        return None
    end = said.end
    if lead["open"]:
        closing = STAMP_TAIL.match(text, end)
        if not closing:
            return None
        end = closing.end()
    gap = SEPARATORS.match(text, end)
    rest = text[gap.end() if gap else end :]
    if not rest:
        return Stamp(said, "", False)
    tight = gap is None and not lead["open"] and rest[0] not in "【[「《"
    if said.is_day or said.clock is None:
        # 「6月6日龙虎榜…」 and 「今天 起…」 are sentences, "06-08 text" is a row.
        if tight or (said.is_day and not said.printed[:1].isdigit()):
            return None
        if said.is_day and "月" in said.printed and not lead["open"]:
            return None
    elif tight and rest[0] in RUNS_ON:
        return None
    return Stamp(said, rest, tight)


@lru_cache(maxsize=1440)
def _clock_alone(text: str) -> Stamp:
    return Stamp(wording(text), "", False)


def bare(text: str) -> str:
    """A heading's own words, without brackets, arrows and a 「更多」 beside it."""
    core = text.strip(DECORATION)
    return MORE_BESIDE.sub("", core) or core


def tabs(text: str) -> tuple[str, ...]:
    """The names on a line of tabs; () when the line is no such thing."""
    if len(text) > LONGEST_HEADING:
        return ()
    names = [name for name in re.split(r"[\s|｜/·]+", text) if name]
    if len(names) < 2 or not all(TAB.fullmatch(name) for name in names):
        return ()
    return tuple(names)


def rank(text: str) -> int | None:
    found = RANK.fullmatch(text)
    return int(found[1]) or None if found else None  # nobody ranks anything 0th


def credited(text: str) -> re.Match[str] | None:
    """A title with its source and day on one line."""
    return CREDITED.fullmatch(text) if len(text) <= LONGEST_TITLE else None


def kind(text: str) -> Kind:
    """What the line looks like by itself; its place decides what it is."""
    return look(text)[0]


def look(text: str) -> tuple[Kind, Stamp | None]:
    """The kind of a line, with the time it begins with if it does."""
    if (found := stamp(text)) is not None:
        return (Kind.TIMED if found.rest else Kind.TIME), found
    if len(text) <= LONGEST_HEADING and (sort := _heading(text)):
        return sort, None
    if (
        len(text) <= LONGEST_CREDIT
        and (text[-1].isdigit() or text[-1] == "日")
        and CREDIT.fullmatch(text)
    ):
        return Kind.CREDIT, None
    return Kind.TEXT, None


def _heading(text: str) -> Kind | None:
    core = bare(text)
    if LIVE_HEADING.fullmatch(core):
        return Kind.LIVE_HEADING
    if HOT_HEADING.fullmatch(core):
        return Kind.HOT_HEADING
    if MORE.fullmatch(core):
        return Kind.MORE
    if tabs(text) or (TAB.fullmatch(core) and len(core) > 1):
        return Kind.TABS
    return None if rank(text) is None else Kind.RANK
