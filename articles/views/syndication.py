"""Feeds of ours and the API of the live list: cached by anybody, for a short while."""

import hashlib
import re
from datetime import timedelta
from typing import NamedTuple

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles import syndication
from articles.models import Article, LiveClock, LiveStory

ENTRIES = 50
# A feed reader that was off for so long is told of withdrawals it missed.
WITHDRAWN_TOLD = timedelta(days=30)
# Seconds: a program that follows the list asks often, a feed reader every few minutes.
FRESH_API, FRESH_FEED = 10, 60
ROWS, MOST_ROWS = 100, 500
# Part of every ETag: raise it when the shape of an answer changes.
SHAPE = 2
PLACE = re.compile(r"(?P<version>[0-9]{1,18})(?:-(?P<pk>[0-9]{1,18}))?", re.ASCII)


class Misasked(Exception):
    """A question that cannot be answered; its text is for who asked."""


class Asked(NamedTuple):
    """A place in the list of changes, after *version* or story *pk* of it; how many from it."""

    version: int
    pk: int | None
    limit: int


@require_safe
def live_atom(request):
    return _of_the_list(
        request, FRESH_FEED, "application/atom+xml; charset=utf-8", _atom_of_the_list
    )


@require_safe
def live_json(request):
    return _of_the_list(request, FRESH_FEED, None, _json_of_the_list)


def _atom_of_the_list(request, version):
    address = request.build_absolute_uri(request.path)
    return syndication.live_atom(_newest(), request.build_absolute_uri, address)


def _json_of_the_list(request, version):
    address = request.build_absolute_uri(request.path)
    feed = syndication.json_feed(
        _newest(), version, request.build_absolute_uri, address
    )
    return _json(feed, content_type="application/feed+json")


def _newest() -> list[LiveStory]:
    return list(LiveStory.objects.shown().for_rows()[:ENTRIES])


def _of_the_list(request, fresh, content_type, make):
    """What *make* makes of the live list at its version, which is also its ETag.

    The version is read before the rows: a change between the two is then told again,
    where the other order would keep it from everybody who holds that ETag.
    """
    version = LiveClock.objects.now()

    def answer():
        made = make(request, version)
        if isinstance(made, HttpResponse):
            return made
        return HttpResponse(made, content_type=content_type)

    return shared(request, f'W/"{SHAPE}-{version}"', fresh, answer)


@require_safe
def articles_atom(request):
    """The newest stories as published, and which of late were withdrawn.

    Two queries when the client has them.
    """
    newest = Article.objects.public()[:ENTRIES]
    gone = Article.objects.withdrawn().filter(
        withdrawn_at__gt=timezone.now() - WITHDRAWN_TOLD
    )[:ENTRIES]
    gone = list(gone.only("pk", "withdrawn_at", "withdrawn_because"))
    held = repr(
        [
            *newest.values_list("pk", "published_revision", "publish_at"),
            *((row.pk, row.withdrawn_at, row.withdrawn_because) for row in gone),
        ]
    )
    digest = hashlib.sha256(held.encode()).hexdigest()[:16]

    def answer():
        address = request.build_absolute_uri(request.path)
        cards = Article.objects.public().for_cards()[:ENTRIES]
        made = syndication.articles_atom(
            cards, gone, request.build_absolute_uri, address
        )
        return HttpResponse(made, content_type="application/atom+xml; charset=utf-8")

    return shared(request, f'W/"{SHAPE}-{digest}"', FRESH_FEED, answer)


@require_safe
def live_api(request):
    """The stories that changed since a place in the list, oldest change first.

    ?since= a version or the `since` of an answer; "now" for the place alone.
    ?limit= so many rows at most. Who asks `next` until there is none, and then `since`
    again and again, holds a right copy of the list.
    """
    version = LiveClock.objects.now()
    try:
        asked = _asked(request.GET, version)
    except Misasked as error:
        answer = _json({"error": str(error)}, status=400)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

    return shared(
        request,
        f'W/"{SHAPE}-{version}"',
        FRESH_API,
        lambda: _json(_changes(request, asked, version)),
    )


def _changes(request, asked: Asked, version: int) -> dict:
    found = []
    if (asked.version, asked.pk) != (version, None):
        rows = LiveStory.objects.for_rows()
        after = rows.changed_after(asked.version, asked.pk, until=version)
        found = list(after[: asked.limit + 1])
    stories, more = found[: asked.limit], len(found) > asked.limit
    since = f"{stories[-1].version}-{stories[-1].pk}" if more else str(version)
    following = f"{request.path}?since={since}&limit={asked.limit}"
    return {
        "version": version,
        "since": since,
        "next": request.build_absolute_uri(following) if more else None,
        "stories": syndication.changes(stories, request.build_absolute_uri),
    }


def _asked(query, version: int) -> Asked:
    """Read ?since= and ?limit=; raises Misasked with a sentence for what they cannot be."""
    limit = query.get("limit", str(ROWS))
    if not re.fullmatch("[0-9]{1,6}", limit) or not 1 <= int(limit) <= MOST_ROWS:
        told = {"limit": limit[:40], "most": MOST_ROWS}
        raise Misasked(
            _("limit 须是 1 到 %(most)s 的整数，不能是「%(limit)s」。") % told
        )
    since = query.get("since", "")
    if since == "now":
        return Asked(version, None, int(limit))
    if not since:
        raise Misasked(
            _("请用 since 说明从哪个版本号起；从头取用 0，只要以后的用 now。")
        )
    place = PLACE.fullmatch(since)
    if not place:
        raise Misasked(
            _("since 须是版本号，或上次答复里的 since；「%(since)s」不是。")
            % {"since": since[:40]}
        )
    if int(place["version"]) > version:
        raise Misasked(
            _("since 是 %(since)s，而现在才到 %(version)s；请从 0 重新取。")
            % {"since": place["version"], "version": version}
        )
    pk = place["pk"] and int(place["pk"])
    return Asked(int(place["version"]), pk, int(limit))


def shared(request, etag: str, fresh: int, make) -> HttpResponse:
    """The answer of *make*, or 304 to who has it; every cache may keep it *fresh* seconds.

    Any site's scripts may read it: it is the same for everybody and takes no cookie.
    """
    with translation.override(settings.LANGUAGE_CODE):
        answer = get_conditional_response(request, etag=etag) or make()
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = f"public, max-age={fresh}"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Content-Language"] = settings.LANGUAGE_CODE
    return answer


def _json(data: dict, **options) -> JsonResponse:
    # Chinese as itself: a third of the bytes of \uXXXX, and readable.
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False}, **options)
