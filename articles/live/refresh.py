"""Bring in what is due: the meeting point of feeds and grouping."""

import logging
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import partial
from queue import SimpleQueue
from threading import Event
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.db import OperationalError

from articles.live import arriving, sample_feed
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.live.gather import Gathered, gather
from articles.live.incoming import Brought
from articles.live.isolate import Isolated
from articles.live.parse import Mapping
from articles.models import Feed, FeedDay

logger = logging.getLogger(__name__)

# One address asked and read: 30 s to fetch, and time to read 15 MB of bad markup.
DEADLINE = 45.0
# Addresses asked at once; each has a process of about 60 MB.
AT_ONCE = 4
# Feeds are claimed for so long after a turn began: what its `now` is, is still true.
TURN = 30.0


class Stopped(Exception):
    """An address was being asked when we were told to stop."""


class Asked(NamedTuple):
    """A feed with what it brought, or the exception it gave, and how long that took."""

    feed: Feed
    answer: object
    milliseconds: int = 0


class Askers:
    """Asks addresses, a few at once, each in a process that can be stopped.

    A context manager: the processes end with it.
    """

    def __init__(self, at_once: int = AT_ONCE, stop: Event | None = None):
        self._at_once = at_once
        self.stop = stop or Event()
        self._threads = ThreadPoolExecutor(at_once)
        self._all = [Isolated() for _ in range(at_once)]
        self._free: SimpleQueue[Isolated] = SimpleQueue()
        for process in self._all:
            self._free.put(process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._interrupt()
        self._threads.shutdown()
        for process in self._all:
            process.stop()

    def ask_all(self, feeds: Iterable[Feed], now: datetime) -> Iterator[Asked]:
        """Each of *feeds* with its answer, as they come.

        A feed is taken from *feeds* only when there is room to ask it. The threads touch
        no database: what comes of an answer is the caller's. Once `stop` is set nothing
        more is taken, and what is being asked is given up and comes as Stopped.
        """
        waiting = iter(feeds)
        turns: dict[Future, Feed] = {}
        while True:
            while len(turns) < self._at_once and not self.stop.is_set():
                if (feed := next(waiting, None)) is None:
                    break
                ask = partial(self._ask, feed, now)
                turns[self._threads.submit(_outcome, feed, ask)] = feed
            if not turns:
                return
            done, _ = wait(turns, timeout=0.2, return_when=FIRST_COMPLETED)
            for turn in done:
                del turns[turn]
                yield turn.result()
            if self.stop.is_set():
                self._interrupt()
                yield from (Asked(feed, Stopped()) for feed in turns.values())
                return

    def _interrupt(self) -> None:
        for process in self._all:
            process.interrupt()

    def try_address(
        self, url: str, mapping: dict | None, now: datetime, **conditions
    ) -> Gathered:
        """What *url* would bring; nothing is stored. Raises FeedError."""
        process = self._free.get()
        try:
            return process.run(
                gather,
                url,
                now,
                mapping=Mapping(**mapping) if mapping else None,
                allow=settings.FETCH_ALLOW,
                proxy=settings.FETCH_PROXY,
                timeout=DEADLINE,
                **conditions,
            )
        finally:
            self._free.put(process)

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


def refresh_due(now: datetime, askers: Askers) -> int:
    """Refresh the feeds that are due at *now*; return how many items were new.

    Each is claimed when there is room to ask it, so that of several workers none holds
    what another could do. A turn ends after a while, with feeds left to the next one.
    """
    until = monotonic() + TURN
    due = (feed for feed in Feed.objects.due(now) if monotonic() < until)
    return refresh((feed for feed in due if feed.claim(now)), now, askers)


def refresh(feeds: Iterable[Feed], now: datetime, askers: Askers) -> int:
    """Refresh *feeds*, due or not; return how many items were new."""
    near: list[Asked] = []

    def far() -> Iterator[Feed]:
        for feed in feeds:
            if feed.kind == Feed.Kind.ADDRESS:
                yield feed
            elif feed.kind == Feed.Kind.SAMPLE and settings.DEBUG:
                ask = partial(sample_feed.brought, feed, now)
                near.append(_outcome(feed, ask))

    added = sum(_keep(asked, now) for asked in askers.ask_all(far(), now))
    return added + sum(_keep(asked, now) for asked in near)


def _outcome(feed: Feed, ask) -> Asked:
    """What *ask* returns, or the exception it raises: its neighbours carry on."""
    started = monotonic()
    try:
        answer = ask()
    except Exception as error:
        answer = error
    return Asked(feed, answer, round((monotonic() - started) * 1000))


def _keep(asked: Asked, now: datetime) -> int:
    """Store what a feed brought, or what went wrong on the feed's own row."""
    feed, answer, milliseconds = asked
    if isinstance(answer, Stopped):
        feed.give_back(now)
        return 0
    if not isinstance(answer, Exception):
        try:
            came = arriving.take_in(feed, answer.items)
        except OperationalError:  # the database is away: that is not the feed's fault
            raise
        except Exception as error:
            answer = error
    if isinstance(answer, Exception):
        _blame(feed, answer, now)
        FeedDay.objects.add(feed, now, checks=1, failures=1, milliseconds=milliseconds)
        return 0
    feed.record_success(now, answer.next_check_at, answer.etag, answer.last_modified)
    FeedDay.objects.add(
        feed,
        now,
        checks=1,
        milliseconds=milliseconds,
        items=came.items,
        new=came.new,
        repeats=came.repeats,
        rewordings=came.rewordings,
    )
    return came.new


def _blame(feed: Feed, error: Exception, now: datetime) -> None:
    """Put what went wrong on the feed's row, in words.

    A source that is down or talks nonsense is a fact about the source, not a fault of
    ours: an editor reads it on the feed. A fault of ours is logged with its trace.
    """
    expected = isinstance(error, FeedError | OSError)
    logger.log(
        logging.WARNING if expected else logging.ERROR,
        "feed %s: %s",
        feed.pk,
        error,
        exc_info=None if expected else error,
    )
    told = error.params if isinstance(error, FeedError) else {}
    wait_asked = timedelta(seconds=int(told.get("retry_after") or 0))
    feed.record_failure(sentence(error), now, wait_asked)
