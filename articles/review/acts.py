"""The acts of review. See the package for how they follow each other."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import binding, links, rights, search
from articles.models import Article, Revision
from articles.review import checklist, freezing, log
from articles.review.errors import ReviewError, allow

Status = Article.Status
# A time further off than this is a slip of the year.
FURTHEST = timedelta(days=366)


@transaction.atomic
def edit(article: Article, by) -> None:
    """Store *article* with the words *by* gave it; *by* is a writer of it from now on.

    The submission, approval or time to go out of the earlier text ends, and the log says
    so. Text that somebody else wrote last is frozen first, so that the history has it.
    Raises ReviewError where another save came in between.
    """
    article.updated_by = by
    if article._state.adding:
        article.created_by = by
        article.save()
        article.writers.add(by)
        return
    allow(by, "edit", article)
    before = Article.objects.held(article.pk)
    if before.version != article.version:
        raise ReviewError(log.who_was_first(article))
    if before.updated_by_id != by.pk:
        freezing.keep(before)
    freezing.begin_anew(before)
    article.save()
    article.writers.add(by)
    if before.status not in (Status.DRAFT, Status.RETURNED):
        log.record(article, "edit", by, before.submitted_revision)


def submit(article: Article, by, note="") -> Revision:
    """Freeze the working copy and ask for a second person's eyes on it."""
    return _submit("submit", article, by, note)


def correct(article: Article, by, kind: str, public_note="", note="") -> Revision:
    """Submit a new text of an article readers know, and what they will be told of it.

    *kind* is of Revision.Correction. The public note is part of what is reviewed. Of a
    substantive correction readers are told on the page, of a typo not.
    """
    if kind not in Revision.Correction.values:
        raise ReviewError(_("请注明是实质更正还是文字订正。"))
    if kind == Revision.Correction.SUBSTANTIVE and not public_note.strip():
        raise ReviewError(_("实质更正要告诉读者改了什么，请写更正说明。"))
    return _submit(
        *("correct", article, by, note),
        correction=kind,
        correction_note=public_note.strip(),
    )


@transaction.atomic
def _submit(act, article, by, note, **fields) -> Revision:
    allow(by, act, article)
    checklist.refuse_unfit(article)
    before = Article.objects.held(article.pk)
    freezing.begin_anew(before)
    article.writers.add(by)  # who sends it in stands for it, and is no second person
    revision = freezing.freeze(before, by, **fields)
    _move(article, act, status=Status.IN_REVIEW, submitted_revision=revision)
    log.record(article, act, by, revision, note)
    links.ask_for(revision)  # a worker asks where they lead while somebody reads
    article.refresh_from_db()
    return revision


@transaction.atomic
def return_to_author(article: Article, by, note: str) -> None:
    """Give the text back to who wrote it, with *note*, which must say why."""
    if not note.strip():
        raise ReviewError(_("退回时请写明原因，让作者知道要改什么。"))
    allow(by, "return", article)
    _move(article, "return", status=Status.RETURNED)
    log.record(article, "return", by, article.submitted_revision, note)
    article.refresh_from_db()


@transaction.atomic
def approve(article: Article, by, note="") -> None:
    """Approve the submitted revision as *by* has it loaded: that one and no other."""
    allow(by, "approve", article)
    revision = article.submitted_revision
    revision.approved_alone = rights.wrote(by, article)
    revision.approved_by, revision.approved_at = by, timezone.now()
    _move(article, "approve", status=Status.APPROVED)
    revision.save(update_fields=["approved_by", "approved_at", "approved_alone"])
    log.record(article, "approve", by, revision, note)
    article.refresh_from_db()


@transaction.atomic
def publish(article: Article, by, note="") -> None:
    """Show readers the approved revision from now on, in place of an earlier one."""
    allow(by, "publish", article)
    Article.objects.held(
        article.pk
    )  # so that nobody remarks or disputes between the list and the act
    _refuse_alone(article)
    checklist.refuse_open(article)
    now = timezone.now()
    _move(
        *(article, "publish"),
        status=Status.PUBLISHED,
        publish_at=Coalesce("publish_at", now),
        withdrawn_at=None,
        withdrawn_because="",
    )
    _show(article.submitted_revision, now)
    log.record(article, "publish", by, article.submitted_revision, note)
    article.refresh_from_db()


