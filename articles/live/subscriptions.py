"""Feeds from an OPML file and back: what each row would come to, and then doing it."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import auditing
from articles.live import feeding, opml
from articles.live.errors import FeedError
from articles.live.targets import target
from articles.models import Feed, Source

NEW, HERE, WRONG = "new", "here", "wrong"


@dataclass
class Planned:
    """What a row comes to: a *feed* to be saved, or *why* not. *state* is one of three."""

    outline: opml.Outline
    state: str
    feed: Feed | None = None
    why: str = ""


def plan(outlines: opml.Outlines) -> list[Planned]:
    """What each row of a file would come to now; nothing is stored.

    A fixed number of queries, however long the file.
    """
    known = {
        _same(url): ""
        for url in Feed.objects.exclude(url="").values_list("url", flat=True)
    }
    sources = {source.name: source for source in Source.objects.all()}
    titles = {
        (feed.source.name, feed.title)
        for feed in Feed.objects.filter(kind=Feed.Kind.ADDRESS).select_related("source")
    }
    planned = []
    for row in outlines.rows:
        address = _same(row.url)
        if address in known:
            told = known[address] or _("这个网址已经是信源。")
            planned.append(Planned(row, HERE, why=told))
            continue
        try:
            feed = _feed(row, sources, titles)
        except ValidationError as error:
            planned.append(Planned(row, WRONG, why=" ".join(error.messages)))
            continue
        known[address] = _("与第 %(n)d 个相同。") % {"n": row.number}
        planned.append(Planned(row, NEW, feed))
    return planned


def carry_out(planned: list[Planned], by=None) -> int:
    """Store the new feeds of *planned*, due at once, as *by*; return how many.

    One that cannot be stored any more (somebody was faster) becomes a wrong one, and
    its neighbours are stored.
    """
    added = 0
    for row in planned:
        if row.state != NEW:
            continue
        try:
            with transaction.atomic():
                _save(row.feed)
                auditing.record("taking-in.feed", by, row.feed, row.feed.url)
            added += 1
        except ValidationError as error:
            row.state, row.why = WRONG, " ".join(error.messages)
    return added


def export() -> bytes:
    """Every feed that has an address, as an OPML file that `plan` reads back whole."""
    feeds = Feed.objects.filter(kind=Feed.Kind.ADDRESS).select_related("source")
    rows = [
        opml.Outline(
            number=number,
            title=feed.title,
            url=feed.url,
            category=feed.category,
            source=feed.source.name,
            minutes=str(feed.minutes),
            judging=feed.judging,
            mapping=_written(feed.mapping),
            active="" if feed.is_active else "0",
            homepage=feed.source.homepage,
        )
        for number, feed in enumerate(feeds.order_by("category", "title", "pk"), 1)
    ]
    return opml.write(rows, _("信源"), timezone.localtime())


def _feed(row: opml.Outline, sources: dict, titles: set) -> Feed:
    """The feed *row* describes, not saved. Raises ValidationError, in words."""
    if not row.url:
        raise ValidationError(_("没有网址（xmlUrl）。"))
    feeding.check_address(row.url)
    outlet = (row.source or row.title or target(row.url, settings.FETCH_ALLOW).host)[
        :60
    ]
    feed = Feed(
        source=sources.setdefault(outlet, Source(name=outlet, homepage=_home(row))),
        kind=Feed.Kind.ADDRESS,
        title=_untaken(outlet, (row.title or outlet)[:100], titles),
        url=row.url,
        category=row.category[:100],
        mapping=_mapping(row.mapping),
        is_active=row.active != "0",
        minutes=row.minutes or Feed._meta.get_field("minutes").default,
        judging=row.judging or Feed.Judging.NORMAL,
    )
    try:
        feed.source.clean_fields(exclude=["homepage"])
        feed.clean_fields(exclude=["source"])
    except ValidationError as error:
        raise ValidationError(_by_field(error)) from error
    titles.add((outlet, feed.title))
    return feed


def _by_field(error: ValidationError) -> list[str]:
    """The messages of *error*, each after the name of its field."""
    return [
        f"{Feed._meta.get_field(name).verbose_name}：{' '.join(messages)}"
        if name != "name"
        else f"{_('来源')}：{' '.join(messages)}"
        for name, messages in error.message_dict.items()
    ]


def _untaken(outlet: str, title: str, titles: set) -> str:
    """*title*, numbered if the outlet has a feed of that name already."""
    number, found = 1, title
    while (outlet, found) in titles:
        number += 1
        found = f"{title[:94]}（{number}）"
    return found


def _save(feed: Feed) -> None:
    source, _created = Source.objects.get_or_create(
        name=feed.source.name, defaults={"homepage": feed.source.homepage}
    )
    feed.source = source
    feed.next_check_at = timezone.now()
    feed.full_clean()
    feed.save()


def _home(row: opml.Outline) -> str:
    """The outlet's homepage if the row names one that a reader may be sent to."""
    try:
        return target(row.homepage).url[:200] if len(row.homepage) <= 200 else ""
    except FeedError:
        return ""


def _mapping(written: str):
    if not written:
        return None
    try:
        mapping = json.loads(written)
    except (ValueError, RecursionError):
        raise ValidationError(_("JSON 映射写得不对。")) from None
    feeding.check_mapping(mapping)
    return mapping


def _written(mapping) -> str:
    return json.dumps(mapping, ensure_ascii=False) if mapping else ""


def _same(url: str) -> str:
    """*url* in the form addresses are compared in."""
    try:
        return target(url, settings.FETCH_ALLOW).url
    except FeedError:
        return url
