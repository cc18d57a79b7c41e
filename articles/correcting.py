"""Put a wrong figure right, once: everywhere it is shown, with a receipt of where.

    correct(old, new, by, note)    the old value is shown nowhere as current any more
    take_back(correction, by, because)    both are as they were; the row stays

Facts are read from stories, so what is right is itself a fact with its words. The old
one is marked as corrected, which takes it out of every page, chart, CSV and JSON at
once, since all of them start from `Fact.objects.public()`; nothing of them is kept in a
cache. A correction may be taken back as long as its new value has not been corrected in
its turn: then that one is taken back first.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing, binding, body, clock, whereabouts
from articles.accepting import VERIFY, FactError
from articles.models import Article, Fact, FactCorrection, KnownUnknown

Status = Fact.Status
# What readers saw, or would have if nobody had doubted it.
CORRECTABLE = (Status.VERIFIED, Status.DISPUTED)


@transaction.atomic
def correct(old: Fact, new: Fact, by, note: str, though_different=False):
    """Let *new* stand for *old* from now on; return the FactCorrection.

    Raises FactError, a sentence for *by*, where that cannot be or somebody was first.
    Values of two indicators, about two subjects or of two times are no correction of
    each other unless *by* says so by *though_different*.
    """
    if not by.has_perm(VERIFY):
        raise FactError(_("更正数据是编辑的事：你没有核对数据的权限。"))
    note = note.strip()
    if not note:
        raise FactError(_("请写明为什么更正，读者会看到。"))
    if old.pk == new.pk:
        raise FactError(_("这是同一条数据，无从更正。"))
    rows = _hold([old, new])
    if len(rows) < 2:
        raise FactError(_("这条数据已被收回，请重新打开。"))
    old, new = rows[old.pk], rows[new.pk]
    _refuse(old, new, though_different)
    correction = FactCorrection(
        old=old,
        new=new,
        was=old.figure,
        became=new.figure,
        note=note[:300],
        old_status=_status_before(old),
        by=by,
        places=whereabouts.as_stored(whereabouts.of(old)),
        others=whereabouts.as_stored(whereabouts.printing_the_same(old)),
        parts=_hand_over_parts(old, new),
        rests=_count_rests_again(old, new),
    )
    moved = Fact.objects.filter(pk=old.pk, status=old.status).update(
        status=Status.SUPERSEDED, superseded_by=new
    )
    if not moved:
        raise FactError(_first(old))
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError as error:
        raise FactError(_first(old)) from error
    told = f"{correction.was} → {correction.became}（#{old.pk} → #{new.pk}）"
    auditing.record("fact.correct", by, old, told, note)
    return correction


@transaction.atomic
def correct_all(olds: Iterable[Fact], new: Fact, by, note: str, though_different=False):
    """Correct each of *olds* to *new*, or none; return the FactCorrections."""
    olds = list(olds)
    # In one order, so that two editors with some rows in common do not wait in a ring.
    _hold([*olds, new])
    return [correct(old, new, by, note, though_different) for old in olds]


@transaction.atomic
def take_back(correction: FactCorrection, by, because: str) -> None:
    """Undo *correction*: the old value is what it was, and its parts and counts too."""
    if not by.has_perm(VERIFY):
        raise FactError(_("撤回更正是编辑的事：你没有核对数据的权限。"))
    if not because.strip():
        raise FactError(_("请写明为什么撤回。"))
    later = FactCorrection.objects.standing().filter(old=correction.new_id).first()
    if later:
        raise FactError(
            _("更正后的数据又更正为 %(figure)s，请先撤回那一次。")
            % {"figure": later.became}
        )
    moved = (
        FactCorrection.objects.standing()
        .filter(pk=correction.pk)
        .update(
            taken_back_by=by,
            taken_back_at=timezone.now(),
            taken_back_because=because.strip()[:300],
        )
    )
    if not moved:
        first = FactCorrection.objects.select_related("taken_back_by")
        first = first.get(pk=correction.pk)
        raise FactError(
            _("%(who)s 已于 %(at)s 撤回了这次更正。")
            % {"who": first.taken_back_by, "at": clock.to_second(first.taken_back_at)}
        )
    Fact.objects.filter(
        pk=correction.old_id, status=Status.SUPERSEDED, superseded_by=correction.new_id
    ).update(status=correction.old_status, superseded_by=None)
    Fact.objects.filter(pk__in=correction.parts, part_of=correction.new_id).update(
        part_of=correction.old_id
    )
    for rest in correction.rests:
        KnownUnknown.objects.filter(pk=rest["pk"]).update(count=rest["was"])
    correction.refresh_from_db()
    told = f"{correction.became} → {correction.was}（#{correction.new_id} → #{correction.old_id}）"
    auditing.record("fact.take-back", by, correction.old, told, because)


def differences(old: Fact, new: Fact) -> list[str]:
    """In what *new* is not a value of the same thing as *old*, in words."""
    told = []
    if old.indicator_id != new.indicator_id:
        told.append(_("指标不同"))
    if old.about_key != new.about_key:
        told.append(_("关于的对象不同"))
    if any(getattr(old, name) != getattr(new, name) for name in whereabouts.PERIOD[:3]):
        told.append(_("所指的时间不同"))
    return told


@dataclass(frozen=True)
class Suggestion:
    """A figure that left the text, and one in it now that may be the right one."""

    old: Fact
    new: Fact


def suggestions(article: Article) -> list[Suggestion]:
    """Pairs of *article*: words that were lost, and another value of it in its text."""
    facts = list(
        Fact.objects.filter(quote__article=article)
        .exclude(status=Status.SUPERSEDED)
        .select_related("indicator", "quote")
        .order_by("pk")
    )
    blocks = body.blocks(article.body)
    by_key = {block.key: block for block in blocks}
    moved = [row for row in facts if not binding.stands(row.quote, by_key)]
    lost = {row.pk for row in moved if binding.again(row.quote, blocks) is None}
    of_the_same: dict[tuple, list[Fact]] = defaultdict(list)
    for row in facts:
        if lost and row.pk not in lost:
            of_the_same[row.indicator_id, row.about_key].append(row)
    return [
        Suggestion(old, new)
        for old in facts
        if old.pk in lost and old.status in CORRECTABLE
        for new in of_the_same[old.indicator_id, old.about_key]
        if not differences(old, new) and _value(old) != _value(new)
    ]


def _value(fact: Fact) -> tuple:
    return fact.base_value, fact.typed


def candidates(old: Fact):
    """Facts that may be the right value of *old*, the likeliest and newest first."""
    same = Fact.objects.filter(indicator=old.indicator_id, about_key=old.about_key)
    return (
        same.filter(status__in=(Status.VERIFIED, Status.PROPOSED))
        .exclude(pk=old.pk)
        .for_tables()
        .order_by("-pk")
    )


def others_now(correction: FactCorrection) -> list[tuple[dict, bool]]:
    """Each story of the second list, and whether readers still have the words there.

    Those that came to print the value after the correction stand at the end.
    """
    now = whereabouts.as_stored(whereabouts.printing_the_same(correction.old))
    known = {row["fact"] for row in correction.others}
    still = set(
        Fact.objects.printed().filter(pk__in=known).values_list("pk", flat=True)
    )
    told = [(row, row["fact"] in still) for row in correction.others]
    return told + [(row, True) for row in now if row["fact"] not in known]


def _hold(facts) -> dict[int, Fact]:
    """The rows of *facts* as stored now, ours until the transaction ends, by number."""
    held = Fact.objects.select_for_update(of=("self",)).select_related("indicator")
    pks = {fact.pk for fact in facts}
    return {row.pk: row for row in held.filter(pk__in=pks).order_by("pk")}


def _refuse(old: Fact, new: Fact, though_different: bool) -> None:
    if FactCorrection.objects.standing().filter(old=old).exists():
        raise FactError(_first(old))
    # One marked as corrected before there were receipts gets its receipt now.
    if old.status not in (*CORRECTABLE, Status.SUPERSEDED):
        raise FactError(_("原数据还没有核对过，读者没有见过；改它或否决它即可。"))
    if new.status != Status.VERIFIED:
        raise FactError(
            _("%(new)s 还没有核对（%(status)s），先核对再用它更正。")
            % {"new": new, "status": new.get_status_display()}
        )
    told = differences(old, new)
    if told and not though_different:
        raise FactError(
            _("两条数据%(how)s，不像是更正；确是更正，请勾选「仍然更正」。")
            % {"how": "，".join(told)}
        )


def _first(old: Fact) -> str:
    """Say who corrected *old* already."""
    first = FactCorrection.objects.standing().select_related("by").filter(old=old)
    told = first.first()
    if told is None:
        return _("数据刚被他人改动，请重新打开。")
    return _("%(who)s 已于 %(at)s 把它更正为 %(figure)s。") % {
        "who": told.by,
        "at": clock.to_second(told.at),
        "figure": told.became,
    }


def _status_before(old: Fact) -> str:
    if old.status != Status.SUPERSEDED:
        return old.status
    return Status.VERIFIED if old.checked_by_id and old.quote_id else Status.PROPOSED


def _hand_over_parts(old: Fact, new: Fact) -> list[int]:
    """Give *new* the parts of *old* that its own article states; return which."""
    article = new.quote.article_id
    parts = old.parts.filter(quote__article=article).exclude(pk=new.pk)
    moved = list(parts.values_list("pk", flat=True))
    Fact.objects.filter(pk__in=moved).update(part_of=new)
    return moved


def _count_rests_again(old: Fact, new: Fact) -> list[dict]:
    """Count anew what is left of a whole after its parts, of which *old* was one.

    26 of which 7 leaves 19; of which 9 it leaves 17. Where either is no exact number
    of the same, the count is no longer known.
    """
    if old.part_of_id is None:
        return []
    counted = KnownUnknown.objects.filter(
        fact=old.part_of_id, kind=KnownUnknown.Kind.REST, count__isnull=False
    )
    exact = old.indicator_id == new.indicator_id and not (old.is_bound or new.is_bound)
    changed = []
    for rest in counted:
        changed.append({"pk": rest.pk, "was": str(rest.count)})
        left = rest.count + old.base_value - new.base_value
        rest.count = left if exact and left >= 0 else None
        rest.save(update_fields=["count"])
    return changed
