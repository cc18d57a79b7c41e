"""Remarks on paragraphs: made, resolved, opened again, let pass; each in the log."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from articles.models import Article, Remark
from articles.review import log
from articles.review.errors import ReviewError, allow

State = Remark.State
LONGEST = 2000
# Of 100: a paragraph less like the one remarked on than this is another paragraph.
STILL_IT = 50


@dataclass(frozen=True)
class Placed:
    """A remark where the shown text has its paragraph; *changed* if it reads otherwise."""

    remark: Remark
    changed: bool


@dataclass(frozen=True)
class Margin:
    """The remarks of a text: by the number of their paragraph, 0 for the whole text.

    *adrift* are those whose paragraph the text no longer has.
    """

    beside: dict[int, list[Placed]]
    adrift: list[Remark]


@transaction.atomic
def add(article: Article, by, said: dict[int, str], blocks) -> list[Remark]:
    """Keep what *by* says of paragraphs: {number of the block, 0 for all: words}.

    *blocks* are of the text they have before them.
    """
    allow(by, "remark", article)
    said = {number: words.strip() for number, words in said.items() if words.strip()}
    if not said:
        raise ReviewError(_("批注没有写字。"))
    Article.objects.held(article.pk)  # it may be about to go out
    paragraphs = {0: "", **{block.number: block.text for block in blocks}}
    for number, words in said.items():
        if number not in paragraphs:
            raise ReviewError(_("没有第 %(n)d 段，批注没有存下。") % {"n": number})
        if len(words) > LONGEST:
            told = _("批注有 %(n)d 个字，最多 %(most)d 个。")
            raise ReviewError(told % {"n": len(words), "most": LONGEST})
    rows = [
        Remark.objects.create(
            article=article,
            of_version=article.version,
            block=number,
            paragraph=paragraphs[number],
            words=words,
            by=by,
        )
        for number, words in said.items()
    ]
    for row in rows:
        log.record(article, "remark", by, article.submitted_revision, _told(row))
    return rows


def resolve(remark: Remark, by, because="") -> None:
    """Close *remark* as dealt with; *because* may say how."""
    allow(by, "resolve", remark.article)
    _close(remark, "resolve", by, State.RESOLVED, because)


def as_of_now(article: Article) -> str:
    """One word that changes with any remark or finding let pass of *article*."""
    told = article.remarks.aggregate(
        last=Max("pk"), n=Count("pk", filter=Q(state=Remark.State.OPEN))
    )
    passed = article.overrules.aggregate(last=Max("pk"), n=Count("pk"))
    return ".".join(str(one or 0) for one in (*told.values(), *passed.values()))


def let_pass(remark: Remark, by, because: str) -> None:
    """Close *remark* though nothing was done; *because* must say why."""
    if not because.strip():
        raise ReviewError(_("放行要写明原因。"))
    allow(by, "waive", remark.article)
    _close(remark, "waive", by, State.WAIVED, because)


@transaction.atomic
def reopen(remark: Remark, by, because="") -> None:
    allow(by, "reopen", remark.article)
    Article.objects.held(remark.article_id)
    closed = Remark.objects.filter(pk=remark.pk).exclude(state=State.OPEN)
    moved = closed.update(
        state=State.OPEN, closed_by=None, closed_at=None, closed_because=""
    )
    if not moved:
        raise ReviewError(_("这条批注本来就没有了结。"))
    _record(remark, "reopen", by, because)


@transaction.atomic
def _close(remark, act, by, state, because) -> None:
    if len(because) > LONGEST:
        raise ReviewError(_("说明最多 %(n)d 个字。") % {"n": LONGEST})
    moved = Remark.objects.filter(pk=remark.pk, state=State.OPEN).update(
        state=state,
        closed_by=by,
        closed_at=timezone.now(),
        closed_because=because.strip(),
    )
    if not moved:
        now = Remark.objects.select_related("closed_by").get(pk=remark.pk)
        told = _("%(who)s 已经处理了这条批注（%(state)s）。")
        raise ReviewError(
            told % {"who": now.closed_by, "state": now.get_state_display()}
        )
    _record(remark, act, by, because)


def open_on(article: Article):
    """What of *article* was remarked on and not closed, in the order it was said."""
    return article.remarks.filter(state=State.OPEN).select_related("by")


def margin(article: Article, blocks) -> Margin:
    """The remarks of *article* beside the paragraphs *blocks* of one of its texts."""
    rows = article.remarks.select_related("by", "closed_by")
    beside, adrift = {}, []
    for row in rows:
        at = _where(row, blocks)
        if at is None:
            adrift.append(row)
        else:
            number, changed = at
            beside.setdefault(number, []).append(Placed(row, changed))
    return Margin(beside, adrift)


def _where(row: Remark, blocks) -> tuple[int, bool] | None:
    """The number of the paragraph *row* is on in *blocks*, and whether it was changed."""
    if not row.block:
        return 0, False
    same = [block.number for block in blocks if block.text == row.paragraph]
    if same:
        return min(same, key=lambda number: abs(number - row.block)), False
    likest = max(
        blocks,
        key=lambda block: fuzz.ratio(block.text, row.paragraph),
        default=None,
    )
    if likest is None or fuzz.ratio(likest.text, row.paragraph) < STILL_IT:
        return None
    return likest.number, True


def _record(remark, act, by, because) -> None:
    article = remark.article
    told = "\n".join(filter(None, (_told(remark), because.strip())))
    log.record(article, act, by, article.submitted_revision, told)


def _told(remark: Remark) -> str:
    where = _("第 %(n)d 段") % {"n": remark.block} if remark.block else _("全文")
    return f"{where}：{remark.words}"
