"""How sentences write a moment: in Beijing time, as exactly as the reader needs it."""

import re
from datetime import datetime

from django.utils import timesince
from django.utils.timezone import localtime

MONTHS = re.compile(r"(?<=\d\s)月")


def to_minute(moment: datetime) -> str:
    """ "2026-11-24 09:00": what may lie long ago."""
    return f"{localtime(moment):%Y-%m-%d %H:%M}"


def to_second(moment: datetime) -> str:
    """ "11-24 09:00:31": what was first of two acts of these days."""
    return f"{localtime(moment):%m-%d %H:%M:%S}"


def today_to_second(moment: datetime) -> str:
    """ "09:00:31": what happened while a page stands open."""
    return f"{localtime(moment):%H:%M:%S}"


def how_long_since(moment: datetime) -> str:
    """ "6 天 21 小时": Chinese puts no comma into one length of time."""
    return _as_said(timesince.timesince(moment))


def how_long_until(moment: datetime) -> str:
    return _as_said(timesince.timeuntil(moment))


def _as_said(length: str) -> str:
    """Django's words, mended: its "1 月" is January, a length of time is "1 个月"."""
    return MONTHS.sub("个月", length.replace("，", " "))
