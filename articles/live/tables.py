"""Placed items as the judge's `groups` asks for them: the tables, and the batch at hand."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from heapq import nsmallest
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from articles.live import candidates, groups
from articles.live.reading import Flash, Reading, read
from articles.models import Feed, FeedItem, RarePair

MINUTES = int(candidates.WINDOW.total_seconds() // 60)
# Of the stored items that share rare pairs, so many with the most are read at all.
READ = 16

# Readings of earlier items are needed again and again within the window; each takes
# about 6 kB.
remembered = lru_cache(maxsize=8192)(read)


def reading_of(item) -> Reading:
    """What the judge reads in *item*; the same item is read once a process."""
    return remembered(Flash(item.text, "", item.told_at))


def pair_number(pair: str) -> int:
    """A character pair as one whole number; different pairs have different ones."""
    return ord(pair[0]) << 21 | ord(pair[1])


def pair_numbers(reading: Reading) -> list[int]:
    return [pair_number(pair) for pair in candidates.keys(reading)]


def minute_of(item) -> int:
    return int(item.told_at.timestamp() // 60)


def day_of(minute: int) -> int:
    return minute // (24 * 60)


class Known(NamedTuple):
    """The columns of a placed item that placing another needs."""

    pk: int
    text: str
    told_at: datetime
    key: str
    story: int
    is_linked: bool
    by_editor: bool
    judging: str


COLUMNS = (
    "pk",
    "text",
    "told_at",
    "key",
    "story_id",
    "is_linked",
    "placed_by_editor",
    "feed__judging",
)


class Tables:
    """The Store of the site for one batch: what is stored, and what the batch adds.

    Items and stories are named by their pk, and those of the batch that have none yet
    by -1, -2, … All that is stored and may matter is fetched once, in four queries
    however long the batch. A row that has a pk is being placed anew: it sees only what
    came before it, the rows of its batch where they were placed now. The stored item
    called *leaving_out* is not seen at all.
    """

    def __init__(self, rows: Sequence[FeedItem], leaving_out: int | None = None):
        self._index = candidates.Index()
        self._batch: dict[int, Known] = {}
        self._joined: dict[int, list[groups.Member]] = defaultdict(list)
        self._near = _near(rows)
        found = _fetch({name for names in self._near.values() for name in names}, rows)
        found = [known for known in found if known.pk != leaving_out]
        self._stored = {known.pk: known for known in found}
        self._by_key: dict[str, list[int]] = defaultdict(list)
        for known in found:
            self._by_key[known.key].append(known.pk)
        self._members: dict[int, list[Known]] = defaultdict(list)
        stories = {known.story for known in found}
        for known in _known(FeedItem.objects.filter(story_id__in=stories)):
            if known.pk != leaving_out:
                self._members[known.story].append(known)

    def asking_for(self, row: FeedItem) -> "Tables":
        """The same store, looked at for *row*: its hours, its key, its feed's judging."""
        self._asking = row
        return self

    def candidates(self, reading: Reading) -> list[tuple[int, Reading]]:
        """Items worth judging, likeliest first: of the batch and of the tables."""
        if self._asking.feed.judging == Feed.Judging.NEVER:
            return []
        found = dict(self._index.find(reading))
        for name in self._stored_candidates():
            found.setdefault(name, reading_of(self._stored[name]))
        allowed = ((n, r) for n, r in found.items() if self._may_join(reading, n, r))
        return candidates.likeliest(reading, allowed)

    def story_of(self, name: int) -> int:
        return self._placed(name).story

    def members(self, story: int) -> list[groups.Member]:
        """The members of *story* as they are at this point of the batch, oldest first."""
        stored = [
            groups.Member(known.pk, reading_of(known), known.is_linked, known.by_editor)
            for known in self._members[story]
            if self._came_before(known.pk) and known.pk not in self._batch
        ]
        return stored + self._joined[story]

    def add(self, placement: groups.Placement, reading: Reading) -> int:
        """Put the item asked for where *placement* says; return the story's name."""
        row = self._asking
        name = row.pk or -1 - len(self._batch)
        story = -abs(name) if placement.story is None else placement.story
        self._batch[name] = Known(
            name,
            row.text,
            row.told_at,
            row.key,
            story,
            placement.linked,
            row.placed_by_editor,
            row.feed.judging,
        )
        self._joined[story].append(
            groups.Member(name, reading, placement.linked, row.placed_by_editor)
        )
        self._index.add(name, reading)
        return story

    def _placed(self, name: int) -> Known:
        return self._batch.get(name) or self._stored[name]

    def _came_before(self, name: int) -> bool:
        return self._asking.pk is None or name < self._asking.pk

    def _may_join(self, reading: Reading, name: int, other: Reading) -> bool:
        judgings = {self._asking.feed.judging, self._placed(name).judging}
        if Feed.Judging.NEVER in judgings:
            return False
        return Feed.Judging.EXACT not in judgings or reading.key == other.key

    def _stored_candidates(self) -> list[int]:
        """Stored items in the window of the row with its key or enough of its pairs."""
        told_at = self._asking.told_at
        same = (
            name
            for name in self._by_key[self._asking.key]
            if abs(self._stored[name].told_at - told_at) <= candidates.WINDOW
        )
        names = dict.fromkeys((*same, *self._near[id(self._asking)]))
        return [n for n in names if n in self._stored and self._came_before(n)]


