"""Levels and ranks: how many or how much there is, and in which place, and what was."""

import re

from . import phrases
from .clauses import Paragraph, Span
from .figures import Figure
from .proposals import Kind
from .said import Said, State, inherited

_RANKED = re.compile(
    r"(?:稳居|位居|跃居|居|位列|排名|排在|排|名列|列|位次|升至|跃至|上升至)(?P<whole>[^,;、第]{0,10})第?$"
)

_KIND_OF_LEVEL = {
    "percent": Kind.SHARE,
    "fraction": Kind.SHARE,
    "points": Kind.GROWTH,
    "times": Kind.GROWTH,
    "money": Kind.AMOUNT,
    "measure": Kind.AMOUNT,
}

_FROM = re.compile(r"(?:从|由)[^,;]{0,10}$")

_TO = re.compile(r"^[^,;]{0,14}?(?:至|到|为)[^,;\d]{0,4}$")

_PREDICATE = re.compile(r"^(?:[一-鿿][^,;、。]{1,15})?")

# 日均发送旅客 is another figure than 发送旅客.
_PER = re.compile(r"(?:日均|月均|年均|人均|户均|单季|单日|单月|每[天日月年])$")

_PARTICLE = re.compile(r"^(?:了|起(?![降重点飞诉])|的)+")


def from_at(
    text: str, clause: Span, figure: Figure, later: Figure | None
) -> int | None:
    """Return where 从26%提高到38% begins to speak of what was and is no more, or None."""
    if later is None or not _TO.match(text[figure.last : later.first]):
        return None
    found = _FROM.search(text, max(clause.start, figure.first - 14), figure.first)
    return found.start() if found else None


def rank(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, lead
) -> Said | None:
    """Read 居全国第二位."""
    placed = _RANKED.search(paragraph.text, left.start, figure.start)
    if figure.family != "rank" or not placed:
        return None
    found = lead(left.start, placed.start())
    end = phrases.trimmed(paragraph.text, found.start, found.end)
    indicator = paragraph.printed[found.start : end] or state.indicator
    return Said(
        Kind.RANK, indicator, "rank", placed["whole"].strip("的"), found.subject
    )


def level(
    paragraph: Paragraph, state: State, figure: Figure, left: Span, right: str, lead
) -> Said:
    """Read how many or how much there is: the ordinary case, and rates in per cent."""
    text, printed = paragraph.text, paragraph.printed
    kind = {
        "percent": Kind.SHARE,
        "fraction": Kind.SHARE,
        "money": Kind.AMOUNT,
        "measure": Kind.AMOUNT,
    }.get(figure.family, Kind.COUNT)
    if figure.family in ("points", "times"):
        kind = Kind.GROWTH
    found = lead(left.start, left.end)
    end = phrases.trimmed(text, found.start, found.end)
    phrase = text[found.start : end]
    noun = phrases.right_noun(right)
    at = figure.last + right.startswith("的")
    noun = printed[at : at + len(noun)]
    if kind is Kind.SHARE and not phrase and not noun:
        noun = _PREDICATE.match(right)[0]  # 8%有意缩减
    verb = phrases.last_verb(phrase)
    if verb is None:
        of_it = noun and text[left.end - 1 : left.end] == "的"
        indicator = printed[found.start : end] if phrase and not of_it else noun
        return Said(kind, inherited(state, indicator), kind.value, "", found.subject)
    acts = verb["doing"] or ""
    after = _PARTICLE.sub("", phrase[verb.end() :])
    if noun and text[left.end - 1] == "的":
        return Said(kind, noun, kind.value, "", found.subject)
    if after:
        begin = found.start + (verb.start() if acts else len(phrase) - len(after))
        if per := _PER.search(phrase, 0, verb.start()):
            begin = found.start + per.start()
        # 光伏新增装机: what is new is said of something.
        if acts == "新增" and 0 < verb.start() <= 8:
            begin = found.start
        indicator = printed[begin:end]
    elif noun:
        indicator = acts + noun
    else:
        # Without the time that may stand before its verb: 企业到2024年末有5万家.
        before = lead(left.start, found.start + verb.start()).end
        before = phrases.trimmed(text, found.start, before)
        indicator = (printed[found.start : before] or inherited(state, "")) + acts
    return Said(kind, inherited(state, indicator), kind.value, "", found.subject)
