"""Hard rules: contradictions no likeness outvotes, each with its sentence."""

import re
from collections import Counter

from rapidfuzz import fuzz

from articles.text import ON_THE_LINE

from . import forms, periods
from .figures import Comparison
from .reading import POWER, Reading
from .wording import covered, differing_stretch

# Above this the two texts are one template, and only its filling differs.
TEMPLATE = 76
# From here two texts that move different ways are about the same move.
AKIN = 55
# What many companies are called is no part of one's name.
FORMS = frozenset(["股份", "集团", "公司", "科技", "控股", "电子", "证券", "银行"])

# Axes on which two poles are two pieces of news whatever else is alike.
_FIRM_AXES = ("口径", "版次", "季调", "持仓", "进出口", "就业", "失业", "股别", "买卖")
_AKIN_AXES = (
    "方向",
    "调整",
    "利率",
    "答复",
    "时段",
    "现期",
    "金属",
    "原油",
    "行业",
    "先行",
)


# 「韩总统」 speaks under his name elsewhere; 「青禾股份」 does not.
_TITLE = re.compile(
    "总统|总理|首相|外长|财长|防长|部长|主席|行长|委员|官员|专家|分析师|评论员|人士"
    "|发言人|ceo|策略师|交易员|媒"
)


# Who holds one office is not who holds another. Outlets call the head of a central
# bank by three titles, so these count as one.
_OFFICES = {
    **dict.fromkeys(("主席", "行长", "总裁"), "行长"),
    **{title: title for title in ("财长", "外长", "防长", "首相", "总理", "国务卿")},
}
_OFFICE = re.compile("|".join(_OFFICES))


def contradictions(a: Reading, b: Reading, figures: Comparison) -> tuple[str, ...]:
    """Return why *a* and *b* cannot tell the same news, empty when nothing forbids it.

    Two reviews of one market's session may pick out different figures, so the
    rules on figures and names are lifted for them.
    """
    reviewed = a.session is not None and a.session == b.session
    alike = fuzz.ratio(a.skeleton, b.skeleton)
    found = [*_power(a, b), *_period(a, b), *_term(a, b)]
    found += _axes(a, b, alike, reviewed)
    found += _session(a, b) + _subject(a, b, alike) + _round_up(a, b) + _move(a, b)
    found += _ending(a, b, alike) + _slot(a, b)
    found += forms.contradictions(a, b, figures, alike)
    if not reviewed:
        found += _figure(a, b, figures, alike)
        found += _name(a, b, alike)
    return tuple(dict.fromkeys(found))


_NUMBER = re.compile(r"\d[\d,.]*\d|\d")


_DIGITS = re.compile(r"\d+")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def numbers_apart(a: Reading, b: Reading) -> str:
    """Which numbers two readings of one key print otherwise; "" if none.

    A key has no spaces and few marks: 26 7家 has the key of 267家, and 3/5 that of 35.
    """
    mine, theirs = (
        _DIGITS.findall(_THOUSANDS.sub("", each.body))
        for each in sorted((a, b), key=lambda one: one.body)
    )
    if mine == theirs:
        return ""
    pairs = zip(mine, theirs, strict=False)  # of unlike lengths where one is two
    return " ≠ ".join(next(pair for pair in pairs if pair[0] != pair[1]))


def _power(a: Reading, b: Reading) -> list[str]:
    """10⁸ is no 10⁴, and neither the 108 nor the 10 that a careless copy makes of it."""
    if not (a.powers or b.powers):
        return []
    if not (a.powers <= b.powers or b.powers <= a.powers):
        return [f"{min(a.powers - b.powers)} ≠ {min(b.powers - a.powers)}"]
    one, other = (a, b) if a.powers > b.powers else (b, a)
    plain = _plain_numbers(other) - _plain_numbers(one)
    return [
        f"{power} ≠ {number}"
        for power in sorted(one.powers - other.powers)
        for number in _copied_as(power)
        if number in plain
    ]


def _copied_as(power: str) -> list[str]:
    """The 108 and the 10 of 10⁸; the 52 of 5², which may be 5 with the mark of a note."""
    *before, base = _NUMBER.findall(power)
    flat = _NUMBER.findall(power.translate(ON_THE_LINE))[len(before)]
    return [copy for copy in (flat, base) if copy != base or base == "10"]


def _plain_numbers(reading: Reading) -> Counter[str]:
    return Counter(_NUMBER.findall(POWER.sub(" ", reading.body)))


def _period(a: Reading, b: Reading) -> list[str]:
    clash = periods.clash(a.periods, b.periods)
    return (
        [f"{periods.wording(clash[0])} ≠ {periods.wording(clash[1])}"] if clash else []
    )


def _term(a: Reading, b: Reading) -> list[str]:
    if a.tenors and b.tenors and not a.tenors & b.tenors:
        return [f"期限 {_listed(a.tenors)} ≠ {_listed(b.tenors)}"]
    return []


def _axes(a: Reading, b: Reading, alike: float, reviewed: bool) -> list[str]:
    found = []
    for axis in a.poles.keys() & b.poles.keys():
        mine, theirs = a.poles[axis], b.poles[axis]
        if mine & theirs or (reviewed and axis not in _FIRM_AXES):
            continue
        if axis in _FIRM_AXES or (axis in _AKIN_AXES and alike >= AKIN):
            found.append(f"{axis}：{_listed(mine)} ≠ {_listed(theirs)}")
    return sorted(found)


