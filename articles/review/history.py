"""Every text an article had, newest first: who wrote it, when, and what became of it."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest

from django.core.paginator import Page, Paginator
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import clock
from articles.models import Article, ReviewEvent, Revision
from articles.review import sizes
from articles.review.sizes import Size

A_PAGE = 25


@dataclass(frozen=True)
class Line:
    """One text of the history, beside the frozen text before it, None for the first."""

    text: Article | Revision
    before: Revision | None
    size: Size | None
    events: tuple[ReviewEvent, ...] = ()

    @property
    def is_working(self) -> bool:
        return isinstance(self.text, Article)

    @property
    def shown(self) -> str:
        return "" if self.is_working else shown(self.text)


@dataclass(frozen=True)
class History:
    """A page of the history; *working* is the working copy where no revision is like it."""

    working: Line | None
    lines: list[Line]
    page: Page

    @property
    def has_two(self) -> bool:
        """Whether there are two texts to compare."""
        return self.page.paginator.count + bool(self.working) > 1


def of(article: Article, number=1) -> History:
    """The page *number* of the revisions of *article*; a wrong number gives a near one.

    Sizes are measured when asked for: with what two texts have in common left out that
    is microseconds a line, where a stored size would be two columns to keep true.
    """
    rows = article.revisions.select_related("frozen_by", "approved_by")
    page = Paginator(rows.order_by("-number"), A_PAGE).get_page(number)
    first = max(page.start_index() - 1, 0)
    # One more than is listed: the last line is measured by what came before it.
    texts = list(page.paginator.object_list[first : first + A_PAGE + 1])
    prefetch_related_objects(texts, "writers", *Revision.ABOUT)
    events = _events(texts)
    lines = [
        _line(text, before, events[text.pk])
        for text, before in zip_longest(texts, texts[1:])
    ][:A_PAGE]
    newest = texts[0] if page.number == 1 and texts else None
    return History(_working(article, newest, page.number), lines, page)


def who_and_when(text: Article | Revision) -> str:
    """A sentence that names a text, who stored it and when, and when readers had it."""
    if isinstance(text, Article):
        return _("工作稿，%(who)s 于 %(at)s 保存") % {
            "who": text.updated_by or "—",
            "at": clock.to_minute(text.updated_at),
        }
    told = _("第 %(n)d 版，%(who)s 于 %(at)s 定稿") % {
        "n": text.number,
        "who": text.frozen_by or "—",
        "at": clock.to_minute(text.frozen_at),
    }
    return _("；").join(filter(None, (told, shown(text))))


def shown(revision: Revision) -> str:
    """When readers had *revision* before them, as a clause; "" where they never had."""
    if revision.shown_from is None:
        return ""
    known = {"start": clock.to_minute(revision.shown_from)}
    if revision.shown_from > timezone.now():
        return _("定于 %(start)s 上线") % known
    if revision.shown_until is None:
        return _("读者自 %(start)s 起看到这一版") % known
    known["end"] = clock.to_minute(revision.shown_until)
    return _("读者自 %(start)s 至 %(end)s 看到这一版") % known


def _line(text, before, events=()) -> Line:
    size = sizes.between(before, text) if before else None
    return Line(text, before, size, tuple(events))


def _working(article: Article, newest: Revision | None, number: int) -> Line | None:
    """The working copy's line, on the first page, where it is not the newest revision."""
    if number != 1:
        return None
    if newest is None:
        return Line(article, None, None)
    prefetch_related_objects([article], *Article.ABOUT)
    line = _line(article, newest)
    return line if line.size else None


def _events(texts) -> dict[int, list[ReviewEvent]]:
    """What was done with each of *texts*, in the order it was done."""
    done = defaultdict(list)
    events = ReviewEvent.objects.filter(revision__in=texts).select_related("by")
    for event in events.order_by("at", "pk"):
        done[event.revision_id].append(event)
    return done
