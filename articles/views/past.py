"""The live list as it stood at a past minute, as a link that stays true."""

import re
from datetime import datetime, timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.live import past
from articles.models import FeedItem, LiveStory
from articles.views.side import SIDEBAR_ROWS, hot_list, with_names

MINUTE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d", re.ASCII)
FORM = "%Y-%m-%dT%H:%M"
STEPS = (1, 10, 60)
# A worker stamps what it received before others can see it; after this long all do.
SETTLED = timedelta(minutes=10)
# The past stays, but an editor may hide some of it, and that should count soon.
KEEP_SECONDS = 300


@require_safe
def choose(request):
    """Lead from the form's ?minute= to the address of that minute."""
    minute = request.GET.get("minute", "").strip()[:16].replace(" ", "T")
    if not minute or "/" in minute:
        return redirect("live")
    return redirect("live-at", minute)


@require_safe
def at(request, minute):
    """The first rows of the live list as readers had them when *minute* began.

    What an editor hid since is left out and counted: this road shows nothing that the
    others do not. Texts and counts are those of then.
    """
    moment = moment_of(minute)
    now = timezone.now()
    if moment is None:
        sentence = _("“%(minute)s”不是一个时刻。请这样写：2025-06-09T09:31，北京时间。")
        return _refused(request, sentence % {"minute": minute[:30]})
    if moment > now:
        return _refused(request, _("这一分钟还没有到，那时的列表还不存在。"))
    told = past.standing(moment, SIDEBAR_ROWS)
    kept = _not_hidden_since(told)
    first = "" if told else _first_minute()
    context = {
        "moment": moment,
        "rows": with_names(kept),
        "withheld": len(told) - len(kept),
        "first": first,
        "first_moment": moment_of(first),
        "earlier": [(n, minute_of(moment - timedelta(minutes=n))) for n in STEPS],
        "later": [
            (n, minute_of(moment + timedelta(minutes=n)))
            for n in STEPS
            if moment + timedelta(minutes=n) <= now
        ],
        **hot_list(None),
    }
    response = render(request, "articles/live/past.html", context)
    response.headers["X-Robots-Tag"] = "noindex"
    if now - moment > SETTLED:
        # Private: the page holds a reader's own token and language.
        patch_cache_control(response, private=True, max_age=KEEP_SECONDS)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response


def moment_of(minute: str) -> datetime | None:
    """The aware time at which *minute*, as in 2025-06-09T09:31 Beijing, began."""
    if not MINUTE.fullmatch(minute):
        return None
    try:
        moment = timezone.make_aware(datetime.strptime(minute, FORM))
    except ValueError:
        return None
    return moment if 1900 <= moment.year <= 2200 else None


def minute_of(moment: datetime) -> str:
    return f"{timezone.localtime(moment):{FORM}}"


def minute_after(moment: datetime) -> str:
    """The first minute at whose beginning what came at *moment* was there."""
    return minute_of(moment + timedelta(seconds=59, microseconds=999_999))


def _first_minute() -> str:
    """The first minute whose list had something in it, "" before there is any."""
    received = FeedItem.objects.order_by("received_at")
    first = received.values_list("received_at", flat=True).first()
    return minute_after(first) if first else ""


def _not_hidden_since(told):
    """Those of *told* that lead to nothing an editor has hidden by now."""
    pks = {one.story.pk for one in told} | {one.lead.story_id for one in told}
    pks |= {one.story.merged_into_id for one in told} - {None}
    hidden = set(
        LiveStory.objects.filter(pk__in=pks)
        .exclude(hidden_because="")
        .values_list("pk", flat=True)
    )
    return [
        one
        for one in told
        if not {one.story.pk, one.story.merged_into_id, one.lead.story_id} & hidden
    ]


def _refused(request, sentence):
    context = {"sentence": sentence, **hot_list(None)}
    return render(request, "articles/live/past.html", context, status=404)
