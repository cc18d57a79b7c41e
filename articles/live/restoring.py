"""What undoing an act would put back, and what stands in its way; nothing is stored."""

from collections import defaultdict
from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.live.ledger import EditingError, plain
from articles.live.world import Row, World
from articles.models import Change, Receipt
from articles.models.live import PINS
from articles.templatetags.zh import stamp

# What a rebuild may word anew while the item stays; where it is, is what counts.
EVIDENCE = {"placed_because", "placed_like_id", "placed_probability"}


class Draft:
    """The rows as they would be with *receipt* undone."""

    def __init__(self, world: World, receipt: Receipt):
        self.world, self.receipt = world, receipt
        self._new: dict[Row, dict] = defaultdict(dict)
        self._overturned = world.overturned(receipt)

    def put_back(self) -> None:
        """Work out the undoing; raises EditingError when something stands in its way."""
        if self.receipt.undone_by_id:
            raise EditingError(_("这一步已经撤销。"))
        changes = self.world.changes[self.receipt.pk]
        if not changes:
            raise EditingError(_("这一步没有改动什么，无可撤销。"))
        for change in changes:
            self._put(change)
        self._bring_followers()
        self._lead_emptied_on()
        for change in changes:
            if change.row[0] == "item":
                self._fix(change.row)
        self._check(changes)

    def changed(self) -> dict[Row, dict]:
        """The fields to be written, by row; a label's are all it is to have."""
        found = {}
        for row, fields in self._new.items():
            now = self.world.rows.get(row, {})
            if row[0] == "pair":
                if fields != now:
                    found[row] = fields
                continue
            differ = {name: v for name, v in fields.items() if now[name] != v}
            if differ or (row[0] == "item" and self.fixes(row[1])):
                found[row] = differ
        return found

    def fixes(self, item: int) -> bool:
        """Whether the undoing is an editor's word on where *item* belongs.

        It is one when what the machine regrouped is taken back; otherwise the next
        regrouping would only do it again.
        """
        root = min(self._overturned)
        machine = self.world.receipts[root].act == Receipt.Act.REGROUP
        return machine and self._overturned[root] is not None and self._moved(item)

    def _get(self, row: Row, field: str):
        new = self._new.get(row, {})
        return new[field] if field in new else self.world.rows[row][field]

    def _moved(self, item: int) -> bool:
        return "story_id" in self._new.get(("item", item), {})

    def _put(self, change: Change) -> None:
        row, now = change.row, self.world.rows.get(change.row, {})
        if row[0] == "pair":
            asked_since = not change.after and now.get("answer") is None
            if now != change.after and not asked_since:
                self._refuse(row, "answer")
            self._refuse_if_done_since(row, "answer")
            self._new[row] = change.before
            return
        for field, before in change.before.items():
            if field == "placed_by_editor":
                continue  # several acts may say it; see _fix
            if now[field] != change.after[field] and field not in EVIDENCE:
                self._refuse(row, field)
            self._refuse_if_done_since(row, field)
            self._new[row][field] = before

    def _bring_followers(self) -> None:
        """Take along what the machine joined since on the word of an item that goes."""
        world = self.world
        leaving = {
            world.rows[row]["story_id"]
            for row, fields in self._new.items()
            if "story_id" in fields
        }
        since = sorted(
            pk
            for story in leaving
            for pk in world.members[story]
            if pk > self.receipt.last_item and not self._moved(pk)
        )
        for pk in since:  # an item is like an earlier one, so one pass will do
            fields = world.rows["item", pk]
            like = fields["placed_like_id"]
            if fields["placed_by_editor"] or like is None or not self._moved(like):
                continue
            if world.rows["item", like]["story_id"] == fields["story_id"]:
                target = self._get(("item", like), "story_id")
                self._new["item", pk]["story_id"] = target

    def _lead_emptied_on(self) -> None:
        """Let what a story got since it was made, and what led to it, go where it leads."""
        emptied = {
            row[1]: fields["merged_into_id"]
            for row, fields in self._new.items()
            if row[0] == "story" and fields.get("merged_into_id")
        }
        for story, target in emptied.items():
            for pk in self._members(story):
                self._refuse_if_moved_since(pk)
                self._new["item", pk]["story_id"] = target
            for row in list(self.world.rows):
                if row[0] == "story" and self._get(row, "merged_into_id") == story:
                    self._new[row]["merged_into_id"] = target

    def _fix(self, row: Row) -> None:
        """Leave the item out of the machine's reach as long as some standing act says so."""
        fixing = [change for change in self.world.history[row] if change.fixes]
        if not fixing:
            return
        before = fixing[0].before["placed_by_editor"]
        said = any(self._will_stand(change.receipt) for change in fixing)
        self._new[row]["placed_by_editor"] = before or said

    def _will_stand(self, receipt: Receipt) -> bool:
        return self._overturned.get(receipt.pk, receipt.undone_by_id) is None

    def _members(self, story: int) -> set[int]:
        stayed = {pk for pk in self.world.members[story] if not self._moved(pk)}
        return stayed | {
            row[1]
            for row, fields in self._new.items()
            if row[0] == "item" and fields.get("story_id") == story
        }

    def _check(self, changes: list[Change]) -> None:
        """Refuse what would leave a dead link, an empty row, or more pins than may be."""
        rows = [row for row in self._new if row[0] == "item"]
        stories = {row[1] for row in self._new if row[0] == "story"}
        stories |= {self._get(row, "story_id") for row in rows}
        stories |= {self.world.rows[row]["story_id"] for row in rows}
        for story in sorted(stories):
            self._check_story(story)
        for change in changes:
            merged = change.row[0] == "story" and self._get(
                change.row, "merged_into_id"
            )
            if merged and "merged_into_id" not in change.before:
                self._refuse(change.row, "merged_into_id")
        pinned = set(self.world.pinned)
        for story in stories:
            pinned.discard(story)
            if self._is_pinned(("story", story)):
                pinned.add(story)
        if len(pinned) > max(PINS, len(self.world.pinned)):
            raise EditingError(_("已有 %(n)d 条置顶，请先取消一条。") % {"n": PINS})

    def _check_story(self, story: int) -> None:
        row, members = ("story", story), self._members(story)
        into = self._get(row, "merged_into_id")
        if into is None:
            if not members:
                self._refuse_for(self.world.left[story])
            if self._get(row, "lead_id") not in members:
                self._refuse(row, "lead_id")
        else:
            target = "story", into
            if members:
                self._refuse(row, "merged_into_id")
            if target in self.world.rows and self._get(target, "merged_into_id"):
                self._refuse(target, "merged_into_id")

    def _is_pinned(self, row: Row) -> bool:
        if self._get(row, "pinned_at") is None or self._get(row, "merged_into_id"):
            return False
        until = self._get(row, "pinned_until")
        over = until is not None and until <= plain(timezone.now())
        return not over and not self._get(row, "hidden_because")

    def _refuse_if_done_since(self, row: Row, field: str) -> None:
        """Refuse when a later act on the same pointer stands, though it looks the same."""
        for change in reversed(self.world.history[row]):
            later = change.receipt_id > self.receipt.pk
            names = change.before.keys() | change.after.keys()
            act = change.receipt
            if later and field in names and act.stands and not act.undoes_id:
                self._refuse_for([change])

    def _refuse_if_moved_since(self, item: int) -> None:
        history = self.world.history["item", item]
        moves = [change for change in history if "story_id" in change.before]
        if moves and moves[-1].receipt_id > self.receipt.pk:
            self._refuse_for(moves)

    def _refuse(self, row: Row, field: str) -> None:
        history = self.world.history[row]
        self._refuse_for(c for c in history if field in c.before or field in c.after)

    def _refuse_for(self, changes: Iterable[Change]) -> None:
        """Refuse, naming the last act of *changes* that came after this one."""
        later = [c.receipt for c in changes if c.receipt_id > self.receipt.pk]
        if not later:
            raise EditingError(_("这之后这些条目又有变动，无法原样恢复。"))
        told = {
            "who": later[-1].by or _("机器"),
            "when": stamp(later[-1].at),
            "act": later[-1].get_act_display(),
            "n": later[-1].pk,
        }
        raise EditingError(
            _("%(who)s 在 %(when)s 又做了「%(act)s」（第 %(n)d 号），请先撤销那一步。")
            % told
        )
