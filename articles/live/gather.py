"""One address, from asking it to items ready for grouping: pure but for the asking."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from articles.intake.page import Note

from .fetch import LIMITS, Limits, Response, get
from .incoming import Incoming
from .items import arrivals
from .parse import Mapping, parse


@dataclass(frozen=True)
class Gathered:
    """What an address brought. `response` comes without its body.

    Nothing new (304) is an empty `items` and `response.not_modified`.
    """

    response: Response
    title: str = ""
    items: tuple[Incoming, ...] = ()
    notes: tuple[Note, ...] = ()


def gather(
    url: str,
    now: datetime,
    *,
    etag: str = "",
    modified: str = "",
    mapping: Mapping | None = None,
    allow: str = "",
    proxy: str = "",
    limits: Limits = LIMITS,
) -> Gathered:
    """Ask *url* and return its items. Raises FetchError or ParseError.

    Meant to run where it can be stopped: `Isolated().run(gather, url, now, …)`.
    """
    response = get(
        url,
        now=now,
        etag=etag,
        modified=modified,
        allow=allow,
        proxy=proxy,
        limits=limits,
    )
    if response.not_modified:
        return Gathered(response)
    feed = parse(response.body, response.content_type, response.final_url, mapping)
    bare = replace(response, body=b"")
    return Gathered(bare, feed.title, arrivals(feed.items, now), feed.notes)
