"""The health of the feeds on one page, worst first, with a way to check one now."""

from collections import Counter
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from articles import auditing
from articles.live import feed_health
from articles.live.refresh import Askers, refresh
from articles.models import Feed
from articles.views.paging import page_of

ROWS = 100


class HealthPage:
    """The health page of the feeds' admin."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path(
                "health/", view(require_safe(self.health)), name="articles_feed_health"
            ),
            path(
                "<int:pk>/check/",
                view(require_POST(self.check_one)),
                name="articles_feed_check",
            ),
            *super().get_urls(),
        ]

    def health(self, request):
        """Every polled feed; ?state= and ?q= narrow it, ?page= goes on."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        found = feed_health.of_all(timezone.now())
        counts = Counter(one.state for one in found)
        state, words = request.GET.get("state", ""), request.GET.get("q", "").strip()
        shown = [one for one in found if _matches(one, state, words)]
        asked = {"state": state, "q": words}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("信源健康"),
            "rows": page_of(shown, request, ROWS),
            "total": len(found),
            "states": [
                (one, feed_health.MARKS[one], counts[one], _asked(state=one, q=words))
                for one in feed_health.State
                if counts[one]
            ],
            "state": state,
            "words": words,
            "everything": _asked(q=words),
            "asked": _asked(**asked),
            "here": _asked(**asked, page=request.GET.get("page", "")),
            "is_idle": feed_health.is_idle(found),
            "days": feed_health.DAYS,
            "may_check": self.has_change_permission(request),
            "may_add": self.has_add_permission(request),
        }
        return render(request, "admin/articles/feed/health.html", context)

    def check_one(self, request, pk):
        """Ask one feed now and say what came of it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        feed = get_object_or_404(Feed.objects.exclude(kind=Feed.Kind.PAGE), pk=pk)
        with Askers(at_once=1) as askers:
            added = refresh([feed], timezone.now(), askers)
        auditing.record("taking-in.check", request.user, feed)
        feed.refresh_from_db()
        if feed.failures:
            self.message_user(
                request,
                _("%(what)s：%(why)s") % {"what": feed, "why": feed.last_error},
                messages.ERROR,
            )
        else:
            told = _("%(feed)s：新增 %(n)d 条。") % {"feed": feed, "n": added}
            self.message_user(request, told)
        return redirect(
            f"{reverse('admin:articles_feed_health')}?{request.POST.get('here', '')}"
        )


def _matches(one: feed_health.Health, state: str, words: str) -> bool:
    if state in feed_health.State.values and one.state != state:
        return False
    feed = one.feed
    told = f"{feed.title} {feed.source} {feed.url} {feed.category}".casefold()
    return all(word in told for word in words.casefold().split())


def _asked(**asked) -> str:
    """*asked* as a query string, without what is empty."""
    return urlencode({name: value for name, value in asked.items() if value})
