"""One address, from asking it to items ready for grouping: pure but for the asking."""

from __future__ import annotations

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
class Unread:
    """An answer that nobody has read yet. Its body is a file that goes when it is closed.

    `size` is in bytes. `response` comes without the body.
    """

    response: Response
    body: BinaryIO
    size: int

    @property
    def is_large(self) -> bool:
        return self.size > IN_MEMORY


@dataclass(frozen=True)
class Gathered:
    """What an address brought. `response` comes without its body.

    Nothing new (304) is an empty `items` and `response.not_modified`.
    """

    response: Response
    title: str = ""
    items: tuple[Incoming, ...] = ()
    notes: tuple[Note, ...] = ()


def ask(
    url: str,
    now: datetime,
    *,
    etag: str = "",
    modified: str = "",
    allow: str = "",
    proxy: str = "",
    limits: Limits = LIMITS,
) -> Unread:
    """Ask *url*; ends by itself, whatever the server does. Raises FetchError."""
    body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    try:
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
    except BaseException:
        body.close()
        raise
    size = body.tell()
    body.seek(0)
    return Unread(response, body, size)


def read(
    body: bytes, response: Response, mapping: Mapping | None, now: datetime
) -> Gathered:
    """What *body* holds, which came with *response*. Raises ParseError.

    It may hang or swell, so it is run where it can be stopped:
    `Isolated().run(read, response, mapping, now, body=unread.body)`.
    """
    if response.not_modified:
        return Gathered(response)
    feed = parse(body, response.content_type, response.final_url, mapping)
    return Gathered(response, feed.title, arrivals(feed.items, now), feed.notes)
