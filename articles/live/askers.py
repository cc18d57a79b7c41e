"""Many addresses asked at once, and what they answer read where it can be stopped."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from queue import LifoQueue, PriorityQueue, SimpleQueue

from django.conf import settings

from articles.live.fetch import LIMITS
from articles.live.gather import Asked, Gathered, ask, read
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
    answers wait on the disk for the one reader that takes them, the smallest first, and
    keep nobody waiting who has less to say. A context manager: all of it ends with it.
    """

    def __init__(self, at_once: int = AT_ONCE):
        self._threads = ThreadPoolExecutor(at_once)
        self._readers = [Isolated(SMALL_MEMORY) for _ in range(SMALL_READERS)]
        # Last in, first out: a reader that was never needed is never started.
        self._free: LifoQueue[Isolated] = LifoQueue()
        for reader in self._readers:
            self._free.put(reader)
        self._large_reader = Isolated(MEMORY)
        self._large_thread = ThreadPoolExecutor(1)
        self._large: PriorityQueue[tuple[int, int, Callable]] = PriorityQueue()
        self._numbers = count()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._threads.shutdown()
        self._large_thread.shutdown()
        for reader in (*self._readers, self._large_reader):
            reader.stop()

    def ask_all(
        self, feeds: list[Feed], now: datetime
    ) -> Iterator[tuple[Feed, object]]:
        """Each of *feeds* with what it brought or the exception it gave, as they come.

        The threads touch no database: what comes of an answer is the caller's.
        """
        told: SimpleQueue[tuple[Feed, object]] = SimpleQueue()
        for feed in feeds:
            self._threads.submit(self._turn, feed, now, told)
        for _ in feeds:
            yield told.get()

    def try_address(
        self, url: str, mapping: dict | None, now: datetime, **conditions
    ) -> Gathered:
        """What *url* would bring; nothing is stored. Raises FeedError."""
        asked = self._ask(url, now, **conditions)
        if not asked.is_large:
            return self._read(asked, mapping, now)
        answer: SimpleQueue = SimpleQueue()
        self._in_turn(
            asked, lambda: answer.put(outcome(self._read, asked, mapping, now))
        )
        if isinstance(found := answer.get(), Exception):
            raise found
        return found

    def _turn(self, feed: Feed, now: datetime, told: SimpleQueue) -> None:
        """Ask *feed*, and have the answer read here, or in its turn if it is large."""
        conditions = {"etag": feed.etag, "modified": feed.last_modified}
        asked = outcome(self._ask, feed.url, now, **conditions)
        if isinstance(asked, Exception):
            told.put((feed, asked))
            return

        def finish():
            told.put((feed, outcome(self._brought, feed, asked, now)))

        if asked.is_large:
            self._in_turn(asked, finish)
        else:
            finish()

    def _in_turn(self, asked: Asked, job: Callable) -> None:
        """Do *job* when everything smaller that waits has been done."""
        self._large.put((asked.size, next(self._numbers), job))
        self._large_thread.submit(lambda: self._large.get()[-1]())

    def _ask(self, url: str, now: datetime, **conditions) -> Asked:
        return ask(
            url,
            now,
            allow=settings.FETCH_ALLOW,
            proxy=settings.FETCH_PROXY,
            limits=replace(LIMITS, seconds=float(settings.FETCH_SECONDS)),
            **conditions,
        )

    def _read(self, asked: Asked, mapping: dict | None, now: datetime) -> Gathered:
        reader = self._large_reader if asked.is_large else self._free.get()
        try:
            return reader.run(
                read,
                asked.response,
                Mapping(**mapping) if mapping else None,
                now,
                body=asked.body,
                timeout=READING_SECONDS,
            )
        finally:
            asked.body.close()
            if not asked.is_large:
                self._free.put(reader)

    def _brought(self, feed: Feed, asked: Asked, now: datetime) -> Brought:
        found = self._read(asked, feed.mapping, now)
        return Brought(
            # Feeds print the newest first; placed in the order they were told, the
            # first wording is the one a story begins with.
            [one.incoming for one in reversed(found.items)],
            now + timedelta(minutes=feed.minutes),
            found.response.etag or feed.etag,
            found.response.last_modified or feed.last_modified,
        )


def outcome(do: Callable, *arguments, **options):
    """What *do* returns, or the exception it raises: its neighbours carry on."""
    try:
        return do(*arguments, **options)
    except Exception as error:
        return error
