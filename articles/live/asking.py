"""One request and what came back, counted while it comes."""

from __future__ import annotations

import http.client
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from io import BytesIO
from typing import BinaryIO
from urllib.parse import unquote

import urllib3

from .dialling import (
    Alarm,
    DialledHTTP,
    DialledHTTPS,
    Resolver,
    checked,
    looked_up,
)
from .errors import FetchError
from .inflate import plain
from .targets import Target

REDIRECTS = {301, 302, 303, 307, 308}
# Too busy, or asking us to come less often: worth waiting for, as Retry-After says.
BUSY = {429, 503}
PIECE = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What one address may cost. `seconds` covers everything, redirects included."""

    seconds: float = 30.0
    connect_seconds: float = 10.0
    decoded_bytes: int = 15 * 1024 * 1024
    sent_bytes: int = 15 * 1024 * 1024
    header_bytes: int = 64 * 1024
    redirects: int = 5


LIMITS = Limits()


@dataclass(frozen=True)
class Response:
    """An answer: 200 with its bytes, or 304 (`not_modified`) without any.

    `moved_permanently_to` is where every redirect up to there was permanent, else "".
    `retry_after` is in seconds, 0 if nothing was said.
    """

    status: int
    body: bytes
    content_type: str
    etag: str
    last_modified: str
    final_url: str
    moved_permanently_to: str = ""
    retry_after: int = 0

    @property
    def not_modified(self) -> bool:
        return self.status == 304


class Call:
    """The requests of one `get`, which share a deadline."""

    def __init__(
        self,
        alarm: Alarm,
        limits: Limits,
        proxy: str,
        resolve: Resolver,
        into: BinaryIO | None = None,
    ):
        self.alarm = alarm
        self.limits = limits
        self.into = into
        self.proxy = urllib3.util.parse_url(proxy) if proxy else None
        self.resolve = resolve
        self.for_proxy = {}
        if self.proxy and self.proxy.scheme != "http":
            raise FetchError("proxy", scheme=str(self.proxy.scheme))
        if self.proxy and self.proxy.auth:
            password = unquote(self.proxy.auth)
            self.for_proxy = urllib3.make_headers(proxy_basic_auth=password)

    def ask(
        self, here: Target, headers, now, method: str = "GET"
    ) -> Response | tuple[int, str]:
        """The answer of *here*, or the status and Location of a redirect."""
        connection = None
        try:
            connection = self._connection(here)
            path, extra = here.path, {}
            if self.proxy and here.scheme == "http":
                path, extra = here.url, self.for_proxy
            connection.request(
                method,
                path,
                headers={"Host": here.authority, **headers, **extra},
                preload_content=False,
                decode_content=False,
            )
            return self._answer(connection.getresponse(), here, headers, now)
        except FetchError:
            raise
        except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError) as e:
            raise self._told(e, here) from e
        finally:
            if connection:
                connection.close()

    def _connection(self, here: Target):
        kind = DialledHTTPS if here.scheme == "https" else DialledHTTP
        host, port = here.host, here.port
        if self.proxy:
            host, port = self.proxy.host, self.proxy.port or 8080
            addresses = looked_up(host, port, self.alarm, self.resolve)
        else:
            addresses = checked(here, self.alarm, self.resolve)
        connection = kind(
            host,
            port,
            timeout=self.alarm.remaining(),
            addresses=addresses,
            alarm=self.alarm,
            patience=self.limits.connect_seconds,
        )
        if self.proxy and here.scheme == "https":
            connection.set_tunnel(here.host, here.port, headers=self.for_proxy)
        return connection

    def _answer(self, got, here: Target, headers, now) -> Response | tuple[int, str]:
        self._check_headers(got)
        status = got.status
        wait = seconds_of(got.headers.get("Retry-After", ""), now)
        if status in REDIRECTS:
            if not (location := got.headers.get("Location", "")):
                raise FetchError("bad-redirect", status=status)
            return status, location
        asked = "If-None-Match" in headers or "If-Modified-Since" in headers
        if status == 304 and asked:
            body = b""
        elif status in (200, 203):
            body = self._body(got)
        elif status == 410:
            raise FetchError("gone", status=status)
        elif status in BUSY:
            raise FetchError("busy", status=status, retry_after=wait)
        else:
            raise FetchError("status", status=status)
        return Response(
            status=304 if status == 304 else 200,
            body=body,
            content_type=got.headers.get("Content-Type", "")[:200],
            etag=got.headers.get("ETag", "")[:500],
            last_modified=got.headers.get("Last-Modified", "")[:200],
            final_url=here.url,
            retry_after=wait,
        )

    def _check_headers(self, got) -> None:
        size = sum(len(name) + len(value) + 4 for name, value in got.headers.items())
        if size > self.limits.header_bytes:
            limit = self.limits.header_bytes
            raise FetchError("headers-too-large", size=size, limit=limit)

    def _body(self, got) -> bytes:
        encoding = got.headers.get("Content-Encoding", "")
        limit, size, kept = self.limits.decoded_bytes, 0, self.into or BytesIO()
        for piece in plain(encoding, self._sent(got)):
            size += len(piece)
            if size > limit:
                raise FetchError("too-large", size=size, limit=limit)
            kept.write(piece)
        return b"" if self.into else kept.getvalue()

    def _sent(self, got) -> Iterator[bytes]:
        limit, size = self.limits.sent_bytes, 0
        told = got.headers.get("Content-Length", "")
        if told.isascii() and told.isdigit() and int(told[:18]) > limit:
            raise FetchError("too-large", size=int(told[:18]), limit=limit)
        while piece := got.read(PIECE):
            self.alarm.remaining()
            size += len(piece)
            if size > limit:
                raise FetchError("too-large", size=size, limit=limit)
            yield piece
        self.alarm.remaining()  # a socket it shut down looks like a body that ended

    def _told(self, error: Exception, here: Target) -> FetchError:
        kinds = (error, error.__cause__ or error.__context__)
        if self.alarm.rang or self.alarm.is_over:
            return self.alarm.error()
        if isinstance(error, http.client.LineTooLong) or "headers" in str(error):
            return FetchError("headers-too-large", limit=self.limits.header_bytes)
        if any(isinstance(e, ssl.SSLError | ssl.CertificateError) for e in kinds):
            reason = getattr(error, "verify_message", "") or type(error).__name__
            return FetchError("tls", host=here.host, reason=str(reason)[:100])
        if any(isinstance(e, http.client.IncompleteRead) for e in kinds):
            return FetchError("truncated")
        if isinstance(error, urllib3.exceptions.IncompleteRead):
            return FetchError("truncated")
        if isinstance(error, ConnectionError | TimeoutError | OSError):
            return FetchError("unreachable", host=here.host, reason=_reason(error))
        return FetchError("not-http", host=here.host, reason=type(error).__name__)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", "") or type(error).__name__


def seconds_of(told: str, now: datetime) -> int:
    """Retry-After, seconds or a date, as whole seconds from *now*; 0 for nonsense."""
    told = told.strip()
    if told.isascii() and told.isdigit():
        return int(told[:9])
    try:
        moment = parsedate_to_datetime(told)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0, int((moment - now).total_seconds()))
