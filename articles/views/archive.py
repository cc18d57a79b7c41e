"""The archive of live news: by day, and searched within."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import finding, tokens
from articles.loosening import looser
from articles.models import FeedItem, LiveClock, LiveStory, Source
from articles.subject_pages import names_in
from articles.views.paging import page_of
from articles.views.past import minute_of
from articles.views.search import rows_of, sentence
from articles.views.side import hot_list, with_outlets

ROWS_A_PAGE = 50
# A day with more rows than this has a heading for each hour.
LONG_DAY = 30
MOST_SOURCES = 300


@dataclass
class Asked:
    """What the address asks for; *notices* say what of it could not be understood."""

    day: date | None
    first: date | None
    last: date | None
    query: tokens.Query
    is_important: bool
    source: Source | None
    notices: list[str]

    @property
    def searches(self) -> bool:
        """Whether rows of many days are wanted, and not one day's list."""
        has_words = self.query.problem not in ("", "empty")
        return bool(self.first or self.last or not self.query.problem) or has_words

    def narrow(self, stories):
        if self.is_important:
            stories = stories.filter(is_important=True)
        if self.source:
            told = FeedItem.objects.filter(story=OuterRef("pk"), source=self.source)
            stories = stories.filter(Exists(told))
        return stories


@require_safe
@vary_on_headers("HX-Request")
def by_day(request):
    """Live stories of a day, newest first; with ?q=, ?from= or ?to= those that match.

    Without ?day= it is the newest day told. ?important=1 and ?source= narrow either.
    """
    sources = list(
        Source.objects.filter(Exists(FeedItem.objects.filter(source=OuterRef("pk"))))[
            :MOST_SOURCES
        ]
    )
    asked = _asked(request, sources)
    context = _searched(request, asked) if asked.searches else _one_day(request, asked)
    context |= {"asked": asked, "sources": sources, "today": timezone.localdate()}
    if request.htmx:
        response = render(request, "articles/live/_archive.html", context)
    else:
        context |= hot_list(None)
        response = render(request, "articles/live/page.html", context)
    if asked.searches:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _asked(request, sources) -> Asked:
    notices: list[str] = []
    bad_day = _("没有这样的日期，下面是最近有快讯的一天。")
    bad_end = _("“%(day)s”不是日期，没有按它筛选。")
    day = _day(request, "day", notices, bad_day)
    first = _day(request, "from", notices, bad_end)
    last = _day(request, "to", notices, bad_end)
    if first and last and first > last:
        first, last = last, first
        notices.append(_("起止日期前后颠倒，已对调。"))
    wanted = request.GET.get("source", "")
    source = next((row for row in sources if str(row.pk) == wanted), None)
    if wanted and source is None:
        notices.append(_("没有这个来源的快讯，没有按它筛选。"))
    query = tokens.parse(request.GET.get("q", ""))
    return Asked(
        day,
        first,
        last,
        query,
        request.GET.get("important") == "1",
        source,
        notices,
    )


def _day(request, name, notices, notice) -> date | None:
    printed = request.GET.get(name, "").strip()
    if not printed:
        return None
    try:
        day = parse_date(printed)
    except ValueError:  # well formed, but no such day: 2026-02-30
        day = None
    # Near the ends of the calendar a day has no neighbours, nor a place in UTC.
    if day is None or not 1900 <= day.year <= 2200:
        notices.append(notice % {"day": printed[:20]})
        return None
    return day


def _one_day(request, asked):
    is_newest = asked.day in (None, timezone.localdate())
    # The version first, for the reason views/side.py gives for its own.
    version = LiveClock.objects.now() if is_newest else None
    shown = asked.narrow(LiveStory.objects.shown())
    day = asked.day
    if day is None:
        newest = shown.values_list("told_at", flat=True).first()
        day = timezone.localdate(newest)
    stories = page_of(shown.for_rows().on_day(day), request, ROWS_A_PAGE)
    start, end = LiveStory.objects.bounds(day)
    earlier = shown.filter(told_at__lt=start).values_list("told_at", flat=True).first()
    later = (
        shown.filter(told_at__gte=end)
        .order_by("told_at", "pk")
        .values_list("told_at", flat=True)
        .first()
    )
    rows = with_outlets(list(stories))
    for row in rows:
        row.hour_over = _hour_over(row.told_at)
    return {
        "day": day,
        "day_over": day < timezone.localdate(),
        # Under the head of the newest day it is told when there is more.
        "stands_at": timezone.now() if is_newest and stories.number == 1 else None,
        "live_version": version,
        "live_poll_seconds": settings.LIVE_POLL_SECONDS,
        "stories": stories,
        "rows": rows,
        "by_hour": stories.paginator.count > LONG_DAY,
        "earlier": earlier and timezone.localdate(earlier),
        "later": later and timezone.localdate(later),
    }


def _hour_over(moment) -> str:
    """The last minute of the hour of *moment* in Beijing, "" while that is to come."""
    last = timezone.localtime(moment).replace(minute=59)
    return minute_of(last) if last <= timezone.now() else ""


def _searched(request, asked):
    if asked.query.problem not in ("", "empty"):
        return {"sentence": sentence(asked.query)}
    has_words = not asked.query.problem
    found = finding.live(asked.query) if has_words else LiveStory.objects.shown()
    found = asked.narrow(found)
    first, last = asked.first or asked.day, asked.last or asked.day
    if first:
        found = found.filter(told_at__gte=LiveStory.objects.bounds(first)[0])
    if last:
        found = found.filter(told_at__lt=LiveStory.objects.bounds(last)[1])
    stories = page_of(found.for_rows(), request, ROWS_A_PAGE)
    return {
        "first": first,
        "last": last,
        "stories": stories,
        "rows": rows_of(stories, asked.query)
        if has_words
        else with_outlets(list(stories)),
        "looser": ""
        if stories.paginator.count or not has_words
        else looser(asked.query, names_in(asked.query).parts),
    }