def _near(rows: Sequence[FeedItem]) -> dict[int, list[int]]:
    """For each of *rows*, by its id(): up to READ stored items with most pairs shared."""
    sharing, minutes = _items_by_pair(rows)
    near = {}
    for row in rows:
        shared: Counter[int] = Counter()
        for pair in pair_numbers(reading_of(row)):
            shared.update(sharing.get(pair, ()))
        minute = minute_of(row)
        enough = [
            (-count, name)
            for name, count in shared.items()
            if count >= candidates.SHARED
            and abs(minutes[name] - minute) <= MINUTES
            and (row.pk is None or name < row.pk)
        ]
        near[id(row)] = [name for _count, name in nsmallest(READ, enough)]
    return near


def _items_by_pair(
    rows: Sequence[FeedItem],
) -> tuple[dict[int, list[int]], dict[int, int]]:
    """The stored items that have a rare pair of *rows*, by pair; and their minutes."""
    pairs = sorted({pair for row in rows for pair in pair_numbers(reading_of(row))})
    told = [minute_of(row) for row in rows]
    sharing: dict[int, list[int]] = defaultdict(list)
    minutes: dict[int, int] = {}
    if not pairs:
        return sharing, minutes
    first, last = min(told) - MINUTES, max(told) + MINUTES
    days = range(day_of(first), day_of(last) + 1)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT pair, item_id, minute FROM {RarePair._meta.db_table}"  # noqa: S608
            f" WHERE day IN ({_marks(days)}) AND pair IN ({_marks(pairs)})"
            " AND minute BETWEEN %s AND %s",
            [*days, *pairs, first, last],
        )
        for pair, item, minute in cursor.fetchall():
            sharing[pair].append(item)
            minutes[item] = minute
    return sharing, minutes


def _marks(values) -> str:
    return ", ".join(["%s"] * len(values))


def _fetch(names: Iterable[int], rows: Sequence[FeedItem]) -> list[Known]:
    """The stored items called *names*, and those in the very words of one of *rows*."""
    told = [row.told_at for row in rows]
    same_words = Q(
        is_archived=False,  # an index of these only, which stays small
        key__in={row.key for row in rows},
        told_at__gte=min(told) - candidates.WINDOW,
        told_at__lte=max(told) + candidates.WINDOW,
    )
    return _known(FeedItem.objects.filter(Q(pk__in=names) | same_words))


def _known(items) -> list[Known]:
    return [Known(*row) for row in items.order_by("pk").values_list(*COLUMNS)]
