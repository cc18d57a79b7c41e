"""The side column of every page: live news above, the hot list below."""

from collections import defaultdict

from django.conf import settings
from django.utils.translation import gettext as _

from articles import about, hot, linking
from articles.models import FeedItem, HotList, LiveClock, LiveStory

SIDEBAR_ROWS = 40


def side_column(request, article=None):
    """What templates/articles/_side.html prints, beside *article* if there is one."""
    only = request.GET.get("only") == "about"
    return {**live_rows(article, only), **hot_list(request.GET.get("hot"))}


def live_rows(article=None, only_about=False):
    """The newest rows and the version of the live list they stand for.

    Rows about what *article* is about are marked and counted; with *only_about* the
    others are left out.

    The version is read first: a story placed between the two queries is then shown
    and told of once more, where the other order would never tell of it.
    """
    version = LiveClock.objects.now()
    return {
        "live_version": version,
        "live_poll_seconds": settings.LIVE_POLL_SECONDS,
        "live_article": article,
        **newest_rows(article, only_about),
    }


def newest_rows(article=None, only_about=False):
    """The head of the live list: what editors pinned, then the newest."""
    rows = LiveStory.objects.for_sidebar(SIDEBAR_ROWS + 1)
    return a_list_of(rows, article, only_about)


def a_list_of(rows, article=None, only_about=False):
    """The first of *rows* and whether more stand below: what _latest.html prints."""
    shown = with_outlets(rows[:SIDEBAR_ROWS], article)
    about_it = [row for row in shown if row.about_this]
    return {
        "live_stories": about_it if article and only_about else shown,
        "live_more": len(rows) > SIDEBAR_ROWS,
        "live_listed": len(shown),
        "live_about_count": len(about_it),
        "live_only_about": bool(article and only_about),
    }


def with_outlets(rows, article=None):
    """Give each of *rows* what its items add to it, by one query, and return them.

    `sources` and `channels` are the pks of all sources and feeds that told it, for the
    reader's filters; `by_editor` and `has_linked` whether an editor placed one of its
    items, and whether one is a longer or shorter version.
    """
    told = defaultdict(list)
    columns = ("story_id", "source_id", "feed_id", "placed_by_editor", "is_linked")
    items = FeedItem.objects.filter(story__in=[row.pk for row in rows])
    for story, *item in items.order_by().values_list(*columns).distinct():
        told[story].append(item)
    for row in rows:
        row.sources = sorted({item[0] for item in told[row.pk]})
        row.channels = sorted({item[1] for item in told[row.pk]})
        row.by_editor = any(item[2] for item in told[row.pk])
        row.has_linked = any(item[3] for item in told[row.pk])
    return with_names(rows, article)


def with_names(rows, article=None):
    """Give each of *rows* the names to link in it, and what of *article* it is about."""
    texts = [text for row in rows for text in _texts_of(row)]
    names = linking.known_names(texts) if rows else linking.NOBODY
    for row in rows:
        row.names = names
    return about.mark(rows, about.of(article.published_revision) if article else None)


def _texts_of(row) -> list[str]:
    """What of *row* is printed: the lead's words, and those a search found it by."""
    found_by = getattr(row, "wording", row.lead)
    return list(dict.fromkeys((row.lead.text, found_by.text)))


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
