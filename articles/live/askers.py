"""Many addresses asked at once, and what they answer read where it can be stopped."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from queue import Empty, LifoQueue, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import BinaryIO, NamedTuple

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


# How soon a turn notices that it is to stop.
LOOK = 0.2


class Stopped(Exception):
    """An address was being asked when we were told to stop."""


class Asked(NamedTuple):
    """A feed with what it brought, or the exception it gave, and how long that took."""

    feed: Feed
    answer: object
    milliseconds: int = 0


class Askers:
    """Asks addresses, many at once in threads, and has a few processes read the answers.

    A thread waits for a server and ends with its deadline; a reader can be killed. Large
    answers wait on the disk for the one reader that takes them, and keep nobody waiting
    whose answer is small. A context manager: the processes end with it.
    """

    def __init__(self, at_once: int = AT_ONCE, stop: Event | None = None):
        self._at_once = at_once
        self.stop = stop or Event()
        self._small = Readers(min(SMALL_READERS, at_once), SMALL_MEMORY)
        self._large = Readers(1, MEMORY)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._small.stop()
        self._large.stop()

    def ask_all(self, feeds: Iterable[Feed], now: datetime) -> Iterator[Asked]:
        """Each of *feeds* with its answer, as they come.

        A feed is taken from *feeds* only when there is room to ask it. The threads touch
        no database: what comes of an answer is the caller's. Once `stop` is set nothing
        more is taken, and what is being asked is given up and comes as Stopped.
        """
        waiting = iter(feeds)
        asked: dict[int, Feed] = {}
        answers: SimpleQueue[Asked] = SimpleQueue()
        while True:
            while len(asked) < self._at_once and not self.stop.is_set():
                if (feed := next(waiting, None)) is None:
                    break
                asked[feed.pk] = feed
                ask = partial(self._ask, feed, now)
                # A daemon: one that waits for a server never keeps us from ending.
                Thread(target=_answer, args=(feed, ask, answers), daemon=True).start()
            if not asked:
                return
            try:
                answer = answers.get(timeout=LOOK)
            except Empty:
                if self.stop.is_set():
                    yield from (Asked(feed, Stopped()) for feed in asked.values())
                    return
                continue
            del asked[answer.feed.pk]
            yield answer

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
            list(reversed(found.items)),
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
        """End them. A thread that is using one, as we may be in a hurry, gets Overrun."""
        while not self._free.empty():
            self._free.get().stop()
        for reader in self._all:
            reader.interrupt()


def _answer(feed: Feed, ask: Callable, answers: SimpleQueue) -> None:
    answers.put(outcome(feed, ask))


def outcome(feed: Feed, ask: Callable) -> Asked:
    """What *ask* returns, or the exception it raises: its neighbours carry on."""
    started = monotonic()
    try:
        answer = ask()
    except Exception as error:
        answer = error
    return Asked(feed, answer, round((monotonic() - started) * 1000))
