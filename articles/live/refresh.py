"""Bring in what is due: the meeting point of feeds and grouping."""

import logging
from datetime import datetime, timedelta

from django.conf import settings

from articles.live import grouping, sample_feed
from articles.live.askers import Askers, outcome
from articles.live.errors import FeedError
from articles.live.feed_wording import sentence
from articles.models import Feed

logger = logging.getLogger(__name__)


def refresh_due(now: datetime, askers: Askers) -> int:
    """Refresh every feed that is due at *now*; return how many items were new."""
    claimed = [feed for feed in Feed.objects.due(now) if feed.claim(now)]
    return refresh(claimed, now, askers)


def refresh(feeds: list[Feed], now: datetime, askers: Askers) -> int:
    """Refresh *feeds*, due or not; return how many items were new."""
    added = 0
    for feed in feeds:
        if feed.kind == Feed.Kind.SAMPLE and settings.DEBUG:
            answer = outcome(sample_feed.brought, feed, now)
            added += _keep(feed, answer, now)
    far = [feed for feed in feeds if feed.kind == Feed.Kind.ADDRESS]
    for feed, answer in askers.ask_all(far, now):
        added += _keep(feed, answer, now)
    return added


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
