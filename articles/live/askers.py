"""Many addresses asked at once, and what they answer read where it can be stopped."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from queue import LifoQueue
from typing import BinaryIO

from django.conf import settings

from articles.live.fetch import LIMITS
from articles.live.gather import IN_MEMORY, Gathered, gather, read
from articles.live.incoming import Brought
from articles.live.isolate import MEMORY, Isolated
from articles.live.parse import Mapping
from articles.models import Feed

# A server that sends a byte a second holds one of these for 30 s and costs nothing
# else; there must be enough that such servers do not keep the others from being asked.
AT_ONCE = 32
# Reading 15 MB of the worst markup we know takes 6 s.
READING_SECONDS = 15.0
# Few bytes take little room to read, so that several readers cost little. What is large
# takes up to MEMORY, and is read one at a time.
SMALL_READERS, SMALL_MEMORY = 2, 150 * 1024 * 1024


class Askers:
    """Asks addresses, many at once in threads, and has a few processes read the answers.

    A thread waits for a server and ends with its deadline; a reader can be killed. Large
    answers wait on the disk for the one reader that takes them, and keep nobody waiting
    whose answer is small. A context manager: the processes end with it.
    """

    def __init__(self, at_once: int = AT_ONCE):
        self._threads = ThreadPoolExecutor(at_once)
        self._small = Readers(min(SMALL_READERS, at_once), SMALL_MEMORY)
        self._large = Readers(1, MEMORY)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._threads.shutdown()
        self._small.stop()
        self._large.stop()

    def ask_all(
        self, feeds: list[Feed], now: datetime
    ) -> Iterator[tuple[Feed, object]]:
        """Each of *feeds* with what it brought or the exception it gave, as they come.

        The threads touch no database: what comes of an answer is the caller's.
        """
        turns = {
            self._threads.submit(outcome, partial(self._ask, feed, now)): feed
            for feed in feeds
        }
        for turn in as_completed(turns):
            yield turns.pop(turn), turn.result()

    def try_address(
        self, url: str, mapping: dict | None, now: datetime, **conditions
    ) -> Gathered:
        """What *url* would bring; nothing is stored. Raises FeedError."""
        return gather(
            url,
            now,
            mapping=Mapping(**mapping) if mapping else None,
            allow=settings.FETCH_ALLOW,
            proxy=settings.FETCH_PROXY,
            limits=replace(LIMITS, seconds=float(settings.FETCH_SECONDS)),
            read_it=self._read,
            **conditions,
        )

    def _read(self, body: BinaryIO, size: int, *told) -> Gathered:
        readers = self._small if size <= IN_MEMORY else self._large
        with readers.one() as reader:
            return reader.run(read, *told, body=body, timeout=READING_SECONDS)

    def _ask(self, feed: Feed, now: datetime) -> Brought:
        found = self.try_address(
            feed.url, feed.mapping, now, etag=feed.etag, modified=feed.last_modified
        )
        return Brought(
            # Feeds print the newest first; placed in the order they were told, the
            # first wording is the one a story begins with.
            [one.incoming for one in reversed(found.items)],
            now + timedelta(minutes=feed.minutes),
            found.response.etag or feed.etag,
            found.response.last_modified or feed.last_modified,
        )


class Readers:
    """A few processes of one size, each lent to one thread at a time, the last used first."""

    def __init__(self, count: int, memory: int):
        self._all = [Isolated(memory) for _ in range(count)]
        self._free: LifoQueue[Isolated] = LifoQueue()
        for reader in self._all:
            self._free.put(reader)

    @contextmanager
    def one(self) -> Iterator[Isolated]:
        """A reader, as soon as one is free."""
        reader = self._free.get()
        try:
            yield reader
        finally:
            self._free.put(reader)

    def stop(self) -> None:
        for reader in self._all:
            reader.stop()


def outcome(ask):
    """What *ask* returns, or the exception it raises: its neighbours carry on."""
    try:
        return ask()
    except Exception as error:
        return error
