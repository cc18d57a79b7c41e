"""Whether an address still leads somewhere: asked as guardedly as a feed, read hardly.

Nothing of an answer but its status and where it sends us on is looked at; a body is
never read, so that it may be endless. `knock` never raises for what a server does.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from .asking import REDIRECTS, Call, Limits, seconds_of
from .dialling import Alarm, Resolver, addresses_of
from .errors import FetchError
from .targets import Target, redirected, target

ALIVE, GONE, UNSURE = "alive", "gone", "unsure"

LIMITS = Limits(seconds=6.0, connect_seconds=3.0)
HEADERS = {
    "User-Agent": "Newsroom/1.0 (link checker)",
    "Accept": "text/html, */*;q=0.8",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
# No body is read; a server that heeds this does not even begin a long one.
FEW_BYTES = {"Range": "bytes=0-1023"}
NOT_THERE = {404, 410}
TOO_BUSY = 429
# What servers do that know no HEAD, beside answering that they do not.
HUNG_UP = {"not-http", "truncated", "unreachable"}
# Wrong as it is written, whatever a server would say to it.
WRITTEN_WRONG = {"bad-url", "scheme", "numeric-host"}
# A name server said that there is no such name, or no address of it.
UNKNOWN = {socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME)}


@dataclass(frozen=True)
class Verdict:
    """What asking brought: a state, the facts its sentence is made of, and a wait.

    `said` has a "code" and its parameters, all of them JSON. `wait` is how many seconds
    the server asks us to stay away, 0 if it does not say.
    """

    state: str
    said: dict = field(default_factory=dict)
    wait: int = 0


@dataclass(frozen=True)
class _Told:
    status: int
    location: str
    wait: int


class Knock(Call):
    """A call that takes the head of an answer and leaves the rest."""

    def _answer(self, got, here: Target, headers, now) -> _Told:
        self._check_headers(got)
        self.alarm.remaining()  # a socket it shut down looks like headers that ended
        wait = seconds_of(got.headers.get("Retry-After", ""), now)
        return _Told(got.status, got.headers.get("Location", ""), wait)


class Names:
    """A resolver that remembers whether a name was unknown, or nobody could say."""

    def __init__(self, resolve: Resolver):
        self.resolve = resolve
        self.nobody_could_say = False

    def __call__(self, host: str, port: int) -> list[str]:
        try:
            return self.resolve(host, port)
        except socket.gaierror as error:
            self.nobody_could_say = error.errno not in UNKNOWN
            raise


def refused(url: str, allow: str = "") -> Verdict | None:
    """What is wrong with *url* as it is written; None if it may be asked.

    A private address leads no reader anywhere. What we only do not ask, by its port
    or for the password in it, may lead somewhere all the same.
    """
    try:
        target(url, allow)
    except FetchError as error:
        dead = error.code in WRITTEN_WRONG or error.code == "private-address"
        verdict = _verdict(GONE if dead else UNSURE, error)
        return _refused_at_any_port(url, error) or verdict
    return None


def _refused_at_any_port(url: str, error: FetchError) -> Verdict | None:
    if error.code != "port":
        return None
    parts = urlsplit(url)
    return refused(parts._replace(netloc=parts.netloc.rpartition(":")[0]).geturl())


def _verdict(state: str, error: FetchError) -> Verdict:
    return Verdict(state, {"code": error.code, **error.params})


def knock(
    url: str,
    *,
    now: datetime,
    allow: str = "",
    proxy: str = "",
    limits: Limits = LIMITS,
    resolve: Resolver = addresses_of,
) -> Verdict:
    """Ask *url* by HEAD, then by GET if that was not answered well, and judge.

    Each redirect is looked at like the first address. 2xx and 3xx are alive; 404, 410
    and a host nobody knows are gone; all else may be a wall, a bad hour, or us.
    """
    if verdict := refused(url, allow):
        return verdict
    names = Names(resolve)
    try:
        told = _ask(url, now, allow, proxy, limits, names)
    except FetchError as error:
        unknown = error.code == "unknown-host" and not names.nobody_could_say
        return _verdict(GONE if unknown else UNSURE, error)
    state = UNSURE
    if 200 <= told.status < 400:
        state = ALIVE
    elif told.status in NOT_THERE:
        state = GONE
    return Verdict(state, {"code": "status", "status": told.status}, told.wait)


def _ask(url, now, allow, proxy, limits, names) -> _Told:
    """The first answer on the way that is no redirect. Raises FetchError."""
    here = target(url, allow)
    with Alarm(limits.seconds) as alarm:
        call = Knock(alarm, limits, proxy, names)
        for _ in range(limits.redirects + 1):
            told = _by_head_or_get(call, here, now)
            if told.status not in REDIRECTS or not told.location:
                return told
            here = redirected(here, told.location, allow)
    raise FetchError("too-many-redirects", limit=limits.redirects)


def _by_head_or_get(call: Knock, here: Target, now) -> _Told:
    try:
        told = call.ask(here, HEADERS, now, "HEAD")
    except FetchError as error:
        if error.code not in HUNG_UP:
            raise
    else:
        if told.status < 400 or told.status == TOO_BUSY:
            return told
    return call.ask(here, HEADERS | FEW_BYTES, now)
