"""A time as a feed printed it → when that was, counted from when we asked."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone

from articles.intake.live_times import SHANGHAI, SLACK

from .dates_zh import Said, said_in_chinese

FIRST_YEAR = 1990
LONGEST = 120

# Those of RFC 822 and what else feeds print. CST is China's here, not Chicago's, and
# so is a time that names no zone.
ZONES = {
    **dict.fromkeys(("UT", "UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("CST", "BJT", "CCT", "HKT", "SGT", "PHT", "AWST", "TST"), 8),
    "EST": -5,
    "EDT": -4,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
    "BST": 1,
    "CET": 1,
    "MEZ": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "MSK": 3,
    "JST": 9,
    "KST": 9,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
    "ICT": 7,
    "WIB": 7,
    "GST": 4,
    "IST": 5.5,
    "HST": -10,
    "AKST": -9,
    "AST": -4,
}
MILITARY = re.compile("[A-IK-Z]")  # RFC 2822: their meaning is lost, so UTC

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
ZONE = (
    r"(?P<zone>(?:(?:UTC|GMT|UT)\s?)?[+-]\d{1,2}(?::?\d\d)?(?::?\d\d)?"
    r"|[A-Za-z]{1,5}|北京时间)?\s*(?:\([^()]{0,40}\))?"
)
CLOCK = (
    r"(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d)(?:[.,]\d{1,9})?)?"
    r"(?:\s*(?P<half>[AaPp])\.?[Mm]\.?)?"
)
ISO = re.compile(
    r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})"
    rf"(?:(?:\s*T\s*|\s*,?\s+){CLOCK}\s*{ZONE})?",
    re.IGNORECASE,
)
COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:T?(?P<H>\d\d)(?P<M>\d\d)(?P<S>\d\d)?(?:[.,]\d{1,9})?\s*" + ZONE + ")?",
    re.IGNORECASE,
)
WEEKDAY = r"(?:[A-Za-z]{3,9}\.?(?:\s*,\s*|\s+)|(?:周|星期)[一二三四五六日天]\s*,?\s*)?"
MONTH = r"(?P<m>[A-Za-z]{3,9}\.?|\d{1,2}月)"
RFC822 = re.compile(
    WEEKDAY + r"(?P<d>\d{1,2})(?:st|nd|rd|th)?[\s-]+" + MONTH + r"[\s,-]+"
    rf"(?P<y>\d{{4}}|\d\d)(?:\s*,?\s+(?:at\s+)?{CLOCK}\s*{ZONE})?",
    re.IGNORECASE,
)
ASCTIME = re.compile(
    WEEKDAY + rf"{MONTH}\s+(?P<d>\d{{1,2}})\s+{CLOCK}\s*{ZONE}\s*(?P<y>\d{{4}})",
    re.IGNORECASE,
)
AMERICAN = re.compile(
    WEEKDAY + MONTH + r"\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?\s*,?\s+(?P<y>\d{4})"
    rf"(?:\s*,?\s*(?:at\s+)?{CLOCK}\s*{ZONE})?",
    re.IGNORECASE,
)
EPOCH = re.compile(r"(\d{9,10}|\d{12,13})(?:\.\d{1,9})?")
# Seconds since 1970 have had ten digits since 2001, and this many make milliseconds.
MILLISECONDS = 12


@dataclass(frozen=True)
class Stated:
    """When something was told; *at* is aware, UTC.

    `precision` is "second", "minute" or "day" (then *at* is the start of the day in
    Beijing, or of the part of it that was named). `date_assumed`: no day was printed,
    or only part of one. `is_future_clamped`: it lay ahead, and *at* is now.
    """

    at: datetime
    precision: str
    date_assumed: bool = False
    is_future_clamped: bool = False


def told_at(printed: str, now: datetime, updated: str = "") -> Stated | None:
    """Return the time *printed* states, else that of *updated*, else None.

    *now* is aware: what "yesterday" counts from. Times are Beijing's unless they name
    a zone. Before 1990, or no date of any calendar, is None.
    """
    for wording in (printed, updated):
        if stated := _stated(wording, now):
            return stated
    return None


def _stated(printed: str, now: datetime) -> Stated | None:
    wording = unicodedata.normalize("NFKC", str(printed)[: LONGEST * 2])
    wording = " ".join(wording.replace("−", "-").split())
    if not wording or len(wording) > LONGEST:
        return None
    try:
        said = _epoch(wording) or _numbers(wording) or said_in_chinese(wording, now)
    except (ValueError, OverflowError):
        return None
    if said is None or said.at.year < FIRST_YEAR:
        return None
    stated = Stated(said.at.astimezone(UTC), said.precision, said.date_assumed)
    # A whole day, or a part of one, began before now even if it is not over.
    if stated.at > now + SLACK:
        return replace(stated, at=now.astimezone(UTC), is_future_clamped=True)
    return stated


def _epoch(wording: str) -> Said | None:
    found = EPOCH.fullmatch(wording)
    if not found or (COMPACT.fullmatch(wording) and len(found[1]) == MILLISECONDS):
        return None
    number = int(found[1])
    seconds = number // 1000 if len(found[1]) >= MILLISECONDS else number
    return Said(datetime.fromtimestamp(seconds, UTC), "second")


def _numbers(wording: str) -> Said | None:
    for shape in (ISO, RFC822, ASCTIME, AMERICAN, COMPACT):
        if found := shape.fullmatch(wording):
            return _taken_together(found.groupdict())
    return _other_iso(wording)


def _taken_together(part: dict[str, str | None]) -> Said | None:
    month = _month(part["m"] or "")
    if month is None:
        return None
    day = date(_year(part["y"]), month, int(part["d"]))
    if part["H"] is None:
        return Said(datetime.combine(day, time(), SHANGHAI), "day")
    zone = _zone(part["zone"] or "")
    if zone is None:
        return None
    hour, seconds = int(part["H"]), int(part["S"] or 0)
    if half := part.get("half"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half in "Pp")
    if hour == 24 and part["M"] == "00" and not seconds:  # the end of that day
        day, hour = day + timedelta(days=1), 0
    clock = time(hour, int(part["M"]), min(seconds, 59) if seconds <= 60 else seconds)
    precision = "second" if part["S"] else "minute"
    return Said(datetime.combine(day, clock, zone), precision)


def _other_iso(wording: str) -> Said | None:
    """2026-W48-1, 2026-328, and the rest of the standard."""
    if re.fullmatch(r"\d{4}-\d{3}", wording):
        first = date(int(wording[:4]), 1, 1)
        day = first + timedelta(days=int(wording[5:]) - 1)
        if day.year != first.year or wording.endswith("-000"):
            return None
        return Said(datetime.combine(day, time(), SHANGHAI), "day")
    if not re.match(r"\d{4}-?W\d\d", wording):
        return None
    found = datetime.fromisoformat(wording)
    precision = "minute" if re.search(r"[T ]", wording) else "day"
    return Said(found if found.tzinfo else found.replace(tzinfo=SHANGHAI), precision)


def _month(named: str) -> int | None:
    digits = named.removesuffix("月")
    if digits.isdecimal():
        return int(digits)
    name = named[:3].lower()
    return MONTHS.index(name) // 4 + 1 if name in MONTHS.split() else None


def _year(printed: str | None) -> int:
    year = int(printed or 0)
    if len(printed or "") > 2:
        return year
    return year + (2000 if year < 70 else 1900)


def _zone(printed: str):
    name = printed.upper().replace(" ", "")
    if name in ("", "北京时间"):
        return SHANGHAI
    if name in ZONES:
        return timezone(timedelta(hours=ZONES[name]))
    if MILITARY.fullmatch(name):
        return UTC
    found = re.fullmatch(
        r"(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d\d))?(?::?\d\d)?", name
    )
    if not found:
        return None
    span = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(-span if found[1] == "-" else span)
