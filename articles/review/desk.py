"""What the review desk lists: a fixed number of queries however many articles there are."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, OuterRef, Q, Subquery
from django.utils import timezone

from articles import rights
from articles.models import Article, Remark, ReviewEvent, Revision
from articles.review import presence

Status = Article.Status
SHOWN = 20


@dataclass(frozen=True)
class Section:
    """Some rows of a list, and how many the list has."""

    name: str
    rows: list
    count: int

    @property
    def left_out(self) -> int:
        return self.count - len(self.rows)


def sections(user) -> list[Section]:
    """The desk as *user* has it: what waits for them first."""
    mine = waits_for(user)
    decided = Article.objects.filter(status__in=[Status.IN_REVIEW, Status.APPROVED])
    scheduled = Article.objects.filter(
        status=Status.PUBLISHED, submitted_revision__shown_from__gt=timezone.now()
    )
    drafts = Article.objects.filter(status=Status.DRAFT, writers=user)
    returned = Article.objects.filter(status=Status.RETURNED)
    returned = returned.exclude(pk__in=mine.values("pk"))
    sections = [
        _section("mine", mine.order_by("submitted_revision__frozen_at", "pk")),
        _section(
            "others",
            decided.exclude(pk__in=mine.values("pk")).order_by(
                "submitted_revision__frozen_at", "pk"
            ),
        ),
        _section("returned", returned.order_by("-updated_at", "-pk")),
        _section("scheduled", scheduled.order_by("submitted_revision__shown_from")),
        _published(),
        _section("drafts", drafts.order_by("-updated_at", "-pk")),
    ]
    _say_who_is_here(sections, user)
    return sections


def _say_who_is_here(sections: list[Section], user) -> None:
    """Set `here` of each article listed: two queries for all of them."""
    listed = [
        row for section in sections for row in section.rows if isinstance(row, Article)
    ]
    here = presence.at_each({row.pk for row in listed}, user)
    for row in listed:
        row.here = here[row.pk]


def waits_for(user):
    """Articles that *user* is the one to act on: to read, to let out, or to mend."""
    return Article.objects.filter(_to_decide(user) | _to_mend(user))


def next_for(user, after: Article):
    """The article that has waited longest for *user*, other than *after*; or None."""
    waiting = waits_for(user).exclude(pk=after.pk)
    return waiting.order_by("submitted_revision__frozen_at", "pk").first()


def _to_decide(user) -> Q:
    statuses = [
        status
        for status, act in ((Status.IN_REVIEW, "approve"), (Status.APPROVED, "publish"))
        if rights.has_permission(user, act)
    ]
    decidable = Q(status__in=statuses)
    if settings.ONE_PERSON_DESK:
        return decidable
    wrote = Revision.writers.through.objects.filter(user=user).values("revision")
    return decidable & ~Q(submitted_revision__in=wrote)


def _to_mend(user) -> Q:
    wrote = Article.writers.through.objects.filter(user=user).values("article")
    return Q(status=Status.RETURNED, pk__in=wrote)


def _section(name, articles) -> Section:
    last = ReviewEvent.objects.filter(article=OuterRef("pk"))
    said = Remark.objects.filter(article=OuterRef("pk"), state=Remark.State.OPEN)
    rows = (
        articles.select_related("updated_by", "submitted_revision__frozen_by")
        .defer("body", "lede", "submitted_revision__body", "submitted_revision__lede")
        .annotate(
            last_at=Subquery(last.values("at")[:1]),
            last_by=Subquery(last.values("by__username")[:1]),
            last_note=Subquery(last.values("note")[:1]),
            open_remarks=Subquery(
                said.order_by().values("article").values(n=Count("pk"))
            ),
        )
    )
    return Section(name, list(rows[:SHOWN]), articles.count())


def _published() -> Section:
    shown = Revision.objects.filter(Revision.shown_at(timezone.now()))
    rows = (
        shown.select_related("article", "frozen_by", "approved_by")
        .defer("body", "lede", "article__body", "article__lede")
        .order_by("-shown_from", "-pk")
    )
    return Section("published", list(rows[:SHOWN]), shown.count())
