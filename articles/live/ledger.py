"""Writes pointers of the live list and remembers what was before, as one receipt."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.live import grouping
from articles.live.judge import judge_readings
from articles.live.sentences import sentence
from articles.live.tables import reading_of
from articles.models import (
    Change,
    Comparison,
    FeedItem,
    LiveClock,
    LiveStory,
    Receipt,
)

ITEM = (
    "story_id",
    "is_linked",
    "placed_because",
    "placed_like_id",
    "placed_probability",
    "placed_by_editor",
)
STORY = (
    "lead_id",
    "lead_by_editor",
    "merged_into_id",
    "hidden_because",
    "said_important",
    "pinned_at",
    "pinned_until",
)
LABEL = (
    "origin",
    "probability",
    "reasons",
    "answer",
    "answered_by_id",
    "answered_at",
)
TIMES = {"pinned_at", "pinned_until", "answered_at"}


class EditingError(Exception):
    """An act that cannot be done; its text is for the editor who tried."""


@contextmanager
def act(name: str, by, reason: str = "", **about) -> Iterator["Ledger"]:
    """Do one act on the live list: alone, wholly or not at all, with a receipt.

    What is read inside is what is written from: nobody else places or edits meanwhile.
    *about* are fields of the receipt. Raises EditingError when *reason* is too long.
    """
    reason = reason.strip()
    longest = Receipt._meta.get_field("reason").max_length
    if len(reason) > longest:
        raise EditingError(_("原因最多 %(n)d 个字。") % {"n": longest})
    with transaction.atomic():
        version = LiveClock.objects.tick()
        ledger = Ledger(Receipt(act=name, by=by, reason=reason, **about), version)
        yield ledger
        ledger.keep()


def plain(value: Any) -> Any:
    """A column's value as JSON keeps it."""
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


def stored(fields: dict[str, Any]) -> dict[str, Any]:
    """The column values of what JSON kept; the other way of `plain`."""
    return {
        name: datetime.fromisoformat(value) if name in TIMES and value else value
        for name, value in fields.items()
    }


class Ledger:
    """The changes of one receipt in the making. Use within `act`, or under its lock."""

    def __init__(self, receipt: Receipt, version: int):
        self.receipt, self.version = receipt, version
        self._changes: dict[tuple, Change] = {}

    def stories(self, rows: QuerySet | Iterable[int], **fields) -> None:
        """Set *fields*, by column name, of these stories."""
        if not isinstance(rows, QuerySet):
            rows = LiveStory.objects.filter(pk__in=rows)
        for pk, before in _now(rows, fields):
            self.note(Change(story_id=pk), before, fields)
        rows.update(**fields)

    def items(self, rows: QuerySet | Iterable[int], fixes=False, **fields) -> None:
        """Set *fields* of these items; *fixes* puts them out of the machine's reach."""
        if not isinstance(rows, QuerySet):
            rows = FeedItem.objects.filter(pk__in=rows)
        if fixes:
            fields["placed_by_editor"] = True
        pks = []
        for pk, before in _now(rows, {**fields, "story_id": None}):
            was_in = before["story_id"]
            before = {name: before[name] for name in fields}
            change = Change(item_id=pk, story_id=was_in, fixes=fixes)
            self.note(change, before, fields)
            pks.append(pk)
        # By pk: what chose these rows may be what is about to change.
        FeedItem.objects.filter(pk__in=pks).update(**fields)

    def label(self, one: FeedItem, other: FeedItem, same: bool, origin: str) -> None:
        """Keep that the editor said of the two whether they tell the same news.

        The last word counts. Pairs the machine asked about keep why it asked.
        """
        a, b = sorted((one, other), key=lambda item: item.pk)
        kept = Comparison.objects.filter(a=a, b=b).values(*LABEL).first()
        said = kept
        if said is None:
            verdict = judge_readings(reading_of(a), reading_of(b))
            said = {
                "origin": str(origin),
                "probability": verdict.probability,
                "reasons": "；".join(verdict.reasons),
            }
        by = self.receipt.by_id
        said = {
            **said,
            "answer": same,
            "answered_by_id": by,
            "answered_at": timezone.now(),
        }
        self.pair(a.pk, b.pk, said)

    def pair(self, a: int, b: int, fields: dict[str, Any]) -> None:
        """Make the label of the two items have *fields*; {} takes it away."""
        row = Comparison.objects.filter(a=a, b=b)
        before = row.values(*LABEL).first() or {}
        self.note(Change(item_id=a, other_id=b), before, fields)
        if not fields:
            row.delete()
        elif not row.update(**fields):
            Comparison.objects.create(a_id=a, b_id=b, **fields)

    def note(self, change: Change, before: dict, after: dict) -> None:
        """Remember that the row of *change* had *before* and has *after*."""
        change = self._changes.setdefault(change.row, change)
        change.before = {
            **{name: plain(value) for name, value in before.items()},
            **(change.before or {}),
        }
        if change.other_id:
            change.after = {name: plain(value) for name, value in after.items()}
        else:
            change.after = {
                **(change.after or {}),
                **{name: plain(value) for name, value in after.items()},
            }

    def keep(self) -> None:
        """Count the touched stories anew and store the receipt with its changes."""
        grouping.recount(self.touched(), self.version)
        self.receipt.at = timezone.now()
        self.receipt.last_item = FeedItem.objects.aggregate(last=Max("pk"))["last"] or 0
        self.receipt.save()
        changes = self.changes()
        Change.objects.bulk_create(changes)
        record(self.receipt, changes)

    def touched(self) -> set[int]:
        """The stories whose row, or whose items, changed."""
        found = set()
        for change in self._changes.values():
            if change.row[0] == "story":
                found.add(change.story_id)
            elif change.row[0] == "item":
                moved = (change.before.get("story_id"), change.after.get("story_id"))
                found.update(pk for pk in moved if pk)
        return found

    def changes(self) -> list[Change]:
        """The changes to be stored: what did not differ is left out."""
        kept = []
        for change in self._changes.values():
            if change.row[0] != "pair":
                differ = [
                    name
                    for name in change.after
                    if change.before[name] != change.after[name]
                    or (name == "placed_by_editor" and change.fixes)
                ]
                change.before = {name: change.before[name] for name in differ}
                change.after = {name: change.after[name] for name in differ}
            if change.before != change.after or change.fixes:
                change.receipt = self.receipt
                kept.append(change)
        return kept


def record(receipt: Receipt, changes: list[Change]) -> None:
    """Tell the log of all what *receipt* did, by its *changes*."""
    why = "；".join(filter(None, [receipt.reason, receipt.rule]))
    auditing.record(
        *(f"live.{receipt.act}", receipt.by, receipt.story),
        lambda: sentence(receipt, changes),
        why,
    )


def _now(rows: QuerySet, fields: dict) -> Iterator[tuple[int, dict[str, Any]]]:
    for row in list(rows.order_by().values("pk", *fields)):
        yield row.pop("pk"), row
