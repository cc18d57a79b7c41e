"""The live news: the archive by day, and one story."""

from datetime import date

from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles.models import LiveStory
from articles.views.paging import page_of
from articles.views.side import hot_list, live_rows

ROWS_A_PAGE = 50
WORDINGS_IN_A_ROW = 20


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
@vary_on_headers("HX-Request")
def live_story(request, pk):
    """One live story with every item that told it; a merged one leads to its successor.

    A row of the live list asks the same address for the wordings alone, the first few.
    """
    story = get_object_or_404(
        LiveStory.objects.filter(hidden_because="").select_related("merged_into"), pk=pk
    )
    if story.merged_into_id:
        return redirect(story.merged_into)
    items = story.items.select_related("source", "feed").order_by("told_at", "pk")
    if request.htmx:
        context = {"story": story, "items": items[:WORDINGS_IN_A_ROW]}
        return render(request, "articles/live/_row_wordings.html", context)
    return render(
        request,
        "articles/live/story.html",
        {"story": story, "items": items, **live_rows(), **hot_list(None)},
    )
