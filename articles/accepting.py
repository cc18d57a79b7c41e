"""What people do with proposals: accept, mend, reject, verify, dispute, take back.

Nothing a reader sees was accepted by nobody: a clerk's answer, and a writer's of their
own text, makes a fact that waits for an editor; who may verify the facts of a text
verifies with the same answer. Each act names who did it, and each can be taken back until
readers have seen it.
"""

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing, binding, rights
from articles.facts.level import prints
from articles.models import (
    Article,
    Decision,
    Fact,
    Indicator,
    KnownUnknown,
    Overrule,
    Quote,
)
from articles.proposing import Entry, Reading
from articles.rights import VERIFY


class FactError(Exception):
    """An act that cannot be done; its text is for the person who tried."""


def accept_fact(reading: Reading, entry: Entry, filled: dict, by) -> Fact:
    """Store the fact of *entry* as *filled* by the form, bound to its words.

    Verified at once where *by* may verify facts of this text, else waiting. Raises
    FactError where somebody answered first.
    """
    filled = dict(filled)
    try:
        refuse_other_number(filled["printed_value"], entry.words)
    except ValueError as error:
        raise FactError(str(error)) from error
    with transaction.atomic():
        _answer(reading.article, entry, Decision.Answer.ACCEPTED, by)
        indicator = indicator_for(**filled.pop("indicator"))
        quote = quote_for(reading.article, entry.proposal.quote)
        first, last = entry.proposal.mark
        fact = Fact(
            indicator=indicator,
            quote=quote,
            mark_start=first,
            mark_end=last,
            entered_by=by,
            part_of=_whole_of(reading, entry),
            **filled,
        )
        if rights.may_verify(by, reading.article):
            _checked(fact, by)
        fact.save()
        _adopt_parts(reading, entry, fact)
        Decision.objects.filter(article=reading.article, key=entry.key).update(
            fact=fact, became=f"{indicator.label} {fact.figure}"[:200]
        )
        became = f"{fact}（{fact.get_status_display()}）"
        _record("accept", reading, entry, by, became)
    return fact


def refuse_other_number(printed: str, words: str) -> None:
    """Raise ValueError where *words* do not print the number *printed*.

    A figure is what its words print; what they print wrongly is mended in the text.
    """
    if not prints(words, printed):
        raise ValueError(
            _(
                "原话「%(words)s」里没有「%(printed)s」：数据照原文录，原文有误请更正文章。"
            )
            % {"words": words, "printed": printed}
        )


def accept_unknown(reading: Reading, entry: Entry, by) -> KnownUnknown:
    """Confirm that the text leaves this unsaid; as with facts, an editor's word counts."""
    gap = entry.proposal
    with transaction.atomic():
        _answer(reading.article, entry, Decision.Answer.ACCEPTED, by)
        quote = quote_for(reading.article, gap.quote)
        fact = None
        if gap.fact is not None:
            answer = reading.by_key[reading.fact_keys[gap.fact]].decision
            fact = answer and answer.fact
        unknown, _new = KnownUnknown.objects.get_or_create(
            quote=quote,
            kind=gap.gap.value,
            mark_start=gap.mark[0],
            mark_end=gap.mark[1],
            subject=gap.subject[:200],
            defaults={
                "fact": fact,
                "count": gap.count,
                "listed": list(gap.listed),
                "noted_by": by,
            },
        )
        if rights.may_verify(by, reading.article):
            unknown.verify(by)
        Decision.objects.filter(article=reading.article, key=entry.key).update(
            became=str(unknown)[:200]
        )
        _record("accept", reading, entry, by, unknown)
    return unknown


def reject(reading: Reading, entry: Entry, by) -> None:
    """Keep that the proposal is wrong: it does not come back with the next reading."""
    with transaction.atomic():
        _answer(reading.article, entry, Decision.Answer.REJECTED, by)
        _record("reject", reading, entry, by)


def reopen(reading: Reading, entry: Entry, by) -> None:
    """Take an answer back. Raises FactError where readers have what it was for, and, to
    who may not verify, once an editor verified it.
    """
    answer = entry.decision
    if entry.is_open:
        raise FactError(_("这条建议还没有答复，无从收回。"))
    with transaction.atomic():
        fact = answer.fact
        if fact and fact.status != Fact.Status.PROPOSED and not by.has_perm(VERIFY):
            raise FactError(_("数据已由编辑核对，只有编辑能收回。"))
        if fact and Fact.objects.public().filter(pk=fact.pk).exists():
            raise FactError(_("读者已经看到这条数据，不能收回；可以存疑或更正。"))
        if fact and (fact.parts.exists() or fact.supersedes.exists()):
            raise FactError(_("有别的数据以它为整体或以它更正，先处理那些。"))
        if fact and (fact.corrections.exists() or fact.corrects.exists()):
            raise FactError(_("这条数据有更正记录，不能收回；可以存疑或再更正。"))
        Decision.objects.filter(pk=answer.pk).update(
            answer=Decision.Answer.REOPENED, by=by, fact=None, became=""
        )
        if fact:
            fact.delete()
        if entry.what == "unknown":
            gap = entry.proposal
            KnownUnknown.objects.filter(
                quote__article=reading.article,
                quote__text=gap.quote.text,
                kind=gap.gap.value,
                subject=gap.subject[:200],
            ).delete()
        _record("reopen", reading, entry, by)


