"""Compressed bytes as they arrive → plain ones, never more than asked for."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from .errors import FetchError

# We offer these two. A server that sends br or zstd unasked is refused: nothing is
# then expanded that this module does not count.
OFFERED = "gzip, deflate"
STEP = 256 * 1024
GZIP_MAGIC = b"\x1f\x8b"


def plain(encoding: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Expand *pieces* sent as Content-Encoding *encoding*, at most STEP at a time.

    Raises FetchError: "encoding" for one we did not offer, "damaged", "truncated".
    """
    named = encoding.strip().lower()
    if named in ("", "identity"):
        return pieces
    if named in ("gzip", "x-gzip"):
        return _gzip(pieces)
    if named == "deflate":
        return _deflate(pieces)
    raise FetchError("encoding", name=named[:40])


def _gzip(pieces: Iterator[bytes]) -> Iterator[bytes]:
    inflater = zlib.decompressobj(31)
    started = False
    rest = b""
    for piece in pieces:
        rest, out = rest + piece, b""
        while rest or len(out) == STEP:  # a full step may leave more inside
            if inflater.eof:
                if not rest.startswith(GZIP_MAGIC[: len(rest)]):
                    return  # padding after the last member
                inflater = zlib.decompressobj(31)
            started = True
            out, rest = _step(inflater, rest)
            if out:
                yield out
    if started and not inflater.eof:
        raise FetchError("truncated")


def _deflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """zlib as the standard says, or the bare stream as some servers send."""
    inflater = None
    rest = b""
    for piece in pieces:
        rest, out = rest + piece, b""
        if inflater is None:
            if len(rest) < 2:
                continue
            wrapped = rest[0] & 0x0F == 8 and int.from_bytes(rest[:2]) % 31 == 0
            inflater = zlib.decompressobj(15 if wrapped else -15)
        while (rest or len(out) == STEP) and not inflater.eof:
            out, rest = _step(inflater, rest)
            if out:
                yield out
    if inflater is None and not rest:
        return
    if inflater is None or not inflater.eof:
        raise FetchError("truncated")


def _step(inflater, data: bytes) -> tuple[bytes, bytes]:
    try:
        out = inflater.decompress(data, STEP)
    except zlib.error:
        raise FetchError("damaged") from None
    return out, inflater.unused_data if inflater.eof else inflater.unconsumed_tail
