"""What a page with the live list asks for while it is open: changes, and earlier rows."""

import re
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles.models import Article, Feed, FeedItem, LiveClock, LiveStory, Source
from articles.views.side import SIDEBAR_ROWS, a_list_of, newest_rows, with_outlets

# A page that slept catches up by pages of this many changes …
CHANGES = 100
# … and one that slept through more than this gets the newest rows instead.
FAR_BEHIND = 2000
# More outlets than this nobody picks from a list of boxes.
MOST_OUTLETS = 300


@require_safe
def news(request):
    """Tell a page what changed in the live list: 204 when nothing did.

    ?since= is where the page stands: a version, all of whose changes it has, or
    version.pk, the last change it has. The answer says where it stands then, holds the
    rows to be shown, new or changed, and names those that are shown no more.
    """
    now = LiveClock.objects.now()
    version, pk = _since(request)
    if version == now and pk is None:
        response = HttpResponse(status=204)
    else:
        response = render(
            request,
            "articles/live/_news.html",
            _changes(version, pk, now, _beside(request)),
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def _since(request) -> tuple[int, int | None]:
    told = re.fullmatch(
        r"(\d{1,18})(?:\.(\d{1,18}))?", request.GET.get("since", ""), re.ASCII
    )
    if told is None:
        return 0, None
    return int(told[1]), None if told[2] is None else int(told[2])


def _beside(request) -> Article | None:
    """The article that ?about= says the list stands beside."""
    slug = request.GET.get("about")
    if not slug or "\x00" in slug:
        return None
    return Article.objects.public().for_story().filter(slug=slug[:80]).first()


def _changes(version, pk, now, article):
    changed = LiveStory.objects.changed_after(version, pk, now)
    stories = list(changed.for_rows()[: CHANGES + 1])
    more = len(stories) > CHANGES
    # A version ahead of ours was told before the database was put back to a copy.
    if version > now or (more and changed[FAR_BEHIND : FAR_BEHIND + 1].exists()):
        return {
            **newest_rows(article),
            "reached": now,
            "far_behind": True,
        }
    stories = stories[:CHANGES]
    last = stories[-1] if more else None
    shown = [story for story in stories if story.is_shown]
    return {
        "live_stories": with_outlets(shown, article),
        "gone": [story for story in stories if not story.is_shown],
        "reached": f"{last.version}.{last.pk}" if last else now,
        "unfinished": more,
    }


@require_safe
def latest(request):
    """The newest rows, or those below the row that ?before=time-pk names."""
    stories = LiveStory.objects.shown()
    below = re.fullmatch(
        r"(\d{1,11})\.(\d{6})-(\d{1,18})", request.GET.get("before", ""), re.ASCII
    )
    if below:
        told_at = datetime.fromtimestamp(int(below[1]), UTC)
        told_at += timedelta(microseconds=int(below[2]))
        rows = stories.before(told_at, int(below[3])).for_rows()[: SIDEBAR_ROWS + 1]
        listed = a_list_of(list(rows), _beside(request))
    else:
        listed = newest_rows(_beside(request))
    response = render(request, "articles/live/_latest.html", listed)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_safe
def outlets(request):
    """The sources that told anything, and the channels of those that have several.

    A channel is a feed: one address, or one section, of a source.
    """
    told = FeedItem.objects.filter(source=OuterRef("pk"))
    sources = list(Source.objects.filter(Exists(told))[:MOST_OUTLETS])
    brought = FeedItem.objects.filter(feed=OuterRef("pk"))
    feeds = Feed.objects.filter(Exists(brought)).order_by("title", "pk")
    channels: dict[int, list[Feed]] = {}
    for feed in feeds[:MOST_OUTLETS]:
        channels.setdefault(feed.source_id, []).append(feed)
    for source in sources:
        own = channels.get(source.pk, [])
        source.channels = own if len(own) > 1 else []
    has_channels = any(source.channels for source in sources)
    context = {"sources": sources, "has_channels": has_channels}
    return render(request, "articles/live/_outlets.html", context)
