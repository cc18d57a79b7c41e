"""The words before a figure: whom they are about, and where what is measured begins."""

import re
from dataclasses import dataclass

from . import phrases
from .clauses import Mention, Paragraph
from .when import When

_LOCAL = re.compile(
    r"(?:当地|全市|全省|全县|全区|[该本全][省市县区州镇]|该?公司|该(?:集团|行|集群|园区|项目|基地|企业|平台))(?!债)"
)

# 到2027年产值, 产值在10月份: a time is said by the period, not by what is measured.
_AT_TIME = "到至在自从于"
_COMPARED = "比较"

# 国家统计局6月9日发布: who speaks, not whom it is about.
_SPEAKER = re.compile(
    r"(?:局|部|委|署|厅|协会|平台|机构|央行|办|联合会|总会|院|所|中心|报告|记者|[比较自从到在于至占达超为])$|^(?:据|在|从|占|以)"
)

_REGION_TAIL = re.compile(r"地区|区域|全省|全市|等地|等省市|两地|三地|市场|方面|通过")


@dataclass(frozen=True)
class Head:
    """The words before a figure: [start:end] without leading subject, time, adverbs."""

    start: int
    end: int
    subject: tuple[str, ...]


def head(paragraph: Paragraph, times: dict[int, When], start: int, end: int) -> Head:
    """Return what is left of [start:end] when its lead words are taken off."""
    text, subject = paragraph.text, ()
    while start < end:
        if (time := times.get(start)) and time.end <= end:
            start = time.end
        elif text[start] in _AT_TIME + _COMPARED and _said_at(times, start + 1, end):
            start = times[start + 1].end
        elif found := phrases.LEAD.match(text, start, end):
            start = found.end()
        elif not subject and (name := _whom(paragraph, start, end)):
            listed, start = _listed_names(paragraph, name, end)
            subject = listed
        elif not subject and (found := _LOCAL.match(text, start, end)):
            start, subject = found.end(), (paragraph.printed[start : found.end()],)
        elif found := _REGION_TAIL.match(text, start, end):
            if not subject:
                break
            start = found.end()
        else:
            start, named = _described(paragraph, times, start, end, subject)
            if not named:
                break
            subject = named
    return Head(start, _without_time(text, times, start, end), subject)


def _said_at(times: dict[int, When], start: int, end: int) -> bool:
    time = times.get(start)
    return time is not None and time.end <= end


def _without_time(text: str, times: dict[int, When], start: int, end: int) -> int:
    """Return where [start:end] ends before the time it closes with, if it has one."""
    last = phrases.trimmed(text, start, end)
    for time in times.values():
        if time.end == last and start < time.start and not time.is_base:
            return time.start - (text[time.start - 1] in _AT_TIME)
    return end


def _whom(paragraph: Paragraph, start: int, end: int) -> Mention | None:
    """The name at *start* if somebody or some place is meant by it.

    A list that goes on with 等 is part of what is measured: 甲集群、乙集群等项目.
    """
    name = paragraph.name_at(start)
    if name is None or name.end > end or not name.is_somebody:
        return None
    _names, at = _listed_names(paragraph, name, end)
    return None if paragraph.text.startswith("等", at) else name


def _listed_names(paragraph, name, end) -> tuple[tuple[str, ...], int]:
    """Return names set one after another, as 浙江、江苏和上海, and where they end."""
    found = [paragraph.printed[name.start : name.end]]
    at = name.end
    while at < end and paragraph.text[at] in "、和与及":
        after = paragraph.name_at(at + 1)
        if after is None or after.end > end:
            break
        found.append(paragraph.printed[after.start : after.end])
        at = after.end
    return tuple(found), at


def _described(paragraph, times, start, end, subject) -> tuple[int, tuple[str, ...]]:
    """Read a subject no list knows: 甲公司2024年…, 该园区的…."""
    if subject:
        return start, ()
    text = paragraph.text
    for at in range(start + 2, min(start + 16, end)):
        timed = at in times and not times[at].is_base
        if timed or text[at] == "的":
            words = text[start:at]
            if re.search(r"[、,;:()]", words) or phrases.VERB.search(words):
                break
            if _SPEAKER.search(words):
                break
            if timed or phrases.ORG_END.search(words):
                return at + (text[at] == "的"), (paragraph.printed[start:at],)
    return start, ()
