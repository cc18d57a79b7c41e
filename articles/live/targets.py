"""An address as typed or redirected to → the one we may ask, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import quote, urljoin, urlsplit

from .addresses import refusal
from .errors import FetchError

MAX_URL = 2000
PORTS = {"http": 80, "https": 443}
# Spaces, controls, quotes, and what clients and servers are known to read in two ways.
ODD = re.compile(r"""[\x00-\x20\x7f-\xa0\\<>"^`{|}\u2028\u2029\ud800-\udfff]""")
HOST = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.)*[a-z0-9-]{1,63}")
NUMBER = re.compile(r"(?:0x[0-9a-f]*|\d+)")
# Names that only the machine or its own network answers to (RFC 6761, 6762, 8375).
LOCAL_NAMES = re.compile(
    r"(?:.*\.)?(?:localhost|localdomain|local|internal|intranet|lan|home|corp|"
    r"home\.arpa|test|invalid|onion)"
)
SAFE = "/:?#[]@!$&'()*+,;=%~"  # what quote() leaves of a path and query


@dataclass(frozen=True)
class Target:
    """One http or https address, taken apart; *host* is ASCII, without brackets."""

    scheme: str
    host: str
    port: int
    path: str
    allowed: bool  # named by the setting that lets one host:port through

    @property
    def is_literal(self) -> bool:
        return _is_literal(self.host)

    @property
    def authority(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.authority}{self.path}"


def target(url: str, allow: str = "") -> Target:
    """Take *url* apart, or raise FetchError if we must not ask it.

    *allow* is one "host:port" that is let through whatever it leads to. Codes:
    "bad-url", "scheme", "credentials", "port", "numeric-host", "private-address".
    """
    url = url.strip()
    if not 0 < len(url) <= MAX_URL or ODD.search(url):
        raise FetchError("bad-url", url=url[:200])
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise FetchError("bad-url", url=url[:200]) from None
    if parts.scheme not in PORTS:
        raise FetchError("scheme", scheme=parts.scheme[:20])
    if "@" in parts.netloc:
        raise FetchError("credentials")
    host = _host(parts.hostname or "", url)
    port = PORTS[parts.scheme] if port is None else port
    allowed = bool(allow) and f"{host}:{port}" == _plain(allow)
    if not allowed:
        _check(host, port)
    path = quote(parts.path or "/", safe=SAFE)
    if parts.query:
        path += "?" + quote(parts.query, safe=SAFE)
    return Target(parts.scheme, host, port, path, allowed)


def redirected(base: Target, location: str, allow: str = "") -> Target:
    """Where *location*, a header of the answer of *base*, leads; checked anew.

    From https to http is refused ("downgrade"): anybody on the way could then write
    the news.
    """
    # Header bytes arrive as Latin-1; UTF-8 among them is what was meant.
    try:
        location = location.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        location = quote(location, safe=SAFE)
    try:
        joined = urljoin(base.url, location.strip().replace(" ", "%20"))
    except ValueError:
        raise FetchError("bad-url", url=location[:200]) from None
    there = target(joined, allow)
    if base.scheme == "https" and there.scheme == "http":
        raise FetchError("downgrade", url=there.url[:200])
    return there


def _host(host: str, url: str) -> str:
    host = host.lower()
    if ":" in host:
        try:
            return str(IPv6Address(host))
        except AddressValueError:
            raise FetchError("bad-url", url=url[:200]) from None
    if not host.isascii():
        host = _ascii(host, url)
    host = host.removesuffix(".")
    if len(host) > 253 or not HOST.fullmatch(host):
        raise FetchError("bad-url", url=url[:200])
    if NUMBER.fullmatch(host.rpartition(".")[2]):
        # 127.1, 0x7f.1, 0177.0.0.1 and 2130706433 are addresses to some and names to
        # others; only the plain form is read.
        try:
            return str(IPv4Address(host))
        except AddressValueError:
            raise FetchError("numeric-host", host=host[:100]) from None
    return host


def _ascii(host: str, url: str) -> str:
    try:
        # The codec takes quadratic time, and names are never longer than this.
        return host[:254].encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise FetchError("bad-url", url=url[:200]) from None


def _check(host: str, port: int) -> None:
    if port not in PORTS.values():
        raise FetchError("port", port=port)
    literal = _is_literal(host)
    if literal and (kind := refusal(host)):
        raise FetchError("private-address", host=host, address=host, kind=kind)
    if not literal and ("." not in host or LOCAL_NAMES.fullmatch(host)):
        raise FetchError("private-address", host=host, address=host, kind="local-name")


def _is_literal(host: str) -> bool:
    return ":" in host or bool(NUMBER.fullmatch(host.rpartition(".")[2]))


def _plain(allow: str) -> str:
    """The setting's host:port in the form hosts are compared in."""
    host, _, port = allow.strip().lower().rpartition(":")
    if host.startswith("["):
        host = str(IPv6Address(host.strip("[]")))
    return f"{host}:{port}"
