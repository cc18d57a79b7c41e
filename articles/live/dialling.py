"""Connections to checked addresses only, all of it under one alarm clock."""

from __future__ import annotations

import queue
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from urllib3.connection import HTTPConnection, HTTPSConnection

from .addresses import refusal
from .errors import FetchError
from .targets import Target

Resolver = Callable[[str, int], list[str]]


class Alarm:
    """One deadline over many sockets: when it rings, each is shut down.

    A timeout per read is no deadline: a server that sends a byte now and then keeps
    it from ever running out. Shutting the socket down ends any read at once, in the
    headers, in a TLS handshake and in the body alike.
    """

    def __init__(self, seconds: float):
        self.seconds = seconds
        self.ends = time.monotonic() + seconds
        self.rang = False
        self._watched: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self) -> Alarm:
        self._timer.start()
        return self

    def __exit__(self, *_) -> None:
        self._timer.cancel()
        with self._lock:
            for sock in self._watched:
                sock.close()
            self._watched.clear()

    def remaining(self) -> float:
        """Seconds left; raises FetchError("deadline") when there are none."""
        if self.is_over:
            raise self.error()
        return max(0.001, self.ends - time.monotonic())

    @property
    def is_over(self) -> bool:
        return self.rang or self.ends <= time.monotonic()

    def error(self) -> FetchError:
        return FetchError("deadline", seconds=round(self.seconds))

    def watch(self, sock: socket.socket) -> None:
        # A duplicate: TLS takes the socket over, and its own descriptor with it.
        with self._lock:
            self._watched.append(sock.dup())
        if self.rang:
            self._ring()

    def _ring(self) -> None:
        self.rang = True
        with self._lock:
            for sock in self._watched:
                with suppress(OSError):
                    sock.shutdown(socket.SHUT_RDWR)


class _Dialled:
    """Dials addresses it was given; the name stays what TLS and Host are about."""

    def __init__(
        self, *args, addresses: list[str], alarm: Alarm, patience: float, **kw
    ):
        super().__init__(*args, **kw)
        self.addresses = addresses
        self.alarm = alarm
        self.patience = patience

    def _new_conn(self) -> socket.socket:
        failed: OSError = OSError("no address")
        for address in self.addresses:
            seconds = min(self.patience, self.alarm.remaining())
            try:
                sock = socket.create_connection((address, self.port), seconds)
            except OSError as error:
                failed = error
                continue
            self.alarm.watch(sock)
            sock.settimeout(self.alarm.remaining())
            return sock
        raise failed


class DialledHTTP(_Dialled, HTTPConnection):
    pass


class DialledHTTPS(_Dialled, HTTPSConnection):
    pass


def addresses_of(host: str, port: int) -> list[str]:
    """All addresses of *host*, in the order the system prefers them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(info[4][0] for info in found))


def checked(target: Target, alarm: Alarm, resolve: Resolver) -> list[str]:
    """The addresses of *target*, every one of them public; else FetchError.

    One bad address among good ones refuses the host: whoever runs its name server
    chooses which of them comes first.
    """
    if target.is_literal:
        return [target.host]  # looked at when the address was taken apart
    found = looked_up(target.host, target.port, alarm, resolve)
    for address in found if not target.allowed else ():
        if kind := refusal(address):
            raise FetchError(
                "private-address", host=target.host, address=address, kind=kind
            )
    return found[:4]


def looked_up(host: str, port: int, alarm: Alarm, resolve: Resolver) -> list[str]:
    """Ask the name server, but not for longer than the alarm allows.

    The system's call cannot be stopped, so it gets a thread that may outlive us.
    """
    answers: queue.SimpleQueue = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, UnicodeError):
            answers.put([])

    threading.Thread(target=ask, daemon=True).start()
    try:
        found = answers.get(timeout=alarm.remaining())
    except queue.Empty:
        raise alarm.error() from None
    if not found:
        raise FetchError("unknown-host", host=host)
    return found
