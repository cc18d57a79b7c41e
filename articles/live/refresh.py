"""Bring in what is due: the meeting point of feeds and grouping."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import datetime, timedelta
from functools import partial
from queue import SimpleQueue

from django.conf import settings

from articles.live import grouping, sample_feed
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.live.gather import Gathered, gather
from articles.live.incoming import Brought
from articles.live.isolate import Isolated
from articles.live.parse import Mapping
from articles.models import Feed

logger = logging.getLogger(__name__)

# One address asked and read: 30 s to fetch, and time to read 15 MB of bad markup.
DEADLINE = 45.0
# Addresses asked at once; each has a process of about 60 MB.
AT_ONCE = 4


class Askers:
    """Asks addresses, a few at once, each in a process that can be stopped.

    A context manager: the processes end with it.
    """

    def __init__(self, at_once: int = AT_ONCE):
        self._threads = ThreadPoolExecutor(at_once)
        self._all = [Isolated() for _ in range(at_once)]
        self._free: SimpleQueue[Isolated] = SimpleQueue()
        for process in self._all:
            self._free.put(process)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._threads.shutdown()
        for process in self._all:
            process.stop()

    def ask_all(
        self, feeds: list[Feed], now: datetime
    ) -> Iterator[tuple[Feed, object]]:
        """Each of *feeds* with what it brought or the exception it gave, as they come.

        The threads touch no database: what comes of an answer is the caller's.
        """
        turns = {
            self._threads.submit(_outcome, partial(self._ask, feed, now)): feed
            for feed in feeds
        }
        for turn in as_completed(turns):
            yield turns[turn], turn.result()

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
            [one.incoming for one in reversed(found.items)],
            now + timedelta(minutes=feed.minutes),
            found.response.etag or feed.etag,
            found.response.last_modified or feed.last_modified,
        )


def refresh_due(now: datetime, askers: Askers) -> int:
    """Refresh every feed that is due at *now*; return how many items were new."""
    claimed = [feed for feed in Feed.objects.due(now) if feed.claim(now)]
    return refresh(claimed, now, askers)


def refresh(feeds: list[Feed], now: datetime, askers: Askers) -> int:
    """Refresh *feeds*, due or not; return how many items were new."""
    added = 0
    for feed in feeds:
        if feed.kind == Feed.Kind.SAMPLE and settings.DEBUG:
            answer = _outcome(partial(sample_feed.brought, feed, now))
            added += _keep(feed, answer, now)
    far = [feed for feed in feeds if feed.kind == Feed.Kind.ADDRESS]
    for feed, answer in askers.ask_all(far, now):
        added += _keep(feed, answer, now)
    return added


def _outcome(ask):
    """What *ask* returns, or the exception it raises: its neighbours carry on."""
    try:
        return ask()
    except Exception as error:
        return error


def _keep(feed: Feed, answer, now: datetime) -> int:
    """Store what *feed* brought, or what went wrong on the feed's own row.

    A source that is down or talks nonsense is a fact about the source, not a fault of
    ours: an editor reads it on the feed. A fault of ours is logged with its trace.
    """
    if isinstance(answer, Exception):
        expected = isinstance(answer, FeedError | OSError)
        logger.log(
            logging.WARNING if expected else logging.ERROR,
            "feed %s: %s",
            feed.pk,
            answer,
            exc_info=None if expected else answer,
        )
        told = answer.params if isinstance(answer, FeedError) else {}
        wait = timedelta(seconds=int(told.get("retry_after") or 0))
        feed.record_failure(sentence(answer), now, wait)
        return 0
    added = grouping.place(feed, answer.items)
    feed.record_success(now, answer.next_check_at, answer.etag, answer.last_modified)
    return added
