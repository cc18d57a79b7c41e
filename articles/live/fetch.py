"""Ask an address for its bytes: politely, once, and within limits it cannot move."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime
from typing import BinaryIO

from .asking import LIMITS, Call, Limits, Response
from .dialling import Alarm, Resolver, addresses_of
from .errors import FetchError
from .inflate import OFFERED
from .targets import redirected, target

__all__ = ["LIMITS", "FetchError", "Limits", "Response", "get"]

AGENT = "Newsroom/1.0 (feed reader)"
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/feed+json, "
    "application/json;q=0.9, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5"
)
PERMANENT = {301, 308}
VALIDATOR = re.compile(r"[\x21-\x7e\x80-\xff][\x20-\x7e\x80-\xff]{0,499}")


def get(
    url: str,
    *,
    now: datetime,
    etag: str = "",
    modified: str = "",
    allow: str = "",
    proxy: str = "",
    limits: Limits = LIMITS,
    resolve: Resolver = addresses_of,
    into: BinaryIO | None = None,
) -> Response:
    """Return what *url* answers; *now* is what a dated Retry-After is counted from.

    *etag* and *modified* are those of the answer we hold. *allow* is one "host:port"
    the guard lets through. With *proxy* ("http://host:port") the proxy looks names
    up; literal private addresses and local names are refused all the same. With
    *into* the bytes are written there, and the answer comes without them.
    Raises FetchError for everything but 200, 203 and an expected 304.
    """
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    headers = {
        "User-Agent": AGENT,
        "Accept": ACCEPT,
        "Accept-Encoding": OFFERED,
        "Connection": "close",
        **{name: value for name, value in asked.items() if VALIDATOR.fullmatch(value)},
    }
    here = target(url, allow)
    moved, permanent = "", True
    with Alarm(limits.seconds) as alarm:
        call = Call(alarm, limits, proxy, resolve, into)
        for _ in range(limits.redirects + 1):
            got = call.ask(here, headers, now)
            if isinstance(got, Response):
                return replace(got, moved_permanently_to=moved)
            status, location = got
            here = redirected(here, location, allow)
            permanent = permanent and status in PERMANENT
            moved = here.url if permanent else moved
    raise FetchError("too-many-redirects", limit=limits.redirects)