def _figure(a: Reading, b: Reading, figures: Comparison, alike: float) -> list[str]:
    if figures.clashes:
        f, g = figures.clashes[0]
        return [f"{f.wording} ≠ {g.wording}"]
    if alike >= TEMPLATE and figures.only_a and figures.only_b:
        return [f"{figures.only_a[0].wording} ≠ {figures.only_b[0].wording}"]
    return []


def _name(a: Reading, b: Reading, alike: float) -> list[str]:
    """Different indicators or instruments, or one indicator of different places."""
    found = []
    for group in ("指标", "品种"):
        mine, theirs = a.names.get(group), b.names.get(group)
        if mine and theirs and not mine & theirs and a.main and b.main:
            found.append(f"{_listed(mine)} ≠ {_listed(theirs)}")
    for group, limit in (("机构", AKIN), ("地点", TEMPLATE)):
        mine, theirs = a.names.get(group), b.names.get(group)
        if alike >= limit and mine and theirs and not mine & theirs:
            found.append(f"{_listed(mine)} ≠ {_listed(theirs)}")
    shared = a.names.get("指标", frozenset()) & b.names.get("指标", frozenset())
    mine, theirs = a.names.get("地点"), b.names.get("地点")
    if shared and mine and theirs and not mine & theirs and a.main and b.main:
        found.append(f"{_listed(mine)} ≠ {_listed(theirs)}")
    return found


def _session(a: Reading, b: Reading) -> list[str]:
    if not a.session or not b.session or a.session == b.session:
        return []
    if a.session[0] != b.session[0]:
        return []
    return [f"{''.join(a.session)} ≠ {''.join(b.session)}"]


def _subject(a: Reading, b: Reading, alike: float) -> list[str]:
    """Another speaker or company in one form of words; another indicator released."""
    if a.release and b.release and fuzz.ratio(a.release, b.release) < 70:
        return [f"{a.release.upper()} ≠ {b.release.upper()}"]
    apart = _apart(a, b)
    if a.codes and b.codes and not a.codes & b.codes and apart:
        return [f"{a.subject} ≠ {b.subject}"]
    if not (a.speaker and b.speaker):
        return []
    bodies = [_bodies_in(a), _bodies_in(b)]
    if bodies[0] and bodies[1]:
        both = bodies[0] & bodies[1]
        if not both or (both & _STATE_BODIES and not _one_state(a, b)):
            return [f"{a.speaker} ≠ {b.speaker}"]
    offices = [{_OFFICES[word] for word in _OFFICE.findall(r.speaker)} for r in (a, b)]
    if offices[0] and offices[1] and not offices[0] & offices[1]:
        return [f"{a.speaker} ≠ {b.speaker}"]
    if alike < AKIN or not apart:
        return []
    # One sentence given to 「韩总统」 and to his name is one; two listed companies
    # that publish one sentence are two.
    titled = _TITLE.search(a.speaker) or _TITLE.search(b.speaker)
    if titled and not (a.main or b.main):
        return []
    return [f"{a.speaker} ≠ {b.speaker}"]


# Every state has these; without a name before them they are China's.
_STATE_BODIES = {"外交部", "国防部", "财政部", "商务部", "央行", "统计局"}


def _one_state(a: Reading, b: Reading) -> bool:
    states = [
        {place for place in r.names.get("地点", ()) if place in r.speaker} or {"中国"}
        for r in (a, b)
    ]
    return bool(states[0] & states[1])


def _apart(a: Reading, b: Reading) -> bool:
    """True when neither text has any part of the other's subject."""
    return not (_named_in(a, b) or _named_in(b, a))


def _named_in(a: Reading, b: Reading) -> bool:
    return any(pair in b.pairs for pair in a.subject_pairs if pair not in FORMS)


def _bodies_in(reading: Reading) -> set[str]:
    named = reading.names.get("机构", frozenset())
    return {body for body in named if body in reading.speaker}


def _round_up(a: Reading, b: Reading) -> list[str]:
    """A round-up is a repeat of what it leads with, not of what comes later."""
    if a.is_digest == b.is_digest:
        return []
    digest, item = (a, b) if a.is_digest else (b, a)
    if len(digest.parts) < 2:
        return []
    met = [covered(part, item) for part in digest.parts]
    later = max(met[1:])
    if later >= 0.5 and later > met[0] + 0.2:
        return ["汇总稿并非以此条领头"]
    return []


def _move(a: Reading, b: Reading) -> list[str]:
    """A price that moves upon news is not the news."""
    if a.moves_shares == b.moves_shares:
        return []
    event = b if a.moves_shares else a
    if "方向" in event.poles:
        return []
    return ["一条讲股价异动，另一条讲事件本身"]


def _ending(a: Reading, b: Reading, alike: float) -> list[str]:
    if alike >= TEMPLATE and a.tones["ending"] != b.tones["ending"]:
        return ["一条讲终止或撤回，另一条没有"]
    return []


def _slot(a: Reading, b: Reading) -> list[str]:
    """One form of words with another name in it, the figures being the same."""
    inner = differing_stretch(a.said, b.said)
    if not inner or not (a.main and b.main):
        return []
    if min(map(len, inner)) < 3 or any(c.isdigit() for c in "".join(inner)):
        return []
    return [f"{inner[0]} ≠ {inner[1]}"]


def _listed(words: frozenset[str]) -> str:
    return "、".join(sorted(words)).upper()