def verify(facts, by, seen=()) -> int:
    """Answer for *facts* (a queryset) as read and right; return how many moved.

    Those of texts that *by* wrote stay for somebody else: see `left_to_others`. A doubt
    ends only where *by* had it before them: *seen* are such facts' `Fact.doubt`.
    """
    with transaction.atomic():
        moving = facts.exclude(status=Fact.Status.SUPERSEDED).filter(
            quote__isnull=False
        )
        moving = moving.exclude(pk__in=left_to_others(facts, by).values("pk"))
        held = moving.select_related("indicator").select_for_update(of=("self",))
        rows = [fact for fact in held if not fact.doubt or fact.doubt in seen]
        moved = Fact.objects.filter(pk__in=[fact.pk for fact in rows]).update(
            status=Fact.Status.VERIFIED, checked_by=by, checked_at=timezone.now()
        )
        auditing.record_all("fact.verify", by, rows)
    return moved


def verify_unknowns(article: Article, keys, by) -> int:
    """Answer for that *article* leaves unsaid what these say; return how many moved."""
    allowed = rights.may_verify(by, article)
    if not allowed:
        raise FactError(str(allowed))
    waiting = KnownUnknown.objects.filter(
        quote__article=article, pk__in=keys, checked_by=None
    )
    with transaction.atomic():
        rows = list(waiting)
        for row in rows:
            row.verify(by)
        auditing.record_all("fact.verify", by, rows)
    return len(rows)


def left_to_others(facts, by):
    """Those of *facts* (a queryset) that stand in texts *by* wrote."""
    if settings.ONE_PERSON_DESK:
        return facts.none()
    return facts.model.objects.of_texts_by(by).filter(pk__in=facts.values("pk"))


def dispute(fact: Fact, why: str, by) -> None:
    """Take *fact* from readers until somebody clears it up."""
    if not why.strip():
        raise FactError(_("存疑要写明理由。"))
    told = {"status": Fact.Status.DISPUTED, "note": why.strip()[:300]}
    standing = Fact.objects.exclude(status=Fact.Status.SUPERSEDED)
    with transaction.atomic():
        if fact.quote_id:  # its text may be about to go out
            Article.objects.held(fact.quote.article_id)
        moved = standing.filter(pk=fact.pk).update(
            **told, checked_by=by, checked_at=timezone.now()
        )
        if not moved:
            refused = _("%(fact)s 已更正，读者看不到，不用存疑。")
            raise FactError(refused % {"fact": fact})
        auditing.record("fact.dispute", by, fact, note=why)


def overrule(article: Article, key: str, finding: str, reason: str, by) -> None:
    """Keep why a finding does not stand. Raises FactError without a reason.

    It lets the finding pass on the checklist too, so who may do it is asked as there.
    """
    if not reason.strip():
        raise FactError(_("裁定要写明理由。"))
    allowed = rights.may(by, "waive", article)
    if not allowed:
        raise FactError(str(allowed))
    with transaction.atomic():
        Overrule.objects.update_or_create(
            article=article,
            key=key,
            defaults={"finding": finding, "reason": reason.strip()[:300], "by": by},
        )
        auditing.record("fact.overrule", by, article, finding, reason)


def indicator_for(name: str, kind: str, unit: str, whole: str) -> Indicator:
    """The indicator of that name or other name, made for the text if there is none yet."""
    same = Indicator.objects.filter(kind=kind, unit=unit, whole=whole)
    for known in same:
        if name == known.name or name in known.aliases:
            return known
    return Indicator.objects.create(
        name=name, kind=kind, unit=unit, whole=whole, made_by_reading=True
    )


def quote_for(article: Article, words) -> Quote:
    """The stored quote of *words*, placed in the text readers have if it stands there."""
    quote, is_new = Quote.objects.get_or_create(
        article=article,
        text=words.text,
        block=words.block,
        start=words.start,
        defaults={"end": words.end, "before": words.before, "after": words.after},
    )
    if is_new:
        binding.bind_new(quote, article)
    return quote


def _answer(article: Article, entry: Entry, answer: str, by) -> None:
    """Record *answer*; of two people answering at once the second is told of the first."""
    told = {"answer": answer, "by": by, "at": timezone.now()}
    if entry.decision:
        moved = Decision.objects.filter(
            pk=entry.decision.pk, answer=Decision.Answer.REOPENED
        ).update(**told)
    else:
        try:
            with transaction.atomic():
                Decision.objects.create(
                    article=article, key=entry.key, words=entry.words[:200], **told
                )
            moved = 1
        except IntegrityError:
            moved = 0
    if not moved:
        first = Decision.objects.select_related("by").get(
            article=article, key=entry.key
        )
        raise FactError(
            _("%(who)s 已经答复过这条建议（%(answer)s）。")
            % {"who": first.by, "answer": first.get_answer_display()}
        )


def _record(act: str, reading: Reading, entry: Entry, by, became="") -> None:
    told = f"{entry.words} → {became}" if became else entry.words
    auditing.record(f"fact.{act}", by, reading.article, told)


def _checked(fact: Fact, by) -> None:
    fact.status = Fact.Status.VERIFIED
    fact.checked_by, fact.checked_at = by, timezone.now()


def _whole_of(reading: Reading, entry: Entry) -> Fact | None:
    index = entry.proposal.part_of
    if index is None:
        return None
    answer = reading.by_key[reading.fact_keys[index]].decision
    return answer and answer.fact


def _adopt_parts(reading: Reading, entry: Entry, whole: Fact) -> None:
    """Parts accepted before their whole find it now."""
    index = reading.fact_keys.index(entry.key)
    parts = [
        other.decision.fact_id
        for other in reading.entries
        if other.what == "fact" and other.proposal.part_of == index and other.decision
    ]
    Fact.objects.filter(pk__in=[pk for pk in parts if pk]).update(part_of=whole)
