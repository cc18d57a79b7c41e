"""The side column of every page: live news above, the hot list below."""

from django.conf import settings
from django.utils.translation import gettext as _

from articles import hot
from articles.models import HotList, LiveClock, LiveStory

SIDEBAR_ROWS = 40


def side_column(request):
    """What templates/articles/_side.html prints."""
    return {**live_rows(), **hot_list(request.GET.get("hot"))}


def live_rows():
    """The newest rows and the version of the live list they stand for.

    The version is read first: a story placed between the two queries is then shown
    and told of once more, where the other order would never tell of it.
    """
    version = LiveClock.objects.now()
    rows = LiveStory.objects.for_sidebar(SIDEBAR_ROWS)
    return {
        "live_version": version,
        "live_stories": rows,
        "live_poll_seconds": settings.LIVE_POLL_SECONDS,
    }


def hot_list(wanted):
    """What _hot.html prints: the tabs, and the list of the *wanted* one.

    Tabs are "day" and "week", which we count ourselves, and "captured", the newest
    list taken from another outlet, shown as that outlet's. With no tab wanted, the
    captured list stands in as long as nobody has read anything today.
    """
    captured = HotList.objects.select_related("source").first()
    tabs = {"day": _("日排行"), "week": _("周排行")}
    if captured:
        tabs["captured"] = _("%(source)s热榜") % {"source": captured.source}
    tab = wanted if wanted in tabs else "day"
    articles = (
        [] if tab == "captured" else list(hot.most_read(7 if tab == "week" else 1))
    )
    if captured and not articles and wanted not in tabs:
        tab = "captured"
    entries = captured.entries.select_related("source") if tab == "captured" else ()
    return {
        "hot_tabs": tabs.items(),
        "hot_tab": tab,
        "hot_articles": articles,
        "hot_captured": captured if tab == "captured" else None,
        "hot_entries": entries,
    }
