"""Bring in what is due: the meeting point of feeds and grouping."""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial
from time import monotonic

from django.conf import settings
from django.db import OperationalError

from articles.live import arriving, sample_feed
from articles.live.askers import Asked, Askers, Stopped, outcome
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.models import Feed, FeedDay

logger = logging.getLogger(__name__)

# Feeds are claimed for so long after a turn began: what its `now` is, is still true.
TURN = 30.0


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
                near.append(outcome(feed, ask))

    added = sum(_keep(asked, now) for asked in askers.ask_all(far(), now))
    return added + sum(_keep(asked, now) for asked in near)


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
