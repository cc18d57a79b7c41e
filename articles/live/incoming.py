"""What a reader of pages or feeds hands to grouping: pure, not yet stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Incoming:
    """One item as a feed gave it; *guid* is what the feed knows it by."""

    guid: str
    text: str
    told_at: datetime  # aware
    received_at: datetime  # aware
    precision: str = "minute"
    date_assumed: bool = False
    printed: str = ""
    url: str = ""
    is_important: bool = False
    line: int | None = None
    source_id: int | None = None  # where it is not the feed's own
    summary: str = ""  # sanitised HTML, "" where it would only repeat the text
    image: str = ""  # an http(s) address, never loaded by our pages
    updated: str = ""  # as printed
    is_future_clamped: bool = False  # told_at was printed as a time yet to come


@dataclass(frozen=True)
class Brought:
    """What a feed gave at one look, oldest first, and when to look again."""

    items: Sequence[Incoming]
    next_check_at: datetime
    etag: str = ""
    last_modified: str = ""