@transaction.atomic
def schedule(article: Article, by, at, note="") -> None:
    """Show readers the approved revision from the aware time *at* on, without any job.

    An earlier text, if there is one, stays until then.
    """
    allow(by, "schedule", article)
    Article.objects.held(article.pk)
    _refuse_alone(article)
    checklist.refuse_open(article)
    now = timezone.now()
    if at <= now:
        raise ReviewError(_("这个时间已经过去；要立即发布请用「发布」。"))
    if at - now > FURTHEST:
        raise ReviewError(_("这个时间在一年以后，请核对年份。"))
    _move(
        *(article, "schedule"),
        status=Status.PUBLISHED,
        publish_at=Coalesce("publish_at", at),
    )
    _show(article.submitted_revision, at)
    log.record(article, "schedule", by, article.submitted_revision, note, at)
    article.refresh_from_db()


@transaction.atomic
def unschedule(article: Article, by, note="") -> None:
    """Take a scheduled text back to approved; refused once its time has come."""
    allow(by, "unschedule", article)
    Article.objects.held(article.pk)
    _move(article, "unschedule", status=Status.APPROVED)
    if not article.unschedule():
        raise ReviewError(_("时间已到，文章已经发布；要收回请用「撤下」。"))
    revision = article.submitted_revision  # as loaded: with the time it no longer has
    log.record(article, "unschedule", by, revision, note, revision.shown_from)
    article.refresh_from_db()


@transaction.atomic
def withdraw(article: Article, by, because: str) -> None:
    """Take *article* from readers, who are told *because*; its revisions stay.

    One person may do it, a writer too: nothing comes to readers by it but the reason.
    A scheduled correction goes back to approved; a newer text in review stays there.
    Who wrote what readers had are writers again: it was not good enough to stand.
    """
    if not because.strip():
        raise ReviewError(_("请写明撤下的原因，读者会看到。"))
    allow(by, "withdraw", article)
    before, now = Article.objects.held(article.pk), timezone.now()
    shown = article.published_revision
    end = Status.APPROVED if before.unschedule() else Status.WITHDRAWN
    # A save of the working copy meanwhile is no reason to leave the text standing.
    if not (
        article.revisions.filter(Revision.shown_at(now), pk=shown.pk).update(
            shown_until=now
        )
    ):
        raise ReviewError(log.who_was_first(article))
    Article.objects.filter(pk=article.pk).update(
        withdrawn_at=now,
        withdrawn_because=because.strip(),
        status=Case(When(status=Status.PUBLISHED, then=Value(end)), default="status"),
    )
    freezing.count_again(article)
    log.record(article, "withdraw", by, shown, because)
    article.refresh_from_db()


@transaction.atomic
def restore(article: Article, by, revision: Revision, note="") -> None:
    """Make *revision* the working copy again; the present one is frozen, none is lost.

    Who wrote that revision is a writer again, beside *by*: its text may never have
    been approved.
    """
    if revision.article_id != article.pk:
        raise ReviewError(_("这一版不是这篇文章的。"))
    allow(by, "restore", article)
    before = Article.objects.held(article.pk)
    if before.version != article.version:
        raise ReviewError(log.who_was_first(article))
    freezing.keep(before)
    freezing.begin_anew(before)
    freezing.put_back(revision, before)
    before.updated_by = by
    before.save()
    freezing.put_subjects_back(revision, before)
    before.writers.add(by, *revision.writers.all())
    log.record(article, "restore", by, revision, note)
    article.refresh_from_db()


def _refuse_alone(article) -> None:
    """What one person approved while they ran the desk alone waits for a second one now."""
    if article.submitted_revision.approved_alone and not settings.ONE_PERSON_DESK:
        raise ReviewError(
            _("这一版由写稿人自己通过，现在须由另一人审阅：请退回，重新送审。")
        )


def _move(article, act, **changes) -> None:
    """Move *article* as it was loaded; if it is no longer so, say who was first.

    The filter is the lock: of two who press at once one moves it, and a text saved or
    sent in after *article* was loaded is not decided on unread.
    """
    moved = Article.objects.filter(
        pk=article.pk,
        version=article.version,
        status__in=rights.RULES[act].begins,
        submitted_revision=article.submitted_revision_id,
    ).update(**changes)
    if not moved:
        raise ReviewError(log.who_was_first(article))


def _show(revision, start) -> None:
    """Let readers see *revision* from *start* on, and what they see now until then."""
    revision.article.revisions.filter(shown_until__isnull=True).exclude(
        shown_from__isnull=True
    ).update(shown_until=start)
    binding.bind(revision)  # what was read from it since it was frozen goes out with it
    revision.shown_from = start
    revision.save(update_fields=["shown_from"])
    search.index_revision(revision)
