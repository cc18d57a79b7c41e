"""Many addresses asked at once, and what they answer read where it can be stopped."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from queue import Empty, LifoQueue, PriorityQueue, SimpleQueue
from threading import Event, Thread
from time import monotonic
from typing import NamedTuple

from django.conf import settings

from articles.live.fetch import LIMITS
from articles.live.gather import Gathered, Unread, ask, read
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
    answers wait on the disk for the one reader that takes them, the smallest first, and
    keep nobody waiting who has less to say. A context manager: the processes end with it.
    """

    def __init__(self, at_once: int = AT_ONCE, stop: Event | None = None):
        self._at_once = at_once
        self.stop = stop or Event()
        self._small = Readers(min(SMALL_READERS, at_once), SMALL_MEMORY)
        self._large = Readers(1, MEMORY)
        self._waiting: PriorityQueue[tuple[int, int, Callable | None]] = PriorityQueue()
        self._numbers = count()  # of the same size, who came first is read first
        self._start(self._read_waiting)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._waiting.put((-1, 0, None))  # before all that waits: there is no more
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
        large: set[int] = set()  # answered, and no longer in anybody's way
        told: SimpleQueue[Asked | int] = SimpleQueue()
        while True:
            while len(asked) - len(large) < self._at_once and not self.stop.is_set():
                if (feed := next(waiting, None)) is None:
                    break
                asked[feed.pk] = feed
                self._start(self._turn, feed, now, told)
            if not asked:
                return
            try:
                answer = told.get(timeout=LOOK)
            except Empty:
                if self.stop.is_set():
                    yield from (Asked(feed, Stopped()) for feed in asked.values())
                    return
                continue
            if isinstance(answer, int):
                large.add(answer)
                continue
            del asked[answer.feed.pk]
            large.discard(answer.feed.pk)
            yield answer

    def try_address(self, url: str, mapping: dict | None, now: datetime) -> Gathered:
        """What *url* would bring; nothing is stored. Raises FeedError."""
        return self._read(self._ask(url, now), mapping, now)

    def _turn(self, feed: Feed, now: datetime, told: SimpleQueue) -> None:
        """Ask *feed*, and have the answer read here, or in its turn if it is large."""
        conditions = {"etag": feed.etag, "modified": feed.last_modified}
        asked = outcome(feed, lambda: self._ask(feed.url, now, **conditions))
        unread, milliseconds = asked.answer, asked.milliseconds
        if isinstance(unread, Exception):
            told.put(asked)
            return

        def finish():
            brought = outcome(feed, lambda: self._brought(feed, unread, now))
            took = milliseconds + brought.milliseconds
            told.put(brought._replace(milliseconds=took))

        if not unread.is_large:
            finish()
            return
        self._waiting.put((unread.size, next(self._numbers), finish))
        told.put(feed.pk)

    def _read_waiting(self) -> None:
        while finish := self._waiting.get()[-1]:
            finish()

    @staticmethod
    def _start(work: Callable, *arguments) -> None:
        # A daemon: one that waits for a server never keeps us from ending.
        Thread(target=work, args=arguments, daemon=True).start()

    def _ask(self, url: str, now: datetime, **conditions) -> Unread:
        return ask(
            url,
            now,
            allow=settings.FETCH_ALLOW,
            proxy=settings.FETCH_PROXY,
            limits=replace(LIMITS, seconds=float(settings.FETCH_SECONDS)),
            **conditions,
        )

    def _read(self, unread: Unread, mapping: dict | None, now: datetime) -> Gathered:
        readers = self._large if unread.is_large else self._small
        with unread.body, readers.one() as reader:
            return reader.run(
                read,
                unread.response,
                Mapping(**mapping) if mapping else None,
                now,
                body=unread.body,
                timeout=READING_SECONDS,
            )

    def _brought(self, feed: Feed, unread: Unread, now: datetime) -> Brought:
        found = self._read(unread, feed.mapping, now)
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
        self._stopped = False
        for reader in self._all:
            self._free.put(reader)

    @contextmanager
    def one(self) -> Iterator[Isolated]:
        """A reader, as soon as one is free. Raises Stopped when there are no more."""
        reader = self._free.get()
        try:
            if self._stopped:
                raise Stopped
            yield reader
        finally:
            self._free.put(reader)

    def stop(self) -> None:
        """End them. A thread that is using one, as we may be in a hurry, gets Overrun."""
        self._stopped = True
        while not self._free.empty():
            self._free.get().stop()
        for reader in self._all:
            reader.interrupt()


def outcome(feed: Feed, ask: Callable) -> Asked:
    """What *ask* returns, or the exception it raises: its neighbours carry on."""
    started = monotonic()
    try:
        answer = ask()
    except Exception as error:
        answer = error
    return Asked(feed, answer, round((monotonic() - started) * 1000))
