"""Everything the judge needs of one flash, read once: `read(flash) -> Reading`."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from articles.text import RAISED

from . import amounts, names, normalise, periods, rarity
from .amounts import Figure

BEIJING = timezone(timedelta(hours=8))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Flash:
    """One item as a feed gave it. *first_seen* may be naive, or None if unknown."""

    text: str
    source: str = ""
    first_seen: datetime | None = None


@dataclass(frozen=True, eq=False)
class Reading:
    """What one flash says, in the forms the rules and features compare."""

    flash: Flash
    body: str
    key: str
    said: str
    pairs: dict[str, float]
    mass: float
    skeleton: str
    figures: tuple[Figure, ...]
    main: tuple[Figure, ...]
    powers: frozenset[str]
    periods: tuple[tuple, ...]
    tenors: frozenset[str]
    names: dict[str, frozenset[str]]
    poles: dict[str, frozenset[str]]
    subject: str
    speaker: str
    codes: frozenset[str]
    subject_pairs: dict[str, float]
    words: frozenset[str]
    quotes: frozenset[str]
    parts: tuple[str, ...]
    session: tuple[str, str] | None
    tones: dict[str, bool]
    denials: frozenset[str]
    release: str
    moves_shares: bool
    is_digest: bool
    is_review: bool
    minutes: float | None


_GROUPS = {
    "地点": names.PLACES,
    "品种": names.INSTRUMENTS,
    "指标": names.INDICATORS,
    "机构": names.BODIES,
}
_SHORT_PLACES = {
    "美": "美国",
    "中": "中国",
    "日": "日本",
    "韩": "韩国",
    "英": "英国",
    "法": "法国",
    "德": "德国",
    "俄": "俄罗斯",
    "乌": "乌克兰",
    "以": "以色列",
    "伊": "伊朗",
    "欧": "欧盟",
    "印": "印度",
}
_LATIN = re.compile(r"[a-z][a-z0-9&.+-]*[a-z0-9]|[a-z]\d+")
_QUOTED = re.compile(r'"([^"]{2,30})"')
_SUBJECT = re.compile(r"^([^:;,]{2,24}):")
_CONTRACT = re.compile(r"(?:^|[;,])([一-鿿a-z]{1,8}?)\d{0,4}(?:\([a-z]+\))?主力合约")
# 「德国7月CPI环比 0.1%，预期…，前值…」: a statistic as calendars print it.
_RELEASE = re.compile(r"^([^:;,]{4,40}?) ?[-+]?\d[\d.,]*[^,;]{0,6},(?:预期|前值|初值)")
_NOT_INDICATOR = re.compile(
    r"同比|环比|季环比|年化|初值|终值|修正值|季调后|总数|人数|变动|\d+年?|[月日至当周季度一二三四上半]"
)
_SHARE_MOVE = re.compile(
    r"股异动|股价[^,;]{0,6}(?:涨|跌|跳水)|盘[前后初中][^,;]{0,8}(?:涨|跌)"
    r"|(?:高开|低开)[^,;]{0,4}\d"
)
# The columns in which outlets review a session: 「A股午评」, 「7月8日午间收评」.
_REVIEW = re.compile(
    r"(?<!tf)(?<!etf )(?:午评|午间收评|收评|午报)|[a港美]股收盘|指数收盘"
)
_ASIDE = re.compile(r"\([^)]*\)")
_PART = re.compile(r"[;!?]\s*|(?<=[一-鿿%]) (?=[一-鿿\"])")
_DIGITS = re.compile(r"[-+]?\d[\d,.]*")
POWER = re.compile(rf"\d[\d,.]*(?:[×x*]10)?[{RAISED}]+")


@cache
def _name_pattern() -> tuple[re.Pattern, dict[str, str]]:
    group_of = {name: group for group, listed in _GROUPS.items() for name in listed}
    longest_first = sorted(group_of, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), group_of


@cache
def _pole_pattern() -> tuple[re.Pattern, dict[str, list[tuple[str, str]]]]:
    poles: dict[str, list[tuple[str, str]]] = {}
    for axis, sides in names.AXES.items():
        for pole, words in sides.items():
            for word in words.split():
                poles.setdefault(word, []).append((axis, pole))
    longest_first = sorted(poles, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), poles


def read(flash: Flash) -> Reading:
    """Return the Reading of *flash*; any text whatever has one."""
    cleaned = normalise.clean(flash.text)
    body = periods.arabic_months(normalise.fold(normalise.strip_habits(cleaned)))
    said = normalise.squeeze(body)
    found_names, spans = _read_names(body)
    figures = amounts.read_figures(body, spans + periods.spans(body))
    pairs = rarity.pair_weights(said)
    subject = _read_subject(body)
    parts = tuple(
        part for part in map(normalise.squeeze, _PART.split(body)) if len(part) > 3
    )
    return Reading(
        flash=flash,
        body=body,
        key=normalise.squeeze(_DIGITS.sub(_signed, body)),
        said=said,
        pairs=pairs,
        mass=sum(pairs.values()),
        skeleton=normalise.squeeze(_DIGITS.sub("0", body)),
        figures=figures,
        main=tuple(f for f in figures if f.role in (amounts.ACTUAL, amounts.LEVEL)),
        powers=frozenset(POWER.findall(body)),
        periods=periods.read_periods(body),
        tenors=periods.read_tenors(body),
        names=found_names,
        poles=_read_poles(body),
        subject=subject,
        speaker=subject if _SUBJECT.match(_ASIDE.sub("", body[:80])) else "",
        subject_pairs=rarity.pair_weights(subject),
        codes=normalise.read_codes(cleaned),
        words=frozenset(_LATIN.findall(body)),
        quotes=frozenset(map(normalise.squeeze, _QUOTED.findall(body))),
        parts=parts,
        session=_read_session(cleaned),
        tones={
            "reply": any(word in body for word in names.REPLIES),
            "share move": any(word in body for word in names.SHARE_MOVES),
            "ending": any(word in body for word in names.ENDINGS),
            "question": "?" in flash.text or "？" in flash.text,
        },
        denials=frozenset(names.DENIALS).intersection(body),
        release=_read_release(body),
        moves_shares=bool(_SHARE_MOVE.search(cleaned[:32])),
        is_digest=bool(normalise.DIGEST.search(cleaned)),
        is_review=bool(_REVIEW.search(cleaned[:16])),
        minutes=_minutes(flash.first_seen),
    )


def _signed(found: re.Match) -> str:
    number = found[0].replace(",", "")
    return "~" + number[1:] if number[0] == "-" else number


def _read_names(body: str) -> tuple[dict[str, frozenset[str]], list[tuple[int, int]]]:
    pattern, group_of = _name_pattern()
    found: dict[str, set[str]] = {}
    spans = []
    for match in pattern.finditer(body):
        found.setdefault(group_of[match[0]], set()).add(match[0])
        spans.append(match.span())
    for contract in _CONTRACT.findall(body):
        if not any(contract.endswith(name) for name in found.get("品种", ())):
            found.setdefault("品种", set()).add(contract)
    return {group: frozenset(named) for group, named in found.items()}, spans


def _read_poles(body: str) -> dict[str, frozenset[str]]:
    pattern, poles = _pole_pattern()
    found: dict[str, set[str]] = {}
    for word in dict.fromkeys(pattern.findall(body)):
        for axis, pole in poles[word]:
            # A release names its own version first, then the one it replaces.
            if axis != "版次" or axis not in found:
                found.setdefault(axis, set()).add(pole)
    return {axis: frozenset(sides) for axis, sides in found.items()}


def _read_release(body: str) -> str:
    """Return the bare indicator of a release in calendar form, "" for other texts."""
    match = _RELEASE.match(body)
    if not match:
        return ""
    name = _NOT_INDICATOR.sub("", match[1])
    for place in names.PLACES:
        name = name.replace(place, "")
    return normalise.squeeze(name)


def _read_session(cleaned: str) -> tuple[str, str] | None:
    """Return market and moment where a text reviews one: ("A股", "午盘")."""
    head = cleaned[:40]
    moment = _first_listed(head, names.MOMENTS)
    market = _first_listed(normalise.fold(head), names.MARKETS)
    return (market, moment) if market and moment else None


def _first_listed(text: str, table: dict[str, str]) -> str | None:
    for name, words in table.items():
        if any(word in text for word in words.split()):
            return name
    return None


def _read_subject(body: str) -> str:
    """Return who speaks or what is spoken of: the words before the first colon.

    Without a colon, what stands before the first figure, period or movement,
    eight characters at most; an aside in brackets is no part of it.
    """
    head = _ASIDE.sub("", body[:80])
    match = _SUBJECT.match(head)
    if match:
        return normalise.squeeze(match[1])
    return normalise.squeeze(re.split(r"\d|上涨|下跌|[:;,]", head, maxsplit=1)[0])[:8]


def _minutes(moment: datetime | None) -> float | None:
    """Return *moment* in minutes since 1970; a naive one is Beijing time.

    Whatever its zone: one instant comes from a database in UTC and from a page in
    Beijing time, and must not be eight hours from itself.
    """
    if moment is None:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=BEIJING)
    return (moment - EPOCH).total_seconds() / 60
