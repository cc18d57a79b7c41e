"""One address, from asking it to items ready for grouping: pure but for the asking."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import BinaryIO

from articles.intake.page import Note

from .fetch import LIMITS, Limits, Response, get
from .incoming import Incoming
from .items import arrivals
from .parse import Mapping, parse

# A body beyond this waits for its reader on the disk: many may wait at once.
IN_MEMORY = 256 * 1024


@dataclass(frozen=True)
class Gathered:
    """What an address brought. `response` comes without its body.

    Nothing new (304) is an empty `items` and `response.not_modified`.
    """

    response: Response
    title: str = ""
    items: tuple[Incoming, ...] = ()
    notes: tuple[Note, ...] = ()


def read(
    body: bytes, response: Response, mapping: Mapping | None, now: datetime
) -> Gathered:
    """What *body* holds, which came with *response*. Raises ParseError.

    Meant to run where it can be stopped: `Isolated().run(read, …, body=file)`.
    """
    feed = parse(body, response.content_type, response.final_url, mapping)
    del body  # it may be 15 MB
    return Gathered(response, feed.title, arrivals(feed.items, now), feed.notes)


def read_here(body: BinaryIO, size: int, *told) -> Gathered:
    return read(body.read(), *told)


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
    read_it: Callable[..., Gathered] = read_here,
) -> Gathered:
    """Ask *url* and return its items. Raises FetchError or ParseError.

    Asking ends by itself, whatever the server does. Reading may hang or swell, so
    *read_it* says where that is done: it is called as `read_here` is, with a file.
    """
    with SpooledTemporaryFile(IN_MEMORY) as body:
        response = get(
            url,
            now=now,
            etag=etag,
            modified=modified,
            allow=allow,
            proxy=proxy,
            limits=limits,
            into=body,
        )
        if response.not_modified:
            return Gathered(response)
        size = body.tell()
        body.seek(0)
        return read_it(body, size, response, mapping, now)
