"""Chinese wordings of a time: 今天 08:30, 5分钟前, 23日晚间, 上周五下午3点半."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from articles.intake.live_times import SHANGHAI, SLACK, day_without_year, local
from articles.numerals import DIGITS


@dataclass(frozen=True)
class Said:
    """A wording understood; *at* is aware and may still lie ahead."""

    at: datetime
    precision: str
    date_assumed: bool = False


SIMPLE = str.maketrans("剛鐘個時點週禮後號間", "刚钟个时点周礼后号间")
NUMERALS = {
    **DIGITS,
    "半": 0.5,
    "几": 5,
    "数": 5,
}
NUMBER = r"(?:\d{1,4}(?:\.\d)?|[一二两三四五六七八九十几数半]{1,3})"

NOW = re.compile(r"(?:刚刚|刚才|现在|片刻前|just now|now)")
AGO = re.compile(
    rf"(?P<n>{NUMBER})\s?个?(?P<half>半)?\s?"
    r"(?P<unit>秒钟?|分钟?|小时|钟头|天|日|周|星期|礼拜|月|年)\s?(?P<half2>半)?(?:钟)?"
    r"\s?(?:之?前|以前)"
    r"|(?P<en>\d{1,4}|an?)\s(?P<unit_en>second|sec|minute|min|hour|hr|day|week)s?\sago"
)
SECONDS = {"秒": 1, "分": 60, "小": 3600, "钟": 3600, "s": 1, "m": 60, "h": 3600}
DAYS = {"天": 1, "日": 1, "周": 7, "星": 7, "礼": 7, "月": 30, "年": 365}

# The hour each part of the day begins with, and whether its clock goes to twelve.
PARTS = {
    "凌晨": (0, False),
    "清晨": (5, False),
    "今晨": (5, False),
    "晨": (5, False),
    "早上": (6, False),
    "早间": (6, False),
    "早晨": (6, False),
    "早": (6, False),
    "上午": (8, False),
    "盘前": (8, False),
    "中午": (12, True),
    "午间": (12, True),
    "下午": (13, True),
    "午后": (13, True),
    "盘后": (15, True),
    "傍晚": (17, True),
    "晚间": (18, True),
    "晚上": (18, True),
    "晚": (18, True),
    "夜间": (20, True),
    "夜里": (20, True),
    "深夜": (22, True),
    "夜": (20, True),
    "am": (0, False),
    "pm": (12, True),
}
PART = "|".join(sorted(PARTS, key=len, reverse=True))
DAY = re.compile(
    r"(?P<near>今天|今日|今(?=[早晚晨夜])|昨天|昨日|昨(?=[早晚晨夜])|大前天|前天|前日"
    r"|前(?=[晚夜])|today|yesterday)"
    r"|(?P<which>上上|上|本|这)?个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    r"|(?:(?P<y>\d{4}|今|去|前|本)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})[日号]?"
    r"|(?P<month>本月|上月|上个月)?(?P<only_d>\d{1,2})[日号]"
    r"|(?:(?P<y2>\d{4})[-/.])?(?P<m2>\d{1,2})[-/.](?P<d2>\d{1,2})(?![\d.])"
)
CLOCK = re.compile(
    rf"(?P<part>{PART})?\s?"
    r"(?:(?P<H>\d{1,2}):(?P<M>\d\d)(?::(?P<S>\d\d))?\s?(?P<after>am|pm)?"
    r"|(?P<H2>\d{1,2}|[一二两三四五六七八九十]{1,3})[点时](?:整|钟)?"
    r"(?:(?P<M2>\d{1,2})分?(?:(?P<S2>\d{1,2})秒)?|(?P<half>半)|(?P<quarter>[一三])刻)?"
    r")?(?:许|左右|前后)?"
)
WEEKDAYS = "一二三四五六日"
BACK = {"今": 0, "昨": 1, "前": 2, "大": 3, "t": 0, "y": 1}
ADDED = re.compile(
    r"^(?:北京时间|发布于|发表于|更新于|发布时间|更新时间|时间)\s?:?\s?"
    r"|\s?(?:发布|发表|更新|\(?北京时间\)?)$"
)
WEEKDAY_BESIDE = re.compile(r"[(（]?(?:周|星期|礼拜)[一二三四五六日天][)）]?")


def said_in_chinese(wording: str, now: datetime) -> Said | None:
    """Return what *wording*, NFKC and on one line, states as of *now*; else None.

    The whole wording must be understood. May raise ValueError or OverflowError for
    days no calendar has.
    """
    wording = _bare(wording)
    if NOW.fullmatch(wording):
        return Said(now, "minute")
    if found := AGO.fullmatch(wording):
        return _ago(found, now)
    return _day_and_clock(wording, now)


def counts_back(wording: str) -> bool:
    """Whether *wording* counts back from when it was printed: 刚刚, 5分钟前, 2 hours ago."""
    wording = _bare(wording)
    return bool(NOW.fullmatch(wording) or AGO.fullmatch(wording))


def _bare(wording: str) -> str:
    return ADDED.sub("", wording.translate(SIMPLE).lower()).strip(" ,|[]")


def _ago(found: re.Match, now: datetime) -> Said:
    count = _number(found["n"] or found["en"]) + 0.5 * bool(found["half"])
    count += 0.5 * bool(found["half2"])
    unit = found["unit"] or found["unit_en"]
    days = {"d": 1, "w": 7}.get(unit[0]) if found["unit_en"] else DAYS.get(unit[0])
    if days is None:
        return Said(now - timedelta(seconds=count * SECONDS[unit[0]]), "minute")
    if count < 1:  # half a day ago
        return Said(now - timedelta(days=count * days), "day")
    day = local(now).date() - timedelta(days=int(count * days))
    return Said(datetime.combine(day, time(), SHANGHAI), "day")


def _day_and_clock(wording: str, now: datetime) -> Said | None:
    day, assumed, rest = local(now).date(), True, wording
    if named := DAY.match(wording):
        found = _day(named.groupdict(), now)
        if found is None:
            return None
        day, assumed = found
        rest = wording[named.end() :]
        if not named["weekday"]:
            rest = WEEKDAY_BESIDE.sub("", rest, count=1)
    rest = rest.strip(" ,t的")
    told = CLOCK.fullmatch(rest)
    if not told or not (named or told["H"] or told["H2"]):
        return None
    at, precision = _clock(day, told)
    if not named and at > now + SLACK:  # a bare clock ahead of ours was yesterday's
        at -= timedelta(days=1)
    if precision == "day" and at > now:  # 今天晚间, printed before the evening
        at = max(datetime.combine(day, time(), SHANGHAI), min(at, now))
    return Said(at, precision, assumed)


def _day(part: dict[str, str | None], now: datetime) -> tuple[date, bool] | None:
    """The day named, and whether part of it had to be supplied."""
    today = local(now).date()
    if part["near"]:
        return today - timedelta(days=BACK[part["near"][0]]), False
    if part["weekday"]:
        return _weekday(part["weekday"], part["which"], today)
    if part["only_d"]:
        return _day_of_month(int(part["only_d"]), part["month"], now)
    month, day = int(part["m"] or part["m2"]), int(part["d"] or part["d2"])
    printed = part["y"] or part["y2"]
    if not printed:
        found = day_without_year(month, day, now)
        return found and (found, False)
    back = {"今": 0, "本": 0, "去": 1, "前": 2}.get(printed)
    year = int(printed) if back is None else today.year - back
    return date(year, month, day), False


def _weekday(named: str, which: str | None, today: date) -> tuple[date, bool]:
    monday = today - timedelta(days=today.weekday())
    day = monday + timedelta(days=WEEKDAYS.index(named.replace("天", "日")))
    if which in ("上", "上上"):
        return day - timedelta(days=7 * len(which)), False
    if which:
        return day, False
    # 周五 alone is the last one there was.
    return day if day <= today else day - timedelta(days=7), True


def _day_of_month(
    day: int, which: str | None, now: datetime
) -> tuple[date, bool] | None:
    month = (local(now) + SLACK).date().replace(day=1)
    if which:
        if which != "本月":
            month = (month - timedelta(days=1)).replace(day=1)
        return month.replace(day=day), False
    for _ in range(12):  # the last month that had such a day
        try:
            found = month.replace(day=day)
        except ValueError:
            found = None
        if found and found <= (local(now) + SLACK).date():
            return found, True
        month = (month - timedelta(days=1)).replace(day=1)
    return None


def _clock(day: date, told: re.Match) -> tuple[datetime, str]:
    part = told["part"] or told["after"] or ""
    begins, is_late = PARTS.get(part, (0, False))
    printed = told["H"] or told["H2"]
    if printed is None:
        return datetime.combine(day, time(begins), SHANGHAI), "day"
    hour = int(_number(printed))
    minute = int(told["M"] or told["M2"] or 0)
    minute += 30 * bool(told["half"]) + 15 * int(_number(told["quarter"] or "〇"))
    second = told["S"] or told["S2"]
    if is_late and 1 <= hour < 12 and not (part in ("中午", "午间") and hour == 11):
        hour += 12
    elif part in ("凌晨", "am") and hour == 12:
        hour = 0
    elif hour == 12 and begins >= 18:  # 晚12点 ends the day
        hour = 24
    if not (0 <= hour < 24 or (hour == 24 and minute == 0)):
        raise ValueError(hour)
    midnight = datetime.combine(day, time(), SHANGHAI)
    time(hour % 24, minute, int(second or 0))  # refuses a sixtieth minute
    span = timedelta(hours=hour, minutes=minute, seconds=int(second or 0))
    return midnight + span, "second" if second else "minute"


def _number(printed: str) -> float:
    """The value of 12, 三, 十二, 二十, 半 or 几; "a" and "an" are one."""
    if printed[0] == "a":
        return 1
    if printed[0].isdecimal():
        return float(printed)
    if "十" in printed:
        tens, _, ones = printed.partition("十")
        return 10 * NUMERALS.get(tens, 1) + NUMERALS.get(ones, 0)
    return NUMERALS[printed] if printed in NUMERALS else NUMERALS[printed[0]]
