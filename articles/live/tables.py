"""Placed items as the judge's `groups` asks for them: the tables, and the batch at hand."""

from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Q

from articles.live import candidates, groups
from articles.live.reading import Flash, Reading, read
from articles.models import Feed, FeedItem, LiveStory, RarePair

MINUTES = int(candidates.WINDOW.total_seconds() // 60)
# Of the items that share rare pairs, so many with the most are read at all.
READ = 16
# A story's first members tell what it says; a story of dozens of copies has no need
# to be read whole for each new one.
MEMBERS = 12

# Readings of earlier items are needed again and again within the window; each takes
# about 6 kB.
remembered = lru_cache(maxsize=8192)(read)


def reading_of(item: FeedItem) -> Reading:
    """What the judge reads in *item*; the same item is read once a process."""
    return remembered(Flash(item.text, "", item.told_at))


def pair_number(pair: str) -> int:
    """A character pair as one whole number; different pairs have different ones."""
    return ord(pair[0]) << 21 | ord(pair[1])


def minute_of(item: FeedItem) -> int:
    return int(item.told_at.timestamp() // 60)


@dataclass(eq=False)
class Placed:
    """An item with what it says and the name of the story it is in."""

    item: FeedItem
    reading: Reading
    story: int


class Tables:
    """The Store of the site for one batch: what is stored, and what the batch adds.

    Items and stories are named by their pk, and those of the batch that have none yet
    by -1, -2, …
    """

    def __init__(self) -> None:
        self._index = candidates.Index()
        self._placed: dict[int, Placed] = {}
        self._stories: dict[int, LiveStory] = {}
        self._members: dict[int, list[groups.Member]] = {}
        self._asking: FeedItem | None = None

    def asking_for(self, item: FeedItem) -> "Tables":
        """The same store, looked at for *item*: its hours, its key, its feed's judging."""
        self._asking = item
        return self

    def candidates(self, reading: Reading) -> list[tuple[int, Reading]]:
        """Items worth judging, likeliest first: of the batch and of the tables."""
        if self._asking.feed.judging == Feed.Judging.NEVER:
            return []
        found = dict(self._index.find(reading))
        for item in self._stored(reading):
            if item.pk not in self._placed:
                self._placed[item.pk] = Placed(item, reading_of(item), item.story_id)
                self._stories[item.story_id] = item.story
            found[item.pk] = self._placed[item.pk].reading
        allowed = ((n, r) for n, r in found.items() if self._may_join(reading, n, r))
        return candidates.likeliest(reading, allowed)

    def _may_join(self, reading: Reading, name: int, other: Reading) -> bool:
        judgings = {self._asking.feed.judging, self.item(name).feed.judging}
        if Feed.Judging.NEVER in judgings:
            return False
        return Feed.Judging.EXACT not in judgings or reading.key == other.key

    def item(self, name: int) -> FeedItem:
        return self._placed[name].item

    def story(self, name: int) -> LiveStory:
        return self._stories[name]

    def story_of(self, name: int) -> int:
        return self._placed[name].story

    def members(self, story: int) -> list[groups.Member]:
        if story not in self._members:
            stored = FeedItem.objects.filter(story_id=story).order_by("pk")
            if self._asking.pk:
                stored = stored.filter(pk__lt=self._asking.pk)
            self._members[story] = [
                groups.Member(item.pk, reading_of(item), item.is_linked)
                for item in stored[:MEMBERS]
            ]
        return self._members[story]

    def add(self, placement: groups.Placement, reading: Reading) -> int:
        """Put the item asked for where *placement* says; return the story's name."""
        item = self._asking
        name = item.pk or -1 - len(self._placed)
        story = placement.story
        if story is None:
            story = name if name < 0 else -name
            self._members[story] = []
        self._placed[name] = Placed(item, reading, story)
        self._index.add(name, reading)
        self.members(story).append(groups.Member(name, reading, placement.linked))
        return story

    def _stored(self, reading: Reading):
        """Stored items within the window that share the key or enough rare pairs."""
        asking = self._asking
        minute = minute_of(asking)
        numbers = [pair_number(pair) for pair in candidates.keys(reading)]
        sharing = (
            RarePair.objects.filter(
                pair__in=numbers, minute__range=(minute - MINUTES, minute + MINUTES)
            )
            .values("item_id")
            .annotate(shared=Count("pair"))
            .filter(shared__gte=candidates.SHARED)
            .order_by("-shared", "item_id")
        )
        same_words = Q(
            key=asking.key,
            told_at__range=(
                asking.told_at - candidates.WINDOW,
                asking.told_at + candidates.WINDOW,
            ),
        )
        if asking.pk:
            sharing = sharing.filter(item_id__lt=asking.pk)
            same_words &= Q(pk__lt=asking.pk)
        names = [row["item_id"] for row in sharing[:READ]]
        return FeedItem.objects.filter(Q(pk__in=names) | same_words).select_related(
            "story", "feed"
        )[: READ * 2]
