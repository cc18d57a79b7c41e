"""Store what one look at a feed brought: new items placed, reworded ones as versions."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Max

from articles.live import grouping, rewording
from articles.live.incoming import Incoming
from articles.models import Feed, FeedItem


@dataclass(frozen=True)
class Arrived:
    """What came of the *items* given: so many *new*, *repeats* of them of known news."""

    items: int
    new: int = 0
    repeats: int = 0
    rewordings: int = 0


def take_in(feed: Feed, items: Sequence[Incoming], intake=None) -> Arrived:
    """Store and place what is new in *items*, and bring up to date what is not.

    The new ones all or none, and so the others. Only one at a time may do this for the
    same feed, who has its turn.
    """
    last = FeedItem.objects.aggregate(last=Max("pk"))["last"] or 0
    new = grouping.place(feed, items, intake)
    came = feed.items.filter(pk__gt=last)
    repeats = came.exclude(story__lead=F("pk")).count() if new else 0
    return Arrived(len(items), new, repeats, rewording.take(feed, items))
