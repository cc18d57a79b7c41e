"""Which story an item joins, and why: the placing both the site and files use."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Protocol

from . import trees
from .judge import CONTAINED, UNSURE, Verdict, judge_readings
from .reading import Reading


@dataclass(frozen=True)
class Member:
    """One item of a story. A *linked* one is longer or shorter than its story.

    Linked members are shown with the story. They draw their own copies to it, as
    linked ones, and nothing else: a round-up that holds two stories must not make
    them one.
    """

    item: Hashable
    reading: Reading
    linked: bool = False
    by_editor: bool = False


class Store(Protocol):
    """Where placed items are kept: a dictionary for a file, tables for the site."""

    def candidates(self, reading: Reading) -> Iterable[tuple[Hashable, Reading]]:
        """Return placed items worth judging, likeliest first, few."""

    def story_of(self, item: Hashable) -> Hashable:
        """Return the story a placed item is in."""

    def members(self, story: Hashable) -> Iterable[Member]:
        """Return the members of *story*."""


@dataclass(frozen=True)
class Placement:
    """Where an item goes: a story, or None for a new one, and on whose account.

    *doubtful* are the items the judge was unsure of, for an editor to answer.
    """

    story: Hashable | None
    because: Hashable | None
    verdict: Verdict | None
    linked: bool = False
    refused: tuple[str, ...] = ()
    doubtful: tuple[tuple[Hashable, Verdict], ...] = ()


def place(
    reading: Reading, store: Store, learned: trees.Trees | None = None
) -> Placement:
    """Return the story *reading* joins; nothing is stored here.

    It joins the story of the likeliest earlier item that tells the same news,
    unless some member of that story contradicts it: A and C which exclude each
    other are never chained through B. *refused* tells of such stories.
    """
    learned = learned or trees.installed()
    judged, doubtful = [], []
    for item, other in store.candidates(reading):
        verdict = judge_readings(reading, other, learned)
        if verdict.same and verdict.probability >= learned.join_from:
            judged.append((verdict, item))
        elif verdict.decision == UNSURE:
            doubtful.append((item, verdict))
    judged.sort(key=lambda pair: -pair[0].probability)
    refused: list[str] = []
    tried = set()
    for verdict, item in judged:
        story = store.story_of(item)
        if story in tried:
            continue
        members = list(store.members(story))
        through_linked = any(m.item == item and m.linked for m in members)
        if through_linked and verdict.decision == CONTAINED:
            refused.append("只与一条关联的长短稿相互包含")
            continue
        tried.add(story)
        against = _contradicted(reading, members, learned)
        if against:
            refused.append(against)
            continue
        linked = through_linked or verdict.decision == CONTAINED
        return Placement(story, item, verdict, linked, tuple(refused))
    return Placement(None, None, None, refused=tuple(refused), doubtful=tuple(doubtful))


# A story of dozens of copies is not re-read for each: the first tell enough.
_COMPARED = 12
# Below this a member counts as another piece of news, though no rule says so.
_FOREIGN = 0.08


def _contradicted(reading: Reading, members: list[Member], learned: trees.Trees) -> str:
    """Return why some member forbids *reading* its story, "" when none does."""
    for member in members[:_COMPARED]:
        if member.linked or member.by_editor:
            continue
        verdict = judge_readings(reading, member.reading, learned)
        if verdict.probability < _FOREIGN:
            return f"与同组一条冲突：{verdict.reasons[-1]}"
    return ""
