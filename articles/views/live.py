"""One live story."""

from django.db.models import prefetch_related_objects
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

from articles import linking
from articles.models import LiveStory
from articles.views.side import hot_list, live_rows

WORDINGS_IN_A_ROW = 20


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
        items = items[:WORDINGS_IN_A_ROW]
        context = {"story": story, "items": items, "names": _names_in(items)}
        return render(request, "articles/live/_row_wordings.html", context)
    prefetch_related_objects([item for item in items if item.changes], "versions")
    return render(
        request,
        "articles/live/story.html",
        {
            "story": story,
            "items": items,
            "names": _names_in(items),
            **live_rows(),
            **hot_list(None),
        },
    )


def _names_in(items):
    return linking.known_names(item.text for item in items)
