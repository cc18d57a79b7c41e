"""When a feed gives an item again in other words: the rules, pure.

Both sides have the fields CARRIED: an item as stored, and as it was given now.
"""

from datetime import datetime, timedelta
from unicodedata import normalize

from articles.live.dates_zh import counts_back

# What a version is made of; a new one takes the place of all of them.
CARRIED = (
    "text",
    "url",
    "summary",
    "image",
    "printed",
    "updated",
    "told_at",
    "precision",
    "date_assumed",
    "is_future_clamped",
)
EXACTNESS = {"": 0, "day": 1, "minute": 2, "second": 2}
# A headline is often mended twice within minutes. From then on each change waits twice
# as long as the one before, so a feed that shows two titles by turns, or counts its
# readers in one, costs some ten versions a month and not one a look.
AT_ONCE = 2
FIRST_WAIT = timedelta(hours=1)
LONGEST = 12  # doublings: half a year


def is_reworded(item, given) -> bool:
    """Whether *given* says something else than *item*: words, link or time."""
    return (
        given.text != item.text
        or bool(given.url and given.url != item.url)
        or corrects_time(item, given)
    )


def may_change(item, seen_at: datetime) -> bool:
    """Whether *item* may take another wording, seen at that time.

    An older look at the feed, stored late, never replaces what was seen since.
    """
    if seen_at <= (item.changed_at or item.received_at):
        return False
    if item.changes < AT_ONCE:
        return True
    wait = FIRST_WAIT * 2 ** min(item.changes - AT_ONCE, LONGEST)
    return seen_at >= item.changed_at + wait


def corrects_time(item, given) -> bool:
    """Whether *given* states when *item* was told, and other than it did.

    The same wording says nothing new, whatever it counts from (今天 08:30), and one that
    counts back only grows vaguer. A time after we first had the item is when it was
    rewritten: a new title never makes old news new.
    """
    if given.printed == item.printed or counts_back(normalize("NFKC", given.printed)):
        return False
    if given.is_future_clamped or (given.date_assumed and not item.date_assumed):
        return False
    known = 0 if item.is_future_clamped else EXACTNESS[item.precision]
    if EXACTNESS[given.precision] < max(known, 1):
        return False
    if given.told_at > item.received_at:
        return False
    return abs(given.told_at - item.told_at) >= timedelta(minutes=1)


def wording_at(item, moment: datetime):
    """What *item* carried at *moment*: one of its versions, or the item itself."""
    for version in item.versions.all():
        if version.seen_at <= moment < version.replaced_at:
            return version
    return item
