"""The live news: archive by day, one story, and the sidebar's poll."""

from datetime import date

from django.conf import settings
from django.db.models import prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from articles.models import LiveClock, LiveStory
from articles.views.paging import page_of
from articles.views.side import hot_list, live_rows

ROWS_A_PAGE = 50


@require_safe
def live(request):
    """Every live story of one day, newest first; without ?day= the newest day told."""
    shown = LiveStory.objects.shown()
    newest = shown.values_list("told_at", flat=True).first()
    today = timezone.localdate()
    day = _day(request) or (timezone.localdate(newest) if newest else today)
    stories = page_of(shown.for_rows().on_day(day), request, ROWS_A_PAGE)
    start, end = LiveStory.objects.bounds(day)
    earlier = shown.filter(told_at__lt=start).values_list("told_at", flat=True).first()
    later = (
        shown.filter(told_at__gte=end)
        .order_by("told_at", "pk")
        .values_list("told_at", flat=True)
        .first()
    )
    return render(
        request,
        "articles/live/page.html",
        {
            "day": day,
            "today": today,
            "bad_day": "day" in request.GET and _day(request) is None,
            "stories": stories,
            "earlier": earlier and timezone.localdate(earlier),
            "later": later and timezone.localdate(later),
            **hot_list(None),
        },
    )


def _day(request) -> date | None:
    try:
        day = parse_date(request.GET.get("day", ""))
    except ValueError:  # well formed, but no such day: 2026-02-30
        return None
    # Near the ends of the calendar a day has no neighbours, nor a place in UTC.
    return day if day and 1900 <= day.year <= 2200 else None


@require_safe
def live_story(request, pk):
    """One live story with every item that told it; a merged one leads to its successor."""
    story = get_object_or_404(
        LiveStory.objects.filter(hidden_because="").select_related("merged_into"), pk=pk
    )
    if story.merged_into_id:
        return redirect(story.merged_into)
    items = story.items.select_related("source", "feed").order_by("told_at", "pk")
    prefetch_related_objects([item for item in items if item.changes], "versions")
    return render(
        request,
        "articles/live/story.html",
        {"story": story, "items": items, **live_rows(), **hot_list(None)},
    )


@require_safe
def news(request):
    """Tell a sidebar what is new: 204 when nothing is, else the bar with the count.

    ?shown= is the version its rows stand for, ?told= the version its bar knows of.
    """
    version = LiveClock.objects.now()
    shown, told = _version(request, "shown"), _version(request, "told")
    if version == told:
        response = HttpResponse(status=204)
    else:
        stories = LiveStory.objects.shown().for_rows()
        response = render(
            request,
            "articles/live/_news.html",
            {
                "live_version": shown,
                "live_told": version,
                "new_count": stories.newer_than(shown).count(),
                "newest": stories.first(),
                "live_poll_seconds": settings.LIVE_POLL_SECONDS,
                "is_poll": True,
            },
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def _version(request, name) -> int:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


@require_safe
def latest(request):
    """The sidebar's live news as of now, which the bar of new items puts in its place."""
    response = render(
        request, "articles/live/_latest.html", {**live_rows(), "is_poll": True}
    )
    response.headers["Cache-Control"] = "no-store"
    return response
